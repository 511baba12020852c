"""A group, its policy, its load, and what goes wrong; or one question about a single decision."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic.config import JsonDict

from awsstudy.sims.kernel import Params

Question = Literal["run", "adjust", "victim", "steady"]
"""A run over time, or one decision: a new capacity, who is terminated, how many are needed."""
Kind = Literal["target", "step", "simple", "resize", "none"]
Unit = Literal["percent", "change", "exact"]
Shape = Literal["steady", "step", "flash", "sine", "ramp", "metric"]
Strategy = Literal["balanced-best-effort", "balanced-only"]
Termination = Literal[
    "Default",
    "OldestInstance",
    "NewestInstance",
    "OldestLaunchTemplate",
    "ClosestToNextInstanceHour",
]

SECONDS: JsonDict = {"unit": "s"}
MINUTE = 60


class Member(Params):
    """An instance that runs when the story begins."""

    az: str = Field("a", min_length=1, max_length=12)
    age_s: int = Field(7200, ge=0, le=10**7, json_schema_extra=SECONDS)
    template: int = Field(1, ge=0, le=1000)
    """Version of the launch template; 0 is a launch configuration."""


class Group(Params):
    """The Auto Scaling group."""

    min: int = Field(2, ge=0, le=100)
    max: int = Field(10, ge=0, le=100)
    desired: int = Field(4, ge=0, le=100)
    azs: tuple[str, ...] = Field(("a", "b", "c"), min_length=1, max_length=6)
    cooldown_s: int = Field(300, ge=0, le=3600, json_schema_extra=SECONDS)
    warmup_s: int | None = Field(None, ge=0, le=3600, json_schema_extra=SECONDS)
    """Default instance warm-up; None means that it is not set."""
    grace_s: int = Field(300, ge=0, le=7200, json_schema_extra=SECONDS)
    elb_checks: bool = True
    """Whether load balancer health checks count."""
    strategy: Strategy = "balanced-best-effort"
    termination: tuple[Termination, ...] = Field(("Default",), min_length=1, max_length=5)
    template: int = Field(1, ge=0, le=1000)
    """Version of the launch template that new instances get."""

    @model_validator(mode="after")
    def _within(self) -> Group:
        if not self.min <= self.desired <= self.max:
            raise ValueError("desired lies between min and max")
        if len(set(self.azs)) < len(self.azs):
            raise ValueError("a zone is named once")
        if "Default" in self.termination[:-1]:
            raise ValueError("Default is the last termination policy")
        return self


class Machine(Params):
    """What one instance can do, and how long it takes."""

    capacity: int = Field(100, ge=1, le=10**6, json_schema_extra={"unit": "req/s"})
    boot_s: int = Field(120, ge=0, le=3600, json_schema_extra=SECONDS)
    """From the launch until InService."""
    detect_s: int = Field(60, ge=0, le=900, json_schema_extra=SECONDS)
    """From a failure until a health check reports it."""
    resize_s: int = Field(180, ge=0, le=3600, json_schema_extra=SECONDS)
    """Stop, change of the type, start."""


class Adjustment(Params):
    """A step: bounds relative to the threshold, and what is done between them."""

    lo: float | None = Field(0, ge=-1000, le=1000)
    """None: without an end below."""
    hi: float | None = Field(None, ge=-1000, le=1000)
    """None: without an end above."""
    adj: int = Field(1, ge=-1000, le=1000)


class Policy(Params):
    """The scaling policy and the thresholds of its alarms."""

    kind: Kind = "target"
    target: float = Field(50, gt=0, le=100, json_schema_extra={"unit": "%"})
    """Only for target tracking."""
    high: float = Field(70, ge=0, le=1000, json_schema_extra={"unit": "%"})
    low: float = Field(30, ge=0, le=1000, json_schema_extra={"unit": "%"})
    unit: Unit = "change"
    out_steps: tuple[Adjustment, ...] = Field((Adjustment(),), max_length=20)
    in_steps: tuple[Adjustment, ...] = Field((Adjustment(lo=None, hi=0, adj=-1),), max_length=20)
    out_by: int = Field(1, ge=0, le=1000)
    """Only for simple scaling."""
    in_by: int = Field(-1, ge=-1000, le=1000)
    min_magnitude: int = Field(0, ge=0, le=100)
    """Least number of instances to add or remove by a percentage."""

    @field_validator("out_steps", "in_steps")
    @classmethod
    def _without_gaps(cls, value: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
        ordered = sorted(value, key=lambda step: float("-inf") if step.lo is None else step.lo)
        for step in ordered:
            if step.lo is None and step.hi is None:
                raise ValueError("a step has at least one bound")
            if step.lo is not None and step.hi is not None and step.lo >= step.hi:
                raise ValueError("a step's lower bound is below its upper bound")
        for left, right in pairwise(ordered):
            if left.hi is None or left.hi != right.lo:
                raise ValueError("steps neither overlap nor leave a gap")
        return tuple(ordered)

    @model_validator(mode="after")
    def _open_ended(self) -> Policy:
        for steps in (self.out_steps, self.in_steps):
            if any((step.hi or 0) > 0 for step in steps) and steps[-1].hi is not None:
                raise ValueError("with a positive upper bound one step has no upper bound")
            if any((step.lo or 0) < 0 for step in steps) and steps[0].lo is not None:
                raise ValueError("with a negative lower bound one step has no lower bound")
        return self


class Alarms(Params):
    """How the two alarms of the policy judge the metric."""

    period_s: int = Field(60, ge=60, le=3600, multiple_of=60, json_schema_extra=SECONDS)
    out_m: int = Field(3, ge=1, le=100)
    out_n: int = Field(3, ge=1, le=100)
    in_m: int = Field(15, ge=1, le=100)
    in_n: int = Field(15, ge=1, le=100)

    @model_validator(mode="after")
    def _m_of_n(self) -> Alarms:
        if self.out_m > self.out_n or self.in_m > self.in_n:
            raise ValueError("M is at most N")
        return self


class Load(Params):
    """Requests a second over time, or the metric itself."""

    shape: Shape = "flash"
    base: float = Field(180, ge=0, le=10**8, json_schema_extra={"unit": "req/s"})
    peak: float = Field(700, ge=0, le=10**8, json_schema_extra={"unit": "req/s"})
    at_s: int = Field(600, ge=0, le=86_400, json_schema_extra=SECONDS)
    length_s: int = Field(1800, ge=1, le=86_400, json_schema_extra=SECONDS)
    values: tuple[float | None, ...] = Field((), max_length=500)
    """With the shape ``metric``: its value in each period; the last one lasts. None: missing."""


class Outage(Params):
    """A zone that fails and, perhaps, comes back."""

    az: str = Field("a", min_length=1, max_length=12)
    at_s: int = Field(600, ge=0, le=86_400, json_schema_extra=SECONDS)
    back_s: int | None = Field(None, ge=0, le=86_400, json_schema_extra=SECONDS)


class Planned(Params):
    """A scheduled action."""

    at_s: int = Field(300, ge=0, le=86_400, json_schema_extra=SECONDS)
    desired: int | None = Field(None, ge=0, le=100)
    min: int | None = Field(None, ge=0, le=100)
    max: int | None = Field(None, ge=0, le=100)


class Faults(Params):
    """What goes wrong besides zones; it hits the newest instance in service."""

    hang_at_s: int | None = Field(None, ge=0, le=86_400, json_schema_extra=SECONDS)
    """Its application hangs; the machine runs on."""
    stop_at_s: int | None = Field(None, ge=0, le=86_400, json_schema_extra=SECONDS)
    """The instance is stopped."""


class AutoScalingParams(Params):
    """Everything a run needs; the other questions look at a part of it."""

    question: Question = "run"
    group: Group = Group()
    machine: Machine = Machine()
    policy: Policy = Policy()
    alarms: Alarms = Alarms()
    load: Load = Load()
    fleet: tuple[Member, ...] = Field((), max_length=100)
    """Instances at the start; none means ``desired`` ones, evenly spread and long in service."""
    scheduled: tuple[Planned, ...] = Field((), max_length=20)
    outage: Outage | None = None
    faults: Faults = Faults()
    metric: float = Field(60, ge=-1000, le=10_000, json_schema_extra={"unit": "%"})
    """With the question ``adjust``: the metric's value."""
    warming: int = Field(0, ge=0, le=100)
    """With the question ``adjust``: how many of the desired instances are still warming up."""
    length_s: int = Field(3600, ge=60, le=86_400, json_schema_extra=SECONDS)

    @field_validator("faults", mode="before")
    @classmethod
    def _no_faults(cls, value: Any) -> Any:
        return Faults() if value is None else value

    @model_validator(mode="after")
    def _fits(self) -> AutoScalingParams:
        zones = set(self.group.azs)
        if {member.az for member in self.fleet} - zones:
            raise ValueError("an instance stands in a zone of the group")
        if self.fleet and len(self.fleet) != self.group.desired:
            raise ValueError("the group begins with as many instances as are desired")
        if self.outage and self.outage.az not in zones:
            raise ValueError("the zone that fails is one of the group's")
        if self.warming > self.group.desired:
            raise ValueError("at most all desired instances are warming up")
        return self

    @property
    def warmup_s(self) -> int:
        """The warm-up that holds; where unset, the cooldown for target and step scaling."""
        if self.group.warmup_s is not None:
            return self.group.warmup_s
        return self.group.cooldown_s if self.policy.kind in {"target", "step"} else 0
