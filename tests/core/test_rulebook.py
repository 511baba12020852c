"""The rule book knows what held on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.errors import UnknownIdError
from awsstudy.core.i18n import Localized
from awsstudy.core.rulebook import Rule, RuleBook

DAY = timedelta(days=1)
CHANGE = date(2025, 12, 2)
OLD = Rule(
    id="s3.largest-object",
    text=Localized("At most 5 TB.", "최대 5 TB."),
    source="https://docs.aws.amazon.com/",
    as_of="2023-06",
    value=5,
    unit="TB",
    valid_to=CHANGE - DAY,
)
NEW = replace(OLD, value=50, valid_from=CHANGE, valid_to=None)


def book(*rules: Rule, on: date = CHANGE) -> RuleBook:
    return RuleBook(rules, on)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (None, None, True),
        (CHANGE, None, True),
        (None, CHANGE, True),
        (CHANGE, CHANGE, True),
        (CHANGE + DAY, None, False),
        (None, CHANGE - DAY, False),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day(
    valid_from: date | None, valid_to: date | None, holds: bool
) -> None:
    rule = replace(OLD, valid_from=valid_from, valid_to=valid_to)
    assert rule.holds_on(CHANGE) is holds
    assert list(book(rule)) == ([rule.id] if holds else [])


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_exactly_one_of_two_rules_that_follow_each_other_holds(day: date) -> None:
    expected = NEW if day >= CHANGE else OLD
    for rules in ((OLD, NEW), (NEW, OLD)):
        found = book(*rules, on=day)
        assert len(found) == 1
        assert found["s3.largest-object"] == expected


def test_a_book_is_a_mapping_of_what_holds() -> None:
    found = book(OLD, NEW)
    assert "s3.largest-object" in found
    assert "s3.no-such-rule" not in found
    assert found.get("s3.no-such-rule") is None
    assert dict(found) == {"s3.largest-object": NEW}


def test_asking_for_a_rule_that_does_not_hold_names_rule_and_day() -> None:
    with pytest.raises(UnknownIdError, match=r"'s3\.largest-object' holds on 2030-01-01") as caught:
        _ = book(OLD, on=date(2030, 1, 1))["s3.largest-object"]
    assert "s3.largest-object" in str(caught.value)


@pytest.mark.parametrize("value", [5, 2.5, 0])
def test_a_number_is_read_as_one(value: float) -> None:
    assert book(replace(NEW, value=value)).number(NEW.id) == value


@pytest.mark.parametrize("value", [None, True, "5", ("5",)])
def test_what_is_no_number_is_not_taken_for_one(value: bool | str | tuple[str, ...] | None) -> None:
    with pytest.raises(TypeError, match="has no number"):
        book(replace(NEW, value=value)).number(NEW.id)
