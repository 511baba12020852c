"""Today's plan: what comes first, why, and when it stops."""

from dataclasses import replace
from datetime import UTC, date, datetime

from awsstudy.catalog.outline import ConceptOutline, Outline, ScenarioOutline
from awsstudy.core.i18n import Localized
from awsstudy.flashcards.queue import Counts
from awsstudy.store.records import Prediction, Tally
from awsstudy.study.today import Record, plan

DAY = date(2026, 1, 5)
NAME = Localized.same("name")
OUTLINE = Outline(
    {one: ConceptOutline(one, NAME) for one in ("a", "b", "c")},
    (ScenarioOutline("sim", "one", NAME, ("a",)), ScenarioOutline("sim", "two", NAME, ("b",))),
    (),
)
NOTHING = Record(Counts(0, 0, 0), {}, (), frozenset(), 0)


def tally(question: str, *, right: bool) -> Tally:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Tally(
        question_id=question, seen=1, right=right, last_right=right, last_at=at, last_confidence=""
    )


def kinds(record: Record, minutes: int = 60) -> list[str]:
    return [entry.kind for entry in plan(OUTLINE, record, minutes, None, DAY).entries]


def test_what_was_begun_and_what_is_due_come_first() -> None:
    record = replace(NOTHING, counts=Counts(3, 1, 5), unfinished=2)
    assert kinds(record) == ["resume", "cards", "quiz", "simulator"]


def test_when_the_minutes_are_spent_only_what_is_due_is_left() -> None:
    assert kinds(replace(NOTHING, counts=Counts(3, 1, 50)), minutes=5) == ["cards"]


def test_there_is_always_something_to_do_first() -> None:
    assert kinds(NOTHING, minutes=-10) == ["quiz"]


def test_the_weakest_concept_is_asked_about() -> None:
    tallies = {
        "a.1": tally("a.1", right=True),
        "b.1": tally("b.1", right=False),
        "b.2": tally("b.2", right=True),
        "c.1": tally("c.1", right=False),
    }
    entry = plan(OUTLINE, replace(NOTHING, tallies=tallies), 30, None, DAY).entries[0]
    assert (entry.reason, entry.concepts) == ("plan.quiz_weak", ("c",))
    assert entry.values == {"concept": "c", "right": 0, "seen": 1}


def test_a_concept_whose_cards_were_met_is_tested_before_an_unknown_one() -> None:
    entry = plan(OUTLINE, replace(NOTHING, studied=frozenset({"b"})), 30, None, DAY).entries[0]
    assert (entry.reason, entry.concepts) == ("plan.quiz_studied", ("b",))


def test_a_scenario_is_offered_once() -> None:
    done = Prediction(
        id="x",
        model="sim",
        scenario="one",
        fact_id="a.f",
        at=datetime(2026, 1, 1, tzinfo=UTC),
        study_day=DAY,
        chosen="y",
        correct=True,
        misconception="",
    )
    entries = plan(OUTLINE, replace(NOTHING, predictions=(done,)), 60, None, DAY).entries
    assert entries[-1].target == "sim.two"


def test_days_to_the_exam_are_counted() -> None:
    assert plan(OUTLINE, NOTHING, 20, date(2026, 2, 4), DAY).days_to_exam == 30
    assert plan(OUTLINE, NOTHING, 20, None, DAY).days_to_exam is None
