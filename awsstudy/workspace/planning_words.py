"""Words for changes of the days ahead, the same in the app and on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from awsstudy.core.i18n import Messages
from awsstudy.store.plan_records import DayPlan

if TYPE_CHECKING:
    from awsstudy.workspace.ahead import Difference


def said(plans: Iterable[DayPlan], words: Messages) -> str:
    """What changes say of days."""
    return "; ".join(_said(one, words) for one in plans)


def _said(plan: DayPlan, words: Messages) -> str:
    same = plan.first_day == plan.last_day
    days = f"{plan.first_day}" if same else f"{plan.first_day}..{plan.last_day}"
    if plan.minutes is None:
        return words("days.change_usual", days=days)
    if not plan.minutes:
        return words("days.change_off", days=days)
    return words("days.change_minutes", days=days, minutes=plan.minutes)


def cost(difference: Difference | None, words: Messages) -> str:
    """What a change adds to the expected score, or takes from it."""
    if difference is None:
        return words("days.unknown")
    ends = (difference.points - difference.margin, difference.points + difference.margin)
    low, high = (f"{end:+.1f}" for end in ends)
    if not difference.told:
        return words("days.even", low=low, high=high)
    return words("days.cost", points=f"{difference.points:+.1f}", low=low, high=high)
