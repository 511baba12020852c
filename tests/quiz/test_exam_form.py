"""Forms: domains by weight, no siblings, nothing padded, the same for the same seed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.catalog.models.reference import Exam, ExamDomain
from awsstudy.core.i18n import Localized
from awsstudy.quiz.exam.assembly import GENERATED_SHARE, ExamForm, Pool, assemble
from awsstudy.quiz.exam.blueprint import fits, minutes_of, quotas, unscored_of, wanted
from awsstudy.quiz.item import Item
from tests.quiz.exam_items import choice, ordering

EXAM = Exam(
    id="e",
    title=Localized.same("Exam"),
    questions=20,
    scored=15,
    minutes=40,
    pass_mark=700,
    domains=tuple(
        ExamDomain(id=name, title=Localized.same(name), weight=weight, lines="1")
        for name, weight in (("a", 50), ("b", 30), ("c", 20))
    ),
    checked=date(2026, 1, 1),
)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 99), min_size=1), st.integers(0, 200))
def test_quotas_are_whole_and_never_far_from_the_weights(weights, total) -> None:
    parts, whole = quotas(weights, total), sum(weights.values())
    assert sum(parts.values()) == (total if whole else 0)
    for name, part in parts.items():
        assert abs(part - total * weights[name] / (whole or 1)) < 1


@pytest.mark.parametrize(
    ("weights", "total", "parts"),
    [
        ((30, 26, 24, 20), 65, (19, 17, 16, 13)),
        ((30, 26, 24, 20), 50, (15, 13, 12, 10)),
        ((24, 30, 34, 12), 65, (16, 19, 22, 8)),
        ((24, 30, 34, 12), 50, (12, 15, 17, 6)),
        ((1, 1, 1), 2, (1, 1, 0)),
    ],
)
def test_the_largest_remainder_gets_what_is_left(weights, total, parts) -> None:
    named = dict(enumerate(weights))
    assert tuple(quotas(named, total).values()) == parts  # type: ignore[arg-type]


def pools(**sizes: tuple[int, int]) -> dict[str, Pool]:
    """So many written and generated questions a domain, each of a fact of its own."""
    numbers = iter(range(1, 10_000))
    return {
        name: Pool(
            [choice(next(numbers)) for _ in range(written)],
            iter([made(next(numbers)) for _ in range(generated)]),
        )
        for name, (written, generated) in sizes.items()
    }


def made(number: int) -> Item:
    return replace(choice(number), id=f"sim:m.p{number}:1", origin="generated")


def form(given_pools: dict[str, Pool], seed: int = 1, *, unscored: bool = False) -> ExamForm:
    return assemble(EXAM, given_pools, 20, seed, unscored=unscored)


def got(one: ExamForm) -> tuple[int, ...]:
    return tuple(share.got for share in one.shares)


def test_every_domain_has_its_share_and_a_few_questions_of_simulators() -> None:
    one = form(pools(a=(30, 30), b=(30, 30), c=(30, 30)))
    assert (got(one), one.covered) == ((10, 6, 4), 100)
    made_count = sum(item.origin == "generated" for item in one.items)
    assert made_count == 10 // GENERATED_SHARE + 6 // GENERATED_SHARE + 4 // GENERATED_SHARE


def test_a_domain_that_falls_short_shortens_the_exam_and_is_named() -> None:
    one = form(pools(a=(30, 0), b=(2, 1), c=(0, 0)))
    assert got(one) == (10, 3, 0)
    assert len(one.items) == 13
    assert one.covered == 50 + 15


def test_simulators_fill_what_the_bank_cannot() -> None:
    assert got(form(pools(a=(30, 0), b=(1, 30), c=(0, 30)))) == (10, 6, 4)


def test_the_best_written_questions_come_first() -> None:
    given_pools = pools(a=(30, 0), b=(30, 0), c=(30, 0))
    best = {item.id for item in given_pools["a"].written[:10]}
    assert best <= {item.id for item in form(given_pools).items}


def test_siblings_never_meet_in_an_exam() -> None:
    same_fact = [choice(number, fact=number // 3) for number in range(60)]
    same_stem = [replace(choice(100 + n), stem=same_fact[n % 7].stem) for n in range(30)]
    given_pools = {
        "a": Pool(same_fact[:40], iter([replace(made(200), facts=("c.f0",))])),
        "b": Pool([*same_stem, *same_fact[40:]], iter(())),
        "c": Pool(same_fact, iter(())),
    }
    items = form(given_pools).items
    assert not repeated(item.facts[0] for item in items)
    assert not repeated(item.stem.en for item in items)
    assert len(items) == 20


def repeated(names: Iterator[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_what_does_not_count_is_spread_over_the_domains() -> None:
    one = form(pools(a=(30, 0), b=(30, 0), c=(30, 0)), unscored=True)
    assert len(one.unscored) == unscored_of(EXAM, 20) == 5
    assert one.unscored <= {item.id for item in one.items}
    assert form(pools(a=(30, 0), b=(30, 0), c=(30, 0))).unscored == frozenset()


def test_the_seed_decides_the_order_and_nothing_else_does() -> None:
    def order(seed: int) -> Sequence[str]:
        return [item.id for item in form(pools(a=(30, 9), b=(30, 9), c=(30, 9)), seed).items]

    assert order(3) == order(3)
    assert order(3) != order(4)
    assert sorted(order(3)) == sorted(order(4))


def test_a_short_exam_has_its_time_in_proportion() -> None:
    assert minutes_of(EXAM, 20, esl=False) == 40
    assert minutes_of(EXAM, 20, esl=True) == 70
    assert minutes_of(EXAM, 5, esl=False) == 10
    assert sum(wanted(EXAM, 7).values()) == 7


@pytest.mark.parametrize(
    ("item", "asked"),
    [
        (choice(1), True),
        (choice(1, options=3), False),
        (choice(1, 2), True),
        (choice(1, 3), True),
        (ordering(1), False),
    ],
)
def test_aws_exams_ask_one_of_four_or_several(item, asked) -> None:
    assert fits(EXAM, item) is asked
    assert fits(EXAM.model_copy(update={"kinds": ("choice", "ordering")}), ordering(1))
