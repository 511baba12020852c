"""What learners believe of rate rules and of the reach of a web ACL instead."""

from __future__ import annotations

from awsstudy.sims.waf.service import ATTACKABLE, LAYER_SEVEN, WafWebAcl
from awsstudy.sims.waf.window import Window
from awsstudy.sims.waf.world import Flow, Rule, Target


class LimitPerMinute(WafWebAcl):
    """The limit is meant per minute."""

    def window_of(self, rule: Rule) -> Window:
        """A window of one minute."""
        return super().window_of(rule.model_copy(update={"window_s": 60}))


class LimitShared(WafWebAcl):
    """The limit is for all requests together."""

    def window_of(self, rule: Rule) -> Window:
        """Everybody under one key."""
        return super().window_of(rule.model_copy(update={"key": "all"}))


class OneAtATime(Window):
    """Counters of which only the first one over the limit has consequences."""

    def judge(self, key: str, count: int) -> bool | None:
        """Nothing while another key is over."""
        return super().judge(key, count) if key in self.over or not self.over else None


class OnlyTheBusiest(WafWebAcl):
    """A rate rule picks out the worst source."""

    def window_of(self, rule: Rule) -> Window:
        """One at a time."""
        return OneAtATime(rule, self.params.check_s)


class NeverForgets(WafWebAcl):
    """Requests are counted from the beginning on."""

    def window_of(self, rule: Rule) -> Window:
        """A window without an end."""
        return super().window_of(rule.model_copy(update={"window_s": 1_000_000}))


class StopsNetworkFloods(WafWebAcl):
    """WAF stops floods of packets."""

    def inspects(self, flow: Flow, target: Target) -> bool:
        """Any flow, at the right resource."""
        return target in ATTACKABLE


class AttachesAnywhere(WafWebAcl):
    """A web ACL can be put on any resource."""

    def inspects(self, flow: Flow, target: Target) -> bool:
        """Web requests anywhere."""
        return flow in LAYER_SEVEN


class SignaturesOnly(WafWebAcl):
    """WAF knows attacks by their content only."""

    def inspects(self, flow: Flow, target: Target) -> bool:
        """A flood of ordinary requests is not seen."""
        return flow != "http-flood" and super().inspects(flow, target)


class OnlyCloudFront(WafWebAcl):
    """WAF works at the edge only."""

    def inspects(self, flow: Flow, target: Target) -> bool:
        """Not in a Region."""
        return target == "cloudfront" and super().inspects(flow, target)
