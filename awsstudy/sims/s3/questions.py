"""The problems: situations near the point where a belief and the truth part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value
from awsstudy.sims.s3 import classes as ids
from awsstudy.sims.s3.classes import ARCHIVES, CLASSES, INFREQUENT, StorageClass, Tier
from awsstudy.sims.s3.params import Edge, LifecycleParams, iso

GB = 1_048_576
"""Kilobytes of an object of one gigabyte."""
MILLION = 1_000_000
Pair = tuple[StorageClass, StorageClass]

# Small objects


def _small_in_ia(random: Random, _: RuleBook) -> LifecycleParams:
    return LifecycleParams(
        check="month",
        count=pick(random, (2, 4, 5, 8, 10, 12, 20)) * MILLION,
        size_kb=pick(random, (8, 10, 12, 16, 20, 24, 32, 40)),
        to_class=pick(random, INFREQUENT),
    )


def _small_in_archive(random: Random, _: RuleBook) -> LifecycleParams:
    return LifecycleParams(
        check="month",
        count=pick(random, (10, 20, 30, 50, 80)) * MILLION,
        size_kb=pick(random, (8, 16, 20, 24, 32, 64)),
        to_class=pick(random, ARCHIVES),
    )


def _month_values(params: LifecycleParams, run: Run) -> Mapping[str, Value]:
    return {
        "million": params.count // MILLION,
        "man": params.count // 10_000,
        "size": params.size_kb,
        "storage_class": params.to_class,
        "standard_usd": run.metrics["standard_usd"],
        "storage_usd": run.metrics["storage_usd"],
        "price": _number(run, "gb_month_usd"),
        "standard_price": _number(run, "standard_gb_month_usd"),
    }


def _change(_: LifecycleParams, run: Run) -> Answer:
    return run.metrics["storage_usd"] - run.metrics["standard_usd"]


def _storage(_: LifecycleParams, run: Run) -> Answer:
    return run.metrics["storage_usd"]


def _sizes(random: Random, _: RuleBook) -> LifecycleParams:
    sizes = {
        *_some(random, (4, 8, 12, 16, 20, 24, 30, 32)),
        *_some(random, (48, 56, 64, 72, 80, 96, 100, 112)),
        *_some(random, (160, 200, 256, 300, 512, 900)),
        128,
    }
    target = pick(random, ("STANDARD_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"))
    return LifecycleParams(check="small", sizes_kb=tuple(sorted(sizes)), to_class=target)


def _some(random: Random, items: Sequence[int]) -> Sequence[int]:
    return shuffled(random, items)[: between(random, 1, 3)]


def _sizes_values(params: LifecycleParams, _: Run) -> Mapping[str, Value]:
    return {
        "sizes": ", ".join(map(str, params.sizes_kb)),
        "number": len(params.sizes_kb),
        "storage_class": params.to_class,
    }


# Reading


def _reads(random: Random, _: RuleBook) -> LifecycleParams:
    stored = pick(random, (200, 400, 500, 800, 1000, 1500, 2000, 3000, 5000))
    return LifecycleParams(
        check="month",
        count=stored,
        size_kb=GB,
        to_class=pick(random, INFREQUENT),
        read_gb_per_month=stored * between(random, 2, 5),
    )


def _stored_large(random: Random, _: RuleBook) -> LifecycleParams:
    return LifecycleParams(
        check="month",
        count=between(random, 200, 9600, 200),
        size_kb=GB,
        to_class=pick(random, INFREQUENT),
    )


def _reads_values(params: LifecycleParams, run: Run) -> Mapping[str, Value]:
    return {
        "gb": params.count,
        "times": round(params.read_gb_per_month / params.count),
        "storage_class": params.to_class,
        "standard_usd": run.metrics["standard_usd"],
        "storage_usd": run.metrics["storage_usd"],
        "retrieval_usd": run.metrics["retrieval_usd"],
        "saved_usd": run.metrics["standard_usd"] - run.metrics["storage_usd"],
        "price": _number(run, "gb_month_usd"),
        "standard_price": _number(run, "standard_gb_month_usd"),
        "read_price": _number(run, "gb_read_usd"),
    }


def _total(_: LifecycleParams, run: Run) -> Answer:
    return run.metrics["total_usd"]


# Dates


def _creation(random: Random, _: RuleBook) -> LifecycleParams:
    # A creation at exactly midnight is left out: the guide does not say what becomes of it.
    minutes = between(random, 0, 23) * 60 + between(random, 5, 55, 5)
    created = datetime(2026, 1, 1, tzinfo=UTC)
    created += timedelta(days=between(random, 0, 330), minutes=minutes)
    days = pick(random, (1, 3, 7, 10, 14, 30, 45, 60, 90, 180))
    return LifecycleParams(check="date", created=iso(created), after_days=days)


def _due(_: LifecycleParams, run: Run) -> Answer:
    return _to_minute(str(_part(run, "due")))


def _to_minute(moment: str) -> str:
    return f"{moment[:10]} {moment[11:16]} UTC"


def _creation_values(params: LifecycleParams, _: Run) -> Mapping[str, Value]:
    exact = params.created_at + timedelta(days=params.after_days)
    return {
        "created": _to_minute(params.created),
        "days": params.after_days,
        "exact": _to_minute(iso(exact)),
    }


# Ways through the waterfall

DOUBTED: Mapping[str, tuple[Pair, ...]] = {
    "step-by-step": (
        ("STANDARD", "GLACIER_IR"),
        ("STANDARD", "GLACIER"),
        ("STANDARD", "DEEP_ARCHIVE"),
    ),
    "tiering-only-from-standard": (("STANDARD_IA", "INTELLIGENT_TIERING"),),
    "never-to-one-zone": (
        ("STANDARD", "ONEZONE_IA"),
        ("STANDARD_IA", "ONEZONE_IA"),
        ("INTELLIGENT_TIERING", "ONEZONE_IA"),
    ),
    "archive-is-final": (
        ("GLACIER_IR", "GLACIER"),
        ("GLACIER_IR", "DEEP_ARCHIVE"),
        ("GLACIER", "DEEP_ARCHIVE"),
    ),
    "one-zone-not-archived": (("ONEZONE_IA", "GLACIER"), ("ONEZONE_IA", "DEEP_ARCHIVE")),
}
"""Ways that S3 supports, by the belief that takes them for impossible."""
HOPED: Mapping[str, tuple[Pair, ...]] = {
    "back-to-standard": tuple((source, "STANDARD") for source in CLASSES[1:5]),
    "archives-come-back": (
        ("GLACIER", "STANDARD_IA"),
        ("GLACIER", "GLACIER_IR"),
        ("DEEP_ARCHIVE", "STANDARD_IA"),
        ("DEEP_ARCHIVE", "GLACIER_IR"),
        ("DEEP_ARCHIVE", "GLACIER"),
    ),
    "tiering-to-ia": (("INTELLIGENT_TIERING", "STANDARD_IA"),),
    "zones-can-be-added": (("ONEZONE_IA", "STANDARD_IA"), ("ONEZONE_IA", "INTELLIGENT_TIERING")),
    "any-class-to-instant": (("ONEZONE_IA", "GLACIER_IR"),),
}
"""Ways that S3 does not support, by the belief that takes them for possible."""


def _one_refused(random: Random, _: RuleBook) -> LifecycleParams:
    return _ways(random, DOUBTED, [way for ways in HOPED.values() for way in ways])


def _one_possible(random: Random, _: RuleBook) -> LifecycleParams:
    return _ways(random, HOPED, [way for ways in DOUBTED.values() for way in ways])


def _ways(
    random: Random, kinds: Mapping[str, tuple[Pair, ...]], keys: Sequence[Pair]
) -> LifecycleParams:
    """Three ways that beliefs judge wrongly and, last, the one that is asked for."""
    chosen = [pick(random, kinds[name]) for name in shuffled(random, tuple(kinds))[:3]]
    ways = [*chosen, pick(random, keys)]
    edges = tuple(Edge(from_class=source, to_class=target) for source, target in ways)
    return LifecycleParams(check="transition", candidates=edges)


def _refused(_: LifecycleParams, run: Run) -> Answer:
    return str(cast(list[str], _part(run, "rejected"))[0])


def _possible(_: LifecycleParams, run: Run) -> Answer:
    return str(cast(list[str], _part(run, "allowed"))[0])


def _nothing(_params: LifecycleParams, _run: Run) -> Mapping[str, Value]:
    return {}


# Leaving and restoring

STAYS: Mapping[StorageClass, tuple[int, ...]] = {
    "DEEP_ARCHIVE": (20, 30, 40, 50, 60, 70, 110, 120, 130, 150),
    "GLACIER": (10, 15, 20, 30, 60, 70, 75),
}
"""Days in a class at which the beliefs lead to clearly different fees."""
REQUESTS: tuple[tuple[StorageClass, Tier], ...] = (
    ("GLACIER_IR", "standard"),
    *((storage_class, tier) for storage_class in ARCHIVES for tier in ids.TIERS),
)


def _stay(random: Random, _: RuleBook) -> LifecycleParams:
    storage_class = pick(random, (*ARCHIVES, ARCHIVES[-1]))
    return LifecycleParams(
        check="leave",
        count=pick(random, (500, 800, 1000, 1024, 1500, 2000, 2048, 3000, 4000, 5000, 10240)),
        size_kb=GB,
        from_class=storage_class,
        held_days=pick(random, STAYS[storage_class]),
    )


def _fee(_: LifecycleParams, run: Run) -> Answer:
    return run.metrics["early_delete_usd"]


def _stay_values(params: LifecycleParams, run: Run) -> Mapping[str, Value]:
    charged = round(_number(run, "charged_days"))
    return {
        "gb": params.count,
        "storage_class": params.from_class,
        "held": params.held_days,
        "minimum": charged + params.held_days,
        "missing": charged,
        "price": _number(run, "gb_month_usd"),
    }


def _request(random: Random, _: RuleBook) -> LifecycleParams:
    storage_class, tier = pick(random, REQUESTS)
    return LifecycleParams(check="restore", from_class=storage_class, tier=tier)


def _readable(_: LifecycleParams, run: Run) -> Answer:
    return str(_part(run, "readable_in"))


def _request_values(params: LifecycleParams, _: Run) -> Mapping[str, Value]:
    restored = params.from_class in ARCHIVES
    return {
        "storage_class": params.from_class,
        "request": f"restore-{params.tier}" if restored else "plain-get",
    }


def _part(run: Run, name: str) -> object:
    return cast(Mapping[str, object], run.outcome)[name]


def _number(run: Run, name: str) -> float:
    return cast(float, _part(run, name))


QUESTIONS: tuple[Problem[LifecycleParams], ...] = (
    Problem(
        "small-objects-in-ia",
        _small_in_ia,
        _change,
        _month_values,
        ("no-minimum-size", "overhead-in-ia", "leaves-a-copy", "minimum-at-standard-rate"),
    ),
    Problem(
        "small-objects-in-archive",
        _small_in_archive,
        _storage,
        _month_values,
        (
            "no-archive-overhead",
            "archive-minimum-size",
            "overhead-at-archive-rate",
            "leaves-a-copy",
        ),
    ),
    Problem(
        "sizes-that-move",
        _sizes,
        lambda _, run: round(_number(run, "moved")),
        _sizes_values,
        (
            "ignores-small-objects-rule",
            "overhead-is-the-limit",
            "limit-itself-is-too-small",
            "only-small-objects-move",
        ),
    ),
    Problem(
        "reads-from-ia",
        _reads,
        _total,
        _reads_values,
        (
            "reading-is-free",
            "retrieval-once",
            "retrieval-instead-of-storage",
            "retrieval-at-archive-price",
        ),
    ),
    Problem(
        "break-even",
        _stored_large,
        lambda _, run: _number(run, "break_even_gb"),
        _reads_values,
        (
            "break-even-inverted",
            "break-even-whole-price",
            "break-even-standard-price",
            "break-even-price-ratio",
        ),
    ),
    Problem(
        "transition-due",
        _creation,
        _due,
        _creation_values,
        ("no-midnight-rounding", "local-midnight", "rounds-down", "counts-from-next-day"),
    ),
    Problem("refused-transition", _one_refused, _refused, _nothing, tuple(DOUBTED)),
    Problem("possible-transition", _one_possible, _possible, _nothing, tuple(HOPED)),
    Problem(
        "leaving-early",
        _stay,
        _fee,
        _stay_values,
        (
            "no-minimum-duration",
            "full-term-fee",
            "elapsed-days-charged",
            "ninety-days-everywhere",
            "half-year-everywhere",
        ),
    ),
    Problem(
        "time-to-read",
        _request,
        _readable,
        _request_values,
        (
            "reads-at-once",
            "deep-archive-like-flexible",
            "glacier-like-deep-archive",
            "bulk-is-faster",
            "restore-takes-minutes",
            "restore-takes-hours",
        ),
    ),
)
