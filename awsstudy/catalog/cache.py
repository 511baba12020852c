"""The compiled content: plain data of every file, so that YAML is parsed only when it changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from awsstudy import __version__
from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.files import ContentFile, content_files
from awsstudy.catalog.places import Roots
from awsstudy.core.errors import ContentError

FORMAT = f"1|{__version__}"

Compiled = dict[str, Any]


def load_catalog(roots: Roots, cache: Path | None) -> Catalog:
    """All content, from the compiled files where nothing changed.

    Args:
        roots: the folders of content and data.
        cache: the folder of the compiled file; None reads the sources.

    Raises:
        ContentError: a file is broken, or names something that does not exist.
    """
    file = cache / f"content-{roots.key}.json" if cache else None
    known = _read(file)
    compiled: Compiled = {}
    sources = tuple(content_files(roots))
    models: list[BaseModel] = []
    changed = False
    for source in sources:
        entry, model = _entry(source, known.get(source.name))
        changed |= entry is not known.get(source.name)
        compiled[source.name] = entry
        models.append(model)
    catalog = Catalog(tuple(models))
    if changed or compiled.keys() != known.keys():
        _refuse_dangling(catalog, sources, compiled, roots)
        _write(file, compiled)
    return catalog


def _entry(source: ContentFile, known: Any) -> tuple[Any, BaseModel]:
    try:
        status = source.path.stat()
        stat = [status.st_size, status.st_mtime_ns]
        if model := _as_before(source, known, "stat", stat):
            return known, model
        digest = blake2b(source.path.read_bytes(), digest_size=16).hexdigest()
    except OSError as error:
        raise ContentError(source.name, error.strerror or str(error)) from error
    if model := _as_before(source, known, "hash", digest):
        return {**known, "stat": stat}, model
    # The YAML reader is imported only where something changed.
    from awsstudy.catalog.source import read_document  # noqa: PLC0415
    from awsstudy.catalog.validate import validate  # noqa: PLC0415

    document = read_document(source.path, source.name)
    model, errors = validate(source.kind.model, document)
    if model is None:
        raise errors[0]
    return {"stat": stat, "hash": digest, "data": document.data}, model


def _as_before(source: ContentFile, known: Any, what: str, now: object) -> BaseModel | None:
    """The model of what was compiled before; None when the file, or our models, have changed."""
    try:
        if known[what] == now:
            return source.kind.model.model_validate(known["data"])
    except (KeyError, TypeError, ValidationError):
        pass
    return None


def _refuse_dangling(
    catalog: Catalog, sources: Iterable[ContentFile], compiled: Compiled, roots: Roots
) -> None:
    """Content that names what does not exist would fail later, in front of the learner."""
    from awsstudy.catalog.check.bundle import Bundle  # noqa: PLC0415 - as above
    from awsstudy.catalog.check.references import check as check_references  # noqa: PLC0415
    from awsstudy.catalog.loader import Entry, read_all  # noqa: PLC0415
    from awsstudy.catalog.source import Document  # noqa: PLC0415

    entries = tuple(
        Entry(source, Document(source.name, compiled[source.name]["data"], {}), model)
        for source, model in zip(sources, catalog.models, strict=True)
    )
    if any(check_references(Bundle(catalog, entries, ()))):
        # Only the files themselves tell the line that an error names.
        reading = read_all(roots)
        bundle = Bundle(catalog, tuple(reading.entries), ())
        for error in (*reading.errors, *check_references(bundle)):
            raise error


def _read(file: Path | None) -> Compiled:
    try:
        stored = json.loads(file.read_bytes()) if file else {}
    except (OSError, ValueError):
        return {}
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        return {}
    files = stored.get("files")
    return files if isinstance(files, dict) else {}


def _write(file: Path | None, compiled: Compiled) -> None:
    """Write the compiled file whole or not at all; a cache that cannot be written is no error."""
    if file is None:
        return
    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps({"format": FORMAT, "files": compiled}), "utf-8")
        temporary.replace(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
