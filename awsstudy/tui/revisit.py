"""Quiz screens that are part of something else: a step of treatment, a miss looked at again."""

from __future__ import annotations

from awsstudy.core.errors import UnknownIdError
from awsstudy.core.seeds import stream
from awsstudy.quiz.session import Given, Session
from awsstudy.study.errors import Miss
from awsstudy.tui.quiz import QuizScreen
from awsstudy.workspace import mistakes
from awsstudy.workspace.workspace import Workspace


class StepQuizScreen(QuizScreen):
    """The questions of a session's step; at their end it leads back to where it was begun."""

    def finished(self, session: Session) -> None:
        """Say how it went and go back."""
        right = sum(given.correct for given in session.answers)
        words = self.text("summary.score", right=right, of=len(session.answers))
        self.app.pop_screen()
        self.app.notify(words, markup=False)


class RemedyQuizScreen(StepQuizScreen):
    """The questions of a step of treatment."""

    @property
    def heading(self) -> str:
        """What it is, and the place."""
        session = self.current
        place = self.text("quiz.place", n=session.index + 1, of=len(session.items))
        return f"{self.text('treatment.title')} - {place}"

    @property
    def belief(self) -> str:
        """None: what is believed here is in treatment already."""
        return ""


class MissScreen(QuizScreen):
    """A question that was missed, with the answer that was given and its feedback."""

    def __init__(self, workspace: Workspace, miss: Miss) -> None:
        """Prepare the screen.

        Raises:
            UnknownIdError: the content has the question no more, or not as it was.
        """
        item = mistakes.item_of(workspace, miss)
        if item is None:
            raise UnknownIdError("This question is no longer in the content.")
        given = Given(item, miss.chosen, miss.confidence)
        seed = stream(0, miss.id).getrandbits(20)
        session = Session(miss.id, (), (item,), seed, answers=(given,), stage="feedback")
        super().__init__(workspace, session)
        self._miss = miss

    @property
    def heading(self) -> str:
        """That it is a look back, and of which day."""
        return f"{self.text('errors.title')} - {self._miss.day}"

    def finished(self, session: Session) -> None:
        """Go back to the list."""
        self.app.pop_screen()
