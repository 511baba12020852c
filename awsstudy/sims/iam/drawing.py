"""The picture: a sieve of layers, and the tested statements with the element that fails."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from awsstudy.sims.iam.decision import Ending, Layer
from awsstudy.sims.iam.events import DenySwept, LayerJudged, StatementTested
from awsstudy.sims.iam.statements import ELEMENTS
from awsstudy.sims.kernel import Event
from awsstudy.sims.panels import Column, Mark, Row, Sieve, Table
from awsstudy.sims.panels import Layer as Shown

ROWS = 6
"""So many statements are shown."""
SWEEP = "deny-sweep"
_FIXED = ("resource", "identity", "boundary", "session")
_WIDEST = 42
"""Cells of what a policy wants."""


def sieve(layers: Sequence[Layer], told: Iterable[Event], decided: Ending | None) -> Sieve:
    """One line a layer, in the order they are asked; the sweep for Deny comes first."""
    found = {event.layer: event for event in told if isinstance(event, LayerJudged)}
    swept = next((event for event in told if isinstance(event, DenySwept)), None)
    names = [layer.name for layer in layers if layer.kind in ("rcp", "scp")]
    present = {layer.name for layer in layers}
    lines = (
        _line(name, found.get(name), decided, present=name in present) for name in (*names, *_FIXED)
    )
    return Sieve("layers", (_swept(swept, decided), *lines))


def _swept(event: DenySwept | None, decided: Ending | None) -> Shown:
    if event is None:
        return Shown(SWEEP, "not-yet", "muted")
    if not event.denials:
        return Shown(SWEEP, event.found, "good")
    final = decided is not None and decided.verdict == "ExplicitlyDenied"
    where = decided.decided_by if decided and final else None
    return Shown(SWEEP, event.found, "bad", where)


def _line(name: str, event: LayerJudged | None, decided: Ending | None, *, present: bool) -> Shown:
    if event is None:
        verdict = "not-asked" if decided else "not-yet"
        return Shown(name, verdict if present else "not-there", "muted")
    stopped = event.result in ("silent", "not-there")
    mark: Mark = "bad" if stopped else "" if event.result == "not-needed" else "good"
    if decided and _decides(name, decided) and decided.verdict == "Allowed" and not stopped:
        mark = "chosen"
    return Shown(name, event.result, mark, event.near.field if event.near else None)


def _decides(name: str, decided: Ending) -> bool:
    if decided.decided_by == "both":
        return name in ("resource", "identity")
    return name.partition(" ")[0].lower() == decided.decided_by


def statements(told: Iterable[Event], decided: Ending | None) -> Table:
    """The statements that were tested; of many, those that apply or nearly do."""
    tests = [event for event in told if isinstance(event, StatementTested)]
    kept = sorted(tests, key=_interest, reverse=True)[:ROWS]
    columns = (Column("statement"), Column("effect"), Column("fails"), Column("wanted"))
    rows = tuple(_row(test, decided) for test in tests if any(test is one for one in kept))
    return Table("statements", columns, rows)


def _interest(test: StatementTested) -> tuple[bool, int]:
    return test.matched, ELEMENTS.index(test.element)


def _row(test: StatementTested, decided: Ending | None) -> Row:
    short = _short(test.near.wanted) if test.near else ""
    mark: Mark = "muted"
    if test.matched:
        mark = "bad" if test.effect == "Deny" else "good"
        if decided and decided.statement is test and test.effect == "Allow":
            mark = "chosen"
    name = f"{test.policy} {test.index + 1}"
    return Row((name, test.effect, test.element or "fits", short), mark)


def _short(wanted: str) -> str:
    """A long text cut; of a long ARN the end says most."""
    if len(wanted) <= _WIDEST:
        return wanted
    room = _WIDEST - 3
    return "..." + wanted[-room:] if wanted.startswith("arn:") else wanted[:room] + "..."
