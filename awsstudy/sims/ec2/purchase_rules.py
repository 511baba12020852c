"""The ids of the rules on buying EC2 capacity."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.ec2.purchase import Size

YEAR_HOURS = "ec2.billing.year-hours"
PAY_AS_USED = "ec2.on-demand.pay-as-used"
NO_TERM = "ec2.on-demand.no-term"
NO_GUARANTEE = "ec2.on-demand.no-capacity"
NOT_INTERRUPTED = "ec2.on-demand.not-interrupted"
SHARED = "ec2.tenancy.shared-by-default"

RI_DISCOUNT = "ec2.ri.billing-discount"
RI_EVERY_HOUR = "ec2.ri.billed-every-hour"
RI_REST = "ec2.ri.rest-on-demand"
RI_TERM = "ec2.ri.term"
RI_NO_CANCEL = "ec2.ri.no-cancel"
RI_LIST_VALUE = "ec2.ri.list-value"
RI_MAX = "ec2.ri.max-discount"
RI_REGIONAL = "ec2.ri.regional-no-capacity"
RI_ZONAL = "ec2.ri.zonal-capacity"
RI_FLEXIBLE = "ec2.ri.size-flexibility"
RI_EXACT = "ec2.ri.exact-size"
RI_SMALLEST = "ec2.ri.smallest-first"
RI_PARTLY = "ec2.ri.partial-cover"
RI_FIXED = "ec2.ri.standard-fixed"
RI_EXCHANGE = "ec2.ri.convertible-exchange"

SP_COMMITMENT = "ec2.sp.commitment"
SP_REST = "ec2.sp.rest-on-demand"
SP_ANYWHERE = "ec2.sp.compute-anywhere"
SP_MAX = "ec2.sp.max-discount"
SP_NO_CAPACITY = "ec2.sp.no-capacity"

SPOT_MAX = "ec2.spot.max-discount"
SPOT_INTERRUPTED = "ec2.spot.interrupted"
SPOT_SUITED = "ec2.spot.suited-work"
SPOT_PRICE = "ec2.spot.modelled-price"
SPOT_CHANCE = "ec2.spot.modelled-interruptions"

CR_CAPACITY = "ec2.capacity-reservation.capacity"
CR_NO_TERM = "ec2.capacity-reservation.no-term"
CR_RATE = "ec2.capacity-reservation.on-demand-rate"

HOST_VISIBLE = "ec2.dedicated-host.visible"
HOST_BILLED = "ec2.dedicated-host.billed-per-host"
HOST_OWN = "ec2.dedicated-host.own-server"
DEDICATED_APART = "ec2.dedicated-instance.apart"
DEDICATED_BLIND = "ec2.dedicated-instance.no-visibility"
DEDICATED_BILLED = "ec2.dedicated-instance.billed-per-instance"
DEDICATED_CAPACITY = "ec2.dedicated-instance.no-capacity"


def factor(size: Size) -> str:
    """The rule of a size's normalization factor."""
    return f"ec2.ri.factor.{size}"


def price(machine: str, option: str) -> str:
    """The rule of a list price per hour."""
    return f"ec2.price.{machine}.{option}"


BY_KIND: Mapping[str, Mapping[str, str]] = {
    "ri": {"covered": RI_DISCOUNT, "rest": RI_REST, "idle": RI_EVERY_HOUR, "bought": RI_NO_CANCEL},
    "savings": {
        "covered": SP_COMMITMENT,
        "rest": SP_REST,
        "idle": SP_COMMITMENT,
        "bought": SP_COMMITMENT,
    },
    "none": {
        "covered": PAY_AS_USED,
        "rest": PAY_AS_USED,
        "idle": PAY_AS_USED,
        "bought": PAY_AS_USED,
    },
}
"""What makes hours cost what they cost, by the kind of commitment."""


def of_commitment(commitment: str, aspect: str) -> str:
    """The rule behind one aspect of a commitment."""
    return BY_KIND[commitment.partition("-")[0]][aspect]
