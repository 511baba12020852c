"""Which questions are chosen, why, and in which order they come."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.quiz.conditions import fits
from awsstudy.quiz.evidence import Evidence, by_family
from awsstudy.quiz.facets import Facets, family
from awsstudy.quiz.query import parse
from awsstudy.quiz.selection import Mode, admitted, arranged, ranked, reason, rivals_of, spread
from awsstudy.store.records import Confidence, Tally

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def thing(name: str, fact: str = "f", concept: str = "c", **changes: object) -> Facets:
    one = Facets(
        id=f"{concept}.{name}",
        concept_id=concept,
        group="storage",
        service="Amazon S3",
        facts=(f"{concept}.{fact}",),
        domains=frozenset({"saa-c03.1", "notes.2"}),
        misconceptions=frozenset({"s3-is-a-disk"}),
        pairs=frozenset({"block-object"}),
        kind="single",
        difficulty="apply",
        source="bank",
        words="which bucket 버킷",
    )
    return replace(one, **changes)


def tally(
    question: str,
    wrong: int = 0,
    right: int = 0,
    days: float = 3,
    confidence: Confidence = "",
    hints: int = 0,
) -> Tally:
    """How a question went whose last answer was right if any was, with so many hints."""
    return Tally(
        question_id=question,
        seen=wrong + right,
        right=right,
        last_right=right > 0,
        last_at=NOW - timedelta(days=days),
        last_confidence=confidence,
        last_hints=hints,
    )


def evidence(
    things: Iterable[Facets],
    *tallies: Tally,
    recall: dict[str, float] | None = None,
    flagged: Iterable[str] = (),
) -> Evidence:
    return Evidence(
        NOW,
        by_family({one.question_id: one for one in tallies}),
        recall or {},
        frozenset(flagged),
        {one.id: one for one in things},
    )


def order(things: list[Facets], known: Evidence, mode: Mode = "weak") -> list[str]:
    return [one.id.partition(".")[2] for one in ranked(things, known, mode, Random(1))]


def test_weak_first_asks_what_is_least_known() -> None:
    things = [thing("strong", "f1"), thing("weak", "f2"), thing("half", "f3")]
    known = evidence(
        things,
        tally("c.strong", right=1, days=30),
        recall={"c.f1": 0.95, "c.f2": 0.1, "c.f3": 0.6},
    )
    assert order(things, known) == ["weak", "half", "strong"]


def test_what_is_weak_comes_before_what_is_new_and_that_before_what_is_known() -> None:
    things = [thing("known", "f1", "a"), thing("new", "f", "b"), thing("weak", "f1", "d")]
    known = evidence(things, recall={"a.f1": 0.99, "d.f1": 0.55})
    assert order(things, known) == ["weak", "new", "known"]


def test_a_missed_fact_is_asked_in_other_words_before_the_same_question_comes_again() -> None:
    things = [thing("missed"), thing("sibling"), thing("elsewhere", concept="d")]
    known = evidence(things, tally("c.missed", wrong=1, days=0.1))
    assert order(things, known) == ["sibling", "elsewhere", "missed"]
    later = evidence(things, tally("c.missed", wrong=1, days=6))
    assert order(things, later)[-1] == "elsewhere"


def test_cards_and_answers_both_count() -> None:
    things = [thing("one")]
    nothing = evidence(things).known("c.f")
    assert evidence(things, recall={"c.f": 0.2}).known("c.f") < nothing
    assert evidence(things, tally("c.one", wrong=1)).known("c.f") < nothing
    assert evidence(things, tally("c.one", right=1)).known("c.f") > nothing
    guessed = evidence(things, tally("c.one", right=1, confidence="guess")).known("c.f")
    assert guessed == pytest.approx(nothing)


def test_a_right_answer_with_hints_shows_no_knowledge() -> None:
    things = [thing("one")]
    hinted = evidence(things, tally("c.one", right=1, hints=1))
    assert hinted.known("c.f") < evidence(things).known("c.f")
    assert admitted(things[0], hinted, "wrong")
    assert reason(things[0], hinted, "weak").kind == "hinted"


def test_old_answers_fade() -> None:
    things = [thing("one")]
    chances = [
        evidence(things, tally("c.one", right=1, days=days)).known("c.f") for days in (1, 14, 200)
    ]
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] == pytest.approx(0.5, abs=0.01)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6),
    st.dictionaries(st.sampled_from(["c.f0", "c.f1", "d.f0"]), st.floats(0, 1)),
)
def test_chances_and_gains_are_shares(
    answers: list[tuple[int, int]], recall: dict[str, float]
) -> None:
    things = [thing(f"q{n}", f"f{n % 3}", "cd"[n % 2]) for n in range(8)]
    tallies = [
        tally(things[n].id, wrong, right)
        for n, (wrong, right) in enumerate(answers)
        if wrong + right
    ]
    known = evidence(things, *tallies, recall=recall)
    for one in things:
        assert 0 <= known.known(one.facts[0]) <= 1
        assert 0 <= known.gain(one) <= 1


def test_unseen_comes_before_wrong_and_wrong_before_right() -> None:
    things = [thing("right"), thing("wrong"), thing("new"), thing("old")]
    known = evidence(
        things,
        tally("c.right", right=1, days=2),
        tally("c.wrong", wrong=1),
        tally("c.old", right=1, days=9),
    )
    assert order(things, known, "unseen") == ["new", "wrong", "old", "right"]


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        ("weak", {"new", "wrong", "right", "flag", "sim"}),
        ("unseen", {"new", "wrong", "right", "flag", "sim"}),
        ("wrong", {"wrong", "sim"}),
        ("flagged", {"flag", "sim"}),
        ("endless", {"sim"}),
    ],
)
def test_each_mode_asks_exactly_what_it_says(mode: Mode, names: set[str]) -> None:
    made = thing("sim", source="sim", id="sim:m.p")
    things = [thing("new"), thing("wrong"), thing("right"), thing("flag"), made]
    known = evidence(
        things,
        tally("c.wrong", wrong=2),
        tally("c.right", right=1),
        tally("sim:m.p:7", wrong=1),
        flagged=["c.flag", "sim:m.p:7"],
    )
    asked = {one.id for one in things if admitted(one, known, mode)}
    assert asked == {"sim:m.p" if name == "sim" else f"c.{name}" for name in names}


def test_siblings_of_a_simulators_problem_are_tallied_together() -> None:
    early = tally("sim:m.p:1", wrong=1, days=5)
    late = tally("sim:m.p:22", right=1, days=1, confidence="sure")
    both = by_family({one.question_id: one for one in (late, early)})["sim:m.p"]
    assert (both.seen, both.right, both.last_right, both.last_at) == (2, 1, True, late.last_at)
    assert [family(name) for name in ("sim:m.p:1", "c.q")] == ["sim:m.p", "c.q"]


@pytest.mark.parametrize(
    ("past", "kind", "times"),
    [
        (None, "new", 0),
        (tally("c.q", wrong=1), "wrong", 1),
        (tally("c.q", wrong=3), "wrong", 3),
        (tally("c.q", wrong=1, confidence="sure"), "sure_wrong", 1),
        (tally("c.q", right=3, days=4), "again", 4),
        (tally("c.q", right=1, wrong=1, hints=2, confidence="sure"), "hinted", 0),
    ],
)
def test_the_reason_says_what_matters_most(past: Tally | None, kind: str, times: int) -> None:
    one = thing("q")
    known = evidence([one], *([past] if past else []))
    assert (reason(one, known, "weak").kind, reason(one, known, "weak").times) == (kind, times)
    assert reason(one, known, "flagged").kind == "flagged"


def test_a_weak_concept_is_named_with_the_chance_that_decided() -> None:
    things = [thing("q", "f1"), thing("other", "f2")]
    known = evidence(things, recall={"c.f1": 0.3})
    why = reason(things[0], known, "weak")
    assert (why.kind, why.concept_id) == ("weak", "c")
    assert why.chance == known.known("c.f1")


def test_beginners_are_those_with_less_than_half_of_enough_answers_right() -> None:
    things = [thing("a"), thing("b"), thing("d", concept="d"), thing("e", concept="e")]
    known = evidence(
        things,
        tally("c.a", wrong=2, right=1),
        tally("c.b", wrong=1),
        tally("d.d", wrong=2, right=2),
        tally("e.e", wrong=3),
    )
    assert known.beginner() == {"c"}


@given(st.lists(st.integers(0, 6), max_size=20), st.integers(0, 25))
def test_no_fact_is_asked_twice_before_every_fact_was_asked(facts: list[int], length: int) -> None:
    things = [thing(f"q{n}", f"f{fact}") for n, fact in enumerate(facts)]
    chosen = spread(things, length)
    assert len(chosen) == min(length, len(things))
    counts = [sum(one.facts == other.facts for other in chosen) for one in chosen]
    available = {one.facts: sum(one.facts == other.facts for other in things) for one in things}
    most = max(counts, default=0)
    for facts_of, there in available.items():
        asked = sum(one.facts == facts_of for one in chosen)
        assert asked >= min(there, most - 1)


CONCEPTS = "abcdefg"


@given(
    st.lists(st.sampled_from(CONCEPTS), max_size=30),
    st.lists(st.lists(st.sampled_from(CONCEPTS), min_size=2, max_size=3, unique=True), max_size=5),
)
def test_only_confusable_concepts_are_interleaved(
    concepts: list[str], pairs: list[list[str]]
) -> None:
    rivals = rivals_of(pairs)
    things = list(enumerate(concepts))
    asked = arranged(things, lambda one: one[1], rivals)
    assert sorted(asked) == things
    places = {one: [n for n, (_, name) in enumerate(asked) if name == one] for one in set(concepts)}
    for first, second in combinations(sorted(places), 2):
        a, b = places[first], places[second]
        if a[0] < b[-1] and b[0] < a[-1]:
            assert second in rivals.get(first, ())


def test_confusable_concepts_take_turns() -> None:
    things = [("a", 1), ("x", 1), ("a", 2), ("b", 1), ("b", 2), ("b", 3)]
    asked = arranged(things, lambda one: one[0], rivals_of([("a", "b")]))
    assert asked == [("a", 1), ("b", 1), ("a", 2), ("b", 2), ("b", 3), ("x", 1)]


@pytest.mark.parametrize(
    ("line", "fitting"),
    [
        ("", True),
        ("group:storage", True),
        ("group:compute", False),
        ("-group:compute", True),
        ("concept:c,d", True),
        ("concept:c*", True),
        ("domain:saa-c03.1", True),
        ("domain:saa-c03", True),
        ("domain:saa-c03.2", False),
        ("misconception:s3-*", True),
        ("pair:block-object", True),
        ("service:s3", True),
        ('service:"amazon s3"', True),
        ("service:ec2", False),
        ("kind:single", True),
        ("kind:multiple,ordering", False),
        ("difficulty:apply", True),
        ("source:sim", False),
        ("seen:yes", True),
        ("seen:no", False),
        ("conf:sure", True),
        ("-conf:sure", False),
        ("flagged:yes", False),
        ("wrong:2", True),
        ("wrong:=2", True),
        ("wrong:>1", True),
        ("wrong:>2", False),
        ("wrong:>=3,<=2", True),
        ("right:<1", False),
        ("right:1", True),
        ("recall:<.8", True),
        ("recall:<.4", False),
        ("bucket", True),
        ("버킷", True),
        ('"which bucket"', True),
        ("volume", False),
        ("bucket volume", False),
        ("-volume wrong:>1 conf:sure seen:yes", True),
    ],
)
def test_a_question_fits_when_every_term_holds(line: str, fitting: bool) -> None:
    one = thing("q")
    past = tally("c.q", wrong=2, right=1, confidence="sure")
    known = evidence([one], past, recall={"c.f": 0.5})
    assert fits(parse(line))(one, known) is fitting


def test_a_fact_whose_cards_were_never_reviewed_is_not_recalled() -> None:
    assert fits(parse("recall:0"))(thing("q"), evidence([]))
