"""Every outdated statement of the notes is asked, and old checks are listed."""

from datetime import date

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.coverage import coverage
from awsstudy.catalog.currency import currency_cards, stale_facts


def test_an_outdated_statement_becomes_a_card(sample_catalog: Catalog) -> None:
    cards = {card.id: card for card in currency_cards(sample_catalog.concepts["object-store"])}
    card = cards["largest-object-today"]
    assert card.front.en == "The notes say: An object holds at most 5 TB.\nWhat holds today?"
    assert card.back.en == "An object holds at most 50 TB."
    assert card.facts == ("object-store.largest-object",)
    assert "object-store.largest-object-today" in sample_catalog.cards


def test_a_written_item_takes_the_place_of_that_card(sample_catalog: Catalog) -> None:
    concept = sample_catalog.concepts["object-store"]
    asks_both = concept.cards[2].model_copy(update={"currency": True})
    assert set(asks_both.facts) == {"object-store.bucket-names", "object-store.largest-object"}
    written = concept.model_copy(update={"cards": (*concept.cards[:2], asks_both)})
    assert list(currency_cards(written)) == []


def test_what_holds_needs_no_such_card(sample_catalog: Catalog) -> None:
    assert list(currency_cards(sample_catalog.concepts["block-store"])) == []


def test_coverage_counts_statements_that_hold_no_more(sample_catalog: Catalog) -> None:
    found = coverage(sample_catalog, (*("line",) * 4, "", *("line",) * 5))
    assert (found.statements, found.statements_asked, found.statements_not_asked) == (3, 3, ())
    assert found.accounted == found.lines == 10
    assert found.questions == {"choice": 9, "ordering": 1, "matching": 1}


def test_facts_are_due_by_the_day_they_were_checked(sample_catalog: Catalog) -> None:
    assert stale_facts(sample_catalog, date(2026, 11, 23)) == []
    due = stale_facts(sample_catalog, date(2026, 11, 24))
    assert len(due) == len(sample_catalog.facts)
    one = next(stale for stale in due if stale.fact_id == "object-store.largest-object")
    assert (one.status, one.checked) == ("changed", date(2026, 11, 23))
    assert one.urls == (
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html",
        "https://aws.amazon.com/new/",
    )
