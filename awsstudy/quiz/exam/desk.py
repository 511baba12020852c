"""The exam desk: says what an exam would cover, begins one, takes one up, lists them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.reference import Exam
from awsstudy.core.clock import Clock, study_day
from awsstudy.core.errors import AwsStudyError, UnknownIdError
from awsstudy.core.i18n import LANGUAGES, Language
from awsstudy.core.ids import event_id
from awsstudy.core.seeds import stream
from awsstudy.quiz.desk import Memory, QuizDesk
from awsstudy.quiz.exam.assembly import ExamForm, Pool, assemble
from awsstudy.quiz.exam.blueprint import ExamWish, fits, minutes_of
from awsstudy.quiz.exam.domains import domain_of, problem_domain
from awsstudy.quiz.exam.running import RunningExam
from awsstudy.quiz.exam.sitting import Entry, Sitting
from awsstudy.quiz.generated import item_code
from awsstudy.quiz.item import Item
from awsstudy.store.records import ExamSitting, ExamStanding
from awsstudy.store.store import Store

FEWEST = 5
"""An exam of fewer questions would measure nothing."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What an exam would be if it began now."""

    questions: int
    minutes: int
    covered: int
    """Per cent of the guide's weight that the content can fill."""
    unseen: int
    """How many questions of it were never asked before."""
    short_of: tuple[str, ...]
    """The domains that it cannot fill."""


class ExamDesk:
    """Everything a mock exam needs."""

    def __init__(
        self,
        catalog: Catalog,
        quiz: QuizDesk,
        store: Store,
        clock: Clock,
        memory: Memory | None = None,
    ) -> None:
        self._memory = memory
        self._catalog = catalog
        self._quiz = quiz
        self._store = store
        self._clock = clock

    def exam(self, code: str) -> Exam:
        """The blueprint of a code.

        Raises:
            UnknownIdError: there is none.
        """
        try:
            return self._catalog.exams[code]
        except KeyError:
            known = ", ".join(self._catalog.exams)
            raise UnknownIdError(f"There is no exam '{code}'.", hint=f"Exams: {known}") from None

    def offer(self, wish: ExamWish) -> Offer:
        """What a wish would come to."""
        exam, asked = self.exam(wish.exam), self._asked(wish)
        form = self._form(wish, 0, generated=False)
        if form.covered < 100:
            form = self._form(wish, 0)
        seen, number = self._store.quizzes.tallies(), len(form.items)
        return Offer(
            questions=number,
            minutes=minutes_of(exam, number or asked, esl=wish.esl),
            covered=form.covered,
            unseen=sum(item.id not in seen for item in form.items),
            short_of=tuple(one.domain for one in form.shares if one.got < one.wanted),
        )

    def begin(self, wish: ExamWish, seed: int, language: Language) -> RunningExam:
        """Make an exam, remember it and start its clock.

        Raises:
            AwsStudyError: there are too few questions.
        """
        exam, form, now = self.exam(wish.exam), self._form(wish, seed), self._clock.now()
        if not form.items:
            raise AwsStudyError(f"There is no question for the exam '{exam.id}'.")
        sitting = ExamSitting(
            id=event_id(now),
            at=now,
            exam=exam.id,
            item_ids=tuple(item.id for item in form.items),
            unscored=tuple(item.id for item in form.items if item.id in form.unscored),
            seed=seed,
            minutes=minutes_of(exam, len(form.items), esl=wish.esl),
            conditions=tuple(_conditions(exam, wish, form, language)),
        )
        self._store.exams.begin(sitting)
        return self.look(sitting)

    def look(self, sitting: ExamSitting) -> RunningExam:
        """An exam as it stands, without coming back to it.

        Raises:
            AwsStudyError: the content has one of its questions no more.
        """
        exams, quizzes = self._store.exams, self._store.quizzes
        return RunningExam(self._blank(sitting), exams, quizzes, self._clock, self._memory)

    def take_up(self, sitting: ExamSitting, language: Language) -> RunningExam:
        """Go on with an exam that was left."""
        running = self.look(sitting)
        running.enter(language)
        return running

    def discard(self, sitting_id: str) -> None:
        """Take an exam that was not submitted off the list."""
        now = self._clock.now()
        self._store.exams.discard(sitting_id, event_id(now), now)

    def standings(self) -> list[ExamStanding]:
        """How far every exam is, oldest first."""
        return self._store.exams.standings()

    def sitting(self, sitting_id: str) -> ExamSitting:
        """An exam that was begun.

        Raises:
            UnknownIdError: there is none of that id.
        """
        for sitting in self._store.exams.sittings():
            if sitting.id == sitting_id:
                return sitting
        raise UnknownIdError(f"No exam '{sitting_id}' was begun.")

    def domain_of(self, exam: str, item_id: str) -> str:
        """The domain of an exam that a question counts for."""
        return domain_of(self._catalog, exam, item_id)

    def _blank(self, sitting: ExamSitting) -> Sitting:
        day = study_day(sitting.at, self._clock.zone)
        language = _language(sitting)
        try:
            items = [self._quiz.item(one, day, sitting.id) for one in sitting.item_ids]
        except KeyError:
            raise AwsStudyError("The content has a question of this exam no more.") from None
        entries = tuple(Entry(item, language) for item in items)
        limit = sitting.minutes * 60_000
        return Sitting(sitting.id, entries, sitting.seed, limit, language, sitting.at)

    def _asked(self, wish: ExamWish) -> int:
        most = self.exam(wish.exam).questions
        return min(most, max(FEWEST, wish.questions)) if wish.questions else most

    def _form(self, wish: ExamWish, seed: int, *, generated: bool = True) -> ExamForm:
        exam = self.exam(wish.exam)
        pools = self._pools(exam, seed, generated=generated)
        return assemble(exam, pools, self._asked(wish), seed, unscored=wish.unscored)

    def _pools(self, exam: Exam, seed: int, *, generated: bool) -> dict[str, Pool]:
        written = self._written(exam, seed)
        made = self._problems(exam, seed) if generated else {}
        return {
            domain.id: Pool(written.get(domain.id, ()), self._made(made.get(domain.id, ()), seed))
            for domain in exam.domains
        }

    def _written(self, exam: Exam, seed: int) -> dict[str, list[Item]]:
        """The bank's questions by domain: unseen ones first, then those seen longest ago."""
        chance, seen = stream(seed, "exam:written"), self._store.quizzes.tallies()
        pool: dict[str, list[Item]] = defaultdict(list)
        for question_id in self._catalog.questions:
            item = self._quiz.item(question_id)
            domain = self.domain_of(exam.id, question_id)
            if domain and fits(exam, item):
                pool[domain].append(item)
        for items in pool.values():
            drawn = {item.id: chance.random() for item in items}
            items.sort(
                key=lambda item: (
                    seen[item.id].last_at.timestamp() if item.id in seen else 0.0,
                    drawn[item.id],
                )
            )
        return pool

    def _problems(self, exam: Exam, seed: int) -> dict[str, list[tuple[str, str]]]:
        """The simulators' problems by domain, in the seed's order."""
        chance = stream(seed, "exam:problems")
        pool: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for page in self._catalog.sims.values():
            for words in page.problems:
                if domain := problem_domain(self._catalog, exam.id, words):
                    pool[domain].append((page.id, words.id))
        for problems in pool.values():
            problems.sort(key=lambda _: chance.random())
        return pool

    def _made(self, problems: list[tuple[str, str]] | tuple[()], seed: int) -> Iterator[Item]:
        """One question a problem, each made when it is asked for."""
        for model, problem in problems:
            chance = stream(seed, f"exam:{model}.{problem}")
            try:
                yield self._quiz.item(item_code(model, problem, chance.getrandbits(20)))
            except UnknownIdError:
                continue  # This seed gives nothing to ask; another problem does.


def _conditions(exam: Exam, wish: ExamWish, form: ExamForm, language: Language) -> Iterator[str]:
    """What of an exam differs from the standard."""
    if wish.esl:
        yield "esl"
    if form.unscored:
        yield "unscored"
    if len(form.items) < exam.questions:
        yield "short"
    if form.covered < 100:
        yield f"covers-{form.covered}"
    yield f"in-{language}"


def _language(sitting: ExamSitting) -> Language:
    return next((one for one in LANGUAGES if f"in-{one}" in sitting.conditions), LANGUAGES[0])
