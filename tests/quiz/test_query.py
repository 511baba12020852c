"""The query language: what is understood, what is refused and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.i18n import Messages
from awsstudy.quiz.query import Query, QueryError, Term, parse


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("group:storage", (Term("group", ("storage",)),)),
        ("group:storage,database", (Term("group", ("storage", "database")),)),
        ("-kind:ordering", (Term("kind", ("ordering",), negated=True),)),
        ("\u2212kind:ordering", (Term("kind", ("ordering",), negated=True),)),
        ("wrong:>1", (Term("wrong", (">1",)),)),
        ("recall:<.8,>=.95", (Term("recall", ("<.8", ">=.95")),)),
        ("Seen:no", (Term("seen", ("no",)),)),
        ("stateless", (Term("", ("stateless",)),)),
        ("-stateless", (Term("", ("stateless",), negated=True),)),
        ("상태 저장", (Term("", ("상태",)), Term("", ("저장",)))),
        ('"route table"', (Term("", ("route table",)),)),
        ('service:"Amazon VPC",s3', (Term("service", ("Amazon VPC", "s3")),)),
        ("-", (Term("", ("-",)),)),
        ("10.0.0.0/16", (Term("", ("10.0.0.0/16",)),)),
    ],
)
def test_a_line_is_understood(line: str, terms: tuple[Term, ...]) -> None:
    assert parse(line).terms == terms


@pytest.mark.parametrize(
    ("line", "kind", "column"),
    [
        ("group:", "query.empty", 1),
        ("seen:no group:", "query.empty", 9),
        ("group:a,,b", "query.empty", 1),
        ("group: storage", "query.empty", 1),
        (",", "query.empty", 1),
        ('seen:no ""', "query.empty", 9),
        ('seen:no "two words', "query.unclosed", 9),
        ('service:"Amazon', "query.unclosed", 9),
    ],
)
def test_what_is_not_understood_says_where(line: str, kind: str, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(line)
    assert (caught.value.kind, caught.value.values["column"]) == (kind, column)
    assert str(column) in caught.value.said(Messages("ko"))
    assert str(caught.value) == caught.value.said(Messages("en"))


FIELDS = st.sampled_from(["", "group", "wrong", "recall", "nonsense"])
VALUES = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='"')
    | st.sampled_from(" ,:-<>=*\u2212"),
    min_size=1,
).map(str.strip)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    name = draw(FIELDS)
    values = draw(st.lists(VALUES.filter(bool), min_size=1, max_size=3 if name else 1))
    return Term(name, tuple(values), draw(st.booleans()))


@given(st.lists(terms()))
def test_a_query_reads_back_as_it_is_written(given_terms: list[Term]) -> None:
    from awsstudy.core.text import clean

    cleaned = [
        Term(t.field, tuple(clean(v).strip() for v in t.values), t.negated) for t in given_terms
    ]
    if all(value for term in cleaned for value in term.values):
        query = Query(tuple(cleaned))
        assert parse(str(query)) == query


@given(st.text())
def test_any_line_is_understood_or_refused(line: str) -> None:
    try:
        query = parse(line)
    except QueryError as error:
        column = int(str(error.values["column"]))
    else:
        column = 1
        assert parse(str(query)) == query
    assert 1 <= column <= len(line) + 1


def test_a_value_is_put_in_and_taken_out_again() -> None:
    query = parse("wrong:>1").toggled("group", "storage").toggled("group", "database")
    assert str(query) == "wrong:>1 group:storage,database"
    assert query.values("group") == ("storage", "database")
    assert str(query.toggled("group", "storage")) == "wrong:>1 group:database"
    assert query.toggled("group", "storage").toggled("group", "database") == parse("wrong:>1")


def test_what_is_excluded_is_not_ticked() -> None:
    query = parse("-group:storage")
    assert query.values("group") == ()
    assert str(query.toggled("group", "storage")) == "-group:storage group:storage"
