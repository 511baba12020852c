"""The quiz desk: makes quizzes, saves an answer before its feedback is shown, goes on with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.clock import Clock, study_day, today
from awsstudy.core.errors import AwsStudyError
from awsstudy.core.i18n import Language
from awsstudy.core.ids import event_id
from awsstudy.quiz.chooser import Chooser
from awsstudy.quiz.evidence import Evidence
from awsstudy.quiz.generated import make_item, parse_code
from awsstudy.quiz.generator import Generator
from awsstudy.quiz.hints import Hint, ladder
from awsstudy.quiz.ideas import fact_with_a_gap, idea
from awsstudy.quiz.item import PREFIX, Item, bank_items
from awsstudy.quiz.judged import Bank, Overrides
from awsstudy.quiz.pool import Fitting, Flagged, Pool, Recall
from awsstudy.quiz.query import Query
from awsstudy.quiz.selection import Wish
from awsstudy.quiz.session import Given, Session
from awsstudy.store.quizzes import QuizLog
from awsstudy.store.records import Attempt, Override, QuizKind, QuizSession, Review, UnitState

Update = tuple[Review, UnitState]


class Memory(Protocol):
    """What learns from answers how well facts are remembered."""

    def of_attempts(self, attempts: Iterable[tuple[Attempt, Sequence[str]]]) -> Sequence[Update]:
        """The updates that answers to questions on these facts (main one first) bring about."""

    def keep(self, updates: Iterable[Update]) -> None:
        """Take over updates that are in the database by now."""


class QuizDesk:
    """Everything a quiz needs."""

    def __init__(  # noqa: PLR0913 - what a desk needs of the learner, each a part that tests leave out
        self,
        catalog: Catalog,
        log: QuizLog,
        clock: Clock,
        *,
        recall: Recall = dict,
        flagged: Flagged = frozenset,
        memory: Memory | None = None,
        overrides: Callable[[], Sequence[Override]] = tuple,
    ) -> None:
        """Prepare.

        Args:
            catalog: the content.
            log: the quizzes and answers so far.
            clock: the time.
            recall: tells the chance of recalling each fact whose cards were reviewed.
            flagged: tells which items are flagged.
            memory: learns from the answers.
            overrides: tells every key of the learner's own and every withdrawal, oldest first.
        """
        self._catalog = catalog
        self._log = log
        self._clock = clock
        self._memory = memory
        self.overrides = Overrides(overrides)
        self._bank = Bank(bank_items(catalog), self.overrides)
        self.pool = Pool(catalog, self._bank, log, recall, flagged)

    @property
    def _chooser(self) -> Chooser:
        """Chooses by the rules of today."""
        rules = self._catalog.rule_book(today(self._clock))
        return Chooser(self.pool, Generator(self._catalog, rules), self.item)

    def query(self, text: str) -> Query:
        """The query that a line says.

        Raises:
            QueryError: it is not understood; says where.
        """
        return self.pool.query(text)

    def fitting(self, wish: Wish, evidence: Evidence | None = None) -> Fitting:
        """What fits a wish, now or by what was known at another moment."""
        return self.pool.fitting(wish, evidence or self.evidence())

    def evidence(self) -> Evidence:
        """Where the learner stands now."""
        return self.pool.evidence(self._clock.now())

    @property
    def bank(self) -> Mapping[str, Item]:
        """Every question of the bank as an item, by id, with the learner's own keys."""
        return self._bank

    def start(
        self, wish: Wish, seed: int, *, ask_confidence: bool = True, kind: QuizKind = "quiz"
    ) -> Session:
        """Make a quiz and remember it; an endless one is a kind of its own.

        Raises:
            AwsStudyError: nothing fits the wish.
        """
        evidence, topics = self.evidence(), tuple(sorted(wish.concepts))
        query, eased = str(wish.query), evidence.beginner()
        session = Session("", topics, (), seed, ask_confidence, query=query, eased=eased)
        if wish.mode == "endless":
            return self._begun(replace(session, endless=True), "endless")
        items = tuple(map(self.overrides.over, self._chooser.items(wish, seed, evidence)))
        if not items:
            raise AwsStudyError("No question fits.", hint="Choose other topics, or ask for less.")
        reasons = self._chooser.reasons(items, evidence, wish.mode)
        return self._begun(replace(session, items=items, reasons=reasons), kind)

    def begin(
        self,
        items: Sequence[Item],
        seed: int,
        *,
        topics: tuple[str, ...] = (),
        kind: QuizKind = "quiz",
        ask_confidence: bool = True,
    ) -> Session:
        """Make a quiz of these items and remember it."""
        return self._begun(Session("", topics, tuple(items), seed, ask_confidence), kind)

    def _begun(self, session: Session, kind: QuizKind) -> Session:
        """Remember a quiz; an endless one gets its first item.

        Raises:
            AwsStudyError: nothing fits an endless one.
        """
        now = self._clock.now()
        begun = replace(session, id=event_id(now))
        if begun.endless:
            begun = self.extended(begun)
        self._log.begin(
            QuizSession(
                id=begun.id,
                at=now,
                topics=begun.topics,
                item_ids=() if begun.endless else tuple(item.id for item in begun.items),
                seed=begun.seed,
                kind=kind,
                query=begun.query,
                eased=tuple(sorted(begun.eased)),
            )
        )
        return begun

    def extended(self, session: Session) -> Session:
        """An endless quiz with its next item, which simulators make.

        Raises:
            AwsStudyError: they have nothing (more) to ask.
        """
        evidence, query = self.evidence(), self.query(session.query)
        wish = Wish(frozenset(session.topics), mode="endless", query=query)
        item = self.overrides.over(self._chooser.next(wish, session.seed, session.items, evidence))
        return session.extended(item, self._chooser.reasons([item], evidence)[item.id])

    def item(self, item_id: str, as_of: date | None = None, before: str = "") -> Item:
        """An item by its id, written or generated (by the rules of today or of another day).

        Args:
            item_id: what is asked for.
            as_of: the day whose rules simulators follow; None means today.
            before: the id of the quiz or exam it belongs to, which keeps the keys of the learner's
                own that stood when it began; empty for now.

        Raises:
            KeyError: there is none of that id (any more).
        """
        return self.overrides.over(self.written(item_id, as_of), before)

    def written(self, item_id: str, as_of: date | None = None) -> Item:
        """An item by its id with its own key, whatever the learner says.

        Raises:
            KeyError: there is none of that id (any more).
        """
        if not item_id.startswith(PREFIX):
            return self._bank.written[item_id]
        model, problem, seed = parse_code(item_id)
        page = self._catalog.sims[model]
        rules = self._catalog.rule_book(as_of or today(self._clock))
        return make_item(page, problem, seed, rules)

    def hints(self, session: Session) -> tuple[Hint, ...]:
        """Every hint for the item on screen, in the order they are given."""
        item = session.item
        first, gapped = idea(self._catalog, item), fact_with_a_gap(self._catalog, item)
        return ladder(item, session.order, session.seed, first, gapped)

    def unfinished(self, *, ask_confidence: bool = True) -> Session | None:
        """The quiz that was left, where it was left; None when there is none."""
        saved = self._log.unfinished()
        if saved is None:
            return None
        try:
            return self._resumed(saved, ask_confidence=ask_confidence)
        except (KeyError, AwsStudyError):
            return None  # The content has one of its items no more, or nothing new to ask.

    def _resumed(self, saved: QuizSession, *, ask_confidence: bool) -> Session:
        day = study_day(saved.at, self._clock.zone)
        attempts = self._log.attempts(saved.id)
        endless = saved.kind == "endless"
        made = (
            [(one.question_id, one.study_day) for one in attempts]
            if endless
            else [(item_id, day) for item_id in saved.item_ids]
        )
        items = {item_id: self.item(item_id, when, saved.id) for item_id, when in made}
        session = Session(
            id=saved.id,
            topics=saved.topics,
            items=tuple(items.values()),
            seed=saved.seed,
            ask_confidence=ask_confidence,
            answers=tuple(_given(items[one.question_id], one) for one in attempts),
            query=saved.query,
            eased=frozenset(saved.eased),
            endless=endless,
        )
        if endless:
            return self.extended(session)
        return replace(session, reasons=self._chooser.reasons(session.items, self.evidence()))

    def save(self, session: Session, ms: int, language: Language) -> None:
        """Save the answer given last; it is in the database when this returns.

        Raises:
            StoreError: it could not be saved.
        """
        attempt, memory = self._attempt(session, ms, language), self._memory
        facts = session.last.item.facts
        updates = memory.of_attempts([(attempt, facts)]) if memory else ()
        self._log.record(attempt, updates)
        if memory:
            memory.keep(updates)

    def _attempt(self, session: Session, ms: int, language: Language) -> Attempt:
        given, now = session.last, self._clock.now()
        item = given.item
        return Attempt(
            id=event_id(now),
            session_id=session.id,
            question_id=item.id,
            fact_id=item.facts[0],
            concept_id=item.concept_id,
            at=now,
            study_day=study_day(now, self._clock.zone),
            chosen=given.chosen,
            correct=given.correct,
            confidence=given.confidence,
            misconceptions=item.misconceptions(given.chosen),
            first=self._log.tally(item.id) is None,
            generated=item.origin == "generated",
            ms=ms,
            language=language,
            content_hash=item.content_hash,
            hints=given.hints,
        )


def _given(item: Item, attempt: Attempt) -> Given:
    return Given(item, tuple(attempt.chosen), attempt.confidence, attempt.hints)
