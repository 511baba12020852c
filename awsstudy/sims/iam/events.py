"""What happens while a request is decided."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReceived(Event):
    """A request arrived; its policies are found."""

    principal: str
    action: str
    resource: str
    policies: int
    accounts: str
    """``one-account`` or ``two-accounts``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTested(Event):
    """A statement was held against the request."""

    layer: str
    policy: str
    index: int
    sid: str
    effect: str
    matched: bool
    element: str
    """The first element that does not fit; empty where all do."""
    result: str
    """``applies`` and how it names the requester, or ``not-`` and the element."""
    naming: str = "none"
    """How a matching statement of a resource's policy names the requester."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DenySwept(Event):
    """All Deny statements were looked at first."""

    denials: int
    tested: int
    found: str
    """``deny-found`` or ``deny-not-found``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerJudged(Event):
    """A layer said what it had to say."""

    layer: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictReached(Event):
    """The request was decided."""

    verdict: str
    decided_by: str
    action: str
    """What was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalTried(Event):
    """A change was tried by itself."""

    proposal: str
    verdict: str


ALL: tuple[type[Event], ...] = (
    RequestReceived,
    StatementTested,
    DenySwept,
    LayerJudged,
    VerdictReached,
    ProposalTried,
)
