"""Keys of the learner's own: through a real record, over the real content."""

from dataclasses import replace
from pathlib import Path

import pytest

from awsstudy.core.clock import FixedClock
from awsstudy.core.errors import SettingsError
from awsstudy.quiz.exam.blueprint import ExamWish
from awsstudy.quiz.item import Item
from awsstudy.quiz.selection import Wish
from awsstudy.workspace import mistakes
from awsstudy.workspace.overrides import judgements, patch, set_key, withdraw_key
from awsstudy.workspace.proof import proof_lines
from awsstudy.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def open_workspace(tmp_path, cache, monkeypatch):
    """Opens the learner's workspace, as a new process would."""
    monkeypatch.setenv("AWSSTUDY_CACHE_DIR", str(cache))
    monkeypatch.delenv("AWSSTUDY_DATABASE_URL", raising=False)
    clock, opened = FixedClock(), []

    def start() -> Workspace:
        clock.advance(minutes=1)
        workspace = Workspace(tmp_path / "home", clock=clock, language="en", seed=1)
        opened.append(workspace)
        return workspace

    yield start
    for workspace in opened:
        workspace.close()


@pytest.fixture
def workspace(open_workspace) -> Workspace:
    return open_workspace()


def single(workspace: Workspace) -> Item:
    return next(
        item for item in workspace.quiz.bank.values() if item.kind == "choice" and item.choose == 1
    )


def wrong_place(item: Item) -> int:
    return next(place for place in range(len(item.choices)) if place not in item.keys)


def reworded(workspace: Workspace, item: Item) -> None:
    """The content is updated: the question says something else now."""
    written = workspace.quiz.bank.written
    stem = replace(item.stem, en=item.stem.en + " Really?")
    written[item.id] = replace(written[item.id], stem=stem)


def test_a_key_of_ones_own_is_kept_and_judges_from_then_on(workspace, open_workspace):
    item = single(workspace)
    mine = wrong_place(item)
    set_key(workspace, item, [mine], " The guide says so. ")
    for one in (workspace, open_workspace()):
        judged = one.quiz.item(item.id)
        assert judged.keys == {mine}
        assert one.quiz.bank[item.id].keys == {mine}
        assert judged.form.right((mine,))
        assert not judged.form.right(tuple(item.keys))
        assert judged.own_key.reason == "The guide says so."
        assert judged.written_keys == item.keys
        assert judged.content_hash == item.content_hash, "the content has not changed"
        assert judged.misconceptions((mine,)) == ()


def test_what_was_answered_stays_as_it_was_judged(workspace, open_workspace):
    item = single(workspace)
    mine = wrong_place(item)
    desk = workspace.quiz
    other = next(one for one in desk.bank.values() if one.choose == 1 and one.id != item.id)
    session = desk.begin([item, other], 1, ask_confidence=False)
    first = session.toggle(mine).submit()
    desk.save(first, 1000, "en")
    set_key(workspace, item, [mine], "Because.")
    set_key(workspace, other, [wrong_place(other)], "Because.")
    later = open_workspace()
    resumed = later.quiz.unfinished(ask_confidence=False)
    assert not resumed.answers[0].correct
    assert resumed.item == other, "a quiz keeps the keys that stood when it began"
    (attempt,) = later.store.quizzes.attempts()
    assert not attempt.correct
    (miss,) = mistakes.misses(later)
    assert mistakes.item_of(later, miss).keys == item.keys
    again = later.quiz.begin([later.quiz.item(item.id)], 2, ask_confidence=False)
    right = again.toggle(mine).submit()
    later.quiz.save(right, 1000, "en")
    assert [one.correct for one in later.store.quizzes.attempts()] == [False, True]


def test_it_holds_in_quizzes_made_anew_and_in_exams_begun_anew(workspace):
    before = workspace.exams.begin(ExamWish(exam="saa-c03", questions=5), 3, "en")
    item = next(
        entry.item
        for entry in before.state.entries
        if entry.item.kind == "choice" and entry.item.choose == 1
    )
    mine = wrong_place(item)
    set_key(workspace, item, [mine], "Because.")
    exams = workspace.exams
    held = exams.look(exams.sitting(before.state.id)).state.entries
    assert next(one.item for one in held if one.item.id == item.id).keys == item.keys
    query = workspace.quiz.query(f"concept:{item.concept_id} source:bank")
    quiz = workspace.quiz.start(Wish(length=50, query=query), 5)
    assert next(one for one in quiz.items if one.id == item.id).keys == {mine}
    anew = exams.begin(ExamWish(exam="saa-c03", questions=5), 3, "en")
    asked = {entry.item.id: entry.item for entry in anew.state.entries}
    assert asked[item.id].keys == {mine}


def test_a_generated_question_is_judged_by_its_code(workspace):
    code = "sim:vpc_packet.ephemeral-range:7"
    item = workspace.quiz.item(code)
    mine = wrong_place(item)
    set_key(workspace, item, [mine], "Because.")
    assert workspace.quiz.item(code).keys == {mine}
    assert workspace.quiz.written(code).keys == item.keys


def test_after_a_rewording_it_is_not_applied_and_says_so(workspace):
    item = single(workspace)
    set_key(workspace, item, [wrong_place(item)], "Because.")
    reworded(workspace, item)
    now = workspace.quiz.item(item.id)
    assert now.keys == item.keys
    assert now.own_key is None
    assert workspace.quiz.overrides.about(now)[0] == "outdated"
    assert any("older wording" in line.text for line in proof_lines(workspace, now))
    (entry,) = patch(judgements(workspace))["overrides"]
    assert (entry["state"], entry["content_hash"]) == ("outdated", item.content_hash)
    assert entry["content_hash_now"] == now.content_hash
    set_key(workspace, now, [wrong_place(item)], "Still.")
    assert workspace.quiz.item(item.id).keys == {wrong_place(item)}


def test_a_withdrawn_key_leaves_the_questions_own(workspace, open_workspace):
    item = single(workspace)
    set_key(workspace, item, [wrong_place(item)], "Because.")
    withdraw_key(workspace, item.id)
    for one in (workspace, open_workspace()):
        assert one.quiz.item(item.id) == item
        assert judgements(one) == []


def test_a_question_that_is_gone_is_still_listed(workspace):
    item = single(workspace)
    set_key(workspace, item, [wrong_place(item)], "Because.")
    del workspace.quiz.bank.written[item.id]
    assert [one.state for one in judgements(workspace)] == ["gone"]


@pytest.mark.parametrize(
    ("keys", "reason", "said"),
    [
        ("own", "Because.", "own key"),
        ("none", "Because.", "At least one"),
        ("all", "Because.", "At least one"),
        ("wrong", " \u200b ", "Say why"),
    ],
)
def test_what_is_no_key_is_refused(workspace, keys, reason, said):
    item = single(workspace)
    places = {
        "own": item.keys,
        "none": (),
        "all": range(len(item.choices)),
        "wrong": [wrong_place(item)],
    }
    with pytest.raises(SettingsError, match=said):
        set_key(workspace, item, places[keys], reason)
    assert workspace.store.judgements.overrides() == {}


def test_steps_and_pairs_take_no_key(workspace):
    item = next(one for one in workspace.quiz.bank.values() if one.kind == "ordering")
    with pytest.raises(SettingsError):
        set_key(workspace, item, [0], "Because.")


def test_the_trace_tells_what_decided_and_how_to_make_it_again(workspace):
    item = workspace.quiz.item("sim:vpc_packet.ephemeral-range:7")
    told = [line.text for line in proof_lines(workspace, item)]
    for rule in item.proof:
        assert workspace.rules[rule].text.en in told
    assert any("answer: dropped. network ACL out" in line for line in told)
    assert f"awsstudy question {item.id}" in told
