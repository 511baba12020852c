"""The quiz screen: one question at a time, feedback on the same screen, a summary at the end."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.quiz.form import FREE
from awsstudy.quiz.session import Session
from awsstudy.store.records import Confidence
from awsstudy.tui import answers, areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.widgets.choices import ChoiceRow
from awsstudy.workspace.workspace import Workspace

LEVELS: tuple[Confidence, ...] = ("guess", "think", "sure")


class QuizScreen(StudyScreen[None]):
    """A quiz from its first question to its last."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "quiz.submit", id="quiz.submit", tooltip="quiz.submit.help"),
        Binding("enter,space", "next", "quiz.next", id="quiz.next", tooltip="quiz.next.help"),
        Binding("space", "space", "quiz.toggle", id="quiz.toggle", tooltip="quiz.toggle.help"),
        Binding("up,k", "move(-1)", "quiz.up", id="quiz.up", tooltip="quiz.up.help", show=False),
        Binding(
            "down,j", "move(1)", "quiz.down", id="quiz.down", tooltip="quiz.down.help", show=False
        ),
        *(
            Binding(
                f"{number + 1},{'abcdef'[number]}",
                f"pick({number})",
                "quiz.pick",
                id=f"quiz.pick{number + 1}",
                tooltip="quiz.pick.help",
                show=False,
            )
            for number in range(answers.MOST_ANSWERS)
        ),
        Binding("0", "give_up", "quiz.unknown", id="quiz.unknown", tooltip="quiz.unknown.help"),
        Binding(
            "i,f6",
            "proof",
            "quiz.proof",
            id="quiz.proof",
            tooltip="quiz.proof.help",
            key_display="i",
        ),
        Binding(
            "o,f7",
            "concept",
            "quiz.concept",
            id="quiz.concept",
            tooltip="quiz.concept.help",
            key_display="o",
        ),
        Binding(
            "w,f8", "words", "key.words", id="quiz.words", tooltip="key.words.help", key_display="w"
        ),
    ]

    session: reactive[Session | None] = reactive(None, init=False, bindings=True)
    """Where the quiz stands."""
    cursor: reactive[int] = reactive(0, init=False)
    """The row the arrows are on, as shown."""

    def __init__(self, workspace: Workspace, session: Session) -> None:
        super().__init__(workspace)
        self.set_reactive(QuizScreen.session, session)
        self._began = workspace.clock.monotonic()
        self._refused = False

    @property
    def current(self) -> Session:
        """The session; there always is one."""
        assert self.session is not None  # noqa: S101 - set in the constructor
        return self.session

    @property
    def heading(self) -> str:
        """Topic and place."""
        session = self.current
        place = self.text("quiz.place", n=session.index + 1, of=len(session.items))
        return f"{self.text('quiz.title')} - {self._topics()} - {place}"

    def _topics(self) -> str:
        topics = [one for one in self.current.topics if one in self.workspace.catalog.concepts]
        if not topics:
            return self.text("quiz.all_topics")
        first = self.of(self.workspace.catalog.concepts[topics[0]].title)
        more = len(topics) - 1
        return self.text("quiz.topics_more", first=first, more=more) if more else first

    def body(self) -> ComposeResult:
        """Status, stem, choices and verdict."""
        yield Static(id="status", markup=False)
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="stem", markup=False)
            yield Static(id="prompts", markup=False)
            for number in range(answers.MOST_ANSWERS):
                yield ChoiceRow(number)
        yield Static(id="verdict", markup=False)

    def show_words(self) -> None:
        """The question as it stands."""
        session = self.current
        self.query_one("#status", Static).update(self._status())
        self.query_one("#stem", Static).update(Content.styled(self.of(session.item.stem), "bold"))
        self._show_prompts()
        rows = answers.rows(session, self.cursor, self.of, self.text("quiz.yours"))
        for widget in self.query(ChoiceRow):
            widget.display = widget.number < len(rows)
            if widget.display:
                widget.show(rows[widget.number])
        self.query_one("#verdict", Static).update(self._verdict())

    def _show_prompts(self) -> None:
        lines = answers.prompts(self.current, self.of)
        widget = self.query_one("#prompts", Static)
        widget.display = bool(lines)
        widget.update(Content("\n").join(Content.styled(text, style) for text, style in lines))

    def _status(self) -> Content:
        session = self.current
        item = session.item
        parts: list[Content | str | tuple[str, str]] = []
        if item.choose == 1:
            parts.append((self.text("quiz.choose_one"), "$muted"))
        else:
            choosing = session.stage == "choosing"
            count = sum(place != FREE for place in session.selected) if choosing else item.choose
            words = self.text(f"quiz.{item.kind}", n=item.choose, picked=count)
            parts.append((words, "bold $due"))
        kind = self.text(f"difficulty.{item.difficulty}")
        if item.origin == "generated":
            kind += "  " + self.text("quiz.generated")
        return Content.assemble(*parts, ("   " + kind, "$muted"))

    def _verdict(self) -> Content:
        session = self.current
        if session.stage == "confidence":
            return Content.styled(self.text("quiz.how_sure"), "bold $accent")
        if session.stage == "choosing" and self._refused:
            return Content.styled(self.text("quiz.enough", n=session.item.choose), "bold $due")
        if session.stage == "choosing":
            return Content.styled(self.text("quiz.hint"), "$muted")
        given = session.last
        if given.correct:
            words, style = self.text("quiz.right"), "bold $correct"
        elif not given.chosen:
            words, style = self.text("quiz.not_known"), "bold $wrong"
        else:
            words, style = self.text("quiz.wrong"), "bold $wrong"
        notes = []
        if given.confidence == "sure" and not given.correct:
            notes.append(self.text("quiz.sure_but_wrong"))
        if given.confidence == "guess" and given.correct:
            notes.append(self.text("quiz.lucky"))
        return Content.assemble((words, style), *("  " + note for note in notes))

    def watch_session(self) -> None:
        """Show what changed."""
        self.retranslate()

    def watch_cursor(self) -> None:
        """Show the arrow's new row."""
        self.show_words()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done at this stage."""
        stage = self.current.stage
        if action in ("space", "move", "give_up"):
            return stage == "choosing"
        if action in ("proof", "concept", "words"):
            return stage == "feedback"
        if action == "submit":
            return stage == "choosing" and self.current.complete
        if action == "next":
            return stage == "feedback"
        return True

    def action_pick(self, number: int) -> None:
        """Take the choice shown at a place, or say how sure."""
        session = self.current
        if session.stage == "confidence":
            if number < len(LEVELS):
                self._answered(session.confide(LEVELS[number]))
        elif session.stage == "choosing" and number < len(session.order):
            self.cursor = number
            changed = session.toggle(session.order[number])
            self._refused = changed is session
            self.session = changed
            if self._refused:
                self.show_words()

    def action_space(self) -> None:
        """Take the choice the arrow is on."""
        self.action_pick(self.cursor)

    def action_move(self, by: int) -> None:
        """Move the arrow."""
        self.cursor = (self.cursor + by) % len(self.current.order)

    def action_submit(self) -> None:
        """Commit to what is chosen."""
        submitted = self.current.submit()
        if submitted.stage == "feedback":
            self._answered(submitted)
        else:
            self.session = submitted

    def action_next(self) -> None:
        """Go on to the next question."""
        self._next(self.current.proceed())

    def action_give_up(self) -> None:
        """Say "I don't know"."""
        self._answered(self.current.give_up())

    def _answered(self, session: Session) -> None:
        """Save the answer, then show its feedback: what is seen is in the database."""
        milliseconds = int((self.workspace.clock.monotonic() - self._began) * 1000)
        try:
            self.workspace.quiz.save(session, milliseconds, self.workspace.language)
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.session = session
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def _next(self, session: Session) -> None:
        self._began = self.workspace.clock.monotonic()
        if session.stage == "finished":
            self.app.switch_screen(areas.open_summary(self.workspace, session))
            return
        self.set_reactive(QuizScreen.cursor, 0)
        self.session = session

    def action_leave(self) -> None:
        """Go back to the choices, or leave; a quiz that was left can be gone on with."""
        if self.current.stage == "confidence":
            self.session = self.current.reconsider()
        else:
            super().action_leave()

    def action_concept(self) -> None:
        """Read the concept the question is about."""
        self.app.push_screen(areas.open_concept(self.workspace, self.current.item.concept_id))

    def action_proof(self) -> None:
        """Show why the key is the key."""
        self.app.push_screen(areas.open_proof(self.workspace, self.current.item))

    def action_words(self) -> None:
        """Explain the terms of this question."""
        item = self.current.item
        texts = [item.stem, *item.prompts]
        texts += [text for choice in item.choices for text in (choice.text, choice.why)]
        self.app.push_screen(areas.open_words(self.workspace, [self.of(one) for one in texts]))

    def on_choice_row_pressed(self, message: ChoiceRow.Pressed) -> None:
        """A choice was clicked."""
        if self.current.stage == "choosing":
            self.action_pick(message.number)

    def on_key(self, event: events.Key) -> None:
        """Full-width digits, as a Korean keyboard may send them, are digits."""
        if event.character and "１" <= event.character <= "６":
            self.action_pick(ord(event.character) - ord("１"))
            event.stop()
