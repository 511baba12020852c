"""Traffic by chance: viewers in several cities ask for objects of uneven popularity."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from math import log
from typing import TYPE_CHECKING

from awsstudy.sims.cloudfront import events as happened
from awsstudy.sims.cloudfront.journey import Journey
from awsstudy.sims.cloudfront.messages import Request, Response
from awsstudy.sims.cloudfront.pictures import percentile
from awsstudy.sims.cloudfront.places import viewer_ms
from awsstudy.sims.cloudfront.world import City
from awsstudy.sims.kernel import Event

if TYPE_CHECKING:
    from awsstudy.sims.cloudfront.delivery import CloudfrontCache

TICKS = 20
"""Into how many stretches of time a run is divided."""
RULES = ("cloudfront.model.traffic",)


class Crowd:
    """Poisson requests; each goes through the same caches as a listed one, but is only counted."""

    def __init__(self, host: CloudfrontCache) -> None:
        self.host = host
        self.traffic = host.params.traffic
        self.requests = self.hits = self.old = self.at_origin = 0
        self.latencies: list[float] = []
        self.ratios: list[tuple[float, float]] = []
        self.loads: list[tuple[float, float]] = []
        self.by_layer = {"edge": 0, "regional": 0, "shield": 0, "origin": 0}
        weights = [1 / (rank + 1) ** self.traffic.zipf for rank in range(self.traffic.objects)]
        self._steps = list(accumulate(weights))
        self.cities: tuple[City | None, ...] = host.params.network.cities or (None,)
        self._next = [(self._gap(place), place) for place in range(len(self.cities))]
        self._version = 1

    def begin(self) -> None:
        """Schedule the stretches of time, the change, and the end."""
        traffic, host = self.traffic, self.host
        if traffic.changed_at is not None and traffic.changed_at <= traffic.length_s:
            host.after(traffic.changed_at, self._change)
        for tick in range(1, TICKS + 1):
            host.after(traffic.length_s * tick / TICKS, self._stretch)
        # Between those, a job a request or so: none of them takes long.
        self._gap_s = 1 / (traffic.rate * len(self.cities))
        host.repeat(0, self._serve)

    def catalogue(self) -> list[tuple[Request, Response]]:
        """Every object under its plain name."""
        numbers = range(self.traffic.objects)
        return [(Request("GET", self._url(n, 0)), self._answer()) for n in numbers]

    def _gap(self, place: int) -> float:
        chance = self.host.random(f"arrivals {place}").random()
        return -log(1 - chance) / self.traffic.rate

    def _change(self) -> None:
        self._play(self.host.now)
        self._version = 2
        release = self.traffic.release
        self.host.emit(happened.OriginChanged(release=release, rules=("cloudfront.changed-files",)))
        if release == "invalidate":
            self.host.invalidate("/*")

    def _serve(self) -> float | None:
        self._play(self.host.now)
        return self._gap_s if self.host.now + self._gap_s < self.traffic.length_s else None

    def _stretch(self) -> None:
        before = (self.requests, self.hits, self.at_origin, self.old)
        self._play(self.host.now)
        requests, hits, origin, old = (
            now - then
            for now, then in zip(
                (self.requests, self.hits, self.at_origin, self.old), before, strict=True
            )
        )
        at, length = self.host.now, self.traffic.length_s / TICKS
        self.ratios.append((at, round(100 * hits / requests, 2) if requests else 0.0))
        self.loads.append((at, round(60 * origin / length, 2)))
        self.host.emit(
            happened.TrafficCounted(
                requests=requests, hits=hits, origin=origin, old=old, rules=RULES
            )
        )

    def _play(self, until: float) -> None:
        """Serve everyone who asks up to a moment, in the order in which they ask."""
        while True:
            at, place = min(self._next)
            if at > until:
                return
            self._ask(at, place)
            self._next[place] = (at + self._gap(place), place)

    def _ask(self, at: float, place: int) -> None:
        host, city = self.host, self.cities[place]
        chance = host.random("objects")
        number = bisect(self._steps, chance.random() * self._steps[-1])
        variant = int(chance.random() * self.traffic.variants)
        edge = host.edge_of(city)
        request = Request("GET", self._url(number, variant))
        journey = Journey(host.layers(edge), self._origin, _silent, _unhooked, host.epoch + at)
        trip = journey.send(request)
        self.requests += 1
        self.hits += trip.answer.result in {"hit", "stale"}
        self.by_layer[trip.by] += 1
        self.old += trip.answer.response.body not in ("", f"v{self._version}")
        self.latencies.append(trip.ms + (viewer_ms(city, edge) if city and edge else 0))

    def _origin(self, asked: Request) -> Response:
        self.at_origin += 1
        answer = self._answer()
        if asked.headers.get("if-none-match") == answer.headers["etag"]:
            return Response(304, answer.headers)
        return answer

    def _answer(self) -> Response:
        headers = {"etag": f'"{self._version}"'}
        if self.traffic.cache_control:
            headers["cache-control"] = self.traffic.cache_control
        return Response(200, headers, f"v{self._version}")

    def _url(self, number: int, variant: int) -> str:
        renamed = self._version > 1 and self.traffic.release == "rename"
        name = f"/o{number}.v2" if renamed else f"/o{number}"
        return f"{name}?q={variant}" if self.traffic.variants > 1 else name

    def measure(self) -> Mapping[str, float]:
        """The run so far."""
        return {
            "requests": self.requests,
            "hit_ratio": round(100 * self.hits / self.requests, 2) if self.requests else 0.0,
            "origin_requests": self.at_origin,
            "old_served": self.old,
            "p50_ms": percentile(self.latencies, 50),
            "p95_ms": percentile(self.latencies, 95),
            "function_runs": 0,
            "copies": self.host.pushed,
            "paths": self.host.paths,
        }


def _silent(event: Event) -> None:
    """Single requests of a crowd are not told."""


def _unhooked(hook: str) -> None:
    """Functions are left out."""
