"""A request on its way down the rules: lowest number first, until one ends it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awsstudy.sims.kernel import NearMiss
from awsstudy.sims.waf import rule_ids as ids
from awsstudy.sims.waf.statements import GROUPS, Inner, Labels, states
from awsstudy.sims.waf.world import Acl, Action, Request, Rule

PASS = "allow"  # noqa: S105 - a verdict


@dataclass(frozen=True, slots=True)
class Rung:
    """What one rule said to a request."""

    rule: Rule
    action: Action | None
    """Its action where it matched, else None."""
    ends: bool = False
    labels: tuple[str, ...] = ()
    """Labels that it added."""
    rules: tuple[str, ...] = ()
    near: NearMiss | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a request."""

    verdict: Action
    """``allow``, ``block``, or the challenge that was sent back."""
    rule: str
    """The rule that ended it; ``default`` where none did."""
    rungs: tuple[Rung, ...]

    @property
    def passes(self) -> bool:
        """Whether the protected resource gets the request."""
        return self.verdict in {"allow", "count"}


class Ladder(ABC):
    """How a web ACL decides; each wrong model believes otherwise of one of these."""

    @abstractmethod
    def limited(self, rule: Rule, request: Request) -> bool:
        """Whether a rate rule acts on a request."""

    def ordered(self, rules: Sequence[Rule]) -> Sequence[Rule]:
        """The order of evaluation."""
        return sorted(rules, key=lambda rule: rule.priority)

    def ends(self, action: Action, request: Request) -> bool:
        """Whether an action ends the evaluation."""
        if action in {"captcha", "challenge"}:
            return not request.token
        return action != "count"

    def visible(self, labels: Labels, _request: Request, _acl: Acl) -> Labels:
        """The labels that a rule can see: those of rules before it."""
        return labels

    def counted_labels(self, label: str) -> tuple[str, ...]:
        """The labels that a match adds that only counts."""
        return (label,) if label else ()

    def overrides(self) -> bool:
        """Whether a group's override is heeded."""
        return True

    def verdict(self, action: Action) -> Action:
        """What an action that ends the evaluation means for the request."""
        return action

    def decide(self, acl: Acl, request: Request) -> Decision:
        """Go down the rules."""
        labels: Labels = frozenset()
        rungs: list[Rung] = []
        for rule in self.ordered(acl.rules):
            rung = self.rung(rule, request, self.visible(labels, request, acl))
            rungs.append(rung)
            labels |= frozenset(rung.labels)
            if rung.ends and rung.action:
                return Decision(self.verdict(rung.action), rule.name, tuple(rungs))
        return Decision(acl.default, "default", tuple(rungs))

    def rung(self, rule: Rule, request: Request, labels: Labels) -> Rung:
        """One rule."""
        if rule.kind == "group":
            return self._group(rule, request)
        found: tuple[str, ...]
        if rule.kind == "rate":
            matched, found = self.limited(rule, request), (ids.OVER, ids.PER_KEY, ids.WINDOW)
        else:
            matched = states(rule, request, labels)
            found = (ids.LABELS,) if rule.kind == "label" else (ids.INSPECTS,)
        if not matched:
            return Rung(rule, None, rules=(ids.LOWEST_FIRST, *found), near=_near(rule, request))
        return self._matched(rule, request, found)

    def _matched(self, rule: Rule, request: Request, found: tuple[str, ...]) -> Rung:
        ends = self.ends(rule.action, request)
        labels = (rule.label,) if ends and rule.label else self.counted_labels(rule.label)
        rules = (ids.LOWEST_FIRST, *found, _action_rule(rule.action, ends=ends))
        return Rung(rule, rule.action, ends, labels, rules)

    def _group(self, rule: Rule, request: Request) -> Rung:
        """A group's rules in order; the first that ends it makes the group's result."""
        override = rule.override if self.overrides() else "none"
        labels: list[str] = []
        for inner in self._matching(rule, request):
            if override == "none":
                rules = (ids.LOWEST_FIRST, ids.GROUP, ids.TERMINATING)
                return Rung(rule, "block", ends=True, labels=(inner.label,), rules=rules)
            labels += self.counted_labels(inner.label)
            if override == "result-count":
                break
        if not labels and not any(self._matching(rule, request)):
            return Rung(rule, None, rules=(ids.LOWEST_FIRST, ids.GROUP))
        overridden = ids.RESULT_COUNT if override == "result-count" else ids.RULES_COUNT
        return Rung(
            rule,
            "count",
            ends=self.ends("count", request),
            labels=tuple(labels),
            rules=(ids.LOWEST_FIRST, ids.GROUP, overridden, ids.COUNT),
        )

    def _matching(self, rule: Rule, request: Request) -> Iterator[Inner]:
        return (inner for inner in GROUPS[rule.group] if inner.matches(request))


def _near(rule: Rule, request: Request) -> NearMiss | None:
    """What the request would have had to be, where a rule names it."""
    found = {"ip": request.ip, "geo": request.country, "string": request.path}.get(rule.kind)
    if found is None or rule.inverted:
        return None
    return NearMiss(rule.name, rule.kind, ", ".join(rule.values), found)


def _action_rule(action: Action, *, ends: bool) -> str:
    if action in {"captcha", "challenge"}:
        return ids.TOKEN_MISSING if ends else ids.TOKEN_PASSES
    return ids.COUNT if action == "count" else ids.TERMINATING
