"""Problems about the next request: which target the algorithm picks, and what a cookie changes."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.elb.asking import LETTERS, asked, numbered, picked, places
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value

COUNT = 5
BALANCERS: Mapping[str, Mapping[str, Any]] = {
    "alb-default": {"kind": "alb"},
    "alb-least": {"kind": "alb", "algorithm": "least-outstanding"},
    "clb-tcp": {"kind": "clb", "listener": {"protocol": "TCP"}},
    "clb-https": {"kind": "clb", "listener": {"protocol": "HTTPS"}},
}


def _targets(random: Random, down: int, least: int, fastest: int) -> list[dict[str, Any]]:
    """Five targets: one unhealthy and idle, one with the fewest requests, one that is fastest."""
    return [
        {
            "id": LETTERS[place],
            "az": "ab"[place % 2],
            "healthy": place != down,
            "outstanding": 0 if place == down else between(random, 1, 3) + 4 * (place != least),
            "last_ms": between(random, 20, 40) + 60 * (place not in {fastest, down}),
        }
        for place in range(COUNT)
    ]


def draw_next(random: Random, _rules: RuleBook) -> ElbParams:
    """A target after the last one is unhealthy; the next in turn is neither idlest nor fastest."""
    last = between(random, 0, COUNT - 1)
    down, turn = (last + 1) % COUNT, (last + 2) % COUNT
    free = [place for place in range(COUNT) if place not in {down, turn}]
    least, fastest = fitting(
        lambda: (pick(random, free), pick(random, free)), lambda pair: pair[0] != pair[1]
    )
    balancer = pick(random, tuple(BALANCERS))
    return asked(
        ask="pick",
        **BALANCERS[balancer],
        targets=_targets(random, down, least, fastest),
        request={"cookie": LETTERS[last], "last_target": LETTERS[last]},
    )


def _balancer(params: ElbParams) -> str:
    if params.kind == "alb":
        return "alb-least" if params.algorithm == "least-outstanding" else "alb-default"
    return "clb-tcp" if params.listener.protocol == "TCP" else "clb-https"


def next_values(params: ElbParams, _run: Run) -> Mapping[str, Value]:
    """The load balancer, the targets, who was served last and who is unhealthy."""
    balancer = _balancer(params)
    down = next(target.id for target in params.targets if not target.healthy)
    in_turn = balancer in {"alb-default", "clb-tcp"}
    return {
        **numbered(params),
        "balancer": balancer,
        "last": params.request.last_target or "",
        "down": down,
        "case": "because-turn" if in_turn else "because-fewest",
    }


def draw_cookie(random: Random, _rules: RuleBook) -> ElbParams:
    """A cookie that holds, has expired, or names a target that is unhealthy."""
    order = places(random, COUNT)
    bound, last = order[0], order[1]
    kind = pick(random, ("held", "expired", "lost"))
    down = bound if kind == "lost" else -1
    turn = next(
        place
        for place in ((last + step) % COUNT for step in range(1, COUNT + 1))
        if place not in {down, bound}
    )
    last = _before(turn, down)
    free = [place for place in range(COUNT) if place not in {turn, bound, down}]
    least, fastest = free[0], free[1]
    duration = between(random, 10, 60, 5)
    pause = between(random, 2, 9) if kind != "expired" else duration + between(random, 5, 60, 5)
    return asked(
        ask="pick",
        targets=_targets(random, down, least, fastest),
        sticky={"on": True, "duration_s": 60 * duration},
        request={
            "cookie": LETTERS[bound],
            "last_target": LETTERS[last],
            "last_s": 60 * pause,
            "first_s": 60 * (pause + duration + between(random, 20, 60, 5)),
        },
    )


def _before(turn: int, down: int) -> int:
    """A last target after which it is this one's turn."""
    place = (turn - 1) % COUNT
    return place if place != down else (place - 1) % COUNT


def cookie_values(params: ElbParams, _run: Run) -> Mapping[str, Value]:
    """The targets, the cookie, and how long ago it was set and used."""
    request = params.request
    target = next(one for one in params.targets if one.id == request.cookie)
    expired = request.last_s > params.sticky.duration_s
    case = "expired" if expired else "held" if target.healthy else "lost"
    return {
        **numbered(params),
        "cookie": target.id,
        "last": request.last_target or "",
        "state": "state-healthy" if target.healthy else "state-unhealthy",
        "minutes": params.sticky.duration_s // 60,
        "pause": request.last_s // 60,
        "login": request.first_s // 60,
        "case": f"because-{case}",
    }


PROBLEMS: tuple[Problem[ElbParams], ...] = (
    Problem(
        id="next-target",
        situation=draw_next,
        answer=picked,
        values=next_values,
        wrong=(
            "least-busy-always",
            "turns-always",
            "fastest-answer",
            "unhealthy-keeps-share",
            "sticky-by-default",
        ),
    ),
    Problem(
        id="sticky-next",
        situation=draw_cookie,
        answer=picked,
        values=cookie_values,
        wrong=(
            "cookie-from-login",
            "cookie-never-expires",
            "cookie-outlives-target",
            "sticky-is-even",
            "fastest-answer",
        ),
    ),
)
