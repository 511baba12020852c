"""Problems about defence: which control stops a flood, and in which minute Shield acts."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value
from awsstudy.sims.shield.reading import LOGIC_ONLY, outcome
from awsstudy.sims.shield.world import Attack, Defence, Entrance, Front, Kind, ShieldParams

PACKETS: tuple[Kind, ...] = ("udp_reflection", "syn_flood")
REQUESTS: tuple[Kind, ...] = ("http_flood", "cache_busting")
FEW, MANY = 1000, 200_000
"""Sources of a flood: each sends much, or next to nothing."""
REGIONAL: tuple[Front, ...] = ("alb", "nlb_eip", "ec2_eip")


# Which control stops it.


def _defended(random: Random) -> tuple[Kind, Front, Defence, int]:
    """Attack, front, defence and number of sources of one of the telling situations."""
    rule = Defence(web_acl="rate_rule")
    open_door = Defence(web_acl=pick(random, ("none", "plain")))
    automatic = Defence(tier="advanced", web_acl="plain", automatic=True)
    added = automatic.model_copy(update={"protected": "before"})
    web: Front = pick(random, ("alb", "cloudfront"))
    bare: Front = pick(random, ("nlb_eip", "ec2_eip"))
    packets = pick(random, PACKETS)
    # Only where there are caches can they be bypassed.
    flood: Kind = pick(random, REQUESTS) if web == "cloudfront" else "http_flood"
    cases: tuple[tuple[Kind, Front, Defence, int], ...] = (
        (packets, pick(random, REGIONAL), rule, FEW),
        (packets, "cloudfront", rule, FEW),
        (packets, "ec2_eip", Defence(tier="advanced", protected="before"), FEW),
        ("dns_query_flood", "route53", Defence(), FEW),
        (flood, web, rule, FEW),
        (flood, web, rule, FEW),
        ("http_flood", "alb", open_door, FEW),
        ("http_flood", bare, rule, FEW),
        ("http_flood", "alb", rule, MANY),
        ("http_flood", "alb", rule, MANY),
        ("http_flood", "alb", automatic, FEW),
        ("http_flood", "alb", automatic, FEW),
        (flood, web, added, FEW),
        (flood, web, added, FEW),
    )
    return pick(random, cases)


def draw_control(random: Random, _rules: RuleBook) -> ShieldParams:
    """A large flood and what stands against it; nothing is assumed."""
    kind, front, defence, sources = _defended(random)
    size = between(random, 20, 90, 10)
    return ShieldParams(
        attack=Attack(
            kind=kind, gbps=size, rps=size * 2000, sources=sources, ramp_min=0, minutes=7
        ),
        entrance=Entrance(kind=front, capacity_gbps=pick(random, (4, 5, 8, 10))),
        defence=defence,
        assumed=LOGIC_ONLY,
    )


def control(_params: ShieldParams, run: Run) -> Answer:
    """Who stopped it."""
    return str(outcome(run)["stopped_by"])


def _case(params: ShieldParams, stopped_by: str) -> str:
    """Which reason the key has."""
    if stopped_by != "nothing":
        dns = params.attack.kind == "dns_query_flood"
        return "because-dns" if dns else f"because-{stopped_by}"
    if params.defence.automatic:
        return "because-not-added"
    if params.defence.web_acl != "rate_rule":
        return "because-no-rule"
    return "because-many" if params.entrance.kind == "alb" else "because-no-acl"


def control_values(params: ShieldParams, run: Run) -> Mapping[str, Value]:
    """The attack, the entrance, the defence, and why."""
    attack, defence = params.attack, params.defence
    packets = attack.kind in PACKETS
    each = attack.rps * 300 // attack.sources
    return {
        "attack": attack.kind,
        "front": params.entrance.kind,
        "size": int(attack.gbps) if packets else attack.rps,
        "unit": "unit-gbps" if packets else "unit-rps",
        "sources": attack.sources,
        "each": each,
        "limit": defence.limit_5min,
        "defence": _defence_id(params),
        "case": _case(params, str(outcome(run)["stopped_by"])),
    }


def _defence_id(params: ShieldParams) -> str:
    defence = params.defence
    if defence.automatic:
        return f"defence-automatic-{'no' if defence.protected == 'no' else 'yes'}"
    if defence.tier == "advanced":
        return "defence-advanced"
    if defence.web_acl == "rate_rule" and params.entrance.kind in {"nlb_eip", "ec2_eip"}:
        return "defence-rule-elsewhere"
    return f"defence-{defence.web_acl.replace('_', '-')}"


# In which minute it is stopped.


def draw_minute(random: Random, _rules: RuleBook) -> ShieldParams:
    """A flood of packets that grows by a whole number of Gbps a minute past the capacity."""

    def drawn() -> tuple[int, int, int]:
        return between(random, 1, 4), between(random, 4, 20, 2), between(random, 8, 30)

    step, capacity, ramp = fitting(drawn, lambda it: _minutes_apart(*it))
    return ShieldParams(
        attack=Attack(
            kind=pick(random, PACKETS), gbps=step * ramp, ramp_min=ramp, minutes=ramp + 2
        ),
        entrance=Entrance(kind="ec2_eip", capacity_gbps=capacity),
        defence=pick(
            random,
            (
                Defence(),
                Defence(tier="advanced", protected="before"),
                Defence(tier="advanced", protected="before"),
                Defence(tier="advanced"),
            ),
        ),
        assumed=LOGIC_ONLY,
    )


def _minutes_apart(step: int, capacity: int, ramp: int) -> bool:
    half, full = capacity // 2 // step + 1, capacity // step + 1
    return 1 < half < full - 1 and full + 2 < ramp


def minute(_params: ShieldParams, run: Run) -> Answer:
    """When."""
    return cast("int | None", outcome(run)["stopped_min"])


def minute_values(params: ShieldParams, run: Run) -> Mapping[str, Value]:
    """Growth, capacity, threshold."""
    attack, defence = params.attack, params.defence
    step = round(attack.gbps / attack.ramp_min)
    state = "advanced" if defence.protected != "no" else defence.tier + "-unprotected"
    capacity = round(params.entrance.capacity_gbps)
    threshold = capacity // 2 if state == "advanced" else capacity
    return {
        "attack": attack.kind,
        "step": step,
        "ramp": attack.ramp_min,
        "capacity": capacity,
        "half": capacity // 2,
        "threshold": threshold,
        "reached": step * int(outcome(run)["stopped_min"]),
        "state": f"state-{state}",
        "case": f"because-{'half' if state == 'advanced' else 'full'}",
    }


PROBLEMS: tuple[Problem[ShieldParams], ...] = (
    Problem(
        id="what-stops-it",
        situation=draw_control,
        answer=control,
        values=control_values,
        wrong=(
            "standard-stops-all",
            "standard-must-be-bought",
            "waf-stops-packets",
            "waf-on-anything",
            "rate-rule-counts-together",
            "subscription-covers-all",
            "scaling-withstands",
            "port-filter-stops",
            "inline-everywhere",
        ),
    ),
    Problem(
        id="mitigation-minute",
        situation=draw_minute,
        answer=minute,
        values=minute_values,
        wrong=(
            "advanced-at-full",
            "standard-at-half",
            "inline-everywhere",
            "waits-for-the-peak",
            "subscription-covers-all",
        ),
    ),
)
