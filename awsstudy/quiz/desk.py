"""The quiz desk: makes quizzes, saves an answer before its feedback is shown, goes on with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.clock import Clock, study_day, today
from awsstudy.core.errors import AwsStudyError, UnknownIdError
from awsstudy.core.i18n import Language
from awsstudy.core.ids import event_id
from awsstudy.core.seeds import stream
from awsstudy.quiz.generated import PREFIX, make_item, parse_code
from awsstudy.quiz.item import Item, bank_items
from awsstudy.quiz.selection import Wish, select
from awsstudy.quiz.session import Given, Session
from awsstudy.store.quizzes import QuizLog
from awsstudy.store.records import Attempt, QuizKind, QuizSession, Review, UnitState

GENERATED_SHARE = 4
"""One item in so many comes from a simulator, where one teaches the chosen concepts."""


Update = tuple[Review, UnitState]


class Memory(Protocol):
    """What learns from answers how well facts are remembered."""

    def of_attempts(self, attempts: Iterable[tuple[Attempt, Sequence[str]]]) -> Sequence[Update]:
        """The updates that answers to questions on these facts (main one first) bring about."""

    def keep(self, updates: Iterable[Update]) -> None:
        """Take over updates that are in the database by now."""


class QuizDesk:
    """Everything a quiz needs."""

    def __init__(
        self, catalog: Catalog, log: QuizLog, clock: Clock, memory: Memory | None = None
    ) -> None:
        self._catalog = catalog
        self._log = log
        self._clock = clock
        self._memory = memory
        self._bank = bank_items(catalog)

    def start(self, wish: Wish, seed: int, *, ask_confidence: bool = True) -> Session:
        """Make a quiz and remember it.

        Raises:
            AwsStudyError: nothing fits the wish.
        """
        items = self._select(wish, seed)
        if not items:
            raise AwsStudyError("No question fits.", hint="Choose other topics or another kind.")
        topics = tuple(sorted(wish.concepts))
        return self.begin(items, seed, topics=topics, ask_confidence=ask_confidence)

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
        now = self._clock.now()
        session = Session(event_id(now), topics, tuple(items), seed, ask_confidence)
        self._log.begin(
            QuizSession(
                id=session.id,
                at=now,
                topics=topics,
                item_ids=tuple(item.id for item in items),
                seed=seed,
                kind=kind,
            )
        )
        return session

    def _select(self, wish: Wish, seed: int) -> tuple[Item, ...]:
        chance = stream(seed, "quiz:selection")
        extra: list[Item] = []
        if wish.generated and wish.kind == "mixed":
            wanted = max(1, wish.length // GENERATED_SHARE)
            extra = [
                item for item, _ in zip(self._generated(wish, seed), range(wanted), strict=False)
            ]
        length = wish.length - len(extra)
        written = Wish(wish.concepts, length, wish.kind, wish.generated)
        chosen = select(self._bank.values(), self._log.tallies(), written, chance)
        return (*chosen, *extra) if chosen or extra else ()

    def _generated(self, wish: Wish, seed: int) -> Iterator[Item]:
        """Items of the simulators that teach the chosen concepts, each problem once."""
        chance = stream(seed, "quiz:problems")
        problems = [
            (page, problem.id)
            for page in self._catalog.sims.values()
            for problem in page.problems
            if not wish.concepts or problem.facts[0].partition(".")[0] in wish.concepts
        ]
        problems.sort(key=lambda _: chance.random())
        rules = self._catalog.rule_book(today(self._clock))
        for page, problem in problems:
            try:
                item = make_item(page, problem, chance.getrandbits(20), rules)
            except UnknownIdError:
                continue  # This seed gives nothing to ask; another problem does.
            yield item

    def item(self, item_id: str, as_of: date | None = None) -> Item:
        """An item by its id, written or generated (by the rules of today or of another day).

        Raises:
            KeyError: there is none of that id (any more).
        """
        if not item_id.startswith(PREFIX):
            return self._bank[item_id]
        model, problem, seed = parse_code(item_id)
        page = self._catalog.sims[model]
        rules = self._catalog.rule_book(as_of or today(self._clock))
        return make_item(page, problem, seed, rules)

    def unfinished(self, *, ask_confidence: bool = True) -> Session | None:
        """The quiz that was left, where it was left; None when there is none."""
        saved = self._log.unfinished()
        if saved is None:
            return None
        day = study_day(saved.at, self._clock.zone)
        try:
            items = {item_id: self.item(item_id, day) for item_id in saved.item_ids}
        except KeyError:
            return None  # The content has one of its items no more.
        given = tuple(
            Given(items[attempt.question_id], tuple(attempt.chosen), attempt.confidence)
            for attempt in self._log.attempts(saved.id)
        )
        asked = tuple(items.values())
        return Session(saved.id, saved.topics, asked, saved.seed, ask_confidence, answers=given)

    def save(self, session: Session, ms: int, language: Language) -> None:
        """Save the answer given last; it is in the database when this returns.

        Raises:
            StoreError: it could not be saved.
        """
        given, now = session.last, self._clock.now()
        item = given.item
        attempt = Attempt(
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
        )
        memory = self._memory
        updates = memory.of_attempts([(attempt, item.facts)]) if memory else ()
        self._log.record(attempt, updates)
        if memory:
            memory.keep(updates)
