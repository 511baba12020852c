"""What an exam's report counts, on exams of which every answer is known."""

from datetime import timedelta

import pytest

from awsstudy.core.clock import FixedClock
from awsstudy.progress.exam import ExamReport, report
from awsstudy.quiz.exam.running import RunningExam
from awsstudy.quiz.item import Item
from awsstudy.store.store import Store
from tests.quiz.exam_items import blank, choice, ordering, running

RIGHT, WRONG, OTHER = 0, 1, 2
"""Answers of a question with one key."""


class Sitter:
    """Someone who sits an exam and says what is done."""

    def __init__(self, *items: Item) -> None:
        self.clock = FixedClock()
        self.store = Store.open(None, self.clock.now())
        self.exam: RunningExam = running(self.store, self.clock, blank(self.clock.now(), items))

    def at(self, place: int, *answers: int, seconds: float = 10, flag: bool = False) -> None:
        """Go to a question, choose, and stay for so long."""
        self.exam.visit(place)
        for answer in answers:
            self.exam.toggle(answer)
        if flag:
            self.exam.flag()
        self.clock.advance(seconds=seconds)

    def report(self, unscored: tuple[str, ...] = ()) -> ExamReport:
        self.exam.submit()

        def domain_of(item_id: str) -> str:
            return "odd" if int(item_id.removeprefix("c.q")) % 2 else "even"

        told = report(self.exam.state, unscored, domain_of, ["odd", "even", "none"])
        self.store.close()
        return told


def test_scored_and_unscored_questions_are_told_apart() -> None:
    sitter = Sitter(*(choice(number) for number in range(1, 7)))
    for place, answer in enumerate((RIGHT, RIGHT, WRONG, RIGHT, RIGHT)):
        sitter.at(place, answer)
    told = sitter.report(unscored=("c.q1", "c.q6"))
    assert (told.scored.hits, told.scored.of) == (3, 4)
    assert (told.unscored.hits, told.unscored.of) == (1, 2)
    shares = {one.domain: (one.share.hits, one.share.of) for one in told.domains}
    assert shares == {"odd": (1, 2), "even": (2, 2), "none": (0, 0)}
    assert told.costliest is not None
    assert (told.costliest.domain, told.reading) == ("odd", "c")
    assert told.blank == (5,)


def test_an_exam_without_a_miss_has_no_costly_domain() -> None:
    sitter = Sitter(choice(1), choice(2))
    sitter.at(0, RIGHT)
    sitter.at(1, RIGHT)
    told = sitter.report()
    assert (told.costliest, told.reading, told.blank) == (None, "", ())


@pytest.mark.parametrize(
    ("first", "later", "counts"),
    [
        ((RIGHT,), (), (0, 0, 0)),
        ((RIGHT,), (WRONG,), (0, 1, 0)),
        ((WRONG,), (RIGHT,), (1, 0, 0)),
        ((WRONG,), (OTHER,), (0, 0, 1)),
        ((WRONG,), (RIGHT, WRONG), (0, 0, 0)),
        ((RIGHT,), (RIGHT,), (0, 1, 0)),  # taken back: a right answer given up
        ((), (RIGHT,), (0, 0, 0)),
    ],
)
def test_a_change_is_from_the_first_whole_answer_to_the_last(first, later, counts) -> None:
    sitter = Sitter(choice(1), choice(2))
    sitter.at(0, *first)
    sitter.at(1, RIGHT)
    sitter.at(0, *later)
    changes = sitter.report().changes
    assert (changes.to_right, changes.to_wrong, changes.wrong_to_wrong) == counts
    assert changes.total == sum(counts)


def test_the_time_goes_to_the_question_on_screen() -> None:
    sitter = Sitter(*(choice(number) for number in range(1, 9)))
    for place, seconds in enumerate((5, 90, 20, 40, 30, 10, 60)):
        sitter.at(place, RIGHT if place % 2 else WRONG, seconds=seconds)
    sitter.at(0, seconds=100)
    pacing = sitter.report().pacing
    assert [(one.place, one.ms // 1000, one.right) for one in pacing.slowest] == [
        (0, 105, False),
        (1, 90, True),
        (6, 60, False),
        (3, 40, True),
        (4, 30, False),
    ]
    assert pacing.used_ms == 355_000
    assert pacing.target_ms == timedelta(minutes=10) / timedelta(milliseconds=8)
    assert pacing.unreached == 1


def test_flags_count_even_when_they_were_taken_off() -> None:
    sitter = Sitter(*(choice(number) for number in range(1, 5)))
    sitter.at(0, WRONG, flag=True)
    sitter.at(1, RIGHT, flag=True)
    sitter.at(2, RIGHT)
    sitter.at(1, flag=True)
    told = sitter.report()
    assert (told.flagged.hits, told.flagged.of) == (1, 2)
    assert (told.unflagged.hits, told.unflagged.of) == (1, 2)


def test_the_last_third_is_told_from_the_rest() -> None:
    sitter = Sitter(*(choice(number) for number in range(1, 8)))
    for place in range(7):
        sitter.at(place, RIGHT if place < 5 else WRONG)
    told = sitter.report()
    assert (told.early.hits, told.early.of, told.late.hits, told.late.of) == (5, 5, 0, 2)


@pytest.mark.parametrize(
    ("chosen", "near"),
    [((0, 4), True), ((0,), True), ((3, 4), False), ((), False), ((0, 1), False)],
)
def test_a_near_miss_has_all_keys_but_one(chosen, near) -> None:
    sitter = Sitter(choice(1, 2), choice(2), ordering(3))
    sitter.at(0, *chosen)
    sitter.at(1, WRONG)
    told = sitter.report()
    assert told.near_misses == ((0,) if near else ())
    assert told.multiple == 1


def test_looks_at_the_other_language_are_told_by_question() -> None:
    sitter = Sitter(choice(1), choice(2), choice(3))
    sitter.at(1, RIGHT)
    sitter.exam.show_in("ko")
    sitter.exam.show_in("en")
    assert sitter.report().peeked == (1,)
