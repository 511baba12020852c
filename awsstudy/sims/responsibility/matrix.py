"""The matrix of duties: which layers there are, which services, and whose each layer is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from awsstudy.core.rulebook import RuleBook

Duty = Literal[
    "facility",
    "hardware",
    "hypervisor",
    "os",
    "runtime",
    "backups",
    "code",
    "network",
    "access",
    "data",
    "encryption",
]
Service = Literal["own", "ec2", "beanstalk", "rds", "lambda", "dynamodb", "s3", "saas"]
Owner = Literal["you", "provider", "shared", "vendor"]

DUTIES: tuple[Duty, ...] = (
    "facility",
    "hardware",
    "hypervisor",
    "os",
    "runtime",
    "backups",
    "code",
    "network",
    "access",
    "data",
    "encryption",
)
"""From the bottom of the stack to its top."""
SERVICES: tuple[Service, ...] = (
    "own",
    "ec2",
    "beanstalk",
    "rds",
    "lambda",
    "dynamodb",
    "s3",
    "saas",
)
OF_THE_CLOUD: frozenset[str] = frozenset({"facility", "hardware", "hypervisor"})
UPKEEP: frozenset[str] = frozenset({"os", "runtime", "backups"})
OF_THE_CUSTOMER: frozenset[str] = frozenset({"access", "data", "encryption"})

Incident = Literal[
    "fire",
    "disk-dies",
    "hypervisor-hole",
    "os-hole",
    "engine-hole",
    "injection",
    "open-port",
    "leaked-key",
    "weak-password",
    "public-data",
    "no-encryption",
]
TOUCHES: Mapping[Incident, Duty] = {
    "fire": "facility",
    "disk-dies": "hardware",
    "hypervisor-hole": "hypervisor",
    "os-hole": "os",
    "engine-hole": "runtime",
    "injection": "code",
    "open-port": "network",
    "leaked-key": "access",
    "weak-password": "access",
    "public-data": "access",
    "no-encryption": "encryption",
}
"""The layer at which an incident has to be dealt with."""

OF_AND_IN = "cloud.shared.of-and-in"
ORDER = "cloud.models.order"


def cell(service: Service, duty: Duty) -> str:
    """The id of a cell's rule."""
    return f"cloud.duty.{service}.{duty}"


def known(service: Service, rules: RuleBook) -> tuple[Duty, ...]:
    """The duties that a page speaks of for a service."""
    return tuple(duty for duty in DUTIES if cell(service, duty) in rules)


def written(service: Service, duty: Duty, rules: RuleBook) -> Owner:
    """Whose a duty is.

    Raises:
        UnknownIdError: nothing is known of this cell.
        TypeError: its row names nobody.
    """
    value = rules[cell(service, duty)].value
    for owner in ("you", "provider", "shared"):
        if value == owner:
            return owner
    raise TypeError(f"'{value}' is no owner")
