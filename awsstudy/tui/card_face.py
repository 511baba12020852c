"""What a card shows: its front, its back with note and marked answer, and why it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from awsstudy.flashcards.items import CardItem
from awsstudy.flashcards.leeches import is_leech
from awsstudy.flashcards.spelling import Sign, compare, is_close, nearest
from awsstudy.flashcards.typed import is_right
from awsstudy.tui.widgets.drawing import packed, pad, wrap
from awsstudy.workspace.workspace import Workspace

SIGNS = {"same": " ", "changed": "^", "missing": "+", "extra": "-"}
"""Below each sign of a typed answer: what has to be done with it."""
RULE = 40
COMPARED = 2
"""Lines of the comparison that are shown: three rows each."""


@dataclass(frozen=True, slots=True)
class CardFace:
    """Draws the cards of one learner, so many cells wide."""

    workspace: Workspace
    width: int

    def _say(self, message: str, **values: object) -> str:
        return self.workspace.messages(message, **values)

    def _lines(self, text: str, style: str = "") -> Iterator[Content]:
        for line in wrap(text, self.width):
            yield Content.styled(line, style)

    def front(self, item: CardItem) -> list[Content]:
        """Its concept and phase, why it is asked, and the question."""
        concept = self.workspace.catalog.concepts.get(item.concept_id)
        memory, words = self.workspace.memory, self.workspace.messages
        unit, card = memory.unit(item.fact_id), memory.card(item.id)
        parts = [words.of(concept.title) if concept else item.concept_id]
        parts.append(self._say(f"phase.{unit.phase}"))
        parts += [self._why(item)] if unit.stability is not None else []
        parts += ["*"] if card.flagged else []
        return [
            *self._lines("  ".join(parts), "$muted"),
            Content(""),
            *self._lines(words.of(item.front), "bold"),
        ]

    def _why(self, item: CardItem) -> str:
        """How well the fact is remembered today, and would be on the day of the exam."""
        memory, exam = self.workspace.memory, self.workspace.settings.exam_date
        day = memory.moment().day
        today = f"{memory.recall(item.fact_id, day):.0%}"
        if exam is None or exam <= day:
            return self._say("cards.why", today=today)
        then = f"{memory.recall(item.fact_id, exam):.0%}"
        return self._say("cards.why_exam", today=today, exam=then)

    def back(self, item: CardItem, typed: str = "") -> list[Content]:
        """The answer, with what was typed against it, what explains it and what is noted."""
        words = self.workspace.messages
        lines = [Content.styled("-" * min(RULE, self.width), "$muted")]
        if item.typed:
            lines += self._marked(item, typed)
        lines += self._lines(words.of(item.back), "bold $correct")
        if item.note:
            lines += [Content(""), *self._lines(words.of(item.note))]
        if note := self.workspace.notebook.note_on(item):
            lines += [Content(""), *self._lines(self._say("cards.noted", text=note), "$accent")]
        unit = self.workspace.memory.unit(item.fact_id)
        if is_leech(unit):
            said = self._say("cards.leech", n=unit.lapses)
            lines += [Content(""), *self._lines(said, "bold $mark")]
        return lines

    def _marked(self, item: CardItem, typed: str) -> Iterator[Content]:
        right = is_right(typed, item.accepted)
        close = is_close(typed, item.accepted)
        style = "$correct" if right else "$mark" if close else "$wrong"
        mark = "O" if right else "?" if close else "X"
        yield from self._lines(f"{mark} {self._say('cards.you_typed', text=typed or '-')}", style)
        if right or not typed.strip():
            return
        yield from self._compared(compare(typed, nearest(typed, item.accepted)))
        if close:
            yield from self._lines(self._say("cards.close"), "$mark")

    def _compared(self, signs: tuple[Sign, ...]) -> Iterator[Content]:
        """Typed over wanted over what has to be done, each sign as wide as the wider of the two."""
        sizes = [max(1, cell_len(sign.typed), cell_len(sign.wanted)) for sign in signs]
        heads = [self._say("cards.row_typed"), self._say("cards.row_wanted"), ""]
        head = max(map(cell_len, heads)) + 2
        for line in packed(sizes, self.width - head, 0)[:COMPARED]:
            rows: list[list[tuple[str, str]]] = [[], [], []]
            for place in line:
                sign, size = signs[place], sizes[place]
                style = "" if sign.difference == "same" else "bold $wrong"
                rows[0].append((pad(sign.typed, size), style))
                rows[1].append((pad(sign.wanted, size), style and "bold $correct"))
                rows[2].append((pad(SIGNS[sign.difference], size), "bold $mark"))
            for name, row in zip(heads, rows, strict=True):
                yield Content.assemble((pad(name, head), "$muted"), *row)
