"""Movements of a run in parts: what they show, where they end, and how much is done at a time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims import player as module
from awsstudy.sims.kernel import FOREVER, Event, Params, Script, Simulation, run
from awsstudy.sims.panels import Panel
from awsstudy.sims.player import PART, Player


class CounterParams(Params):
    """How many jobs there are, and every which of them is told of."""

    jobs: int = 1000
    told: int = 100
    endless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Event):
    """So many jobs are done."""

    number: int


class Counter(Simulation[CounterParams]):
    """Does a job a second and tells of some of them."""

    PARAMS = CounterParams

    def setup(self) -> None:
        self.done = self.frames = self.added = 0
        self.after(1, self._job)

    def _job(self) -> None:
        self.done += 1
        if self.done % self.params.told == 0:
            self.emit(Counted(number=self.done + self.added))
        if self.params.endless or self.done < self.params.jobs:
            self.after(1, self._job)

    def panels(self) -> tuple[Panel, ...]:
        self.frames += 1
        return ()

    def actions(self) -> tuple[str, ...]:
        return ("add",)

    def act(self, action: str) -> None:
        self.added += 1000

    def measure(self) -> dict[str, float]:
        return {"done": self.done, "added": self.added}


def player_of(rules: RuleBook, script: Script[CounterParams] | None = None) -> Player:
    return Player(Counter, script or Script(CounterParams()), rules)


def simulation(player: Player) -> Counter:
    return player._simulation


def test_a_step_makes_one_frame_however_many_jobs_it_takes(rules: RuleBook) -> None:
    player = player_of(rules)
    before = simulation(player).frames
    player.step()
    assert [event.number for event in player.events] == [100]
    assert simulation(player).frames == before + 1


def test_no_part_does_more_than_its_jobs(rules: RuleBook) -> None:
    player = player_of(rules)
    done = [simulation(player).done for _ in player.towards(FOREVER)]
    assert len(done) > 1000 // PART - 2
    assert all(after - before <= PART for before, after in zip([0, *done], done, strict=False))


def test_until_the_last_part_is_done_the_old_moment_is_shown(rules: RuleBook) -> None:
    player = player_of(rules)
    player.step()
    shown = (player.frame, player.events)
    for _ in player.towards(FOREVER):
        assert (player.frame, player.events) == shown
    assert player.finished
    assert player.frame.metrics["done"] == 1000


def test_a_movement_that_is_closed_ends_where_it_is_and_can_go_on(rules: RuleBook) -> None:
    player = player_of(rules)
    movement = player.towards(FOREVER)
    assert len(list(islice(movement, 20))) == 20
    movement.close()
    assert player.frame.metrics["done"] == player.at == 20 * PART
    assert len(player.events) == 20 * PART // 100
    player.end()
    assert player.run() == run(Counter, player.script, rules)


moments = st.floats(0, 60, allow_nan=False)


@given(
    acts=st.lists(moments, max_size=4),
    stops=st.lists(moments, max_size=4),
    cuts=st.lists(st.integers(1, 9), max_size=4),
    until=st.none() | moments,
)
def test_however_it_is_moved_the_run_is_the_same(rules, acts, stops, cuts, until) -> None:
    actions = tuple((at, "add") for at in sorted(acts))
    script = Script(CounterParams(jobs=50, told=7), 1, actions, until)
    player = player_of(rules, script)
    for at, cut in zip([*stops, None], [*cuts, 1], strict=False):
        movement = player.towards(at)
        list(islice(movement, cut))
        movement.close()
        player.step()
    player.end()
    assert player.run() == run(Counter, script, rules)


def test_a_run_without_end_is_given_up(rules: RuleBook, monkeypatch) -> None:
    monkeypatch.setattr(module, "MAX_JOBS", 5_000)
    with pytest.raises(ValueError, match="does not end"):
        player_of(rules, Script(CounterParams(endless=True))).end()
