"""A predicate names one thing of a run, and what must be true of it."""

import pytest

from awsstudy.core.predicate import Predicate


@pytest.mark.parametrize(
    "fields",
    [
        {"metric": "usd", "at_most": 5.0},
        {"metric": "usd", "equals": 0},
        {"event": "Deleted"},
        {"event": "Deleted", "where": {"key": "a"}, "at_least": 2},
        {"outcome": "answer.name", "equals": "west"},
        {"outcome": "answer"},
    ],
)
def test_a_predicate_about_one_thing_is_made(fields: dict[str, object]) -> None:
    predicate = Predicate(**fields)  # type: ignore[arg-type]
    assert {name: getattr(predicate, name) for name in fields} == fields


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"at_least": 1.0},
        {"metric": "usd", "event": "Deleted", "at_least": 1},
        {"event": "Deleted", "outcome": "answer"},
    ],
)
def test_a_predicate_about_nothing_or_two_things_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        Predicate(**fields)  # type: ignore[arg-type]


def test_a_metric_that_nothing_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="'usd'"):
        Predicate(metric="usd")
