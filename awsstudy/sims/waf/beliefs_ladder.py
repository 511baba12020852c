"""What learners believe of the order of rules, Count and labels instead."""

from __future__ import annotations

from collections.abc import Sequence

from awsstudy.sims.waf.ladder import Decision
from awsstudy.sims.waf.service import WafWebAcl
from awsstudy.sims.waf.statements import GROUPS, Labels
from awsstudy.sims.waf.world import Acl, Action, Request, Rule


class HighestFirst(WafWebAcl):
    """High priority is a high number."""

    def ordered(self, rules: Sequence[Rule]) -> Sequence[Rule]:
        """From the highest number down."""
        return sorted(rules, key=lambda rule: -rule.priority)


class CountEnds(WafWebAcl):
    """A request that is counted is let through."""

    def ends(self, action: Action, request: Request) -> bool:
        """Count, too."""
        return action == "count" or super().ends(action, request)

    def verdict(self, action: Action) -> Action:
        """Counted is allowed."""
        return "allow" if action == "count" else action


class StrictestWins(WafWebAcl):
    """All rules are weighed, and a Block beats every Allow."""

    def decide(self, acl: Acl, request: Request) -> Decision:
        """The first Block of all that match, else the first that ends it."""
        rungs = [self.rung(rule, request, frozenset()) for rule in self.ordered(acl.rules)]
        matching = [rung for rung in rungs if rung.ends and rung.action]
        blocking = [rung for rung in matching if rung.action != "allow"]
        for rung in (*blocking, *matching):
            if rung.action:
                return Decision(rung.action, rung.rule.name, tuple(rungs))
        return Decision(acl.default, "default", tuple(rungs))


class DefaultDecides(WafWebAcl):
    """The default action has the last word."""

    def decide(self, acl: Acl, request: Request) -> Decision:
        """Whatever the rules said."""
        return Decision(acl.default, "default", super().decide(acl, request).rungs)


class TokenIgnored(WafWebAcl):
    """A CAPTCHA or challenge stops everyone."""

    def ends(self, action: Action, request: Request) -> bool:
        """Even with a token."""
        return action != "count"


class ChallengeNeverEnds(WafWebAcl):
    """A CAPTCHA or challenge only counts."""

    def ends(self, action: Action, request: Request) -> bool:
        """Even without a token."""
        return action in {"allow", "block"}


class OverrideIgnored(WafWebAcl):
    """A managed group blocks, whatever one sets."""

    def overrides(self) -> bool:
        """Never."""
        return False


class LabelsAnywhere(WafWebAcl):
    """A label can be matched by any rule of the web ACL."""

    def visible(self, labels: Labels, _request: Request, _acl: Acl) -> Labels:
        """Those of later rules, too."""
        groups = (rule.group for rule in _acl.rules if rule.kind == "group")
        later = (i.label for name in groups for i in GROUPS[name] if i.matches(_request))
        return labels | frozenset(later) | {rule.label for rule in _acl.rules if rule.label}


class CountedAddsNoLabel(WafWebAcl):
    """A match that only counts leaves no label."""

    def counted_labels(self, label: str) -> tuple[str, ...]:
        """None."""
        return ()
