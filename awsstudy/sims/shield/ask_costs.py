"""Problems about consequences: what gives way first, what an attack costs, who may claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value
from awsstudy.sims.shield.reading import LOGIC_ONLY, apart, outcome
from awsstudy.sims.shield.world import (
    Attack,
    Defence,
    Entrance,
    Fleet,
    Resource,
    ShieldParams,
)

# Which part gives way.


def draw_breaking(random: Random, _rules: RuleBook) -> ShieldParams:
    """A load balancer, its servers, and a flood of requests; either part may be the weak one."""

    def drawn() -> ShieldParams:
        base = between(random, 2, 6)
        return ShieldParams(
            attack=Attack(
                kind="cache_busting",
                request_kb=pick(random, (5, 10, 20, 25, 50)),
                ramp_min=0,
                minutes=1,
            ),
            entrance=Entrance(kind="alb", capacity_gbps=between(random, 1, 8)),
            fleet=Fleet(
                base=base,
                most=base * between(random, 2, 8),
                rps_each=between(random, 300, 1500, 100),
                users_rps=between(random, 300, 1200, 100),
            ),
            assumed=LOGIC_ONLY,
        )

    return fitting(drawn, _parts_apart)


def _parts_apart(params: ShieldParams) -> bool:
    fleet = params.fleet
    line = Fraction(params.entrance.capacity_gbps) * 125_000 / Fraction(params.attack.request_kb)
    servers = Fraction(fleet.most * fleet.rps_each)
    users, base = Fraction(fleet.users_rps), Fraction(fleet.base * fleet.rps_each)
    first = min(line, servers)
    if base <= users + 100 or line <= users + 100:
        return False
    others = (max(line, servers) - users, line + servers - 2 * users, first)
    return apart([first - users, *others]) and abs(min(line, base) - servers) > users


def breaking(_params: ShieldParams, run: Run) -> Answer:
    """At how many requests a second."""
    return round(float(outcome(run)["breaks_at_rps"]))


def breaking_values(params: ShieldParams, _run: Run) -> Mapping[str, Value]:
    """The parts and what each stands."""
    fleet, size = params.fleet, params.attack.request_kb
    line = round(params.entrance.capacity_gbps * 125_000 / size)
    servers = fleet.most * fleet.rps_each
    return {
        "capacity": round(params.entrance.capacity_gbps),
        "size": round(size),
        "base": fleet.base,
        "most": fleet.most,
        "each": fleet.rps_each,
        "users": fleet.users_rps,
        "line": line,
        "servers": servers,
        "first": min(line, servers),
        "part": "line" if line < servers else "servers",
    }


# What it costs.


def draw_bill(random: Random, _rules: RuleBook) -> ShieldParams:
    """A flood of requests that drives the group of servers to its ceiling for some hours."""

    def drawn() -> ShieldParams:
        base = between(random, 2, 10)
        each = between(random, 200, 1000, 100)
        most = base * between(random, 3, 10)
        return ShieldParams(
            attack=Attack(
                kind="cache_busting",
                rps=most * each * between(random, 2, 5),
                ramp_min=0,
                minutes=60 * between(random, 1, 3),
            ),
            entrance=Entrance(kind="alb", capacity_gbps=900),
            fleet=Fleet(
                base=base,
                most=most,
                rps_each=each,
                users_rps=base * each,
                usd_hour=between(random, 5, 40, 5) / 100,
            ),
            assumed=LOGIC_ONLY,
        )

    return fitting(drawn, _bill_is_whole)


def _bill_is_whole(params: ShieldParams) -> bool:
    cents = round(params.fleet.usd_hour * 100) * (params.attack.minutes // 60)
    return cents * (params.fleet.most - params.fleet.base) >= 500


def bill(_params: ShieldParams, run: Run) -> Answer:
    """The additional costs in USD."""
    return float(outcome(run)["extra_usd"])


def bill_values(params: ShieldParams, _run: Run) -> Mapping[str, Value]:
    """The group and its price."""
    fleet, hours = params.fleet, params.attack.minutes // 60
    needed = -(-(params.attack.rps + fleet.users_rps) // fleet.rps_each)
    return {
        "base": fleet.base,
        "most": fleet.most,
        "extra": fleet.most - fleet.base,
        "needed": needed,
        "hours": hours,
        "price": fleet.usd_hour,
    }


# For how many resources a credit may be claimed.

_NAMES = ("shop", "blog", "login", "game", "api", "media")
_STATES: tuple[tuple[str, str, bool], ...] = (
    ("alb", "before", True),
    ("cloudfront", "before", True),
    ("alb", "before", False),
    ("cloudfront", "before", False),
    ("alb", "during", True),
    ("ec2_eip", "before", False),
    ("ec2_eip", "during", False),
    ("ec2_eip", "no", False),
    ("alb", "no", True),
    ("route53", "before", False),
)


def draw_claims(random: Random, _rules: RuleBook) -> ShieldParams:
    """Six resources of an account that has subscribed to Shield Advanced."""

    def drawn() -> tuple[Resource, ...]:
        states = [pick(random, _STATES) for _ in _NAMES]
        return tuple(
            Resource.model_validate(
                {"id": name, "kind": kind, "protected": when, "rate_rule": rule}
            )
            for name, (kind, when, rule) in zip(_NAMES, states, strict=True)
        )

    estate = fitting(drawn, _counts_apart)
    return ShieldParams(
        attack=Attack(ramp_min=0, minutes=1),
        defence=Defence(tier="advanced"),
        estate=estate,
        assumed=LOGIC_ONLY,
    )


def _counts_apart(estate: Sequence[Resource]) -> bool:
    web = {"alb", "cloudfront"}
    early = [one for one in estate if one.protected == "before"]
    mine = sum(one.kind not in web or one.rate_rule for one in early)
    late = sum(one.protected != "no" and (one.kind not in web or one.rate_rule) for one in estate)
    strict = sum(one.rate_rule for one in early)
    return mine > 0 and len({mine, late, len(early), strict, len(estate)}) >= 4


def claims(_params: ShieldParams, run: Run) -> Answer:
    """For how many."""
    return int(outcome(run)["claims"])


def claims_values(params: ShieldParams, _run: Run) -> Mapping[str, Value]:
    """How many resources are in which state."""
    web = {"alb", "cloudfront"}

    def count(when: str, *, web_front: bool, rule: bool = False) -> int:
        return sum(
            one.protected == when
            and (one.kind in web) == web_front
            and (not web_front or one.rate_rule == rule)
            for one in params.estate
        )

    late = sum(one.protected == "during" for one in params.estate)
    return {
        "total": len(params.estate),
        "web_rule": count("before", web_front=True, rule=True),
        "web_plain": count("before", web_front=True),
        "other": count("before", web_front=False),
        "late": late,
        "unprotected": sum(one.protected == "no" for one in params.estate),
    }


PROBLEMS: tuple[Problem[ShieldParams], ...] = (
    Problem(
        id="first-part-full",
        situation=draw_breaking,
        answer=breaking,
        values=breaking_values,
        wrong=("strongest-part", "parts-add-up", "no-scaling", "users-forgotten"),
    ),
    Problem(
        id="extra-cost",
        situation=draw_bill,
        answer=bill,
        values=bill_values,
        wrong=("no-ceiling", "whole-fleet-billed", "aws-pays"),
    ),
    Problem(
        id="credit-count",
        situation=draw_claims,
        answer=claims,
        values=claims_values,
        wrong=("late-is-fine", "rule-not-needed", "rule-for-all", "subscription-covers-all"),
    ),
)
