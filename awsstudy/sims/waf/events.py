"""What happens while a web ACL looks at requests."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestArrived(Event):
    """A request reached the web ACL."""

    request: str
    ip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePassed(Event):
    """A rule did not match."""

    request: str
    rule: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMatched(Event):
    """A rule matched; it ended the evaluation, or it went on."""

    request: str
    rule: str
    number: int
    action: str
    ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelAdded(Event):
    """A label was added for rules that come later."""

    request: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDecided(Event):
    """The request was let through or stopped."""

    request: str
    verdict: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPassed(Event):
    """A source's count went above the limit of a rate rule; from now on the rule acts."""

    rule: str
    source: str
    count: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitLeft(Event):
    """A source's count is no longer above the limit."""

    rule: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCounted(Event):
    """A source is done: what became of its requests."""

    source: str
    sent: int
    blocked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowJudged(Event):
    """The web ACL inspects a flow, or does not."""

    flow: str
    target: str
    verdict: str


ALL: tuple[type[Event], ...] = (
    RequestArrived,
    RulePassed,
    RuleMatched,
    LabelAdded,
    RequestDecided,
    LimitPassed,
    LimitLeft,
    SourceCounted,
    FlowJudged,
)
