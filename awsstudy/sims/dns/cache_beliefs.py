"""What learners believe of caches, each as another bound on the life of an old answer."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.dns.caches import Forgetting

FIXED_S = 172_800
"""The two days that "propagation" is said to take."""


class _Instant(Forgetting):
    def bound(self) -> int:
        """Nobody keeps an old answer."""
        return 0


class _TwoDays(Forgetting):
    def bound(self) -> int:
        """Propagation takes two days."""
        return FIXED_S


class _OnAverage(Forgetting):
    def bound(self) -> int:
        """Half the lifetime, as on average."""
        return self.first_lifetime() // 2


class _NewTtlAtOnce(Forgetting):
    def bound(self) -> int:
        """The new TTL holds for answers that are kept already."""
        return self.caches.lower_to_s if self.lowers else 0


class _OldTtlFromChange(Forgetting):
    def bound(self) -> int:
        """Lowering the TTL helps only the next change."""
        return self.caches.ttl_s


class _SoaMinimumAlone(Forgetting):
    def bound(self) -> int:
        """The last field of the SOA record alone counts."""
        created = self.caches.change == "created"
        return self.caches.soa_minimum_s if created else super().bound()


class _RecordTtl(Forgetting):
    def bound(self) -> int:
        """The TTL of the record holds for its absence, too."""
        return self.caches.ttl_s


KEEPING: Mapping[str, type[Forgetting]] = {
    "instant": _Instant,
    "two-days": _TwoDays,
    "on-average": _OnAverage,
    "new-ttl-at-once": _NewTtlAtOnce,
    "old-ttl-from-change": _OldTtlFromChange,
    "record-ttl": _RecordTtl,
    "soa-minimum-alone": _SoaMinimumAlone,
}
