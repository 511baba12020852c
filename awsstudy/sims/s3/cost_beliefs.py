"""What learners wrongly believe of the bill: each class replaces one fact."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from awsstudy.sims.s3 import classes as ids
from awsstudy.sims.s3.classes import ARCHIVES, INFREQUENT, StorageClass
from awsstudy.sims.s3.facts import S3Facts


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
        price = self.retrieval(storage_class, Fraction(1))
        return self.storage_month(storage_class) / price if price else None


class BreakEvenStandardPrice(S3Facts):
    """The whole price of Standard is saved, so all of it can pay for reads."""

    def break_even(self, storage_class: StorageClass) -> Fraction | None:
        """Let the price of Standard pay for reads."""
        price = self.retrieval(storage_class, Fraction(1))
        return self.storage_month("STANDARD") / price if price else None


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


COST_BELIEFS: Mapping[str, type[S3Facts]] = {
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
}
"""The beliefs of this module by the ids that the content words."""
