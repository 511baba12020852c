"""What rules look for, and what the managed rule groups hold.

The groups' rules are a part of those that AWS lists (core, known bad inputs, admin, SQL database);
their order inside a group is the simulator's, for AWS does not publish it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from awsstudy.sims.waf.world import Group, Request, Rule

Labels = frozenset[str]
PREFIX = "awswaf:"
"""How a label with its context's prefix begins, such as that of a managed group."""
BODY_LIMIT = 8192
"""Bytes of a body above which the core rule set's SizeRestrictions_BODY matches."""


@lru_cache(maxsize=4096)
def _network(text: str) -> IPv4Network | IPv6Network:
    return ip_network(text, strict=False)


@lru_cache(maxsize=4096)
def _address(text: str) -> IPv4Address | IPv6Address:
    return ip_address(text)


@dataclass(frozen=True, slots=True)
class Inner:
    """A rule inside a managed group; each blocks and adds its label."""

    name: str
    label: str
    matches: Callable[[Request], bool]


def _has(sign: str) -> Callable[[Request], bool]:
    return lambda request: sign in request.signs


_CORE = "awswaf:managed:aws:core-rule-set"
GROUPS: Mapping[Group, tuple[Inner, ...]] = {
    "core": (
        Inner("NoUserAgent_HEADER", f"{_CORE}:NoUserAgent_Header", lambda one: not one.agent),
        Inner("UserAgent_BadBots_HEADER", f"{_CORE}:BadBots_Header", _has("bad-bot")),
        Inner(
            "SizeRestrictions_BODY",
            f"{_CORE}:SizeRestrictions_Body",
            lambda one: one.body > BODY_LIMIT,
        ),
        Inner("GenericLFI_URIPATH", f"{_CORE}:GenericLFI_URIPath", _has("lfi")),
        Inner("CrossSiteScripting_BODY", f"{_CORE}:CrossSiteScripting_Body", _has("xss")),
    ),
    "known-bad": (
        Inner(
            "Log4JRCE_HEADER",
            "awswaf:managed:aws:known-bad-inputs:Log4JRCE_Header",
            _has("log4j"),
        ),
    ),
    "admin": (
        Inner(
            "AdminProtection_URIPATH",
            "awswaf:managed:aws:admin-protection:AdminProtection_URIPath",
            lambda one: one.path.startswith("/admin"),
        ),
    ),
    "sql": (Inner("SQLi_BODY", "awswaf:managed:aws:sql-database:SQLi_Body", _has("sqli")),),
}


def _in_set(rule: Rule, request: Request, _labels: Labels) -> bool:
    address = _address(request.ip)
    return any(address in _network(block) for block in rule.values)


_STATEMENTS: Mapping[str, Callable[[Rule, Request, Labels], bool]] = {
    "ip": _in_set,
    "geo": lambda rule, request, _: request.country in rule.values,
    "string": lambda rule, request, _: any(text in request.path for text in rule.values),
    "size": lambda rule, request, _: request.body > rule.bytes,
    "sqli": lambda _, request, __: "sqli" in request.signs,
    "xss": lambda _, request, __: "xss" in request.signs,
    "label": lambda rule, _, labels: any(_labelled(text, labels) for text in rule.values),
}


def _labelled(text: str, labels: Labels) -> bool:
    """A label of another context matches by its whole name; an own one also by its ending."""
    if text.startswith(PREFIX):
        return text in labels
    own = [label for label in labels if not label.startswith(PREFIX)]
    return any(label == text or label.endswith(f":{text}") for label in own)


def states(rule: Rule, request: Request, labels: Labels) -> bool:
    """Whether a plain rule's statement matches."""
    return _STATEMENTS[rule.kind](rule, request, labels) != rule.inverted


def in_scope(rule: Rule, request: Request) -> bool:
    """Whether a rate rule counts a request: its path begins as the rule says, if it says."""
    return not rule.values or any(request.path.startswith(text) for text in rule.values)
