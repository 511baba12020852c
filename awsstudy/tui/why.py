"""Why a run went as it did, why not otherwise, and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.sims.kernel import Event
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.tui.widgets.simtext import SimText
from awsstudy.workspace.laboratory import Laboratory
from awsstudy.workspace.workspace import Workspace

CAUSES = 3
"""So many of the last events are explained."""


class WhyDialog(StudyDialog[None]):
    """The causes of the present moment."""

    def __init__(self, workspace: Workspace, lab: Laboratory, ended: bool) -> None:  # noqa: FBT001
        super().__init__(workspace)
        self._lab = lab
        self._ended = ended
        self._words = SimText(lab, workspace)

    def compose(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="dialog"):
            yield Static(id="why", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """Everything in the language now chosen."""
        lines = [*self._causes(), *self._belief(), *self._fix()]
        self.query_one("#why", Static).update(Content("\n").join(lines))

    def _head(self, message: str) -> Content:
        return Content.styled(self.text(message), "bold $accent")

    def _told(self, words: str, style: str = "", lead: str = "") -> Iterator[Content]:
        for number, line in enumerate(wrap(words, TEXT_WIDTH - len(lead))):
            start = lead if number == 0 else " " * len(lead)
            yield Content.styled(start + line, style)

    def _causes(self) -> Iterator[Content]:
        yield self._head("why.because")
        for event in self._lab.player.events[-CAUSES:]:
            yield from self._told(self._words.event(event))
            for rule_id in event.rules:
                rule = self.workspace.rules[rule_id]
                yield from self._told(self.of(rule.text), "$muted", "  <- ")
                yield from self._told(f"{rule.source} ({rule.as_of})", "$primary", "     ")
        misses = [event for event in self._lab.player.events if event.near is not None]
        if misses and (near := misses[-1].near):
            yield Content("")
            yield self._head("why.why_not")
            yield from self._told(self._words.near(near))

    def _belief(self) -> Iterator[Content]:
        """The first event at which the predicted world parts from the true one."""
        parting = self._lab.parting() if self._ended else None
        if parting is None:
            return
        yield Content("")
        yield self._head("why.belief")
        for message, event, style in (
            ("why.believed", parting.belief, "$wrong"),
            ("why.true", parting.truth, "$correct"),
        ):
            yield from self._told(f"{self.text(message)} {self._said(event)}", style)

    def _said(self, event: Event | None) -> str:
        return self.text("why.nothing") if event is None else self._words.event(event)

    def _fix(self) -> Iterator[Content]:
        """The fewest changes that reach the goal; told only when the learner has run it."""
        if not self._ended or self._lab.goal_reached():
            return
        fix = self._lab.smallest_fix()
        if fix is None:
            return
        yield Content("")
        yield self._head("why.fix")
        for number, edit in enumerate(fix.edits, 1):
            yield from self._told(self._words.edit(edit), "", f"{number}. ")
