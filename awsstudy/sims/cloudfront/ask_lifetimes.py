"""Questions about how long: lifetimes, new versions, errors."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from awsstudy.core.i18n import Localized
from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.cloudfront.dates import written_date
from awsstudy.sims.cloudfront.delivery import BEGIN
from awsstudy.sims.cloudfront.events import ResponseReturned
from awsstudy.sims.cloudfront.world import (
    Asked,
    Behavior,
    CloudfrontCacheParams,
    Exchange,
    Origin,
)
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

_STEPS = (30, 60, 90, 120, 180, 300, 600, 900, 1200, 1800, 3600, 5400, 7200, 10_800, 14_400, 43_200)


def _behavior(low: int, usual: int, high: int, **more: int) -> Behavior:
    return Behavior(min_ttl=low, default_ttl=usual, max_ttl=high, **more)


def _amounts(random: Random, count: int) -> list[int]:
    return sorted(shuffled(random, _STEPS)[:count])


def _ages(random: Random) -> CloudfrontCacheParams:
    """max-age, s-maxage and Expires all there; a limit may bind."""
    low, a, b, c, usual, high = _amounts(random, 6)
    said = shuffled(random, (a, b, c))
    binding = pick(random, ("none", "low", "high"))
    if binding == "low":
        said = (low // 2, *said[1:])
    elif binding == "high":
        said = (high * 2, *said[1:])
    s_maxage, max_age, expires = said
    headers = {
        "cache-control": f"max-age={max_age}, s-maxage={s_maxage}",
        "expires": written_date(BEGIN + expires),
    }
    if binding == "none" and random.random() < 0.5:
        headers["cache-control"] = f"max-age={max_age}"
    low = low if binding == "low" else 0
    return _single(_behavior(low, usual, high), headers)


def _forbidden(random: Random) -> CloudfrontCacheParams:
    low, age, usual, high = _amounts(random, 4)
    word = pick(random, ("no-store", "no-cache", "private"))
    return _single(_behavior(low, usual, high), {"cache-control": f"{word}, max-age={age}"})


def _silent(random: Random) -> CloudfrontCacheParams:
    # CloudFront refuses a minimum above the default TTL (InvalidTTLOrder).
    return _single(_behavior(*_amounts(random, 3)), {"content-type": "text/html"})


def _single(behavior: Behavior, headers: dict[str, str]) -> CloudfrontCacheParams:
    exchange = Exchange(request=Asked(url="/a"), origin=Origin(headers=headers))
    return CloudfrontCacheParams(behavior=behavior, exchanges=(exchange,))


def _lifetime(random: Random, _rules: RuleBook) -> CloudfrontCacheParams:
    return pick(random, (_ages, _ages, _forbidden, _silent))(random)


def _first(run: Run) -> dict[str, Any]:
    outcome: Any = run.outcome
    first: dict[str, Any] = outcome["exchanges"][0]
    return first


def _seconds(_params: CloudfrontCacheParams, run: Run) -> Answer:
    kept = _first(run)["fresh_for"]
    return int(kept)


def _lifetime_values(params: CloudfrontCacheParams, run: Run) -> Mapping[str, Value]:
    behavior, headers = params.behavior, params.exchanges[0].origin.headers
    told = [f"Cache-Control: {headers['cache-control']}"] if "cache-control" in headers else []
    if "expires" in headers:
        told.append(f"Expires: {headers['expires'][17:]}")
    nothing = Localized("neither Cache-Control nor Expires", "Cache-Control도 Expires도 없음")
    return {
        "min": behavior.min_ttl,
        "default": behavior.default_ttl,
        "max": behavior.max_ttl,
        "headers": Localized.same("; ".join(told)) if told else nothing,
        "case": _case(run),
    }


def _case(run: Run) -> str:
    rules = run.rules
    for name in (
        "forbidden-kept",
        "forbidden",
        "default",
        "minimum",
        "maximum",
        "s-maxage",
        "expires",
    ):
        if f"cloudfront.ttl.{name}" in rules:
            return f"because-{name}"
    return "because-max-age"


# When the new version arrives.


def _versions(random: Random, _rules: RuleBook) -> CloudfrontCacheParams:
    return fitting(lambda: _version_world(random), _told_apart)


def _version_world(random: Random) -> CloudfrontCacheParams:
    ttl = between(random, 20, 60, 5)
    change = between(random, 5, ttl - 10, 5)
    times = [0]
    while times[-1] < ttl * 2 + 20:
        times.append(times[-1] + between(random, 4, 19))
    forced = pick(random, [t for t in times[1:] if t > change] or [times[-1]])
    exchanges = []
    for t in times[:8]:
        old = t < change
        headers = {"cache-control": f"max-age={ttl * 60}", "etag": '"1"' if old else '"2"'}
        asks = {"cache-control": "no-cache"} if t == forced else {}
        origin = Origin(headers=headers, body="old" if old else "new")
        exchanges.append(
            Exchange(t=t * 60, request=Asked(url="/logo.png", headers=asks), origin=origin)
        )
    return CloudfrontCacheParams(
        behavior=_behavior(0, pick(random, (600, 900, 1200)), 31_536_000),
        exchanges=tuple(exchanges),
    )


def _told_apart(params: CloudfrontCacheParams) -> bool:
    """Whether the request times separate the change, the reload and the end of the TTL."""
    rows = params.exchanges
    ttl = int(rows[0].origin.headers["cache-control"].partition("=")[2])
    ages = {later.t - row.t for row in rows for later in rows}
    if ages & {ttl, params.behavior.default_ttl}:
        return False  # nobody asks in the very second in which a copy expires
    new = [row.t for row in rows if row.origin.body == "new"]
    forced = [row.t for row in rows if row.request.headers]
    later = [t for t in new if t >= ttl]
    return bool(forced) and len(later) > 0 and new[0] < forced[0] < later[0]


def _arrival(_params: CloudfrontCacheParams, run: Run) -> Answer:
    wanted = ("new", 200)
    for event in run.events:
        if isinstance(event, ResponseReturned) and (event.body, event.status) == wanted:
            return f"{int(event.at // 60)}"
    return None


def _version_values(params: CloudfrontCacheParams, _run: Run) -> Mapping[str, Value]:
    rows = params.exchanges
    ttl = int(rows[0].origin.headers["cache-control"].partition("=")[2])
    change = next(row.t for row in rows if row.origin.body == "new")
    before = [row.t for row in rows if row.origin.body == "old"][-1]
    return {
        "ttl": ttl // 60,
        "default": params.behavior.default_ttl // 60,
        "change": int((change + before) // 120),
        "times": ", ".join(f"{int(row.t // 60)}" for row in rows),
        "reload": next(int(row.t // 60) for row in rows if row.request.headers),
    }


# How long an error stays.

_ERROR_TIMES = (
    (10, 3, 40),
    (10, 4, 30),
    (30, 7, 90),
    (30, 7, 120),
    (30, 8, 90),
    (60, 14, 180),
    (60, 16, 180),
)
"""Error caching minimum TTL, seconds between requests, default TTL: no request comes in the very
second in which a copy expires."""


def _errors(random: Random, _rules: RuleBook) -> CloudfrontCacheParams:
    usual, gap, default = pick(random, _ERROR_TIMES)
    status = pick(random, (404, 500, 502, 503, 504))
    fixed = gap // 2
    times = [gap * n for n in range(21) if gap * n <= default + gap]
    times.append(times[-1] + 2 * usual)
    exchanges = []
    for t in times:
        broken = t < fixed
        origin = Origin(status=status if broken else 200, body="error" if broken else "page")
        exchanges.append(Exchange(t=t, request=Asked(url="/page"), origin=origin))
    behavior = _behavior(0, default, 31_536_000, error_ttl=usual)
    return CloudfrontCacheParams(behavior=behavior, exchanges=tuple(exchanges))


def _recovered(_params: CloudfrontCacheParams, run: Run) -> Answer:
    for event in run.events:
        if isinstance(event, ResponseReturned) and event.status == 200:
            return f"{int(event.at)}"
    return None


def _error_values(params: CloudfrontCacheParams, _run: Run) -> Mapping[str, Value]:
    rows = params.exchanges
    return {
        "status": rows[0].origin.status,
        "error_ttl": params.behavior.error_ttl,
        "default": params.behavior.default_ttl,
        "gap": int(rows[1].t),
        "dense": int(rows[-2].t),
        "late": int(rows[-1].t),
        "fixed": int(rows[1].t) // 2,
    }


PROBLEMS: tuple[Problem[CloudfrontCacheParams], ...] = (
    Problem(
        "cached-seconds",
        _lifetime,
        _seconds,
        _lifetime_values,
        (
            "default-always-counts",
            "maximum-always-counts",
            "minimum-always-counts",
            "limits-ignored",
            "max-age-before-s-maxage",
            "expires-before-max-age",
            "no-store-always-obeyed",
            "no-store-overlooked",
            "no-header-no-cache",
        ),
    ),
    Problem(
        "new-version",
        _versions,
        _arrival,
        _version_values,
        (
            "edges-follow-origin",
            "viewer-forces",
            "hits-renew",
            "default-always-counts",
            "never-expires",
        ),
    ),
    Problem(
        "error-ends",
        _errors,
        _recovered,
        _error_values,
        ("errors-not-cached", "errors-like-objects", "never-expires", "hits-renew"),
    ),
)
