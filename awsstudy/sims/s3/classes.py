"""The storage classes of Amazon S3 by the API's names, and the ids of the rules about them."""

from __future__ import annotations

from typing import Literal, get_args

StorageClass = Literal[
    "STANDARD",
    "INTELLIGENT_TIERING",
    "STANDARD_IA",
    "ONEZONE_IA",
    "GLACIER_IR",
    "GLACIER",
    "DEEP_ARCHIVE",
]
Target = Literal[
    "INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"
]
"""What a transition can name; the API knows no transition to Standard."""
Tier = Literal["expedited", "standard", "bulk"]

CLASSES: tuple[StorageClass, ...] = get_args(StorageClass)
TIERS: tuple[Tier, ...] = get_args(Tier)
INFREQUENT: tuple[StorageClass, ...] = ("STANDARD_IA", "ONEZONE_IA")
ARCHIVES: tuple[StorageClass, ...] = ("GLACIER", "DEEP_ARCHIVE")

NEXT_MIDNIGHT = "s3.lifecycle.next-midnight"
IA_MIN_AGE = "s3.lifecycle.ia-min-age"
IA_ANY_DAY = "s3.lifecycle.ia-any-day"
ARCHIVE_GAP = "s3.lifecycle.ia-to-archive-gap"
SMALL_ALL = "s3.lifecycle.small-objects.all-classes"
SMALL_BY_CLASS = "s3.lifecycle.small-objects.by-class"
SMALL_ACCEPTED = "s3.lifecycle.small-objects.accepted-by"
SIZE_FILTER = "s3.lifecycle.size-filter"
CHEAPEST_WINS = "s3.lifecycle.cheapest-wins"
DELETE_FIRST = "s3.lifecycle.delete-first"
BILLED_WHEN_DUE = "s3.lifecycle.billed-when-due"
REQUEST_PER_OBJECT = "s3.lifecycle.request-per-object"
KB_PER_GB = "s3.billing.kb-per-gb"
MONTH_DAYS = "s3.billing.month-days"
PRORATED = "s3.early-delete.prorated"
FEE_MONTH_DAYS = "s3.early-delete.month-days"
OVERHEAD_STANDARD = "s3.overhead.standard-rate"
MONITORED_SIZE = "s3.int.monitored-size"
MONITORING_PRICE = "s3.price.int-monitoring"
TIER_DAYS = {
    "infrequent": "s3.int.infrequent-days",
    "archive-instant": "s3.int.archive-instant-days",
}
"""After how many days without access Intelligent-Tiering moves objects to a tier."""
READ_AT_ONCE = "s3.read.at-once"


def slug(storage_class: StorageClass) -> str:
    """A class as it stands in the ids of rules."""
    return storage_class.lower().replace("_", "-")


def waterfall(source: StorageClass) -> str:
    """The rule that lists where a class can go."""
    return f"s3.waterfall.{slug(source)}"


def storage_price(storage_class: StorageClass) -> str:
    """The rule of what a GB-month costs."""
    return f"s3.price.storage.{slug(storage_class)}"


def transition_price(target: StorageClass) -> str:
    """The rule of what 1,000 transitions into a class cost."""
    return f"s3.price.transition.{slug(target)}"


def get_price(storage_class: StorageClass) -> str:
    """The rule of what 1,000 GET requests cost."""
    return f"s3.price.get.{slug(storage_class)}"


def minimum_days(storage_class: StorageClass) -> str:
    """The rule of the minimum storage duration; there is none for classes without one."""
    return f"s3.min-days.{slug(storage_class)}"


def minimum_size(storage_class: StorageClass) -> str:
    """The rule of the minimum billable size; there is none for classes without one."""
    return f"s3.min-size.{slug(storage_class)}"


def overhead(storage_class: StorageClass) -> str:
    """The rule of the index that archives bill at their own rate; other classes have none."""
    return f"s3.overhead.{slug(storage_class)}"


def retrieval_price(storage_class: StorageClass, tier: Tier) -> str:
    """The rule of what a GB read costs; there is none where reading is free."""
    archive = storage_class in ARCHIVES
    return f"s3.price.retrieval.{slug(storage_class)}" + (f".{tier}" if archive else "")


def restore_price(storage_class: StorageClass, tier: Tier) -> str:
    """The rule of what 1,000 restore requests cost; only archives have one."""
    return f"s3.price.restore.{slug(storage_class)}.{tier}"


def restore_time(storage_class: StorageClass, tier: Tier) -> str:
    """The rule of how long it takes until an object can be read."""
    archive = storage_class in ARCHIVES
    return f"s3.restore.{slug(storage_class)}.{tier}" if archive else READ_AT_ONCE
