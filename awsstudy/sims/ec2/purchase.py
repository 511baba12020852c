"""What a purchase of EC2 capacity is decided on: the offer, the use, the fleet, the need."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from awsstudy.sims.kernel import Params

Machine = Literal["m7g-large-seoul", "m6a-xlarge-virginia", "t3-medium-virginia", "own-prices"]
Commitment = Literal[
    "none",
    "ri-standard-1y",
    "ri-standard-3y",
    "ri-convertible-1y",
    "ri-convertible-3y",
    "savings-plan-1y",
]
Size = Literal["small", "medium", "large", "xlarge", "2xlarge", "4xlarge"]
Need = Literal[
    "licence-sockets",
    "licence-cores",
    "same-server",
    "no-neighbours",
    "compliance-few",
    "sale-event",
    "failover-site",
    "zone-capacity-year",
    "zone-capacity-discount",
    "render-night",
    "ci-tests",
    "log-analysis",
    "short-project",
    "new-launch",
    "monthly-peak",
    "steady-database",
    "fixed-type",
    "changing-families",
    "fargate-too",
]
Count = Annotated[int, Field(ge=0, le=200)]

OWN_PRICES = "own-prices"


class Offer(Params):
    """What is bought, how much of it, and at which price."""

    machine: Machine = "m7g-large-seoul"
    commitment: Commitment = "ri-standard-1y"
    committed: int = Field(0, ge=0, le=200, json_schema_extra={"unit": "instances"})
    on_demand_usd: float = Field(0.1, ge=0.0001, le=1000, json_schema_extra={"unit": "USD/h"})
    """With ``own-prices``: the On-Demand price."""
    hourly_usd: float = Field(0.065, ge=0, le=1000, json_schema_extra={"unit": "USD/h"})
    """With ``own-prices``: the recurring price of the commitment."""
    upfront_usd: float = Field(0.0, ge=0, le=1_000_000, json_schema_extra={"unit": "USD"})
    """With ``own-prices``: what is paid at once for each committed instance."""


class Usage(Params):
    """How many instances are needed in which hours of the week."""

    base: int = Field(4, ge=0, le=200, json_schema_extra={"unit": "instances"})
    peak: int = Field(12, ge=0, le=200, json_schema_extra={"unit": "instances"})
    peak_start: int = Field(9, ge=0, le=23, json_schema_extra={"unit": "h"})
    peak_hours: int = Field(10, ge=0, le=24, json_schema_extra={"unit": "h"})
    """Hours of the peak on each weekday."""
    weekend_share: int = Field(0, ge=0, le=100, json_schema_extra={"unit": "%"})
    """How much of what a weekday needs above its lowest hour a weekend day needs too."""
    profile: tuple[Count, ...] = Field((), max_length=24)
    """The instances needed in each of a weekday's 24 hours, in place of base and peak."""

    @field_validator("profile")
    @classmethod
    def _whole_day(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if len(value) not in (0, 24):
            raise ValueError("a profile has 24 values, or none")
        return value


class SpotUse(Params):
    """Work that may be interrupted, and what Spot is taken to cost."""

    share: int = Field(0, ge=0, le=100, json_schema_extra={"unit": "%"})
    """Share of what is needed above the lowest hour that may run on Spot."""
    discount: int = Field(65, ge=0, le=90, json_schema_extra={"unit": "%"})
    interruption_chance: int = Field(0, ge=0, le=20, json_schema_extra={"unit": "%/h"})


class Fleet(Params):
    """Reserved Instances of one size, and running instances of one family."""

    scope: Literal["regional", "zonal"] = "regional"
    platform: Literal["linux", "windows"] = "linux"
    reserved_size: Size = "2xlarge"
    reserved_count: int = Field(1, ge=0, le=50)
    small: int = Field(0, ge=0, le=100)
    medium: int = Field(0, ge=0, le=100)
    large: int = Field(2, ge=0, le=100)
    xlarge: int = Field(2, ge=0, le=100)
    xlarge_2: int = Field(0, ge=0, le=100)
    xlarge_4: int = Field(0, ge=0, le=100)

    def running(self) -> dict[Size, int]:
        """How many instances of each size run, smallest size first."""
        return {
            "small": self.small,
            "medium": self.medium,
            "large": self.large,
            "xlarge": self.xlarge,
            "2xlarge": self.xlarge_2,
            "4xlarge": self.xlarge_4,
        }


class PurchaseParams(Params):
    """One of four questions about buying EC2 capacity, and all they are decided on."""

    question: Literal["week", "payback", "sizes", "need"] = "week"
    offer: Offer = Offer()
    usage: Usage = Usage()
    spot: SpotUse = SpotUse()
    running_pct: int = Field(100, ge=1, le=100, json_schema_extra={"unit": "%"})
    """For ``payback``: the share of the hours in which the instance runs."""
    fleet: Fleet = Fleet()
    need: Need = "licence-sockets"
