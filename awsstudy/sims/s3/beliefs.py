"""What learners wrongly believe of transitions and restores.

Each class replaces one fact; its docstring is the belief.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta, timezone

from awsstudy.sims.s3 import classes as ids
from awsstudy.sims.s3.classes import ARCHIVES, StorageClass, Tier
from awsstudy.sims.s3.cost_beliefs import COST_BELIEFS
from awsstudy.sims.s3.facts import DAY, S3Facts

KOREA = timezone(timedelta(hours=9))
GLACIER_CLASSES: tuple[StorageClass, ...] = ("GLACIER_IR", *ARCHIVES)


class NoMidnightRounding(S3Facts):
    """The action comes exactly so many times 24 hours after creation."""

    def due(self, created: datetime, days: int) -> datetime:
        """Add the days and leave it at that."""
        return created + days * DAY


class LocalMidnight(S3Facts):
    """S3 rounds to midnight on the clock of the reader, here in Korea."""

    def due(self, created: datetime, days: int) -> datetime:
        """Round up to the next midnight in Korea."""
        reached = (created + days * DAY).astimezone(KOREA)
        return datetime.combine(reached.date(), time.min, KOREA) + DAY


class RoundsDown(S3Facts):
    """S3 rounds to the midnight before."""

    def due(self, created: datetime, days: int) -> datetime:
        """Drop the time of day."""
        return super().due(created, days) - DAY


class CountsFromNextDay(S3Facts):
    """The first day of the count is the day after creation, and the end is rounded up too."""

    def due(self, created: datetime, days: int) -> datetime:
        """Count one day more."""
        return super().due(created, days) + DAY


class StepByStep(S3Facts):
    """Objects must pass through an IA class before they can reach Glacier."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Refuse the way from Standard straight to Glacier."""
        skips = source == "STANDARD" and target in GLACIER_CLASSES
        return super().allowed(source, target) and not skips


class TieringOnlyFromStandard(S3Facts):
    """Intelligent-Tiering takes objects from Standard only."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Refuse every other way into Intelligent-Tiering."""
        other = target == "INTELLIGENT_TIERING" and source != "STANDARD"
        return super().allowed(source, target) and not other


class NeverToOneZone(S3Facts):
    """A rule never moves data to a class that keeps it in fewer zones."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Refuse One Zone-IA as a target."""
        return super().allowed(source, target) and target != "ONEZONE_IA"


class ArchiveIsFinal(S3Facts):
    """What lies in a Glacier class stays in that class."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Refuse every way out of a Glacier class."""
        return super().allowed(source, target) and source not in GLACIER_CLASSES


class OneZoneNotArchived(S3Facts):
    """Data of a single zone cannot be archived."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Refuse every way out of One Zone-IA."""
        return super().allowed(source, target) and source != "ONEZONE_IA"


class BackToStandard(S3Facts):
    """A rule can move objects back to Standard."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Accept Standard as a target."""
        return super().allowed(source, target) or target == "STANDARD"


class ArchivesComeBack(S3Facts):
    """A rule can bring archived objects back to a class that reads at once."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Accept the ways up from the archives, short of Standard."""
        return super().allowed(source, target) or (source in ARCHIVES and target != "STANDARD")


class TieringToIa(S3Facts):
    """Intelligent-Tiering hands objects on to Standard-IA."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Accept that way."""
        believed = (source, target) == ("INTELLIGENT_TIERING", "STANDARD_IA")
        return super().allowed(source, target) or believed


class ZonesCanBeAdded(S3Facts):
    """One Zone-IA can be turned into a class of several zones."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Accept the ways back from One Zone-IA, short of Standard."""
        several: tuple[StorageClass, ...] = ("STANDARD_IA", "INTELLIGENT_TIERING")
        return super().allowed(source, target) or (source == "ONEZONE_IA" and target in several)


class AnyClassToInstant(S3Facts):
    """Every class may move to Glacier Instant Retrieval."""

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Accept the way from One Zone-IA."""
        believed = (source, target) == ("ONEZONE_IA", "GLACIER_IR")
        return super().allowed(source, target) or believed


class IgnoresSmallObjectsRule(S3Facts):
    """Lifecycle moves objects of every size."""

    def moves(self, size_kb: int, target: StorageClass) -> bool:
        """Move them all."""
        return True


class OverheadIsTheLimit(S3Facts):
    """The limit is the 40 KB that an archive adds to every object."""

    def moves(self, size_kb: int, target: StorageClass) -> bool:
        """Compare with the overhead."""
        index = self.amount(ids.overhead("DEEP_ARCHIVE"))
        return size_kb >= index + self.amount(ids.OVERHEAD_STANDARD)


class LimitItselfIsTooSmall(S3Facts):
    """An object must be larger than 128 KB."""

    def moves(self, size_kb: int, target: StorageClass) -> bool:
        """Ask for more than the limit."""
        return size_kb > self.smallest_kb(target)[0]


class OnlySmallObjectsMove(S3Facts):
    """128 KB is the largest size that a rule moves."""

    def moves(self, size_kb: int, target: StorageClass) -> bool:
        """Turn the limit around."""
        return size_kb <= self.smallest_kb(target)[0]


class ReadsAtOnce(S3Facts):
    """Every Glacier class returns an object at once."""

    def readable_in(self, storage_class: StorageClass, tier: Tier) -> str:
        """Take the time of Instant Retrieval."""
        return super().readable_in("GLACIER_IR", tier)


class DeepArchiveLikeFlexible(S3Facts):
    """Deep Archive has the retrieval options of Flexible Retrieval, the expedited one too."""

    def readable_in(self, storage_class: StorageClass, tier: Tier) -> str:
        """Take the times of Flexible Retrieval."""
        deep = storage_class == "DEEP_ARCHIVE"
        return super().readable_in("GLACIER" if deep else storage_class, tier)


class GlacierLikeDeepArchive(S3Facts):
    """Every Glacier class takes as long as Deep Archive."""

    def readable_in(self, storage_class: StorageClass, tier: Tier) -> str:
        """Take the times of Deep Archive."""
        glacier = storage_class in GLACIER_CLASSES
        return super().readable_in("DEEP_ARCHIVE" if glacier else storage_class, tier)


class BulkIsFaster(S3Facts):
    """Bulk retrieval is the faster one, standard the slower."""

    def readable_in(self, storage_class: StorageClass, tier: Tier) -> str:
        """Swap the two."""
        swapped: Mapping[Tier, Tier] = {"bulk": "standard", "standard": "bulk"}
        return super().readable_in(storage_class, swapped.get(tier, tier))


class RestoreTakesMinutes(S3Facts):
    """Every restore is a matter of minutes."""

    def readable_in(self, storage_class: StorageClass, tier: Tier) -> str:
        """Take the expedited time of Flexible Retrieval."""
        return super().readable_in("GLACIER", "expedited")


class RestoreTakesHours(S3Facts):
    """Whatever class and option, a Glacier object takes the usual few hours."""

    def readable_in(self, storage_class: StorageClass, tier: Tier) -> str:
        """Take the standard time of the class, of Flexible Retrieval where it has none."""
        archive: StorageClass = storage_class if storage_class in ARCHIVES else "GLACIER"
        return super().readable_in(archive, "standard")


BELIEFS: Mapping[str, type[S3Facts]] = {
    "no-midnight-rounding": NoMidnightRounding,
    "local-midnight": LocalMidnight,
    "rounds-down": RoundsDown,
    "counts-from-next-day": CountsFromNextDay,
    "step-by-step": StepByStep,
    "tiering-only-from-standard": TieringOnlyFromStandard,
    "never-to-one-zone": NeverToOneZone,
    "archive-is-final": ArchiveIsFinal,
    "one-zone-not-archived": OneZoneNotArchived,
    "back-to-standard": BackToStandard,
    "archives-come-back": ArchivesComeBack,
    "tiering-to-ia": TieringToIa,
    "zones-can-be-added": ZonesCanBeAdded,
    "any-class-to-instant": AnyClassToInstant,
    "ignores-small-objects-rule": IgnoresSmallObjectsRule,
    "overhead-is-the-limit": OverheadIsTheLimit,
    "limit-itself-is-too-small": LimitItselfIsTooSmall,
    "only-small-objects-move": OnlySmallObjectsMove,
    "reads-at-once": ReadsAtOnce,
    "deep-archive-like-flexible": DeepArchiveLikeFlexible,
    "glacier-like-deep-archive": GlacierLikeDeepArchive,
    "bulk-is-faster": BulkIsFaster,
    "restore-takes-minutes": RestoreTakesMinutes,
    "restore-takes-hours": RestoreTakesHours,
    **COST_BELIEFS,
}
"""All beliefs by the ids that the content words."""
