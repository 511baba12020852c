"""A problem about the order of rules: what becomes of a request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value
from awsstudy.sims.waf.events import RuleMatched
from awsstudy.sims.waf.world import (
    Acl,
    Action,
    Kind,
    Request,
    Rule,
    WafParams,
)


def _outcome(run: Run) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", run.outcome)


# Which rule ends a request.

_KINDS: Mapping[str, tuple[Kind, tuple[str, ...]]] = {
    "office": ("ip", ("203.0.113.0/24",)),
    "korea": ("geo", ("KR",)),
    "login-path": ("string", ("/login",)),
    "big-body": ("size", ()),
    "sql-injection": ("sqli", ()),
    "scripting": ("xss", ()),
}
"""Rules by the name under which they are told."""


def _matching(names: Sequence[str], *, token: bool) -> Request:
    """A request that these rules match, and no other."""
    return Request(
        id="request",
        ip="203.0.113.9" if "office" in names else "198.51.100.1",
        country="KR" if "korea" in names else "US",
        path="/login" if "login-path" in names else "/shop",
        body=9000 if "big-body" in names else 10,
        signs=tuple(
            sign
            for name, sign in (("sql-injection", "sqli"), ("scripting", "xss"))
            if name in names
        ),
        token=token,
    )


def draw_action(random: Random, _rules: RuleBook) -> WafParams:
    """Five rules, three or four of which match with different actions."""
    both: tuple[Action, ...] = ("allow", "block")
    asking: tuple[Action, ...] = ("captcha", "challenge")
    shown: list[Action] = ["count", *shuffled(random, both)]
    token = random.random() < 0.5
    if random.random() < 0.5:
        shown.insert(between(random, 0, 1), pick(random, asking))
    names = shuffled(random, tuple(_KINDS))[:5]
    matched = names[: len(shown)]
    actions = [*shown, *(pick(random, both) for _ in names[len(shown) :])]
    pairs = _spread(random, list(zip(matched, shown, strict=True)), names, actions)
    step = pick(random, (1, 5, 10))
    rules = [_rule(name, place * step, action) for place, (name, action) in enumerate(pairs)]
    default = "allow" if random.random() < 0.5 else "block"
    acl = Acl(rules=shuffled(random, rules), default=default)
    return WafParams(acl=acl, requests=(_matching(matched, token=token),))


def _spread(
    random: Random,
    shown: list[tuple[str, Action]],
    names: Sequence[str],
    actions: Sequence[Action],
) -> list[tuple[str, Action]]:
    """The rules that match, in their order, with the others somewhere between them."""
    pairs = list(shown)
    for name, action in list(zip(names, actions, strict=True))[len(shown) :]:
        pairs.insert(between(random, 0, len(pairs) - 1), (name, action))
    return pairs


def _rule(name: str, priority: int, action: Action) -> Rule:
    kind, values = _KINDS[name]
    return Rule(name=name, priority=priority, kind=kind, values=values, action=action)


def ended(_params: WafParams, run: Run) -> Answer:
    """The verdict and the rule that gave it."""
    decided = _outcome(run)["requests"]["request"]
    return (f"{decided['verdict']}-verdict", str(decided["rule"]))


def action_values(params: WafParams, run: Run) -> Mapping[str, Value]:
    """The rules as they stand in the list, and which ones match."""
    request = params.requests[0]
    decided = _outcome(run)["requests"]["request"]
    before = [
        event.rule
        for event in run.events
        if isinstance(event, RuleMatched) and event.rule != decided["rule"]
    ]
    return {
        "rules": _listed(params.acl.rules),
        "default": _TOLD[params.acl.default],
        "matches": ", ".join(_all_matching(params)),
        "token": "with-token" if request.token else "without-token",
        "before": ", ".join(before) or "nothing-before",
        "last": str(decided["rule"]),
    }


def _all_matching(params: WafParams) -> list[str]:
    """Every rule that matches, in the order of the list."""
    request = params.requests[0]
    tests = {
        "office": request.ip.startswith("203.0.113."),
        "korea": request.country == "KR",
        "login-path": request.path == "/login",
        "big-body": request.body > 8192,
        "sql-injection": "sqli" in request.signs,
        "scripting": "xss" in request.signs,
    }
    return [rule.name for rule in params.acl.rules if tests[rule.name]]


_TOLD: Mapping[str, str] = {
    "allow": "Allow",
    "block": "Block",
    "count": "Count",
    "captcha": "CAPTCHA",
    "challenge": "Challenge",
}


def _listed(rules: Sequence[Rule]) -> str:
    return "; ".join(f"{rule.priority} {rule.name} {_TOLD[rule.action]}" for rule in rules)


PROBLEMS: tuple[Problem[WafParams], ...] = (
    Problem(
        id="action",
        situation=draw_action,
        answer=ended,
        values=action_values,
        wrong=(
            "highest-first",
            "count-ends",
            "strictest-wins",
            "default-decides",
            "token-ignored",
            "challenge-never-ends",
        ),
    ),
)
