"""Problems about draining: what breaks off when a target leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, shuffled
from awsstudy.sims.elb.asking import asked, outcome
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

DEFAULT_DELAY = 300


def draw_downloads(random: Random, _rules: RuleBook) -> ElbParams:
    """Open downloads of a leaving target, some longer than the delay, some than the default."""

    def drawn() -> tuple[int, tuple[int, ...]]:
        delay = between(random, 30, 240, 30)
        times = [between(random, 10, delay - 5, 5) for _ in range(between(random, 1, 4))]
        times += [between(random, delay + 10, 290, 5) for _ in range(between(random, 1, 3))]
        times += [between(random, 310, 900, 10) for _ in range(between(random, 1, 2))]
        return delay, shuffled(random, times)

    delay, times = fitting(drawn, _downloads_part)
    return asked(ask="drain", delay_s=delay, open_s=times)


def _downloads_part(drawn: tuple[int, tuple[int, ...]]) -> bool:
    delay, times = drawn
    return len({_longer(times, delay), _longer(times, DEFAULT_DELAY), len(times), 0}) == 4


def _longer(times: tuple[int, ...], than: int) -> int:
    return sum(time > than for time in times)


def broken(_params: ElbParams, run: Run) -> Answer:
    """How many downloads break off."""
    return int(outcome(run)["broken"])


def download_values(params: ElbParams, _run: Run) -> Mapping[str, Value]:
    """The delay and what the downloads still need."""
    return {
        "delay": params.delay_s,
        "times": _listed(params.open_s),
        "count": len(params.open_s),
        "longer": _listed(time for time in params.open_s if time > params.delay_s),
    }


def _listed(times: Iterable[int]) -> str:
    return ", ".join(map(str, times))


PROBLEMS: tuple[Problem[ElbParams], ...] = (
    Problem(
        id="broken-downloads",
        situation=draw_downloads,
        answer=broken,
        values=download_values,
        wrong=("drain-cuts-requests", "drain-waits-for-all", "delay-is-always-300"),
    ),
)
