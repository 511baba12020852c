"""Problems about places: latency, geoproximity and geolocation routing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value
from awsstudy.sims.route53.places import geography
from awsstudy.sims.route53.ranking import biased, biased_km
from awsstudy.sims.route53.reading import (
    CITIES,
    answering,
    apart,
    group,
    numbered,
)
from awsstudy.sims.route53.world import Client, Record, Route53Params


def draw_latency(random: Random, _rules: RuleBook) -> Route53Params:
    """The fastest is unhealthy, the nearest is not the fastest of the others."""
    down, key, near, other = shuffled(random, CITIES)[:4]
    fastest = between(random, 10, 60)
    second = fastest + between(random, 5, 40)
    ms = {
        down: fastest,
        key: second,
        near: second + between(random, 10, 60),
        other: second + between(random, 30, 150),
    }
    nearest = between(random, 100, 900, 50)
    km = {
        name: nearest if name == near else nearest + between(random, 150, 4000, 50) for name in ms
    }
    records = [
        Record(id=name, region=name, healthy=name != down) for name in shuffled(random, tuple(ms))
    ]
    client = Client.model_validate({"latency": ms, "km": km})
    return Route53Params(group=group("latency", records), client=client)


def latency_values(params: Route53Params, run: Run) -> Mapping[str, Value]:
    """Latency and distance of each record, and of the one that answers."""
    client = params.client
    key = str(answering(params, run))
    values = numbered(params)
    for i, record in enumerate(params.group.records, start=1):
        values |= {f"ms{i}": client.latency[record.id], f"km{i}": client.km[record.id]}
    return {**values, "key_ms": client.latency[key]}


def draw_bias(random: Random, _rules: RuleBook) -> Route53Params:
    """Four distances and biases: nearest, biased nearest and highest bias are three records."""

    def drawn() -> tuple[list[int], list[int]]:
        near = between(random, 200, 800, 50)
        times = ((100, 100), (110, 180), (110, 250), (250, 800))
        km = [near * between(random, low, high, 10) // 100 for low, high in times]
        # Of a negative bias the guide gives a formula no more, so none decides a key.
        sizes = ((5, 45), (20, 75), (0, 15), (45, 90))
        return km, [between(random, low, high, 5) for low, high in sizes]

    km, bias = fitting(drawn, lambda it: _bias_parts(*it))
    order = shuffled(random, tuple(zip(shuffled(random, CITIES)[:4], km, bias, strict=True)))
    records = [Record(id=name, bias=size) for name, _, size in order]
    client = Client.model_validate({"km": {name: distance for name, distance, _ in order}})
    return Route53Params(group=group("geoproximity", records), client=client)


def _bias_parts(km: Sequence[int], bias: Sequence[int]) -> bool:
    real = [Fraction(d) for d in km]
    true = [biased(d, b) for d, b in zip(real, bias, strict=True)]
    flipped = [biased(d, -b) for d, b in zip(real, bias, strict=True)]
    order = range(len(km))
    firsts = {
        min(order, key=true.__getitem__),
        min(order, key=real.__getitem__),
        min(order, key=flipped.__getitem__),
        max(order, key=bias.__getitem__),
    }
    clear = all(apart(sorted(distances)[:2]) for distances in (true, real, flipped))
    return len(firsts) == 4 and clear and bias.count(max(bias)) == 1


def bias_values(params: Route53Params, run: Run) -> Mapping[str, Value]:
    """Distance and bias of each record, and the biased distances of two."""
    client, values = params.client, numbered(params)
    for i, record in enumerate(params.group.records, start=1):
        values |= {f"km{i}": client.km[record.id], f"b{i}": record.bias}
    key = next(r for r in params.group.records if r.id == answering(params, run))
    return {
        **values,
        "key_km": client.km[key.id],
        "key_bias": key.bias,
        "key_biased": float(biased_km(key, client) or 0),
    }


# Geolocation.


def draw_place(random: Random, _rules: RuleBook) -> Route53Params:
    """Four locations and a client in one of them, in two, or in none."""
    drawn = geography(random)
    near, quick = drawn.tempting
    records = [
        Record(id=name, region=name, loc=drawn.locations[name], healthy=name != drawn.down)
        for name in shuffled(random, tuple(drawn.locations))
    ]
    far = {name: between(random, 3000, 9000, 100) for name in drawn.locations}
    slow = {name: between(random, 90, 250) for name in drawn.locations}
    client = Client.model_validate(
        {
            **drawn.client,
            "km": {**far, near: between(random, 200, 900, 100)},
            "latency": {**slow, quick: between(random, 8, 40)},
        }
    )
    return Route53Params(group=group("geolocation", records), client=client)


def place_values(params: Route53Params, run: Run) -> Mapping[str, Value]:
    """Where the client is, and which records tempt."""
    client, values = params.client, numbered(params)
    known = [part for part in (client.sub, client.country, client.continent) if part]
    key = answering(params, run)
    reason = "no-answer" if key is None else "default" if key == "default" else "match"
    if reason == "match" and values["down"] != "nobody":
        reason = "next"
    return {
        **values,
        "place": f"from-{known[0].lower()}" if known else "from-nowhere",
        "near": min(client.km, key=client.km.__getitem__),
        "quick": min(client.latency, key=client.latency.__getitem__),
        "case": f"because-{reason}",
    }


PROBLEMS: tuple[Problem[Route53Params], ...] = (
    Problem(
        id="latency-record",
        situation=draw_latency,
        answer=answering,
        values=latency_values,
        wrong=("latency-is-distance", "unhealthy-keeps-share", "choice-is-final"),
    ),
    Problem(
        id="geoproximity-bias",
        situation=draw_bias,
        answer=answering,
        values=bias_values,
        wrong=("bias-ignored", "bias-flipped", "highest-bias-wins"),
    ),
    Problem(
        id="geolocation-record",
        situation=draw_place,
        answer=answering,
        values=place_values,
        wrong=(
            "continent-first",
            "geolocation-nearest",
            "geolocation-is-latency",
            "unhealthy-keeps-share",
            "choice-is-final",
            "unlisted-are-shared",
        ),
    ),
)
