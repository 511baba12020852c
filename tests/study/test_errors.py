"""The error log holds every miss, with why it happened and whether it is mended."""

from awsstudy.study.errors import Miss, error_log
from awsstudy.study.remedy import treatments
from tests.study.diary import Diary


def log(diary: Diary) -> list[Miss]:
    return error_log(diary.attempts, diary.predictions, treatments(diary.history()))


def test_every_miss_is_there_the_latest_first_and_nothing_else(diary: Diary) -> None:
    diary.write("0 believed c.1 sure", "0 knew c.2", "1 unknown c.3", "2 careless c.4")
    diary.write("3 predicted wrong", "3 predicted right", "3 predicted neither")
    found = log(diary)
    assert [(one.kind, one.target) for one in found] == [
        ("prediction", "m.s"),
        ("question", "c.4"),
        ("question", "c.3"),
        ("question", "c.1"),
    ]
    assert [one.misconceptions for one in found] == [("b",), (), (), ("b",)]
    assert [one.chosen for one in found] == [(), (1,), (), (1,)]
    assert [one.confidence for one in found] == ["", "think", "", "sure"]


def test_a_belief_is_mended_when_its_treatment_is_cleared(diary: Diary) -> None:
    diary.write("0 believed", "0 read", "0 right c.2", "0 right c.3", "1 right c.4")
    assert [one.cleared for one in log(diary)] == [False]
    diary.write("7 right c.5")
    assert [one.cleared for one in log(diary)] == [True]
    diary.write("8 believed c.9")
    assert [one.cleared for one in log(diary)] == [False, False]


def test_a_miss_without_a_belief_is_mended_by_a_right_answer_on_a_later_day(diary: Diary) -> None:
    diary.write("0 unknown c.1", "0 knew c.2")
    assert [one.cleared for one in log(diary)] == [False]
    diary.write("1 knew c.3")
    assert [one.cleared for one in log(diary)] == [True]
