"""How fast a link carries data: its line, its tunnels, and what each TCP flow can do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from awsstudy.sims.hybrid.world import VPN, Link, Transfer

MEGA = 1_000_000
MATHIS = Fraction(122, 100)
"""The constant of the macroscopic TCP model of Mathis and others."""
SEGMENT = {True: 1406, False: 1460}
"""Bytes of data in a packet, in a VPN tunnel and outside."""
_SCALE = 10**12


@dataclass(frozen=True, slots=True)
class Rate:
    """What a link carries, and everything that bounds it."""

    mbps: Fraction
    limit: str
    """What bounds it: ``line``, ``tunnels``, ``window`` or ``loss``."""
    bounds: tuple[tuple[str, Fraction], ...]


def window_mbps(transfer: Transfer, rtt_ms: int) -> Fraction:
    """What a flow's window lets it send: one window each round trip."""
    return Fraction(transfer.window_kib * 1024 * 8 * 1000, rtt_ms * MEGA)


def loss_mbps(link: Link) -> Fraction | None:
    """What loss leaves of a flow; None without loss."""
    if not link.loss_pct:
        return None
    # p = loss / 100; the root is taken in whole numbers so that it is the same everywhere.
    root = Fraction(isqrt(round(link.loss_pct * 10_000) * _SCALE), isqrt(1_000_000 * _SCALE))
    bits = SEGMENT[link.kind in VPN] * 8
    return MATHIS * bits * 1000 / (link.rtt_ms * MEGA * root)


def free_mbps(link: Link, busy_pct: int, part: Fraction) -> Fraction:
    """What is left of a line."""
    return link.mbps * Fraction(100 - busy_pct, 100) * part
