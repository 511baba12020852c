"""What to mend today: in order, and never more than a day bears."""

from datetime import timedelta

from awsstudy.study.agenda import CHECKS, STARTS, agenda, ranked
from awsstudy.study.remedy import Treatment, treatments
from tests.study.diary import MONDAY, Diary


def folded(**diaries: tuple[str, ...]) -> list[Treatment]:
    """The treatments of several beliefs, each with its own lines."""
    found: dict[str, Treatment] = {}
    for belief, lines in diaries.items():
        found |= treatments(Diary(belief).write(*lines).history())
    return list(found.values())


def weights(found: list[Treatment]) -> dict[str, int]:
    return dict.fromkeys((one.misconception for one in found), 0)


CHECK = ("0 believed", "0 read", "0 right c.2", "0 right c.3")


def test_sure_then_due_then_under_way_then_the_latest_and_the_weightiest() -> None:
    found = folded(
        old=("0 believed",),
        light=("1 believed",),
        heavy=("1 believed",),
        waiting=(*CHECK, "1 right c.4"),
        due=CHECK,
        begun=("1 believed", "1 read"),
        sure=("0 believed c.1 sure",),
    )
    heavy = weights(found) | {"heavy": 30}
    order = [one.misconception for one in ranked(found, heavy, MONDAY + timedelta(days=1))]
    assert order == ["sure", "due", "begun", "heavy", "light", "old", "waiting"]


def test_what_the_content_no_longer_has_is_left_out() -> None:
    assert ranked(folded(gone=("0 believed",)), {}, MONDAY) == []


def test_many_misses_make_few_treatments_a_day() -> None:
    many = folded(**{f"b{n}": ("0 believed c.1 sure",) for n in range(40)})
    first = agenda(many, weights(many), MONDAY)
    assert len(first.urgent) == STARTS
    assert first.next is None
    begun = {f"b{n}": ("0 believed c.1 sure", "0 read") for n in range(STARTS)}
    later = folded(**{f"b{n}": ("0 believed c.1 sure",) for n in range(40)} | begun)
    assert agenda(later, weights(later), MONDAY).urgent == ()
    tomorrow = agenda(later, weights(later), MONDAY + timedelta(days=1))
    assert len(tomorrow.urgent) == STARTS
    assert tomorrow.next is not None
    assert tomorrow.next.step == "contrast"


def test_checks_that_are_due_make_one_sitting_the_longest_due_first() -> None:
    found = folded(
        **{f"b{n:02}": CHECK for n in range(15)},
        late=tuple(line.replace("0 ", "2 ", 1) for line in CHECK),
    )
    due = agenda(found, weights(found), MONDAY + timedelta(days=3)).checks
    assert len(due) == CHECKS
    assert "late" not in [one.misconception for one in due]
    assert agenda(found, weights(found), MONDAY).checks == ()
