"""What learners believe of alarms: each an alarm with one method or its judge replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from awsstudy.sims.cloudwatch import wrong_judges
from awsstudy.sims.cloudwatch.alarm import CloudWatchAlarm
from awsstudy.sims.cloudwatch.judging import (
    BREACH,
    GAP,
    M_OF_N,
    OK,
    Judge,
    Judgement,
    State,
)


class EverSeen(CloudWatchAlarm):
    """M breaches count, however long ago they were."""

    def slid(self, point: str) -> str:
        """Breaches stay, and nothing else is remembered."""
        kept = "".join(p for p in self.points if p == BREACH)
        return (kept + point).rjust(self.params.n, OK)


class OtherSide(CloudWatchAlarm):
    """A value equal to the threshold counts the other way round."""

    def point(self, number: int) -> str:
        """The side of an equal value is swapped."""
        value = number - len(self.params.feed)
        metric = self.params.metric
        if value >= 0 and metric.values[value] == metric.threshold:
            return OK if super().point(number) == BREACH else BREACH
        return super().point(number)


class EveryPeriod(CloudWatchAlarm):
    """An alarm notifies as long as it lasts."""

    def invoked(self, before: State) -> int:
        """Once an evaluation in ALARM."""
        return int(self.state == "ALARM")


class EveryBreach(CloudWatchAlarm):
    """Every breaching data point is reported."""

    def invoked(self, before: State) -> int:
        """Once a breach, whatever the state."""
        return int(self.points.endswith(BREACH))


class BothWays(CloudWatchAlarm):
    """The action of ALARM also comes when the alarm goes back to OK."""

    def invoked(self, before: State) -> int:
        """Once a change of state."""
        return int(self.state != before)


class OnlyOnce(CloudWatchAlarm):
    """After its first message an alarm is silent until someone resets it."""

    def invoked(self, before: State) -> int:
        """Only the first time."""
        return int(self.state == "ALARM" and not self.invocations)


class GapsInRange(CloudWatchAlarm):
    """Every missing data point of the range is filled."""

    def judge(self, points: str) -> Judgement:
        """All gaps count."""
        return _counting(self, points, points.count(GAP))


class GapsInNewest(CloudWatchAlarm):
    """Every missing one of the newest N is filled, although older ones are known."""

    def judge(self, points: str) -> Judgement:
        """The gaps of the newest N places."""
        return _counting(self, points, points[-self.params.n :].count(GAP))


class NothingFilled(CloudWatchAlarm):
    """Missing data are skipped and never filled."""

    def judge(self, points: str) -> Judgement:
        """None."""
        return _counting(self, points, 0)


class UpToM(CloudWatchAlarm):
    """Only M data points are needed, so only up to M are filled."""

    def judge(self, points: str) -> Judgement:
        """What is lacking to M."""
        real = len(points.replace(GAP, ""))
        return _counting(self, points, max(0, self.params.m - real))


class UpToRange(CloudWatchAlarm):
    """The breaches are completed: what is lacking to N breaches is filled."""

    def judge(self, points: str) -> Judgement:
        """What is lacking to N breaching ones."""
        breaching = points.replace(GAP, "")[-self.params.n :].count(BREACH)
        return _counting(self, points, self.params.n - breaching)


def _counting(alarm: CloudWatchAlarm, points: str, filled: int) -> Judgement:
    window = points.replace(GAP, "")[-alarm.params.n :]
    breaching = window.count(BREACH)
    state: State = "ALARM" if breaching >= alarm.params.m else "OK"
    return Judgement(state, window, filled, breaching, "filled", (M_OF_N,))


def _judged_by(judge: type[Judge]) -> type[CloudWatchAlarm]:
    """An alarm that judges as a belief does."""

    class Believed(CloudWatchAlarm):
        JUDGE: ClassVar[type[Judge]] = judge

    Believed.__name__ = Believed.__qualname__ = judge.__name__
    Believed.__doc__ = judge.__doc__
    return Believed


JUDGES: Mapping[str, type[Judge]] = {
    "in-a-row": wrong_judges.InARow,
    "all-of-n": wrong_judges.AllOfN,
    "one-breach": wrong_judges.OneBreach,
    "newest-slots": wrong_judges.NewestSlots,
    "gap-is-insufficient": wrong_judges.GapIsInsufficient,
    "old-breach-is-enough": wrong_judges.OldBreachIsEnough,
    "needs-m-breaches": wrong_judges.NeedsMBreaches,
    "ignore-is-ok": wrong_judges.IgnoreIsOk,
    "silence-is-alarm": wrong_judges.SilenceIsAlarm,
}

BELIEFS: Mapping[str, type[CloudWatchAlarm]] = {
    **{name: _judged_by(judge) for name, judge in JUDGES.items()},
    "ever-seen": EverSeen,
    "other-side": OtherSide,
    "every-period": EveryPeriod,
    "every-breach": EveryBreach,
    "both-ways": BothWays,
    "only-once": OnlyOnce,
    "gaps-in-range": GapsInRange,
    "gaps-in-newest": GapsInNewest,
    "nothing-filled": NothingFilled,
    "up-to-m": UpToM,
    "up-to-range": UpToRange,
}
