"""Cloud costs: buying for the peak against paying for use, in closed forms.

The amounts stand in ``sims.costs.ledger``, the years in ``sims.costs.years``.
"""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.sims.costs import ask_books, ask_use
from awsstudy.sims.costs.beliefs import BELIEFS
from awsstudy.sims.costs.world import CostParams
from awsstudy.sims.costs.years import CloudCosts
from awsstudy.sims.problems import Edit, Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = CloudCosts

WRONG_MODELS = BELIEFS

PROBLEMS: tuple[Problem[CostParams], ...] = (*ask_use.PROBLEMS, *ask_books.PROBLEMS)


_WORKING_HOURS = 8


def edits(params: CostParams) -> Iterator[Edit[CostParams]]:
    """What could be otherwise: capacity that follows, another demand, longer use."""
    cloud, demand, own = params.cloud, params.demand, params.own
    if not cloud.elastic:
        update = {"cloud": cloud.model_copy(update={"elastic": True})}
        yield Edit("let-capacity-follow", params.model_copy(update=update))
    if demand.base < demand.peak:
        level = demand.model_copy(update={"base": demand.peak})
        yield Edit("level-the-demand", params.model_copy(update={"demand": level}))
    if demand.peak_hours > _WORKING_HOURS and demand.base:
        less = demand.model_copy(update={"base": 0, "peak_hours": _WORKING_HOURS})
        yield Edit("use-at-times", params.model_copy(update={"demand": less}))
    if own.life_y < 20:
        longer = own.model_copy(update={"life_y": own.life_y + 1})
        yield Edit("use-servers-longer", params.model_copy(update={"own": longer}))
