"""One YAML file is read safely: plain data with lines, or an error that names the line."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from awsstudy.catalog.files import KINDS
from awsstudy.catalog.places import Roots, places
from awsstudy.catalog.source import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_VALUES,
    Document,
    parse_document,
    read_document,
)
from awsstudy.catalog.validate import validate
from awsstudy.core.errors import ContentError

SAMPLES = Path(__file__).parents[1] / "content_samples"
FILES = [
    (KINDS[kind].model, path.read_bytes())
    for kind, path, _ in places(Roots(SAMPLES / "content", SAMPLES / "data"))
] + [(KINDS["sim"].model, (SAMPLES / "simulator" / "coin_toss.yaml").read_bytes())]


def parse(text: str) -> Any:
    return parse_document(text.encode(), "x.yaml").data


def problem(raw: str | bytes) -> ContentError:
    with pytest.raises(ContentError) as caught:
        parse_document(raw.encode() if isinstance(raw, str) else raw, "x.yaml")
    assert caught.value.file == "x.yaml"
    return caught.value


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("# nothing\n", None),
        ("a: 1", {"a": 1}),
        ("[1, two, '3']", [1, "two", "3"]),
        ("a:\n  - b: c\n", {"a": [{"b": "c"}]}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("a: |-\n  one\n  two\n", {"a": "one\ntwo"}),
        ("---\na: 1\n...\n", {"a": 1}),
    ],
)
def test_yaml_becomes_plain_data(text: str, data: object) -> None:
    assert parse(text) == data


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("null", None),
        ("~", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("1.50", 1.5),
        ("-0.5", -0.5),
        ("1.0e-3", 0.001),
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("True", "True"),
        ("NULL", "NULL"),
        ("12:30", "12:30"),
        ("2026-11-23", "2026-11-23"),
        ("2023-06", "2023-06"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        (".5", ".5"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("=", "="),
        ("1234567890123456789012345", "1234567890123456789012345"),
        ("'true'", "true"),
        ('"12"', "12"),
        ("''", ""),
        ('"a\\nb"', "a\nb"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(written: str, value: object) -> None:
    found = parse(f"a: {written}\n")["a"]
    assert found == value
    assert type(found) is type(value)


def test_text_becomes_nfc_in_keys_and_values() -> None:
    parts = unicodedata.normalize("NFD", "'키': 값")
    assert parse(parts) == {"키": "값"}


def test_every_value_knows_its_line() -> None:
    text = "# head\na: 1\nb:\n  - x\n  -\n    c: >-\n      folded\n      text\n"
    document = parse_document(text.encode(), "x.yaml")
    lines = {(): 2, ("a",): 2, ("b",): 4, ("b", 0): 4, ("b", 1): 6, ("b", 1, "c"): 6}
    assert document.lines == lines


def test_what_has_no_line_stands_on_the_line_of_what_is_around_it() -> None:
    document = parse_document(b"a: 1\nb:\n  c: 2\n", "x.yaml")
    assert document.line_of(("b", "missing", 3)) == 3
    assert document.line_of(("missing",)) == 1
    assert parse_document(b"", "x.yaml").line_of(("a",)) == 1


def test_an_error_about_a_value_names_file_line_and_field() -> None:
    document = parse_document(b"a: 1\nb:\n  - c: 2\n", "x.yaml")
    error = document.error(("b", 0, "c"), "too small")
    assert (error.file, error.line, error.field) == ("x.yaml", 3, "b.0.c")
    assert str(error) == "x.yaml:3: b.0.c: too small"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands twice"),
        ("x:\n  a: 1\n  a: 2\n", 3, "'a' stands twice"),
        ("{a: 1, 'a': 2}", 1, "'a' stands twice"),
        ("가: 1\n" + unicodedata.normalize("NFD", "가") + ": 2\n", 2, "'가' stands twice"),
        ("a: &name 1\n", 1, "anchors"),
        ("a: 1\nb: &name [1]\n", 2, "anchors"),
        ("a: &x 1\nb: *x\n", 1, "anchors"),
        ("a: 1\nb: !!str 2\n", 2, "tags"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "tags"),
        ("a: 1\nb: !mine {c: 1}\n", 2, "tags"),
        ("! a", 1, "tags"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "a key must be a word"),
        ("{{a: 1}: 2}", 1, "a key must be a word"),
        ("a: 1\nb: [1\n", 2, "did not find expected ',' or ']'"),
        ("a: 1\n b: 2\n", 2, "mapping values are not allowed"),
        ("a: 1\nb: 'open\n", 2, "unexpected end of stream"),
        ("a: @b\n", 1, "cannot start any token"),
        ("a: 1\n---\nb: 2\n", 2, "expected a single document"),
        ("%YAML 9.9\n---\na: 1\n", 1, "incompatible YAML document"),
        ('a: "\\uD800"\n', 1, "invalid Unicode character"),
    ],
)
def test_what_is_no_yaml_of_ours_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    error = problem(text)
    assert says in error.reason
    assert error.line == line


def test_a_doubled_key_names_its_field() -> None:
    assert problem("x:\n  - a: 1\n    a: 2\n").field == "x.0.a"


@pytest.mark.parametrize(
    "character",
    ["\0", "\t", "\r", "\x1b", "\x85", "\u200b", "\u202e", "\u2028", "\u2066", "\ufeff", "\ue000"],
    ids=lambda one: f"U+{ord(one):04X}",
)
def test_characters_that_cannot_be_seen_are_refused(character: str) -> None:
    code = f"U+{ord(character):04X}"
    as_written = problem(f"a: 1\nb: x{character}y\n")
    as_escape = problem(f'a: 1\nb: "x\\U{ord(character):08X}y"\n')
    as_key = problem(f'a: 1\n"x\\U{ord(character):08X}y": 1\n')
    for error in (as_written, as_escape, as_key):
        assert error.line == 2
        assert code in error.reason


def test_windows_line_ends_are_named_as_what_they_are() -> None:
    assert "U+000D" in problem("a: 1\r\nb: 2\r\n").reason


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"\xff\xfea\x00", 1),
        (b"a: 1\nb: \xc0\n", 2),
        ("a: 1\n\nb: 값\n".encode("euc-kr"), 3),
        (b"a: \xed\xa0\x80", 1),
    ],
)
def test_what_is_not_utf8_is_refused_with_its_line(raw: bytes, line: int) -> None:
    error = problem(raw)
    assert error.reason == "not UTF-8"
    assert error.line == line


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert problem("\n".join(lines)).line == 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_has_a_limit(opening: str) -> None:
    error = problem(opening * 100_000)
    assert "too deep" in error.reason
    assert error.line == 1
    assert parse("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None


def test_the_number_of_values_has_a_limit() -> None:
    error = problem("a: 1\nb: [" + "1," * (MAX_VALUES + 1) + "]\n")
    assert "too many" in error.reason
    assert error.line == 2


def test_the_size_of_a_file_has_a_limit() -> None:
    assert "larger than" in problem(b"#" * (MAX_BYTES + 1)).reason
    assert parse("#" * MAX_BYTES) is None


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("a: 값\n", "utf-8")
    assert read_document(file, "content/x.yaml") == Document(
        "content/x.yaml", {"a": "값"}, {(): 1, ("a",): 1}
    )


def test_what_is_no_file_is_a_content_error(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    for name in ("folder.yaml", "missing.yaml"):
        with pytest.raises(ContentError, match=rf"^content/{name}: ."):
            read_document(tmp_path / name, f"content/{name}")


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(0.001, 1000.0).map(lambda number: round(number, 3))
    | st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=12).map(
        lambda text: unicodedata.normalize("NFC", text)
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z가-힣]{1,5}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=12,
)


def written(data: Any) -> str:
    """The data in YAML's flow style, every text in single quotes."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"'{key}': {written(one)}" for key, one in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(written(one) for one in data) + "]"
    if isinstance(data, str):
        return "'" + data.replace("'", "''") + "'"
    return "null" if data is None else str(data).lower()


@given(plain)
def test_what_is_written_is_what_is_read(data: Any) -> None:
    assert parse(written(data)) == data


SPICE = [
    *(bytes([byte]) for byte in b"\n\r\t\0 :-?[]{},&*!|>'\"%@`#~<=.\\"),
    *(b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\xc2\x85"),
    *(b"---\n", b"...\n", b"%YAML 1.1\n", b"%TAG ! !\n", b"<<: ", b"&a ", b"*a", b"!!str "),
    *(b"  ", b"\n- ", b": ", b"? ", b"\\u202e", b"null", b"true", b"[]", b"{}", b"999999999999"),
]
mutations = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(SPICE) | st.binary(max_size=4)),
    min_size=1,
    max_size=4,
)


def mutated(raw: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, gone, put in changes:
        at = round(place * len(raw))
        raw = raw[:at] + put + raw[at + gone :]
    return raw


def problems(model: Any, raw: bytes) -> list[ContentError]:
    try:
        document = parse_document(raw, "x.yaml")
    except ContentError as error:
        return [error]
    return validate(model, document)[1]


def lines_of(raw: bytes) -> int:
    return raw.removesuffix(b"\n").count(b"\n") + 1


@settings(max_examples=30000)
@given(st.sampled_from(FILES), mutations)
def test_whatever_happens_to_a_file_it_is_read_or_the_line_is_named(
    file: tuple[Any, bytes], changes: list[tuple[float, int, bytes]]
) -> None:
    model, raw = file
    raw = mutated(raw, changes)
    for error in problems(model, raw):
        assert error.file == "x.yaml"
        assert error.reason
        assert 1 <= error.line <= lines_of(raw)


@settings(max_examples=30000)
@given(st.binary(max_size=40) | st.lists(st.sampled_from(SPICE), max_size=12).map(b"".join))
@example(b"")
@example(b"[")
@example(b"- a\n- [")
def test_any_bytes_are_read_or_the_line_is_named(raw: bytes) -> None:
    model, _ = FILES[0]
    for error in problems(model, raw):
        assert 1 <= error.line <= lines_of(raw)
