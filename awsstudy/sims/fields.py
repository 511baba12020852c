"""A model's parameters as a flat list of editable values: what forms and ``--set`` work on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from awsstudy.core.errors import SettingsError
from awsstudy.sims.kernel import P, Params

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value that can be edited."""

    path: Path
    """Where it is: ``("group", "records", "0", "w")``."""
    value: Any
    choices: tuple[str, ...] = ()
    """The allowed values, where they are few."""
    unit: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def name(self) -> str:
        """The dotted path."""
        return ".".join(self.path)

    @property
    def label_id(self) -> str:
        """The path by which the simulator's words name it: without indices."""
        return ".".join(part for part in self.path if not part.isdigit())


def leaves(params: Params) -> tuple[Leaf, ...]:
    """Every editable value of the parameters, in the order they are declared."""
    return tuple(_model_leaves(params, ()))


def _model_leaves(model: BaseModel, path: Path) -> Iterator[Leaf]:
    schema = type(model).model_json_schema(by_alias=False)
    for name, info in schema["properties"].items():
        yield from _value_leaves(getattr(model, name), (*path, name), info)


def _value_leaves(value: Any, path: Path, info: dict[str, Any]) -> Iterator[Leaf]:
    if isinstance(value, BaseModel):
        yield from _model_leaves(value, path)
    elif isinstance(value, tuple | list) and value and isinstance(value[0], BaseModel):
        for index, item in enumerate(value):
            yield from _model_leaves(item, (*path, str(index)))
    else:
        yield _leaf(value, path, info)


def _leaf(value: Any, path: Path, info: dict[str, Any]) -> Leaf:
    merged = dict(info)
    for part in info.get("anyOf", ()):
        merged = {**part, **merged}
    choices = (
        ("true", "false") if isinstance(value, bool) else tuple(map(str, merged.get("enum", ())))
    )
    return Leaf(
        path,
        value,
        choices,
        str(merged.get("unit", "")),
        merged.get("minimum", merged.get("exclusiveMinimum")),
        merged.get("maximum", merged.get("exclusiveMaximum")),
    )


def shown(value: Any) -> str:
    """A value as it is edited."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else str(value)


def with_value(params: P, path: Path, text: str) -> P:
    """The parameters with one value changed to what was typed.

    Raises:
        SettingsError: there is no such parameter, or the value is not allowed.
    """
    data = params.model_dump(mode="json")
    _put(data, path, _understood(text))
    try:
        return type(params).model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise SettingsError(f"{'.'.join(path)}: {first['msg']}") from error


def _put(data: Any, path: Path, value: Any) -> None:
    name = ".".join(path)
    for part in path[:-1]:
        try:
            data = data[int(part)] if isinstance(data, list) else data[part]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise SettingsError(f"There is no parameter '{name}'.") from error
    last = path[-1]
    if isinstance(data, list) and last.isdigit() and int(last) < len(data):
        data[int(last)] = value
    elif isinstance(data, dict):
        data[last] = value
    else:
        raise SettingsError(f"There is no parameter '{name}'.")


def _understood(text: str) -> Any:
    """What was typed, as JSON where it is JSON and as a text where it is not."""
    stripped = text.strip()
    if not stripped:
        return None
    try:
        return json.loads(stripped)
    except ValueError:
        return stripped
