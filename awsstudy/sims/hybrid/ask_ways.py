"""Problems about the way that traffic takes, with all links up and after some have failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from ipaddress import IPv4Network
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.hybrid.world import HybridParams, Kind, Link
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

SPEEDS = (500, 1000, 2000, 5000)
FASTEST = 10_000
_VPC = "10.0.0.0/16"


def path(_params: HybridParams, run: Run) -> Answer:
    """The link that is used; None where there is none, all where several share."""
    found = cast("Mapping[str, Any]", run.outcome)["path"]
    return (found[0] if len(found) == 1 else tuple(found)) if found else None


def _block(second: int, third: int, size: int) -> str:
    """A block that holds 172.second.third.9, of the size asked for."""
    whole = (172 << 24) + (second << 16) + (third << 8) + 9
    return str(IPv4Network((whole, size), strict=False))


@dataclass(frozen=True, slots=True)
class Shape:
    """Kinds of route with their prefix lengths; all of them hold the destination."""

    routes: tuple[tuple[Kind, int], ...]
    fastest: Kind | None = None
    """Whose line is the fastest; None leaves it to chance."""


WAYS: tuple[Shape, ...] = (
    Shape((("static", 0), ("dx", 16), ("vpn_bgp", 24), ("vpn_static", 16))),
    Shape((("static", 0), ("dx", 24), ("vpn_bgp", 24), ("vpn_static", 16))),
    Shape((("static", 0), ("dx", 16), ("vpn_static", 20), ("vpn_bgp", 20))),
    Shape((("static", 12), ("dx", 12), ("vpn_static", 24), ("vpn_bgp", 24))),
    Shape((("static", 12), ("dx", 16), ("vpn_static", 16), ("vpn_bgp", 16)), "vpn_bgp"),
    Shape((("static", 16), ("dx", 16), ("vpn_bgp", 24), ("vpn_static", 12))),
    Shape((("static", 16), ("dx", 16), ("vpn_bgp", 12), ("vpn_static", 16)), "vpn_static"),
    Shape((("static", 0), ("dx", 12), ("vpn_bgp", 20), ("vpn_static", 24))),
)
INSIDE = Shape((("dx", 20), ("vpn_bgp", 24), ("vpn_static", 20)), "vpn_static")
"""For a destination within the VPC: the local route is there as well."""
INSIDE_PART = 0.2
NAMES: Mapping[Kind, str] = {
    "local": "local", "static": "internet", "dx": "line", "vpn_bgp": "vpn-bgp",
    "vpn_static": "vpn-static",
}  # fmt: skip


def _links(random: Random, shape: Shape, blocks: Mapping[int, str]) -> list[Link]:
    return [
        Link(id=NAMES[kind], kind=kind, prefix=blocks[size], mbps=_speed(random, shape, kind))
        for kind, size in shape.routes
    ]


def _speed(random: Random, shape: Shape, kind: Kind) -> int:
    return FASTEST if kind == shape.fastest else pick(random, SPEEDS)


def draw_way(random: Random, _rules: RuleBook) -> HybridParams:
    """Four routes that all hold the destination."""
    inside = random.random() < INSIDE_PART
    second, third = between(random, 16, 31), between(random, 1, 254)
    if inside:
        blocks = {20: f"10.0.{third & 240}.0/20", 24: f"10.0.{third}.0/24"}
        links = _links(random, INSIDE, blocks)
        links.append(Link(id="local", kind="local", prefix=_VPC, mbps=5000, rtt_ms=1))
        destination = f"10.0.{third}.9"
    else:
        blocks = {size: _block(second, third, size) for size in (0, 12, 16, 20, 24)}
        links = _links(random, pick(random, WAYS), blocks)
        destination = f"172.{second}.{third}.9"
    return HybridParams(destination=destination, links=shuffled(random, links))


BACKUPS: tuple[Shape, ...] = (
    Shape((("dx", 24), ("vpn_static", 16), ("vpn_bgp", 16), ("static", 0))),
    Shape((("dx", 24), ("vpn_static", 12), ("vpn_bgp", 16), ("static", 0))),
    Shape((("dx", 16), ("vpn_static", 16), ("vpn_bgp", 16), ("static", 0))),
    Shape((("dx", 16), ("vpn_static", 12), ("vpn_bgp", 16), ("static", 12)), "vpn_static"),
    Shape((("dx", 20), ("vpn_static", 20), ("vpn_bgp", 16), ("static", 16)), "vpn_bgp"),
)


def draw_backup(random: Random, _rules: RuleBook) -> HybridParams:
    """The line is down; what remains differs in kind and prefix."""
    second, third = between(random, 16, 31), between(random, 1, 254)
    blocks = {size: _block(second, third, size) for size in (0, 12, 16, 20, 24)}
    links = [
        link.model_copy(update={"up": link.kind != "dx"})
        for link in _links(random, pick(random, BACKUPS), blocks)
    ]
    return HybridParams(destination=f"172.{second}.{third}.9", links=tuple(shuffled(random, links)))


def way_values(params: HybridParams, run: Run) -> Mapping[str, Value]:
    """The table's rows, and what decided."""
    rows: dict[str, Value] = {"destination": params.destination}
    for number, link in enumerate(params.links, start=1):
        rows |= {
            f"n{number}": link.id,
            f"p{number}": link.prefix,
            f"g{number}": Fraction(link.mbps, 1000),
        }
    chosen = path(params, run)
    link = next(link for link in params.links if link.id == chosen)
    rows["prefix"] = link.prefix
    rows["case"] = f"because-{_cause(params, link)}"
    return rows


def _cause(params: HybridParams, link: Link) -> str:
    if link.kind == "local":
        return "local"
    rivals = [one for one in params.links if one.up and one.prefix == link.prefix]
    if len(rivals) == 1:
        return "longest"
    return "static" if link.kind == "static" else "order"


PROBLEMS: tuple[Problem[HybridParams], ...] = (
    Problem(
        id="chosen-path",
        situation=draw_way,
        answer=path,
        values=way_values,
        wrong=(
            "direct-connect-always",
            "static-always-first",
            "learnt-first",
            "longest-always",
            "shortest-prefix",
            "first-row",
            "default-catches-all",
            "vpn-before-line",
            "bgp-before-static",
            "fastest-line",
        ),
    ),
    Problem(
        id="path-after-failure",
        situation=draw_backup,
        answer=path,
        values=way_values,
        wrong=(
            "only-lines-back-up",
            "failed-stays-chosen",
            "bgp-before-static",
            "static-always-first",
            "first-row",
            "shortest-prefix",
            "fastest-line",
        ),
    ),
)
