"""The hash of a text is stored with answers, so that a change of the text is known."""

from hypothesis import given
from hypothesis import strategies as st

from awsstudy.core.hashing import content_hash

# Control characters never come into content, see ``awsstudy.core.text``.
texts = st.lists(
    st.text(st.characters(exclude_categories=["C"]), max_size=6), min_size=1, max_size=4
)


@given(texts, texts)
def test_hashes_are_equal_exactly_when_all_texts_are(first: list[str], second: list[str]) -> None:
    assert (content_hash(*first) == content_hash(*second)) is (first == second)


def test_where_one_text_ends_and_the_next_begins_counts() -> None:
    assert content_hash("ab", "c") != content_hash("a", "bc")


def test_a_hash_is_the_same_on_every_machine_and_in_every_version() -> None:
    # It stands in learners' records.
    assert content_hash("S3", "스토리지") == "533eeb0448db6ffc"
