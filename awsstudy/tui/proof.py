"""Why the key is the key: the facts with their sources, or the rules a simulator applied."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.quiz.item import Item
from awsstudy.tui.base import TEXT_WIDTH, StudyDialog
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.tui.widgets.keybar import KeyBar
from awsstudy.workspace.workspace import Workspace


class ProofDialog(StudyDialog[None]):
    """The evidence behind a question."""

    def __init__(self, workspace: Workspace, item: Item) -> None:
        super().__init__(workspace)
        self.item = item

    def compose(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="dialog"):
            yield Static(id="proof", markup=False)
        yield KeyBar()

    def retranslate(self) -> None:
        """Facts and rules, each with source and date."""
        lines = [Content.styled(self.text("proof.title"), "bold"), Content("")]
        lines += self._facts()
        if self.item.proof:
            lines += [Content(""), Content.styled(self.text("proof.rules"), "bold")]
            lines += self._rules()
            lines += [Content(""), Content(self.text("proof.code", code=self.item.id))]
        self.query_one("#proof", Static).update(Content("\n").join(lines))

    def _facts(self) -> Iterator[Content]:
        catalog = self.workspace.catalog
        for fact_id in self.item.facts:
            fact, concept = catalog.facts[fact_id], catalog.concept_of(fact_id)
            yield from map(Content, wrap(self.of(fact.text), TEXT_WIDTH))
            for name in fact.sources:
                source = concept.sources[name]
                for line in wrap(f"{source.title} ({source.as_of})", TEXT_WIDTH - 2):
                    yield Content.styled(f"  {line}", "$muted")
                for line in wrap(source.url, TEXT_WIDTH - 2):
                    yield Content.styled(f"  {line}", "$primary")

    def _rules(self) -> Iterator[Content]:
        for rule_id in self.item.proof:
            rule = self.workspace.rules[rule_id]
            for number, line in enumerate(wrap(self.of(rule.text), TEXT_WIDTH - 2)):
                yield Content(("- " if number == 0 else "  ") + line)
            for line in wrap(f"{rule.source} ({rule.as_of})", TEXT_WIDTH - 2):
                yield Content.styled(f"  {line}", "$muted")
