"""What was foretold of cards: by the parameters of the time, of cards only, on later days only."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from awsstudy.flashcards.histories import Epoch, foretold, histories
from awsstudy.flashcards.memory import Answer, Model
from awsstudy.flashcards.scheduling import DEFAULTS
from awsstudy.store.records import Review

MONDAY = date(2026, 1, 5)
OTHER = tuple(2 * w if n < 4 else w for n, w in enumerate(DEFAULTS))


def review(name: str, day: int, rating: int, unit: str = "c.f", kind: str = "card") -> Review:
    at = datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(days=day)
    return Review(
        id=name,
        kind=kind,  # type: ignore[arg-type]
        card_id="c.k",
        fact_id=unit,
        at=at,
        study_day=MONDAY + timedelta(days=day),
        delta_days=0,
        rating=rating,
        phase="review",
        ms=1,
        algo="",
        content_hash="",
    )


LOG = [
    review("1", 0, 3),
    review("2", 0, 3, "d.f"),
    review("3", 0, 3),
    review("4", 2, 3),
    review("5", 9, 1),
    review("6", 9, 3, "d.f", "question"),
    review("7", 9, 1, "d.f", "cram"),
    review("8", 12, 3, "d.f"),
]


def test_histories_leave_out_cramming() -> None:
    start = MONDAY.toordinal()
    assert histories(LOG)[1] == [Answer(start, 3), Answer(start + 9, 3), Answer(start + 12, 3)]


def test_cards_of_a_later_day_are_foretold() -> None:
    found = foretold(LOG, [Epoch("", DEFAULTS)])
    assert [(one.day - MONDAY).days for one in found] == [2, 9, 12]
    assert [one.recalled for one in found] == [True, False, True]
    model = Model(DEFAULTS)
    first = model.next(model.first(3), 3, 0)
    assert found[0].chance == pytest.approx(float(model.recall(2, first.stability)))


def test_each_review_is_foretold_by_the_parameters_of_its_time() -> None:
    before, after = (foretold(LOG, [Epoch("", one)]) for one in (DEFAULTS, OTHER))
    assert foretold(LOG, [Epoch("", DEFAULTS), Epoch("45", OTHER)]) == [before[0], *after[1:]]


def test_an_answer_to_a_question_changes_what_is_foretold_of_the_card() -> None:
    wrong = [replace(one, rating=1) if one.id == "6" else one for one in LOG]
    epochs = [Epoch("", DEFAULTS)]
    assert foretold(wrong, epochs)[2].chance < foretold(LOG, epochs)[2].chance


def test_an_empty_log_foretells_nothing() -> None:
    assert foretold([], [Epoch("", DEFAULTS)]) == []
