"""The compiled content: plain data of every file, so that YAML is parsed only when it changed."""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from awsstudy import __version__
from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.files import ContentFile, content_files
from awsstudy.catalog.places import Roots

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
    models: list[BaseModel] = []
    changed = False
    for source in content_files(roots):
        entry, model = _entry(source, known.get(source.name))
        changed |= entry is not known.get(source.name)
        compiled[source.name] = entry
        models.append(model)
    catalog = Catalog(tuple(models))
    if changed or compiled.keys() != known.keys():
        _refuse_dangling(roots)
        _write(file, compiled)
    return catalog


def _entry(source: ContentFile, known: Any) -> tuple[Any, BaseModel]:
    status = source.path.stat()
    stat = [status.st_size, status.st_mtime_ns]
    if known and known["stat"] == stat:
        return known, source.kind.model.model_validate(known["data"])
    digest = blake2b(source.path.read_bytes(), digest_size=16).hexdigest()
    if known and known["hash"] == digest:
        data, model = known["data"], source.kind.model.model_validate(known["data"])
    else:
        # The YAML reader is imported only where something changed.
        from awsstudy.catalog.source import read_document  # noqa: PLC0415
        from awsstudy.catalog.validate import validate  # noqa: PLC0415

        document = read_document(source.path, source.name)
        found, errors = validate(source.kind.model, document)
        if found is None:
            raise errors[0]
        data, model = document.data, found
    return {"stat": stat, "hash": digest, "data": data}, model


def _refuse_dangling(roots: Roots) -> None:
    """Content that names what does not exist would fail later, in front of the learner."""
    from awsstudy.catalog.check.bundle import Bundle  # noqa: PLC0415 - as above
    from awsstudy.catalog.check.references import check as check_references  # noqa: PLC0415
    from awsstudy.catalog.loader import read_all  # noqa: PLC0415

    reading = read_all(roots)
    catalog = Catalog(tuple(entry.model for entry in reading.entries))
    error = next(check_references(Bundle(catalog, tuple(reading.entries), ())), None)
    if error is not None:
        raise error


def _read(file: Path | None) -> Compiled:
    try:
        stored = json.loads(file.read_bytes()) if file else {}
    except (OSError, ValueError):
        return {}
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        return {}
    files = stored["files"]
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
        temporary.unlink(missing_ok=True)
