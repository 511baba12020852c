"""What a walk through the layers finds."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyAssigned(Event):
    """A layer was found to be somebody's."""

    service: str
    duty: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyMoved(Event):
    """A layer changes hands with the move."""

    duty: str
    before: str
    after: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyKept(Event):
    """A layer stays with whom it was."""

    duty: str
    owner: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentHandled(Event):
    """Somebody has to deal with an incident."""

    incident: str
    service: str
    duty: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellUnknown(Event):
    """No page says whose an incident's layer is at this service."""

    incident: str
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesRanked(Event):
    """Services were put in order, the one with most control first."""

    order: tuple[str, ...]


ALL: tuple[type[Event], ...] = (
    DutyAssigned,
    DutyMoved,
    DutyKept,
    IncidentHandled,
    CellUnknown,
    ServicesRanked,
)
