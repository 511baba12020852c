"""What today's cards ask for: towards an exam, the day before it, and after it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.clock import FixedClock, today
from awsstudy.core.ids import event_id
from awsstudy.flashcards.scheduling import Rating
from awsstudy.store.records import OwnCard
from awsstudy.study.cards_part import CardsPart
from awsstudy.study.gain import REVIEW_FLOOR
from awsstudy.workspace.workspace import Workspace
from tests.conftest import SAMPLES

OWN = "own.mine"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWSSTUDY_CONTENT_DIR", str(SAMPLES / "content"))
        patch.setenv("AWSSTUDY_DATA_DIR", str(SAMPLES / "data"))
        patch.setenv("AWSSTUDY_CACHE_DIR", str(folder))
        patch.delenv("AWSSTUDY_DATABASE_URL", raising=False)
        yield folder


@pytest.fixture(scope="module")
def shared(cache: Path) -> Iterator[Workspace]:
    """A learner a week before the exam, for tests that change nothing."""
    made = learner(cache)
    exam_in(made, 7)
    review(made, count=4)
    made.clock.advance(days=3)  # type: ignore[attr-defined]  # a clock that stands
    yield made
    made.close()


@pytest.fixture
def workspace(cache: Path) -> Iterator[Workspace]:
    made = learner(cache)
    yield made
    made.close()


def learner(folder: Path) -> Workspace:
    made = Workspace(folder, clock=FixedClock(), language="en", seed=1, in_memory=True)
    made.change("exam", "sample-exam")
    return made


def exam_in(workspace: Workspace, days: int) -> None:
    workspace.change("exam_date", (today(workspace.clock) + timedelta(days=days)).isoformat())


def review(workspace: Workspace, count: int, rating: Rating = Rating.EASY) -> tuple[str, ...]:
    """Learn the first facts of the content."""
    desk, items = workspace.cards(), {}
    for item in workspace.card_items.values():
        items.setdefault(item.fact_id, item)
    for item in list(items.values())[:count]:
        desk.rate(item, rating, 5000)
    return tuple(items)[:count]


def part(workspace: Workspace, seconds: float = 3600.0) -> CardsPart:
    return workspace.planner.cards(0)(seconds)


def later(workspace: Workspace, days: int) -> None:
    assert isinstance(workspace.clock, FixedClock)
    workspace.clock.advance(days=days)


def write(workspace: Workspace, concept: str = "block-store") -> None:
    now = workspace.clock.now()
    workspace.store.own.write_cards(
        [
            OwnCard(
                id=event_id(now),
                card_id=OWN,
                at=now,
                concept_id=concept,
                fact_id="",
                front="What did I mix up?",
                back="This.",
            )
        ]
    )
    workspace.notebook.__dict__.pop("cards", None)  # what was read of them is no longer true


@given(st.floats(0, 2000))
def test_the_cards_never_take_more_than_their_time(shared: Workspace, seconds: float) -> None:
    made = part(shared, seconds)
    assert made.seconds <= seconds
    assert len(set(made.units)) == len(made.units) == made.new + made.seen
    assert set(made.why) == set(made.units)


def test_what_is_being_learned_comes_first_and_is_paid_from_the_same_time(
    workspace: Workspace,
) -> None:
    exam_in(workspace, 7)
    (fact,) = review(workspace, 1, Rating.AGAIN)
    made = part(workspace)
    assert made.units[0] == fact
    assert made.why[fact] == "learning"
    costs = workspace.planner.costs
    assert part(workspace, costs.right).units == (fact,)
    assert part(workspace, costs.right / 2).units == ()


def test_a_card_of_the_learners_own_is_worth_something_towards_the_exam(
    workspace: Workspace,
) -> None:
    exam_in(workspace, 7)
    before = workspace.planner.syllabus()
    write(workspace)
    syllabus = workspace.planner.syllabus()
    weights = dict(zip(syllabus.ids, syllabus.units.weight.tolist(), strict=True))
    assert OWN not in before.ids
    assert weights[OWN] > 0
    assert sum(weights.values()) == pytest.approx(float(before.units.weight.sum()))
    assert OWN in part(workspace).units


def test_a_card_of_ones_own_about_nothing_in_the_exam_is_left_out(workspace: Workspace) -> None:
    exam_in(workspace, 7)
    write(workspace, concept="")
    assert OWN not in workspace.planner.syllabus().ids


@pytest.mark.parametrize("days", [None, -1, 0, 1, 7])
def test_what_was_put_aside_is_not_planned(workspace: Workspace, days: int | None) -> None:
    if days is not None:
        exam_in(workspace, days)
    fact = part(workspace).units[0]
    desk = workspace.cards()
    for item in workspace.card_items.values():
        if item.fact_id == fact:
            desk.mark(item, "suspend")
    assert part(workspace).units
    assert fact not in part(workspace).units


def test_the_day_before_the_exam_what_is_likely_to_be_missed_is_swept(
    workspace: Workspace,
) -> None:
    facts = review(workspace, 4, Rating.HARD)
    while any(workspace.memory.unit(one).due_day is None for one in facts):
        workspace.clock.advance(minutes=11)  # type: ignore[attr-defined]  # a clock that stands
        review(workspace, 4, Rating.GOOD)
    later(workspace, 60)
    exam_in(workspace, 1)
    made = part(workspace)
    swept = [one for one in made.units if made.why[one] == "sweep"]
    assert set(swept) == set(facts)
    exam_in(workspace, 30)
    assert "sweep" not in part(workspace).why.values()


def test_reviews_keep_a_share_of_their_own_while_there_is_room_for_all_that_is_new(
    workspace: Workspace,
) -> None:
    facts = review(workspace, 4)
    later(workspace, 3)
    exam_in(workspace, 7)
    made = part(workspace)
    kept = [one for one in made.units if made.why[one] == "floor"]
    assert set(kept) == set(facts)
    assert made.units[: len(kept)] == tuple(kept)
    assert made.new > 0
    tight = part(workspace, 60.0)
    kept = [one for one in tight.units if tight.why[one] == "floor"]
    assert len(kept) * workspace.planner.costs.right <= REVIEW_FLOOR * 60


def test_what_was_reviewed_today_is_not_planned_again(workspace: Workspace) -> None:
    exam_in(workspace, 7)
    facts = review(workspace, 4)
    assert not set(facts) & set(part(workspace).units)


@pytest.mark.parametrize("days", [0, -1, -30])
def test_from_the_exams_day_on_it_is_what_is_due_and_what_is_new(
    workspace: Workspace, days: int
) -> None:
    facts = review(workspace, 3)
    later(workspace, 40)
    exam_in(workspace, days)
    made = part(workspace)
    assert made.gain is None
    assert set(made.units[:3]) == set(facts)
    assert set(made.why.values()) == {"due", "new"}
    assert workspace.plan().covered_on is None


def test_after_the_exam_the_session_has_no_more_new_cards_than_a_day_may_have(
    workspace: Workspace,
) -> None:
    workspace.change("new_per_day", 2)
    exam_in(workspace, -1)
    cards = next(one for one in workspace.plan(60).entries if one.kind == "cards")
    assert cards.cards.new == 2
