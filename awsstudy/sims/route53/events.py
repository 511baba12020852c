"""What happens while Route 53 decides, and while an outage is noticed."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryReceived(Event):
    """A query for the group's name arrived."""

    policy: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceBiased(Event):
    """A bias changed how far away a resource counts."""

    record: str
    km: float
    bias: int
    biased_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPassed(Event):
    """A record stayed a candidate."""

    record: str
    figure: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRejected(Event):
    """A record was passed over."""

    record: str
    figure: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroWeightsAdmitted(Event):
    """Records of weight 0 were considered after all."""

    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthAssumed(Event):
    """No candidate was healthy, so all counted as healthy."""

    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswered(Event):
    """One record can be the answer, with this share of the queries."""

    record: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesAnswered(Event):
    """The answer holds several values at once."""

    count: int
    of: int
    ways: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswerGiven(Event):
    """No record applied: the answer is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSet(Event):
    """The learner made a record's health check report another status."""

    record: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointChanged(Event):
    """An endpoint went down or came back; nobody has noticed yet."""

    record: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyChecked(Event):
    """A record without a health check is down, and nothing will notice."""

    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakGrew(Event):
    """A checker saw the new state so many times in a row, the first to do so."""

    count: int
    threshold: int
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckersTurned(Event):
    """A checker reached the threshold and reports the new status."""

    healthy: int
    checkers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusJudged(Event):
    """Route 53 changed its mind about the endpoint."""

    record: str
    status: str
    healthy: int
    checkers: int
    after_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheExpired(Event):
    """A resolver's cached answer ran out; its clients now get the new one."""

    moved: int
    resolvers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientsMoved(Event):
    """The last resolver asked again: all clients follow the new answer."""

    after_s: float


DECISION: tuple[type[Event], ...] = (
    QueryReceived,
    DistanceBiased,
    RecordPassed,
    RecordRejected,
    ZeroWeightsAdmitted,
    HealthAssumed,
    RecordAnswered,
    ValuesAnswered,
    NoAnswerGiven,
    StatusSet,
)
OUTAGE: tuple[type[Event], ...] = (
    EndpointChanged,
    NobodyChecked,
    StreakGrew,
    CheckersTurned,
    StatusJudged,
    CacheExpired,
    ClientsMoved,
)
