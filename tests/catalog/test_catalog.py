"""The catalogue answers by id."""

from collections import Counter

import pytest

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.domains import fact_domains
from awsstudy.catalog.files import Roots
from awsstudy.catalog.loader import read_all
from awsstudy.catalog.models.base import line_numbers
from awsstudy.core import paths
from awsstudy.core.errors import UnknownIdError


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The content that is shipped."""
    reading = read_all(Roots(paths.content_root(), paths.data_root()))
    return Catalog(tuple(entry.model for entry in reading.entries))


def test_an_unknown_concept_is_answered_with_close_ones(sample_catalog: Catalog) -> None:
    with pytest.raises(UnknownIdError, match="no concept 'block-stor'") as caught:
        sample_catalog.concept("block-stor")
    assert "block-store" in str(caught.value.hint)


def test_a_question_belongs_to_the_chapters_of_its_facts_lines(catalog: Catalog) -> None:
    question = next(q for q in catalog.questions if q.startswith("ec2-spot-instances."))
    named = catalog.questions[question].exams
    assert catalog.domains_of(question) == (*named, "notes.2")


def test_every_question_belongs_to_a_chapter_of_the_notes(catalog: Catalog) -> None:
    for question in catalog.questions:
        assert any(one.startswith("notes.") for one in catalog.domains_of(question)), question


def test_every_problem_belongs_to_a_chapter_and_to_a_domain_of_aws(catalog: Catalog) -> None:
    for page in catalog.sims.values():
        for problem in page.problems:
            domains = catalog.domains_of_problem(page.id, problem.id)
            assert any(one.startswith("notes.") for one in domains), (page.id, problem.id)
            assert set(problem.exams) < set(domains) <= catalog.domain_names


def test_the_chapters_of_the_notes_share_its_lines(catalog: Catalog) -> None:
    chapters = [line_numbers((d.lines,)) for d in catalog.exams["notes"].domains if d.lines]
    assert [line for lines in chapters for line in lines] == list(range(1, 288))


def test_every_fact_of_the_notes_has_a_chapter(catalog: Catalog) -> None:
    assert set(fact_domains(catalog, "notes")) == set(catalog.facts)


@pytest.mark.parametrize("code", ["clf-c02", "saa-c03"])
def test_most_facts_belong_to_a_domain_of_a_real_exam(catalog: Catalog, code: str) -> None:
    found = fact_domains(catalog, code)
    assert len(found) > 0.8 * len(catalog.facts)
    assert set(found.values()) == {domain.id for domain in catalog.exams[code].domains}


def test_a_fact_that_one_question_tests_is_of_its_domain(catalog: Catalog) -> None:
    found, tests = fact_domains(catalog, "saa-c03"), Counter[str]()
    for question in catalog.questions.values():
        tests.update(question.facts)
    checked = 0
    for full_id, question in catalog.questions.items():
        named = [one for one in catalog.domains_of(full_id) if one.startswith("saa-c03.")]
        if tests[question.facts[0]] == 1 and len(named) == 1:
            assert f"saa-c03.{found[question.facts[0]]}" == named[0]
            checked += 1
    assert checked > 50


def test_an_exam_that_is_unknown_asks_for_nothing(catalog: Catalog) -> None:
    assert fact_domains(catalog, "dva-c02") == {}
