"""Cloud service models: who manages which layer, what a move changes, who has to act.

The matrix is data (``data/rules/cloud.yaml``); the walk through it stands in
``sims.responsibility.walk``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from awsstudy.sims.problems import Edit
from awsstudy.sims.responsibility.ask import PROBLEMS
from awsstudy.sims.responsibility.beliefs import BELIEFS
from awsstudy.sims.responsibility.matrix import SERVICES, Service
from awsstudy.sims.responsibility.walk import ServiceModels
from awsstudy.sims.responsibility.world import ResponsibilityParams

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = ServiceModels

WRONG_MODELS = BELIEFS


ALIKE: Mapping[Service, tuple[Service, ...]] = {
    "own": ("ec2", "beanstalk", "lambda"),
    "ec2": ("own", "beanstalk", "lambda"),
    "beanstalk": ("own", "ec2", "lambda"),
    "lambda": ("ec2", "beanstalk"),
    "rds": ("own", "ec2", "dynamodb"),
    "dynamodb": ("own", "ec2", "rds"),
    "s3": ("own", "ec2"),
    "saas": ("own", "ec2"),
}
"""Where the workload of a service could run as well."""


def edits(params: ResponsibilityParams) -> Iterator[Edit[ResponsibilityParams]]:
    """Another service: to run on, to move to, or for the workload of an incident."""
    for service in SERVICES:
        if service != params.service and not params.incidents:
            update = {"service": service}
            yield Edit("run-on", params.model_copy(update=update), {"service": service})
        if service != params.move_to and not params.incidents:
            update = {"move_to": service}
            yield Edit("move-to", params.model_copy(update=update), {"service": service})
        for place, one in enumerate(params.incidents):
            if service in ALIKE[one.service]:
                yield _elsewhere(params, place, service)


def _elsewhere(
    params: ResponsibilityParams, place: int, service: str
) -> Edit[ResponsibilityParams]:
    incidents = list(params.incidents)
    before = incidents[place].service
    incidents[place] = incidents[place].model_copy(update={"service": service})
    changed = params.model_copy(update={"incidents": tuple(incidents)})
    return Edit("bring-workload", changed, {"before": before, "service": service})
