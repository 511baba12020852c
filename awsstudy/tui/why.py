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
"""So many events are explained."""


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
        parts = [list(part) for part in (self._belief(), self._causes(), self._fix())]
        lines = [line for part in parts if part for line in (*part, Content(""))][:-1]
        self.query_one("#why", Static).update(Content("\n").join(lines))

    def _head(self, message: str) -> Content:
        return Content.styled(self.text(message), "bold $accent")

    def _told(self, words: str, style: str = "", lead: str = "") -> Iterator[Content]:
        for number, line in enumerate(wrap(words, TEXT_WIDTH - len(lead))):
            start = lead if number == 0 else " " * len(lead)
            yield Content.styled(start + line, style)

    def _causes(self) -> Iterator[Content]:
        yield self._head("why.because")
        known: set[str] = set()
        for event in self._decisive():
            yield from self._told(self._words.event(event))
            for rule_id in event.rules:
                if rule_id not in known:
                    yield from self._rule(rule_id)
            known |= set(event.rules)
        misses = [event.near for event in self._lab.player.events if event.near is not None]
        if misses:
            yield Content("")
            yield self._head("why.why_not")
            yield from self._told(self._words.near(misses[-1], known=tuple(known)))

    def _decisive(self) -> list[Event]:
        """The last event of each kind, of the latest kinds: a run may end in many of one kind."""
        events = self._lab.player.events
        last = {type(event): place for place, event in enumerate(events)}
        return [events[place] for place in sorted(last.values())[-CAUSES:]]

    def _rule(self, rule_id: str) -> Iterator[Content]:
        rule = self.workspace.rules[rule_id]
        yield from self._told(self.of(rule.text), "$muted", "  <- ")
        yield from self._told(f"{rule.source} ({rule.as_of})", "$primary", "     ")

    def _belief(self) -> Iterator[Content]:
        """The first event at which the predicted world parts from the true one."""
        parting = self._lab.parting() if self._ended else None
        if parting is None:
            yield from self._refuted()
            return
        yield self._head("why.belief")
        for message, event, style in (
            ("why.believed", parting.belief, "$wrong"),
            ("why.true", parting.truth, "$correct"),
        ):
            yield from self._told(f"{self.text(message)} {self._said(event)}", style)

    def _refuted(self) -> Iterator[Content]:
        """The belief in treatment beside the truth, where no model of it runs otherwise."""
        belief = self.workspace.catalog.misconceptions.get(self._lab.belief)
        if belief is None or not self._ended:
            return
        yield self._head("why.belief")
        yield from self._told(f"{self.text('why.believed')} {self.of(belief.believed)}", "$wrong")
        yield from self._told(f"{self.text('why.true')} {self.of(belief.truth)}", "$correct")

    def _said(self, event: Event | None) -> str:
        return self.text("why.nothing") if event is None else self._words.event(event)

    def _fix(self) -> Iterator[Content]:
        """The fewest changes that reach the goal; told only when the learner has run it."""
        if not self._ended or self._lab.goal_reached():
            return
        fix = self._lab.smallest_fix()
        if fix is None:
            return
        yield self._head("why.fix")
        for number, edit in enumerate(fix.edits, 1):
            yield from self._told(self._words.edit(edit), "", f"{number}. ")
