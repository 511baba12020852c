"""The CloudFront cache as a simulation: listed requests, or traffic by chance, meet the caches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from awsstudy.sims.cloudfront import events as happened
from awsstudy.sims.cloudfront import pictures
from awsstudy.sims.cloudfront.behavior import CloudFrontPolicy
from awsstudy.sims.cloudfront.cache import Answer, Cache, unchanged
from awsstudy.sims.cloudfront.crowd import Crowd
from awsstudy.sims.cloudfront.dates import http_date
from awsstudy.sims.cloudfront.edge_network import EdgeNetwork
from awsstudy.sims.cloudfront.journey import Journey, Layer, Trip
from awsstudy.sims.cloudfront.messages import Request, Response
from awsstudy.sims.cloudfront.places import viewer_ms
from awsstudy.sims.cloudfront.policy import RfcPolicy
from awsstudy.sims.cloudfront.world import City, CloudfrontCacheParams, Exchange
from awsstudy.sims.kernel import Event, Metric, Outcome, Simulation
from awsstudy.sims.panels import Panel

BEGIN = 1_767_225_600.0
"""Seconds since 1970 of simulated time 0: 1 January 2026, 00:00 GMT."""
PRICE_CLASSES = {
    "100": "cloudfront.price-class.100",
    "200": "cloudfront.price-class.200",
    "all": "cloudfront.price-class.all",
}
HOOK_RULES = {
    "viewer-request": ("cloudfront.edge.viewer-request",),
    "origin-request": ("cloudfront.edge.origin-request",),
    "origin-response": ("cloudfront.edge.origin-response",),
    "viewer-response": ("cloudfront.edge.viewer-response",),
}


class CloudfrontCache(Simulation[CloudfrontCacheParams]):
    """Requests that meet CloudFront's caches."""

    PARAMS = CloudfrontCacheParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("requests"),
        Metric("hit_ratio", "%"),
        Metric("origin_requests"),
        Metric("old_served"),
        Metric("p50_ms", "ms"),
        Metric("p95_ms", "ms"),
        Metric("function_runs"),
        Metric("copies"),
        Metric("paths"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL
    TIME_UNIT: ClassVar[str] = "s"
    POLICY: ClassVar[type[CloudFrontPolicy]] = CloudFrontPolicy
    NO_EDGE: ClassVar[str] = "edge"
    """What the edge is called in a world without cities."""

    def setup(self) -> None:
        """Schedule the requests and invalidations."""
        self.epoch = self._epoch()
        book, behavior = self.rules, self.params.behavior
        classes = {name: _regions(book[rule].value) for name, rule in PRICE_CLASSES.items()}
        self._policy = self.policy()
        self.functions = frozenset(behavior.functions)
        self.network = EdgeNetwork(self.params.network, classes, self.new_cache)
        self.answers: dict[int, tuple[Exchange, Answer]] = {}
        self.latencies: list[float] = []
        self.lanes: dict[str, list[tuple[int, str]]] = {}
        self.last: Trip | None = None
        self.last_edge: City | None = None
        self.asked_origin = self.old_served = self.hook_runs = self.pushed = self.paths = 0
        self.crowd: Crowd | None = None
        if self.params.network.mode == "push":
            self.after(0, self.push)
        if self.params.traffic.on:
            self.crowd = Crowd(self)
            self.crowd.begin()
            return
        for place, exchange in enumerate(self.params.exchanges):
            self.after(exchange.t, self._exchange, place, exchange)
        for one in self.params.invalidations:
            self.after(one.t, self.invalidate, one.path)

    def _epoch(self) -> float:
        """Seconds since 1970 at time 0: as the first Date of the origin says, or a fixed day."""
        if self.params.traffic.on:
            return BEGIN
        for exchange in self.params.exchanges:
            if (date := http_date(exchange.origin.headers.get("date", ""))) is not None:
                return date - exchange.t
        return BEGIN

    def policy(self) -> RfcPolicy:
        """The rules of the caches."""
        if self.params.profile == "rfc":
            return RfcPolicy()
        return self.POLICY(self.params.behavior)

    def new_cache(self) -> Cache:
        """An empty cache."""
        return Cache(self._policy)

    @property
    def moment(self) -> float:
        """Now, in seconds since 1970."""
        return self.epoch + self.now

    # What is done with a request; wrong models believe something else of these.

    def edge_of(self, city: City | None) -> City | None:
        """The edge location that serves a viewer; None in a world without cities."""
        cities = self.params.network.cities
        if not cities:
            return None
        return self.network.edge_for(city or cities[0])

    def layers(self, edge: City | None) -> tuple[Layer, ...]:
        """The caches between that edge and the origin."""
        return self.network.path(edge)

    def runs_hook(self, hook: str, *, forwarded: bool, status: int) -> bool:
        """Whether a function at that event runs for a request."""
        if hook == "viewer-response":
            return status < 400
        return hook == "viewer-request" or forwarded

    def travel(self, layers: tuple[Layer, ...], request: Request, exchange: Exchange) -> Trip:
        """Send a request through the layers."""
        forwarded: list[str] = []

        def hook(name: str) -> None:
            forwarded.append(name)
            self.run_function(name, forwarded=True)

        def origin(asked: Request) -> Response:
            self.asked_origin += 1
            return origin_answer(asked, exchange)

        self.run_function("viewer-request", forwarded=False)
        trip = Journey(layers, origin, self.emit, hook, self.moment).send(request)
        if not forwarded:
            for name in ("origin-request", "origin-response"):
                self.run_function(name, forwarded=False)
        self.run_function("viewer-response", forwarded=False, status=trip.answer.response.status)
        return trip

    def run_function(self, hook: str, *, forwarded: bool, status: int = 200) -> None:
        """Run the function of an event if there is one and the event happens."""
        if hook in self.functions and self.runs_hook(hook, forwarded=forwarded, status=status):
            self.hook_runs += 1
            self.emit(happened.FunctionRan(hook=hook, rules=HOOK_RULES[hook]))

    # The run.

    def _exchange(self, place: int, exchange: Exchange) -> None:
        edge = self.edge_of(exchange.request.city)
        layers = self.layers(edge)
        request = Request(exchange.request.method, exchange.request.url, exchange.request.headers)
        self._arrive(place, exchange, edge)
        trip = self.travel(layers, request, exchange)
        self._return(place, exchange, edge, trip)

    def _arrive(self, place: int, exchange: Exchange, edge: City | None) -> None:
        asked = exchange.request
        viewer = asked.city or (self.params.network.cities or (None,))[0]
        name = edge or self.NO_EDGE
        if edge and viewer and edge != viewer:
            self.emit(
                happened.EdgeLeftOut(
                    city=viewer,
                    edge=edge,
                    ms=viewer_ms(viewer, edge),
                    rules=("cloudfront.price-class.lowest", PRICE_CLASSES[self.price_class]),
                )
            )
        key = self._policy.key(Request(asked.method, asked.url, asked.headers))
        rule = "cloudfront.key" if self.params.profile == "cloudfront" else "cloudfront.http.key"
        self.emit(
            happened.RequestArrived(
                number=place + 1,
                method=asked.method,
                url=asked.url,
                edge=name,
                key=key,
                rules=(rule,),
            )
        )

    @property
    def price_class(self) -> str:
        """The distribution's price class."""
        return self.params.network.price_class

    def _return(self, place: int, exchange: Exchange, edge: City | None, trip: Trip) -> None:
        answer, city = (
            trip.answer,
            exchange.request.city or (self.params.network.cities or (None,))[0],
        )
        ms = round(trip.ms + (viewer_ms(city, edge) if edge and city else 0))
        self.latencies.append(ms)
        self.answers[place] = (exchange, answer)
        self.last, self.last_edge = trip, edge
        body = str(answer.response.body) if answer.response.status != 304 else ""
        self._mark(exchange, edge, trip, place)
        self.emit(
            happened.ResponseReturned(
                number=place + 1,
                status=answer.response.status,
                body=body,
                result=answer.result,
                by=trip.by,
                ms=ms,
                rules=_return_rules(self.params.profile),
            )
        )
        self._compare(exchange, answer, body)

    def _compare(self, exchange: Exchange, answer: Answer, body: str) -> None:
        current = exchange.origin
        if answer.response.status == current.status == 200 and body not in ("", current.body):
            self.old_served += 1
            self.emit(
                happened.OldVersionServed(
                    url=exchange.request.url,
                    body=body,
                    current=current.body,
                    rules=("cloudfront.changed-files",),
                )
            )

    def _mark(self, exchange: Exchange, edge: City | None, trip: Trip, place: int) -> None:
        name = exchange.request.url if edge is None else edge
        hit_above = trip.answer.result == "miss" and trip.by in {"regional", "shield"}
        sign = "L" if hit_above else pictures.SIGN_OF[trip.answer.result]
        self.lanes.setdefault(name, []).append((place, sign))

    def push(self) -> None:
        """Copy every object to every edge, before anyone asks."""
        objects = self._catalogue()
        edges = self.network.edges if self.params.network.cities else (None,)
        for edge in edges:
            for request, response in objects:
                self.network.path(edge)[0].cache.put(request, response, self.moment)
        self.pushed += len(objects) * len(edges)
        self.emit(
            happened.ObjectsPushed(
                objects=len(objects), edges=len(edges), rules=("cloudfront.model.push",)
            )
        )

    def _catalogue(self) -> list[tuple[Request, Response]]:
        if self.crowd:
            return self.crowd.catalogue()
        first: dict[str, tuple[Request, Response]] = {}
        for one in self.params.exchanges:
            if one.request.method == "GET" and one.origin.status == 200:
                request = Request("GET", one.request.url, one.request.headers)
                answer = Response(200, one.origin.headers, one.origin.body)
                first.setdefault(self._policy.key(request), (request, answer))
        return list(first.values())

    def invalidate(self, path: str) -> None:
        """Remove what a path names from all layers; each path of a month counts."""
        removed = sum(layer.cache.purge(path) for layer in self.network.all_layers())
        self.paths += 1
        self.emit(
            happened.PathInvalidated(path=path, removed=removed, rules=("cloudfront.invalidation",))
        )

    # What the learner does.

    def actions(self) -> tuple[str, ...]:
        """Invalidate a file that was asked for, or all files."""
        if self.crowd:
            return ("invalidate:/*",)
        urls = dict.fromkeys(one.request.url.partition("?")[0] for one in self.params.exchanges)
        return (*(f"invalidate:{url}" for url in list(urls)[:4]), "invalidate:/*")

    def act(self, action: str) -> None:
        """Submit an invalidation."""
        self.invalidate(action.partition(":")[2])

    # What can be seen.

    def measure(self) -> Mapping[str, float]:
        """Requests, hits, origin load, latency."""
        if self.crowd:
            return self.crowd.measure()
        results = [answer.result for _, answer in self.answers.values()]
        served = sum(result in {"hit", "stale"} for result in results)
        return {
            "requests": len(results),
            "hit_ratio": round(100 * served / len(results), 2) if results else 0.0,
            "origin_requests": self.asked_origin,
            "old_served": self.old_served,
            "p50_ms": pictures.percentile(self.latencies, 50),
            "p95_ms": pictures.percentile(self.latencies, 95),
            "function_runs": self.hook_runs,
            "copies": self.pushed,
            "paths": self.paths,
        }

    def unwatched(self) -> frozenset[str]:
        """Without cities answers take no time; what is not in use stays at nothing."""
        params = self.params
        used = {
            "p50_ms": bool(params.network.cities),
            "p95_ms": bool(params.network.cities),
            "function_runs": bool(params.behavior.functions),
            "copies": params.network.mode == "push",
            "paths": bool(self.paths),
        }
        return frozenset(name for name, in_use in used.items() if not in_use)

    def outcome(self) -> Outcome:
        """Result, age and remaining freshness of each exchange, in their order."""
        if self.crowd:
            return {"exchanges": [], "traffic": dict(self.crowd.measure())}
        rows = []
        for place in sorted(self.answers):
            answer = self.answers[place][1]
            rows.append(
                {
                    "result": answer.result,
                    "age": _plain(answer.age),
                    "fresh_for": _plain(answer.fresh_for),
                }
            )
        return {"exchanges": rows}

    def panels(self) -> tuple[Panel, ...]:
        """Map, cache lanes, what decided the lifetime; for traffic hit ratio and load."""
        return pictures.traffic(self.crowd) if self.crowd else pictures.exchanges(self)


def origin_answer(asked: Request, exchange: Exchange) -> Response:
    """What the origin answers: 304 where the copy that is asked about is the current one."""
    now = exchange.origin
    if now.status == 200 and unchanged(asked.headers, now.headers):
        kept = {name: now.headers[name] for name in now.headers if name != "content-length"}
        return Response(304, kept)
    return Response(now.status, now.headers, now.body)


def _return_rules(profile: str) -> tuple[str, ...]:
    return ("cloudfront.pull",) if profile == "cloudfront" else ("cloudfront.http.shared-cache",)


def _regions(value: Any) -> tuple[str, ...]:
    if not isinstance(value, tuple | list):
        raise TypeError("a price class is a list of regions")
    return tuple(value)


def _plain(amount: float) -> float:
    rounded = round(amount, 3)
    return int(rounded) if rounded == int(rounded) else rounded
