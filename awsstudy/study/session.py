"""A session of study as it is kept: its steps as short lines, so that it can be gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from awsstudy.study.today import Entry, EntryKind, Plan

State = Literal["done", "skipped", "open"]


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a session."""

    kind: EntryKind
    target: str = ""
    """What it is about: a concept, a pair, a scenario, a misconception."""
    length: int = 0
    """How many questions."""
    units: tuple[str, ...] = ()
    """Of cards: the facts to ask for, in order."""

    def __str__(self) -> str:
        """As it is kept: ``<kind>|<target>|<length>|<unit> <unit> ...``."""
        return f"{self.kind}|{self.target}|{self.length}|{' '.join(self.units)}"

    @classmethod
    def parse(cls, line: str) -> Step:
        """A step as it was kept."""
        kind, target, length, units = line.split("|")
        return cls(kind, target, int(length), tuple(units.split()))  # type: ignore[arg-type]  # as written


def step_of(entry: Entry) -> Step:
    """The step that an entry of the plan becomes."""
    target = entry.target or " ".join(entry.concepts)
    return Step(entry.kind, target, entry.length, entry.cards.units)


def steps_of(plan: Plan) -> tuple[Step, ...]:
    """The steps of a session, in order."""
    return tuple(step_of(entry) for entry in plan.session)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session is."""

    steps: tuple[Step, ...]
    states: tuple[State, ...]
    minutes: int
    """How long it was to take."""
    spent: float
    """Seconds answered so far."""
    ended: bool = False

    @property
    def next(self) -> int | None:
        """The place of the first open step; None when there is none."""
        return self.states.index("open") if "open" in self.states else None

    @property
    def finished(self) -> bool:
        """Whether it was ended, or nothing of it is left."""
        return self.ended or self.next is None

    @property
    def overtime(self) -> bool:
        """Whether its minutes are over."""
        return self.spent >= 60 * self.minutes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a session came to."""

    cards: int
    recalled: int
    questions: int
    right: int
    new: int
    """Facts that were met for the first time."""
    gain: float | None
    """What it added to the share of the exam's score that is expected; None without an exam."""


def kept(steps: Sequence[Step]) -> tuple[str, ...]:
    """The steps as they are kept."""
    return tuple(map(str, steps))
