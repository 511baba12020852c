"""After a quiz: the score, what went wrong and why, and what to do next."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.selection import Mode, Wish
from awsstudy.quiz.session import Session
from awsstudy.quiz.summary import Summary, summarise
from awsstudy.tui import areas
from awsstudy.tui.base import BindingCommands, StudyScreen
from awsstudy.tui.queries import QueryCommands
from awsstudy.tui.widgets import drawing
from awsstudy.workspace.workspace import Workspace

MOST = 30
"""Questions of another quiz, at most; an endless one may have had more."""


class QuizSummaryScreen(StudyScreen[None]):
    """A finished quiz."""

    TITLE_ID = "summary.title"
    COMMANDS: ClassVar = {BindingCommands, QueryCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,1", "next", "summary.next", id="summary.next", tooltip="summary.next.help"),
        Binding("2,w", "wrong", "summary.wrong", id="summary.wrong", tooltip="summary.wrong.help"),
        Binding(
            "3,o",
            "concept",
            "summary.concept",
            id="summary.concept",
            tooltip="summary.concept.help",
        ),
        Binding("4,c", "cards", "summary.cards", id="summary.cards", tooltip="summary.cards.help"),
        Binding(
            "5,m",
            "beliefs",
            "summary.treat",
            id="summary.treat",
            tooltip="summary.treat.help",
        ),
    ]

    def __init__(self, workspace: Workspace, session: Session) -> None:
        super().__init__(workspace)
        self.session = session
        self.summary: Summary = summarise(session)

    def body(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="page"):
            yield Static(id="report", markup=False)

    def show_words(self) -> None:
        """Score, concepts, beliefs, advice."""
        parts = [self._score(), *self._concepts(), *self._beliefs(), self._advice()]
        self.query_one("#report", Static).update(Content("\n").join(parts))

    def _score(self) -> Content:
        one = self.summary
        lines = [
            Content.styled(self.text("summary.score", right=one.right, of=one.asked), "bold"),
        ]
        if one.hinted:
            points = drawing.number(round(float(one.points), 1))
            lines.append(Content(self.text("summary.points", points=points, n=one.hinted)))
        if one.sure_and_wrong:
            words = self.text("summary.sure_wrong", n=len(one.sure_and_wrong))
            lines.append(Content.styled(words, "$wrong"))
        if one.lucky:
            lines.append(Content.styled(self.text("summary.lucky", n=one.lucky), "$muted"))
        return Content("\n").join([*lines, Content("")])

    def _concepts(self) -> list[Content]:
        plain = self.workspace.settings.glyphs == "ascii"
        titles = self.workspace.catalog.concepts
        return [
            Content.assemble(
                drawing.pad(self.of(titles[score.concept_id].title), 46),
                drawing.right(f"{score.right}/{score.asked}", 6),
                "  ",
                (drawing.bar(score.right / score.asked, 16, plain=plain), "$correct"),
            )
            for score in self.summary.concepts
        ]

    def _beliefs(self) -> list[Content]:
        beliefs = [
            self.workspace.catalog.misconceptions[name]
            for name, _ in self.summary.misconceptions
            if name in self.workspace.catalog.misconceptions
        ]
        if not beliefs:
            return []
        lines = [Content(""), Content.styled(self.text("summary.beliefs"), "bold")]
        for belief in beliefs:
            for prefix, text, style in (
                ("X ", self.of(belief.believed), "$wrong"),
                ("O ", self.of(belief.truth), "$correct"),
            ):
                lines += [
                    Content.styled((prefix if number == 0 else "  ") + line, style)
                    for number, line in enumerate(drawing.wrap(text, 72))
                ]
        return lines

    def _advice(self) -> Content:
        weakest = self.summary.concepts[0]
        if weakest.right == weakest.asked:
            advice = self.text("summary.all_right")
        else:
            title = self.workspace.catalog.concepts[weakest.concept_id].title
            advice = self.text("summary.read_next", concept=self.of(title))
        return Content.assemble("\n", (advice, "bold $accent"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What went wrong can be asked again, or treated, only where something did."""
        if action == "beliefs":
            return bool(self.summary.misconceptions)
        return self.summary.right < self.summary.asked if action == "wrong" else True

    def action_next(self) -> None:
        """Another quiz of the same."""
        session = self.session
        self._again("endless" if session.endless else "weak", frozenset(session.topics))

    def action_wrong(self) -> None:
        """The questions that went wrong, again."""
        self._again("wrong", frozenset(given.item.concept_id for given in self.session.answers))

    def _again(self, mode: Mode, concepts: frozenset[str]) -> None:
        before, desk = self.session, self.workspace.quiz
        try:
            query = desk.query(before.query)
            wish = Wish(concepts, min(MOST, len(before.items)), mode, query=query)
            seed, ask = self.workspace.fresh_seed(), before.ask_confidence
            session = desk.start(wish, seed, ask_confidence=ask)
        except AwsStudyError:
            self.notify(self.text("setup.nothing"), severity="warning", markup=False)
            return
        self.app.switch_screen(areas.open_session(self.workspace, session))

    def action_concept(self) -> None:
        """Read about the weakest concept."""
        self.app.push_screen(
            areas.open_concept(self.workspace, self.summary.concepts[0].concept_id)
        )

    def action_cards(self) -> None:
        """Review the weakest concept's cards."""
        self.app.push_screen(areas.open_cards(self.workspace, self.summary.concepts[0].concept_id))

    def action_beliefs(self) -> None:
        """Go to the misconceptions, what is best treated first at their head."""
        self.app.push_screen(areas.open_area("beliefs", self.workspace))
