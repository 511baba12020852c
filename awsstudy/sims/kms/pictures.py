"""How KMS looks: key tokens in KMS, in the application and in the storage; a call's layers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from awsstudy.sims.panels import (
    Cell,
    Column,
    Layer,
    Mark,
    Panel,
    Place,
    Plan,
    Row,
    Sieve,
    Table,
)

if TYPE_CHECKING:
    from awsstudy.sims.kms.service import KmsEnvelope
    from awsstudy.sims.kms.vault import Refusal

USES = ("encrypt", "generate-data-key", "decrypt")
LAYERS = ("permission", "key-state", "key-type", "size", "context")
_LATER: Mapping[str, str] = {"gone": "key-state", "material": "context", "changed": "context"}
"""Refusals that are shown as another layer's."""
MOST_ITEMS = 6


def tokens(seen: KmsEnvelope) -> Plan:
    """KMS, application and storage side by side; below them the keys that are there."""
    plain = seen.where()
    marks: dict[str, Mark] = {"enabled": "good", "disabled": "muted", "pending": "bad"}
    places = [
        Place("kms", 0, 0),
        Place("app", 1, 0),
        Place("storage", 2, 0),
        Place("kms-key", 0, 1, marks.get(seen.life, "bad"), f"{seen.life}-state"),
    ]
    for column, place in enumerate(("kms", "app", "storage")):
        if place in plain:
            row = 2 if place == "kms" or (place == "storage" and seen.storage) else 1
            places.append(Place(f"plain-key-{place}", column, row, "bad"))
    if seen.storage:
        places.append(Place("sealed", 2, 1, "good", f"{len(seen.storage)}"))
    links = (("kms", "app"), ("app", "storage"), ("kms", "kms-key"), ("storage", "sealed"))
    return Plan("tokens", tuple(places), links)


def layers(seen: KmsEnvelope) -> Sieve:
    """What the last call had to pass; nothing where the last step was no use of the key."""
    stopped = _LATER.get(seen.last.layer, seen.last.layer) if seen.last else ""
    drawn, asked = [], bool(seen.last) or seen.call in USES
    for name in LAYERS:
        if seen.last and name == stopped:
            drawn.append(Layer(name, f"stops-{seen.last.layer}", "bad", _why(seen.last)))
            asked = False
        else:
            drawn.append(
                Layer(name, "passes", "good") if asked else Layer(name, "not-asked", "muted")
            )
    return Sieve("layers", tuple(drawn))


def _why(refusal: Refusal) -> Cell:
    """The part that decided: what was missing of the rights, else what was found."""
    near = refusal.near
    if near is None:
        return None
    if refusal.layer == "permission":
        return near.field
    return int(near.found) if near.found.isdecimal() else near.found


def stored(seen: KmsEnvelope) -> Table:
    """The newest items in the storage, and which material of the key opens them."""
    rows = []
    for name, kept in list(seen.storage.items())[-MOST_ITEMS:]:
        context = ", ".join(f"{key}={value}" for key, value in kept.blob.context) or "-"
        mark: Mark = "" if kept.blob.intact else "bad"
        rows.append(Row((name, kept.size, f"{kept.way}-way", kept.blob.material, context), mark))
    names = ("item", "size", "way", "material", "context")
    units = {"size": "B"}
    columns = tuple(Column(name, units.get(name, "")) for name in names)
    return Table("stored", columns, tuple(rows))


def of_question(seen: KmsEnvelope) -> tuple[Panel, ...]:
    """The answer to a question besides the script."""
    load = seen.params.load
    rows: tuple[Row, ...]
    if seen.params.ask == "callers":
        return (_callers(seen),)
    if seen.params.ask == "way":
        rows = (Row(("size", load.size)), Row(("way", f"{seen.way(load.size)}-way"), "chosen"))
    else:
        rows = (
            Row(("objects", load.objects)),
            Row(("reuse", load.reuse)),
            Row(("calls", seen.calls_for(load)), "chosen"),
        )
    return (Table("result", (Column("amount"), Column("number")), rows),)


def _callers(seen: KmsEnvelope) -> Table:
    rows = [Row((one.id, f"{one.iam}-iam", one.named, one.grant), "") for one in seen.callers()]
    columns = tuple(Column(name) for name in ("caller", "iam", "named", "grant"))
    return Table("callers", columns, tuple(rows))
