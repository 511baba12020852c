"""Problems about responsibility: whose a layer is, what stays, where to act, which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value
from awsstudy.sims.responsibility.matrix import (
    OF_THE_CLOUD,
    OF_THE_CUSTOMER,
    TOUCHES,
    UPKEEP,
    Incident,
    Service,
    known,
)
from awsstudy.sims.responsibility.world import Happening, ResponsibilityParams

IN_THE_CLOUD: tuple[Service, ...] = ("ec2", "beanstalk", "rds", "lambda", "dynamodb", "s3", "saas")
MOVES: tuple[tuple[Service, Service], ...] = (
    ("own", "ec2"),
    ("own", "rds"),
    ("own", "lambda"),
    ("ec2", "rds"),
    ("ec2", "lambda"),
    ("own", "saas"),
)
CHAINS: tuple[tuple[Service, Service, Service], ...] = (
    ("own", "ec2", "beanstalk"),
    ("own", "ec2", "lambda"),
    ("own", "ec2", "saas"),
    ("own", "beanstalk", "saas"),
    ("own", "lambda", "saas"),
    ("ec2", "beanstalk", "saas"),
    ("ec2", "lambda", "saas"),
)


def outcome(run: Run) -> Mapping[str, Any]:
    """What the run came to."""
    return cast("Mapping[str, Any]", run.outcome)


# Whose a layer is.


def draw_owner(random: Random, rules: RuleBook) -> ResponsibilityParams:
    """A service of the cloud and one of its layers; the boundary more often than its ends."""
    service = pick(random, IN_THE_CLOUD)
    duties = known(service, rules)
    middle = tuple(duty for duty in duties if duty in UPKEEP | {"code", "network"})
    duty = pick(random, middle if middle and random.random() < 0.6 else duties)
    return ResponsibilityParams(service=service, duties=(duty,))


def owner(params: ResponsibilityParams, run: Run) -> Answer:
    """Whose it is."""
    return str(outcome(run)["owners"][params.duties[0]])


def owner_values(params: ResponsibilityParams, run: Run) -> Mapping[str, Value]:
    """Service, layer, reason."""
    duty = params.duties[0]
    whose = outcome(run)["owners"][duty]
    group = "bottom" if duty in OF_THE_CLOUD else "upkeep" if duty in UPKEEP else "top"
    return {"service": params.service, "duty": duty, "case": f"because-{whose}-{group}"}


# What stays after a move.


def draw_move(random: Random, rules: RuleBook) -> ResponsibilityParams:
    """A move and four layers: of the bottom, the upkeep, the application, the customer's own."""

    def drawn() -> ResponsibilityParams:
        source, target = pick(random, MOVES)
        both = [one for one in known(source, rules) if one in known(target, rules)]
        chosen = set(shuffled(random, both)[:4])
        return ResponsibilityParams(
            service=source,
            move_to=target,
            duties=tuple(one for one in both if one in chosen),
        )

    return fitting(drawn, _varied)


def _varied(params: ResponsibilityParams) -> bool:
    duties = set(params.duties)
    groups = (OF_THE_CLOUD, UPKEEP, OF_THE_CUSTOMER, {"code", "network"})
    return sum(bool(duties & group) for group in groups) >= 4


def stays(_params: ResponsibilityParams, run: Run) -> Answer:
    """What remains the customer's."""
    return tuple(outcome(run)["stays"]) or None


def move_values(params: ResponsibilityParams, run: Run) -> Mapping[str, Value]:
    """From where to where, and the layers."""
    gone: Sequence[str] = outcome(run)["moved"]
    already = [duty for duty, one in outcome(run)["owners"].items() if one != "you"]
    return {
        "source": params.service,
        "target": params.move_to or params.service,
        **{f"d{i}": duty for i, duty in enumerate(params.duties, start=1)},
        "gone": len(gone) + len(already),
    }


# Where an incident is the customer's.

_Spread = tuple[Incident, tuple[Service, ...], tuple[Service, ...]]
_SPREAD: tuple[_Spread, ...] = (
    ("os-hole", ("ec2", "rds", "lambda"), ("dynamodb", "s3")),
    ("engine-hole", ("ec2", "rds", "lambda"), ("dynamodb",)),
    ("injection", ("ec2", "lambda", "saas"), ("beanstalk", "rds")),
    ("leaked-key", ("ec2", "rds", "lambda"), ("dynamodb", "s3")),
    ("weak-password", ("ec2", "rds", "saas"), ("beanstalk", "lambda")),
    ("disk-dies", ("own", "ec2", "rds"), ("lambda", "s3", "saas")),
    ("hypervisor-hole", ("own", "ec2", "rds"), ("lambda", "dynamodb")),
    ("fire", ("own", "ec2", "rds"), ("s3", "saas")),
)
"""Incidents with the services that tell beliefs apart, and further ones."""


def draw_incident(random: Random, _rules: RuleBook) -> ResponsibilityParams:
    """One incident at four services."""
    kind, telling, others = pick(random, _SPREAD)
    chosen = shuffled(random, (*telling, pick(random, others)))
    return ResponsibilityParams(
        duties=("facility",),
        incidents=tuple(Happening(kind=kind, service=one) for one in chosen),
    )


def acting(_params: ResponsibilityParams, run: Run) -> Answer:
    """Where the customer has to act."""
    return tuple(outcome(run)["acting"]) or None


def incident_values(params: ResponsibilityParams, _run: Run) -> Mapping[str, Value]:
    """The incident and the services."""
    kind = params.incidents[0].kind
    return {
        "incident": kind,
        "duty": TOUCHES[kind],
        **{f"s{i}": one.service for i, one in enumerate(params.incidents, start=1)},
    }


# The order of control.


def draw_order(random: Random, _rules: RuleBook) -> ResponsibilityParams:
    """Three services, shuffled."""
    return ResponsibilityParams(duties=("facility",), ranked=shuffled(random, pick(random, CHAINS)))


def order(_params: ResponsibilityParams, run: Run) -> Answer:
    """The services, most control first."""
    return tuple(outcome(run)["order"])


def order_values(params: ResponsibilityParams, run: Run) -> Mapping[str, Value]:
    """The services as asked and in order."""
    ordered = outcome(run)["order"]
    return {
        **{f"s{i}": one for i, one in enumerate(params.ranked, start=1)},
        "first": ordered[0],
        "last": ordered[-1],
    }


PROBLEMS: tuple[Problem[ResponsibilityParams], ...] = (
    Problem(
        id="whose-layer",
        situation=draw_owner,
        answer=owner,
        values=owner_values,
        wrong=("provider-does-it-all", "you-do-it-all", "vendor-does-it", "all-is-shared"),
    ),
    Problem(
        id="what-stays",
        situation=draw_move,
        answer=stays,
        values=move_values,
        wrong=(
            "provider-does-it-all",
            "you-do-it-all",
            "data-is-the-providers",
            "hardware-stays",
            "upkeep-stays",
            "patches-come-along",
            "code-is-managed",
        ),
    ),
    Problem(
        id="where-you-act",
        situation=draw_incident,
        answer=acting,
        values=incident_values,
        wrong=(
            "provider-does-it-all",
            "you-do-it-all",
            "hardware-of-servers",
            "servers-like-at-home",
            "database-like-on-server",
            "serverless-leaves-nothing",
            "code-is-managed",
            "iaas-paas-swapped",
        ),
    ),
    Problem(
        id="control-order",
        situation=draw_order,
        answer=order,
        values=order_values,
        wrong=("upside-down", "first-two-swapped", "last-two-swapped"),
    ),
)
