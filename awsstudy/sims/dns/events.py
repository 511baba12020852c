"""What happens on the way to an answer."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryReceived(Event):
    """A name and type were asked for."""

    name: str
    type: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRefused(Event):
    """A record that DNS does not allow was left out of its zone."""

    name: str
    type: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonePassedOver(Event):
    """A hosted zone did not answer."""

    zone: str
    scope: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneChosen(Event):
    """A hosted zone answers."""

    zone: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationMet(Event):
    """The name lies below name servers that another zone is delegated to."""

    name: str
    cut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFound(Event):
    """The name exists."""

    name: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMissing(Event):
    """The name does not exist."""

    name: str
    encloser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WildcardApplied(Event):
    """A wildcard answered for a name that does not exist."""

    name: str
    wildcard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CnameFollowed(Event):
    """The name is another name's alias, which was looked up instead."""

    name: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasFollowed(Event):
    """An alias record answered with the addresses of what it points to."""

    name: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """The query got its answer."""

    status: str
    values: tuple[str, ...]


LOOKUP: tuple[type[Event], ...] = (
    QueryReceived,
    RecordRefused,
    ZonePassedOver,
    ZoneChosen,
    DelegationMet,
    NameFound,
    NameMissing,
    WildcardApplied,
    CnameFollowed,
    AliasFollowed,
    Answered,
)
