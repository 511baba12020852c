"""Requests a second over time."""

from __future__ import annotations

from math import cos, pi

from awsstudy.sims.autoscaling.params import Load

RISE_S = 60
"""How long a flash crowd takes to arrive, and to leave."""


def demand(load: Load, at: float) -> float:
    """The load at a moment."""
    if load.shape == "step":
        return load.peak if at >= load.at_s else load.base
    if load.shape == "flash":
        return load.base + (load.peak - load.base) * _crowd(at - load.at_s, load.length_s)
    if load.shape == "ramp":
        return load.base + (load.peak - load.base) * _between((at - load.at_s) / load.length_s)
    if load.shape == "sine":
        return load.base + (load.peak - load.base) * (1 - cos(2 * pi * at / load.length_s)) / 2
    return load.base


def _crowd(since: float, length: float) -> float:
    """The part of the crowd that is there, so long after the first one came."""
    return min(_between(since / RISE_S), _between((length + RISE_S - since) / RISE_S))


def _between(part: float) -> float:
    return min(1.0, max(0.0, part))


def reported(load: Load, period: int) -> float | None:
    """With the shape ``metric``: its value in a period, counted from 0; the last one lasts."""
    if not load.values:
        return None
    return load.values[min(period, len(load.values) - 1)]
