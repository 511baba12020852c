"""What happens to a group, its fleet and its metric."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStarted(Event):
    """The story begins."""

    min: int
    max: int
    desired: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DatapointReported(Event):
    """A period ended, and the average of the warmed-up instances was reported."""

    value: str
    point: str
    """As the upper alarm sees it: 0, X or -."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmChanged(Event):
    """One of the policy's alarms changed its state."""

    alarm: str
    before: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyApplied(Event):
    """A policy came to a capacity."""

    metric: float
    current: int
    change: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedEstimated(Event):
    """Target tracking estimated how many instances it takes."""

    metric: float
    current: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScalingHeld(Event):
    """An alarm asked for a change, and nothing was changed."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredChanged(Event):
    """The desired capacity was set."""

    before: int
    after: int
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsChanged(Event):
    """A scheduled action set other limits."""

    min: int
    max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceLaunched(Event):
    """An instance was launched."""

    instance: str
    az: str
    template: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchFailed(Event):
    """A zone could not launch an instance."""

    az: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceEntered(Event):
    """An instance came into service."""

    instance: str
    az: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceWarmed(Event):
    """An instance finished warming up and counts in the metric."""

    instance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VictimChosen(Event):
    """It was decided who is terminated."""

    instance: str
    az: str
    zones: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceTerminated(Event):
    """An instance was terminated."""

    instance: str
    az: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceFailed(Event):
    """An instance stopped serving; the group does not know yet."""

    instance: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureOverlooked(Event):
    """A failure that no health check of the group looks at."""

    instance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraceGranted(Event):
    """A failed health check was not acted on: the instance is too young."""

    instance: str
    until_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceCondemned(Event):
    """An instance was marked unhealthy."""

    instance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneFailed(Event):
    """An Availability Zone went down."""

    az: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRecovered(Event):
    """An Availability Zone came back."""

    az: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalanceStarted(Event):
    """The zones were uneven, so instances were launched where there are few."""

    spares: int
    limit: int
    """The most instances that may run meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityExceeded(Event):
    """More requests came than the fleet can serve: some are dropped."""

    load: float
    capacity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacitySufficed(Event):
    """The fleet serves every request again."""

    load: float
    capacity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerStopped(Event):
    """A server was stopped to change its type."""

    instance: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerResized(Event):
    """A server came back with another type."""

    instance: str
    size: int


ALL: tuple[type[Event], ...] = (
    GroupStarted,
    DatapointReported,
    AlarmChanged,
    PolicyApplied,
    NeedEstimated,
    ScalingHeld,
    DesiredChanged,
    LimitsChanged,
    InstanceLaunched,
    LaunchFailed,
    InstanceEntered,
    InstanceWarmed,
    VictimChosen,
    InstanceTerminated,
    InstanceFailed,
    FailureOverlooked,
    GraceGranted,
    InstanceCondemned,
    ZoneFailed,
    ZoneRecovered,
    RebalanceStarted,
    CapacityExceeded,
    CapacitySufficed,
    ServerStopped,
    ServerResized,
)
