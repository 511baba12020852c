"""Single decisions of a group: a new capacity, a victim, how many instances a load needs."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from awsstudy.sims.autoscaling import events as happened
from awsstudy.sims.autoscaling import rule_ids as ids
from awsstudy.sims.autoscaling.adjusting import Decision, needed
from awsstudy.sims.kernel import Event, NearMiss

if TYPE_CHECKING:
    from awsstudy.sims.autoscaling.group import AutoScaling


class Checks:
    """Answers a question step by step. Wrong beliefs override single methods."""

    def __init__(self, host: AutoScaling) -> None:
        self.host, self.params = host, host.params

    def start(self) -> None:
        """Tell the story of the decision, one event a step."""
        story = {"adjust": self._adjust, "victim": self._victim, "steady": self._steady}
        events = list(story[self.params.question]())
        for number, event in enumerate(events, start=1):
            self.host.after(number, self.host.emit, event)

    def _adjust(self) -> Iterator[Event]:
        """The capacity after the metric breached one of the thresholds."""
        params, desired = self.params, self.params.group.desired
        policy, adjuster = params.policy, self.host.scaler.adjuster
        up = self.host.scaler.breaching(params.metric, "high")
        down = self.host.scaler.breaching(params.metric, "low")
        found = adjuster.decide(params.metric, desired, params.warming, up=up)
        after, asked = found.after, found.asked
        if not (up or down) or policy.kind not in {"step", "simple"}:
            after = asked = desired
        elif not up and params.warming and policy.kind == "step":
            near = NearMiss(ids.SCALE_IN_BLOCKED, "warming", "0", str(params.warming))
            yield happened.ScalingHeld(reason="warming", rules=(ids.SCALE_IN_BLOCKED,), near=near)
            after = asked = desired
        else:
            yield self._applied(found)
        yield self._desired(desired, asked, after)

    def _applied(self, found: Decision) -> Event:
        base = self.host.scaler.adjuster.base(self.params.group.desired, self.params.warming)
        return happened.PolicyApplied(
            metric=self.params.metric,
            current=base,
            change=found.change,
            asked=found.asked,
            rules=found.rules,
        )

    def _desired(self, before: int, asked: int, after: int) -> Event:
        self.host.keeper.desired = after
        self.host.answer = {"desired": after}
        near = None
        if asked != after:
            limit = "maximum" if asked > after else "minimum"
            near = NearMiss(ids.LIMITS, limit, str(asked), str(after))
        if before == after:
            return happened.ScalingHeld(reason="no-change", rules=(ids.LIMITS,), near=near)
        return happened.DesiredChanged(
            before=before, after=after, cause="policy", rules=(ids.LIMITS,), near=near
        )

    def _victim(self) -> Iterator[Event]:
        """Who is terminated when the group scales in by one."""
        keeper = self.host.keeper
        choice = keeper.picker.pick(keeper.alive, 0.0, self.host.random("victim"))
        victim = choice.victim
        self.host.answer = {"victim": victim.id, "az": victim.az}
        yield happened.VictimChosen(
            instance=victim.id,
            az=victim.az,
            zones=choice.zones,
            candidates=choice.candidates,
            rules=choice.rules,
            near=choice.near,
        )

    def need(self) -> Fraction:
        """How many instances keep the average at the target, before rounding."""
        params = self.params
        load, target = Fraction(params.load.base), Fraction(params.policy.target) / 100
        return needed(load, Fraction(params.machine.capacity), target)

    def whole(self, need: Fraction) -> int:
        """A need in whole instances: never too few."""
        return ceil(need)

    def _steady(self) -> Iterator[Event]:
        """At which size the group settles under a steady load."""
        before, asked = self.params.group.desired, self.whole(self.need())
        after = self.host.scaler.adjuster.limited(asked)
        yield happened.PolicyApplied(
            metric=self.params.policy.target,
            current=before,
            change=asked - before,
            asked=asked,
            rules=(ids.TARGET, ids.CONSERVATIVE),
        )
        yield self._desired(before, asked, after)
