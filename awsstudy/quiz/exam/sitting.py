"""A mock exam from its first question to its last review: a pure fold of its events.

running <-> paused, running -> submitted (by the learner or by the clock), then misses are reviewed
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from awsstudy.core.i18n import LANGUAGES, Language
from awsstudy.quiz.form import FREE, Response
from awsstudy.quiz.item import Item
from awsstudy.quiz.session import Given, Session
from awsstudy.store.records import ExamEvent, ExamEventKind

Stage = Literal["running", "paused", "submitted"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done with one question."""

    item: Item
    language: Language
    """The language it was last answered in."""
    response: Response = ()
    """What is chosen now; empty for blank."""
    first: Response = ()
    """The first complete response; empty for none."""
    flagged: bool = False
    ever_flagged: bool = False
    spent_ms: int = 0
    peeks: int = 0
    """How often the other language was asked for."""
    reviewed: bool = False
    marked: bool | None = None
    """How it was marked when it was submitted, whatever its key is by now; None before."""

    @property
    def complete(self) -> bool:
        """Whether it is answered wholly."""
        return bool(self.response) and self.item.form.complete(self.response)

    @property
    def correct(self) -> bool:
        """Whether the response is the key, wholly; a blank never is."""
        if self.marked is not None:
            return self.marked
        return bool(self.response) and self.item.form.right(self.response)

    @property
    def selected(self) -> Response:
        """The response with its empty slots."""
        return self.response or self.item.form.blank

    def answered(self, response: Response, language: Language) -> Entry:
        """With another response; one in which nothing is chosen is a blank."""
        chosen = response if any(place != FREE for place in response) else ()
        changed = replace(self, response=chosen, language=language)
        return replace(changed, first=chosen) if changed.complete and not self.first else changed

    def misconceptions(self) -> tuple[str, ...]:
        """The misconceptions behind what was chosen wrongly; what was left out shows none."""
        shows = self.complete or self.item.kind == "choice"
        return self.item.misconceptions(self.response) if shows and not self.correct else ()


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where a mock exam stands."""

    id: str
    entries: tuple[Entry, ...]
    seed: int
    limit_ms: int
    language: Language
    """The language now shown."""
    began: datetime
    place: int = 0
    """The number of the question on screen, from 0."""
    stage: Stage = "running"
    timed_out: bool = False
    elapsed_ms: int = 0
    """How far the clock was at the last event."""
    last_at: datetime | None = None
    """When the last event was; None before any."""
    interruptions: int = 0
    """How often it was paused or left: an exam room allows neither."""
    away_ms: int = 0
    """For how long in all."""

    @property
    def entry(self) -> Entry:
        """The question on screen."""
        return self.entries[self.place]

    @property
    def misses(self) -> tuple[int, ...]:
        """The places of the questions that are not right."""
        return tuple(place for place, one in enumerate(self.entries) if not one.correct)

    @property
    def to_review(self) -> tuple[int, ...]:
        """The misses that were not gone through yet; all of them before it is submitted."""
        return tuple(place for place in self.misses if not self.entries[place].reviewed)

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.stage == "submitted" and not self.to_review

    def where(self, what: Callable[[Entry], bool]) -> tuple[int, ...]:
        """The places of the questions of which something is true."""
        return tuple(place for place, one in enumerate(self.entries) if what(one))

    def view(self, place: int) -> Session:
        """One question as a quiz shows it: open while the exam runs, judged afterwards."""
        entry = self.entries[place]
        asked = Session(self.id, (), (entry.item,), self.seed, ask_confidence=False)
        if self.stage == "submitted":
            given = Given(entry.item, entry.response)
            return replace(asked, answers=(given,), stage="feedback")
        return replace(asked, response=entry.response)

    def after(self, event: ExamEvent) -> Sitting:
        """Where it stands after an event; one that is not allowed here changes nothing."""
        inside = 0 <= event.place < len(self.entries)
        if event.kind not in _ALLOWED[self.stage] or not inside:
            return self
        moved = self if self.stage == "submitted" else self._timed(event)
        return _STEPS[event.kind](moved, event)

    def _timed(self, event: ExamEvent) -> Sitting:
        """The clock moved to an event; the time since the last one went to the question shown."""
        spent = max(0, min(event.elapsed_ms, self.limit_ms) - self.elapsed_ms)
        away = self._away_ms(event.at, spent) if event.kind == "resume" else 0
        return replace(
            self.changed(self.place, spent_ms=self.entry.spent_ms + spent),
            elapsed_ms=self.elapsed_ms + spent,
            last_at=event.at,
            away_ms=self.away_ms + away,
        )

    def _away_ms(self, moment: datetime, spent: int) -> int:
        """How long it was left until a moment: what the wall's clock says beyond the exam's."""
        since = self.last_at or self.began
        return max(0, (moment - since) // timedelta(milliseconds=1) - spent)

    def with_marks(self, right: Mapping[str, bool]) -> Sitting:
        """With every question as it was marked, by its id."""
        entries = (replace(one, marked=right.get(one.item.id)) for one in self.entries)
        return replace(self, entries=tuple(entries))

    def changed(self, place: int, **changes: object) -> Sitting:
        """With something changed of one question."""
        return self.put(place, replace(self.entries[place], **changes))  # type: ignore[arg-type]  # fields of an entry

    def put(self, place: int, entry: Entry) -> Sitting:
        """With another entry for one question."""
        return replace(self, entries=(*self.entries[:place], entry, *self.entries[place + 1 :]))


def fold(sitting: Sitting, events: Iterable[ExamEvent]) -> Sitting:
    """Where an exam stands after everything that was done in it."""
    for event in events:
        sitting = sitting.after(event)
    return sitting


_ALLOWED: Mapping[Stage, frozenset[str]] = {
    "running": frozenset(get_args(ExamEventKind)) - {"reviewed"},
    "paused": frozenset({"resume", "submit", "timeout"}),
    "submitted": frozenset({"reviewed"}),
}


def _visit(sitting: Sitting, event: ExamEvent) -> Sitting:
    return replace(sitting, place=event.place)


def _answer(sitting: Sitting, event: ExamEvent) -> Sitting:
    entry = sitting.entries[event.place].answered(event.response, sitting.language)
    return sitting.put(event.place, entry)


def _flag(sitting: Sitting, event: ExamEvent) -> Sitting:
    return sitting.changed(event.place, flagged=True, ever_flagged=True)


def _unflag(sitting: Sitting, event: ExamEvent) -> Sitting:
    return sitting.changed(event.place, flagged=False)


def _language(sitting: Sitting, event: ExamEvent) -> Sitting:
    peeks = sitting.entries[event.place].peeks + 1
    return replace(sitting.changed(event.place, peeks=peeks), language=_shown(sitting, event))


def _pause(sitting: Sitting, _: ExamEvent) -> Sitting:
    return replace(sitting, stage="paused")


def _resume(sitting: Sitting, event: ExamEvent) -> Sitting:
    """Come back, from a pause or after the app was gone: no exam room allows either."""
    return replace(
        sitting,
        stage="running",
        language=_shown(sitting, event),
        interruptions=sitting.interruptions + 1,
    )


def _shown(sitting: Sitting, event: ExamEvent) -> Language:
    number = event.response[0] if event.response else -1
    return LANGUAGES[number] if 0 <= number < len(LANGUAGES) else sitting.language


def _submit(sitting: Sitting, event: ExamEvent) -> Sitting:
    return replace(sitting, stage="submitted", timed_out=event.kind == "timeout")


def _reviewed(sitting: Sitting, event: ExamEvent) -> Sitting:
    return sitting.changed(event.place, reviewed=True)


_STEPS: Mapping[ExamEventKind, Callable[[Sitting, ExamEvent], Sitting]] = {
    "visit": _visit,
    "answer": _answer,
    "flag": _flag,
    "unflag": _unflag,
    "language": _language,
    "pause": _pause,
    "resume": _resume,
    "submit": _submit,
    "timeout": _submit,
    "reviewed": _reviewed,
}
