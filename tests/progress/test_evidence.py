"""Which answers count for an exam."""

from datetime import UTC, date, datetime, timedelta

import pytest

from awsstudy.progress.evidence import evidence
from awsstudy.store.records import Attempt

DAY = date(2026, 1, 7)
QUESTION = "object-store.taken-name"


def attempt(
    question: str, *, days: int = 0, right: bool = True, first: bool = True, hints: int = 0
):
    return Attempt(
        id=question,
        session_id="s",
        question_id=question,
        fact_id="",
        concept_id="",
        at=datetime(2026, 1, 7, tzinfo=UTC),
        study_day=DAY + timedelta(days=days),
        chosen=(0,),
        correct=right,
        confidence="",
        misconceptions=(),
        first=first,
        generated=question.startswith("sim:"),
        ms=1,
        language="en",
        content_hash="",
        hints=hints,
    )


def by_domains(catalog, count: int) -> str:
    return next(q for q in catalog.questions if len(catalog.domains_of(q)) == count)


def test_only_a_first_meeting_without_hints_counts(sample_catalog) -> None:
    question = by_domains(sample_catalog, 1)
    tried = [
        attempt(question, hints=1),
        attempt(question, first=False),
        attempt(question, days=1, right=False),
    ]
    (only,) = evidence(sample_catalog, "sample-exam", tried)
    assert (only.day, only.right) == (DAY + timedelta(days=1), False)


def test_a_question_counts_for_each_of_its_domains(sample_catalog) -> None:
    both = attempt(by_domains(sample_catalog, 2))
    (only,) = evidence(sample_catalog, "sample-exam", [both])
    assert only.domains == ("1", "2")


def test_questions_of_no_domain_and_of_other_exams_do_not_count(sample_catalog) -> None:
    none, some = by_domains(sample_catalog, 0), by_domains(sample_catalog, 1)
    assert evidence(sample_catalog, "sample-exam", [attempt(none)]) == ()
    assert evidence(sample_catalog, "saa-c03", [attempt(some)]) == ()


@pytest.fixture
def tossing(simulator_roots, change_page):
    """The sample content with a problem that belongs to a domain."""
    return change_page(simulator_roots, "sample-exam.2")


@pytest.fixture
def change_page():
    from awsstudy.catalog.catalog import Catalog
    from awsstudy.catalog.loader import read_all

    def change(roots, domain):
        file = roots.content / "sims" / "coin_toss.yaml"
        text = file.read_text("utf-8")
        old = "    facts: [object-store.keeps-objects]\nconcepts"
        assert text.count(old) == 1
        file.write_text(
            text.replace(old, old.replace("concepts", f"    exams: [{domain}]\nconcepts")), "utf-8"
        )
        return Catalog(tuple(entry.model for entry in read_all(roots).entries))

    return change


def test_of_a_problem_the_days_first_counts(tossing) -> None:
    tried = [
        attempt("sim:coin_toss.count-heads:1", right=False),
        attempt("sim:coin_toss.count-heads:2"),
        attempt("sim:coin_toss.count-heads:3", days=1),
        attempt("sim:coin_toss.count-heads:3", days=2, first=False),
    ]
    found = evidence(tossing, "sample-exam", tried)
    assert [(one.day - DAY, one.right) for one in found] == [
        (timedelta(0), False),
        (timedelta(days=1), True),
    ]
    assert {one.domains for one in found} == {("2",)}


def test_after_a_hinted_sibling_none_of_the_day_counts(tossing) -> None:
    tried = [
        attempt("sim:coin_toss.count-heads:1", hints=2),
        attempt("sim:coin_toss.count-heads:2"),
    ]
    assert evidence(tossing, "sample-exam", tried) == ()


@pytest.mark.parametrize(
    "gone", ["object-store.gone", "sim:coin_toss.gone:1", "sim:gone.count-heads:1", "sim:odd"]
)
def test_content_that_is_gone_does_not_count(tossing, gone) -> None:
    assert evidence(tossing, "sample-exam", [attempt(gone)]) == ()
