"""Problems about speed: how long a transfer takes, what one flow gets, what tunnels carry."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any, Literal, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.hybrid.world import HybridParams, Kind, Link, Transfer
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

FAST: dict[str, int] = {"flows": 256, "window_kib": 16_384}
"""Flows that no window holds back."""
LINES = (100, 200, 300, 400, 500, 1000, 2000, 5000, 10_000)
TERABYTES = (1, 2, 3, 4, 5, 8, 10, 20, 40, 50)


def apart(amounts: list[Fraction]) -> bool:
    """Whether no two amounts are within 5 % of each other."""
    return all(20 * abs(a - b) > max(a, b) for a, b in combinations(amounts, 2))


def hours(_params: HybridParams, run: Run) -> Answer:
    """How long the transfer takes, to a tenth of an hour."""
    return round(run.metrics["finish_h"], 1)


def draw_transfer(random: Random, _rules: RuleBook) -> HybridParams:
    """A line that others use as well."""

    def drawn() -> tuple[int, int, int]:
        return pick(random, LINES), between(random, 10, 80, 10), pick(random, TERABYTES)

    mbps, busy, tb = fitting(drawn, _transfer_parts)
    link = Link(id="line", mbps=mbps, rtt_ms=10)
    data = Transfer(gigabytes=1000 * tb, busy_pct=busy, **FAST)
    return HybridParams(links=(link,), transfer=data)


def _transfer_parts(drawn: tuple[int, int, int]) -> bool:
    mbps, busy, tb = drawn
    whole = Fraction(tb * 8_000_000, mbps * 3600)
    free = whole * 100 / (100 - busy)
    mine = whole * 100 / busy
    return apart([whole, free, free / 8, free * 10 / 8, mine]) and free > 8


def transfer_values(params: HybridParams, run: Run) -> Mapping[str, Value]:
    """The line, its use, the data."""
    link, transfer = params.links[0], params.transfer
    return {
        "mbps": link.mbps,
        "busy": transfer.busy_pct,
        "tb": transfer.gigabytes // 1000,
        "free": round(run.metrics["mbps"]),
    }


def flow_mbps(_params: HybridParams, run: Run) -> Answer:
    """What the flow gets."""
    return cast("Fraction", cast("Mapping[str, Any]", run.outcome)["mbps"])


def draw_flow(random: Random, _rules: RuleBook) -> HybridParams:
    """One flow with a small window over a long, fast line."""
    window = pick(random, (32, 64, 128, 256, 512))
    rtt = pick(random, (40, 50, 60, 80, 100, 120, 150, 200, 250))
    link = Link(id="line", mbps=pick(random, (500, 1000, 2000, 10_000)), rtt_ms=rtt)
    return HybridParams(links=(link,), transfer=Transfer(flows=1, window_kib=window))


def flow_values(params: HybridParams, _run: Run) -> Mapping[str, Value]:
    """The line, the round trip, the window."""
    link = params.links[0]
    return {"mbps": link.mbps, "rtt": link.rtt_ms, "window": params.transfer.window_kib}


def total_gbps(_params: HybridParams, run: Run) -> Answer:
    """What all tunnels carry together, in Gbps."""
    return flow_mbps(_params, run) / 1000  # type: ignore[operator]


def draw_tunnels(random: Random, _rules: RuleBook) -> HybridParams:
    """Some VPN connections on either gateway, with either kind of routing."""
    gateway: Literal["vgw", "tgw"] = pick(random, ("vgw", "tgw"))
    kind: Kind = (
        pick(random, ("vpn_bgp", "vpn_bgp", "vpn_static")) if gateway == "tgw" else "vpn_bgp"
    )
    count = between(random, 2, 8)
    link = Link(id="vpn", kind=kind, mbps=pick(random, (40_000, 100_000)), rtt_ms=10,
                connections=count)  # fmt: skip
    return HybridParams(gateway=gateway, links=(link,), transfer=Transfer(**FAST))


def tunnel_values(params: HybridParams, _run: Run) -> Mapping[str, Value]:
    """Gateway, routing and connections."""
    link = params.links[0]
    shared = params.gateway == "tgw" and link.kind == "vpn_bgp"
    cause = "because-ecmp" if shared else f"because-{params.gateway}"
    return {
        "gateway": params.gateway,
        "routing": f"routing-{link.kind}",
        "connections": link.connections,
        "tunnels": 2 * link.connections,
        "line": link.mbps // 1000,
        "case": cause,
    }


PROBLEMS: tuple[Problem[HybridParams], ...] = (
    Problem(
        id="transfer-time",
        situation=draw_transfer,
        answer=hours,
        values=transfer_values,
        wrong=("bits-are-bytes", "whole-line", "byte-has-ten-bits", "busy-part-is-mine"),
    ),
    Problem(
        id="one-flow",
        situation=draw_flow,
        answer=flow_mbps,
        values=flow_values,
        wrong=("line-rate-for-each", "one-way-delay", "handshake-each-window", "bits-are-bytes"),
    ),
    Problem(
        id="tunnel-bandwidth",
        situation=draw_tunnels,
        answer=total_gbps,
        values=tunnel_values,
        wrong=(
            "tunnels-add-up",
            "one-tunnel-each",
            "one-tunnel-ever",
            "pair-carries",
            "tunnel-is-the-line",
        ),
    ),
)
