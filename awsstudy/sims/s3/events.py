"""What happens to the objects and what the checks find; the words are in the content."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRejected(Event):
    """S3 refused the lifecycle configuration, so no rule applies."""

    target: str
    days: int
    needed: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameEligible(Event):
    """The day of a transition came."""

    target: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked(Event):
    """A transition was due but did not happen."""

    source: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transitioned(Event):
    """The objects moved to another class; each was a request."""

    source: str
    target: str
    objects: int
    usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TierMoved(Event):
    """Intelligent-Tiering moved the objects to another of its tiers."""

    tier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired(Event):
    """The rule's expiration removed the objects."""

    storage_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(Event):
    """Somebody deleted the objects."""

    storage_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyDeleteCharged(Event):
    """The objects left a class before its minimum duration; the rest was charged."""

    storage_class: str
    minimum_days: int
    remaining_days: float
    usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCharged(Event):
    """Everything was read once."""

    storage_class: str
    gb: float
    usd: float
    readable_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBilled(Event):
    """A month, or the part of it that the objects existed, was billed."""

    month: str
    storage_class: str
    storage_usd: float
    fees_usd: float
    total_usd: float
    standard_usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeChecked(Event):
    """A transition was looked up in the waterfall."""

    source: str
    target: str
    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysAdded(Event):
    """The days of the rule were added to the moment of creation."""

    created: str
    days: int
    exact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRounded(Event):
    """The sum was rounded to the next midnight UTC."""

    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeChecked(Event):
    """An object's size was compared with what a transition needs."""

    size_kb: int
    target: str
    moves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoragePriced(Event):
    """A month of storage in a class was priced."""

    storage_class: str
    billed_gb: float
    usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadsPriced(Event):
    """A month's reads from a class were priced."""

    storage_class: str
    gb: float
    usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEvenFound(Event):
    """The amount of reading that eats up the saving was found."""

    storage_class: str
    gb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StayMeasured(Event):
    """The days spent in a class were compared with its minimum."""

    storage_class: str
    minimum_days: int
    held_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreTimed(Event):
    """The time until an object can be read was looked up."""

    storage_class: str
    tier: str
    readable_in: str


ALL: tuple[type[Event], ...] = (
    RuleRejected,
    BecameEligible,
    Blocked,
    Transitioned,
    TierMoved,
    Expired,
    Deleted,
    EarlyDeleteCharged,
    ReadCharged,
    MonthBilled,
    EdgeChecked,
    DaysAdded,
    DueRounded,
    SizeChecked,
    StoragePriced,
    ReadsPriced,
    BreakEvenFound,
    StayMeasured,
    RestoreTimed,
)
"""Every kind of event, in the order of this module."""
