"""Amazon VPC: blocks and addresses, subnets that fit, VPCs that can be peered."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.kernel import Simulation
from awsstudy.sims.network import (
    ask_neighbours,
    ask_places,
    ask_roles,
    ask_sizes,
    plan_beliefs,
)
from awsstudy.sims.network.arithmetic import Arithmetic
from awsstudy.sims.network.plan_repairs import edits
from awsstudy.sims.network.planner import VpcAddressing
from awsstudy.sims.network.planning import PlanParams
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = VpcAddressing

_SUMS: Mapping[str, type[Arithmetic]] = {
    "nothing-reserved": plan_beliefs.NothingReserved,
    "two-reserved": plan_beliefs.TwoReserved,
    "three-reserved": plan_beliefs.ThreeReserved,
    "first-four-reserved": plan_beliefs.FirstFourReserved,
    "first-five-reserved": plan_beliefs.FirstFiveReserved,
    "longer-is-larger": plan_beliefs.LongerIsLarger,
    "only-classes": plan_beliefs.OnlyClasses,
    "any-size": plan_beliefs.AnySize,
    "starts-anywhere": plan_beliefs.StartsAnywhere,
    "after-the-last": plan_beliefs.AfterTheLast,
    "overlap-is-fine": plan_beliefs.OverlapIsFine,
    "one-place-each": plan_beliefs.OnePlaceEach,
    "only-equal-clash": plan_beliefs.OnlyEqualClash,
    "same-start-clash": plan_beliefs.SameStartClash,
    "nat-by-ports": plan_beliefs.NatByPorts,
    "nat-by-total": plan_beliefs.NatByTotal,
    "nat-each-its-own": plan_beliefs.NatEachItsOwn,
    "nat-one-is-enough": plan_beliefs.NatOneIsEnough,
}


def believing(sums: type[Arithmetic]) -> type[VpcAddressing]:
    """The simulation that reckons as someone believes."""
    return type(sums.__name__, (VpcAddressing,), {"ARITHMETIC": sums, "__doc__": sums.__doc__})


WRONG_MODELS: Mapping[str, type[Simulation[PlanParams]]] = {
    name: believing(sums) for name, sums in _SUMS.items()
}

PROBLEMS: tuple[Problem[PlanParams], ...] = (
    *ask_sizes.PROBLEMS,
    *ask_places.PROBLEMS,
    *ask_roles.PROBLEMS,
    *ask_neighbours.PROBLEMS,
)
