"""The glossary at work: finding terms in texts and concepts by their spellings."""

import pytest
from pydantic import TypeAdapter

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.vocabulary import Term
from awsstudy.catalog.search import search
from awsstudy.catalog.vocabulary import Vocabulary

TERM = TypeAdapter(Term)


def term(slug: str, en: str, ko: str, *accept: str) -> Term:
    return TERM.validate_python(
        {"id": slug, "term": {"en": en, "ko": ko}, "accept": accept, "meaning": "x"}
    )


VOCABULARY = Vocabulary(
    (
        term("ebs", "EBS", "EBS", "Elastic Block Store", "탄력적 블록 스토어"),
        term("ebs-volume", "EBS volume", "EBS 볼륨"),
        term("az", "Availability Zone", "가용 영역", "AZ"),
        term("ami", "AMI", "AMI"),
    )
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("An EBS volume in an Availability Zone.", ["ebs-volume", "az"]),
        ("elastic block store, written small", ["ebs"]),
        ("EBS 볼륨은 가용 영역에 있다.", ["ebs-volume", "az"]),
        ("탄력적 블록 스토어를 쓴다", ["ebs"]),
        ("The family came to Miami; AZs are plural.", []),
        ("ami in small letters is French", []),
        ("AMI-based", ["ami"]),
        ("", []),
    ],
)
def test_terms_are_found_in_both_languages_and_only_as_words(text: str, ids: list[str]) -> None:
    assert [found.term.id for found in VOCABULARY.find(text)] == ids


def test_a_term_is_told_once_for_many_texts() -> None:
    assert [one.id for one in VOCABULARY.terms_in(["EBS", "EBS and AMI", "AZ"])] == [
        "ebs",
        "ami",
        "az",
    ]


def test_an_empty_glossary_finds_nothing() -> None:
    assert list(Vocabulary(()).find("EBS")) == []


@pytest.mark.parametrize("query", ["유지 시간", "time to live", "블록 볼륨"])
def test_search_knows_the_spellings_of_the_glossary(sample_catalog: Catalog, query: str) -> None:
    found = [concept.id for concept in search(sample_catalog, query)]
    assert found[0] == ("block-store" if "볼륨" in query else "name-service")
