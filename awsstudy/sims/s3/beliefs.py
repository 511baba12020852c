"""What learners wrongly believe: each class replaces one fact, its docstring is the belief."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta, timezone
from fractions import Fraction

from awsstudy.sims.s3 import classes as ids
from awsstudy.sims.s3.classes import ARCHIVES, INFREQUENT, StorageClass, Tier
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


class NoMinimumSize(S3Facts):
    """An IA class bills small objects by their real size."""

    def billed_kb(self, storage_class: StorageClass) -> tuple[Fraction, Fraction]:
        """Bill the real size."""
        if storage_class in INFREQUENT:
            return Fraction(self.params.size_kb), Fraction(0)
        return super().billed_kb(storage_class)


class OverheadInIa(S3Facts):
    """An IA class adds 40 KB to every object, as the archives do."""

    def billed_kb(self, storage_class: StorageClass) -> tuple[Fraction, Fraction]:
        """Bill the overhead of an archive."""
        if storage_class in INFREQUENT:
            index = self.amount(ids.overhead("GLACIER"))
            return self.params.size_kb + index, self.amount(ids.OVERHEAD_STANDARD)
        return super().billed_kb(storage_class)


class LeavesACopy(S3Facts):
    """A copy remains in Standard and is billed as well."""

    def storage_month(self, storage_class: StorageClass) -> Fraction:
        """Bill both."""
        usd = super().storage_month(storage_class)
        return usd if storage_class == "STANDARD" else usd + super().storage_month("STANDARD")


class MinimumAtStandardRate(S3Facts):
    """The minimum size is billed at the rate of Standard."""

    def storage_month(self, storage_class: StorageClass) -> Fraction:
        """Bill 128 KB at Standard's rate."""
        if storage_class not in INFREQUENT:
            return super().storage_month(storage_class)
        rate = self.amount(ids.storage_price("STANDARD"))
        return self.gb(self.params.count * self.billed_kb(storage_class)[0] * rate)


class NoArchiveOverhead(S3Facts):
    """An archive bills an object's size and nothing more."""

    def billed_kb(self, storage_class: StorageClass) -> tuple[Fraction, Fraction]:
        """Bill the real size."""
        if storage_class in ARCHIVES:
            return Fraction(self.params.size_kb), Fraction(0)
        return super().billed_kb(storage_class)


class ArchiveMinimumSize(S3Facts):
    """An archive bills an object as at least 128 KB, as an IA class does."""

    def billed_kb(self, storage_class: StorageClass) -> tuple[Fraction, Fraction]:
        """Bill the minimum of an IA class."""
        if storage_class in ARCHIVES:
            minimum = self.amount(ids.minimum_size("STANDARD_IA"))
            return max(Fraction(self.params.size_kb), minimum), Fraction(0)
        return super().billed_kb(storage_class)


class OverheadAtArchiveRate(S3Facts):
    """All 40 KB of overhead are billed at the archive's own rate."""

    def billed_kb(self, storage_class: StorageClass) -> tuple[Fraction, Fraction]:
        """Bill everything at one rate."""
        own, standard = super().billed_kb(storage_class)
        return own + standard, Fraction(0)


class ReadingIsFree(S3Facts):
    """Reading costs nothing, so an IA class is always cheaper."""

    def retrieval(self, storage_class: StorageClass, gigabytes: Fraction) -> Fraction:
        """Charge nothing."""
        return Fraction(0)


class RetrievalOnce(S3Facts):
    """The retrieval fee is due once for the data, however often it is read."""

    def retrieval(self, storage_class: StorageClass, gigabytes: Fraction) -> Fraction:
        """Charge no more than what is stored."""
        stored = self.gb(self.params.count * self.params.size_kb)
        return super().retrieval(storage_class, min(gigabytes, stored))


class RetrievalInsteadOfStorage(S3Facts):
    """In an IA class reads are paid instead of storage."""

    def storage_month(self, storage_class: StorageClass) -> Fraction:
        """Charge no storage in an IA class."""
        usd = super().storage_month(storage_class)
        return Fraction(0) if storage_class in INFREQUENT else usd


class RetrievalAtArchivePrice(S3Facts):
    """A GB read costs the same in an IA class as in Deep Archive."""

    def retrieval(self, storage_class: StorageClass, gigabytes: Fraction) -> Fraction:
        """Charge the price of a standard retrieval from Deep Archive."""
        return gigabytes * self.amount(ids.retrieval_price("DEEP_ARCHIVE", "standard"))


class BreakEvenInverted(S3Facts):
    """The break-even is the retrieval fee divided by the saving."""

    def break_even(self, storage_class: StorageClass) -> Fraction | None:
        """Turn the fraction around, for each GB stored."""
        stored = self.gb(self.params.count * self.params.size_kb)
        even = super().break_even(storage_class)
        return stored**2 / even if even else even


class BreakEvenWholePrice(S3Facts):
    """The break-even is the IA storage price divided by the retrieval fee."""

    def break_even(self, storage_class: StorageClass) -> Fraction | None:
        """Let the whole price of the class pay for reads."""
        return self.storage_month(storage_class) / self.retrieval(storage_class, Fraction(1))


class BreakEvenStandardPrice(S3Facts):
    """The whole price of Standard is saved, so all of it can pay for reads."""

    def break_even(self, storage_class: StorageClass) -> Fraction | None:
        """Let the price of Standard pay for reads."""
        return self.storage_month("STANDARD") / self.retrieval(storage_class, Fraction(1))


class BreakEvenPriceRatio(S3Facts):
    """IA pays until the data is read as often as Standard is dearer."""

    def break_even(self, storage_class: StorageClass) -> Fraction | None:
        """Take the ratio of the storage prices for each GB stored."""
        stored = self.gb(self.params.count * self.params.size_kb)
        return stored * self.storage_month("STANDARD") / self.storage_month(storage_class)


class NoMinimumDuration(S3Facts):
    """Leaving an archive class early costs nothing."""

    def charged_days(self, storage_class: StorageClass, held: Fraction) -> Fraction:
        """Charge no days."""
        return Fraction(0)


class FullTermFee(S3Facts):
    """Leaving early costs the whole minimum duration again."""

    def charged_days(self, storage_class: StorageClass, held: Fraction) -> Fraction:
        """Charge all days of the minimum."""
        minimum = self.minimum_days(storage_class)
        return minimum if held < minimum else Fraction(0)


class ElapsedDaysCharged(S3Facts):
    """The fee is for the days spent in the class, not for those missing."""

    def charged_days(self, storage_class: StorageClass, held: Fraction) -> Fraction:
        """Charge the days that were already paid."""
        return held if held < self.minimum_days(storage_class) else Fraction(0)


class NinetyDaysEverywhere(S3Facts):
    """Every archive class has a minimum of 90 days."""

    def charged_days(self, storage_class: StorageClass, held: Fraction) -> Fraction:
        """Charge up to the minimum of Flexible Retrieval."""
        return max(Fraction(0), self.minimum_days("GLACIER") - held)


class HalfYearEverywhere(S3Facts):
    """Every archive class has a minimum of 180 days."""

    def charged_days(self, storage_class: StorageClass, held: Fraction) -> Fraction:
        """Charge up to the minimum of Deep Archive."""
        return max(Fraction(0), self.minimum_days("DEEP_ARCHIVE") - held)


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
    "no-minimum-size": NoMinimumSize,
    "overhead-in-ia": OverheadInIa,
    "leaves-a-copy": LeavesACopy,
    "minimum-at-standard-rate": MinimumAtStandardRate,
    "no-archive-overhead": NoArchiveOverhead,
    "archive-minimum-size": ArchiveMinimumSize,
    "overhead-at-archive-rate": OverheadAtArchiveRate,
    "reading-is-free": ReadingIsFree,
    "retrieval-once": RetrievalOnce,
    "retrieval-instead-of-storage": RetrievalInsteadOfStorage,
    "retrieval-at-archive-price": RetrievalAtArchivePrice,
    "break-even-inverted": BreakEvenInverted,
    "break-even-whole-price": BreakEvenWholePrice,
    "break-even-standard-price": BreakEvenStandardPrice,
    "break-even-price-ratio": BreakEvenPriceRatio,
    "no-minimum-duration": NoMinimumDuration,
    "full-term-fee": FullTermFee,
    "elapsed-days-charged": ElapsedDaysCharged,
    "ninety-days-everywhere": NinetyDaysEverywhere,
    "half-year-everywhere": HalfYearEverywhere,
    "reads-at-once": ReadsAtOnce,
    "deep-archive-like-flexible": DeepArchiveLikeFlexible,
    "glacier-like-deep-archive": GlacierLikeDeepArchive,
    "bulk-is-faster": BulkIsFaster,
    "restore-takes-minutes": RestoreTakesMinutes,
    "restore-takes-hours": RestoreTakesHours,
}
"""The beliefs by the ids that the content words."""
