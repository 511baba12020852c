"""Today's plan: what comes first, why, and when it stops."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from awsstudy.catalog.outline import ConceptOutline, Outline, PairOutline, ScenarioOutline
from awsstudy.core.i18n import Localized
from awsstudy.store.records import DayCount, ExamSitting, ExamStanding, Prediction, Tally, UnitState
from awsstudy.study.cards_part import CardsPart, Deck, due_part
from awsstudy.study.costs import USUAL, seconds_of
from awsstudy.study.remedy import Treatment, treatments
from awsstudy.study.today import Record, plan
from tests.study.diary import Diary

DAY = date(2026, 1, 5)
NAME = Localized.same("name")
OUTLINE = Outline(
    {one: ConceptOutline(one, NAME) for one in ("a", "b", "c")},
    (ScenarioOutline("sim", "one", NAME, ("a",)), ScenarioOutline("sim", "two", NAME, ("b",))),
    (),
    {"x": 10, "y": 20},
)


def cards(due: int = 0, new: int = 0) -> Callable[[float], CardsPart]:
    """As many of so many cards as fit."""
    units = tuple(f"a.f{n}" for n in range(due + new))
    day = date(2026, 1, 1)
    states = {
        unit: UnitState(
            unit_id=unit, phase="review", stability=3.0, due_day=day, last_day=day, reps=1
        )
        for unit in units[:due]
    }
    return partial(due_part, Deck(units, states, DAY, new), USUAL)


NOTHING = Record(cards(), {}, (), frozenset(), 0)


def tally(question: str, *, right: bool) -> Tally:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Tally(
        question_id=question, seen=1, right=right, last_right=right, last_at=at, last_confidence=""
    )


def kinds(record: Record, minutes: int = 60) -> list[str]:
    return [entry.kind for entry in plan(OUTLINE, record, minutes, None, DAY).entries]


def test_what_was_begun_and_what_is_due_come_first() -> None:
    record = replace(NOTHING, cards=cards(6, 3), unfinished=2)
    assert kinds(record) == ["resume", "cards", "quiz", "simulator"]


def test_a_session_never_takes_more_than_its_minutes() -> None:
    record = replace(NOTHING, cards=cards(500, 30), unfinished=2)
    for minutes in (0, 1, 5, 12, 20, 60, 300):
        made = plan(OUTLINE, record, minutes, None, DAY)
        assert made.seconds <= 60 * minutes


def exam(name: str, *, submitted: bool, misses: int = 0) -> ExamStanding:
    sitting = ExamSitting(
        id=name,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        exam="saa-c03",
        item_ids=("a.1", "a.2"),
        unscored=(),
        seed=1,
        minutes=130,
        conditions=(),
    )
    return ExamStanding(
        sitting=sitting,
        submitted=submitted,
        right=0,
        misses=misses,
        reviewed=3,
        elapsed_ms=100 * 60_000,
    )


def test_an_exam_that_runs_and_one_that_was_not_reviewed_come_before_all_else() -> None:
    exams = (
        exam("old", submitted=True, misses=9),
        exam("ended", submitted=True, misses=12),
        exam("running", submitted=False),
    )
    record = replace(NOTHING, cards=cards(6, 3), unfinished=2, exams=exams)
    entries = plan(OUTLINE, record, 60, None, DAY).entries
    assert [entry.kind for entry in entries[:3]] == ["exam", "exam_review", "resume"]
    assert [entry.target for entry in entries[:2]] == ["running", "ended"]
    assert [entry.minutes for entry in entries[:2]] == [30, 6]
    assert entries[1].values == {"exam": "SAA-C03", "count": 9}
    assert plan(OUTLINE, record, 10, None, DAY).seconds <= 600


def test_a_backlog_gets_what_nothing_else_took_and_nothing_new_is_added_to_it() -> None:
    made = plan(OUTLINE, replace(NOTHING, cards=cards(500, 30)), 20, None, DAY)
    part = next(entry.cards for entry in made.entries if entry.kind == "cards")
    assert part.new == 0
    assert part.waiting == 500 - part.seen > 0
    assert 60 * 20 - made.seconds < USUAL.question


def test_when_the_minutes_are_spent_nothing_is_planned() -> None:
    assert kinds(replace(NOTHING, cards=cards(5, 3)), minutes=-10) == []


def test_a_pair_that_was_mixed_up_is_drilled_on_every_other_day() -> None:
    outline = replace(OUTLINE, pairs=(PairOutline("a-b", NAME, ("a", "b")),))
    tallies = {"a.1": tally("a.1", right=False), "b.1": tally("b.1", right=True)}
    record = replace(NOTHING, tallies=tallies)
    found = {
        plan(outline, record, 20, None, DAY + timedelta(days=n)).entries[0].kind for n in range(2)
    }
    assert found == {"contrast", "quiz"}


def test_seconds_are_the_learners_own_once_there_are_enough() -> None:
    def count(kind: str, phase: str, rating: int, number: int, ms: int) -> DayCount:
        return DayCount(
            study_day=DAY, kind=kind, phase=phase, rating=rating, count=number, ms=number * ms
        )

    assert seconds_of([count("review", "review", 3, 29, 5000)]) == USUAL
    measured = seconds_of(
        [
            count("review", "review", 3, 40, 5000),
            count("review", "review", 1, 40, 9000),
            count("review", "relearning", 3, 40, 4000),
            count("review", "new", 1, 40, 10_000),
            count("review", "learning", 3, 80, 4000),
            count("attempt", "sure", 3, 40, 30_000),
        ]
    )
    assert (measured.right, measured.wrong, measured.new, measured.question) == (5, 13, 18, 30)


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


def treated(belief: str, *lines: str) -> Treatment:
    return treatments(Diary(belief).write(*lines).history())[belief]


CHECK = ("-1 believed a.1", "-1 read", "-1 right a.2", "-1 right a.3")


def test_sure_and_wrong_comes_before_everything_the_same_day() -> None:
    record = replace(
        NOTHING,
        cards=cards(6, 3),
        unfinished=2,
        treatments=(treated("y", *CHECK), treated("x", "0 believed a.1 sure")),
    )
    entries = plan(OUTLINE, record, 60, None, DAY).entries
    assert [entry.kind for entry in entries][:4] == ["remedy", "remedy", "resume", "cards"]
    assert (entries[0].target, entries[0].reason) == ("x", "plan.remedy_sure")
    assert entries[0].values == {"concept": "a", "times": 1}
    assert (entries[1].target, entries[1].reason) == ("", "plan.remedy_checks")
    assert entries[1].values == {"count": 1}
    assert min(entry.minutes for entry in entries[:2]) >= 1


def test_what_was_believed_less_surely_waits_for_the_cards_and_the_minutes() -> None:
    record = replace(NOTHING, cards=cards(6, 3), treatments=(treated("x", "0 believed a.1"),))
    assert kinds(record)[:2] == ["cards", "remedy"]
    assert kinds(record, minutes=2) == ["cards"]


def test_a_check_that_is_not_due_is_not_in_the_plan() -> None:
    waiting = treated("x", *CHECK[:2], "0 right a.2", "0 right a.3")
    assert "remedy" not in kinds(replace(NOTHING, treatments=(waiting,)))
