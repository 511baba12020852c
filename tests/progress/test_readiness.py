"""The chance of passing: what moves it, and when it is not told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.catalog.models.reference import Exam
from awsstudy.core.i18n import Messages
from awsstudy.progress.chance import in_a_line, missing, percent
from awsstudy.progress.evidence import Answer
from awsstudy.progress.memory import Memory
from awsstudy.progress.readiness import Plan, cut_of, readiness, widths_of

DAY = date(2026, 1, 7)
MEMORY = Memory(expected=0.7, recalled=0.65, met=1.0)


def exam(*, ours: bool = False, weights: tuple[int, ...] = (70, 30)) -> Exam:
    source = {"title": "Guide", "url": "https://docs.aws.amazon.com/x", "as_of": "2026"}
    domains = [
        {"id": str(n), "weight": weight, "title": {"en": f"Domain {n}", "ko": f"영역 {n}"}}
        | ({"lines": f"{n}-{n}"} if ours else {})
        for n, weight in enumerate(weights, 1)
    ]
    values = {
        "id": "sample",
        "guide": {"en": "1.0", "ko": "1.0"},
        "title": {"en": "Sample", "ko": "예"},
        "questions": 65,
        "scored": 50,
        "minutes": 90,
        "pass_mark": 700,
        "domains": domains,
        "sources": [] if ours else [source],
        "checked": DAY,
    }
    return Exam.model_validate(values)


EXAM = exam()


def answer(domain: str = "1", *, right: bool = True, ago: int = 0) -> Answer:
    return Answer(DAY - timedelta(days=ago), (domain,), right)


def some(first: int, second: int, *, right: float = 0.7) -> list[Answer]:
    return [
        answer(domain, right=n < right * count, ago=n % 20)
        for domain, count in (("1", first), ("2", second))
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("first", "second", "lacking", "told"),
    [
        (28, 12, (0, 0), True),
        (27, 13, (1, 0), False),
        (40, 3, (0, 9), False),
        (0, 0, (28, 12), False),
    ],
)
def test_a_chance_needs_forty_answers_and_each_domain_its_part(first, second, lacking, told):
    found = readiness(EXAM, some(first, second), MEMORY, DAY)
    assert tuple(domain.missing for domain in found.domains) == lacking
    assert (found.today.chance is not None) == told
    assert (found.missing == 0) == told


def test_answers_of_two_domains_are_not_counted_twice() -> None:
    both = [Answer(DAY, ("1", "2"), right=True)] * 30
    found = readiness(EXAM, both, MEMORY, DAY)
    assert [domain.missing for domain in found.domains] == [0, 0]
    assert found.missing == 10
    assert found.today.chance is None


@pytest.mark.parametrize(
    ("language", "first", "second", "said"),
    [
        ("en", 28, 11, "Not enough evidence yet: 1 more question in Domain 2."),
        ("en", 5, 12, "Not enough evidence yet: 23 more questions in Domain 1."),
        ("ko", 5, 12, "아직 근거가 부족합니다: 영역 1 23문제 더"),
    ],
)
def test_what_is_missing_is_said_by_domain(language, first, second, said) -> None:
    found = readiness(EXAM, some(first, second), MEMORY, DAY)
    assert missing(EXAM, found, Messages(language)) == said


def test_many_short_domains_are_counted() -> None:
    many = exam(weights=(40, 30, 20, 10))
    found = readiness(many, [answer("1")] * 16, MEMORY, DAY)
    words = Messages("en")
    assert missing(many, found, words).endswith("24 more questions in 3 domains.")
    assert in_a_line(many, found, words).endswith("questions missing: 24")


OUTCOMES = st.lists(
    st.tuples(st.sampled_from("12"), st.booleans(), st.integers(0, 60)), min_size=1, max_size=60
)


def chances(answers: list[Answer], memory: Memory) -> tuple[float, float]:
    """The chance today and on an exam day in twenty days."""
    plan = Plan(DAY + timedelta(days=20), Memory(0.9, 0.9, 1.0))
    found = readiness(EXAM, answers, memory, DAY, plan)
    assert found.on_exam_day is not None
    assert found.today.chance is not None
    assert found.on_exam_day.chance is not None
    return found.today.chance, found.on_exam_day.chance


@given(OUTCOMES, st.sampled_from("12"), st.floats(0.25, 0.9), st.floats(0, 1))
def test_a_right_answer_today_never_lowers_the_chance(outcomes, domain, expected, met) -> None:
    memory = Memory(expected, expected, met)
    before = [*some(28, 12), *(answer(d, right=right, ago=ago) for d, right, ago in outcomes)]
    wrong = chances([*before, answer(domain, right=False)], memory)
    right = chances([*before, answer(domain, right=True)], memory)
    assert right[0] >= wrong[0]
    assert right[1] >= wrong[1]


@given(OUTCOMES, st.data(), st.floats(0.25, 0.9), st.floats(0, 1))
def test_a_right_answer_long_ago_lowers_it_by_a_hair_at_most(outcomes, data, expected, met) -> None:
    """An old success makes the rise since then less steep, which weighs little."""
    place = data.draw(st.integers(0, len(outcomes) - 1))
    memory = Memory(expected, expected, met)
    base = [answer(domain, right=right, ago=ago) for domain, right, ago in outcomes]

    def with_it(right: bool) -> tuple[float, float]:
        changed = [*base]
        changed[place] = Answer(base[place].day, base[place].domains, right)
        return chances([*some(28, 12), *changed], memory)

    for low, high in zip(with_it(False), with_it(True), strict=True):
        assert high > low - 0.01


@given(st.floats(0.2, 0.8), st.floats(0, 0.15))
def test_cards_that_promise_more_never_lower_the_chance(expected, more) -> None:
    answers = some(40, 20)
    low = readiness(EXAM, answers, Memory(expected, 0.5, 1.0), DAY).today
    high = readiness(EXAM, answers, Memory(expected + more, 0.5, 1.0), DAY).today
    assert (high.chance or 0) >= (low.chance or 0)


def test_old_answers_leave_more_open_than_new_ones() -> None:
    new = readiness(EXAM, [answer(ago=1)] * 28 + [answer("2", ago=1)] * 12, MEMORY, DAY).today
    old = readiness(EXAM, [answer(ago=90)] * 28 + [answer("2", ago=90)] * 12, MEMORY, DAY).today
    assert old.high - old.low > new.high - new.low


def test_cards_hardly_count_while_few_facts_were_met() -> None:
    answers = some(40, 20)
    lows = [readiness(EXAM, answers, Memory(0.25, 0.0, met), DAY).today.mean for met in (0.0, 1.0)]
    assert lows[0] > lows[1] + 0.05


def later(today: float, then: float, days: int = 20, share: float = 0.6):
    plan = Plan(DAY + timedelta(days=days), Memory(then, then, 1.0))
    answers = some(70, 30, right=share)
    found = readiness(EXAM, answers, Memory(today, today, 1.0), DAY, plan)
    assert found.on_exam_day is not None
    return found.today, found.on_exam_day


def test_what_the_plan_closes_is_at_most_what_is_open() -> None:
    today, then = later(0.5, 0.95)
    assert today.mean < then.mean < 0.93
    same_today, same = later(0.5, 0.5)
    assert same.mean == pytest.approx(same_today.mean, abs=0.01)


def test_what_is_forgotten_lowers_the_forecast() -> None:
    today, then = later(0.8, 0.6)
    assert then.mean < today.mean


def test_no_trend_is_extrapolated() -> None:
    """The exam a year away: the forecast is what the cards promise, however steep the rise."""
    steep = [answer(d, right=n > 20, ago=40 - n) for d in "12" for n in range(40)]
    plan = Plan(DAY + timedelta(days=365), Memory(0.65, 0.65, 1.0))
    found = readiness(EXAM, steep, Memory(0.65, 0.65, 1.0), DAY, plan)
    assert found.on_exam_day is not None
    assert found.on_exam_day.mean == pytest.approx(found.today.mean, abs=0.03)


def test_a_farther_day_is_less_certain() -> None:
    spreads = [day.high - day.low for _, day in (later(0.6, 0.7, days=n) for n in (1, 20, 60))]
    assert spreads == sorted(spreads)
    assert spreads[0] < spreads[2]


def test_an_exam_of_our_own_has_a_known_mark_and_no_other_questions() -> None:
    ours, theirs = exam(ours=True), exam()
    assert (cut_of(ours).mean, cut_of(ours).spread) == (0.7, 0)
    assert (cut_of(theirs).mean, cut_of(theirs).spread) == (0.7, 0.025)
    assert widths_of(ours).shift == 0 < widths_of(theirs).shift


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0%"), (0.004, "<1%"), (0.5, "50%"), (0.996, ">99%"), (1.0, "100%")]
)
def test_what_is_not_certain_is_never_said_to_be(share, said) -> None:
    assert percent(share) == said
