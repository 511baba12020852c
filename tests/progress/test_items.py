"""One question's statistics: what counts, and when there is enough to say anything."""

from datetime import UTC, date, datetime
from statistics import correlation

import pytest

from awsstudy.progress.items import FEWEST_ANSWERS, item_statistics
from awsstudy.quiz.facets import family
from awsstudy.store.records import Attempt

HASH = "h"


def attempt(number: int, **changes) -> Attempt:
    values = {
        "id": f"{number:032}",
        "session_id": "s",
        "question_id": "c.q",
        "fact_id": "c.f",
        "concept_id": "c",
        "at": datetime(2026, 1, 1, tzinfo=UTC),
        "study_day": date(2026, 1, 1),
        "chosen": (0,),
        "correct": True,
        "confidence": "",
        "misconceptions": (),
        "first": True,
        "generated": False,
        "ms": 1000,
        "language": "en",
        "content_hash": HASH,
    }
    return Attempt(**(values | changes))


def found(attempts, item_id="c.q"):
    return item_statistics(attempts, item_id, HASH, 4, family)


def test_facility_is_of_first_answers_without_a_hint():
    attempts = [
        attempt(1, hints=1),
        attempt(2, first=False, correct=False),
        attempt(3, question_id="c.other"),
    ]
    assert (found(attempts).first.of, found(attempts).all.of) == (0, 2)
    one = found([*attempts, attempt(4, correct=False)]).first
    assert (one.hits, one.of) == (0, 1)


def test_a_generated_question_is_measured_by_its_problem():
    attempts = [attempt(n, question_id=f"sim:m.p:{n}", correct=n % 2 == 0) for n in range(6)]
    attempts.append(attempt(9, question_id="sim:m.other:1"))
    one = found(attempts, "sim:m.p:3")
    assert (one.first.hits, one.first.of) == (3, 6)
    assert [each.question_id for each in one.last] == ["sim:m.p:3"]


def test_picks_are_of_the_present_wording():
    attempts = [
        attempt(1, chosen=(0, 2)),
        attempt(2, chosen=(2,)),
        attempt(3, chosen=(), correct=False),
        attempt(4, chosen=(1,), content_hash="before"),
    ]
    one = found(attempts)
    assert (one.picks, one.picked_of, one.unknown) == ((1, 0, 2, 0), 3, 1)


def sessions(number: int, right):
    """In each session an answer to the problem, and five others of which some are right."""
    for session in range(number):
        correct, others = right(session)
        name = f"s{session}"
        yield attempt(10 * session, session_id=name, question_id=f"sim:m.p:{session}",
                      correct=correct)  # fmt: skip
        for place in range(5):
            yield attempt(10 * session + place + 1, session_id=name,
                          question_id=f"c.{session}-{place}", correct=place < others)  # fmt: skip


def test_discrimination_is_the_correlation_with_the_rest_of_the_session():
    def right(session):
        return session % 4 > 1, session % 6

    one = found(list(sessions(60, right)), "sim:m.p:0").discrimination
    outcomes = [float(right(n)[0]) for n in range(60)]
    scores = [right(n)[1] / 5 for n in range(60)]
    assert one.value == pytest.approx(correlation(outcomes, scores))
    low, high = one.interval
    assert low < one.value < high


@pytest.mark.parametrize("number", [0, 3, FEWEST_ANSWERS - 1])
def test_too_few_answers_tell_nothing(number):
    attempts = list(sessions(number, lambda session: (session % 2 == 0, session % 5)))
    one = found(attempts, "sim:m.p:0").discrimination
    assert (one.answers, one.enough, one.value, one.interval) == (number, False, None, None)


def test_where_all_are_alike_there_is_no_correlation():
    for right in (lambda _: (True, 3), lambda n: (n % 2 == 0, 3)):
        one = found(list(sessions(FEWEST_ANSWERS, right)), "sim:m.p:0").discrimination
        assert one.enough
        assert one.value is None


def test_an_answer_in_a_short_session_is_not_set_against_it():
    attempts = [attempt(n, session_id=f"s{n}", question_id=f"sim:m.p:{n}") for n in range(40)]
    assert found(attempts, "sim:m.p:0").discrimination.answers == 0
