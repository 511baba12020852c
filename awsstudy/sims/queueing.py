"""Queueing theory: closed forms, and the queue they are compared with on the kernel.

Times are in units of the mean service time, loads in requests a service time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from math import log
from random import Random
from typing import ClassVar

from pydantic import Field

from awsstudy.core.seeds import stream
from awsstudy.sims.kernel import Metric, Params, Simulation


def erlang_c(servers: int, load: float) -> float:
    """The probability that a request of an M/M/n queue has to wait (Erlang C).

    Raises:
        ValueError: the servers cannot carry the load.
    """
    if not 0 <= load < servers:
        raise ValueError("the load must be below the number of servers")
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    return servers * blocked / (servers - load * (1 - blocked))


def one_line_wait(servers: int, load: float) -> float:
    """The mean wait of M/M/n: one line before all servers; no balancing can do better."""
    return erlang_c(servers, load) / (servers - load)


def random_response(use: float) -> float:
    """The mean response of M/M/1 at a use from 0 to 1: each server chosen at random."""
    return 1 / (1 - use)


def rotation_response(servers: int, use: float) -> float:
    """The mean response of E_n/M/1: each of n servers gets every nth request of a Poisson stream.

    The share of requests that meet a busy server is the root below 1 of
    ``s = (n use / (n use + 1 - s)) ^ n``.
    """
    root = use
    for _ in range(10_000):
        before, root = root, (servers * use / (servers * use + 1 - root)) ** servers
        if abs(root - before) < 1e-15:
            break
    return 1 / (1 - root)


class LineParams(Params):
    """Customers of an M/M/n queue."""

    servers: int = Field(5, ge=1, le=100)
    use: float = Field(0.8, gt=0, lt=1)
    """How busy the servers are."""
    customers: int = Field(10_000, ge=1, le=900_000)


class Line(Simulation[LineParams]):
    """An M/M/n queue: Poisson arrivals, exponential service, one line, first come first served."""

    PARAMS = LineParams
    METRICS: ClassVar[tuple[Metric, ...]] = (Metric("mean_wait"),)

    def source(self) -> Random:
        """The one stream of chance: the gap to the next arrival first, then the service."""
        return stream(self.seed, "line")

    def setup(self) -> None:
        """Let the first customer come."""
        self.waited = 0.0
        draw, rate = self.source().random, self.params.use * self.params.servers
        line: deque[float] = deque()
        push, take = line.append, line.popleft
        free, coming = self.params.servers, iter(range(self.params.customers - 1))

        # Closures, since this queue measures how fast the kernel is.
        def arrive() -> float | None:
            nonlocal free
            gap = None
            for _ in coming:
                gap = -log(1.0 - draw()) / rate
                break
            if free:
                free -= 1
                self.repeat(-log(1.0 - draw()), leave)
            else:
                push(self.now)
            return gap

        def leave() -> float | None:
            nonlocal free
            if line:
                self.waited += self.now - take()
                return -log(1.0 - draw())
            free += 1
            return None

        self.repeat(-log(1.0 - draw()) / rate, arrive)

    def measure(self) -> Mapping[str, float]:
        """The mean time customers waited before they were served."""
        return {"mean_wait": self.waited / self.params.customers}
