"""The exam desk over the sample content, over the real content, and over a real database."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.loader import read_all
from awsstudy.catalog.places import Roots
from awsstudy.core.clock import FixedClock
from awsstudy.core.errors import AwsStudyError, UnknownIdError
from awsstudy.quiz.desk import QuizDesk
from awsstudy.quiz.exam.blueprint import ExamWish, fits, wanted
from awsstudy.quiz.exam.desk import ExamDesk
from awsstudy.quiz.exam.domains import domain_of
from awsstudy.quiz.generated import parse_code
from awsstudy.store.store import Store

ROOT = Path(__file__).parents[2]
SAMPLE = ExamWish("sample-exam")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The real content."""
    reading = read_all(Roots(ROOT / "content", ROOT / "data"))
    return Catalog(tuple(entry.model for entry in reading.entries))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(clock):
    store = Store.open(None, clock.now())
    yield store
    store.close()


def desk_of(catalog: Catalog, store: Store, clock: FixedClock) -> ExamDesk:
    return ExamDesk(catalog, QuizDesk(catalog, store.quizzes, clock), store, clock)


@pytest.fixture
def desk(sample_catalog, store, clock) -> ExamDesk:
    return desk_of(sample_catalog, store, clock)


@pytest.fixture
def real(catalog, store, clock) -> ExamDesk:
    clock.instant = clock.instant.replace(year=2026, month=11, day=24)
    return desk_of(catalog, store, clock)


@pytest.mark.parametrize("code", ["clf-c02", "saa-c03", "notes"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_whole_exam_follows_its_blueprint(real, catalog, code, seed) -> None:
    exam = real.exam(code)
    state = real.begin(ExamWish(code, unscored=True), seed, "en").state
    items = [one.item for one in state.entries]
    domains = Counter(domain_of(catalog, code, item.id) for item in items)
    assert domains == wanted(exam, exam.questions)
    assert all(fits(exam, item) for item in items)
    assert len({item.facts[0] for item in items}) == len(items) == exam.questions
    assert len({item.stem.ko for item in items}) == len(items)
    templates = [parse_code(item.id)[:2] for item in items if item.origin == "generated"]
    assert len(set(templates)) == len(templates) > 0
    sitting = real.sitting(state.id)
    assert len(sitting.unscored) == exam.questions - exam.scored
    assert state.limit_ms == exam.minutes * 60_000


def test_what_is_offered_is_what_begins(real) -> None:
    for wish in (ExamWish("saa-c03"), ExamWish("clf-c02", 20, esl=True), ExamWish("notes", 10)):
        offer = real.offer(wish)
        state = real.begin(wish, 3, "en").state
        assert (len(state.entries), state.limit_ms) == (offer.questions, offer.minutes * 60_000)
        assert offer.covered == 100
        assert offer.unseen == offer.questions


def test_unseen_questions_come_before_seen_ones(real) -> None:
    first = {one.item.id for one in real.begin(ExamWish("saa-c03"), 1, "en").state.entries}
    exam = real.take_up(real.standings()[0].sitting, "en")
    exam.submit()
    second = {one.item.id for one in real.begin(ExamWish("saa-c03"), 1, "en").state.entries}
    assert first & second <= {name for name in first if name.startswith("sim:")}
    assert real.offer(ExamWish("saa-c03")).unseen == 65


def test_the_same_seed_makes_the_same_exam(real) -> None:
    def items(seed: int) -> list[str]:
        return [one.item.id for one in real.begin(ExamWish("clf-c02"), seed, "en").state.entries]

    assert items(5) == items(5)
    assert set(items(5)) != set(items(6))


def test_content_that_cannot_fill_an_exam_says_so(desk) -> None:
    offer = desk.offer(SAMPLE)
    exam = desk.begin(SAMPLE, 1, "ko")
    assert len(exam.state.entries) == offer.questions < desk.exam("sample-exam").questions
    assert 0 < offer.covered < 100
    assert offer.short_of
    conditions = desk.sitting(exam.state.id).conditions
    assert set(conditions) == {"short", f"covers-{offer.covered}", "in-ko"}


def test_an_exam_is_taken_up_where_it_was_left(desk, store, clock) -> None:
    exam = desk.begin(SAMPLE, 4, "en")
    exam.visit(1)
    exam.toggle(1)
    exam.flag()
    clock.advance(seconds=40)
    exam.tick()
    again = desk.take_up(desk.standings()[-1].sitting, "en")
    assert again.state.entries[1] == replace(exam.state.entries[1], spent_ms=40_000)
    assert again.elapsed_ms == 40_000
    assert again.state.view(1).order == exam.state.view(1).order


def test_the_list_says_how_far_every_exam_is(desk, clock) -> None:
    left, ended = desk.begin(SAMPLE, 1, "en"), desk.begin(SAMPLE, 2, "en")
    for place, entry in enumerate(ended.state.entries[:2]):
        ended.visit(place)
        for key in sorted(entry.item.keys):
            ended.toggle(key)
    ended.submit()
    first, second = desk.standings()
    assert (first.submitted, first.done) == (False, False)
    size = len(ended.state.entries)
    assert (second.right, second.misses, second.reviewed) == (2, size - 2, 0)
    for place in ended.state.misses:
        assert not desk.standings()[1].done
        ended.review(place)
    assert desk.standings()[1].done
    desk.discard(left.state.id)
    assert [one.sitting.id for one in desk.standings()] == [ended.state.id]


def test_a_discarded_exam_leaves_no_answer(desk, store) -> None:
    exam = desk.begin(SAMPLE, 1, "en")
    exam.toggle(0)
    desk.discard(exam.state.id)
    assert desk.standings() == []
    assert store.quizzes.attempts() == []
    with pytest.raises(UnknownIdError):
        desk.sitting(exam.state.id)


def test_an_exam_whose_question_is_gone_is_said_and_stays_in_the_list(desk, store, clock) -> None:
    exam = desk.begin(SAMPLE, 1, "en")
    exam.submit()
    catalog = Catalog(
        tuple(m for m in desk._catalog.models if getattr(m, "id", "") != "object-store")
    )
    fewer = desk_of(catalog, store, clock)
    with pytest.raises(AwsStudyError, match="no more"):
        fewer.look(fewer.standings()[0].sitting)
    assert fewer.standings()[0].misses == len(exam.state.entries)


def test_an_unknown_exam_is_named_with_those_there_are(desk) -> None:
    with pytest.raises(UnknownIdError) as caught:
        desk.begin(ExamWish("dva-c02"), 1, "en")
    assert "sample-exam" in caught.value.hint


def test_every_blueprint_names_its_guide_and_weighs_to_a_hundred(catalog) -> None:
    assert set(catalog.exams) == {"clf-c02", "saa-c03", "notes"}
    for code, numbers in {"clf-c02": (65, 50, 90, 700), "saa-c03": (65, 50, 130, 720)}.items():
        exam = catalog.exams[code]
        assert (exam.questions, exam.scored, exam.minutes, exam.pass_mark) == numbers
        assert exam.guide is not None
        assert exam.sources
        assert exam.checked >= date(2026, 11, 24)
