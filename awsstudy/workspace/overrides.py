"""Keys of the learner's own: set, withdrawn, and exported as a patch for who keeps the content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from awsstudy.core.errors import AwsStudyError, SettingsError
from awsstudy.core.ids import event_id
from awsstudy.core.text import clean
from awsstudy.quiz.item import Item
from awsstudy.quiz.judged import can_judge, fits
from awsstudy.store.records import Override

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace

MOST_REASON = 400
"""Characters of a reason, at most."""

State = Literal["applied", "outdated", "gone"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A key of the learner's own as a list shows it."""

    override: Override
    state: State
    """Whether it is in force, of an older wording, or of a question the content has no more."""
    item: Item | None
    """The question with its own key; None where the content has it no more."""


def set_key(workspace: Workspace, item: Item, keys: Iterable[int], reason: str) -> None:
    """Set the learner's own key for a question, from the next time it is asked.

    Raises:
        SettingsError: it is no key, it is the question's own, or there is no reason.
        StoreError: it could not be saved.
    """
    chosen, words = tuple(sorted(set(keys))), clean(reason).strip()[:MOST_REASON]
    say = workspace.messages
    if not can_judge(item):
        raise SettingsError(say("ownkey.kind"))
    if not chosen or len(chosen) == len(item.choices):
        raise SettingsError(say("ownkey.some"))
    if frozenset(chosen) == item.written_keys:
        raise SettingsError(say("ownkey.same"))
    if not words:
        raise SettingsError(say("ownkey.no_reason"))
    _record(workspace, item.id, chosen, words, item.content_hash)


def withdraw_key(workspace: Workspace, item_id: str) -> None:
    """Let the question's own key stand again.

    Raises:
        StoreError: it could not be saved.
    """
    standing = workspace.store.judgements.overrides().get(item_id)
    if standing is not None:
        _record(workspace, item_id, (), "", standing.content_hash)


def _record(
    workspace: Workspace, item_id: str, keys: tuple[int, ...], reason: str, content_hash: str
) -> None:
    now = workspace.clock.now()
    workspace.store.judgements.record_override(
        Override(
            id=event_id(now),
            question_id=item_id,
            at=now,
            keys=keys,
            reason=reason,
            content_hash=content_hash,
        )
    )
    workspace.quiz.overrides.refresh()


def judgements(workspace: Workspace) -> list[Judgement]:
    """Every key of the learner's own that was not withdrawn, by question."""
    standing = workspace.store.judgements.overrides()
    return [_judgement(workspace, standing[question]) for question in sorted(standing)]


def _judgement(workspace: Workspace, override: Override) -> Judgement:
    try:
        item = workspace.quiz.written(override.question_id)
    except (KeyError, AwsStudyError):
        return Judgement(override, "gone", None)
    return Judgement(override, "applied" if fits(item, override) else "outdated", item)


def patch(found: Iterable[Judgement]) -> dict[str, Any]:
    """The learner's keys as plain values for who keeps the content; content is never rewritten."""
    return {"overrides": [_entry(one) for one in found]}


def _entry(one: Judgement) -> dict[str, Any]:
    override, item = one.override, one.item
    entry: dict[str, Any] = {
        "question": override.question_id,
        "state": one.state,
        "judged_at": override.at.isoformat(timespec="seconds"),
        "content_hash": override.content_hash,
        "new_keys": list(override.keys),
        "reason": override.reason,
    }
    if item is not None and one.state == "applied":
        entry["old_keys"] = sorted(item.written_keys)
        entry["old_texts"] = [item.choices[place].text.en for place in sorted(item.written_keys)]
        entry["new_texts"] = [item.choices[place].text.en for place in override.keys]
    if item is not None and one.state == "outdated":
        entry["content_hash_now"] = item.content_hash
    return entry
