"""Plain mode: driven as a program through a pipe, with a record of its own."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from awsstudy.cli.lines.answering import answered, numbers_of
from awsstudy.cli.lines.console import key_of
from awsstudy.core.i18n import words
from awsstudy.core.text import cells
from awsstudy.quiz.hints import Hint
from awsstudy.quiz.session import Session
from awsstudy.store.records import Attempt
from awsstudy.workspace.overrides import set_key
from awsstudy.workspace.workspace import Workspace

ROOT = Path(__file__).parents[2]
PLAIN = re.compile(r"[\n -~ㄱ-ㅎㅏ-ㅣ가-힣]*")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One compiled content for all runs."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def environment(tmp_path: Path, cache: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "AWSSTUDY_DATABASE_URL"}
    return kept | {
        "AWSSTUDY_HOME": str(tmp_path / "home"),
        "AWSSTUDY_CACHE_DIR": str(cache),
        "TERM": "dumb",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def talk(environment):
    """Runs awsstudy with lines on its input; gives what it printed."""

    def run(*arguments: str, lines: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "awsstudy", *arguments],
            input=lines.encode(),
            capture_output=True,
            env=environment,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr.decode()) == (code, "")
        return done.stdout.decode()

    return run


@pytest.fixture
def attempts(tmp_path: Path):
    def read() -> list[Attempt]:
        workspace = Workspace(tmp_path / "home")
        try:
            return workspace.store.quizzes.attempts()
        finally:
            workspace.close()

    return read


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_quiz_from_end_to_end_without_a_sign_that_moves_anything(talk, attempts, language):
    answer = "1\n3\n\n"
    printed = talk(
        *("--lang", language, "quiz", "kind:single", "--plain", "--length", "2"), lines=answer * 2
    )
    say = words(language)
    assert PLAIN.fullmatch(printed), sorted(set(printed) - set(PLAIN.findall(printed)[0]))
    assert max(map(cells, printed.splitlines())) <= 80
    assert (
        printed.count(say["lines.is_right"] + ")") + printed.count(f"{say['lines.is_right']}, ")
        >= 2
    )
    right = sum(one.correct for one in attempts())
    assert say["summary.score"].format(right=right, of=2) in printed
    assert [one.confidence for one in attempts()] == ["sure", "sure"]
    assert [one.language for one in attempts()] == [language, language]


def test_a_quiz_that_was_left_goes_on_and_keeps_what_was_answered(talk, attempts):
    asked = ("quiz", "kind:single", "--plain", "--length", "2")
    assert words("en")["lines.left"] in talk(*asked, lines="0\nq\n").replace("\n", " ")
    assert len(attempts()) == 1
    printed = talk("quiz", "--plain", "--resume", lines="0\n\n")
    assert "2 of 2" in printed
    assert "1 of 2" not in printed
    assert [one.chosen for one in attempts()] == [(), ()]


@pytest.mark.parametrize(("lines", "saved"), [("", 0), ("1", 0), ("1\n2\n", 1), ("0\n\n0", 2)])
def test_the_end_of_input_ends_it_with_what_was_answered(talk, attempts, lines, saved):
    talk("quiz", "kind:single", "--plain", "--length", "3", lines=lines)
    assert len(attempts()) == saved


def test_ctrl_c_ends_it_with_what_was_answered(environment, attempts):
    command = [sys.executable, "-m", "awsstudy", "--lang", "en", "quiz", "kind:single", "--plain"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"0\n")
        process.stdin.flush()
        seen = b""
        while words("en")["lines.next"].encode() not in seen:
            byte = process.stdout.read(1)
            assert byte, seen
            seen += byte
        assert len(attempts()) == 1, "it is saved before its feedback is printed"
        process.send_signal(signal.SIGINT)
        told, problems = process.communicate(timeout=30)
    assert (process.returncode, problems) == (130, b"")
    assert words("en")["lines.left"] in told.decode().replace("\n", " ")


@pytest.mark.parametrize("kind", ["multiple", "ordering", "matching"])
def test_every_kind_of_question_is_answered_by_a_line(talk, attempts, kind):
    asked = ("--lang", "en", "quiz", f"kind:{kind}", "--plain", "--length", "1")
    length = int(re.findall(r"\((\d) numbers\)", talk(*asked, lines="q\n"))[0])
    line = "abcdef"[:length] if kind == "ordering" else " ".join("123456"[:length])
    talk("quiz", "--plain", "--resume", lines=f"{line}\n2\n\n")
    assert [len(one.chosen) for one in attempts()] == [length]
    assert attempts()[0].confidence == "think"


def test_what_can_be_done_is_listed_and_does_it(talk, attempts):
    keys = "?\nt\nh\n*\n뻉\nr\n0\ni\nt\nq\n"
    printed = talk("quiz", "kind:single", "--plain", "--length", "1", lines=keys)
    say = words("en")
    for message in ("key_hint", "not_understood", "key_repeat"):
        assert say[f"lines.{message}"] in printed
    for message in ("hint.credit1", "lines.flagged", "proof.title", "itemstats.head"):
        assert say[message] in printed
    assert printed.count("Time: ") == 2, "time is told only where it is asked for"
    assert attempts()[0].hints == 1


def test_a_hangul_keyboard_answers_and_leaves(talk, attempts):
    talk("quiz", "kind:single", "--plain", "--length", "2", lines="ㅠ\n2\nㅂ\n")
    assert len(attempts()) == 1
    assert attempts()[0].confidence == "think"


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("2 4 1 3", (1, 3, 0, 2)),
        ("2413", (1, 3, 0, 2)),
        ("b,d; A-C", (1, 3, 0, 2)),
        ("ㅠㅇ", (1, 3)),
        ("1 2", (0, 1)),
        ("0", None),
        ("7", None),
        ("", None),
        ("help", None),
    ],
)
def test_numbers_and_letters_of_a_line(line, numbers):
    assert numbers_of(key_of(line)) == numbers


@pytest.fixture(scope="module")
def bank(cache):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWSSTUDY_CACHE_DIR", str(cache))
        workspace = Workspace(in_memory=True)
        yield list(workspace.quiz.bank.values())
        workspace.close()


def session_of(bank, kind: str, choose: int = 0) -> Session:
    item = next(one for one in bank if one.kind == kind and (not choose or one.choose == choose))
    return Session("s" * 32, (), (item,), 7)


@pytest.mark.parametrize("kind", ["choice", "ordering", "matching"])
def test_the_key_as_a_line_is_right_and_anything_else_is_wrong(bank, kind):
    session = session_of(bank, kind, 2 if kind == "choice" else 0)
    item = session.item
    line = tuple(session.order.index(place) for place in sorted(item.keys))
    right = answered(session, line)
    assert isinstance(right, Session)
    assert item.form.right(right.selected)
    other = answered(right, tuple(reversed(line)))
    assert isinstance(other, Session), "a line replaces what was chosen before"
    assert item.form.right(other.selected) is (kind == "choice")


def test_a_line_that_cannot_be_an_answer_says_why(bank):
    session = session_of(bank, "choice", 2)
    assert answered(session, (0,)) == "number"
    assert answered(session, (0, 0)) == "twice"
    assert answered(session, (0, 5)) == "beyond" or len(session.order) == 6
    wrong = next(place for place in session.order if place not in session.item.keys)
    struck = session.hinted(Hint("strike", place=wrong))
    number = struck.order.index(wrong)
    assert answered(struck, (number, (number + 1) % 3)) == "struck"


def test_after_a_hint_the_rest_or_the_whole_order_can_be_given(bank):
    session = session_of(bank, "ordering").hinted(Hint("place", place=0))
    item = session.item
    whole = tuple(session.order.index(place) for place in range(item.choose))
    for line in (whole, whole[1:]):
        given = answered(session, line)
        assert isinstance(given, Session)
        assert item.form.right(given.selected)
    assert answered(session, whole[:-1]) == "fixed"
    assert answered(session, tuple(reversed(whole))) == "fixed"
    assert answered(session, whole[1:-1]) == "number"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_review_counts_undoes_and_ends(talk, tmp_path, language):
    printed = talk("--lang", language, "review", "--plain", lines="\n1\nu\n\n2\n?\nt\n")
    say = words(language)
    assert PLAIN.fullmatch(printed)
    assert say["cards.undone"] in printed
    assert say["lines.key_suspend"] in printed
    assert say["lines.cards_left"].format(n=1) in printed
    workspace = Workspace(tmp_path / "home")
    assert [one.rating for one in workspace.store.cards.reviews()] == [3]
    workspace.close()


def test_a_typed_card_is_marked_by_what_was_typed(talk, tmp_path, cache, monkeypatch):
    monkeypatch.setenv("AWSSTUDY_CACHE_DIR", str(cache))
    workspace = Workspace(tmp_path / "home")
    typed = {item.concept_id: item for item in workspace.card_items.values() if item.typed}
    concept, item = next(
        (concept, item)
        for concept, item in typed.items()
        if (first := workspace.cards(lambda one, c=concept: one.concept_id == c).next())
        and first.id == item.id
    )
    workspace.close()
    asked = ("--lang", "en", "review", "--plain", "--concept", concept)
    assert "Wrong. You typed: nonsense" in talk(*asked, lines="nonsense\n\nu\n")
    printed = talk(*asked, lines=f"{item.accepted[0]}\n\n")
    assert "Right. You typed: " in printed
    workspace = Workspace(tmp_path / "home")
    assert [one.rating for one in workspace.store.cards.reviews()] == [3]
    workspace.close()


def test_a_key_of_ones_own_judges_here_too_and_says_so(
    talk, attempts, tmp_path, cache, monkeypatch
):
    monkeypatch.setenv("AWSSTUDY_CACHE_DIR", str(cache))
    workspace = Workspace(tmp_path / "home")
    item = next(one for one in workspace.quiz.bank.values() if one.choose == 1)
    mine = next(place for place in range(len(item.choices)) if place not in item.keys)
    set_key(workspace, item, [mine], "the guide")
    judged = workspace.quiz.item(item.id)
    session = workspace.quiz.begin([judged], 3)
    workspace.close()
    line = session.order.index(mine) + 1
    printed = talk("--lang", "en", "quiz", "--plain", "--resume", lines=f"{line}\n3\ni\n\n")
    assert words("en")["ownkey.in_force"] in printed
    assert "Your reason: the guide" in printed
    assert words("en")["ownkey.head"] in printed
    assert [one.correct for one in attempts()] == [True]
