"""Fits the memory model to the learner, where that foretells better; says what is in use."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from awsstudy.core.clock import today
from awsstudy.core.ids import event_id
from awsstudy.flashcards.enough import ENOUGH_REVIEWS, wants_fit
from awsstudy.flashcards.scheduling import DEFAULTS, Schedule
from awsstudy.store.plan_records import Fit

if TYPE_CHECKING:
    from awsstudy.progress.honesty import MemoryModel, Shift, Standing
    from awsstudy.workspace.workspace import Workspace

OPTIMIZER = "fsrs_rs_python"
Refusal = Literal["few_reviews", "no_optimizer", "no_check"]
"""Why there is no fit; ``no_check``: without the last days there is too little to fit to."""


def schedule_of(workspace: Workspace) -> Schedule:
    """FSRS with the learner's desired retention and the parameters in use."""
    return Schedule(workspace.settings.retention, parameters_of(workspace))


def parameters_of(workspace: Workspace) -> tuple[float, ...]:
    """The parameters in use: those of the last fit, unless the learner wants none."""
    fits = workspace.store.plans.fits() if workspace.settings.personal_memory else []
    return fits[-1].parameters if fits else DEFAULTS


def has_optimizer() -> bool:
    """Whether the optional package that fits is installed."""
    try:
        return find_spec(OPTIMIZER) is not None
    except ValueError:  # It was imported as something without a specification.
        return False


def tune(workspace: Workspace) -> Fit | None:
    """Fit where a fit is due; None where it is not, or cannot be had."""
    if not (wants(workspace, workspace.store.cards.long_term()) and has_optimizer()):
        return None
    found = fit_now(workspace)
    return found if isinstance(found, Fit) else None


def wants(workspace: Workspace, reviews: int) -> bool:
    """Whether so many long-term reviews are enough for a fit, or for another one."""
    if not workspace.settings.personal_memory:
        return False
    fits = workspace.store.plans.fits()
    return wants_fit(fits[-1].reviews if fits else 0, reviews)


def fit_now(workspace: Workspace) -> Fit | Refusal:
    """Fit to the whole log; the average learner's parameters stay where they foretell better.

    They are compared on the last fifth of the reviews, by a fit that has not seen those.
    """
    from awsstudy.flashcards.comparison import held_out
    from awsstudy.flashcards.histories import histories
    from awsstudy.flashcards.parameters import NoFit, fit

    log = histories(workspace.store.cards.reviews())
    found = fit(log)
    if isinstance(found, NoFit):
        return found.reason
    judged = held_out(log)
    if judged is None:
        return "no_check"
    parameters = found.parameters if judged.no_worse else DEFAULTS
    losses = judged.before.log_loss, judged.after.log_loss
    return _record(workspace, found.reviews, parameters, losses)


def reset(workspace: Workspace) -> Fit:
    """Go back to the average learner's parameters, until the reviews have grown by a tenth."""
    return _record(workspace, workspace.store.cards.long_term(), DEFAULTS, (0.0, 0.0))


def _record(
    workspace: Workspace,
    reviews: int,
    parameters: tuple[float, ...],
    losses: tuple[float, float],
) -> Fit:
    """Remember what is in use from now on, and derive every memory anew by it."""
    now = workspace.clock.now()
    fit = Fit(
        id=event_id(now),
        at=now,
        study_day=today(workspace.clock),
        reviews=reviews,
        parameters=parameters,
        loss_before=losses[0],
        loss_after=losses[1],
    )
    workspace.store.plans.record_fit(fit)
    workspace.memory.schedule = schedule_of(workspace)
    workspace.memory.refresh()
    return fit


def memory_model(workspace: Workspace) -> MemoryModel:
    """The memory model in use, and what it changes for this learner."""
    from awsstudy.flashcards.comparison import Change, compared
    from awsstudy.progress.honesty import MemoryModel, Shift

    fits = workspace.store.plans.fits()
    standing = _standing(workspace, fits)
    reviews = workspace.store.cards.long_term()
    if standing in ("average", "off", "reset"):
        day = fits[-1].study_day if standing == "reset" else None
        return MemoryModel(standing, reviews, ENOUGH_REVIEWS, day)
    last = fits[-1]
    losses = last.loss_before, last.loss_after
    if standing == "worse":
        return MemoryModel(standing, last.reviews, ENOUGH_REVIEWS, last.study_day, *losses)

    def shift(change: Change) -> Shift:
        return Shift(change.before, change.after)

    told = compared(last.parameters, workspace.settings.retention)
    changes = (told.first_good, told.second_good, told.after_lapse, told.recall_in_a_month)
    own = (last.reviews, ENOUGH_REVIEWS, last.study_day, *losses)
    return MemoryModel(standing, *own, *map(shift, changes))


def _standing(workspace: Workspace, fits: list[Fit]) -> Standing:
    if not workspace.settings.personal_memory:
        return "off"
    if not fits:
        return "average"
    last = fits[-1]
    if last.parameters != DEFAULTS:
        return "own"
    return "worse" if last.loss_after > last.loss_before else "reset"
