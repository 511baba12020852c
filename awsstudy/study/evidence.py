"""What an answer to a question, or a prediction, tells of how well facts are remembered.

The map from answers to ratings is the one measured best on simulated learners: a sure right answer
counts as Good, an unsure one as Hard, a wrong one as Again. Only the first answer to a question
counts: later ones tell of the question, not of the fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from awsstudy.catalog.catalog import Catalog
from awsstudy.flashcards.remembering import Asked, Memory
from awsstudy.flashcards.scheduling import Rating
from awsstudy.store.records import Attempt, Prediction, Review, UnitState

Update = tuple[Review, UnitState]
SECONDARY = 2
"""How many facts besides the main one a question may tell of."""


def rating_of(attempt: Attempt) -> Rating:
    """How well an answer shows that the main fact was recalled."""
    if not attempt.correct:
        return Rating.AGAIN
    unsure = attempt.confidence in ("guess", "think") or attempt.hints
    return Rating.HARD if unsure else Rating.GOOD


class Evidence:
    """Turns answers into updates of the one memory."""

    def __init__(self, memory: Memory, catalog: Catalog) -> None:
        self._memory = memory
        self._catalog = catalog

    def of_attempts(self, attempts: Iterable[tuple[Attempt, Sequence[str]]]) -> list[Update]:
        """The updates that answers bring about, in order.

        Args:
            attempts: each answer with the facts of its question, the main one first.
        """
        updates: list[Update] = []
        for attempt, facts in attempts:
            if attempt.first:
                updates += self._of_attempt(attempt, facts, _latest(updates))
        return updates

    def _of_attempt(
        self, attempt: Attempt, facts: Sequence[str], latest: dict[str, UnitState]
    ) -> list[Update]:
        asked = Asked("question", attempt.question_id, attempt.content_hash, attempt.ms)
        weigh = self._weigh(asked, latest)
        wrong = [fact for fact in facts[1 : 1 + SECONDARY] if fact in self._believed(attempt)]
        return [
            weigh(attempt.fact_id, rating_of(attempt)),
            *(weigh(fact, Rating.AGAIN) for fact in wrong),
        ]

    def _weigh(self, asked: Asked, latest: dict[str, UnitState]) -> Callable[[str, Rating], Update]:
        return lambda unit, rating: self._memory.weigh(unit, rating, asked, latest.get(unit))

    def _believed(self, attempt: Attempt) -> set[str]:
        """The facts that the misconceptions behind a wrong answer contradict."""
        known = self._catalog.misconceptions
        return {
            fact for name in attempt.misconceptions if name in known for fact in known[name].facts
        }

    def of_prediction(self, prediction: Prediction, *, first: bool) -> list[Update]:
        """The update that a judged prediction brings about, where the scenario was new."""
        if prediction.correct is None or not first:
            return []
        scenario = f"{prediction.model}.{prediction.scenario}"
        rating = Rating.GOOD if prediction.correct else Rating.AGAIN
        asked = Asked("prediction", scenario, "", 0)
        return [self._memory.weigh(prediction.fact_id, rating, asked)]

    def keep(self, updates: Iterable[Update]) -> None:
        """Take over updates that are in the database by now."""
        self._memory.keep(unit for _, unit in updates)


def _latest(updates: Iterable[Update]) -> dict[str, UnitState]:
    """The units as they are after some updates that are not in the database yet."""
    return {unit.unit_id: unit for _, unit in updates}
