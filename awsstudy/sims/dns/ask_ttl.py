"""Problems about caches: how long an old answer, or "no such name", may live."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.dns.world import Caches, DnsParams
from awsstudy.sims.draw import between, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

TTLS = (300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400)
SHORT = (30, 60, 120)


def _params(**caches: object) -> DnsParams:
    filled = {"on": True, "count": 1, "luck": "worst", **caches}
    return DnsParams(caches=Caches.model_validate(filled))


def draw_stale(random: Random, _rules: RuleBook) -> DnsParams:
    """A record changes its value; nobody lowered the TTL."""
    return _params(ttl_s=pick(random, TTLS), change_at_s=3600)


def draw_lowered(random: Random, _rules: RuleBook) -> DnsParams:
    """The TTL is lowered before the change, early enough or too late."""
    ttl, change = pick(random, TTLS[3:]), 172_800
    ahead = ttl * pick(random, (25, 50, 75, 150, 200)) // 100
    return _params(
        ttl_s=ttl,
        change_at_s=change,
        lowered=True,
        lower_at_s=change - ahead,
        lower_to_s=pick(random, SHORT),
    )


def draw_created(random: Random, _rules: RuleBook) -> DnsParams:
    """A name is asked for before it exists, and then created."""
    soa = pick(random, (300, 600, 900, 1800))
    return _params(
        change="created",
        ttl_s=pick(random, (60, 120, 7200, 14_400)),
        soa_ttl_s=soa,
        soa_minimum_s=soa * between(random, 4, 96, 4),
        change_at_s=3600,
    )


def longest(_params: DnsParams, run: Run) -> Answer:
    """The longest an old answer may live after the change, in seconds."""
    return round(run.metrics["worst_case_s"])


def values(params: DnsParams, _run: Run) -> Mapping[str, Value]:
    """The seconds of the situation."""
    caches = params.caches
    ahead = caches.change_at_s - caches.lower_at_s
    return {
        "ttl": caches.ttl_s,
        "low": caches.lower_to_s,
        "ahead": ahead,
        "soa": caches.soa_ttl_s,
        "minimum": caches.soa_minimum_s,
        "case": "because-early" if ahead + caches.lower_to_s >= caches.ttl_s else "because-late",
        "left": caches.ttl_s - ahead,
    }


PROBLEMS: tuple[Problem[DnsParams], ...] = (
    Problem(
        id="stale-after-change",
        situation=draw_stale,
        answer=longest,
        values=values,
        wrong=("instant", "two-days", "on-average"),
    ),
    Problem(
        id="lowered-first",
        situation=draw_lowered,
        answer=longest,
        values=values,
        wrong=("instant", "new-ttl-at-once", "old-ttl-from-change", "two-days", "on-average"),
    ),
    Problem(
        id="asked-too-early",
        situation=draw_created,
        answer=longest,
        values=values,
        wrong=("instant", "soa-minimum-alone", "record-ttl", "two-days"),
    ),
)
