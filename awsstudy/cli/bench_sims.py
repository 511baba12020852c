"""``awsstudy bench sims``: the event kernel beside SimPy, and the speed of every simulator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log
from statistics import median, stdev
from typing import Any

from awsstudy.cli.bench_keys import key_times
from awsstudy.cli.bench_models import model_times, seconds
from awsstudy.core.clock import SystemClock, today
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.queueing import Line, LineParams, one_line_wait

CUSTOMERS = 200_000
SEEDS = 20
BATCHES = 20
KEYS_A_ROUND = 5
STUDENT_95 = 2.093
"""Two-sided 95 % of Student's distribution with 19 degrees of freedom."""


def sims(rounds: int) -> str:
    """The kernel beside SimPy and queueing theory, the times of every model, keys during runs."""
    presses = key_times(KEYS_A_ROUND * rounds)
    return "\n".join([*_kernel(rounds), *_erlang(), *model_times(), *presses])


def _kernel(rounds: int) -> Iterator[str]:
    params, rules = LineParams(customers=CUSTOMERS), _no_rules()
    ours, theirs = [], []
    waits: list[float] = []
    peer = simpy_peer()
    for _ in range(rounds):
        ours.append(seconds(lambda: waits.append(_wait(params, 1, rules))))
        if peer:
            theirs.append(seconds(lambda: waits.append(peer(params, 1))))
    speed = CUSTOMERS / min(ours)
    yield f"M/M/5 at 80 %, kernel: {speed:,.0f} customers/s (best of {rounds})"
    if theirs:
        ratio = median(b / a for a, b in zip(ours, theirs, strict=True))
        same = "equal" if len(set(waits)) == 1 else "different"
        yield f"SimPy on the same stream: {ratio:.1f} x slower, mean wait {same}"
    else:
        yield "SimPy is not installed; no comparison"


def _wait(params: LineParams, seed: int, rules: RuleBook) -> float:
    return run(Line, Script(params, seed), rules).metrics["mean_wait"]


def _no_rules() -> RuleBook:
    return RuleBook((), today(SystemClock()))


def simpy_peer() -> Callable[[LineParams, int], float] | None:
    """The same queue as SimPy's users write it, drawing in the same order."""
    try:
        import simpy  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None

    def play(params: LineParams, seed: int) -> float:
        environment, draw = simpy.Environment(), stream(seed, "line").random
        servers = simpy.Resource(environment, params.servers)
        waited = [0.0]
        customers = _customers(
            environment, params, draw, _visit(environment, servers, draw, waited)
        )
        environment.process(customers)
        environment.run()
        return waited[0] / params.customers

    return play


def _customers(
    environment: Any, params: LineParams, draw: Callable[[], float], visit: Callable[[], Any]
) -> Iterator[Any]:
    rate = params.use * params.servers
    yield environment.timeout(-log(1.0 - draw()) / rate)
    for number in range(params.customers):
        environment.process(visit())
        if number < params.customers - 1:
            yield environment.timeout(-log(1.0 - draw()) / rate)


def _visit(
    environment: Any, servers: Any, draw: Callable[[], float], waited: list[float]
) -> Callable[[], Iterator[Any]]:
    def visit() -> Iterator[Any]:
        came = environment.now
        with servers.request() as turn:
            yield turn
            waited[0] += environment.now - came
            yield environment.timeout(-log(1.0 - draw()))

    return visit


def _erlang() -> Iterator[str]:
    """How often the mean wait of a seed's batches has Erlang's formula in its 95 % interval."""
    theory, inside = one_line_wait(5, 4.0), 0
    rules = _no_rules()
    for seed in range(SEEDS):
        batches = [
            _wait(LineParams(customers=10_000), 1000 * seed + batch, rules)
            for batch in range(BATCHES)
        ]
        half = STUDENT_95 * stdev(batches) / BATCHES**0.5
        inside += abs(sum(batches) / BATCHES - theory) <= half
    yield f"Erlang C: the mean wait's 95 % interval holds {theory:.4f} in {inside} of {SEEDS} seeds"
