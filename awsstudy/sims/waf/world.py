"""A web ACL with its rules, requests that reach it, and sources that send many."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Literal

from pydantic import Field, field_validator, model_validator

from awsstudy.sims.kernel import Params

Ask = Literal["requests", "reach"]
Kind = Literal["ip", "geo", "string", "size", "sqli", "xss", "label", "rate", "group"]
Action = Literal["allow", "block", "count", "captcha", "challenge"]
Group = Literal["core", "known-bad", "admin", "sql"]
Override = Literal["none", "rules-count", "result-count"]
Sign = Literal["sqli", "xss", "lfi", "log4j", "bad-bot"]
Key = Literal["ip", "path", "all"]
Target = Literal["cloudfront", "alb", "api-gateway", "nlb", "ec2"]
Flow = Literal["sql-injection", "http-flood", "bad-bot", "syn-flood", "udp-flood"]
MOST_RULES = 20
MOST_SENT = 20_000
"""Requests of all sources together."""


class Rule(Params):
    """A rule of the web ACL, or a rule group in it."""

    name: str = Field("rule", min_length=1, max_length=24)
    priority: int = Field(0, ge=0, le=1000)
    """The lowest number is evaluated first; no two rules have the same."""
    kind: Kind = "ip"
    values: tuple[str, ...] = Field((), max_length=50)
    """Address ranges, countries, strings in the path, or labels that match."""
    bytes: int = Field(8192, ge=0, le=10_000_000, json_schema_extra={"unit": "B"})
    """A body larger than this matches a size rule."""
    inverted: bool = False
    """Whether the rule matches what its statement does not."""
    action: Action = "block"
    label: str = Field("", max_length=60)
    """Label that the rule adds to requests it matches."""
    group: Group = "core"
    """The managed rule group, where it is one."""
    override: Override = "none"
    """For a group: its rules' actions, or its result, turned to Count."""
    limit: int = Field(2000, ge=10, le=2_000_000_000)
    """For a rate rule: requests in the window above which it acts."""
    window_s: Literal[60, 120, 300, 600] = Field(300, json_schema_extra={"unit": "s"})
    key: Key = "ip"
    """For a rate rule: what requests are counted by."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Rule:
        if self.kind == "rate" and self.action == "allow":
            raise ValueError("a rate-based rule cannot allow")
        if self.kind == "ip":
            for block in self.values:
                ip_network(block, strict=False)
        return self


class Request(Params):
    """A web request as WAF sees it."""

    id: str = Field("request", min_length=1, max_length=24)
    at_s: int = Field(0, ge=0, le=3600, json_schema_extra={"unit": "s"})
    ip: str = "203.0.113.9"
    country: str = Field("KR", min_length=2, max_length=2)
    path: str = "/"
    agent: str = "Mozilla"
    """The User-Agent header; empty where there is none."""
    body: int = Field(0, ge=0, le=10_000_000, json_schema_extra={"unit": "B"})
    signs: tuple[Sign, ...] = ()
    """What an inspection would find in it."""
    token: bool = False
    """Whether it carries a valid token of a solved CAPTCHA or challenge."""

    @field_validator("ip")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        ip_network(value)
        return value


class Source(Params):
    """Somebody who sends a request every so often."""

    ip: str = "198.51.100.7"
    users: int = Field(1, ge=1, le=10_000)
    """People behind the address."""
    per_min: int = Field(60, ge=1, le=6000, json_schema_extra={"unit": "1/min"})
    from_s: int = Field(0, ge=0, le=3600, json_schema_extra={"unit": "s"})
    until_s: int = Field(60, ge=1, le=3600, json_schema_extra={"unit": "s"})
    path: str = "/"

    @field_validator("ip")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        ip_network(value)
        return value


class Acl(Params):
    """The web ACL."""

    default: Literal["allow", "block"] = "allow"
    rules: tuple[Rule, ...] = Field(
        (
            Rule(name="office", priority=0, kind="ip", values=("203.0.113.0/24",), action="allow"),
            Rule(name="core", priority=5, kind="group", group="core"),
            Rule(name="block-sqli", priority=10, kind="sqli"),
        ),
        max_length=MOST_RULES,
    )

    @field_validator("rules")
    @classmethod
    def _in_one_order(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        if len({rule.priority for rule in rules}) < len(rules):
            raise ValueError("two rules have the same priority")
        if len({rule.name for rule in rules}) < len(rules):
            raise ValueError("two rules have the same name")
        return rules


class WafParams(Params):
    """A web ACL and what it meets."""

    ask: Ask = "requests"
    acl: Acl = Acl()
    requests: tuple[Request, ...] = Field(
        (Request(id="visitor", ip="192.0.2.1", signs=("sqli",)),), max_length=40
    )
    sources: tuple[Source, ...] = Field((), max_length=12)
    check_s: int = Field(0, ge=0, le=30, json_schema_extra={"unit": "s"})
    """How often rates are looked at; 0 is at every request."""
    flows: tuple[tuple[Flow, Target], ...] = Field((), max_length=8)
    """What is sent at which resource, where it is asked what the ACL inspects."""

    @model_validator(mode="after")
    def _can_be_run(self) -> WafParams:
        sent = sum(one.per_min * max(0, one.until_s - one.from_s) / 60 for one in self.sources)
        if sent > MOST_SENT:
            raise ValueError(f"the sources send more than {MOST_SENT} requests")
        return self
