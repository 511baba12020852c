"""Wrong beliefs about how data points are judged: each a judge with one method replaced."""

from __future__ import annotations

from awsstudy.sims.cloudwatch.judging import (
    BREACH,
    GAP,
    TREATED,
    Judge,
    Judgement,
    State,
    Treatment,
)


class InARow(Judge):
    """The breaches must follow each other."""

    def enough(self, window: str) -> bool:
        """M breaches side by side."""
        return BREACH * self.m in window


class AllOfN(Judge):
    """Every one of the N data points must breach."""

    def enough(self, window: str) -> bool:
        """N breaches."""
        return window.count(BREACH) >= self.n


class OneBreach(Judge):
    """The newest data point decides."""

    def enough(self, window: str) -> bool:
        """The newest one breaches."""
        return window.endswith(BREACH)


class NewestSlots(Judge):
    """Only the newest N places are looked at, and every gap among them is filled."""

    def window(self, points: str) -> str:
        """The real ones among the newest N places."""
        return points[-self.n :].replace(GAP, "")


class GapIsInsufficient(Judge):
    """Without N real data points there is no verdict."""

    def _unfilled(self, points: str, window: str, treatment: Treatment, state: State) -> Judgement:
        return self._without_data(window, state, TREATED[treatment], ignored=treatment == "ignore")


class OldBreachIsEnough(Judge):
    """An old breach raises the alarm even where a data point within the threshold is known."""

    def guarded(self, window: str) -> bool:
        """Whether there is a breach at all."""
        return BREACH in window


class NeedsMBreaches(Judge):
    """Without M breaching data points no alarm ever goes off."""

    def ripe(self, points: str) -> bool:
        """Never."""
        return False


class IgnoreIsOk(Judge):
    """Ignoring missing data means that they are all right."""

    def treated(self, treatment: Treatment) -> Treatment:
        """As if they were within the threshold."""
        return "notBreaching" if treatment in {"ignore", "missing"} else treatment


class SilenceIsAlarm(Judge):
    """Missing data are always a bad sign."""

    def treated(self, treatment: Treatment) -> Treatment:
        """As if they were breaching."""
        return "breaching"
