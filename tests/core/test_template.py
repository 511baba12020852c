"""Templates are filled with values by name, and with nothing else."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.i18n import Localized
from awsstudy.core.template import fields, fill

TERMS = {
    "true": Localized("yes", "예"),
    "none": Localized("nothing", "없음"),
    "STANDARD": Localized("S3 Standard", "S3 표준"),
    "GLACIER": Localized("Glacier", "글레이셔"),
}


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ("no field", {}, "no field"),
        ("{n} of {of}", {"n": 1, "of": 3}, "1 of 3"),
        ("{usd:.2f} USD", {"usd": 1.005}, "1.00 USD"),
        ("{usd:,.2f} USD", {"usd": 1234.5}, "1,234.50 USD"),
        ("{share:.1%}", {"share": Fraction(1, 3)}, "33.3%"),
        ("{share}", {"share": Fraction(1, 3)}, "1/3"),
        ("{class}", {"class": "STANDARD"}, "S3 Standard"),
        ("{class}", {"class": "UNKNOWN"}, "UNKNOWN"),
        ("{classes}", {"classes": ("STANDARD", "GLACIER")}, "S3 Standard, Glacier"),
        ("{days}", {"days": [30, 60]}, "30, 60"),
        ("{days:.1f}", {"days": [30, 60]}, "30.0, 60.0"),
        ("{name}", {"name": Localized("Bucket", "버킷")}, "Bucket"),
        ("{kept}", {"kept": True}, "yes"),
        ("{kept}", {"kept": False}, "false"),
        ("{kept}", {"kept": None}, "nothing"),
        ("{{{n}}}", {"n": 1}, "{1}"),
        ("{n:>{width}}", {"n": 7, "width": 3}, "  7"),
    ],
)
def test_a_template_is_filled(template: str, values: dict[str, object], text: str) -> None:
    assert fill(Localized.same(template), values, "en", TERMS) == text


def test_the_language_chooses_template_terms_and_values() -> None:
    template = Localized("{what} in {class}", "{class}의 {what}")
    values = {"what": Localized("Bucket", "버킷"), "class": "STANDARD"}
    assert fill(template, values, "en", TERMS) == "Bucket in S3 Standard"
    assert fill(template, values, "ko", TERMS) == "S3 표준의 버킷"


@pytest.mark.parametrize(
    "template", ["{missing}", "{n.real}", "{n.__class__}", "{items[0]}", "{}", "{0}"]
)
def test_only_values_that_are_given_can_be_named(template: str) -> None:
    with pytest.raises(KeyError):
        fill(Localized.same(template), {"n": 1, "items": [1]}, "en")


@pytest.mark.parametrize("template", ["{", "}", "{n", "{n:.2x}", "{n!z}"])
def test_a_template_that_is_none_is_an_error(template: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        fill(Localized.same(template), {"n": 1.5}, "en")


@given(st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), st.integers(), max_size=4))
def test_the_fields_of_a_template_are_what_it_must_be_given(values: dict[str, int]) -> None:
    template = " ".join(f"{{{name}}}" for name in values)
    assert fields(template) == frozenset(values)
    filled = fill(Localized.same(template), values, "en")
    assert filled == " ".join(str(value) for value in values.values())
