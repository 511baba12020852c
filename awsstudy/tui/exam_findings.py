"""The words of an exam's report: each finding in a line, and what to do about it in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from awsstudy.catalog.models.reference import Exam
from awsstudy.core.i18n import Messages
from awsstudy.progress.exam import FEW, ExamReport
from awsstudy.progress.share import Share
from awsstudy.quiz.exam.sitting import Sitting
from awsstudy.store.records import ExamSitting
from awsstudy.tui.widgets.countdown import clock_text
from awsstudy.tui.widgets.drawing import pad

Kind = Literal["head", "strong", "plain", "advice", "aside"]

DROP = 0.15
"""A share that is worse than another by so much is worth a word."""
HURRIED = 0.5
"""Who uses a smaller share of the time and misses questions has hurried."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report, not yet wrapped."""

    kind: Kind
    text: str


class Findings:
    """Puts a report into words."""

    def __init__(
        self,
        words: Messages,
        exam: Exam,
        sitting: ExamSitting,
        state: Sitting,
        report: ExamReport,
        reading: str,
    ) -> None:
        """Prepare.

        Args:
            words: the language.
            exam: the blueprint.
            sitting: the exam as it was begun.
            state: the exam as it ended.
            report: its numbers.
            reading: the title of the concept to read first; empty for none.
        """
        self._words = words
        self._exam = exam
        self._sitting = sitting
        self._state = state
        self._report = report
        self._reading = reading

    def lines(self) -> Iterator[Line]:
        """The whole report."""
        yield from self._score()
        yield from self._conditions()
        yield from self._domains()
        yield from self._pacing()
        yield from self._changes()
        yield from self._flags()
        yield from self._late()
        yield from self._near_misses()
        yield from self._peeks()

    def _line(self, kind: Kind, message: str, **values: object) -> Line:
        return Line(kind, self._words(f"examreport.{message}", **values))

    def _head(self, message: str) -> Iterator[Line]:
        yield Line("plain", "")
        yield self._line("head", message)

    def _score(self) -> Iterator[Line]:
        scored, left = self._report.scored, len(self._state.to_review)
        yield self._line(
            "strong", "score", right=scored.hits, of=scored.of, interval=self._interval(scored)
        )
        if self._report.unscored.of:
            aside = self._report.unscored
            yield self._line("plain", "unscored", right=aside.hits, of=aside.of)
        yield from self._pass_mark()
        if left:
            yield self._line("advice", "to_review", n=left)
        else:
            yield self._line("advice", "reviewed" if self._state.misses else "no_misses")

    def _pass_mark(self) -> Iterator[Line]:
        mark, share = self._exam.pass_mark, self._report.scored.value or 0.0
        if self._exam.sources:
            yield self._line("aside", "no_scale", mark=mark)
        else:
            passed = share * 1000 >= mark
            yield self._line("plain", "passed" if passed else "failed", percent=mark / 10)

    def _conditions(self) -> Iterator[Line]:
        state, known = self._state, self._sitting.conditions
        notes = [
            self._words(f"examreport.condition_{name}")
            for name in ("short", "esl", "unscored")
            if name in known
        ]
        covers = (one.removeprefix("covers-") for one in known if one.startswith("covers-"))
        notes += [self._words("examreport.condition_covers", percent=one) for one in covers]
        if notes:
            yield Line("aside", self._words("examreport.conditions", notes=", ".join(notes)))
        if state.interruptions:
            away = clock_text(state.away_ms)
            yield self._line("plain", "interrupted", n=state.interruptions, away=away)
            yield self._line("advice", "interrupted_do")
        if state.timed_out:
            yield self._line("plain", "timed_out", n=len(self._report.blank))

    def _domains(self) -> Iterator[Line]:
        yield from self._head("domains")
        titles = {one.id: self._words.of(one.title) for one in self._exam.domains}
        for score in self._report.domains:
            title = pad(titles[score.domain], 40)
            yield Line("plain", f"{title} {self._of(score.share)}".rstrip())
        costliest = self._report.costliest
        if costliest is not None and self._reading:
            domain = titles[costliest.domain]
            yield self._line("advice", "domains_do", domain=domain, concept=self._reading)
        else:
            yield self._line("advice", "domains_all")

    def _pacing(self) -> Iterator[Line]:
        pacing = self._report.pacing
        yield from self._head("pacing")
        yield self._line(
            "plain",
            "pace",
            used=clock_text(pacing.used_ms),
            limit=clock_text(pacing.limit_ms),
            target=clock_text(pacing.target_ms),
        )
        slowest = ", ".join(
            self._words(
                "examreport.slow_right" if slow.right else "examreport.slow_wrong",
                n=slow.place + 1,
                time=clock_text(slow.ms),
            )
            for slow in pacing.slowest
        )
        yield self._line("plain", "slowest", list=slowest or "-")
        if pacing.unreached:
            yield self._line("plain", "unreached", n=pacing.unreached)
            early = not self._state.timed_out
            yield self._line("advice", "unreached_early" if early else "unreached_do")
        elif any(not slow.right and slow.ms > 2 * pacing.target_ms for slow in pacing.slowest):
            yield self._line("advice", "slow_do", target=clock_text(2 * pacing.target_ms))
        elif self._state.misses and pacing.used_ms < HURRIED * pacing.limit_ms:
            yield self._line("advice", "pace_hurried")
        else:
            yield self._line("advice", "pace_good")
        if self._report.blank and not pacing.unreached:
            yield self._line("advice", "blank_do", n=len(self._report.blank))

    def _changes(self) -> Iterator[Line]:
        changes = self._report.changes
        yield from self._head("changes")
        yield self._line(
            "plain",
            "changed",
            to_right=changes.to_right,
            to_wrong=changes.to_wrong,
            between=changes.wrong_to_wrong,
        )
        if not changes.total:
            advice = "changes_none"
        elif changes.total < FEW:
            advice = "changes_few"
        elif changes.to_right > changes.to_wrong:
            advice = "changes_help"
        elif changes.to_right < changes.to_wrong:
            advice = "changes_hurt"
        else:
            advice = "changes_even"
        yield self._line("advice", advice)

    def _flags(self) -> Iterator[Line]:
        flagged, rest = self._report.flagged, self._report.unflagged
        yield from self._head("flags")
        yield self._line("plain", "flagged", flagged=self._of(flagged), rest=self._of(rest))
        if not flagged.of:
            advice = "flags_none"
        elif min(flagged.of, rest.of) < FEW:
            advice = "flags_few"
        elif (rest.value or 0.0) - (flagged.value or 0.0) > DROP:
            advice = "flags_good"
        else:
            advice = "flags_idle"
        yield self._line("advice", advice)

    def _late(self) -> Iterator[Line]:
        early, late = self._report.early, self._report.late
        yield from self._head("late")
        yield self._line("plain", "thirds", early=self._of(early), late=self._of(late))
        if late.of < FEW:
            advice = "late_few"
        elif (early.value or 0.0) - (late.value or 0.0) > DROP:
            advice = "late_drop"
        else:
            advice = "late_good"
        yield self._line("advice", advice)

    def _near_misses(self) -> Iterator[Line]:
        if not self._report.multiple:
            return
        near = self._report.near_misses
        yield from self._head("multiple")
        yield self._line("plain", "near", n=len(near), of=self._report.multiple)
        if near:
            places = ", ".join(str(place + 1) for place in near)
            yield self._line("advice", "near_do", list=places)
        else:
            yield self._line("advice", "near_none")

    def _peeks(self) -> Iterator[Line]:
        peeked = self._report.peeked
        if not peeked:
            return
        yield from self._head("peeks")
        wrong = sum(not self._state.entries[place].correct for place in peeked)
        yield self._line("plain", "peeked", n=len(peeked), wrong=wrong)
        places = ", ".join(str(place + 1) for place in peeked)
        yield self._line("advice", "peeked_do", list=places)

    def _of(self, share: Share) -> str:
        if not share.of:
            return "-"
        return f"{share.hits}/{share.of}  {self._interval(share)}".rstrip()

    def _interval(self, share: Share) -> str:
        if share.value is None or share.interval is None:
            return ""
        low, high = share.interval
        return f"{share.value:.0%} ({low:.0%}-{high:.0%})"
