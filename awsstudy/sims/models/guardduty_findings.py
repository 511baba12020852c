"""Amazon GuardDuty: which log gives what away, what stays unseen, what becomes of a finding.

The rules and the run stand in ``sims.guardduty.watch``; the detectors are a table of signatures.
"""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.sims.guardduty.ask import PROBLEMS
from awsstudy.sims.guardduty.beliefs import BELIEFS
from awsstudy.sims.guardduty.streams import GuardDutyWatch
from awsstudy.sims.guardduty.world import Detector, GuardDutyParams
from awsstudy.sims.problems import Edit, Value

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = GuardDutyWatch

WRONG_MODELS = BELIEFS

Change = tuple[str, dict[str, object], dict[str, Value]]
"""An edit's words, what it sets, and what its words name."""


def edits(params: GuardDutyParams) -> Iterator[Edit[GuardDutyParams]]:
    """What the owner of the account could set otherwise."""
    detector = params.detector
    for name, update, values in (*_switches(detector), *_regions(params), *_frequencies(detector)):
        changed = detector.model_copy(update=update)
        yield Edit(name, params.model_copy(update={"detector": changed}), values)


def _switches(detector: Detector) -> Iterator[Change]:
    if detector.resolver != "aws":
        yield "use-the-resolver-of-aws", {"resolver": "aws"}, {}
    if not detector.s3_protection:
        yield "turn-on-s3-protection", {"s3_protection": True}, {}
    if detector.reaction != "isolate":
        yield "isolate-by-a-rule", {"reaction": "isolate"}, {}


def _regions(params: GuardDutyParams) -> Iterator[Change]:
    on = params.detector.regions
    for region in dict.fromkeys(one.region for one in params.activities):
        if region not in on:
            yield "enable-region", {"regions": (*on, region)}, {"region": region}


def _frequencies(detector: Detector) -> Iterator[Change]:
    for minutes in (15, 60):
        if detector.later_min > minutes:
            yield "send-more-often", {"later_min": minutes}, {"minutes": minutes}
