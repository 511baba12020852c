"""A broken copy of any content file gives an error that names file, line and field."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from awsstudy.catalog.loader import read_all
from awsstudy.catalog.places import Roots

Change = Callable[[str, str, str], None]
LineOf = Callable[[str, str], int]

OBJECTS = "content/concepts/storage/object-store.yaml"
BLOCKS = "content/concepts/storage/block-store.yaml"
NAMES = "content/concepts/networking/name-service.yaml"
GROUPS = "content/groups.yaml"
SERVICES = "content/services.yaml"
BELIEFS = "content/misconceptions.storage.yaml"
EXAM = "content/exams/sample-exam.yaml"
SIM = "content/sims/coin_toss.yaml"
RULES = "data/rules/store.yaml"


@dataclass(frozen=True)
class Broken:
    """One thing made wrong in one file."""

    file: str
    old: str
    new: str
    field: str
    says: str
    at: str = ""
    """The text the named line holds, where it is not the new one."""


BROKEN = [
    # groups
    Broken(GROUPS, "id: networking", "id: Net_working", "1.id", "pattern"),
    Broken(GROUPS, ", ko: 네트워킹", "", "1.title.ko", "required", "Networking"),
    Broken(GROUPS, "{id: networking, ", "{colour: red, id: networking, ", "1.colour", "permitted"),
    Broken(GROUPS, "{en: Networking, ko: 네트워킹}", "' '", "1.title", "at least 1 char"),
    # concepts
    Broken(NAMES, "group: networking\n", "", "group", "required", "id: name-service"),
    Broken(NAMES, "service: Amazon", "services: Amazon", "services", "permitted"),
    Broken(NAMES, '"9-10"', '"10-9"', "notes.1", "the last line stands before the first"),
    Broken(NAMES, '"9-10"', '"9 to 10"', "notes.1", "pattern"),
    Broken(NAMES, '"9-10"', '"9-999999999"', "notes.1", "pattern"),
    Broken(NAMES, "headings: [8]", "headings: [eight]", "headings.0", "integer"),
    Broken(NAMES, "checked: 2026-11-23", "checked: yesterday", "checked", "date"),
    Broken(NAMES, "https://docs", "http://docs", "sources.guide.url", "pattern"),
    Broken(NAMES, "as_of: 2023-06", "as_of: June 2023", "sources.guide.as_of", "pattern"),
    Broken(
        NAMES,
        "  ko: 이름 서비스는 도메인 이름을 IP 주소로 바꿉니다.\nbody",
        "body",
        "summary.ko",
        "required",
        "  en: A name service turns domain names into IP addresses.\nbody",
    ),
    # facts
    Broken(NAMES, "- id: ttl\n", "- id: TTL\n", "facts.1.id", "pattern"),
    Broken(NAMES, "status: imprecise", "status: vague", "facts.1.status", "imprecise"),
    Broken(
        OBJECTS,
        "    notes_say:\n"
        "      en: An object holds at most 5 TB.\n"
        "      ko: 객체 하나는 최대 5 TB다.\n",
        "",
        "facts.2",
        "notes_say must tell",
        "- id: largest-object",
    ),
    Broken(OBJECTS, "[guide, news]", "[]", "facts.2.sources", "at least 1 item"),
    Broken(OBJECTS, "lines: [3]", "lines: [three]", "facts.1.lines.0", "integer"),
    # cards
    Broken(OBJECTS, "    kind: reverse\n", "", "cards.1", "kind", "- id: bucket-term"),
    Broken(
        OBJECTS, "kind: reverse", "kind: both-ways", "cards.1", "both-ways", "- id: bucket-term"
    ),
    Broken(OBJECTS, "[[파티션|어디]]", "파티션", "cards.2", "differ", "- id: names-and-size"),
    Broken(BLOCKS, "[[한 곳]]", "한 곳", "cards.1", "at least one [[deletion]]", "- id: zones"),
    Broken(OBJECTS, "    answer: 50 TB\n", "", "cards.3.answer", "required", "- id: largest\n"),
    Broken(OBJECTS, "    accept: [50", "    accepts: [50", "cards.3.accepts", "permitted"),
    Broken(
        OBJECTS,
        "facts: [object-store.bucket-names, object-store.largest-object]",
        "facts: [bucket-names]",
        "cards.2.facts.0",
        "pattern",
    ),
    # questions
    Broken(BLOCKS, "difficulty: recall", "difficulty: hard", "questions.0.difficulty", "recall"),
    Broken(
        BLOCKS,
        "      - text: {en: A volume, ko: 볼륨}\n        correct: true\n",
        "      - text: {en: A volume, ko: 볼륨}\n",
        "questions.0.options.1",
        "a wrong option names its misconception",
        "A volume, ko",
    ),
    Broken(
        BLOCKS,
        "        misconception: object-store-is-a-disk\n",
        "",
        "questions.0.options.0",
        "a wrong option names its misconception",
        "A bucket, ko",
    ),
    Broken(
        BLOCKS,
        "        misconception: object-store-is-a-disk\n",
        "        correct: true\n",
        "questions.0",
        "2 options are correct, but choose is 1",
        "- id: attach",
    ),
    Broken(
        OBJECTS, "    choose: 2\n", "", "questions.2", "2 options are correct", "- id: two-limits"
    ),
    Broken(OBJECTS, "    choose: 2\n", "    choose: 4\n", "questions.2.choose", "less than"),
    Broken(
        BLOCKS,
        "          ko: 버킷은 연결하지 않고 HTTP로 씁니다.\n",
        "",
        "questions.0.options.0.why.ko",
        "required",
        "          en: A bucket is reached over HTTP",
    ),
    # services
    Broken(SERVICES, "status: closed", "status: gone", "services.1.status", "retired"),
    Broken(SERVICES, "since: 2025-12-15", "since: last year", "services.1.since", "date"),
    Broken(SERVICES, "name: Amazon S3\n", "name: 3\n", "services.0.name", "valid"),
    Broken(
        SERVICES,
        "title: Product page\n      url: https://aws.amazon.com/s3/\n",
        "url: https://aws.amazon.com/s3/\n",
        "services.0.source.title",
        "required",
        "url: https://aws.amazon.com/s3/\n",
    ),
    # misconceptions
    Broken(BELIEFS, "facts: [block-store.one-zone]", "facts: []", "4.facts", "at least 1 item"),
    Broken(BELIEFS, "tempting: {en: Both", "temptation: {en: Both", "0.temptation", "permitted"),
    # exams
    Broken(EXAM, "weight: 40", "weight: 0", "domains.1.weight", "greater than"),
    Broken(EXAM, "minutes: 10", "minutes: ten", "minutes", "integer"),
    Broken(EXAM, "pass_mark: 700\n", "", "pass_mark", "required", "id: sample-exam"),
    # simulators
    Broken(SIM, "id: coin_toss", "id: coin-toss", "id", "pattern"),
    Broken(
        SIM,
        "{metric: heads, above: 5}",
        "{metric: heads, over: 5}",
        "scenarios.1.predict.choices.0.when.over",
        "Unexpected",
    ),
    Broken(
        SIM,
        "{metric: heads, above: 5}",
        "{metric: heads, event: Toss, above: 5}",
        "scenarios.1.predict.choices.0.when",
        "exactly one",
    ),
    Broken(
        SIM,
        "{metric: heads, above: 5}",
        "{metric: heads}",
        "scenarios.1.predict.choices.0.when",
        "'heads'",
    ),
    Broken(SIM, "concepts: [block-store]", "concepts: []", "concepts", "at least 1 item"),
    # rules
    Broken(
        RULES,
        "evidence: modelled",
        "evidence: documented",
        "3",
        "gives the URL",
        "- id: store.arrival",
    ),
    Broken(RULES, "evidence: modelled", "evidence: guessed", "3.evidence", "unverified"),
    Broken(RULES, "valid_from: 2025-12-02", "valid_from: 2025-13-02", "1.valid_from", "date"),
    Broken(RULES, "- id: store.classes", "- id: classes", "2.id", "pattern"),
    Broken(RULES, "as_of: 2026-11-02", "as_of: 2026", "2.as_of", "string"),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda one: f"{one.field}-{one.new[:20].strip()}")
def test_a_broken_file_is_named_with_line_and_field(
    broken: Broken, simulator_roots: Roots, change: Change, line_of: LineOf
) -> None:
    change(broken.file, broken.old, broken.new)
    errors = read_all(simulator_roots).errors
    assert [error.file for error in errors] == [broken.file] * len(errors)
    found = {(error.line, error.field): error.reason for error in errors}
    place = line_of(broken.file, broken.at or broken.new), broken.field
    assert place in found
    assert broken.says in found[place]


@pytest.mark.parametrize(
    "file", [GROUPS, NAMES, SERVICES, BELIEFS, EXAM, SIM, RULES], ids=lambda name: name[-12:]
)
@pytest.mark.parametrize("text", ["", "just a text", "1", "- 1", "{}"], ids=repr)
def test_a_file_of_another_shape_is_an_error(file: str, text: str, simulator_roots: Roots) -> None:
    (simulator_roots.content.parent / file).write_text(text, "utf-8")
    errors = read_all(simulator_roots).errors
    assert errors
    assert {(error.file, error.line) for error in errors} == {(file, 1)}


def test_one_broken_file_does_not_hide_another(simulator_roots: Roots, change: Change) -> None:
    change(GROUPS, "id: networking", "id: Net_working")
    change(RULES, "as_of: 2026-11-02", "as_of: soon")
    change(NAMES, "checked: 2026-11-23", "checked: {")
    reading = read_all(simulator_roots)
    assert {error.file for error in reading.errors} == {GROUPS, RULES, NAMES}
    read = {entry.file.name for entry in reading.entries}
    assert OBJECTS in read
    assert not read & {GROUPS, RULES, NAMES}


def test_every_problem_of_a_file_is_told_at_once(simulator_roots: Roots, change: Change) -> None:
    change(EXAM, "minutes: 10", "minutes: ten")
    change(EXAM, "weight: 40", "weight: 0")
    fields = [error.field for error in read_all(simulator_roots).errors]
    assert fields == ["minutes", "domains.1.weight"]


def test_a_list_is_not_called_too_short_for_what_is_wrong_inside_it(
    simulator_roots: Roots, change: Change
) -> None:
    change(BLOCKS, "{en: A bucket, ko: 버킷}", "{en: A bucket}")
    fields = [error.field for error in read_all(simulator_roots).errors]
    assert fields == ["questions.0.options.0.text.ko"]
