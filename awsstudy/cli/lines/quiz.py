"""A quiz as lines: an answer is in the database before its feedback or the next is printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awsstudy.cli.lines import wording
from awsstudy.cli.lines.answering import answered, numbers_of, wanted
from awsstudy.cli.lines.console import Console, Left, key_of
from awsstudy.core.errors import AwsStudyError, ExitCode
from awsstudy.quiz.session import Session
from awsstudy.quiz.summary import summarise
from awsstudy.store.records import Confidence
from awsstudy.workspace.flags import toggle_flag
from awsstudy.workspace.proof import proof_lines
from awsstudy.workspace.wording import why_asked

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace

LEVELS: dict[str, Confidence] = {"1": "guess", "2": "think", "3": "sure"}


class PlainQuiz:
    """One quiz in front of one learner."""

    def __init__(self, workspace: Workspace, console: Console, session: Session) -> None:
        self.session = session
        self._workspace = workspace
        self._console = console
        self._say = workspace.messages
        self._began = self._question_began = workspace.clock.monotonic()

    def run(self) -> int:
        """Ask until the quiz is finished or left; returns the exit code."""
        try:
            self._ask_all()
        except (Left, KeyboardInterrupt) as end:
            self._leave()
            return ExitCode.INTERRUPTED if isinstance(end, KeyboardInterrupt) else ExitCode.OK
        self._sum_up()
        return ExitCode.OK

    def _ask_all(self) -> None:
        while self.session.stage != "finished":
            self._show_question()
            self._choose()
            self._show_feedback()
            self._go_on()

    def _leave(self) -> None:
        self._console.say()
        if self.session.answers:
            self._sum_up()
        if self.session.endless or not self.session.exhausted:
            self._console.say(self._say("lines.left"))

    def _sum_up(self) -> None:
        self._tell(wording.summary(summarise(self.session), self._say))

    def _tell(self, said: Iterable[wording.Said]) -> None:
        for lead, text in said:
            self._console.say(text, lead)

    def _show_question(self) -> None:
        session, say = self.session, self._say
        number = session.index + 1
        place = (
            say("quiz.place_endless", n=number)
            if session.endless
            else say("quiz.place", n=number, of=len(session.items))
        )
        parts = [f"{say('quiz.title')} {place}", say(f"difficulty.{session.item.difficulty}")]
        if session.reason:
            parts.append(why_asked(session.reason, self._workspace.catalog, say))
        self._console.say()
        self._console.say(", ".join(parts))
        self._tell(wording.question(session, say))

    def _choose(self) -> None:
        """Take lines until the question is answered."""
        self._question_began = self._workspace.clock.monotonic()
        while self.session.stage == "choosing":
            line = key_of(self._console.ask(wording.how(self.session, self._say)))
            numbers = numbers_of(line)
            if numbers is not None:
                self._answer(numbers)
            elif line == "0":
                self._commit(self.session.give_up())
            else:
                self._command(line)

    def _answer(self, numbers: tuple[int, ...]) -> None:
        changed = answered(self.session, numbers)
        if not isinstance(changed, Session):
            self._console.say(self._say(f"lines.problem_{changed}", n=wanted(self.session)))
            return
        submitted = changed.submit()
        if submitted.stage == "confidence":
            self._confide(submitted)
        else:
            self._commit(submitted)

    def _confide(self, session: Session) -> None:
        """Ask how sure; 0 goes back to the choices."""
        while True:
            line = key_of(self._console.ask(self._say("lines.how_sure")))
            if line in LEVELS:
                self._commit(session.confide(LEVELS[line]))
                return
            if line == "0":
                return
            if line:
                self._command(line, known="tq?")

    def _commit(self, session: Session) -> None:
        """Save the answer; where that fails the question stays open."""
        gone = int((self._workspace.clock.monotonic() - self._question_began) * 1000)
        try:
            self._workspace.quiz.save(session, gone, self._say.language)
        except AwsStudyError as error:
            self._console.say(str(error))
            return
        self.session = session

    def _show_feedback(self) -> None:
        given = self.session.last
        self._tell(wording.verdict(given, self._say))
        if self._workspace.quiz.overrides.about(given.item)[0] == "outdated":
            self._console.say(self._say("ownkey.again"))
        self._tell(wording.reasons(self.session, self._say))

    def _go_on(self) -> None:
        """Wait for Enter, then go on to the next question."""
        while line := key_of(self._console.ask(self._say("lines.next"))):
            self._command(line, known="?itq*")
        session = self.session
        if session.endless and session.exhausted:
            try:
                session = self._workspace.quiz.extended(session)
            except AwsStudyError as error:
                self._console.say(str(error))
                session = session.end()
        self.session = session.proceed()

    def _command(self, line: str, known: str = "?htq*r") -> None:
        """Do what a letter asks for.

        Raises:
            Left: it is to leave.
        """
        does = {
            "q": self._quit,
            "t": self._tell_time,
            "h": self._hint,
            "i": self._prove,
            "*": self._flag,
            "r": self._repeat,
            "": self._repeat,
        }
        if line not in (*known, "") or line == "?":
            self._help(known, understood=line == "?")
        else:
            does[line]()

    def _help(self, known: str, *, understood: bool) -> None:
        if not understood:
            self._console.say(self._say("lines.not_understood"))
        for key in known:
            self._console.say(self._say(f"lines.key_{_NAMES[key]}"), f"  {key}  ")

    def _quit(self) -> None:
        raise Left

    def _repeat(self) -> None:
        self._tell(wording.question(self.session, self._say))

    def _tell_time(self) -> None:
        now = self._workspace.clock.monotonic()
        this, all_of_it = round(now - self._question_began), round(now - self._began)
        self._console.say(self._say("lines.time", this=_minutes(this), all=_minutes(all_of_it)))

    def _hint(self) -> None:
        session, say = self.session, self._say
        hints = self._workspace.quiz.hints(session)
        if len(session.hints) >= len(hints):
            self._console.say(say("lines.no_hint"))
            return
        hint = hints[len(session.hints)]
        self.session = session.hinted(hint)
        text = say.of(hint.text) if hint.text else ""
        self._console.say(say(f"hint.{hint.kind}", text=text))
        self._console.say(say(f"hint.credit{len(self.session.hints)}"))
        if hint.place is not None:
            self._repeat()

    def _prove(self) -> None:
        for line in proof_lines(self._workspace, self.session.item):
            self._console.say(line.text, line.lead)

    def _flag(self) -> None:
        try:
            flagged = toggle_flag(self._workspace, self.session.item.id)
        except AwsStudyError as error:
            self._console.say(str(error))
            return
        self._console.say(self._say("lines.flagged" if flagged else "lines.unflagged"))


_NAMES = {
    "?": "help",
    "h": "hint",
    "i": "proof",
    "t": "time",
    "q": "leave",
    "*": "flag",
    "r": "repeat",
}


def _minutes(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
