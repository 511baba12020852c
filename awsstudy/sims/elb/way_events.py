"""What is found when the way of a request is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class HopSecured(Event):
    """One hop of the way, and how it is protected."""

    hop: str
    protocol: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressSeen(Event):
    """Whose address the target sees as the source."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePassed(Event):
    """A listener rule did not match."""

    priority: int
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleApplied(Event):
    """A listener rule matched and was applied."""

    priority: int | str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequestEnded(Event):
    """An open request of a leaving target was finished or broken off."""

    request: int
    needs_s: float
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLacking(Event):
    """A type cannot do what is needed."""

    kind: str
    need: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFound(Event):
    """A type can do all that is needed."""

    kind: str
    scheme: str
