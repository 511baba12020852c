"""What happens in an account, and how GuardDuty is set up in it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from awsstudy.sims.guardduty.signatures import Behaviour
from awsstudy.sims.kernel import Params

Region = Literal["seoul", "tokyo", "virginia", "frankfurt"]


class Detector(Params):
    """GuardDuty's settings, and what lies around it."""

    regions: tuple[Region, ...] = Field(("seoul", "tokyo", "virginia", "frankfurt"), max_length=4)
    """Where it is enabled."""
    resolver: Literal["aws", "third_party"] = "aws"
    """Which DNS resolver the instances use."""
    s3_protection: bool = True
    own_trail: bool = False
    """Whether the account has a CloudTrail trail of its own."""
    own_flow_logs: bool = False
    """Whether the account has VPC flow logs of its own."""
    later_min: Literal[15, 60, 360] = Field(360, json_schema_extra={"unit": "min"})
    """How often later occurrences are sent to EventBridge."""
    reaction: Literal["none", "mail", "isolate"] = "none"
    """What an EventBridge rule starts."""


class Activity(Params):
    """One behaviour that leaves lines in a log."""

    kind: Behaviour = "scans-ports"
    who: str = Field("web1", min_length=1, max_length=24)
    """The resource it is about."""
    region: Region = "seoul"
    start_min: int = Field(0, ge=0, le=4320, json_schema_extra={"unit": "min"})
    times: int = Field(1, ge=1, le=500)
    every_min: int = Field(10, ge=1, le=1440, json_schema_extra={"unit": "min"})
    attackers: int = Field(1, ge=1, le=100)
    """How many addresses take turns."""
    trusted: bool = False
    """Whether the remote address is on the trusted IP list."""


class Assumed(Params):
    """What AWS does not publish."""

    on: bool = True
    delay_min: int = Field(10, ge=0, le=720, json_schema_extra={"unit": "min"})
    """From the activity to the finding."""


class GuardDutyParams(Params):
    """Some hours in an account."""

    detector: Detector = Detector()
    activities: tuple[Activity, ...] = Field(
        (
            Activity(kind="is-brute-forced", who="web1", times=12),
            Activity(kind="asks-for-miner-name", who="web2", start_min=60, times=3, every_min=30),
            Activity(kind="opens-bucket", who="photos", start_min=90),
        ),
        min_length=1,
        max_length=40,
    )
    assumed: Assumed = Assumed()
