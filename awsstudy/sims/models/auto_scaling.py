"""Amazon EC2 Auto Scaling: policies, alarms, warm-up and cooldown, zones, health, termination."""

from __future__ import annotations

from awsstudy.sims.autoscaling import ask_health, ask_sizes, ask_times, ask_zones
from awsstudy.sims.autoscaling.beliefs import BELIEFS
from awsstudy.sims.autoscaling.group import AutoScaling
from awsstudy.sims.autoscaling.journal import journal
from awsstudy.sims.autoscaling.params import AutoScalingParams
from awsstudy.sims.autoscaling.repairs import edits
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits", "journal"]

MODEL = AutoScaling

WRONG_MODELS = BELIEFS

PROBLEMS: tuple[Problem[AutoScalingParams], ...] = (
    *ask_sizes.PROBLEMS,
    *ask_times.PROBLEMS,
    *ask_health.PROBLEMS,
    *ask_zones.PROBLEMS,
)
