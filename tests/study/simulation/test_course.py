"""The simulated learners: what they do follows the rules they are said to follow."""

from functools import partial

import numpy as np
import pytest

from awsstudy.core.errors import AwsStudyError
from awsstudy.flashcards.memory import AGAIN, GOOD, Model
from awsstudy.flashcards.scheduling import DEFAULTS
from awsstudy.study.gain import CARDS
from awsstudy.study.simulation.comparison import POLICIES
from awsstudy.study.simulation.course import Course, Scenario
from awsstudy.study.simulation.dice import Dice, pick
from awsstudy.study.simulation.learners import drawn_parameters, read_parameters
from awsstudy.study.simulation.ours import ExamMode
from awsstudy.study.simulation.policies import DueFirst, FsrsDue, Paced, Sm2Due
from awsstudy.study.simulation.record import Memories, Record
from awsstudy.study.simulation.truth import ActrTruth, FsrsTruth

SMALL = Scenario("small", cards=80, days=10, minutes=6)
SEEDS = range(6)
HIDDEN = drawn_parameters(SEEDS)


def test_dice_fall_evenly_and_alike_for_the_same_question() -> None:
    rows, cards = np.indices((20, 500))
    dice = Dice(range(20), "test")
    drawn = dice.uniform(rows, cards, 3)
    assert (drawn == dice.uniform(rows, cards, 3)).all()
    assert (drawn != dice.uniform(rows, cards, 4)).any()
    counts = np.histogram(drawn, 10, (0, 1))[0]
    # Ten bins of 1,000 draws: chi-square with 9 degrees of freedom.
    assert ((counts - 1000) ** 2 / 1000).sum() < 28
    normal = dice.normal(rows, cards, 1)
    assert abs(normal.mean()) < 0.04
    assert normal.std() == pytest.approx(1, abs=0.03)
    both = np.corrcoef(dice.uniform(rows, cards, 1).ravel(), dice.uniform(rows, cards, 2).ravel())
    assert abs(both[0, 1]) < 0.04


def test_outcomes_are_picked_by_their_chances() -> None:
    picked = pick(np.array([0.2, 0.5, 0.3]), np.array([0.0, 0.19, 0.21, 0.69, 0.71, 0.999]))
    assert picked.tolist() == [0, 0, 1, 1, 2, 2]


def test_learners_are_drawn_within_what_was_seen() -> None:
    many = drawn_parameters(range(400))
    assert many.shape == (400, 21)
    assert (many == drawn_parameters(range(400))).all()
    middle = np.median(many, axis=0)
    assert middle[2] == pytest.approx(2.9, rel=0.25)
    assert middle[20] == pytest.approx(0.26, rel=0.1)
    assert np.corrcoef(many[:, 1], many[:, 2])[0, 1] > 0.3
    assert (many.min(axis=0) >= 0).all()


def test_learners_are_read_from_a_file(tmp_path) -> None:
    file = tmp_path / "learners.txt"
    numbers = ", ".join(str(value) for value in DEFAULTS)
    file.write_text(f"# user, reviews, parameters\n1 900 {numbers}\n2 800 {numbers}\n")
    assert (read_parameters(file, range(3)) == np.tile(DEFAULTS, (3, 1))).all()
    file.write_text("1 2 3\n")
    with pytest.raises(AwsStudyError, match="21"):
        read_parameters(file, range(3))


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_keeps_to_the_minutes(name) -> None:
    course = Course(SMALL, SEEDS, HIDDEN, POLICIES[name])
    outcome = course.run()
    # Only the last card of the last day may run over.
    assert (outcome.hours * 60 <= SMALL.days * SMALL.minutes + 5).all()
    assert (outcome.recall > 0).all()
    assert (outcome.recall <= outcome.seen).all()
    again = Course(SMALL, SEEDS, HIDDEN, POLICIES[name]).run()
    assert (again.recall == outcome.recall).all()


def test_a_learner_is_the_same_among_others() -> None:
    alone = Course(SMALL, [3], HIDDEN[3:4], Paced).run()
    together = Course(SMALL, SEEDS, HIDDEN, Paced).run()
    assert together.recall[3] == pytest.approx(alone.recall[0], rel=1e-9)


def test_missed_days_are_missed_under_every_policy() -> None:
    scenario = Scenario("absent", cards=80, days=10, minutes=6, attendance=0.5)
    kept = []
    for make in (Paced, ExamMode):
        course = Course(scenario, SEEDS, HIDDEN, make)
        course.run()
        kept.append(course._kept.tolist())
    assert kept[0] == kept[1]
    assert 0.3 < sum(kept[0]) / (10 * len(SEEDS)) < 0.7


def test_cards_take_the_time_the_planner_expects() -> None:
    """The planner's seconds for new and for forgotten cards are those of the simulated steps."""
    course = Course(
        Scenario("long", cards=500, days=8, minutes=400), range(8), HIDDEN[[0] * 8], Paced
    )
    rows, cards = np.indices((8, 500))
    for visits, first, expected in ((0, None, CARDS.new), (1, AGAIN, CARDS.wrong)):
        course.record.visits[:] = visits
        rating = (
            course._first_ratings(rows, cards, 0) if first is None else np.full((8, 500), first)
        )
        steps = course._same_day_ratings(rows, cards, rating)
        seconds = course._seconds(rows, cards, rating, steps)
        assert seconds.mean() == pytest.approx(expected, rel=0.05)


def test_memories_of_a_record_are_those_of_its_replay() -> None:
    course = Course(SMALL, SEEDS, HIDDEN, ExamMode)
    course.run()
    memories = Memories(course.record, HIDDEN.copy())
    memories.catch_up()
    from awsstudy.flashcards.memory import pack

    for row in SEEDS:
        histories = course.record.histories(row)
        replayed = Model(HIDDEN[row]).replay(pack(histories))
        seen = course.record.length[row] > 0
        assert memories.stability[row, seen] == pytest.approx(replayed.stability, rel=1e-9)
    longer = sum(len(history) for history in course.record.histories(0))
    assert longer == course.record.length[0].sum()


def test_other_parameters_are_taken_from_the_first_answer_on() -> None:
    course = Course(SMALL, SEEDS, HIDDEN, Paced)
    course.run()
    changed = Memories(course.record, np.tile(np.asarray(DEFAULTS), (len(SEEDS), 1)))
    changed.catch_up()
    changed.set_parameters(2, HIDDEN[2])
    changed.catch_up()
    straight = Memories(course.record, HIDDEN.copy())
    straight.catch_up()
    assert (changed.stability[2] == straight.stability[2]).all()


def one_card(days_and_ratings) -> Record:
    record = Record(1, 1)
    zero = np.zeros(1, np.int64)
    for day, rating in days_and_ratings:
        record.add(zero, zero, np.full(1, rating), day)
    return record


def test_act_r_is_pavlik_and_andersons() -> None:
    """Worked by hand: two traces, the second laid when the first was a day of 2,160 s old."""
    record = one_card([(0, GOOD), (1, GOOD)])
    truth = ActrTruth(record, [1])
    truth._day[:] = 2160.0
    first = np.log(2160.0**-0.177)
    second_decay = 0.177 + 0.217 * np.exp(first)
    activation = np.log(4320.0**-0.177 + 2160.0**-second_decay)
    expected = 1 / (1 + np.exp((-1.2 - activation) / 0.255))
    assert truth.chances(2)[0, 0] == pytest.approx(expected, rel=1e-12)
    assert ActrTruth(Record(1, 1), [1]).chances(2)[0, 0] == 0


def test_items_fade_at_their_own_pace() -> None:
    record = one_card([(0, GOOD)])
    truth = FsrsTruth(record, np.asarray([DEFAULTS]), [1])
    pace = float(truth._memories._ageing[0, 0])
    assert pace != 1
    assert truth.chances(4)[0, 0] == pytest.approx(float(Model().recall(4 * pace, DEFAULTS[2])))


def test_sm2_follows_its_intervals() -> None:
    record = one_card([(0, 3), (1, 3), (7, 3)])
    # Good is quality 4: the ease stays 2.5, so 6 days become 15.
    assert Sm2Due(record).due(22)[0, 0] == 0
    lapsed = one_card([(0, 3), (1, 3), (7, 1), (7, 3)])
    assert Sm2Due(lapsed).due(8)[0, 0] == 0


def test_fsrs_is_due_after_its_interval() -> None:
    record = one_card([(0, 3), (2, 3)])
    assert FsrsDue(record).due(13)[0, 0] == 0


def test_due_cards_come_before_new_ones_and_new_ones_are_limited() -> None:
    scenario = Scenario("plenty", cards=100, days=3, minutes=600)
    course = Course(scenario, [1], HIDDEN[:1], lambda record: DueFirst(record, FsrsDue(record)))
    for day, seen in ((0, 20), (1, 40), (2, 60)):
        course._study(day)
        assert (course.record.length > 0).sum() == seen


def test_pacing_sees_all_before_its_reserve() -> None:
    scenario = Scenario("plenty", cards=100, days=15, minutes=600)
    course = Course(scenario, [1], HIDDEN[:1], Paced)
    for day in range(10):
        course._study(day)
    assert (course.record.length > 0).all()


def test_minutes_that_are_left_can_go_ahead() -> None:
    scenario = Scenario("plenty", cards=20, days=4, minutes=60)
    hours = [
        Course(scenario, SEEDS, HIDDEN, partial(Paced, reserve=0, ahead=ahead)).run().hours
        for ahead in (False, True)
    ]
    assert (hours[1] > hours[0]).all()
