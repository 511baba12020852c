"""How the treatment of each misconception stands: a pure fold over the log.

correction -> contrast -> check (a day later) -> check (six days later) -> cleared. What is believed
again, or missed in a check, begins anew with the correction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Literal

from awsstudy.study.signs import History, Sign, SignKind, signs

Step = Literal["correction", "contrast", "check", "none"]
Standing = Literal["held", "treated", "cleared"]

CONTRASTS = 2
"""So many questions contrast the belief with the truth, right after the correction."""
GAPS = (1, 6)
"""Study days before each check: a day after the contrast, and a week after it when on time."""


@dataclass(frozen=True, slots=True)
class Pass:
    """A check that was passed."""

    day: date
    form: str
    """What its question looked like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """A misconception that showed, and how far it is mended."""

    misconception: str
    concept: str
    """The concept it showed in last."""
    believed_at: datetime
    """When it showed last."""
    believed_on: date
    times: int
    """How often it showed."""
    sure: bool
    """Whether the learner was sure when it showed last, or before that and uncorrected since."""
    missed: str
    """The look of the question that was missed last; it is asked again in no step of treatment."""
    step: Step = "correction"
    """What comes next."""
    due: date
    """The study day from which that can be done; of a cleared one the day it was cleared."""
    corrected_on: date | None = None
    """The study day its correction was last read for the first time."""
    refuted: bool = False
    """Whether the simulator's run was predicted since the correction."""
    contrasts: tuple[str, ...] = ()
    """The contrasting questions answered rightly since the correction."""
    used: frozenset[str] = frozenset()
    """The looks of the questions asked in treatment so far, and of those missed before."""
    passes: tuple[Pass, ...] = ()
    relapsed: bool = False
    """Whether it is to be corrected again because a check was missed otherwise."""

    @property
    def standing(self) -> Standing:
        """Held, in treatment or cleared."""
        if self.step == "none":
            return "cleared"
        return "held" if self.step == "correction" and not self.relapsed else "treated"

    @property
    def urgent(self) -> bool:
        """Believed with certainty and not yet corrected: what is best mended the same day."""
        return self.step == "correction" and self.sure

    def check_due(self, day: date) -> bool:
        """Whether a check can be taken on a study day."""
        return self.step == "check" and self.due <= day


def treatments(history: History) -> dict[str, Treatment]:
    """Every misconception that ever showed, with how it stands; the log's order does not matter."""
    found: dict[str, list[Sign]] = {}
    for sign in signs(history):
        found.setdefault(sign.misconception, []).append(sign)
    folded = {name: reduce(_after, row, None) for name, row in found.items()}
    return {name: one for name, one in folded.items() if one is not None}


def _after(one: Treatment | None, sign: Sign) -> Treatment | None:
    if sign.kind == "believed" or (sign.kind == "predicted" and not _refuting(one)):
        return _believed(one, sign)
    return _STEPS[sign.kind](one, sign) if one else None


def _refuting(one: Treatment | None) -> bool:
    """Whether a belief that is predicted now is just being refuted: the run is the correction."""
    return one is not None and one.step == "contrast" and not one.contrasts


def _believed(one: Treatment | None, sign: Sign) -> Treatment:
    return Treatment(
        misconception=sign.misconception,
        concept=sign.concept,
        believed_at=sign.at,
        believed_on=sign.day,
        times=one.times + 1 if one else 1,
        sure=sign.sure or bool(one and one.urgent),
        missed=sign.form,
        due=sign.day,
        corrected_on=one.corrected_on if one else None,
        used=one.used | {one.missed} if one else frozenset(),
    )


def _corrected(one: Treatment, sign: Sign) -> Treatment:
    if one.step != "correction":
        return one  # Read once more.
    return replace(one, step="contrast", due=sign.day, corrected_on=sign.day, relapsed=False)


def _ran(one: Treatment, _sign: Sign) -> Treatment:
    return replace(one, refuted=True) if one.step == "contrast" else one


def _right(one: Treatment, sign: Sign) -> Treatment:
    used = one.used | {sign.form}
    if one.step == "contrast":
        contrasts = tuple(dict.fromkeys((*one.contrasts, sign.question)))
        if len(contrasts) < CONTRASTS:
            return replace(one, contrasts=contrasts, used=used)
        due = sign.day + timedelta(days=GAPS[0])
        return replace(one, contrasts=contrasts, used=used, step="check", due=due)
    if not one.check_due(sign.day) or sign.form in {one.missed, *(p.form for p in one.passes)}:
        return one  # Too early, or a form that was seen: nothing is shown by it.
    passes = (*one.passes, Pass(sign.day, sign.form))
    if len(passes) == len(GAPS):
        return replace(one, passes=passes, used=used, step="none", due=sign.day)
    due = sign.day + timedelta(days=GAPS[len(passes)])
    return replace(one, passes=passes, used=used, due=due)


def _missed(one: Treatment, sign: Sign) -> Treatment:
    """A miss that is not the belief itself: a contrast is asked again, a check begins anew."""
    if one.step != "check":
        return replace(one, used=one.used | {sign.form})
    return replace(
        one,
        step="correction",
        relapsed=True,
        due=sign.day,
        refuted=False,
        contrasts=(),
        passes=(),
        sure=False,
        missed=sign.form,
        used=one.used | {one.missed},
    )


_STEPS: dict[SignKind, Callable[[Treatment, Sign], Treatment]] = {
    "predicted": _ran,
    "refuted": _ran,
    "corrected": _corrected,
    "right": _right,
    "missed": _missed,
}
