"""Questions about video: what a manifest lists, where a player begins, what the origin sends."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.cloudfront.stream_events import ManifestLoaded, PlaybackStarted
from awsstudy.sims.cloudfront.video import Audience, CloudfrontStreamingParams, Packager
from awsstudy.sims.cloudfront.world import Behavior, City
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

CITIES: tuple[City, ...] = ("seoul", "tokyo", "london", "virginia", "sydney", "mumbai")
FAST = (100_000,)
_WINDOW = 12
"""Seconds that are asked about: short, since every second of every player is simulated."""


# What a cached manifest lists.


def _listed(random: Random, _rules: RuleBook) -> CloudfrontStreamingParams:
    segment, start, ttl, usual, asked = fitting(lambda: _times(random), _all_differ)
    return CloudfrontStreamingParams(
        format=pick(random, ("hls", "dash")),
        segment_s=segment,
        length_s=asked + 1,
        ladder_kbps=(1000,),
        packager=Packager(manifest_max_age=ttl),
        manifest=Behavior(default_ttl=usual),
        audience=Audience(cities=("seoul",), joins_s=(float(start),), lines_kbps=FAST),
    )


def _times(random: Random) -> tuple[int, int, int, int, int]:
    """Segment length, join, max-age, default TTL, moment that is asked about."""
    segment = pick(random, (4, 5, 6, 8, 10))
    start, ttl = segment * 3 + 1, between(random, 3 * segment, 5 * segment)
    asked = start + ttl + between(random, 2 * segment, ttl - segment)
    return segment, start, ttl, between(random, segment, 3 * segment), asked


def _all_differ(times: tuple[int, int, int, int, int]) -> bool:
    segment, start, ttl, usual, asked = times
    if any(2 * span % segment == 0 for span in (ttl, usual, asked - start)):
        return False  # nothing is loaded in the very second in which a copy expires
    lists = [_last_list(segment, start, age, asked) for age in (ttl, usual, 0)]
    return len({*lists, start // segment}) == 4


def _last_list(segment: int, start: int, age: int, asked: int) -> int:
    """The newest segment a player knows that loads a manifest cached for so long."""
    at, fetched, known = float(start), -1.0, -1
    while at <= asked:
        if fetched < 0 or at - fetched >= age:
            fetched = at
        newest = int(fetched // segment)
        at += segment if newest != known else segment / 2
        known = newest
    return known


def _newest(_params: CloudfrontStreamingParams, run: Run) -> Answer:
    return [event.newest for event in run.events if isinstance(event, ManifestLoaded)][-1]


def _listed_values(params: CloudfrontStreamingParams, run: Run) -> Mapping[str, Value]:
    loads = [event for event in run.events if isinstance(event, ManifestLoaded)]
    fetched = [event.at for event in loads if event.result == "miss"][-1]
    return {
        "format": params.format,
        "segment": params.segment_s,
        "half": f"{params.segment_s / 2:g}",
        "start": int(params.audience.joins_s[0]),
        "ttl": params.packager.manifest_max_age or 0,
        "default": params.manifest.default_ttl,
        "asked": params.length_s - 1,
        "fetched": f"{fetched:g}",
    }


# Where a player begins.


def _begins(random: Random, _rules: RuleBook) -> CloudfrontStreamingParams:
    segment = pick(random, (4, 5, 6))
    start = segment * between(random, 5, 9) + 1
    late = pick(random, (1, 3, 4, 5)) * segment + segment // 2
    return CloudfrontStreamingParams(
        segment_s=segment,
        length_s=start + late + 5 * segment,
        ladder_kbps=(1000,),
        packager=Packager(manifest_max_age=late + segment),
        audience=Audience(
            cities=("seoul",), joins_s=(float(start), float(start + late)), lines_kbps=FAST
        ),
    )


def _first_played(_params: CloudfrontStreamingParams, run: Run) -> Answer:
    starts = (event for event in run.events if isinstance(event, PlaybackStarted))
    return next(event.segment for event in starts if event.viewer == 2)


def _begin_values(params: CloudfrontStreamingParams, run: Run) -> Mapping[str, Value]:
    first, second = params.audience.joins_s
    loads = (event for event in run.events if isinstance(event, ManifestLoaded))
    return {
        "segment": params.segment_s,
        "start": int(first),
        "asked": int(second),
        "ttl": params.packager.manifest_max_age or 0,
        "newest": next(event.newest for event in loads if event.viewer == 2),
    }


# What the origin sends.


def _film(random: Random, _rules: RuleBook) -> CloudfrontStreamingParams:
    cities = shuffled(random, CITIES)[: between(random, 2, 3)]
    rungs = pick(random, [number for number in (2, 3) if number != len(cities)])
    segments = between(random, 3, 4)
    ladder = (800, 2400, 5000)[:rungs]
    return CloudfrontStreamingParams(
        format=pick(random, ("hls", "dash")),
        kind="vod",
        segment_s=2,
        length_s=max(5, 2 * segments),
        ladder_kbps=ladder,
        audience=Audience(
            cities=cities,
            viewers=len(cities) * rungs * 2,
            lines_kbps=tuple(rate * 2 for rate in ladder),
        ),
        shield=random.random() < 0.4,
    )


def _segment_requests(_params: CloudfrontStreamingParams, run: Run) -> Answer:
    return int(run.metrics["segment_origin"])


def _film_values(params: CloudfrontStreamingParams, _run: Run) -> Mapping[str, Value]:
    segments, rungs = params.length_s // params.segment_s, len(params.ladder_kbps)
    cities = len(params.audience.cities)
    return {
        "format": params.format,
        "segments": segments,
        "rungs": rungs,
        "edges": cities,
        "viewers": params.audience.viewers,
        "each": params.audience.viewers // (cities * rungs),
        "shield": "with-shield" if params.shield else "without-shield",
        "case": "because-shield" if params.shield else "because-edges",
    }


# How often a live manifest is fetched.


def _polls(random: Random, _rules: RuleBook) -> CloudfrontStreamingParams:
    # With segments of one second a single player asks every second, and oftener while it waits.
    segment = 1
    cities = shuffled(random, CITIES)[: between(random, 2, 3)]
    ttl = pick(random, (2, 3, 4))
    # One cache for all and the default TTL must not give the same number.
    usual = pick(random, [one for one in (6, 12) if one != len(cities) * ttl])
    return CloudfrontStreamingParams(
        segment_s=segment,
        length_s=3 * segment + _WINDOW,
        ladder_kbps=(1000,),
        packager=Packager(manifest_max_age=ttl),
        manifest=Behavior(default_ttl=usual),
        audience=Audience(cities=cities, viewers=len(cities), lines_kbps=FAST),
    )


def _manifest_requests(_params: CloudfrontStreamingParams, run: Run) -> Answer:
    return int(run.metrics["manifest_origin"])


def _poll_values(params: CloudfrontStreamingParams, _run: Run) -> Mapping[str, Value]:
    return {
        "edges": len(params.audience.cities),
        "segment": params.segment_s,
        "ttl": params.packager.manifest_max_age or 0,
        "default": params.manifest.default_ttl,
        "window": _WINDOW,
        "last": _WINDOW - 1,
    }


PROBLEMS: tuple[Problem[CloudfrontStreamingParams], ...] = (
    Problem(
        "newest-listed",
        _listed,
        _newest,
        _listed_values,
        ("manifest-not-cached", "one-ttl-for-all", "default-ttl-counts", "manifest-hits-renew"),
    ),
    Problem(
        "first-played",
        _begins,
        _first_played,
        _begin_values,
        ("manifest-not-cached", "starts-at-newest", "live-is-now"),
    ),
    Problem(
        "film-requests",
        _film,
        _segment_requests,
        _film_values,
        (
            "viewers-multiply",
            "renditions-share",
            "edges-share",
            "shield-ignored",
            "segments-not-cached",
        ),
    ),
    Problem(
        "manifest-requests",
        _polls,
        _manifest_requests,
        _poll_values,
        (
            "manifest-not-cached",
            "one-ttl-for-all",
            "default-ttl-counts",
            "edges-share",
        ),
    ),
)
