"""Problems about the type and scheme to take."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick
from awsstudy.sims.elb.asking import asked, outcome
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

CASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("alb", ("http-paths",)),
    ("alb", ("redirects",)),
    ("alb", ("waf",)),
    ("alb", ("lambda",)),
    ("nlb", ("static-address",)),
    ("nlb", ("udp",)),
    ("nlb", ("privatelink",)),
    ("gwlb", ("appliances",)),
)


def draw_need(random: Random, _rules: RuleBook) -> ElbParams:
    """One need that a single type meets, and where the clients are."""
    kind, needs = pick(random, CASES)
    inside = kind != "gwlb" and (needs == ("privatelink",) or between(random, 0, 1))
    request = {"client": "vpc" if inside else "internet"}
    return asked(ask="type", needs=needs, request=request)


def type_and_scheme(_params: ElbParams, run: Run) -> Answer:
    """The type to take, with its scheme."""
    return str(outcome(run)["answer"])


def need_values(params: ElbParams, run: Run) -> Mapping[str, Value]:
    """What is needed, and by whom."""
    kind = str(outcome(run)["type"])
    clients: str = "none" if kind == "gwlb" else params.request.client
    if params.needs == ("privatelink",):
        clients = "consumers"
    return {
        "need": f"need-{params.needs[0]}",
        "clients": f"clients-{clients}",
        "kind": kind,
        "reason": f"reason-{params.needs[0]}",
        "scheme": "scheme-none" if kind == "gwlb" else f"scheme-{params.request.client}",
    }


PROBLEMS: tuple[Problem[ElbParams], ...] = (
    Problem(
        id="which-type",
        situation=draw_need,
        answer=type_and_scheme,
        values=need_values,
        wrong=(
            "alb-does-everything",
            "nlb-does-everything",
            "gwlb-for-clients",
            "clb-is-the-standard",
            "hidden-name-protects",
            "internal-can-be-opened",
        ),
    ),
)
