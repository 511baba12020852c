"""KMS: documented rows, permissions, the key's life, envelopes, wrong models, the words."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.template import fill
from awsstudy.sims.diagnosis import smallest_fix
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Run, Script, run
from awsstudy.sims.models.kms_envelope import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model
from awsstudy.workspace.laboratory import scenario_script

SIM = Model("kms_envelope", MODEL, WRONG_MODELS, PROBLEMS, edits)
A, B = {"bucket": "a"}, {"bucket": "b"}


def play(params: dict[str, Any], rules: RuleBook, model: Any = MODEL) -> Run:
    return run(model, Script(MODEL.PARAMS.model_validate(params)), rules)


def outcome(params: dict[str, Any], rules: RuleBook, model: Any = MODEL) -> Any:
    return play(params, rules, model).outcome


def script(*steps: Any, **world: Any) -> dict[str, Any]:
    told = [{"op": step} if isinstance(step, str) else step for step in steps]
    return {"steps": told, **world}


def put(**more: Any) -> dict[str, Any]:
    return {"op": "envelope", "item": "x", **more}


def direct(size: int, **more: Any) -> dict[str, Any]:
    return {"op": "encrypt", "item": "x", "size": size, **more}


def read(**more: Any) -> dict[str, Any]:
    return {"op": "decrypt", "item": "x", **more}


def wait(days: int) -> dict[str, Any]:
    return {"op": "wait", "days": days}


NO_ROTATION = {"rotation_days": None}
ROWS: list[tuple[str, dict[str, Any], list[str]]] = [
    # API_Encrypt: up to 4,096 bytes; RSA_2048 with SHA-256 190 bytes.
    ("4,096 bytes", script(direct(4096), read()), ["done", "done"]),
    ("4,097 bytes", script(direct(4097)), ["size"]),
    ("RSA 190", script(direct(190), read(), key={"type": "rsa", **NO_ROTATION}), ["done", "done"]),
    ("RSA 191", script(direct(191), key={"type": "rsa", **NO_ROTATION}), ["size"]),
    ("RSA makes no data key", script(put(), key={"type": "rsa", **NO_ROTATION}), ["key-type"]),
    ("RSA takes no context", script(direct(9, context=A), key={"type": "rsa", **NO_ROTATION}),
     ["key-type"]),
    ("HMAC encrypts nothing", script(direct(9), key={"type": "hmac", **NO_ROTATION}), ["key-type"]),
    ("any size in an envelope", script(put(size=50 * 1024**3), read()), ["done", "done"]),
    # encrypt_context: exact and case-sensitive; the order may vary.
    ("same context", script(put(context=A), read(context=A)), ["done", "done"]),
    ("another context", script(put(context=A), read(context=B)), ["done", "context"]),
    ("no context", script(put(context=A), read()), ["done", "context"]),
    ("a context too many", script(put(), read(context=A)), ["done", "context"]),
    ("upper case", script(put(context=A), read(context={"bucket": "A"})), ["done", "context"]),
    ("another order", script(put(context={"a": "1", "b": "2"}), read(context={"b": "2", "a": "1"})),
     ["done", "done"]),
    # rotate-keys, API_EnableKeyRotation.
    ("rotated", script(put(), "rotate", "rotate", read()), ["done"] * 4),
    ("rotated by itself", script(put(), wait(2000), read()), ["done"] * 3),
    ("no rotation while disabled", script("disable", "rotate"), ["done", "key-state"]),
    ("RSA does not rotate", script("rotate", key={"type": "rsa", **NO_ROTATION}), ["key-type"]),
    # key-state: the table of operations by state.
    ("disabled", script(put(), "disable", read(), "enable", read()),
     ["done", "done", "key-state", "done", "done"]),
    ("starts disabled", script(put(), key={"state": "disabled"}), ["key-state"]),
    ("pending", script(put(), "schedule-deletion", read()), ["done", "done", "key-state"]),
    ("pending is not enabled", script("schedule-deletion", "enable"), ["done", "key-state"]),
    ("pending is not disabled", script("schedule-deletion", "disable"), ["done", "key-state"]),
    ("pending is not scheduled again", script("schedule-deletion", "schedule-deletion"),
     ["done", "key-state"]),
    ("a disabled key can be scheduled", script("disable", "schedule-deletion"), ["done", "done"]),
    ("nothing to cancel", script("cancel-deletion"), ["key-state"]),
    ("cancelled is disabled", script(put(), "schedule-deletion", "cancel-deletion", read(),
                                     "enable", read()),
     ["done", "done", "done", "key-state", "done", "done"]),
    ("deleted", script(put(), "schedule-deletion", wait(30), read(), "enable", "cancel-deletion"),
     ["done", "done", "done", "gone", "gone", "gone"]),
    ("changed bytes", script(put(), {"op": "tamper", "item": "x"}, read()),
     ["done", "done", "changed"]),
    ("nothing there", script(read()), ["nothing"]),
    ("nothing to change", script({"op": "tamper", "item": "x"}), ["nothing"]),
]  # fmt: skip


@pytest.mark.parametrize(("row", "params", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_documented_rows(row: str, params: Any, expected: list[str], rules: RuleBook) -> None:
    done = play(params, rules)
    assert done.outcome["steps"] == expected  # type: ignore[index, call-overload]
    assert all(rules[rule].evidence == "documented" for rule in done.rules)


FROZEN = json.loads((Path(__file__).parent / "data" / "kms_scripts.json").read_text("utf-8"))


def test_scripts_end_as_they_did_with_real_ciphertexts(rules: RuleBook) -> None:
    """Made by tests/oracles/test_kms_envelope.py with AES-256-GCM."""
    assert len(FROZEN) == 200
    for frozen in FROZEN:
        told = outcome({"steps": frozen["steps"]}, rules)["steps"]
        assert [result == "done" for result in told] == frozen["done"], frozen["steps"]


@pytest.mark.parametrize("window", [7, 12, 30])
def test_a_deletion_waits_its_period(window: int, rules: RuleBook) -> None:
    key = {"window_days": window, **NO_ROTATION}
    before = outcome(script("schedule-deletion", wait(window - 1), key=key), rules)
    after = outcome(script("schedule-deletion", wait(window), key=key), rules)
    assert (before["state"], after["state"]) == ("pending", "deleted")


PERIODS = [
    (None, 3000, 1),
    (365, 364, 1),
    (365, 365, 2),
    (365, 1100, 4),
    (90, 90, 2),
    (2560, 2560, 2),
]


@pytest.mark.parametrize(("period", "days", "materials"), PERIODS)
def test_automatic_rotation(period: Any, days: int, materials: int, rules: RuleBook) -> None:
    asked = script(wait(days), key={"rotation_days": period})
    assert outcome(asked, rules)["materials"] == materials


def test_an_overdue_rotation_follows_enabling(rules: RuleBook) -> None:
    off = script("disable", wait(800), key={"rotation_days": 365})
    assert outcome(off, rules)["materials"] == 1
    on = script("disable", wait(800), "enable", wait(1), key={"rotation_days": 365})
    assert outcome(on, rules)["materials"] == 2


def may(iam: str, *, named: bool, grant: bool, account: bool) -> bool:
    """Key policies in AWS KMS, in one line."""
    return iam != "deny" and (named or grant or (iam == "allow" and account))


CALLERS = list(product(("allow", "none", "deny"), (True, False), (True, False), (True, False)))


@pytest.mark.parametrize(("iam", "named", "grant", "account"), CALLERS)
def test_permissions(iam: str, named: bool, grant: bool, account: bool, rules: RuleBook) -> None:
    caller = {"iam": iam, "named": named, "grant": grant}
    done = play(script(put(), key={"account": account}, caller=caller), rules)
    allowed = may(iam, named=named, grant=grant, account=account)
    assert done.outcome["steps"] == ["done" if allowed else "permission"]  # type: ignore[index, call-overload]
    asked = {"ask": "callers", "key": {"account": account}, "caller": caller}
    assert outcome(asked, rules) == {"may": ["app"] if allowed else []}


def test_a_refusal_says_what_was_missing(rules: RuleBook) -> None:
    done = play(script(put(), key={"account": False}), rules)
    near = done.events[0].near
    assert near
    assert (near.rule, near.field) == ("kms.account-statement", "account-statement")
    near = play(script(direct(5000)), rules).events[0].near
    assert near
    assert (near.wanted, near.found) == ("1-4096", "5000")


def test_the_plaintext_key_comes_and_goes(rules: RuleBook) -> None:
    player = Player(MODEL, Script(MODEL.PARAMS.model_validate(script(put(), read()))), rules)
    seen = []
    while not player.finished:
        player.step()
        seen.append(player.frame.metrics["plaintext_keys"])
    assert seen[:7] == [1, 1, 0, 0, 1, 1, 0]


LOADS = [((1000, 1), 1000), ((1000, 1000), 1), ((1001, 1000), 2), ((1, 100), 1), ((999, 100), 10)]


@pytest.mark.parametrize(("load", "calls"), LOADS)
def test_one_call_a_data_key(load: tuple[int, int], calls: int, rules: RuleBook) -> None:
    asked = {"ask": "calls", "load": {"objects": load[0], "reuse": load[1]}}
    assert outcome(asked, rules) == {"calls": calls}


@pytest.mark.parametrize(("size", "way"), [(1, "direct"), (4096, "direct"), (4097, "envelope")])
def test_the_way_depends_on_the_size(size: int, way: str, rules: RuleBook) -> None:
    assert outcome({"ask": "way", "load": {"size": size}}, rules) == {"way": way}


BAD = [
    {"key": {"type": "rsa"}},
    {"key": {"window_days": 6}},
    {"key": {"window_days": 31}},
    {"key": {"rotation_days": 89}},
    {"key": {"rotation_days": 2561}},
    {"steps": []},
]


@pytest.mark.parametrize("params", BAD)
def test_what_kms_does_not_take_is_refused(params: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MODEL.PARAMS.model_validate(params)


# Invariants.

pairs = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyXY"), max_size=3)


@settings(max_examples=80, deadline=None)
@given(stored=pairs, given_=pairs, rotations=st.integers(0, 3))
def test_reading_takes_the_same_context_and_nothing_else(stored, given_, rotations, rules) -> None:
    asked = script(put(context=stored), *["rotate"] * rotations, read(context=given_))
    assert (outcome(asked, rules)["last"] == "done") == (stored == given_)


step_names = st.sampled_from(
    ["rotate", "disable", "enable", "schedule-deletion", "cancel-deletion", "wait"]
)


@settings(max_examples=80, deadline=None)
@given(names=st.lists(step_names, max_size=8))
def test_a_key_that_is_enabled_at_the_end_reads_everything(names, rules) -> None:
    steps = [wait(9) if name == "wait" else name for name in names]
    asked = script(put(context=A), *steps, read(context=A), key={"window_days": 20})
    result = outcome(asked, rules)
    assert (result["last"] == "done") == (result["state"] == "enabled")
    assert result["materials"] >= 1


@settings(max_examples=60, deadline=None)
@given(named=st.booleans(), grant=st.booleans(), account=st.booleans())
def test_a_deny_never_allows_and_an_allow_never_denies(named, grant, account, rules) -> None:
    def able(iam: str) -> bool:
        caller = {"iam": iam, "named": named, "grant": grant}
        asked = {"ask": "callers", "key": {"account": account}, "caller": caller}
        return bool(outcome(asked, rules)["may"])

    assert not able("deny")
    assert able("allow") >= able("none")


# Wrong models, problems, scenarios.

MIXED = [
    {"id": "A", "iam": "allow"},
    {"id": "B", "named": True, "iam": "none"},
    {"id": "C", "grant": True, "iam": "none"},
    {"id": "D", "named": True, "iam": "deny"},
]
CORPUS: list[dict[str, Any]] = [
    *(params for _, params, _ in ROWS),
    {"ask": "way", "load": {"size": 900}},
    {"ask": "way"},
    {"ask": "calls", "load": {"objects": 205, "reuse": 10}},
    {"ask": "callers", "key": {"account": False}, "others": MIXED},
    {"ask": "callers", "others": MIXED},
    *(script(put(), read(), look=look) for look in (0, 3, 6)),
    script("schedule-deletion", wait(12), key={"window_days": 8}),
    script("schedule-deletion", wait(3), "cancel-deletion", wait(40)),
]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    wrong = WRONG_MODELS[name]
    assert any(outcome(world, rules) != outcome(world, rules, wrong) for world in CORPUS)


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_wrong_models_run_in_every_world(name: str, rules: RuleBook) -> None:
    assert all(outcome(world, rules, WRONG_MODELS[name]) for world in CORPUS)


def test_the_smallest_fixes_are_found(catalog, rules) -> None:
    fixes = {}
    for scenario in catalog.sims["kms_envelope"].scenarios:
        if not scenario.goal.most_changes:
            continue
        parts = scenario.goal.when
        fix = smallest_fix(
            MODEL,
            scenario_script(SIM, scenario),
            edits,
            lambda done, parts=parts: all(holds(p, done) for p in parts),
            rules,
        )
        fixes[scenario.id] = [edit.id for edit in fix.edits] if fix else None
    assert fixes == {
        "five-gigabytes": ["use-envelope"],
        "wrong-label": ["same-context"],
        "rotated": ["rotate-sooner"],
        "locked-out": ["account-statement"],
    }


def test_every_edit_has_words(catalog, rules) -> None:
    page = catalog.sims["kms_envelope"]
    steps = [put(context=A), "schedule-deletion", read(context=B), direct(5000)]
    world = script(*steps, key={"account": False, "state": "disabled"}, caller={"iam": "none"})
    found = {edit.id for edit in edits(MODEL.PARAMS.model_validate(world))}
    assert found == set(page.edits)


def test_events_speak_both_languages(catalog, rules) -> None:
    page = catalog.sims["kms_envelope"]
    kinds = set()
    for world in CORPUS:
        for event in play(world, rules).events:
            kinds.add(type(event))
            values = {name: getattr(event, name) for name in event.__dataclass_fields__}
            for language in LANGUAGES:
                assert fill(page.events[type(event).__name__], values, language, page.terms)
    assert kinds == set(MODEL.EVENTS)
