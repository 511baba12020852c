"""How a misconception stands: tables of histories, and what no order of a log can change."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.study.remedy import CONTRASTS, GAPS, Treatment, treatments
from awsstudy.study.signs import History
from tests.study.diary import MONDAY, Diary

CORRECTED = ("0 believed c.1 sure", "0 read")
CONTRASTED = (*CORRECTED, "0 right c.2", "0 right c.3")
CHECKED = (*CONTRASTED, "1 right c.4")
CLEARED = (*CHECKED, "7 right c.5")


def standing(*lines: str) -> Treatment:
    return treatments(Diary().write(*lines).history())["b"]


@pytest.mark.parametrize(
    ("lines", "step", "how", "due"),
    [
        (("0 believed",), "correction", "held", 0),
        (("0 predicted",), "correction", "held", 0),
        (CORRECTED, "contrast", "treated", 0),
        ((*CORRECTED, "0 right c.2"), "contrast", "treated", 0),
        ((*CORRECTED, "0 right c.2", "0 right c.2"), "contrast", "treated", 0),
        ((*CORRECTED, "0 right c.2", "0 missed c.3"), "contrast", "treated", 0),
        (CONTRASTED, "check", "treated", 1),
        ((*CORRECTED, "0 right c.2", "3 right c.3"), "check", "treated", 4),
        # Too early, or in a form that was seen: nothing is shown by it.
        ((*CONTRASTED, "0 right c.4"), "check", "treated", 1),
        ((*CONTRASTED, "1 right c.1"), "check", "treated", 1),
        (CHECKED, "check", "treated", 7),
        ((*CHECKED, "6 right c.5"), "check", "treated", 7),
        ((*CHECKED, "8 right c.4"), "check", "treated", 7),
        (CLEARED, "none", "cleared", 7),
        ((*CONTRASTED, "9 right c.4"), "check", "treated", 15),
        # What a check misses begins anew, held again only where the belief itself showed.
        ((*CONTRASTED, "1 missed c.4"), "correction", "treated", 1),
        ((*CONTRASTED, "1 relapsed c.4"), "correction", "held", 1),
        ((*CHECKED, "7 missed c.5", "7 read"), "contrast", "treated", 7),
        ((*CHECKED, "3 believed c.9"), "correction", "held", 3),
        ((*CLEARED, "9 believed c.9"), "correction", "held", 9),
        ((*CLEARED, "9 missed c.9"), "none", "cleared", 7),
        # The steps have an order.
        (("0 believed", "0 right c.2", "0 right c.3"), "correction", "held", 0),
        ((*CONTRASTED, "0 read"), "check", "treated", 1),
    ],
)
def test_a_history_comes_to_a_state(lines: tuple[str, ...], step: str, how: str, due: int) -> None:
    found = standing(*lines)
    assert (found.step, found.standing) == (step, how)
    assert found.due == MONDAY + timedelta(days=due)


@pytest.mark.parametrize("line", ["0 unknown", "0 careless", "0 knew", "0 read", "0 right c.1"])
def test_what_shows_no_belief_opens_nothing(line: str) -> None:
    assert treatments(Diary().write(line).history()) == {}


@pytest.mark.parametrize(
    ("lines", "urgent"),
    [
        (("0 believed c.1 sure",), True),
        (("0 believed c.1 think",), False),
        (("0 believed c.1 sure", "1 believed c.2 guess"), True),
        (CORRECTED, False),
        ((*CORRECTED, "0 believed c.2 guess"), False),
        ((*CONTRASTED, "1 missed c.4"), False),
        ((*CLEARED, "9 believed c.9 sure"), True),
    ],
)
def test_sure_and_wrong_is_urgent_until_it_is_corrected(
    lines: tuple[str, ...], urgent: bool
) -> None:
    assert standing(*lines).urgent is urgent


@pytest.mark.parametrize(
    ("lines", "refuted", "times"),
    [
        (("0 predicted",), False, 1),
        ((*CORRECTED, "0 predicted wrong"), True, 1),
        ((*CORRECTED, "0 predicted right"), True, 1),
        ((*CORRECTED, "0 right c.2", "0 predicted right"), True, 1),
        # After the contrast the run is no correction any more: the belief is back.
        ((*CORRECTED, "0 right c.2", "0 predicted wrong"), False, 2),
        ((*CORRECTED, "0 predicted neither"), False, 1),
        (("0 believed", "0 predicted right"), False, 1),
    ],
)
def test_in_treatment_the_run_itself_refutes(
    lines: tuple[str, ...], refuted: bool, times: int
) -> None:
    found = standing(*lines)
    assert (found.refuted, found.times) == (refuted, times)


def test_two_questions_of_one_problem_look_alike() -> None:
    problem = "sim:m.p"
    lines = (*CONTRASTED, f"1 right {problem}:1")
    assert standing(*lines, f"7 right {problem}:2").standing == "treated"
    assert standing(*lines, "7 right sim:m.q:2").standing == "cleared"


def test_one_answer_can_show_two_beliefs() -> None:
    diary = Diary().write("0 believed")
    both = [replace(one, misconceptions=("a", "b")) for one in diary.attempts]
    found = treatments(History(attempts=both))
    assert {name: one.standing for name, one in found.items()} == {"a": "held", "b": "held"}


def test_an_undone_answer_leaves_no_trace() -> None:
    diary = Diary().write(*CLEARED, "9 believed c.9")
    del diary.attempts[-1]  # what the store leaves out
    assert treatments(diary.history())["b"] == standing(*CLEARED)


WHATS = st.sampled_from(
    [
        *(
            f"{what} c.{n}"
            for what in ("believed", "right", "right", "missed", "relapsed")
            for n in range(1, 6)
        ),
        *("right sim:m.p:1", "right sim:m.p:2", "believed c.1 sure", "read", "read"),
        *("predicted wrong", "predicted right", "knew c.1", "unknown c.2"),
    ]
)
STEPS = (
    ((0, "read"), (0, "right c.2"), (0, "right c.3")),
    ((1, "right c.4"), (6, "right c.5")),
    ((2, "right c.4"), (6, "right c.4")),
    ((1, "right c.1"), (5, "right c.5")),
)
"""Whole steps: chance alone seldom gets through a treatment."""
LINES = st.tuples(st.integers(0, 4), WHATS).map(lambda line: (line,))
LOGS = st.lists(st.sampled_from(STEPS) | st.sampled_from(STEPS) | LINES, max_size=20).map(
    lambda log: sum(log, ((0, "believed"),))
)


def written(log: tuple[tuple[int, str], ...]) -> Diary:
    """A log whose days go on by the first number of each line."""
    diary, day = Diary(), 0
    for gap, what in log:
        day += gap
        diary.write(f"{day} {what}")
    return diary


@given(LOGS, st.integers(0, 2**32))
def test_merged_logs_fold_the_same_in_any_order(
    log: tuple[tuple[int, str], ...], seed: int
) -> None:
    diary = written(log)
    chance = Random(seed)
    here = diary.history()
    mixed = Diary()
    for name in ("attempts", "predictions", "remedies", "quizzes"):
        events = getattr(diary, name)
        # What two machines both have is merged twice.
        doubled = [*events, *(one for one in events if chance.random() < 0.5)]
        chance.shuffle(doubled)
        setattr(mixed, name, doubled)
    assert treatments(mixed.history()) == treatments(here)


@given(LOGS)
def test_nothing_is_cleared_without_two_spaced_passes_in_different_forms(
    log: tuple[tuple[int, str], ...],
) -> None:
    diary = written(log)
    for one in treatments(diary.history()).values():
        if one.standing != "cleared":
            continue
        first, second = one.passes
        assert first.form != second.form
        assert one.missed not in (first.form, second.form)
        assert second.day - first.day >= timedelta(days=GAPS[1])
        assert second.day <= one.due
        answers = [a for a in diary.attempts if a.at > one.believed_at and a.correct]
        assert {first.day, second.day} <= {a.study_day for a in answers}
        contrast = [a.study_day for a in answers if a.question_id in one.contrasts]
        assert first.day - min(contrast) >= timedelta(days=GAPS[0])
        assert len(set(one.contrasts)) == CONTRASTS
        read = [r.study_day for r in diary.remedies if r.at > one.believed_at]
        assert min(read) < first.day


@given(LOGS, st.integers(0, 40))
def test_a_belief_that_shows_last_is_held(log: tuple[tuple[int, str], ...], day: int) -> None:
    diary = written(log)
    last = max([0, *(int((a.study_day - MONDAY).days) for a in diary.attempts)])
    diary.write(f"{last + day + 30} believed c.9")
    assert treatments(diary.history())["b"].standing == "held"
