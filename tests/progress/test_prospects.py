"""The chance of passing over the real content, a record in memory and a clock that stands."""

from datetime import date, timedelta

import pytest

from awsstudy.core.clock import FixedClock, today
from awsstudy.core.errors import AwsStudyError
from awsstudy.core.ids import event_id
from awsstudy.store.records import Attempt, ExamEvent, ExamSitting, UnitState
from awsstudy.workspace.prospects import prospect_of
from awsstudy.workspace.results import day_of, result_of, score_of
from awsstudy.workspace.workspace import Workspace

EXAM = "saa-c03"


@pytest.fixture(scope="module", autouse=True)
def _compiled(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWSSTUDY_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("AWSSTUDY_DATABASE_URL", raising=False)
        yield


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def workspace(clock):
    one = Workspace(clock=clock, language="en", seed=1, in_memory=True)
    one.change("exam", EXAM)
    yield one
    one.close()


def answer(workspace: Workspace, number: int, *, right: float = 0.75) -> list[str]:
    """Answer so many questions of the exam for the first time."""
    catalog, now = workspace.catalog, workspace.clock.now()
    seen = workspace.store.quizzes.tallies()
    named = (q for q in catalog.questions if any(d.startswith(EXAM) for d in catalog.domains_of(q)))
    new = [question for question in named if question not in seen][::7][:number]
    for place, question in enumerate(new):
        workspace.store.quizzes.record(
            Attempt(
                id=event_id(now),
                session_id="s",
                question_id=question,
                fact_id=catalog.questions[question].facts[0],
                concept_id=question.partition(".")[0],
                at=now,
                study_day=today(workspace.clock),
                chosen=(0,),
                correct=place < right * number,
                confidence="",
                misconceptions=(),
                first=True,
                generated=False,
                ms=1,
                language="en",
                content_hash="",
            )
        )
    return new


def forecasts(workspace: Workspace):
    return workspace.store.judgements.forecasts("pass")


def test_the_first_forecast_of_a_day_is_kept(workspace, clock) -> None:
    workspace.readiness()
    assert forecasts(workspace) == []  # nothing was answered
    answer(workspace, 70)
    first = workspace.readiness()
    answer(workspace, 20, right=0)
    clock.advance(hours=2)
    assert workspace.readiness().today.mean < first.today.mean
    (kept,) = forecasts(workspace)
    assert (kept.exam, kept.study_day, kept.target_day) == (EXAM, today(clock), today(clock))
    assert (kept.chance, kept.mean) == (first.today.chance, first.today.mean)
    assert kept.evidence == 70
    clock.advance(days=1)
    workspace.readiness()
    assert len(forecasts(workspace)) == 2


def test_each_exam_has_forecasts_of_its_own(workspace) -> None:
    answer(workspace, 70)
    workspace.readiness()
    workspace.readiness("clf-c02")
    workspace.readiness("clf-c02")
    assert [one.exam for one in forecasts(workspace)] == [EXAM, "clf-c02"]


def test_the_exam_day_is_forecast_for_the_exam_that_is_studied_for(workspace, clock) -> None:
    answer(workspace, 70)
    then = today(clock) + timedelta(days=30)
    workspace.change("exam_date", then)
    ready = workspace.readiness()
    assert ready.on_exam_day is not None
    assert ready.on_exam_day.mean > ready.today.mean  # the plan teaches 450 cards until then
    assert workspace.readiness("clf-c02").on_exam_day is None
    kept = {one.target_day for one in forecasts(workspace) if one.exam == EXAM}
    assert kept == {today(clock), then}
    clock.advance(days=30)
    assert workspace.readiness().on_exam_day is None


def test_cards_count(workspace) -> None:
    answer(workspace, 70)
    before = workspace.readiness()
    day = today(workspace.clock)
    for card in list(workspace.card_items.values()):
        unit = UnitState(
            unit_id=card.fact_id,
            phase="review",
            stability=200.0,
            difficulty=5.0,
            last_day=day,
            due_day=day,
            reps=1,
        )
        workspace.memory.keep([unit])
    after = workspace.readiness()
    assert before.memory.met == 0
    assert after.memory.met == pytest.approx(1)
    assert after.today.mean > before.today.mean
    assert after.today.high - after.today.low < before.today.high - before.today.low


def sit(workspace: Workspace, *, right: int, conditions: tuple[str, ...] = ()) -> None:
    """Sit a mock exam of fifty questions."""
    clock, bank = workspace.clock, list(workspace.catalog.questions)[:50]
    now = clock.now()
    sitting = ExamSitting(
        id=event_id(now),
        at=now,
        exam=EXAM,
        item_ids=tuple(bank),
        unscored=(),
        seed=1,
        minutes=130,
        conditions=conditions,
    )
    workspace.store.exams.begin(sitting)
    for place, item_id in enumerate([*bank[:right], ""]):
        item = workspace.quiz.item(item_id) if item_id else None
        key = tuple(sorted(item.keys)) if item and item.kind == "choice" else ()
        if item and item.kind != "choice":
            key = tuple(range(item.choose))
        workspace.store.exams.record(
            ExamEvent(
                id=event_id(now),
                sitting_id=sitting.id,
                at=now,
                kind="answer" if item else "submit",
                place=place,
                response=key,
                elapsed_ms=1,
            )
        )


def test_mocks_and_the_real_exam_score_the_forecasts(workspace, clock) -> None:
    answer(workspace, 70)
    chance = workspace.readiness().today.chance
    assert prospect_of(workspace).verification.brier is None
    clock.advance(hours=1)
    sit(workspace, right=34, conditions=("short",))
    assert prospect_of(workspace).verification.brier is None
    sit(workspace, right=34)
    found = prospect_of(workspace).verification
    assert found.brier == pytest.approx(chance**2)
    clock.advance(days=3)
    second = workspace.readiness().today.chance
    result = result_of(workspace, EXAM, passed=True, score=800)
    workspace.store.exams.record_result(result)
    found = prospect_of(workspace).verification
    assert (found.forecasts, found.exams) == (2, 2)
    assert found.brier == pytest.approx((chance**2 + (1 - second) ** 2) / 2)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"code": "notes", "passed": True}, "does not hold"),
        ({"code": "xyz-c01", "passed": True}, "no exam 'xyz-c01'"),
        ({"code": EXAM, "passed": True, "taken_on": date(2026, 1, 6)}, "lies ahead"),
        ({"code": EXAM, "passed": True, "score": 72}, "no scaled score"),
        ({"code": EXAM, "passed": True, "score": 719}, "contradicts"),
        ({"code": EXAM, "passed": False, "score": 720}, "contradicts"),
    ],
)
def test_a_result_that_cannot_be_is_refused(workspace, given, says) -> None:
    with pytest.raises(AwsStudyError, match=says):
        result_of(workspace, given.pop("code"), **given)


def test_what_was_typed_is_understood_or_refused(workspace) -> None:
    assert day_of(workspace, " 2026-01-05 ") == date(2026, 1, 5)
    assert (day_of(workspace, ""), score_of(workspace, " ")) == (None, None)
    assert score_of(workspace, "720") == 720
    for typed in ("99", "1001", "many", "-5"):
        with pytest.raises(AwsStudyError):
            score_of(workspace, typed)
    with pytest.raises(AwsStudyError):
        day_of(workspace, "5 January")
