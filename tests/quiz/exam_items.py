"""Small questions of every kind for exams, and an exam of them."""

from datetime import datetime

from awsstudy.core.clock import Clock
from awsstudy.core.i18n import Language, Localized
from awsstudy.core.ids import event_id
from awsstudy.quiz.exam.running import RunningExam
from awsstudy.quiz.exam.sitting import Entry, Sitting
from awsstudy.quiz.item import Choice, Item
from awsstudy.store.store import Store


def choice(number: int, choose: int = 1, *, fact: int | None = None, options: int = 0) -> Item:
    """A question whose first ``choose`` answers are keys."""
    text = Localized.same(f"stem {number}")
    choices = tuple(
        Choice(
            Localized.same(f"option {number}.{place}"),
            text,
            correct=place < choose,
            misconception="" if place < choose else f"m{number}-{place}",
        )
        for place in range(options or choose + 3)
    )
    fact_id = f"c.f{number if fact is None else fact}"
    return Item(f"c.q{number}", "c", (fact_id,), "apply", text, choices)


def ordering(number: int, slots: int = 3) -> Item:
    """Steps that stand in their right order."""
    text = Localized.same(f"stem {number}")
    choices = tuple(
        Choice(Localized.same(f"step {place}"), text, correct=True, misconception=f"m{place}")
        for place in range(slots)
    )
    return Item(f"c.q{number}", "c", (f"c.f{number}",), "apply", text, choices, "ordering")


ITEMS = (choice(1), choice(2, 2), ordering(3), choice(4), choice(5, 2))


def blank(
    began: datetime, items: tuple[Item, ...] = ITEMS, minutes: int = 10, language: Language = "en"
) -> Sitting:
    """An exam in which nothing was done yet."""
    entries = tuple(Entry(item, language) for item in items)
    return Sitting(event_id(began), entries, 7, minutes * 60_000, language, began)


def running(store: Store, clock: Clock, sitting: Sitting) -> RunningExam:
    """It as a fresh process finds it."""
    return RunningExam(sitting, store.exams, store.quizzes, clock)
