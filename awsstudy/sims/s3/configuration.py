"""Whether S3 accepts a lifecycle configuration."""

from __future__ import annotations

from awsstudy.sims.s3 import classes as ids
from awsstudy.sims.s3.classes import ARCHIVES, INFREQUENT
from awsstudy.sims.s3.events import RuleRejected
from awsstudy.sims.s3.facts import S3Facts
from awsstudy.sims.s3.params import Transition


def rejection(facts: S3Facts) -> RuleRejected | None:
    """Why S3 refuses the transitions; None when it accepts them."""
    return _too_early(facts) or (None if facts.params.separate_rules else _too_close(facts))


def _too_early(facts: S3Facts) -> RuleRejected | None:
    """Some dates know a minimum age for the IA classes."""
    if not facts.holds(ids.IA_MIN_AGE):
        return None
    youngest = int(facts.amount(ids.IA_MIN_AGE))
    for step in facts.params.transitions:
        if step.to in INFREQUENT and step.days < youngest:
            return _rejected(step, youngest, "too-early", ids.IA_MIN_AGE)
    return None


def _too_close(facts: S3Facts) -> RuleRejected | None:
    """In one rule an archive may follow an IA class only after some days."""
    gap = int(facts.amount(ids.ARCHIVE_GAP))
    for first in facts.params.transitions:
        for step in facts.params.transitions:
            follows = step.to in ARCHIVES or (first.to, step.to) == INFREQUENT
            soon = first.days <= step.days < first.days + gap
            if first.to in INFREQUENT and follows and soon:
                return _rejected(step, first.days + gap, "gap", ids.ARCHIVE_GAP)
    return None


def _rejected(step: Transition, needed: int, reason: str, rule: str) -> RuleRejected:
    return RuleRejected(target=step.to, days=step.days, needed=needed, reason=reason, rules=(rule,))
