"""AWS Shield: which control meets which flood, when it acts, what the attack costs.

The rules stand in ``sims.shield.controls``, the run in ``sims.shield.attack``.
"""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.sims.problems import Edit, Problem
from awsstudy.sims.shield import ask_controls, ask_costs
from awsstudy.sims.shield.attack import ShieldDdos
from awsstudy.sims.shield.beliefs import BELIEFS
from awsstudy.sims.shield.world import ShieldParams

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = ShieldDdos

WRONG_MODELS = BELIEFS

PROBLEMS: tuple[Problem[ShieldParams], ...] = (*ask_controls.PROBLEMS, *ask_costs.PROBLEMS)


def edits(params: ShieldParams) -> Iterator[Edit[ShieldParams]]:
    """What an owner could change before the attack."""
    defence, entrance, fleet = params.defence, params.entrance, params.fleet
    changes: list[tuple[str, str, dict[str, object]]] = []
    if defence.web_acl != "rate_rule":
        changes.append(("add-rate-rule", "defence", {"web_acl": "rate_rule"}))
    if defence.tier != "advanced":
        changes.append(("subscribe", "defence", {"tier": "advanced"}))
    if defence.protected != "before":
        changes.append(("add-resource", "defence", {"protected": "before"}))
    if not defence.automatic:
        changes.append(("turn-on-automatic", "defence", {"automatic": True}))
    if entrance.kind != "cloudfront":
        changes.append(("put-cloudfront-first", "entrance", {"kind": "cloudfront"}))
    changes.append(("double-fleet", "fleet", {"most": min(1000, 2 * fleet.most)}))
    for name, part, update in changes:
        changed = getattr(params, part).model_copy(update=update)
        yield Edit(name, params.model_copy(update={part: changed}))
