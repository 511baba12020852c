"""A metric alarm: one evaluation step by step, then data points that arrive one a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from awsstudy.sims.cloudwatch import drawing
from awsstudy.sims.cloudwatch import events as happened
from awsstudy.sims.cloudwatch.judging import (
    BREACH,
    GAP,
    M_OF_N,
    RANGE,
    TREATMENTS,
    Judge,
    Judgement,
    State,
)
from awsstudy.sims.cloudwatch.params import MINUTE, AlarmParams
from awsstudy.sims.kernel import Event, Metric, NearMiss, Outcome, Simulation
from awsstudy.sims.panels import Panel

COMPARISON = "cloudwatch.alarm.comparison"
ON_CHANGE = "cloudwatch.action.on-change"
REPEATED = "cloudwatch.action.auto-scaling-repeats"


class CloudWatchAlarm(Simulation[AlarmParams]):
    """An alarm on one metric."""

    PARAMS = AlarmParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("real"),
        Metric("filled"),
        Metric("breaching"),
        Metric("turns"),
        Metric("invocations"),
        Metric("alarm_s", "s"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL
    TIME_UNIT: ClassVar[str] = "s"
    JUDGE: ClassVar[type[Judge]] = Judge

    @property
    def time_unit(self) -> str:
        """Seconds where data points arrive; a single evaluation only counts its steps."""
        return self.TIME_UNIT if self.params.coming else ""

    def setup(self) -> None:
        """Evaluate what is there, and schedule what is to come."""
        self.points = self.params.points
        self.state: State = self.params.state
        self.judgement: Judgement | None = None
        self.compared: dict[str, str] = {}
        self.lane = ""
        """Every data point that arrived, and below it the state it led to."""
        self.states: list[State] = []
        self.invocations = self.turns = 0
        self.alarm_s = 0.0
        self._judge = self.JUDGE(self.params.m, self.params.n)
        if self.params.coming:
            self.after(0, self._begin)
            for number in range(len(self.params.coming)):
                self.after((number + 1) * self.params.period_s, self._arrive, number)
        else:
            self._tell_steps()

    # What CloudWatch does; each wrong model believes something else of one of these.

    def judge(self, points: str) -> Judgement:
        """What the data points of the range come to."""
        return self._judge.judge(points, self.params.missing, self.state)

    def point(self, number: int) -> str:
        """The data point that arrives as the so-manieth."""
        return self.params.coming[number]

    def slid(self, point: str) -> str:
        """The evaluation range after a data point: as long as before."""
        return (self.points + point)[-len(self.params.points) :]

    def invoked(self, before: State) -> int:
        """How often an evaluation invokes the action of ALARM."""
        if self.state != "ALARM":
            return 0
        return int(before != "ALARM" or self.params.action == "autoscaling")

    # One evaluation, step by step.

    def _tell_steps(self) -> None:
        judgement = self.judge(self.points)
        events = list(self._story(judgement))
        for number, event in enumerate(events):
            self.after(number + 1, self.emit, event)
        self.after(len(events) + 1, self._decide, judgement)
        if self.params.compare:
            for number in range(len(TREATMENTS)):
                self.after(len(events) + 2 + number, self._compare, number)

    def _story(self, judgement: Judgement) -> Iterator[Event]:
        real = len(self.points.replace(GAP, ""))
        yield happened.PointsRetrieved(
            points=self.points, real=real, n=self.params.n, rules=(RANGE,)
        )
        yield self._window(judgement)
        if told := self._special(judgement):
            yield told
        else:
            yield self._count(judgement)

    def _window(self, judgement: Judgement) -> Event:
        window = judgement.window or "none"
        if judgement.filled == 0:
            rules = judgement.rules[:1]
            return happened.WindowChosen(window=window, n=self.params.n, rules=rules)
        return happened.GapsFilled(
            window=window,
            gaps=judgement.filled,
            treatment=self.params.missing,
            rules=tuple(rule for rule in judgement.rules if rule != M_OF_N) or judgement.rules,
        )

    def _special(self, judgement: Judgement) -> Event | None:
        """What is said instead of a count where nothing fills the gaps."""
        breaching, m = judgement.breaching, self.params.m
        if judgement.reason == "premature":
            return happened.PrematureAlarmed(breaching=breaching, m=m, rules=judgement.rules)
        if judgement.reason == "too-young":
            near = NearMiss(judgement.rules[0], "age", str(m), str(self._age()))
            return happened.AlarmHeldBack(
                breaching=breaching, m=m, rules=judgement.rules, near=near
            )
        if judgement.reason == "kept":
            return happened.StateKept(state=self.state, rules=judgement.rules)
        return None

    def _age(self) -> int:
        """How many data points ago the oldest breach was; the newest is 1."""
        return len(self.points) - self.points.index(BREACH)

    def _count(self, judgement: Judgement) -> Event:
        short = judgement.breaching < self.params.m
        near = NearMiss(M_OF_N, "breach", str(self.params.m), str(judgement.breaching))
        return happened.BreachesCounted(
            breaching=judgement.breaching,
            m=self.params.m,
            n=self.params.n,
            rules=(M_OF_N,),
            near=near if short else None,
        )

    def _decide(self, judgement: Judgement) -> None:
        before, self.state, self.judgement = self.state, judgement.state, judgement
        event = happened.StateDecided(before=before, state=self.state, rules=judgement.rules)
        self.emit(event)

    def _compare(self, number: int) -> None:
        treatment = TREATMENTS[number]
        found = self._judge.judge(self.points, treatment, self.params.state)
        state = "kept" if found.kept else found.state
        self.compared[treatment] = state
        event = happened.TreatmentCompared(treatment=treatment, state=state, rules=found.rules)
        self.emit(event)

    # Data points that arrive.

    def _begin(self) -> None:
        self.judgement = self.judge(self.points)
        self.state = self.judgement.state
        rules = self.judgement.rules
        self.emit(happened.StateDecided(before=self.params.state, state=self.state, rules=rules))

    def _arrive(self, number: int) -> None:
        point = self.point(number)
        value = number - len(self.params.feed)
        if value >= 0:
            self._report(value, point)
        self.points = self.slid(point)
        self.lane += point
        event = happened.PointArrived(point=point, points=self.points, rules=(RANGE,))
        self.emit(event)
        self._evaluate()

    def _report(self, number: int, point: str) -> None:
        metric = self.params.metric
        value = metric.values[number]
        event = happened.ValueReported(
            value="gap" if value is None else f"{value:g}",
            comparison=metric.comparison,
            threshold=metric.threshold,
            point=point,
            rules=(COMPARISON,),
        )
        self.emit(event)

    def _evaluate(self) -> None:
        before = self.state
        if before == "ALARM":
            self.alarm_s += self.params.period_s
        self.judgement = self.judge(self.points)
        self.state = self.judgement.state
        self.states.append(self.state)
        if self.judgement.filled:
            self.emit(self._window(self.judgement))
        if self.state != before:
            self.turns += 1
            rules = self.judgement.rules
            self.emit(
                happened.AlarmTurned(
                    before=before, state=self.state, points=self.points, rules=rules
                )
            )
        self._act(before)

    def _act(self, before: State) -> None:
        action = self.params.action
        if action == "none":
            return
        times = self.invoked(before)
        for _ in range(times):
            self._invoke()
        if times and self.params.action == "autoscaling":
            for second in range(MINUTE, self.params.period_s, MINUTE):
                self.after(second, self._invoke)
        elif self.state == before == "ALARM":
            near = NearMiss(ON_CHANGE, "state-before", "OK", before)
            self.emit(happened.ActionSpared(action=action, rules=(ON_CHANGE,), near=near))

    def _invoke(self) -> None:
        self.invocations += 1
        rule = REPEATED if self.params.action == "autoscaling" else ON_CHANGE
        event = happened.ActionInvoked(
            action=self.params.action, count=self.invocations, rules=(rule,)
        )
        self.emit(event)

    # What can be seen.

    def measure(self) -> Mapping[str, float]:
        """Real, filled and breaching data points; changes of state, actions, time in ALARM."""
        judgement = self.judgement
        return {
            "real": len(self.points.replace(GAP, "")),
            "filled": judgement.filled if judgement else 0,
            "breaching": judgement.breaching if judgement else 0,
            "turns": self.turns,
            "invocations": self.invocations,
            "alarm_s": self.alarm_s,
        }

    def outcome(self) -> Outcome:
        """The state; with data points to come also when it was what, and how often it acted."""
        answer: dict[str, object] = {"state": self.state}
        if self.compared:
            answer["treatments"] = dict(self.compared)
        if self.params.coming:
            first = self.states.index("ALARM") + 1 if "ALARM" in self.states else None
            answer |= {"states": list(self.states), "first_alarm": first}
            answer["invocations"] = self.invocations
        return answer

    def panels(self) -> tuple[Panel, ...]:
        """The lane of data points, the metric, and the four treatments side by side."""
        return drawing.panels(self)
