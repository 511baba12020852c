"""The alarm's settings, the data points it finds, and those that are still to come."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from awsstudy.sims.cloudwatch.judging import BREACH, GAP, OK, State, Treatment
from awsstudy.sims.kernel import Params

Comparison = Literal[
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanThreshold",
]
Action = Literal["none", "sns", "autoscaling"]

SHORT_PERIODS = (10, 20, 30)
"""Periods of high-resolution alarms; others are multiples of 60 seconds."""
MINUTE = 60


def breaches(value: float, comparison: Comparison, threshold: float) -> bool:
    """Whether a value is on the breaching side of the threshold."""
    if comparison == "GreaterThanOrEqualToThreshold":
        return value >= threshold
    if comparison == "GreaterThanThreshold":
        return value > threshold
    if comparison == "LessThanOrEqualToThreshold":
        return value <= threshold
    return value < threshold


class Measured(Params):
    """Values of the metric, one a period; they become data points by the threshold."""

    values: tuple[float | None, ...] = Field((), max_length=300)
    """``None`` where none was reported."""
    threshold: float = Field(70, ge=-1e12, le=1e12)
    comparison: Comparison = "GreaterThanOrEqualToThreshold"


class AlarmParams(Params):
    """An alarm and its data points, the newest last."""

    points: str = Field("0-X--", min_length=1, max_length=300)
    """The evaluation range: the most recent data points that CloudWatch retrieves."""
    m: int = Field(2, ge=1, le=100)
    """Datapoints to alarm."""
    n: int = Field(3, ge=1, le=100)
    """Evaluation periods."""
    missing: Treatment = "missing"
    state: State = "OK"
    feed: str = Field("", max_length=300)
    """Data points that arrive afterwards, one a period."""
    metric: Measured = Measured()
    """Values that arrive after the feed."""
    action: Action = "sns"
    """What the state ALARM invokes."""
    period_s: int = Field(60, ge=10, le=86_400, json_schema_extra={"unit": "s"})
    compare: bool = False
    """Whether all four treatments of missing data are compared."""

    @field_validator("points", "feed", mode="before")
    @classmethod
    def _plain(cls, value: Any) -> str:
        text = "".join(str(value if value is not None else "").split())
        return text.replace("x", BREACH).replace("O", OK).replace("o", OK)

    @field_validator("points", "feed")
    @classmethod
    def _points_only(cls, value: str) -> str:
        if set(value) - {OK, BREACH, GAP}:
            raise ValueError("data points are 0, X and -")
        return value

    @field_validator("metric", mode="before")
    @classmethod
    def _nothing_measured(cls, value: Any) -> Any:
        return Measured() if value is None else value

    @field_validator("period_s")
    @classmethod
    def _period(cls, value: int) -> int:
        if value not in SHORT_PERIODS and value % MINUTE:
            raise ValueError("a period is 10, 20 or 30 seconds, or a multiple of 60")
        return value

    @model_validator(mode="after")
    def _m_of_n(self) -> AlarmParams:
        if self.m > self.n:
            raise ValueError("M is at most N")
        return self

    @property
    def coming(self) -> str:
        """Every data point that is still to come."""
        return self.feed + "".join(self.point(value) for value in self.metric.values)

    def point(self, value: float | None) -> str:
        """The data point a value becomes."""
        if value is None:
            return GAP
        side = breaches(value, self.metric.comparison, self.metric.threshold)
        return BREACH if side else OK
