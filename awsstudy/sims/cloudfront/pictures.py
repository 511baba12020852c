"""What the CloudFront cache shows: an edge map, cache lanes, what decided, load over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awsstudy.sims.cloudfront.behavior import FORBIDDING
from awsstudy.sims.cloudfront.places import PLACES, viewer_ms
from awsstudy.sims.cloudfront.world import City
from awsstudy.sims.panels import (
    Bar,
    Bars,
    Chart,
    Grid,
    Mark,
    Panel,
    Place,
    Plan,
    Series,
    Sign,
    Step,
    Strip,
    Trace,
)

if TYPE_CHECKING:
    from awsstudy.sims.cloudfront.crowd import Crowd
    from awsstudy.sims.cloudfront.delivery import CloudfrontCache

SIGN_OF = {"hit": "h", "miss": "M", "revalidated": "R", "stale": "s", "bypass": "B"}
SIGNS = (
    Sign("M", "sign-miss", "bad"),
    Sign("h", "sign-hit", "good"),
    Sign("R", "sign-revalidated", "chosen"),
    Sign("L", "sign-layer", "chosen"),
    Sign("s", "sign-stale", "muted"),
    Sign("B", "sign-bypass", "muted"),
)
COLUMNS = 4
"""Edges side by side on the map."""
MOST_LANES = 6


def percentile(values: Sequence[float], part: int) -> float:
    """The value that so many percent do not exceed."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return round(ordered[max(0, -(-len(ordered) * part // 100) - 1)], 1)


def exchanges(sim: CloudfrontCache) -> tuple[Panel, ...]:
    """Map, lanes and the latest decision."""
    found: list[Panel] = [edge_map(sim)]
    if sim.lanes:
        found.append(lanes(sim))
    if decision := lifetime(sim):
        found.append(decision)
    return tuple(found)


def edge_map(sim: CloudfrontCache) -> Plan:
    """Edges above the layers behind them and the origin; a star where the last answer was found."""
    cities = sim.params.network.cities
    by = sim.last.by if sim.last else ""
    if not cities or not any(sim.edge_of(city) for city in cities):
        places = tuple(
            Place(name, column, 0) for column, name in enumerate(("viewer", "edge", "origin"))
        )
        return Plan("map", places, (("viewer", "edge"), ("edge", "origin")), at=by)
    return _world(sim, cities, by)


def _world(sim: CloudfrontCache, cities: Sequence[City], by: str) -> Plan:
    edges = list(dict.fromkeys(edge for city in cities if (edge := sim.edge_of(city))))
    places, links = [], []
    for place, edge in enumerate(edges):
        mark: Mark = "chosen" if edge == sim.last_edge else ""
        near = min(viewer_ms(city, edge) for city in cities if sim.edge_of(city) == edge)
        places.append(Place(edge, place % COLUMNS, place // COLUMNS, mark, f"{near} ms"))
    at = sim.last_edge or "" if by == "edge" else by
    row = (len(edges) - 1) // COLUMNS + 1
    behind = ["shield"] if sim.params.network.shield else []
    if sim.params.network.regional:
        behind.insert(0, "regional")
    above: str = edges[0]
    for column, name in enumerate((*behind, "origin")):
        note = _behind_note(sim, name)
        places.append(Place(name, column, row, "chosen" if name == by else "", note))
        if column:
            links.append((above, name))
        above = name
    return Plan("map", tuple(places), tuple(links), at=at, header=_carried(sim))


def _behind_note(sim: CloudfrontCache, name: str) -> str:
    if name == "regional" and sim.last_edge:
        return PLACES[sim.last_edge].regional
    return sim.params.network.origin if name in {"origin", "shield"} else "per-region"


def _carried(sim: CloudfrontCache) -> str | None:
    return f"result-{sim.last.answer.result}" if sim.last else None


def lanes(sim: CloudfrontCache) -> Grid:
    """A strip an object (or an edge), a character a request; dots where another one was asked."""
    total = 1 + max(place for lane in sim.lanes.values() for place, _ in lane)
    names = sorted(sim.lanes, key=lambda name: sim.lanes[name][0])[-MOST_LANES:]
    strips = tuple(Strip(name, _cells(sim.lanes[name], total)) for name in names)
    seen = {char for name in names for _, char in sim.lanes[name]}
    return Grid("lanes", strips, tuple(sign for sign in SIGNS if sign.char in seen), "requests")


def _cells(marks: Sequence[tuple[int, str]], total: int) -> str:
    cells = ["."] * total
    for place, char in marks:
        cells[place] = char
    return "".join(cells)


def lifetime(sim: CloudfrontCache) -> Trace | None:
    """Which field and which TTL decided how long the last answer is kept."""
    if sim.last is None or sim.params.profile == "rfc" or sim.last.answer.stored is None:
        return None
    stored, behavior = sim.last.answer.stored, sim.params.behavior
    told = sim.POLICY(behavior).told(stored.response.headers)
    why = {rule.rpartition(".")[2]: rule for rule in stored.why}
    steps = [
        _said(name, told[name], why)
        for name in (*FORBIDDING, "s-maxage", "max-age")
        if name in told
    ]
    if "expires" in stored.response.headers:
        steps.append(_said("expires", stored.response.headers["expires"], why))
    for name, value in (
        ("minimum", behavior.min_ttl),
        ("default", behavior.default_ttl),
        ("maximum", behavior.max_ttl),
    ):
        mark: Mark = "chosen" if name in why else "muted"
        steps.append(Step(f"ttl-{name}", f"{value} s", mark, why.get(name, "")))
    steps.append(
        Step("kept-for", f"{stored.lifetime:g} s", "good", stored.why[-1] if stored.why else "")
    )
    return Trace("lifetime", tuple(steps))


def _said(name: str, value: str | None, why: dict[str, str]) -> Step:
    forbidden = name in FORBIDDING and ("forbidden" in why or "forbidden-kept" in why)
    used = name in why or forbidden
    rule = why.get(name, why.get("forbidden", why.get("forbidden-kept", "")) if forbidden else "")
    return Step(name, value or "said", "chosen" if used else "muted", rule if used else "")


def traffic(crowd: Crowd) -> tuple[Panel, ...]:
    """Who answered, and hit ratio and origin load over time."""
    names = [name for name, count in crowd.by_layer.items() if count or name in {"edge", "origin"}]
    bars = tuple(
        Bar(name, crowd.by_layer[name], "bad" if name == "origin" else "good") for name in names
    )
    found: list[Panel] = [Bars("answered-by", bars)]
    if crowd.ratios:
        found.append(
            Chart("hit-ratio", (Series("hit-ratio", tuple(crowd.ratios), "good"),), "s", "%")
        )
        found.append(
            Chart("origin-load", (Series("origin-load", tuple(crowd.loads), "bad"),), "s", "/min")
        )
    return tuple(found)
