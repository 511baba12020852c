"""What is known of a card: its memory, when it would come back, its curve and its history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.flashcards.forgetting import curve_of
from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.leeches import is_leech
from awsstudy.flashcards.scheduling import Rating
from awsstudy.store.records import Review, UnitState
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.widgets import drawing
from awsstudy.tui.widgets.curve import curve_lines
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.workspace import Workspace

HEIGHT = 6
"""Lines of the curve."""
LATEST = 100
"""So many answers of the history are shown."""


class CardInfoDialog(StudyDialog[None]):
    """One page over the screen that asked."""

    def __init__(self, workspace: Workspace, item: CardItem, *, revealed: bool) -> None:
        """Prepare the page.

        Args:
            workspace: whose card.
            item: the card.
            revealed: whether its back may be shown.
        """
        super().__init__(workspace)
        self._item = item
        self._revealed = revealed

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        with VerticalScroll(id="dialog"):
            yield Static(id="info", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """Everything, in the language now chosen."""
        lines = [*self._card(), *self._memory(), *self._curve(), *self._history()]
        self.query_one("#info", Static).update(Content("\n").join(lines))

    def _wrapped(self, text: str, style: str = "") -> Iterator[Content]:
        for line in drawing.wrap(text, TEXT_WIDTH):
            yield Content.styled(line, style)

    def _card(self) -> Iterator[Content]:
        yield from self._wrapped(self.of(self._item.front), "bold")
        if self._revealed:
            yield from self._wrapped(self.of(self._item.back), "$correct")
            note = self.workspace.notebook.note_on(self._item)
            if note:
                yield from self._wrapped(self.text("cards.noted", text=note), "$accent")
        yield Content("")

    def _memory(self) -> Iterator[Content]:
        memory, settings = self.workspace.memory, self.workspace.settings
        unit, moment = memory.unit(self._item.fact_id), memory.moment()
        yield from self._wrapped(", ".join(self._standing(unit, moment.day)))
        if unit.stability is not None and unit.difficulty is not None:
            figures = self.text(
                "cardinfo.memory",
                stability=f"{unit.stability:.1f}",
                difficulty=f"{unit.difficulty:.1f}",
                recall=f"{memory.recall(unit.unit_id, moment.day):.0%}",
                reps=unit.reps,
                lapses=unit.lapses,
            )
            yield from self._wrapped(figures)
        buttons = tuple(Rating) if settings.four_buttons else (Rating.AGAIN, Rating.GOOD)
        waits = memory.preview(unit.unit_id)
        shown = [
            f"{self.text(f'cards.rate{one.value}')} {self._wait(waits[one])}" for one in buttons
        ]
        yield from self._wrapped(f"{self.text('cardinfo.next')} {'   '.join(shown)}", "$muted")

    def _standing(self, unit: UnitState, day: date) -> Iterator[str]:
        yield self.text(f"phase.{unit.phase}")
        card = self.workspace.memory.card(self._item.id)
        if unit.due_day is not None:
            yield self.text("cardinfo.due", day=unit.due_day)
        for name, holds in (
            ("flagged", card.flagged),
            ("suspended", card.suspended),
            ("buried", card.buried_on == day),
            ("leech", is_leech(unit)),
        ):
            if holds:
                yield self.text(f"cardinfo.{name}")

    def _wait(self, wait: timedelta) -> str:
        if wait.days:
            return self.text("cards.days", n=wait.days)
        return self.text("cards.minutes", n=max(1, round(wait.total_seconds() / 60)))

    def _curve(self) -> Iterator[Content]:
        memory, settings = self.workspace.memory, self.workspace.settings
        unit, day = memory.unit(self._item.fact_id), memory.moment().day
        exam = settings.exam_date if settings.exam_date and settings.exam_date >= day else None
        curve = curve_of(memory.schedule, unit, day, exam)
        if curve is None:
            return
        yield Content("")
        title = self.text("cardinfo.curve", first=curve.first, last=curve.last)
        yield Content.styled(title, "bold $accent")
        days = {"T": day, "D": unit.due_day, "E": exam}
        marked = {letter: one for letter, one in days.items() if one is not None}
        plain = settings.glyphs == "ascii"
        yield from map(Content, curve_lines(curve, marked, TEXT_WIDTH, HEIGHT, plain=plain))
        for letter, one in marked.items():
            chance = memory.recall(unit.unit_id, one)
            words = self.text(f"cardinfo.day_{letter}", day=one, recall=f"{chance:.0%}")
            yield Content(f"      {letter} {words}")

    def _history(self) -> Iterator[Content]:
        reviews = self.workspace.memory.log.reviews(unit_id=self._item.fact_id)
        yield Content("")
        title = self.text("cardinfo.history", n=len(reviews))
        yield Content.styled(title, "bold $accent")
        if not reviews:
            return
        names = ("date", "asked", "rating", "interval", "seconds")
        rows = [[self.text(f"cardinfo.{name}") for name in names]]
        rows += [self._row(review) for review in reversed(reviews[-LATEST:])]
        for place, lines in enumerate(drawing.table(rows, TEXT_WIDTH)):
            yield from (Content.styled(line, "" if place else "$muted") for line in lines)

    def _row(self, review: Review) -> list[str]:
        interval = self.text("cards.days", n=review.interval) if review.interval else "-"
        return [
            str(review.study_day),
            self.text(f"cardinfo.by_{review.kind}"),
            self.text(f"cards.rate{review.rating}"),
            interval,
            f"{review.ms / 1000:.0f}" if review.ms else "-",
        ]
