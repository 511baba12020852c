"""Problems about shares: across zones, and after a target has failed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.elb.asking import apart, asked, in_zone, outcome, share_in_a, zoned
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

SETTINGS = (
    ("alb", "default"),
    ("alb", "off"),
    ("nlb", "default"),
    ("nlb", "default"),
    ("nlb", "on"),
)


def draw_zones(random: Random, _rules: RuleBook) -> ElbParams:
    """Two zones with different numbers of targets, one target of zone A unhealthy."""

    def drawn() -> tuple[int, int]:
        return between(random, 2, 6), between(random, 2, 9)

    first, second = fitting(drawn, _zones_part)
    kind, cross_zone = pick(random, SETTINGS)
    return asked(ask="shares", kind=kind, cross_zone=cross_zone, targets=zoned(first, second, 1))


def _zones_part(sizes: tuple[int, int]) -> bool:
    """Whether the shares that beliefs lead to differ clearly."""
    first, second = sizes
    equal = Fraction(1, first + second - 1)
    own = Fraction(1, 2 * (first - 1))
    kept = (Fraction(1, first + second), Fraction(1, 2 * first))
    everything = (equal, own, Fraction(1, 2))
    return first != second and all(apart((*everything, one)) for one in kept)


def share(params: ElbParams, run: Run) -> Answer:
    """The share of a healthy target of zone A."""
    return share_in_a(params, run)


def zone_values(params: ElbParams, run: Run) -> Mapping[str, Value]:
    """The sizes of the zones, the type and its setting."""
    first, second = len(in_zone(params, "a")), len(in_zone(params, "b"))
    crossed = outcome(run)["shares"]["b1"] == share_in_a(params, run)
    return {
        "kind": params.kind,
        "setting": f"cross-{params.cross_zone}",
        "first": first,
        "second": second,
        "part": 100 if crossed else 50,
        "among": first + second - 1 if crossed else first - 1,
        "case": "because-crossed" if crossed else "because-own-zone",
    }


def draw_failure(random: Random, _rules: RuleBook) -> ElbParams:
    """Zones of equal size behind an ALB; one target has just been taken out."""

    def drawn() -> tuple[int, int]:
        return between(random, 2, 6), between(random, 4, 30)

    size, each = fitting(drawn, _loads_part)
    per_zone = each * (2 * size - 1)
    return asked(ask="shares", targets=zoned(size, size, 1), traffic={"rate_rps": per_zone})


def _loads_part(drawn: tuple[int, int]) -> bool:
    size, each = drawn
    total = Fraction(each * (2 * size - 1))
    before = total / (2 * size)
    loads = (Fraction(each), before, 2 * before, total / (2 * (size - 1)), total / 2)
    return before.denominator == 1 and len({round(load, 1) for load in loads}) >= 4


def load_left(params: ElbParams, run: Run) -> Answer:
    """Requests a second at the last target of zone A."""
    return share_in_a(params, run) * Fraction(params.traffic.rate_rps)


def failure_values(params: ElbParams, _run: Run) -> Mapping[str, Value]:
    """The number of targets, the traffic, and what each had before."""
    count = len(params.targets)
    return {
        "count": count,
        "left": count - 1,
        "zone": count // 2,
        "rate": round(params.traffic.rate_rps),
        "before": Fraction(params.traffic.rate_rps) / count,
    }


PROBLEMS: tuple[Problem[ElbParams], ...] = (
    Problem(
        id="target-share",
        situation=draw_zones,
        answer=share,
        values=zone_values,
        wrong=(
            "equal-share-always",
            "own-zone-always",
            "unhealthy-keeps-share",
            "zone-share-each",
        ),
    ),
    Problem(
        id="load-after-failure",
        situation=draw_failure,
        answer=load_left,
        values=failure_values,
        wrong=(
            "own-zone-always",
            "unhealthy-keeps-share",
            "failed-share-to-one",
            "zone-share-each",
        ),
    ),
)
