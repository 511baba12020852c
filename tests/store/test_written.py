"""What the learner wrote and planned comes back as it stands; every version stays in the log."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from awsstudy.store.plan_records import DayPlan, Fit, StudyEvent, StudySession
from awsstudy.store.records import (
    ExamEvent,
    ExamResult,
    ExamSitting,
    Forecast,
    Mark,
    Note,
    Override,
    OwnCard,
    Remedy,
)
from awsstudy.store.store import Store


@pytest.fixture
def card(now: datetime) -> OwnCard:
    """A card the learner wrote."""
    return OwnCard(
        id="1", card_id="own.a", at=now, concept_id="s3", fact_id="", front="앞", back="뒤"
    )


def test_the_last_version_of_an_own_card_stands(store: Store, card: OwnCard, now: datetime) -> None:
    store.own.write_cards([card])
    later = OwnCard(
        id="2", card_id="own.a", at=now, concept_id="s3", fact_id="s3.x", front="앞", back="뒤쪽"
    )
    store.own.write_cards([later])
    assert store.own.cards() == {"own.a": later}
    gone = OwnCard(
        id="3",
        card_id="own.a",
        at=now,
        concept_id="s3",
        fact_id="",
        front="",
        back="",
        removed=True,
    )
    store.own.write_cards([gone])
    assert store.own.cards() == {}
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM own_card")).scalar_one() == 3


def test_the_last_note_stands_and_an_empty_one_takes_it_off(store: Store, now: datetime) -> None:
    for number, words in enumerate(["first", "second"]):
        store.own.write_note(Note(id=str(number), item_id="a.b", at=now, words=words))
    assert {item: note.words for item, note in store.own.notes().items()} == {"a.b": "second"}
    store.own.write_note(Note(id="9", item_id="a.b", at=now, words=""))
    assert store.own.notes() == {}


def test_a_session_of_study_can_be_gone_on_with(store: Store, now: datetime, today: date) -> None:
    assert store.plans.session(today) is None
    session = StudySession(
        id="1", at=now, study_day=today, minutes=20, steps=("card:a.b", "question:c.d")
    )
    store.plans.begin(session)
    done = StudyEvent(id="2", session_id="1", at=now, kind="done", place=0)
    store.plans.record_event(done)
    assert store.plans.session(today) == session
    assert store.plans.session(today + timedelta(days=1)) is None
    assert store.plans.events("1") == [done]


def test_days_and_fits_come_back_as_they_were_given(
    store: Store, now: datetime, today: date
) -> None:
    plan = DayPlan(id="1", at=now, first_day=today, last_day=today, minutes=0)
    back = DayPlan(id="2", at=now, first_day=today, last_day=today, minutes=None)
    fit = Fit(
        id="3",
        at=now,
        study_day=today,
        reviews=200,
        parameters=(0.212, 1.2931),
        loss_before=0.4,
        loss_after=0.39,
    )
    store.plans.plan_days(plan)
    store.plans.plan_days(back)
    store.plans.record_fit(fit)
    assert store.plans.day_plans() == [plan, back]
    assert store.plans.fits() == [fit]


def test_a_mock_exam_comes_back_event_by_event(store: Store, now: datetime, today: date) -> None:
    sitting = ExamSitting(
        id="1",
        at=now,
        exam="saa-c03",
        item_ids=("a.b", "sim:m.p:7"),
        unscored=("a.b",),
        seed=7,
        minutes=130,
        conditions=("esl",),
    )
    store.exams.begin(sitting)
    assert store.exams.elapsed_ms("1") == 0
    event = ExamEvent(
        id="2", sitting_id="1", at=now, kind="answer", place=1, response=(0, 2), elapsed_ms=4000
    )
    store.exams.record(event)
    assert store.exams.elapsed_ms("1") == 4000
    store.exams.tick("1", 9000)
    assert store.exams.sittings() == [sitting]
    assert store.exams.events("1") == [event]
    assert store.exams.elapsed_ms("1") == 9000
    result = ExamResult(id="3", exam="saa-c03", at=now, taken_on=today, passed=True, score=None)
    store.exams.record_result(result)
    assert store.exams.results() == [result]


def test_judgements_stand_until_they_are_withdrawn(
    store: Store, now: datetime, today: date
) -> None:
    log = store.judgements
    mine = Override(
        id="1", question_id="a.b", at=now, keys=(1,), reason="page says so", content_hash="x"
    )
    log.record_override(mine)
    assert log.overrides() == {"a.b": mine}
    log.record_override(
        Override(id="2", question_id="a.b", at=now, keys=(), reason="", content_hash="x")
    )
    assert log.overrides() == {}
    for number, kind in enumerate(["flag", "unflag", "flag"]):
        log.record_mark(
            Mark(id=f"m{number}", item_id=f"a.{number % 2}", kind=kind, at=now, study_day=today)
        )
    assert log.flagged() == {"a.0"}
    step = Remedy(id="r", misconception="m", step="correction", at=now, study_day=today)
    log.record_remedy(step)
    assert log.remedies() == [step]
    forecast = Forecast(
        id="f",
        kind="pass",
        exam="saa-c03",
        at=now,
        study_day=today,
        target_day=today,
        mean=0.7,
        low=0.6,
        high=0.8,
        chance=None,
        evidence=12,
    )
    log.record_forecast(forecast)
    assert log.forecasts("pass") == [forecast]
    assert log.forecasts("recall") == []
