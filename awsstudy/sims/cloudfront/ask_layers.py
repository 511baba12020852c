"""Questions about who answers: origin requests, layers, functions, price classes."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.cloudfront.events import RequestArrived
from awsstudy.sims.cloudfront.places import PLACES, viewer_ms
from awsstudy.sims.cloudfront.world import (
    Asked,
    Behavior,
    City,
    CloudfrontCacheParams,
    Exchange,
    Hook,
    Key,
    Network,
    Origin,
    PriceClass,
)
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

_HALF = 30


# A request log.


def _log(random: Random, _rules: RuleBook) -> CloudfrontCacheParams:
    return fitting(lambda: _log_world(random), _log_is_telling)


def _log_world(random: Random) -> CloudfrontCacheParams:
    ttl = pick(random, (60, 120, 300))
    rule = pick(random, ("none", ("lang",)))
    t, exchanges = 0, []
    for _ in range(between(random, 6, 7)):
        url = f"/p?lang={pick(random, ('en', 'ko'))}&ad={pick(random, ('1', '2'))}"
        headers = {"cookie": f"user={pick(random, ('ann', 'bob', 'eve'))}"}
        origin = Origin(headers={"cache-control": f"max-age={ttl}"})
        exchanges.append(Exchange(t=t, request=Asked(url=url, headers=headers), origin=origin))
        t += between(random, 10, ttl // 2, 10)
    return CloudfrontCacheParams(behavior=Behavior(key=Key(query=rule)), exchanges=tuple(exchanges))


def _log_is_telling(params: CloudfrontCacheParams) -> bool:
    rows = params.exchanges
    ttl = int(rows[0].origin.headers["cache-control"].partition("=")[2])
    if any(later.t - row.t == ttl for row in rows for later in rows):
        return False  # nobody asks in the very second in which a copy expires
    viewers = {row.request.headers["cookie"] for row in rows}
    return len({row.request.url for row in rows}) == 3 and len(viewers) == 3


def _count(_params: CloudfrontCacheParams, run: Run) -> Answer:
    return int(run.metrics["origin_requests"])


def _log_values(params: CloudfrontCacheParams, _run: Run) -> Mapping[str, Value]:
    rows = params.exchanges
    ttl = rows[0].origin.headers["cache-control"].partition("=")[2]
    lines = [f"{int(row.t)}: {_spoken(row.request)}" for row in rows]
    return {
        "ttl": int(ttl),
        "rows": "; ".join(lines),
        "key": "key-path" if params.behavior.key.query == "none" else "key-lang",
        "total": len(rows),
    }


def _spoken(asked: Asked) -> str:
    """Language, advertisement and viewer of a logged request: ``en 1 ann``."""
    pairs = dict(part.split("=") for part in asked.url.partition("?")[2].split("&"))
    return f"{pairs['lang']} {pairs['ad']} {asked.headers['cookie'][5:]}"


# Layers.


def _layers(random: Random, _rules: RuleBook) -> CloudfrontCacheParams:
    others: tuple[City, ...] = (
        "seoul",
        "tokyo",
        "singapore",
        "mumbai",
        "sydney",
        "virginia",
        "oregon",
    )
    cities = ("frankfurt", "cape-town", *shuffled(random, others)[: between(random, 1, 4)])
    objects, rounds = between(random, 1, 3), pick(random, (2, 3))
    origin = pick(random, ("virginia", "seoul", "frankfurt"))
    exchanges = []
    for turn in range(rounds):
        for number in range(objects):
            for place, city in enumerate(cities):
                t = turn * 600 + number * 60 + place * 5
                answer = Origin(headers={"cache-control": "max-age=86400"})
                asked = Asked(url=f"/f{number}", city=city)
                exchanges.append(Exchange(t=t, request=asked, origin=answer))
    network = Network(cities=cities, origin=origin, shield=random.random() < 0.5)
    return CloudfrontCacheParams(exchanges=tuple(exchanges), network=network)


def _layer_values(params: CloudfrontCacheParams, _run: Run) -> Mapping[str, Value]:
    cities = params.network.cities
    objects = len({row.request.url for row in params.exchanges})
    rounds = len(params.exchanges) // (objects * len(cities))
    return {
        "edges": len(cities),
        "regional": len({PLACES[city].regional for city in cities}),
        "objects": objects,
        "rounds": rounds,
        "shield": "with-shield" if params.network.shield else "without-shield",
        "case": "because-shield" if params.network.shield else "because-regional",
    }


# Functions.


def _functions(random: Random, _rules: RuleBook) -> CloudfrontCacheParams:
    return fitting(lambda: _function_world(random), _functions_are_telling)


def _functions_are_telling(params: CloudfrontCacheParams) -> bool:
    """Whether the counts by truth and by beliefs all differ."""
    hooks, rows = params.behavior.functions, params.exchanges
    ttl = int(rows[0].origin.headers["cache-control"].partition("=")[2])
    viewer = sum(hook.startswith("viewer") for hook in hooks)
    origin = len(hooks) - viewer
    absent = sum(row.t == 0 for row in rows)
    asked = absent + sum(row.t > ttl for row in rows)
    truth, total = viewer * len(rows) + origin * asked, len(hooks) * len(rows)
    kept = viewer * len(rows) + origin * absent
    return len({truth, total, kept, len(hooks) * asked}) == 4


def _function_world(random: Random) -> CloudfrontCacheParams:
    viewer: Hook = pick(random, ("viewer-request", "viewer-response"))
    origin: Hook = pick(random, ("origin-request", "origin-response"))
    hooks: tuple[Hook, ...] = (viewer, origin)
    if random.random() < 0.4:
        hooks = ("viewer-request", "origin-request", "viewer-response")
    urls, ttl = between(random, 2, 3), pick(random, (60, 300, 600))
    exchanges = []
    for number in range(urls):
        fresh, late = between(random, 1, 4), between(random, 1, 2)
        times = [0, *[ttl // 6 * (n + 1) for n in range(fresh)]]
        times += [ttl * (n + 1) + _HALF for n in range(late)]
        headers = {"cache-control": f"max-age={ttl}", "etag": f'"{number}"'}
        exchanges += [
            Exchange(t=t, request=Asked(url=f"/{number}"), origin=Origin(headers=headers))
            for t in times
        ]
    exchanges.sort(key=lambda row: row.t)
    return CloudfrontCacheParams(behavior=Behavior(functions=hooks), exchanges=tuple(exchanges))


def _runs(_params: CloudfrontCacheParams, run: Run) -> Answer:
    return int(run.metrics["function_runs"])


def _function_values(params: CloudfrontCacheParams, run: Run) -> Mapping[str, Value]:
    names = {type(event).__name__ for event in run.events}
    total = len(params.exchanges)
    absent = len({row.request.url for row in params.exchanges})
    asked = int(run.metrics["origin_requests"])
    hooks = params.behavior.functions
    return {
        "hooks": ", ".join(hooks),
        "total": total,
        "hits": total - asked,
        "absent": absent,
        "expired": asked - absent if names else 0,
        "asked": asked,
        "viewer": sum(hook.startswith("viewer") for hook in hooks),
        "origin": sum(hook.startswith("origin") for hook in hooks),
    }


# Price classes.

_OUTSIDE: Mapping[PriceClass, tuple[City, ...]] = {
    "100": ("seoul", "tokyo", "singapore", "mumbai", "sydney", "cape-town", "sao-paulo"),
    "200": ("sydney", "sao-paulo"),
}


def _price(random: Random, _rules: RuleBook) -> CloudfrontCacheParams:
    price_class: PriceClass = pick(random, ("100", "100", "200"))
    city = pick(random, _OUTSIDE[price_class])
    origin = pick(random, tuple(name for name in PLACES if name != city))
    exchange = Exchange(request=Asked(url="/a", city=city))
    network = Network(cities=(city,), origin=origin, price_class=price_class)
    return CloudfrontCacheParams(exchanges=(exchange,), network=network)


def _edge(_params: CloudfrontCacheParams, run: Run) -> Answer:
    return next(event.edge for event in run.events if isinstance(event, RequestArrived))


def _price_values(params: CloudfrontCacheParams, run: Run) -> Mapping[str, Value]:
    city = params.network.cities[0]
    edge = _edge(params, run)
    others = sorted((name for name in PLACES if name != city), key=lambda n: viewer_ms(city, n))
    near = others[:5]
    if edge not in near:
        near = [*others[:4], next(name for name in others if name == edge)]
    found: dict[str, Value] = {
        "city": city,
        "origin": params.network.origin,
        "class": params.network.price_class,
        "edge_ms": next(viewer_ms(city, name) for name in PLACES if name == edge),
    }
    for number, name in enumerate(near, start=1):
        found[f"e{number}"] = name
        found[f"m{number}"] = viewer_ms(city, name)
    return found


PROBLEMS: tuple[Problem[CloudfrontCacheParams], ...] = (
    Problem(
        "origin-requests",
        _log,
        _count,
        _log_values,
        (
            "query-always-in-key",
            "query-never-in-key",
            "copy-per-viewer",
            "every-request-reaches-origin",
            "never-expires",
            "hits-renew",
            "pushed-beforehand",
        ),
    ),
    Problem(
        "layered-requests",
        _layers,
        _count,
        _layer_values,
        (
            "miss-goes-to-origin",
            "edges-share-one-cache",
            "shield-changes-nothing",
            "every-request-reaches-origin",
        ),
    ),
    Problem(
        "function-runs",
        _functions,
        _runs,
        _function_values,
        ("origin-hooks-on-hits", "viewer-hooks-on-misses", "never-expires"),
    ),
    Problem(
        "price-class-edge",
        _price,
        _edge,
        _price_values,
        (
            "price-class-blocks",
            "price-class-to-origin",
            "price-class-on-bill-only",
            "edge-near-origin",
        ),
    ),
)
