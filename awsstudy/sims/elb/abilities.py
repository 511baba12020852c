"""What each type of load balancer can do, and how it treats an encrypted connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from awsstudy.sims.elb import rule_ids as ids

ABILITIES: Mapping[str, frozenset[str]] = {
    "alb": frozenset({"http-paths", "redirects", "waf", "lambda"}),
    "nlb": frozenset({"static-address", "udp", "tls-untouched", "privatelink"}),
    "gwlb": frozenset({"appliances"}),
    "clb": frozenset({"tls-untouched"}),
}
"""What a need is met by. The order is that of a recommendation: a CLB comes last."""

LISTENERS: Mapping[str, tuple[str, ...]] = {
    "alb": ("HTTPS", "HTTP"),
    "nlb": ("TCP", "TLS", "UDP"),
    "clb": ("HTTPS", "HTTP", "TCP", "TLS"),
    "generic": ("HTTPS", "HTTP", "TCP", "TLS", "UDP"),
}
"""Protocols of a listener; the first holds where another one was asked for. A GWLB has none."""

TARGET_PROTOCOLS: Mapping[str, tuple[str, ...]] = {
    "HTTP": ("HTTP", "HTTPS"),
    "HTTPS": ("HTTP", "HTTPS"),
    "TCP": ("TCP",),
    "TLS": ("TCP", "TLS"),
    "UDP": ("UDP",),
}
"""How a listener's requests can go on to the targets."""

ENCRYPTED = frozenset({"HTTPS", "TLS"})


@dataclass(frozen=True, slots=True)
class Hops:
    """How a request travels: to the load balancer, and on to the target."""

    front: str
    """``encrypted``, ``plain`` or ``untouched``."""
    back: str
    rule: str
    """The rule by which the load balancer decrypts, or passes on."""
    certificates: str
    """Who needs one: ``load-balancer``, ``targets``, ``both`` or ``nobody``."""

    @property
    def verdict(self) -> str:
        """The two hops in a word."""
        if self.front == "untouched":
            return "passed-through"
        if self.front == "plain":
            return "only-behind" if self.back == "encrypted" else "never-encrypted"
        return "both-hops" if self.back == "encrypted" else "only-in-front"


def hops(listener: str, target: str) -> Hops:
    """How the two hops are protected.

    Args:
        listener: the listener's protocol; a TCP listener carries what clients and targets agree on,
            here TLS on port 443.
        target: the protocol to the targets.
    """
    if listener in {"TCP", "UDP"}:
        return Hops("untouched", "untouched", ids.PASSED, "targets")
    again = target in ENCRYPTED
    back = "encrypted" if again else "plain"
    if listener not in ENCRYPTED:
        return Hops("plain", back, ids.PLAIN, "targets" if again else "nobody")
    rule = ids.NLB_TLS if listener == "TLS" else ids.ALB_TERMINATES
    return Hops("encrypted", back, rule, "both" if again else "load-balancer")


def source_seen(kind: str, listener: str, target_type: str) -> tuple[str, str]:
    """Whose address a target sees as the source, and the rule for it."""
    if kind in {"alb", "clb", "generic"}:
        return "load-balancer", ids.PROXIED
    if target_type == "ip" and listener in {"TCP", "TLS"}:
        return "load-balancer", ids.NOT_PRESERVED
    return "client", ids.PRESERVED
