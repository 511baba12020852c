"""A service, one to move to, and incidents."""

from __future__ import annotations

from pydantic import Field

from awsstudy.sims.kernel import Params
from awsstudy.sims.responsibility.matrix import DUTIES, Duty, Incident, Service


class Happening(Params):
    """An incident at a service."""

    kind: Incident = "os-hole"
    service: Service = "ec2"


class ResponsibilityParams(Params):
    """Whose is what, what moves, who has to act."""

    service: Service = "ec2"
    move_to: Service | None = None
    """The service to which it moves; None where it stays."""
    duties: tuple[Duty, ...] = Field(DUTIES, min_length=1, max_length=11)
    """The layers that are looked at."""
    incidents: tuple[Happening, ...] = Field((), max_length=20)
    ranked: tuple[Service, ...] = Field((), max_length=8)
    """Services to be put in order, most control first."""
    hours_each: float = Field(4, ge=0, le=100, json_schema_extra={"unit": "h"})
    """Work of an incident that is yours: an assumption."""
