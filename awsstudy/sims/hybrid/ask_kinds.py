"""Problems about the kind of connection that fits what is needed."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick
from awsstudy.sims.hybrid.world import HybridParams, Needs
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

CASES: tuple[Mapping[str, Any], ...] = (
    {"encrypted": True, "steady": False, "soon": True, "gbps": 1},
    {"encrypted": False, "steady": True, "soon": False, "gbps": 1},
    {"encrypted": False, "steady": True, "soon": False, "gbps": 10},
    {"encrypted": False, "steady": True, "soon": False, "gbps": 100},
    {"encrypted": True, "steady": True, "soon": False, "gbps": 1},
    {"encrypted": True, "steady": True, "soon": False, "gbps": 10},
    {"encrypted": True, "steady": True, "soon": False, "gbps": 100},
)
"""Needs that one option meets with the fewest parts."""


def option(_params: HybridParams, run: Run) -> Answer:
    """The option that is taken."""
    found: Answer = cast("Mapping[str, Any]", run.outcome)["option"]
    return found


def draw_needs(random: Random, _rules: RuleBook) -> HybridParams:
    """One of the lists of needs."""
    return HybridParams(needs=Needs(on=True, **pick(random, CASES)))


def need_values(params: HybridParams, run: Run) -> Mapping[str, Value]:
    """The needs in words."""
    needs = params.needs
    return {
        "cipher": "must-encrypt" if needs.encrypted else "may-be-clear",
        "path": "must-be-steady" if needs.steady else "may-vary",
        "time": "this-week" if needs.soon else "in-some-months",
        "gbps": needs.gbps,
        "case": f"because-{option(params, run)}",
    }


PROBLEMS: tuple[Problem[HybridParams], ...] = (
    Problem(
        id="which-kind",
        situation=draw_needs,
        answer=option,
        values=need_values,
        wrong=(
            "line-is-encrypted",
            "vpn-is-steady",
            "internet-is-enough",
            "line-is-ready-at-once",
            "line-is-safe-at-once",
            "macsec-on-any-port",
            "one-tunnel-will-do",
            "encrypt-anyway",
        ),
    ),
)
