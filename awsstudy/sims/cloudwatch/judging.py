"""How an alarm comes to its state: M of N data points, and what fills the gaps.

Data points are a text, the newest last: ``0`` within the threshold, ``X`` breaching, ``-`` missing.
Source: "Configuring how CloudWatch alarms treat missing data" in the CloudWatch User Guide. Its
prose about premature alarms contradicts its own table in the row ``0 - X - -`` (2 of 3, state OK);
here the table holds: the rule applies only where no data point is within the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Treatment = Literal["missing", "ignore", "breaching", "notBreaching"]
State = Literal["OK", "ALARM", "INSUFFICIENT_DATA"]
Reason = Literal["counted", "filled", "partial", "kept", "premature", "empty", "too-young"]

TREATMENTS: tuple[Treatment, ...] = ("missing", "ignore", "breaching", "notBreaching")

OK, BREACH, GAP = "0", "X", "-"

RANGE = "cloudwatch.alarm.range"
ENOUGH = "cloudwatch.alarm.enough-real"
FILL = "cloudwatch.alarm.fill"
M_OF_N = "cloudwatch.alarm.m-of-n"
PARTIAL = "cloudwatch.alarm.partial"
PREMATURE = "cloudwatch.alarm.premature"
TOO_YOUNG = "cloudwatch.alarm.too-young"
TREATED: dict[Treatment, str] = {
    "missing": "cloudwatch.missing.missing",
    "ignore": "cloudwatch.missing.ignore",
    "breaching": "cloudwatch.missing.breaching",
    "notBreaching": "cloudwatch.missing.not-breaching",
}
YOUNG_STATE = "cloudwatch.model.too-young-state"
IGNORED_BREACHES = "cloudwatch.model.ignored-breaches"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An alarm's state and how it came about."""

    state: State
    window: str
    """The real data points that were judged, the newest last."""
    filled: int
    """How many data points had to be filled in."""
    breaching: int
    """How many of the judged data points breach, those filled in included."""
    reason: Reason
    rules: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether the alarm only stayed in the state it was in."""
        return self.reason == "kept"


class Judge:
    """An alarm's settings; each wrong belief is a judge that overrides one of the methods."""

    def __init__(self, m: int, n: int) -> None:
        self.m, self.n = m, n

    def window(self, points: str) -> str:
        """The data points that count: the newest N real ones of the evaluation range."""
        return points.replace(GAP, "")[-self.n :]

    def enough(self, window: str) -> bool:
        """Whether so many breaching data points make an alarm."""
        return window.count(BREACH) >= self.m

    def treated(self, treatment: Treatment) -> Treatment:
        """The treatment of missing data that holds."""
        return treatment

    def guarded(self, window: str) -> bool:
        """Whether only breaches are known, so that the rule on premature alarms applies."""
        return OK not in window

    def ripe(self, points: str) -> bool:
        """Whether the oldest breach is M data points old or older."""
        return BREACH in points and len(points) - points.index(BREACH) >= self.m

    def judge(self, points: str, treatment: Treatment, state: State) -> Judgement:
        """The state after an evaluation.

        Args:
            points: the evaluation range, the newest last.
            treatment: how missing data are treated.
            state: the state until now.
        """
        treatment = self.treated(treatment)
        window = self.window(points)
        gaps = max(0, self.n - len(window))
        if gaps == 0:
            return self._counted(window, window, "counted", (ENOUGH, M_OF_N))
        rules = (FILL, TREATED[treatment])
        if treatment in {"breaching", "notBreaching"}:
            filled = window + (BREACH if treatment == "breaching" else OK) * gaps
            return self._counted(window, filled, "filled", (*rules, M_OF_N))
        return self._unfilled(points, window, treatment, state)

    def _counted(
        self, window: str, judged: str, reason: Reason, rules: tuple[str, ...]
    ) -> Judgement:
        state: State = "ALARM" if self.enough(judged) else "OK"
        filled = max(0, self.n - len(window))
        return Judgement(state, window, filled, judged.count(BREACH), reason, rules)

    def _unfilled(self, points: str, window: str, treatment: Treatment, state: State) -> Judgement:
        """Fewer than N real data points, and nothing is put in the place of the others."""
        ignored = treatment == "ignore"
        rule = TREATED[treatment]
        if self.enough(window):
            told = (M_OF_N, IGNORED_BREACHES) if ignored else (PARTIAL, M_OF_N)
            return self._result("ALARM", window, "partial", told)
        if not window:
            return self._without_data(window, state, rule, ignored=ignored)
        if not self.guarded(window):
            return self._result("OK", window, "partial", (PARTIAL, M_OF_N))
        return self._breaches_only(points, window, state, rule, ignored=ignored)

    def _breaches_only(
        self, points: str, window: str, state: State, rule: str, *, ignored: bool
    ) -> Judgement:
        """Breaches, but fewer than M, and nothing else is known."""
        if ignored:
            return self._result(state, window, "kept", (rule, PREMATURE))
        if self.ripe(points):
            return self._result("ALARM", window, "premature", (PREMATURE,))
        return self._result("INSUFFICIENT_DATA", window, "too-young", (TOO_YOUNG, YOUNG_STATE))

    def _without_data(self, window: str, state: State, rule: str, *, ignored: bool) -> Judgement:
        if ignored:
            return self._result(state, window, "kept", (rule,))
        return self._result("INSUFFICIENT_DATA", window, "empty", (rule,))

    def _result(
        self, state: State, window: str, reason: Reason, rules: tuple[str, ...]
    ) -> Judgement:
        filled = max(0, self.n - len(window))
        return Judgement(state, window, filled, window.count(BREACH), reason, rules)
