"""Which link a packet takes: rounds in which routes drop out until the best are left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from awsstudy.sims.hybrid import rule_ids as ids
from awsstudy.sims.hybrid.world import LEARNT, Kind, Link, covers, length

Links = tuple[Link, ...]
Gateway = Literal["vgw", "tgw"]

VGW_RANKS: Mapping[Kind, int] = {
    "local": 0, "static": 1, "dx": 2, "vpn_static": 3, "vpn_bgp": 4
}  # fmt: skip
"""A virtual private gateway's order for routes of one prefix: Direct Connect before VPN."""
TGW_RANKS: Mapping[Kind, int] = {
    "local": 0, "static": 1, "vpn_static": 1, "dx": 2, "vpn_bgp": 3
}  # fmt: skip
"""A transit gateway's order: a VPN's static route is a static route and comes first."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A route that went out, and by what."""

    link: Link
    reason: str
    rule: str
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class Decision:
    """How the routes were sifted."""

    chosen: Links
    losses: tuple[Loss, ...]
    rules: tuple[str, ...]
    """Why the chosen ones are used."""


@dataclass(frozen=True, slots=True)
class Round:
    """One comparison: the best figure stays."""

    reason: str
    rule: str
    figure: Callable[[Link], int]
    """What is compared; the smallest wins."""
    shown: Callable[[Link], str]


def best(links: Links, figure: Callable[[Link], int]) -> Links:
    """The links with the smallest figure."""
    low = min(map(figure, links))
    return tuple(link for link in links if figure(link) == low)


def sift(links: Links, rounds: tuple[Round, ...]) -> tuple[Links, list[Loss]]:
    """Play the rounds: who is left, and who went out why."""
    losses: list[Loss] = []
    for each in rounds:
        if len(links) < 2:
            break
        left = best(links, each.figure)
        wanted = each.shown(left[0])
        losses += [
            Loss(link, each.reason, each.rule, wanted, each.shown(link))
            for link in links
            if link not in left
        ]
        links = left
    return links, losses


def unfit(links: Links, destination: str) -> tuple[Links, list[Loss]]:
    """Routes that hold the address, and those that do not or are withdrawn."""
    left: list[Link] = []
    losses: list[Loss] = []
    for link in links:
        if not covers(link.prefix, destination):
            losses.append(Loss(link, "no-match", ids.COVERS, destination, link.prefix))
        elif not link.up and link.kind in LEARNT:
            losses.append(Loss(link, "withdrawn", ids.HEALTH, "up", "down"))
        else:
            left.append(link)
    return tuple(left), losses


def local_figure(link: Link) -> int:
    """0 for what the VPC itself holds, 1 for what a gateway has learnt; by hand is compared on."""
    return 1 if link.kind in LEARNT else 0


def prefix_figure(link: Link) -> int:
    """The longest prefix is the smallest figure."""
    return -length(link.prefix)


def prefix_shown(link: Link) -> str:
    """The prefix length as it is written."""
    return f"/{length(link.prefix)}"
