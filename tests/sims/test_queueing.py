"""Queues on the kernel against closed forms; repeated work of the kernel."""

from __future__ import annotations

from statistics import mean, stdev

import pytest

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.kernel import Params, Script, Simulation, run
from awsstudy.sims.queueing import (
    Line,
    LineParams,
    erlang_c,
    one_line_wait,
    random_response,
    rotation_response,
)

SEEDS = 20
STUDENT_95 = 2.093
"""Two-sided 95 % of Student's distribution with 19 degrees of freedom."""


@pytest.mark.parametrize(
    ("servers", "load", "waits"),
    [(1, 0.8, 0.8), (1, 0.3, 0.3), (2, 1.0, 1 / 3), (4, 3.2, 0.596432), (5, 4.0, 0.554113)],
)
def test_erlang_c(servers: int, load: float, waits: float) -> None:
    assert erlang_c(servers, load) == pytest.approx(waits, abs=1e-5)


def test_overload_has_no_wait() -> None:
    with pytest.raises(ValueError, match="below"):
        erlang_c(2, 2.0)


def test_responses_of_four_servers_at_80_percent() -> None:
    assert random_response(0.8) == pytest.approx(5.0)
    assert rotation_response(1, 0.8) == pytest.approx(5.0)
    assert rotation_response(4, 0.8) == pytest.approx(3.267, abs=0.001)
    assert 1 + one_line_wait(4, 3.2) == pytest.approx(1.746, abs=0.001)


def wait(seed: int, rules: RuleBook, **params: float) -> float:
    script = Script(LineParams.model_validate(params), seed)
    return run(Line, script, rules).metrics["mean_wait"]


def test_twenty_seeds_agree_with_erlang_c(rules: RuleBook) -> None:
    waits = [wait(seed, rules, customers=20_000) for seed in range(SEEDS)]
    half = STUDENT_95 * stdev(waits) / SEEDS**0.5
    assert abs(mean(waits) - one_line_wait(5, 4.0)) <= half
    assert half < 0.05 * one_line_wait(5, 4.0)


@pytest.mark.parametrize(("servers", "use"), [(1, 0.5), (2, 0.6), (10, 0.9)])
def test_other_queues_agree_with_erlang_c(servers: int, use: float, rules: RuleBook) -> None:
    waits = [wait(seed, rules, servers=servers, use=use, customers=20_000) for seed in range(SEEDS)]
    half = STUDENT_95 * stdev(waits) / SEEDS**0.5
    assert abs(mean(waits) - one_line_wait(servers, servers * use)) <= half


class Beats(Simulation[Params]):
    """Repeated work beside work done once."""

    PARAMS = Params

    def setup(self) -> None:
        self.told: list[tuple[float, str]] = []
        self.left = 3
        self.repeat(1, self.beat)
        self.after(2, self.once, "late")

    def beat(self) -> float | None:
        self.left -= 1
        self.note("beat")
        if self.left == 2:
            self.after(1, self.once, "same moment")
        return 1 if self.left else None

    def once(self, name: str) -> None:
        self.note(name)

    def note(self, name: str) -> None:
        self.told.append((self.now, name))


def test_repeated_work_takes_its_place_behind_what_it_scheduled(rules: RuleBook) -> None:
    beats = Beats(Params(), 1, rules)
    frame = beats.advance(10)
    assert beats.told == [
        (1, "beat"),
        (2, "late"),
        (2, "same moment"),
        (2, "beat"),
        (3, "beat"),
    ]
    assert frame.finished
    assert frame.at == 3


def test_nothing_is_repeated_in_the_past(rules: RuleBook) -> None:
    beats = Beats(Params(), 1, rules)
    with pytest.raises(ValueError, match="past"):
        beats.repeat(-1, beats.beat)
    beats.repeat(5, lambda: -1.0)
    with pytest.raises(ValueError, match="past"):
        beats.advance(10)


def test_a_run_that_does_not_end_is_stopped(
    rules: RuleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("awsstudy.sims.kernel.MAX_JOBS", 100)
    beats = Beats(Params(), 1, rules)
    beats.repeat(1, lambda: 1.0)
    with pytest.raises(ValueError, match="does not end"):
        beats.advance(float("inf"))
