"""Dialogs to write in: a note on a card, a card of the learner's own."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from awsstudy.core.errors import AwsStudyError
from awsstudy.flashcards.items import CardItem
from awsstudy.store.records import OwnCard
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.dialogs import PickDialog
from awsstudy.tui.widgets.drawing import cut
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.workspace import Workspace


class WritingDialog(StudyDialog[None]):
    """F10 saves; Esc asks once more before it throws words away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f10,ctrl+s",
            "save",
            "writing.save",
            id="writing.save",
            tooltip="writing.save.help",
            key_display="f10",
            priority=True,
        ),
    ]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._warned = False

    def said(self, words: str) -> None:
        """Say what is wrong, under the text."""
        self.query_one("#problem", Static).update(Content.styled(words, "$wrong"))

    def changed(self) -> bool:
        """Whether there are words that are not saved."""
        raise NotImplementedError

    def keep(self) -> None:
        """Save.

        Raises:
            AwsStudyError: it cannot be saved.
        """
        raise NotImplementedError

    def written(self, name: str) -> str:
        """What stands in a field."""
        return self.query_one(f"#{name}", TextArea).text

    def action_save(self) -> None:
        """Save and close."""
        try:
            self.keep()
        except AwsStudyError as error:
            self.said(str(error))
            return
        self.dismiss(None)

    def action_close(self) -> None:
        """Close without saving; where that loses words, only at the second press."""
        if self.changed() and not self._warned:
            self._warned = True
            self.said(self.text("writing.lose"))
            return
        self.dismiss(None)


class NoteDialog(WritingDialog):
    """The note on a card."""

    def __init__(self, workspace: Workspace, item: CardItem) -> None:
        super().__init__(workspace)
        self._item = item

    def compose(self) -> ComposeResult:
        """What is noted on, the note, what is wrong."""
        with Vertical(id="dialog"):
            yield Static(id="heading", markup=False)
            yield TextArea(self.workspace.notebook.note_on(self._item), id="note")
            yield Static(id="problem", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """The card's front."""
        words = self.text("writing.note_on", text=self.of(self._item.front))
        shown = Content.styled(cut(words.replace("\n", " "), TEXT_WIDTH), "bold")
        self.query_one("#heading", Static).update(shown)

    def changed(self) -> bool:
        """Whether the note reads otherwise."""
        return self.written("note").strip() != self.workspace.notebook.note_on(self._item)

    def keep(self) -> None:
        """Save the note."""
        self.workspace.notebook.write_note(self._item, self.written("note"))


class OwnCardDialog(WritingDialog):
    """A card of the learner's own: a new one, or new words for one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f5",
            "concept",
            "own.concept",
            id="own.concept",
            tooltip="own.concept.help",
            priority=True,
        ),
        Binding("f6", "fact", "own.fact", id="own.fact", tooltip="own.fact.help", priority=True),
    ]

    def __init__(self, workspace: Workspace, concept: str, card: OwnCard | None = None) -> None:
        """Prepare the form.

        Args:
            workspace: whose card.
            concept: what a new card belongs to, unless another concept is chosen.
            card: the card to word otherwise; its concept and fact stay, and with them its memory.
        """
        super().__init__(workspace)
        self._card = card
        self._concept = card.concept_id if card else concept
        self._fact = card.fact_id if card else ""

    def compose(self) -> ComposeResult:
        """Where it belongs, both sides, what is wrong."""
        with Vertical(id="dialog"):
            yield Static(id="heading", markup=False)
            yield Static(id="front-label", markup=False)
            yield TextArea(self._card.front if self._card else "", id="front")
            yield Static(id="back-label", markup=False)
            yield TextArea(self._card.back if self._card else "", id="back")
            yield Static(id="problem", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """Headings in the language now chosen."""
        concept = self.workspace.catalog.concepts.get(self._concept)
        title = self.of(concept.title) if concept else self._concept
        fact = self.workspace.catalog.facts.get(self._fact)
        asked = self.of(fact.text) if fact else self.text("own.any_fact")
        lines = [
            Content.styled(self.text("own.edit" if self._card else "own.new"), "bold"),
            Content(cut(f"{self.text('own.concept')}: {title}", TEXT_WIDTH)),
            Content.styled(cut(f"{self.text('own.fact')}: {asked}", TEXT_WIDTH), "$muted"),
        ]
        self.query_one("#heading", Static).update(Content("\n").join(lines))
        for name in ("front", "back"):
            label = Content.styled(self.text(f"own.{name}"), "bold $accent")
            self.query_one(f"#{name}-label", Static).update(label)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where a card belongs is chosen when it is written: its memory hangs on it."""
        return self._card is None if action in ("concept", "fact") else True

    def changed(self) -> bool:
        """Whether a side reads otherwise."""
        before = (self._card.front, self._card.back) if self._card else ("", "")
        return (self.written("front").strip(), self.written("back").strip()) != before

    def keep(self) -> None:
        """Save the card."""
        notebook, front, back = self.workspace.notebook, self.written("front"), self.written("back")
        if self._card:
            notebook.rewrite(self._card, front, back)
        else:
            notebook.add(self._concept, self._fact, front, back)

    def action_concept(self) -> None:
        """Choose the concept it belongs to."""
        concepts = self.workspace.catalog.concepts
        titles = {key: self.of(one.title) for key, one in concepts.items()}
        title = self.text("own.concept.help")
        self.app.push_screen(PickDialog(self.workspace, title, titles), self._take_concept)

    def _take_concept(self, chosen: str | None) -> None:
        if chosen and chosen != self._concept:
            self._concept, self._fact = chosen, ""
            self.retranslate()

    def action_fact(self) -> None:
        """Choose the fact it asks for, whose memory it then shares."""
        concept = self.workspace.catalog.concept(self._concept)
        facts = {concept.full_id(one.id): self.of(one.text) for one in concept.facts}
        offered = {"-": self.text("own.any_fact"), **facts}
        title = self.text("own.fact.help")
        self.app.push_screen(PickDialog(self.workspace, title, offered), self._take_fact)

    def _take_fact(self, chosen: str | None) -> None:
        if chosen:
            self._fact = "" if chosen == "-" else chosen
            self.retranslate()
