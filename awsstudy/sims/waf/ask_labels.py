"""A problem about labels: a managed group that only counts, and a rule that looks for its label."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Problem, Value
from awsstudy.sims.waf.ask_ladder import ended
from awsstudy.sims.waf.world import (
    Acl,
    Override,
    Request,
    Rule,
    WafParams,
)

LABEL = "awswaf:managed:aws:core-rule-set:NoUserAgent_Header"


def draw_label(random: Random, _rules: RuleBook) -> WafParams:
    """The group before or after the rule that matches its label."""
    override: Override = pick(random, ("rules-count", "result-count"))
    late = random.random() < 0.6
    low, high = between(random, 1, 9), between(random, 10, 30)
    group = Rule(
        name="core",
        priority=low if late else high,
        kind="group",
        group="core",
        override=override,
    )
    label = Rule(
        name="label-match",
        priority=high if late else low,
        kind="label",
        values=(LABEL,),
        action="block",
    )
    return WafParams(acl=Acl(rules=(group, label)), requests=(Request(id="request", agent=""),))


def label_values(params: WafParams, _run: Run) -> Mapping[str, Value]:
    """The priorities and the kind of override."""
    group, label = params.acl.rules
    late = group.priority < label.priority
    return {
        "core": group.priority,
        "match": label.priority,
        "override": f"override-{group.override}",
        "case": "because-late" if late else "because-early",
    }


PROBLEMS: tuple[Problem[WafParams], ...] = (
    Problem(
        id="label",
        situation=draw_label,
        answer=ended,
        values=label_values,
        wrong=("override-ignored", "labels-anywhere", "counted-adds-no-label", "count-ends"),
    ),
)
