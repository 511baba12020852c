"""Amazon CloudWatch alarms: M of N data points, missing data, and what an alarm sets off."""

from __future__ import annotations

from awsstudy.sims.cloudwatch import ask_alarms, ask_missing
from awsstudy.sims.cloudwatch.alarm import CloudWatchAlarm
from awsstudy.sims.cloudwatch.beliefs import BELIEFS
from awsstudy.sims.cloudwatch.params import AlarmParams
from awsstudy.sims.cloudwatch.repairs import edits
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = CloudWatchAlarm

WRONG_MODELS = BELIEFS

PROBLEMS: tuple[Problem[AlarmParams], ...] = (*ask_missing.PROBLEMS, *ask_alarms.PROBLEMS)
