"""What EC2's purchase options give, and what a need asks for; each with its rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from awsstudy.sims.ec2 import purchase_rules as ids
from awsstudy.sims.ec2.purchase import Need

OPTIONS = (
    "spot",
    "standard-ri",
    "zonal-ri",
    "convertible-ri",
    "compute-savings-plan",
    "on-demand",
    "capacity-reservation",
    "dedicated-instance",
    "dedicated-host",
)
"""The options, cheapest first: by documented discount, then by what is billed."""

SOCKETS = "sees-sockets"
OWN = "own-hardware"
CAPACITY = "capacity"
UNINTERRUPTED = "uninterrupted"
NO_TERM = "no-term"
DISCOUNT = "discount"
PER_INSTANCE = "per-instance"
ANY_COMPUTE = "any-compute"

_WHO: Mapping[str, tuple[str, tuple[Need, ...]]] = {
    "licence": (f"{SOCKETS}", ("licence-sockets", "licence-cores", "same-server")),
    "isolation": (f"{OWN} {PER_INSTANCE}", ("no-neighbours", "compliance-few")),
    "event": (f"{UNINTERRUPTED} {NO_TERM} {CAPACITY}", ("sale-event", "failover-site")),
    "zone": (
        f"{UNINTERRUPTED} {CAPACITY} {DISCOUNT}",
        ("zone-capacity-year", "zone-capacity-discount"),
    ),
    "batch": (f"{NO_TERM}", ("render-night", "ci-tests", "log-analysis")),
    "short": (f"{UNINTERRUPTED} {NO_TERM}", ("short-project", "new-launch", "monthly-peak")),
    "steady": (f"{UNINTERRUPTED} {DISCOUNT}", ("steady-database", "fixed-type")),
    "changing": (
        f"{UNINTERRUPTED} {DISCOUNT} {ANY_COMPUTE}",
        ("changing-families", "fargate-too"),
    ),
}
KINDS: Mapping[str, tuple[Need, ...]] = {kind: needs for kind, (_, needs) in _WHO.items()}
"""Needs that ask for the same, by what kind they are."""
ASKS: Mapping[str, tuple[str, ...]] = {
    need: tuple(asked.split()) for asked, needs in _WHO.values() for need in needs
}
"""What each need asks for, in the order in which it is looked at."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Something that an option may give."""

    usual: bool
    """Whether an option that is not named gives it."""
    rule: str
    """The rule of the usual case."""
    gives: Mapping[str, str] = field(default_factory=dict)
    """Options that give it, with the rule that says so."""
    lacks: Mapping[str, str] = field(default_factory=dict)
    """Options that do not, with the rule that says so."""

    def of(self, option: str) -> tuple[bool, str]:
        """Whether an option gives it, and the rule."""
        if option in self.gives:
            return True, self.gives[option]
        if option in self.lacks:
            return False, self.lacks[option]
        return self.usual, self.rule


_RESERVED = ("standard-ri", "zonal-ri", "convertible-ri")

QUALITIES: Mapping[str, Quality] = {
    SOCKETS: Quality(
        usual=False,
        rule=ids.HOST_VISIBLE,
        gives={"dedicated-host": ids.HOST_VISIBLE},
        lacks={"dedicated-instance": ids.DEDICATED_BLIND},
    ),
    OWN: Quality(
        usual=False,
        rule=ids.SHARED,
        gives={"dedicated-instance": ids.DEDICATED_APART, "dedicated-host": ids.HOST_OWN},
    ),
    CAPACITY: Quality(
        usual=False,
        rule=ids.NO_GUARANTEE,
        gives={
            "zonal-ri": ids.RI_ZONAL,
            "capacity-reservation": ids.CR_CAPACITY,
            "dedicated-host": ids.HOST_OWN,
        },
        lacks={
            "spot": ids.SPOT_INTERRUPTED,
            "standard-ri": ids.RI_REGIONAL,
            "convertible-ri": ids.RI_REGIONAL,
            "compute-savings-plan": ids.SP_NO_CAPACITY,
            "dedicated-instance": ids.DEDICATED_CAPACITY,
        },
    ),
    UNINTERRUPTED: Quality(
        usual=True, rule=ids.NOT_INTERRUPTED, lacks={"spot": ids.SPOT_INTERRUPTED}
    ),
    NO_TERM: Quality(
        usual=True,
        rule=ids.NO_TERM,
        gives={
            "spot": ids.SPOT_SUITED,
            "capacity-reservation": ids.CR_NO_TERM,
            "dedicated-instance": ids.DEDICATED_BILLED,
            "dedicated-host": ids.HOST_BILLED,
        },
        lacks={
            **dict.fromkeys(_RESERVED, ids.RI_TERM),
            "compute-savings-plan": ids.SP_COMMITMENT,
        },
    ),
    DISCOUNT: Quality(
        usual=False,
        rule=ids.PAY_AS_USED,
        gives={
            "spot": ids.SPOT_MAX,
            "standard-ri": ids.RI_MAX,
            "zonal-ri": ids.RI_MAX,
            "convertible-ri": ids.RI_EXCHANGE,
            "compute-savings-plan": ids.SP_MAX,
        },
        lacks={
            "capacity-reservation": ids.CR_RATE,
            "dedicated-instance": ids.DEDICATED_BILLED,
            "dedicated-host": ids.HOST_BILLED,
        },
    ),
    PER_INSTANCE: Quality(
        usual=True,
        rule=ids.PAY_AS_USED,
        gives={"dedicated-instance": ids.DEDICATED_BILLED},
        lacks={"dedicated-host": ids.HOST_BILLED},
    ),
    ANY_COMPUTE: Quality(
        usual=True,
        rule=ids.NO_TERM,
        gives={"compute-savings-plan": ids.SP_ANYWHERE},
        lacks={
            "standard-ri": ids.RI_FIXED,
            "zonal-ri": ids.RI_FIXED,
            "convertible-ri": ids.RI_EXCHANGE,
        },
    ),
}
