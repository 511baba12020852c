"""Demand, own servers, on-demand servers, and how money is counted."""

from __future__ import annotations

from pydantic import Field

from awsstudy.sims.kernel import Params


class Demand(Params):
    """How many servers are needed over a day."""

    base: int = Field(4, ge=0, le=100_000)
    peak: int = Field(20, ge=1, le=100_000)
    peak_hours: int = Field(4, ge=0, le=24, json_schema_extra={"unit": "h"})
    """Hours of a day at the peak; the others are at the base."""


class Own(Params):
    """Servers that are bought."""

    price_usd: float = Field(5000, ge=0, le=1_000_000, json_schema_extra={"unit": "USD"})
    life_y: int = Field(4, ge=1, le=20, json_schema_extra={"unit": "y"})
    running_usd: float = Field(600, ge=0, le=1_000_000, json_schema_extra={"unit": "USD/y"})
    """People, room and network, for a server and year."""
    watts: float = Field(400, ge=0, le=10_000, json_schema_extra={"unit": "W"})
    pue: float = Field(1.6, ge=1, le=3)
    """Power of the whole data centre for each watt of a server."""
    usd_kwh: float = Field(0.12, ge=0, le=2, json_schema_extra={"unit": "USD/kWh"})


class Cloud(Params):
    """Servers that are paid for by the hour."""

    usd_hour: float = Field(0.2, ge=0.0001, le=1000, json_schema_extra={"unit": "USD/h"})
    elastic: bool = True
    """Whether capacity follows the demand; otherwise it stays at the peak."""
    change_pct: float = Field(0, ge=-90, le=90, json_schema_extra={"unit": "%"})
    """How the price changes at each change; a cut is negative."""
    changes: int = Field(0, ge=0, le=20)
    """How many such changes there are, one at the end of each year."""


class Finance(Params):
    """The years that are looked at, and what later money is worth."""

    years: int = Field(4, ge=1, le=20, json_schema_extra={"unit": "y"})
    rate_pct: float = Field(5, ge=0, le=50, json_schema_extra={"unit": "%"})
    saves_usd: float | None = Field(None, ge=0, le=1e9, json_schema_extra={"unit": "USD/y"})
    """A yearly saving of owning that is known; None lets it be computed."""


class CostParams(Params):
    """A decision between buying and paying for use."""

    demand: Demand = Demand()
    own: Own = Own()
    cloud: Cloud = Cloud()
    finance: Finance = Finance()
