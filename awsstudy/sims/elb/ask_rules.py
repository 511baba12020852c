"""Problems about listener rules."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick, shuffled
from awsstudy.sims.elb.asking import asked, outcome
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

HOSTS = ("shop.example", "www.example", "m.example")
PATHS = (
    ("/api/orders/17", "/api/*", "/api/orders/*"),
    ("/img/cats/4.png", "/img/*", "/img/cats/*"),
    ("/docs/en/faq", "/docs/*", "/docs/en/*"),
)
PASSED_OVER = "/admin/*"


def draw_rules(random: Random, _rules: RuleBook) -> ElbParams:
    """A broad and a narrow path and a host match; a fourth rule comes first and does not."""
    host, (path, broad, narrow) = pick(random, HOSTS), pick(random, PATHS)
    conditions: list[dict[str, Any]] = [
        {"path": broad, "group": "blue"},
        {"path": narrow, "group": "green"},
        {"host": host, "group": "red"},
    ]
    first = pick(random, (0, 0, 2, 1))
    rest = [one for place, one in enumerate(conditions) if place != first]
    ordered = [conditions[first], *shuffled(random, rest)]
    numbers = sorted(shuffled(random, range(10, 100, 5))[: len(ordered) + 1])
    rules = [{"priority": numbers[0], "path": PASSED_OVER, "group": "admin"}]
    rules += [{**one, "priority": number} for one, number in zip(ordered, numbers[1:], strict=True)]
    listener = {"rules": shuffled(random, rules), "default_group": "grey"}
    return asked(ask="rules", listener=listener, request={"host": host, "path": path})


def group(_params: ElbParams, run: Run) -> Answer:
    """The target group, or groups, that get the request."""
    found = outcome(run)["group"]
    return tuple(found) if isinstance(found, tuple | list) else str(found)


def rule_values(params: ElbParams, run: Run) -> Mapping[str, Value]:
    """The rules as they are listed, and the request."""
    values: dict[str, Value] = {
        "host": params.request.host,
        "path": params.request.path,
        "first": int(outcome(run)["rule"]),
        "url": f"{params.request.host}{params.request.path}",
    }
    for number, rule in enumerate(params.listener.rules, 1):
        values |= {
            f"n{number}": rule.priority,
            f"if{number}": rule.host or rule.path,
            f"to{number}": rule.group,
        }
    return values


PROBLEMS: tuple[Problem[ElbParams], ...] = (
    Problem(
        id="listener-rule",
        situation=draw_rules,
        answer=group,
        values=rule_values,
        wrong=("most-specific-rule", "default-rule-first", "rules-combined", "highest-number"),
    ),
)
