"""Internet, Site-to-Site VPN, Direct Connect: which way is taken, how fast, and which kind fits."""

from __future__ import annotations

from awsstudy.sims.hybrid import ask_kinds, ask_speed, ask_ways
from awsstudy.sims.hybrid.beliefs import WRONG_MODELS
from awsstudy.sims.hybrid.connectivity import HybridConnectivity
from awsstudy.sims.hybrid.repairs import edits
from awsstudy.sims.hybrid.world import HybridParams
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = HybridConnectivity

PROBLEMS: tuple[Problem[HybridParams], ...] = (
    *ask_ways.PROBLEMS,
    *ask_speed.PROBLEMS,
    *ask_kinds.PROBLEMS,
)
