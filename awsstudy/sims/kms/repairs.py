"""The single changes that could repair a script of KMS calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from awsstudy.sims.kms.world import KmsParams
from awsstudy.sims.problems import Edit


def edits(params: KmsParams) -> Iterator[Edit[KmsParams]]:
    """Other rights, another state, another context or another way for the steps of the script."""
    if params.ask != "script":
        return
    yield from _right_edits(params)
    yield from _key_edits(params)
    if params.key.state != "enabled":
        yield _key(params, "enable-key", {"state": "enabled"})
    contexts = {step.item: step.context for step in params.steps if step.op in _WRITES}
    for index, step in enumerate(params.steps):
        if step.op == "decrypt" and contexts.get(step.item, step.context) != step.context:
            yield _step(params, index, "same-context", {"context": contexts[step.item]})
        if step.op == "encrypt":
            yield _step(params, index, "use-envelope", {"op": "envelope"})
        if step.op == "schedule-deletion":
            yield _step(params, index, "disable-instead", {"op": "disable"})


_WRITES = ("encrypt", "envelope")
_SHORTEST_ROTATION = 90
"""Days; a shorter rotation period cannot be set."""


def _key_edits(params: KmsParams) -> Iterator[Edit[KmsParams]]:
    """A shorter rotation period, another type of key."""
    rotation = params.key.rotation_days
    if rotation is not None and rotation // 2 >= _SHORTEST_ROTATION:
        edit = _key(params, "rotate-sooner", {"rotation_days": rotation // 2})
        yield replace(edit, values={"days": rotation // 2})
    if params.key.type == "symmetric":
        yield _key(params, "make-rsa", {"type": "rsa", "rotation_days": None})


def _right_edits(params: KmsParams) -> Iterator[Edit[KmsParams]]:
    if params.key.account and params.caller.iam == "allow":
        return  # more of what there is already changes nothing
    if not params.key.account:
        yield _key(params, "account-statement", {"account": True})
    if not params.caller.named:
        yield _caller(params, "name-caller", {"named": True})
    if not params.caller.grant:
        yield _caller(params, "add-grant", {"grant": True})
    if params.caller.iam != "allow":
        yield _caller(params, "allow-in-iam", {"iam": "allow"})


def _key(params: KmsParams, edit: str, change: Mapping[str, object]) -> Edit[KmsParams]:
    key = params.key.model_copy(update=dict(change))
    return Edit(edit, params.model_copy(update={"key": key}))


def _caller(params: KmsParams, edit: str, change: Mapping[str, object]) -> Edit[KmsParams]:
    caller = params.caller.model_copy(update=dict(change))
    return Edit(edit, params.model_copy(update={"caller": caller}), {"caller": caller.id})


def _step(
    params: KmsParams, index: int, edit: str, change: Mapping[str, object]
) -> Edit[KmsParams]:
    steps = list(params.steps)
    steps[index] = steps[index].model_copy(update=dict(change))
    values = {"item": steps[index].item}
    return Edit(edit, params.model_copy(update={"steps": tuple(steps)}), values)
