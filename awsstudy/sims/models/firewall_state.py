"""A firewall: stateful or stateless, IPv4 or IPv6, and rules removed under live connections."""

from __future__ import annotations

from awsstudy.sims.firewall import ask_state, ask_verdicts
from awsstudy.sims.firewall.beliefs import WRONG_MODELS
from awsstudy.sims.firewall.filtering import FirewallState
from awsstudy.sims.firewall.repairs import edits
from awsstudy.sims.firewall.world import FirewallParams
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = FirewallState

PROBLEMS: tuple[Problem[FirewallParams], ...] = (*ask_verdicts.PROBLEMS, *ask_state.PROBLEMS)
