"""A concept's page: summary, explanation, facts against the notes, neighbours, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.catalog.models.concept import Concept, Fact
from awsstudy.catalog.models.vocabulary import Term
from awsstudy.core.errors import AwsStudyError
from awsstudy.flashcards.items import CardItem
from awsstudy.tui import areas, card_areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.dialogs import ChooseDialog
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.tui.widgets.prose import prose
from awsstudy.tui.widgets.terms import TermText
from awsstudy.tui.words import explained
from awsstudy.workspace.workspace import Workspace


class ConceptScreen(StudyScreen[None]):
    """Everything about one concept."""

    AUTO_FOCUS = "#page"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,c", "cards", "concept.cards", id="concept.cards", tooltip="concept.cards.help"),
        Binding("2,q", "quiz", "concept.quiz", id="concept.quiz", tooltip="concept.quiz.help"),
        Binding(
            "3,s",
            "simulator",
            "concept.simulator",
            id="concept.simulator",
            tooltip="concept.simulator.help",
        ),
        Binding(
            "4,r",
            "related",
            "concept.related",
            id="concept.related",
            tooltip="concept.related.help",
        ),
        Binding(
            "7,b", "browse", "concept.browse", id="concept.browse", tooltip="concept.browse.help"
        ),
        Binding("8,a", "add", "cards.add", id="concept.add", tooltip="concept.add.help"),
        Binding("6,w", "words", "key.words", id="concept.words", tooltip="key.words.help"),
        Binding(
            "n,right",
            "neighbour(1)",
            "concept.next",
            id="concept.next",
            tooltip="concept.next.help",
            key_display="n",
        ),
        Binding(
            "p,left",
            "neighbour(-1)",
            "concept.previous",
            id="concept.previous",
            tooltip="concept.previous.help",
            show=False,
        ),
        Binding(
            "5,u",
            "restore",
            "concept.restore",
            id="concept.restore",
            tooltip="concept.restore.help",
        ),
    ]

    def __init__(self, workspace: Workspace, concept: str) -> None:
        super().__init__(workspace)
        self.concept: Concept = workspace.catalog.concept(concept)

    @property
    def heading(self) -> str:
        """The concept's title."""
        return self.of(self.concept.title)

    def body(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="page"):
            yield TermText(self.workspace.catalog.vocabulary, self._explain, id="text")

    def _explain(self, term: Term) -> str:
        return explained(term, self.workspace.language)

    def _width(self) -> int:
        return min(100, self.app.size.width - 6)

    def show_words(self) -> None:
        """Summary, explanation, facts, neighbours."""
        concept, width = self.concept, self._width()
        lines = [Content.styled(line, "bold") for line in wrap(self.of(concept.summary), width)]
        lines += [Content(""), prose(self.of(concept.body), width), Content("")]
        lines.append(self._head("concept.facts"))
        for fact in concept.facts:
            lines += self._fact(fact)
        lines += self._neighbours()
        lines += self._sources()
        self.query_one("#text", Static).update(Content("\n").join(lines))

    def _head(self, message: str, **values: object) -> Content:
        return Content.styled(self.text(message, **values), "bold $accent")

    def _fact(self, fact: Fact) -> Iterator[Content]:
        width = self._width() - 2
        if fact.status == "current":
            for number, line in enumerate(wrap(self.of(fact.text), width)):
                yield Content(("- " if number == 0 else "  ") + line)
            return
        yield Content.assemble(
            ("! ", "bold $mark"), (self.text(f"status.{fact.status}"), "bold $mark")
        )
        if fact.notes_say:
            yield from self._told("concept.notes_say", self.of(fact.notes_say), "$muted")
        yield from self._told("concept.today", self.of(fact.text), "bold")
        source = self.concept.sources[fact.sources[0]]
        lines = ", ".join(map(str, fact.lines)) or "-"
        words = self.text("concept.source", title=source.title, date=source.as_of, lines=lines)
        for line in wrap(words, width - 2):
            yield Content.styled(f"    {line}", "$muted")

    def _told(self, message: str, text: str, style: str) -> Iterator[Content]:
        label = self.text(message)
        for number, line in enumerate(wrap(f"{label} {text}", self._width() - 4)):
            yield Content.styled(("  " if number == 0 else "    ") + line, style)

    def _neighbours(self) -> Iterator[Content]:
        for message, ids in (
            ("concept.related_to", self.concept.related),
            ("concept.confusable", self.concept.confusable_with),
        ):
            titles = [self.of(self.workspace.catalog.concepts[one].title) for one in ids]
            if titles:
                yield Content("")
                yield self._head(message)
                yield from (Content(line) for line in wrap(", ".join(titles), self._width()))
        yield from self._pairs()

    def _pairs(self) -> Iterator[Content]:
        """What tells it apart from what it is mistaken for."""
        for pair in self.workspace.catalog.pairs.values():
            if self.concept.id in pair.concepts:
                words = f"{self.of(pair.title)}: {self.of(pair.apart)}"
                for number, line in enumerate(wrap(words, self._width() - 2)):
                    yield Content(("- " if number == 0 else "  ") + line)

    def _sources(self) -> Iterator[Content]:
        yield Content("")
        yield self._head("concept.sources", date=self.concept.checked)
        for source in self.concept.sources.values():
            for line in wrap(f"{source.title} ({source.as_of})", self._width()):
                yield Content.styled(line, "$muted")
            for line in wrap(source.url, self._width() - 2):
                yield Content.styled(f"  {line}", "$primary")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A simulator and neighbours are offered only where there are some."""
        if action == "simulator":
            return bool(self.concept.simulators)
        if action == "related":
            return bool(self.concept.related or self.concept.confusable_with)
        if action == "restore":
            return bool(self._suspended())
        return True

    def _suspended(self) -> list[CardItem]:
        memory = self.workspace.memory
        items = self.workspace.card_items.values()
        return [
            item
            for item in items
            if item.concept_id == self.concept.id and memory.card(item.id).suspended
        ]

    def action_restore(self) -> None:
        """Bring this concept's suspended cards back."""
        desk = self.workspace.cards()
        items = self._suspended()
        for item in items:
            desk.mark(item, "unsuspend")
        self.notify(self.text("concept.restored", n=len(items)), markup=False, timeout=3)
        self.retranslate()

    def action_cards(self) -> None:
        """Review its cards."""
        self.app.push_screen(areas.open_cards(self.workspace, self.concept.id))

    def action_browse(self) -> None:
        """Browse its cards."""
        self.app.push_screen(card_areas.open_browser(self.workspace, f"concept:{self.concept.id}"))

    def action_add(self) -> None:
        """Write a card about it."""
        self.app.push_screen(card_areas.open_own_card(self.workspace, self.concept.id))

    def action_quiz(self) -> None:
        """Answer its questions."""
        concepts = frozenset({self.concept.id})
        try:
            screen = areas.open_quiz(self.workspace, concepts, length=5, resume=False)
        except AwsStudyError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.app.push_screen(screen)

    def action_simulator(self) -> None:
        """Play its simulator."""
        self.app.push_screen(areas.open_simulator(self.workspace, self.concept.simulators[0]))

    def action_words(self) -> None:
        """Explain the terms of this page."""
        concept = self.concept
        texts = [concept.title, concept.summary, concept.body, *(f.text for f in concept.facts)]
        self.app.push_screen(areas.open_words(self.workspace, [self.of(one) for one in texts]))

    @work
    async def action_related(self) -> None:
        """Choose a neighbour and read it."""
        ids = list(dict.fromkeys((*self.concept.related, *self.concept.confusable_with)))
        titles = {one: self.of(self.workspace.catalog.concepts[one].title) for one in ids}
        title = self.text("concept.choose")
        chosen = await self.app.push_screen_wait(ChooseDialog(self.workspace, title, titles))
        if chosen:
            self._turn_to(chosen)

    def action_neighbour(self, by: int) -> None:
        """The next or previous concept of the library."""
        ids = list(self.workspace.catalog.concepts)
        self._turn_to(ids[(ids.index(self.concept.id) + by) % len(ids)])

    def _turn_to(self, concept: str) -> None:
        self.concept = self.workspace.catalog.concept(concept)
        self.retranslate()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)
