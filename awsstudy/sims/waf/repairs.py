"""The single changes that could repair a web ACL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from awsstudy.sims.problems import Edit
from awsstudy.sims.waf.world import Rule, WafParams


def edits(params: WafParams) -> Iterator[Edit[WafParams]]:
    """A rule moved to the front or the end, another action, another override, another limit."""
    rules = params.acl.rules
    if params.ask != "requests" or not rules:
        return
    lowest, highest = (f(rule.priority for rule in rules) for f in (min, max))
    for rule in rules:
        if rule.priority > lowest:
            yield _moved_first(params, rule, lowest)
        if rule.priority < highest:
            yield _changed(params, rule, "move-last", {"priority": highest + 1})
        yield from _rule_edits(params, rule)


def _rule_edits(params: WafParams, rule: Rule) -> Iterator[Edit[WafParams]]:
    if rule.kind == "group":
        for override in ("none", "rules-count"):
            if override != rule.override:
                yield _changed(params, rule, f"override-{override}", {"override": override})
        return
    for action in ("block", "count", "allow"):
        if action != rule.action and not (rule.kind == "rate" and action == "allow"):
            yield _changed(params, rule, f"make-{action}", {"action": action})
    if rule.kind == "rate":
        yield _changed(params, rule, "raise-limit", {"limit": rule.limit * 10})
        if rule.key == "ip":
            yield _changed(params, rule, "count-by-path", {"key": "path"})


def _moved_first(params: WafParams, rule: Rule, lowest: int) -> Edit[WafParams]:
    """Before all others; where there is no lower number, they all move up by one."""
    if lowest:
        return _changed(params, rule, "move-first", {"priority": lowest - 1})
    rules = tuple(
        one.model_copy(update={"priority": 0 if one.name == rule.name else one.priority + 1})
        for one in params.acl.rules
    )
    return _with_rules(params, rules, "move-first", rule.name)


def _changed(
    params: WafParams, rule: Rule, edit: str, change: Mapping[str, Any]
) -> Edit[WafParams]:
    rules = tuple(
        one.model_copy(update=dict(change)) if one.name == rule.name else one
        for one in params.acl.rules
    )
    return _with_rules(params, rules, edit, rule.name)


def _with_rules(
    params: WafParams, rules: tuple[Rule, ...], edit: str, name: str
) -> Edit[WafParams]:
    acl = params.acl.model_copy(update={"rules": rules})
    return Edit(edit, params.model_copy(update={"acl": acl}), {"rule": name})
