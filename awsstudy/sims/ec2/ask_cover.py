"""Problems about what is covered by a Reserved Instance, and which option fits a need."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import get_args

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.ec2 import purchase_rules as ids
from awsstudy.sims.ec2.drawing import outcome, tried
from awsstudy.sims.ec2.needs import KINDS
from awsstudy.sims.ec2.purchase import Fleet, PurchaseParams, Size
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

_RUNNING: tuple[Size, ...] = ("medium", "large", "xlarge", "2xlarge")
_RESERVED: tuple[Size, ...] = ("xlarge", "2xlarge", "4xlarge")
_FIELDS: Mapping[Size, str] = {"2xlarge": "xlarge_2", "4xlarge": "xlarge_4"}

Units = Mapping[Size, float]
"""Units of one instance, or of all that run, by size; smallest first."""


def _factors(rules: RuleBook) -> Units:
    return {size: rules.number(ids.factor(size)) for size in get_args(Size)}


def _fleet(reserved: Size, count: int, running: Mapping[Size, int]) -> Fleet:
    counts = {_FIELDS.get(size, size): running.get(size, 0) for size in get_args(Size)}
    return Fleet.model_validate({"reserved_size": reserved, "reserved_count": count, **counts})


def _some(chance: Random, sizes: int, most: int, reserved: Size) -> dict[Size, int]:
    """Running instances of so many other sizes than the reserved one, smallest first."""
    others = [size for size in shuffled(chance, _RUNNING) if size != reserved]
    chosen = sorted(others[:sizes], key=_RUNNING.index)
    return {size: between(chance, 1, most) for size in chosen}


def draw_units(random: Random, rules: RuleBook) -> PurchaseParams:
    """Other sizes, of which the reserved units cover one instance in part."""
    fleet, factors = Fleet(), _factors(rules)
    for chance in tried(random):
        reserved, count = pick(chance, _RESERVED), between(chance, 1, 2)
        running = _some(chance, 3, 4, reserved)
        fleet = _fleet(reserved, count, running)
        if _ends_within(running, factors, factors[reserved] * count):
            break
    return PurchaseParams(question="sizes", fleet=fleet)


def _ends_within(running: Mapping[Size, int], factors: Units, pool: float) -> bool:
    """Whether the units end within an instance."""
    for size, count in running.items():
        units = factors[size] * count
        if pool < units:
            return pool % factors[size] != 0
        pool -= units
    return False


def draw_left(random: Random, rules: RuleBook) -> PurchaseParams:
    """Two other sizes; the units cover whole instances, whichever size comes first."""
    fleet, factors = Fleet(), _factors(rules)
    for chance in tried(random):
        reserved, count = pick(chance, _RESERVED), between(chance, 1, 2)
        running = _some(chance, 2, 5, reserved)
        fleet = _fleet(reserved, count, running)
        if _comes_out_even(running, factors, factors[reserved] * count):
            break
    return PurchaseParams(question="sizes", fleet=fleet)


def _comes_out_even(running: Mapping[Size, int], factors: Units, pool: float) -> bool:
    """Whether whole instances stay uncovered, smallest first as well as largest first."""
    (small, few), (large, many) = running.items()
    few_units, many_units = few * factors[small], many * factors[large]
    after_small = pool - few_units
    even = after_small % factors[large] == 0 and pool % factors[large] == 0
    return even and 0 <= after_small < many_units


def uncovered_units(_params: PurchaseParams, run: Run) -> Answer:
    """The units that stay On-Demand."""
    units = float(outcome(run)["uncovered_units"])
    return int(units) if units.is_integer() else units


def left_running(_params: PurchaseParams, run: Run) -> Answer:
    """What stays On-Demand, as counts of sizes; None where nothing does."""
    rest = outcome(run)["on_demand"]
    return tuple(f"{count:g} x {size}" for size, count in rest) or None


def fleet_values(params: PurchaseParams, run: Run) -> Mapping[str, Value]:
    """What is reserved, what runs, and both in units."""
    fleet, units = params.fleet, outcome(run)
    running = (f"{count} x {size}" for size, count in fleet.running().items() if count)
    return {
        "reserved": fleet.reserved_size,
        "count": fleet.reserved_count,
        "running": ", ".join(running),
        "pool": units["reserved_units"],
        "units": units["running_units"],
    }


def draw_option(random: Random, _rules: RuleBook) -> PurchaseParams:
    """A need of some kind."""
    return PurchaseParams(question="need", need=pick(random, KINDS[pick(random, tuple(KINDS))]))


def option(_params: PurchaseParams, run: Run) -> Answer:
    """The option that fits."""
    return str(outcome(run)["option"])


def need_values(params: PurchaseParams, _run: Run) -> Mapping[str, Value]:
    """The need in words, and what settles it."""
    kind = next(kind for kind, needs in KINDS.items() if params.need in needs)
    return {"story": f"story-{params.need}", "because": f"because-{kind}"}


QUESTIONS: tuple[Problem[PurchaseParams], ...] = (
    Problem(
        id="uncovered-units",
        situation=draw_units,
        answer=uncovered_units,
        values=fleet_values,
        wrong=(
            "counts-instances",
            "needs-exact-size",
            "whole-instances-only",
            "units-are-vcpus",
        ),
    ),
    Problem(
        id="left-on-demand",
        situation=draw_left,
        answer=left_running,
        values=fleet_values,
        wrong=(
            "largest-first",
            "counts-instances",
            "needs-exact-size",
            "covers-whole-family",
        ),
    ),
    Problem(
        id="which-option",
        situation=draw_option,
        answer=option,
        values=need_values,
        wrong=(
            "dedicated-instance-is-host",
            "reserved-means-dedicated",
            "capacity-reservation-isolates",
            "isolation-needs-a-host",
            "on-demand-for-everything",
            "spot-for-any-work",
            "commitment-for-short-needs",
            "regional-reserves-capacity",
            "savings-plan-reserves-capacity",
            "savings-plan-like-ri",
            "regional-can-be-exchanged",
            "capacity-reservation-is-cheaper",
            "dedicated-for-production",
        ),
    ),
)
