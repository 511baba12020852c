"""Logs of one learner, written line by line: what a treatment is folded from."""

from datetime import UTC, date, datetime, timedelta

from awsstudy.store.records import Attempt, Confidence, Prediction, QuizSession, Remedy
from awsstudy.study.signs import History

MONDAY = date(2026, 1, 5)


class Diary:
    """Writes a log; a line is ``<day> <what> [<question>] [sure]``, a day counted from Monday."""

    def __init__(self, belief: str = "b") -> None:
        self.belief = belief
        self.attempts: list[Attempt] = []
        self.predictions: list[Prediction] = []
        self.remedies: list[Remedy] = []
        self.quizzes: list[QuizSession] = []
        self._minutes = 0

    def write(self, *lines: str) -> "Diary":
        for line in lines:
            number, what, *rest = line.split()
            day = MONDAY + timedelta(days=int(number))
            getattr(self, what)(day, *rest)
        return self

    def _stamp(self, day: date) -> tuple[str, datetime]:
        self._minutes += 1
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(
            minutes=self._minutes
        )
        return f"{day.isoformat()}-{self._minutes:04}-{self.belief}", at

    def _answer(
        self,
        day: date,
        question: str,
        *,
        correct: bool,
        chosen: tuple[int, ...] = (1,),
        beliefs: tuple[str, ...] = (),
        confidence: Confidence = "think",
        session: str = "quiz",
    ) -> None:
        name, at = self._stamp(day)
        self.attempts.append(
            Attempt(
                id=name,
                session_id=session,
                question_id=question,
                fact_id=f"{question.partition('.')[0]}.fact",
                concept_id=question.partition(".")[0],
                at=at,
                study_day=day,
                chosen=chosen,
                correct=correct,
                confidence=confidence,
                misconceptions=beliefs,
                first=True,
                generated=question.startswith("sim:"),
                ms=1,
                language="en",
                content_hash="",
            )
        )

    def _session(self, day: date, question: str) -> str:
        name, at = self._stamp(day)
        quiz = QuizSession(
            id=name,
            at=at,
            topics=(self.belief,),
            item_ids=(question,),
            seed=1,
            kind="remedy",
        )
        self.quizzes.append(quiz)
        return name

    def believed(self, day: date, question: str = "c.1", how: Confidence = "think") -> None:
        self._answer(day, question, correct=False, beliefs=(self.belief,), confidence=how)

    def careless(self, day: date, question: str = "c.1") -> None:
        self._answer(day, question, correct=False)

    def unknown(self, day: date, question: str = "c.1") -> None:
        self._answer(day, question, correct=False, chosen=(), confidence="")

    def knew(self, day: date, question: str = "c.1") -> None:
        self._answer(day, question, correct=True)

    def read(self, day: date) -> None:
        name, at = self._stamp(day)
        self.remedies.append(
            Remedy(id=name, misconception=self.belief, step="correction", at=at, study_day=day)
        )

    def right(self, day: date, question: str) -> None:
        self._answer(day, question, correct=True, session=self._session(day, question))

    def missed(self, day: date, question: str) -> None:
        session = self._session(day, question)
        self._answer(day, question, correct=False, chosen=(), session=session)

    def relapsed(self, day: date, question: str) -> None:
        session = self._session(day, question)
        self._answer(day, question, correct=False, beliefs=(self.belief,), session=session)

    def predicted(self, day: date, how: str = "wrong") -> None:
        name, at = self._stamp(day)
        correct = {"wrong": False, "right": True, "neither": None}[how]
        self.predictions.append(
            Prediction(
                id=name,
                model="m",
                scenario="s",
                fact_id="c.fact",
                at=at,
                study_day=day,
                chosen="x",
                correct=correct,
                misconception="" if correct else self.belief,
            )
        )

    def history(self) -> History:
        return History(
            attempts=self.attempts,
            predictions=self.predictions,
            remedies=self.remedies,
            treatments=self.quizzes,
            scenarios={"m.s": (self.belief,)},
        )
