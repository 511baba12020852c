"""What happens while an attack runs."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackStarted(Event):
    """A flood began."""

    attack: str
    layer: int
    front: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrafficEvaluated(Event):
    """Shield compared the traffic of a regional resource with its threshold and left it alone."""

    gbps: float
    threshold_gbps: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPassed(Event):
    """A control let the flood through."""

    control: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackStopped(Event):
    """A control began to drop or block the flood."""

    control: str
    after_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetScaled(Event):
    """The group of servers grew or shrank."""

    instances: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSaturated(Event):
    """A part of the way was used up, the first one to be."""

    part: str
    after_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UsersCounted(Event):
    """Which share of the users' requests was served."""

    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BillCounted(Event):
    """What the additional servers cost."""

    hours: float
    usd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditJudged(Event):
    """Whether a credit for the costs of the attack may be claimed."""

    resource: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpJudged(Event):
    """Whether the Shield Response Team may be called."""

    verdict: str


ALL: tuple[type[Event], ...] = (
    AttackStarted,
    TrafficEvaluated,
    ControlPassed,
    AttackStopped,
    FleetScaled,
    PartSaturated,
    UsersCounted,
    BillCounted,
    CreditJudged,
    HelpJudged,
)
