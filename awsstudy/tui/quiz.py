"""The quiz screen: one question at a time, feedback on the same screen, a summary at the end."""

from __future__ import annotations

from collections.abc import Mapping
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
from awsstudy.quiz.hints import Hint
from awsstudy.quiz.session import Session, Stage
from awsstudy.store.records import Confidence
from awsstudy.tui import answers, areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.feedback import feedback, subject
from awsstudy.tui.hints import hint_lines, reason_after
from awsstudy.tui.widgets.choices import ChoiceRow
from awsstudy.workspace.flags import toggle_flag
from awsstudy.workspace.workspace import Workspace

LEVELS: tuple[Confidence, ...] = ("guess", "think", "sure")
OFFERED: Mapping[str, tuple[Stage, ...]] = {
    **dict.fromkeys(("space", "move", "give_up", "submit", "hint"), ("choosing",)),
    **dict.fromkeys(("next", "proof", "concept", "words"), ("feedback",)),
    "flag": ("choosing", "feedback"),
}
"""At which stages an action can be taken; one that is not named, at all."""


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
            "h,f4", "hint", "hint.next", id="hint.next", tooltip="hint.next.help", key_display="h"
        ),
        Binding(
            "asterisk,f5",
            "flag",
            "quiz.flag",
            id="quiz.flag",
            tooltip="quiz.flag.help",
            key_display="*",
        ),
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
            "m,f9",
            "treat",
            "quiz.treat",
            id="quiz.treat",
            tooltip="quiz.treat.help",
            key_display="m",
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
        self._flagged = workspace.store.judgements.flagged()
        self._ladder: tuple[str, tuple[Hint, ...]] = ("", ())

    @property
    def current(self) -> Session:
        """The session; there always is one."""
        assert self.session is not None  # noqa: S101 - set in the constructor
        return self.session

    @property
    def heading(self) -> str:
        """Topic and place."""
        session = self.current
        number = session.index + 1
        place = (
            self.text("quiz.place_endless", n=number)
            if session.endless
            else self.text("quiz.place", n=number, of=len(session.items))
        )
        return f"{self.text('quiz.title')} - {subject(self, session)} - {place}"

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
        parts.append(("   " + kind, "$muted"))
        if item.id in self._flagged:
            parts.append(("   * " + self.text("quiz.flagged"), "bold $due"))
        return reason_after(self, session, Content.assemble(*parts))

    def _verdict(self) -> Content:
        session = self.current
        if session.stage == "confidence":
            return Content.styled(self.text("quiz.how_sure"), "bold $accent")
        if session.stage == "choosing":
            return Content("\n").join([*hint_lines(self, session), self._prompt()])
        return feedback(self, session.last, believed=bool(self.belief))

    @property
    def belief(self) -> str:
        """The misconception behind the answer just given, to be treated; empty for none."""
        session = self.current
        if session.stage != "feedback" or session.last.correct:
            return ""
        known = self.workspace.catalog.misconceptions
        shown = session.item.misconceptions(session.last.chosen)
        return next((name for name in shown if name in known), "")

    def _prompt(self) -> Content:
        if self._refused:
            return Content.styled(self.text("quiz.enough", n=self.current.item.choose), "bold $due")
        return Content.styled(self.text("quiz.hint"), "$muted")

    def watch_session(self) -> None:
        """Show what changed."""
        self.retranslate()

    def watch_cursor(self) -> None:
        """Show the arrow's new row, even where a long question leaves no room for all."""
        self.show_words()
        self.query(ChoiceRow)[self.cursor].scroll_visible(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what can be done at this stage."""
        stages = OFFERED.get(action)
        offered = stages is None or self.current.stage in stages
        if action == "submit":
            return offered and self.current.complete
        if action == "treat":
            return offered and bool(self.belief)
        if action == "hint":
            return offered and len(self.current.hints) < len(self._all_hints())
        return offered

    def action_pick(self, number: int) -> None:
        """Take the choice shown at a place, or say how sure."""
        session = self.current
        if session.stage == "confidence":
            if number < len(LEVELS):
                self._answered(session.confide(LEVELS[number]))
        elif session.stage == "choosing" and number < len(session.order):
            self.cursor = number
            place = session.order[number]
            changed = session.toggle(place)
            self._refused = changed is session and place not in session.struck | session.placed
            self.session = changed
            if self._refused:
                self.show_words()

    def action_space(self) -> None:
        """Take the choice the arrow is on."""
        self.action_pick(self.cursor)

    def action_move(self, by: int) -> None:
        """Move the arrow."""
        self.cursor = (self.cursor + by) % len(self.current.order)

    def _all_hints(self) -> tuple[Hint, ...]:
        item_id = self.current.item.id
        if self._ladder[0] != item_id:
            self._ladder = item_id, self.workspace.quiz.hints(self.current)
        return self._ladder[1]

    def action_hint(self) -> None:
        """Show one more hint; a right answer counts for less afterwards."""
        session = self.current
        self._refused = False
        self.session = session.hinted(self._all_hints()[len(session.hints)])

    def action_flag(self) -> None:
        """Flag the question, or take its flag away."""
        item_id = self.current.item.id
        try:
            flagged = toggle_flag(self.workspace, item_id)
        except AwsStudyError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._flagged = self._flagged | {item_id} if flagged else self._flagged - {item_id}
        self.retranslate()

    def action_submit(self) -> None:
        """Commit to what is chosen."""
        submitted = self.current.submit()
        if submitted.stage == "feedback":
            self._answered(submitted)
        else:
            self.session = submitted

    def action_next(self) -> None:
        """Go on to the next question; simulators always have one more for an endless quiz."""
        session = self.current
        if session.endless and session.exhausted:
            try:
                session = self.workspace.quiz.extended(session)
            except AwsStudyError as error:
                self.notify(str(error), severity="warning", markup=False)
                session = session.end()
        self._next(session.proceed())

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
            self.finished(session)
            return
        self.set_reactive(QuizScreen.cursor, 0)
        self.session = session

    def finished(self, session: Session) -> None:
        """Go on to the summary."""
        self.app.switch_screen(areas.open_summary(self.workspace, session))

    def action_leave(self) -> None:
        """Go back to the choices, or leave; a quiz that was left can be gone on with.

        An endless one ends with its summary.
        """
        session = self.current
        if session.stage == "confidence":
            self.session = session.reconsider()
        elif session.endless and session.answers:
            self._next(session.end())
        else:
            super().action_leave()

    def action_concept(self) -> None:
        """Read the concept the question is about."""
        self.app.push_screen(areas.open_concept(self.workspace, self.current.item.concept_id))

    def action_treat(self) -> None:
        """Treat the misconception behind the answer."""
        self.app.push_screen(areas.open_treatment(self.workspace, self.belief))

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
