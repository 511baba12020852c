"""The checks of content: silent about clean content, and exact about what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from awsstudy.catalog.check.measure import shingles, similarity, wrapped_lines
from awsstudy.catalog.check.run import check_content, checks, note_lines
from awsstudy.catalog.places import Roots

Change = Callable[[str, str, str], None]
LineOf = Callable[[str, str], int]

OBJECTS = "content/concepts/storage/object-store.yaml"
BLOCKS = "content/concepts/storage/block-store.yaml"
NAMES = "content/concepts/networking/name-service.yaml"
GROUPS = "content/groups.yaml"
SERVICES = "content/services.yaml"
BELIEFS = "content/misconceptions.storage.yaml"
MORE_BELIEFS = "content/misconceptions.names.yaml"
GLOSSARY = "content/glossary.yaml"
PAIRS = "content/pairs.yaml"
EXAM = "content/exams/sample-exam.yaml"
SIM = "content/sims/coin_toss.yaml"
RULES = "data/rules/store.yaml"
LONG = "a word and " * 20


@dataclass(frozen=True)
class Wrong:
    """One thing made wrong in one file, and what is said of it."""

    file: str
    old: str
    new: str
    field: str
    says: str
    at: str = ""
    """The text the named line holds, where it is not the new one."""
    told_of: str = ""
    """The file that is named, where it is another one."""


REFERENCES = [
    Wrong(NAMES, "id: name-service", "id: other", "id", "the file is called name-service.yaml"),
    Wrong(NAMES, "group: networking", "group: storage", "group", "lies in the folder networking"),
    Wrong(
        GROUPS,
        "id: networking",
        "id: network",
        "group",
        "no group 'networking'",
        "group: net",
        NAMES,
    ),
    Wrong(
        OBJECTS,
        "- id: bucket-names",
        "- id: keeps-objects",
        "facts.1.id",
        "stands twice",
        "- id: keeps-objects\n    lines: [3]",
    ),
    Wrong(
        OBJECTS,
        "- id: bucket-term",
        "- id: where-objects-live",
        "cards.1.id",
        "stands twice",
        "- id: where-objects-live\n    kind: reverse",
    ),
    Wrong(
        BLOCKS,
        "- id: other-zone",
        "- id: attach",
        "questions.1.id",
        "stands twice",
        "- id: attach\n    facts: [block-store.one-zone]",
    ),
    Wrong(OBJECTS, "[guide, news]", "[guide, blog]", "facts.2.sources", "no source 'blog'"),
    Wrong(
        BLOCKS,
        "facts: [block-store.like-a-disk]\n    front",
        "facts: [block-store.x]\n    front",
        "cards.0.facts",
        "no fact 'block-store.x'",
    ),
    Wrong(
        BLOCKS,
        "facts: [block-store.one-zone, block-store.like-a-disk]",
        "facts: [no-such.fact]",
        "questions.2.facts",
        "no fact 'no-such.fact'",
    ),
    Wrong(
        OBJECTS,
        "[sample-exam.1, sample-exam.2]",
        "[sample-exam.1, sample-exam.3]",
        "questions.2.exams",
        "no exam domain 'sample-exam.3'",
    ),
    Wrong(
        OBJECTS,
        "misconception: object-store-old-limit",
        "misconception: object-store-no-limit",
        "questions.2.options.1.misconception",
        "no misconception 'object-store-no-limit'",
    ),
    Wrong(BLOCKS, "related: [object-store]", "related: [tape]", "related.0", "no 'tape'"),
    Wrong(BLOCKS, "related: [object-store]", "related: [block-store]", "related.0", "no 'block-s"),
    Wrong(
        BLOCKS,
        "confusable_with: [object-store]",
        "confusable_with: [object-store, tape]",
        "confusable_with.1",
        "no 'tape'",
    ),
    Wrong(
        BLOCKS,
        "simulators: [coin_toss]\n",
        "simulators: [coin_toss, dice]\n",
        "simulators.1",
        "no 'dice'",
        "simulators:",
    ),
    Wrong(
        BELIEFS,
        "- id: volume-spans-zones",
        "- id: bucket-is-a-database",
        "4.id",
        "stands twice",
        "- id: bucket-is-a-database\n  believed: {en: A volume",
    ),
    Wrong(
        BELIEFS, "- id: bucket-is-a-database", "- id: dns-changes-at-once", "1.id", "stands twice"
    ),
    Wrong(
        BELIEFS,
        "facts: [block-store.one-zone]",
        "facts: [block-store.two-zones]",
        "4.facts",
        "no fact 'block-store.two-zones'",
    ),
    Wrong(
        BELIEFS,
        "[object-store, block-store]",
        "[object-store, tape]",
        "0.confusable",
        "no concept 'tape'",
    ),
    Wrong(
        BELIEFS,
        "scenario: coin_toss.one-toss",
        "scenario: coin_toss.no-toss",
        "4.scenario",
        "no scenario 'coin_toss.no-toss'",
    ),
    Wrong(
        BELIEFS,
        "scenario: coin_toss.one-toss",
        "scenario: dice.one-toss",
        "4.scenario",
        "no scenario 'dice.one-toss'",
    ),
    Wrong(
        GROUPS,
        "id: networking",
        "id: storage",
        "1.id",
        "'storage' stands twice",
        "{id: storage, title: {en: Networking",
    ),
    Wrong(
        SERVICES,
        "id: amazon-glacier",
        "id: amazon-s3",
        "services.1.id",
        "stands twice",
        "- id: amazon-s3\n    name: {en: Amazon Gl",
    ),
    Wrong(
        SERVICES,
        "category: storage\n    line: {en: Keeps arch",
        "category: tape\n    line: {en: Keeps arch",
        "services.1.category",
        "no category 'tape'",
    ),
    Wrong(
        SERVICES,
        "concept: object-store",
        "concept: tape",
        "services.0.concept",
        "no concept 'tape'",
    ),
    Wrong(EXAM, "id: sample-exam", "id: other-exam", "id", "the file is called sample-exam.yaml"),
    Wrong(SIM, "id: coin_toss", "id: toss", "id", "the file is called coin_toss.yaml"),
    Wrong(
        RULES,
        "valid_from: 2025-12-02",
        "valid_from: 2025-12-01",
        "1.id",
        "on the same day",
        "- id: store.largest-object\n  text: {en: An object holds at most 50 TB",
    ),
    Wrong(
        RULES,
        "- id: store.arrival",
        "- id: store.classes",
        "3.id",
        "on the same day",
        "- id: store.classes\n  text: {en: Objects arrive",
    ),
]

COVERAGE = [
    Wrong(
        BLOCKS,
        "facts:\n  - id: like-a-disk",
        "facts:\n  - id: unasked\n    text: Unasked\n    sources: [guide]\n  - id: like-a-disk",
        "facts.0.id",
        "asks 'unasked'",
        "- id: unas",
    ),
    Wrong(
        BLOCKS,
        "  - id: what-a-volume-is\n    kind: basic\n    facts: [block-store.like-a-disk]\n"
        "    front: {en: What is a volume?, ko: 볼륨이란?}\n"
        "    back: {en: A disk for an instance., ko: 인스턴스의 디스크.}\n",
        "",
        "cards",
        "fewer than 3 cards",
        "  - id: zones",
    ),
    Wrong(
        NAMES,
        "lines: [10]",
        "lines: []",
        "notes",
        "no fact or heading uses lines [10]",
        'notes: ["8", "9-10"]',
    ),
    Wrong(NAMES, "headings: [8]", "headings: [7, 8]", "notes", "use lines [7]", "notes: ["),
    Wrong(NAMES, '"9-10"', '"9-12"', "notes", "the notes have 10 lines, not [11, 12]"),
]

KOREAN = [
    Wrong(
        NAMES,
        "ko: 이름 서비스는 도메인 이름을 IP 주소로 바꿉니다.",
        "ko: It turns a name into IP addresses.",
        "summary.ko",
        "no Hangul",
    ),
    Wrong(
        NAMES,
        "A client asks a resolver,",
        "A client asks a 리졸버,",
        "body.en",
        "Hangul in the English",
        "en: |-\n    A client asks a 리졸버",
    ),
    Wrong(
        NAMES,
        "en: A name service turns domain names into IP addresses.\n      ko: 이름 서비스는",
        f"en: {LONG}\n      ko: 이름 서비스는",
        "facts.0.text.ko",
        "differ too much",
        "ko: 이름 서비스는 도메인 이름을 IP 주소로 바꾼다.",
    ),
    Wrong(
        NAMES,
        "ko: 이름 서비스는 도메인 이름을 IP 주소로 바꾼다.",
        "ko: 네임 서비스 도메인 네임 투 아이피 어드레스.",
        "facts.0.text.ko",
        "English written in Hangul",
    ),
]

SCREEN = [
    Wrong(
        BLOCKS,
        "en: The zone of a volume fails.",
        f"en: {LONG * 7}",
        "questions.1",
        "feedback takes",
        "- id: other-zone",
    ),
    Wrong(
        BLOCKS,
        "en: A volume never moves by itself.",
        f"en: {LONG * 7}",
        "questions.1",
        "('en'), 19 fit",
        "- id: other-zone",
    ),
    Wrong(
        NAMES,
        "{en: Up to its TTL., ko: 최대 TTL까지.}",
        "{en: Up., ko: " + "긴 글 " * 200 + "}",
        "cards.1",
        "takes over 14 lines ('ko')",
        "- id: ttl-long",
    ),
    Wrong(
        OBJECTS,
        "en: The notes still say 5 TB.",
        f"en: {LONG * 7}",
        "cards.2",
        "takes over 14 lines ('en')",
        "- id: names-and-size",
    ),
    Wrong(
        NAMES,
        "en: |-\n    A client asks a resolver",
        "en: |-\n    ```\n    " + "-" * 77 + "\n    ```\n    A client asks a resolver",
        "body.en",
        "wider than 76",
        "en: |-",
    ),
    Wrong(
        NAMES,
        "ko: |-\n    클라이언트는",
        "ko: |-\n    ```\n    " + "가" * 39 + "\n    ```\n    클라이언트는",
        "body.ko",
        "wider than 76",
        "ko: |-",
    ),
]

QUESTIONS = [
    Wrong(
        BLOCKS,
        "{en: A volume, ko: 볼륨}",
        "{en: A volume that the instance mounts, ko: 볼륨}",
        "questions.0.options",
        "8 to 33 cells ('en')",
        "- text: {en: A bucket",
    ),
    Wrong(
        BLOCKS,
        "{en: A record, ko: 레코드}",
        "{en: A record, ko: 버킷}",
        "questions.0.options",
        "two options are the same ('ko')",
        "- text: {en: A bucket",
    ),
    Wrong(
        BLOCKS,
        "{en: A record, ko: 레코드}",
        "{en: None of these, ko: 레코드}",
        "questions.0.options",
        "'None of these' is no option",
        "- text: {en: A bucket",
    ),
    Wrong(
        BLOCKS,
        "{en: A record, ko: 레코드}",
        "{en: A record, ko: 위의 모두}",
        "questions.0.options",
        "'위의 모두' is no option",
        "- text: {en: A bucket",
    ),
    Wrong(
        BLOCKS,
        "en: A volume is a disk for an instance.",
        "en: Option B is a disk.",
        "questions.0.options",
        "'Option B'",
        "- text: {en: A bucket",
    ),
    Wrong(
        BLOCKS,
        "ko: 볼륨이 인스턴스의 디스크입니다.",
        "ko: 보기 2가 디스크입니다.",
        "questions.0.options",
        "'보기 2'",
        "- text: {en: A bucket",
    ),
    Wrong(
        BLOCKS,
        "en: The zone of a volume fails. Where is the volume now?",
        "en: A database on an instance needs its disk. What do you attach?",
        "questions.1.stem.en",
        "'block-store.other-zone' is nearly the same as 'block-store.attach'",
        "en: A database on an instance needs its",
    ),
]

READING = [
    Wrong(
        NAMES,
        "en: A name service turns domain names into IP addresses.\n  ko",
        f"en: {LONG * 3}\n  ko",
        "summary.en",
        "at most 460 are read at a glance",
        "en: a word and",
    ),
    Wrong(
        BLOCKS,
        "en: A volume has no copies in other zones.",
        f"en: {LONG * 2}",
        "questions.1.options.1.why.en",
        "at most 260",
        "en: a word and",
    ),
    Wrong(
        OBJECTS,
        "ko: 버킷 이름은 계정 안에서만 겹치지 않으면 된다.",
        "ko: 노트에는 계정 안에서만 겹치지 않으면 된다고 적혀 있다.",
        "facts.1.notes_say.ko",
        "write the claim as the notes make it",
    ),
    Wrong(BELIEFS, 'ko: "오랫동안 그랬다."', "ko: " + "긴 " * 70, "3.tempting.ko", "at most 180"),
]

BELIEFS_USED = [
    Wrong(
        BELIEFS,
        "scenario: coin_toss.one-toss",
        "scenario: coin_toss.ten-tosses",
        "4.scenario",
        "coin_toss.one-toss refutes it",
    ),
    Wrong(
        BELIEFS,
        "  facts: [object-store.bucket-names]\n",
        "  facts: [object-store.bucket-names]\n  scenario: coin_toss.one-toss\n",
        "2.scenario",
        "no scenario refutes it",
        "  scenario: coin_toss.one-toss\n- id: object-store-old-limit",
    ),
    Wrong(
        OBJECTS,
        "misconception: object-store-old-limit",
        "misconception: bucket-is-a-database",
        "3.id",
        "no answer shows 'object-store-old-limit'",
        "- id: object-store-old-limit",
        BELIEFS,
    ),
]

VOCABULARY = [
    Wrong(GLOSSARY, "concept: name-service", "concept: tape", "2.concept", "no concept 'tape'"),
    Wrong(
        GLOSSARY,
        "accept: [time to live, 유지 시간]",
        "accept: [time to live, az]",
        "2.accept",
        "'az' also means 'availability-zone'",
    ),
    Wrong(GLOSSARY, "[time to live, 유지 시간]", "[time to live, TTL]", "2.accept", "stands twice"),
    Wrong(PAIRS, "block-store.where-to-keep]", "block-store.x]", "0.questions", "no 'block-store"),
    Wrong(PAIRS, "en: A volume is", f"en: {LONG}", "0.apart.en", "longer than 150"),
]

SIMULATORS = [
    Wrong(
        SIM,
        "concepts: [block-store]",
        "concepts: [block-store, object-store]",
        "concepts.1",
        "'object-store' does not name 'coin_toss'",
    ),
    Wrong(
        SIM,
        "concepts: [block-store]",
        "concepts: [block-store, tape]",
        "concepts.1",
        "no concept 'tape'",
    ),
    Wrong(
        SIM,
        "facts: [block-store.one-zone]",
        "facts: [block-store.x]",
        "scenarios.1.facts",
        "no fact 'block-store.x'",
    ),
    Wrong(
        SIM,
        "    facts: [object-store.keeps-objects]\nconcepts",
        "    facts: [no.fact]\nconcepts",
        "problems.0.facts",
        "no fact 'no.fact'",
        "    facts: [no.fact]",
    ),
    Wrong(
        SIM,
        "    facts: [object-store.keeps-objects]\nconcepts",
        "    facts: [object-store.keeps-objects]\n    exams: [sample-exam.9]\nconcepts",
        "problems.0.exams",
        "no exam domain 'sample-exam.9'",
        "    exams: [sample-exam.9]",
    ),
    Wrong(
        SIM,
        "          misconception: volume-spans-zones\n    explain",
        "          misconception: coins-stand\n    explain",
        "scenarios.0.predict.choices.1.misconception",
        "no misconception 'coins-stand'",
        "          misconception: coins-stand",
    ),
    Wrong(
        SIM,
        "      every-toss:\n        misconception: volume-spans-zones",
        "      every-toss:\n        misconception: coins-stand",
        "problems.0.wrong.every-toss.misconception",
        "no misconception 'coins-stand'",
        "        misconception: coins-stand",
    ),
]


def cases(name: str, wrongs: Sequence[Wrong]) -> list[object]:
    return [pytest.param(one, id=f"{name}-{one.field}-{one.says[:24]}") for one in wrongs]


def test_clean_content_has_no_findings(simulator_roots: Roots) -> None:
    assert [str(finding) for finding in check_content(simulator_roots)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        *cases("references", REFERENCES),
        *cases("coverage", COVERAGE),
        *cases("korean", KOREAN),
        *cases("screen", SCREEN),
        *cases("questions", QUESTIONS),
        *cases("simulators", SIMULATORS),
        *cases("reading", READING),
        *cases("beliefs", BELIEFS_USED),
        *cases("vocabulary", VOCABULARY),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_field(
    wrong: Wrong, simulator_roots: Roots, change: Change, line_of: LineOf
) -> None:
    change(wrong.file, wrong.old, wrong.new)
    file = wrong.told_of or wrong.file
    place = file, line_of(file, wrong.at or wrong.new), wrong.field
    findings = check_content(simulator_roots)
    said = [one.reason for one in findings if (one.file, one.line, one.field) == place]
    assert any(wrong.says in reason for reason in said), [str(one) for one in findings]


def test_every_check_is_found_by_its_file() -> None:
    names = [name for name, _ in checks()]
    tested = {"references", "coverage", "korean", "screen", "questions", "simulators"}
    tested |= {"vocabulary", "beliefs", "reading"}
    assert set(names) == tested


def test_a_concept_needs_three_questions(simulator_roots: Roots, line_of: LineOf) -> None:
    file = simulator_roots.content.parent / BLOCKS
    text = file.read_text("utf-8")
    start, end = text.index("  - id: other-zone"), text.index("  - id: where-to-keep")
    file.write_text(text[:start] + text[end:], "utf-8")
    (finding,) = check_content(simulator_roots)
    line = line_of(BLOCKS, "- id: attach")
    assert str(finding) == f"{BLOCKS}:{line}: questions: fewer than 3 questions"


def test_a_concept_stands_in_one_group_only(simulator_roots: Roots, change: Change) -> None:
    there = simulator_roots.content / "concepts" / "storage" / "name-service.yaml"
    (simulator_roots.content.parent / NAMES).rename(there)
    assert [one.field for one in check_content(simulator_roots)] == ["group"]


def test_two_files_cannot_teach_the_same_concept(simulator_roots: Roots) -> None:
    folder = simulator_roots.content / "concepts"
    text = (folder / "networking" / "name-service.yaml").read_text("utf-8")
    copy = folder / "storage" / "name-service.yaml"
    copy.write_text(text.replace("group: networking", "group: storage"), "utf-8")
    findings = [one for one in check_content(simulator_roots) if one.field == "id"]
    assert [(one.file, one.reason) for one in findings] == [
        ("content/concepts/storage/name-service.yaml", "'name-service' stands twice")
    ]


def test_an_id_may_stand_in_two_kinds_of_files(simulator_roots: Roots, change: Change) -> None:
    change(SERVICES, "id: amazon-glacier", "id: block-store")
    assert check_content(simulator_roots) == []


def test_a_rule_may_change_its_value_from_one_day_to_the_next(simulator_roots: Roots) -> None:
    # The sample has such a pair; a third row of that id that holds always would clash with both.
    with (simulator_roots.data / "rules" / "more.yaml").open("w", encoding="utf-8") as file:
        file.write(
            "- id: store.largest-object\n  text: An object\n  value: 1\n"
            "  source: https://docs.aws.amazon.com/\n  as_of: '2026'\n"
        )
    findings = check_content(simulator_roots)
    assert {one.reason for one in findings} == {
        "two rules 'store.largest-object' hold on the same day"
    }


def test_findings_are_told_file_by_file_from_top_to_bottom(
    simulator_roots: Roots, change: Change
) -> None:
    change(SIM, "concepts: [block-store]", "concepts: [tape]")
    change(BLOCKS, "confusable_with: [object-store]", "confusable_with: [tape]")
    change(BLOCKS, "facts:\n  - id: like-a-disk", "facts:\n  - id: disk-like")
    change(EXAM, "weight: 40", "weight: 0")
    places = [(one.file, one.line) for one in check_content(simulator_roots)]
    assert len(places) > 4
    assert places == sorted(places)
    assert {file for file, _ in places} >= {SIM, BLOCKS, EXAM}


def test_content_without_notes_cannot_claim_their_lines(simulator_roots: Roots) -> None:
    (simulator_roots.content / "notes.ko.md").unlink()
    assert note_lines(simulator_roots) == ()
    findings = check_content(simulator_roots)
    assert {one.field for one in findings} == {"notes"}
    assert len(findings) == 3


def question(number: int, key: int, longer: str = "") -> str:
    """A question with its key at a place of four, unlike any other."""
    options = ""
    for place in range(4):
        text = f"Answer {number}.{place}"
        right = place == key
        options += f"      - text: '{text + longer if right else text}'\n        why: Reason\n" + (
            "        correct: true\n" if right else "        misconception: volume-spans-zones\n"
        )
    words = " ".join(chr(ord("a") + (number * 7 + n * n) % 26) * 4 for n in range(8))
    return (
        f"  - id: more-{number}\n    facts: [block-store.one-zone]\n    difficulty: recall\n"
        f"    stem: {number * 7919} {words}?\n    options:\n{options}"
    )


def more(change: Change, *questions: str) -> None:
    change(BLOCKS, "related: [object-store]\n", "".join(questions) + "related: [object-store]\n")


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([n % 4 for n in range(60)], []),
        ([n % 4 for n in range(40)] + [0] * 20, ["1", "2", "3", "4"]),
        ([n % 2 for n in range(60)], ["1", "2", "3", "4"]),
        ([0] * 50, []),
    ],
    ids=["even", "often the first", "never the last two", "too few to tell"],
)
def test_keys_stand_evenly_over_the_positions(
    places: list[int], found: list[str], simulator_roots: Roots, change: Change
) -> None:
    more(change, *(question(number, place) for number, place in enumerate(places)))
    findings = check_content(simulator_roots)
    told = [one.reason.split("position ")[1][0] for one in findings if "position" in one.reason]
    assert told == found


@pytest.mark.parametrize(("long_keys", "languages"), [(20, []), (40, ["'en'", "'ko'"])])
def test_the_key_is_not_the_longest_option_too_often(
    long_keys: int, languages: list[str], simulator_roots: Roots, change: Change
) -> None:
    more(
        change,
        *(question(n, n % 4, " or more" if n < long_keys else "") for n in range(60)),
    )
    told = [one.reason for one in check_content(simulator_roots) if "longest" in one.reason]
    assert [reason[-5:-1] for reason in told] == languages


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("one two", 1),
        ("one two three", 2),
        ("ten-cells-", 1),
        ("ten-cells- a", 2),
        ("a ten-cells-", 2),
        ("one\ntwo\n\nthree", 4),
        ("eleven-cell", 2),
        ("twenty-cells-in-one-!", 3),
        ("x" * 20, 2),
        ("x" * 20 + " a", 3),
        ("x" * 25 + " abc", 3),
        ("가나다라마", 1),
        ("가나다라마바", 2),
        ("가나다 라마", 2),
    ],
)
def test_lines_are_counted_as_a_terminal_of_ten_cells_wraps_them(text: str, lines: int) -> None:
    assert wrapped_lines(text, 10) == lines


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Which class?", "Which class?", 1.0),
        ("Which class?", "which CLASS", 1.0),
        ("Which class?", "Bucket", 0.0),
        ("", "", 1.0),
        ("a", "b", 0.0),
    ],
)
def test_texts_are_compared_without_case_space_and_signs(
    first: str, second: str, alike: float
) -> None:
    assert similarity(shingles(first), shingles(second)) == alike
