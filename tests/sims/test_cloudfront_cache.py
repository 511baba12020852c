"""CloudFront's caches: the developer guide's tables, closed forms, invariants, frozen truths."""

from __future__ import annotations

import json
from dataclasses import fields as columns
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import SimPage
from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.template import fill
from awsstudy.quiz.generated import make_item
from awsstudy.sims import panels
from awsstudy.sims.cloudfront.behavior import CloudFrontPolicy
from awsstudy.sims.cloudfront.cache import Cache, path_matches
from awsstudy.sims.cloudfront.dates import http_date, written_date
from awsstudy.sims.cloudfront.delivery import BEGIN
from awsstudy.sims.cloudfront.fields import directives, targeted
from awsstudy.sims.cloudfront.messages import Request, Response
from awsstudy.sims.cloudfront.places import PLACES, round_trip_ms
from awsstudy.sims.cloudfront.policy import RfcPolicy
from awsstudy.sims.cloudfront.world import Behavior, CloudfrontCacheParams
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Run, Script, Simulation, run
from awsstudy.sims.models.cloudfront_cache import MODEL, PROBLEMS, WRONG_MODELS
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model, draws
from awsstudy.workspace.laboratory import scenario_script

SIM = Model("cloudfront_cache", MODEL, WRONG_MODELS, PROBLEMS)
SEEDS = 150
DATA = Path(__file__).parent / "data"
YEAR = 31_536_000
DAY = 86_400


def play(
    params: CloudfrontCacheParams,
    rules: RuleBook,
    model: type[Simulation[CloudfrontCacheParams]] = MODEL,
    seed: int = 1,
) -> Run:
    return run(model, Script(params, seed), rules)


def world(*rows: dict[str, Any], **others: Any) -> CloudfrontCacheParams:
    return CloudfrontCacheParams.model_validate({"exchanges": rows, **others})


def ask(t: float, url: str = "/a", /, **origin: Any) -> dict[str, Any]:
    return {"t": t, "request": {"url": url}, "origin": origin}


def results(params: CloudfrontCacheParams, rules: RuleBook, **more: Any) -> list[str]:
    outcome: Any = play(params, rules, **more).outcome
    return [row["result"] for row in outcome["exchanges"]]


def kept(ttls: tuple[int, int, int], headers: dict[str, str], rules: RuleBook, **more: Any) -> Any:
    params = world(ask(0, headers=headers), behavior=limits(*ttls))
    outcome: Any = play(params, rules, **more).outcome
    return outcome["exchanges"][0]["fresh_for"]


def control(text: str) -> dict[str, str]:
    return {"cache-control": text}


def until(seconds: int) -> dict[str, str]:
    return {"expires": written_date(BEGIN + seconds)}


# Expiration.html, "Specify the amount of time that CloudFront caches objects", row by row.
# (what it says, (minimum, default, maximum), headers, seconds)
ROWS: list[tuple[str, tuple[int, int, int], dict[str, str], int]] = [
    ("max-age, min 0: lesser of max-age and max", (0, DAY, YEAR), control("max-age=3600"), 3600),
    ("max-age above max, min 0", (0, DAY, 1800), control("max-age=3600"), 1800),
    ("max-age between min and max", (60, DAY, YEAR), control("max-age=3600"), 3600),
    ("max-age below min", (7200, DAY, YEAR), control("max-age=3600"), 7200),
    ("max-age above max, min > 0", (60, 300, 600), control("max-age=3600"), 600),
    ("no max-age, min 0: default", (0, DAY, YEAR), {}, DAY),
    ("no max-age, min > 0: greater of min and default: default", (60, DAY, YEAR), {}, DAY),
    ("no max-age, min > 0: greater of min and default: min", (2 * DAY, DAY, YEAR), {}, 2 * DAY),
    ("public alone is no max-age", (0, DAY, YEAR), control("public"), DAY),
    ("s-maxage, min 0", (0, DAY, YEAR), control("max-age=60, s-maxage=3600"), 3600),
    ("s-maxage above max, min 0", (0, DAY, 600), control("max-age=60, s-maxage=3600"), 600),
    ("s-maxage between", (60, DAY, YEAR), control("s-maxage=3600, max-age=5"), 3600),
    ("s-maxage below min", (7200, DAY, YEAR), control("max-age=9000, s-maxage=3600"), 7200),
    ("s-maxage above max, min > 0", (60, 300, 600), control("s-maxage=3600, max-age=90"), 600),
    ("Expires, min 0", (0, DAY, YEAR), until(900), 900),
    ("Expires after max, min 0", (0, DAY, 600), until(900), 600),
    ("Expires between", (60, DAY, YEAR), until(900), 900),
    ("Expires before min", (1200, DAY, YEAR), until(900), 1200),
    ("Expires after max, min > 0", (60, 300, 600), until(900), 600),
    ("max-age before Expires", (0, DAY, YEAR), control("max-age=60") | until(900), 60),
    ("s-maxage before Expires", (0, DAY, YEAR), control("s-maxage=60") | until(900), 60),
    ("Expires in the past", (0, DAY, YEAR), until(-900), 0),
    ("Expires in the past, min > 0", (30, DAY, YEAR), until(-900), 30),
    ("no-store, min 0", (0, DAY, YEAR), control("no-store"), 0),
    ("no-cache, min 0", (0, DAY, YEAR), control("no-cache"), 0),
    ("private, min 0", (0, DAY, YEAR), control("private"), 0),
    ("private with max-age, min 0", (0, DAY, YEAR), control("private, max-age=60"), 0),
    ("no-store, min > 0", (60, DAY, YEAR), control("no-store"), 60),
    ("no-cache, min > 0", (60, DAY, YEAR), control("no-cache"), 60),
    ("private, min > 0", (60, DAY, YEAR), control("private"), 60),
    ("no-store with max-age, min > 0", (60, DAY, YEAR), control("no-store, max-age=900"), 60),
    ("max-age=0, min 0", (0, DAY, YEAR), control("max-age=0"), 0),
]


@pytest.mark.parametrize(
    ("ttls", "headers", "seconds"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS]
)
def test_the_expiration_table(
    ttls: tuple[int, int, int], headers: dict[str, str], seconds: int, rules: RuleBook
) -> None:
    assert kept(ttls, headers, rules) == seconds


# HTTPStatusCodes.html: (status, headers, error caching minimum TTL, seconds)
ERRORS: list[tuple[int, dict[str, str], int, int]] = [
    *((status, {}, 10, 10) for status in (404, 414, 500, 501, 502, 503, 504)),
    *((status, {}, 10, 0) for status in (400, 403, 405, 412, 415)),
    *((status, control("max-age=60"), 10, 60) for status in (400, 403, 405, 412, 415, 404, 503)),
    (403, control("s-maxage=5"), 10, 10),
    (404, control("max-age=5"), 300, 300),
    (404, control("no-store"), 10, 10),
    (0, {}, 10, 10),
]


@pytest.mark.parametrize(("status", "headers", "error_ttl", "seconds"), ERRORS)
def test_errors_are_cached_as_documented(
    status: int, headers: dict[str, str], error_ttl: int, seconds: int, rules: RuleBook
) -> None:
    params = world(ask(0, status=status, headers=headers), behavior={"error_ttl": error_ttl})
    outcome: Any = play(params, rules).outcome
    assert outcome["exchanges"] == [{"result": "miss", "age": 0, "fresh_for": seconds}]


def test_the_shape_of_the_cases_is_understood(rules: RuleBook) -> None:
    case = {
        "profile": "cloudfront",
        "behavior": {
            "min_ttl": 0, "default_ttl": 86400, "max_ttl": 31536000,
            "key": {"headers": [], "query": "none", "cookies": "none"},
        },
        "exchanges": [
            {"t": 0, "request": {"method": "GET", "url": "/a", "headers": {}},
             "origin": {"status": 200, "headers": {"cache-control": "max-age=60"}, "body": "x"}},
            {"t": 20, "request": {"method": "GET", "url": "/a", "headers": {}},
             "origin": {"status": 200, "headers": {"cache-control": "max-age=60"}, "body": "x"}},
        ],
    }  # fmt: skip
    expected = [
        {"result": "miss", "age": 0, "fresh_for": 60},
        {"result": "hit", "age": 20, "fresh_for": 40},
    ]
    for profile in ("cloudfront", "rfc"):
        params = CloudfrontCacheParams.model_validate({**case, "profile": profile})
        assert play(params, rules).outcome == {"exchanges": expected}


AGED = control("max-age=60")
TAGGED = AGED | {"etag": '"1"'}


def get(t: float, url: str, headers: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    request = {"url": url, "headers": headers or {}, **more}
    return {"t": t, "request": request, "origin": {"headers": AGED}}


@pytest.mark.parametrize(
    ("name", "rows", "behavior", "expected"),
    [
        (
            "expired, unchanged: 304",
            [ask(0, headers=TAGGED), ask(60, headers=TAGGED), ask(119, headers=TAGGED)],
            {},
            ["miss", "revalidated", "hit"],
        ),
        (
            "expired, changed: fetched",
            [ask(0, headers=TAGGED), ask(70, headers=AGED | {"etag": '"2"'})],
            {},
            ["miss", "miss"],
        ),
        (
            "the viewer cannot force",
            [
                get(0, "/a"),
                get(1, "/a", {"cache-control": "no-cache"}),
                get(2, "/a", {"pragma": "no-cache"}),
            ],
            {},
            ["miss", "hit", "hit"],
        ),
        ("query out of the key", [get(0, "/a?x=1"), get(1, "/a?x=2")], {}, ["miss", "hit"]),
        (
            "query in the key",
            [get(0, "/a?x=1"), get(1, "/a?x=2"), get(2, "/a?x=1")],
            {"key": {"query": "all"}},
            ["miss", "miss", "hit"],
        ),
        (
            "named query in the key",
            [get(0, "/a?x=1&y=1"), get(1, "/a?y=2&x=1"), get(2, "/a?x=2")],
            {"key": {"query": ["x"]}},
            ["miss", "hit", "miss"],
        ),
        (
            "header in the key",
            [get(0, "/a", {"Accept-Language": "ko"}), get(1, "/a", {"accept-language": "en"})],
            {"key": {"headers": ["Accept-Language"]}},
            ["miss", "miss"],
        ),
        (
            "cookie in the key",
            [
                get(0, "/a", {"cookie": "s=1; t=1"}),
                get(1, "/a", {"cookie": "s=1; t=2"}),
                get(2, "/a", {"cookie": "s=2"}),
            ],
            {"key": {"cookies": ["s"]}},
            ["miss", "hit", "miss"],
        ),
        (
            "Vary counts only through the key",
            [
                {
                    "t": 0,
                    "request": {"url": "/a", "headers": {"accept": "x"}},
                    "origin": {"headers": AGED | {"vary": "Accept"}},
                },
                get(1, "/a", {"accept": "y"}),
            ],
            {},
            ["miss", "hit"],
        ),
        (
            "Vary: * with min 0 is fetched each time",
            [ask(t, headers=TAGGED | {"vary": "*"}) for t in (0, 1)],
            {},
            ["miss", "miss"],
        ),
        (
            "Vary: * with min > 0 is kept",
            [ask(t, headers=TAGGED | {"vary": "*"}) for t in (0, 1)],
            {"min_ttl": 5},
            ["miss", "hit"],
        ),
        (
            "other methods pass",
            [
                get(0, "/a"),
                get(1, "/a", method="POST"),
                get(2, "/a", method="PUT"),
                get(3, "/a"),
                get(4, "/a", method="HEAD"),
            ],
            {},
            ["miss", "bypass", "bypass", "hit", "hit"],
        ),
        (
            "an expired object outlives a 503 and is asked for again after the error TTL",
            [
                ask(0, headers=AGED),
                ask(70, status=503),
                ask(75, status=200, headers=AGED),
                ask(80, status=200, headers=AGED),
            ],
            {},
            ["miss", "stale", "stale", "miss"],
        ),
        (
            "and an origin that is gone",
            [ask(0, headers=AGED), ask(70, status=0)],
            {},
            ["miss", "stale"],
        ),
        ("a 404 replaces it", [ask(0, headers=AGED), ask(70, status=404)], {}, ["miss", "miss"]),
        (
            "stale-if-error=0 forbids it",
            [ask(0, headers=control("max-age=60, stale-if-error=0")), ask(70, status=503)],
            {},
            ["miss", "miss"],
        ),
        (
            "stale-if-error limits it",
            [
                ask(0, headers=control("max-age=60, stale-if-error=20")),
                ask(70, status=503),
                ask(85, status=503),
            ],
            {},
            ["miss", "stale", "miss"],
        ),
        (
            "no-store kept for min outlives an origin that is gone",
            [ask(0, headers=control("no-store")), ask(70, status=0)],
            {"min_ttl": 60},
            ["miss", "stale"],
        ),
        (
            "no-cache with min 0 does not",
            [ask(0, headers=control("no-cache")), ask(70, status=0)],
            {},
            ["miss", "miss"],
        ),
        (
            "stale-while-revalidate answers at once and renews",
            [
                ask(0, headers=control("max-age=60, stale-while-revalidate=30")),
                ask(80, headers=control("max-age=60, stale-while-revalidate=30")),
                ask(90),
            ],
            {},
            ["miss", "stale", "hit"],
        ),
        (
            "but not for longer than said",
            [ask(0, headers=control("max-age=60, stale-while-revalidate=30")), ask(100)],
            {},
            ["miss", "miss"],
        ),
    ],
)
def test_documented_exchanges(
    name: str,
    rows: list[dict[str, Any]],
    behavior: dict[str, Any],
    expected: list[str],
    rules: RuleBook,
) -> None:
    assert results(world(*rows, behavior=behavior), rules) == expected


def test_cloudfront_ignores_directives_for_other_cdns(rules: RuleBook) -> None:
    headers = AGED | {"cdn-cache-control": "max-age=9"}
    assert kept((0, DAY, YEAR), headers, rules) == 60


# PriceClass.html
@pytest.mark.parametrize(
    ("price_class", "left_out"),
    [
        ("all", set()),
        ("200", {"sydney", "sao-paulo"}),
        ("100", {"seoul", "tokyo", "singapore", "mumbai", "sydney", "cape-town", "sao-paulo"}),
    ],
)
def test_price_classes_leave_out_regions(
    price_class: str, left_out: set[str], rules: RuleBook
) -> None:
    params = world(network={"cities": ["sydney"], "price_class": price_class})
    sim = MODEL(params, 1, rules)
    assert set(PLACES) - set(sim.network.edges) == left_out
    for city in PLACES:
        edge = sim.network.edge_for(city)
        assert edge == city or city in left_out
        assert all(round_trip_ms(city, edge) <= round_trip_ms(city, e) for e in sim.network.edges)


# lambda-cloudfront-trigger-events.html
@pytest.mark.parametrize(
    ("row", "hooks"),
    [
        (ask(5, headers=AGED), "viewer-request viewer-response"),
        (ask(70, headers=AGED), "viewer-request origin-request origin-response viewer-response"),
        (ask(5, "/b", status=404), "viewer-request origin-request origin-response"),
        (ask(5, "/b", status=0), "viewer-request origin-request"),
    ],
)
def test_functions_run_at_their_events(row: dict[str, Any], hooks: str, rules: RuleBook) -> None:
    every = ["viewer-request", "origin-request", "origin-response", "viewer-response"]
    params = world(ask(0, headers=AGED), row, behavior={"functions": every})
    ran = [e.hook for e in play(params, rules).events if type(e).__name__ == "FunctionRan"]  # type: ignore[attr-defined]
    assert ran[4:] == hooks.split()


def test_simultaneous_requests_wait_for_one_answer(rules: RuleBook) -> None:
    rows = [
        {**ask(t, headers=AGED), "request": {"url": "/a", "city": "sydney"}} for t in (0, 0.05, 1)
    ]
    params = world(*rows, network={"cities": ["sydney"], "origin": "london"})
    done = play(params, rules)
    assert done.metrics["origin_requests"] == 1
    kinds = [type(event).__name__ for event in done.events]
    assert kinds.count("RequestCollapsed") == 1
    waits = [e.ms for e in done.events if type(e).__name__ == "ResponseReturned"]  # type: ignore[attr-defined]
    assert waits[1] == pytest.approx(waits[0] - 50, abs=1)
    assert waits[2] == 8


def test_without_a_copy_each_waits_for_an_answer_of_its_own(rules: RuleBook) -> None:
    rows = [
        {**ask(t, headers=control("no-store")), "request": {"url": "/a", "city": "sydney"}}
        for t in (0, 0.05)
    ]
    params = world(*rows, network={"cities": ["sydney"], "origin": "london"})
    assert play(params, rules).metrics["origin_requests"] == 2


@pytest.mark.parametrize(
    ("path", "name", "matches"),
    [
        ("/logo.png", "/logo.png", True), ("/logo.png", "/Logo.png", False),
        ("/images/*", "/images/a/b.png", True), ("/images/*", "/image.png", False),
        ("/images*", "/images.png", True), ("/*", "/anything?x=1", True), ("/a", "/a?x=1", False),
        ("/a*", "/a?x=1", True),
    ],
)  # fmt: skip
def test_invalidation_paths(path: str, name: str, matches: bool) -> None:
    assert path_matches(path, name) == matches


def test_invalidations_empty_all_layers(rules: RuleBook) -> None:
    rows = [ask(0, headers=control("max-age=9000")), ask(20, headers=control("max-age=9000"))]
    network = {"cities": ["sydney"], "shield": True}
    params = world(*rows, network=network, invalidations=[{"t": 10, "path": "/a"}])
    done = play(params, rules)
    assert done.metrics["origin_requests"] == 2
    assert [e.removed for e in done.events if type(e).__name__ == "PathInvalidated"] == [3]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "bad",
    [
        {"behavior": {"min_ttl": 10, "max_ttl": 5}}, {"behavior": {"min_ttl": -1}},
        {"invalidations": [{"t": 0, "path": "/a*b"}]}, {"profile": "other"},
        {"network": {"cities": ["sydney", "sydney"]}}, {"exchanges": [{"t": -1}]},
        {"exchanges": [{"request": {"url": "a"}}]}, {"unknown": 1},
    ],
)  # fmt: skip
def test_impossible_worlds_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CloudfrontCacheParams.model_validate(bad)


# Closed forms of a TTL cache under Poisson requests.


def traffic(rules: RuleBook, seed: int = 3, **settings_: Any) -> Run:
    network = settings_.pop("network", {})
    world_ = {"traffic": {"on": True, "objects": 1, **settings_}, "network": network}
    return play(CloudfrontCacheParams.model_validate(world_), rules, seed=seed)


@pytest.mark.parametrize(
    ("rate", "ttl", "length"), [(2, 60, 20_000), (0.5, 10, 40_000), (5, 1, 8_000)]
)
def test_the_hit_ratio_of_one_edge(rate: float, ttl: int, length: int, rules: RuleBook) -> None:
    done = traffic(rules, rate=rate, length_s=length, cache_control=f"max-age={ttl}")
    assert done.metrics["hit_ratio"] / 100 == pytest.approx(rate * ttl / (1 + rate * ttl), rel=0.01)


def test_edges_and_shield_at_the_origin(rules: RuleBook) -> None:
    cities = ["seoul", "tokyo", "sydney", "london"]
    rate, ttl, length = 0.1, 20, 86_400
    alone = {"cities": cities, "regional": False}
    shielded = {**alone, "shield": True}
    apart = traffic(rules, rate=rate, length_s=length, cache_control="max-age=20", network=alone)
    wanted = len(cities) / (ttl + 1 / rate)
    assert apart.metrics["origin_requests"] / length == pytest.approx(wanted, rel=0.02)
    one = traffic(rules, rate=rate, length_s=length, cache_control="max-age=20", network=shielded)
    wanted = 1 / (ttl + 1 / (rate * len(cities)))
    assert one.metrics["origin_requests"] / length == pytest.approx(wanted, rel=0.02)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 999), ttl=st.integers(1, 60))
def test_a_longer_ttl_never_lowers_the_hit_ratio(seed: int, ttl: int, rules: RuleBook) -> None:
    short, long = (
        traffic(rules, seed, length_s=300, objects=5, cache_control=f"max-age={age}").metrics
        for age in (ttl, 2 * ttl)
    )
    assert short["requests"] == long["requests"]
    assert short["hit_ratio"] <= long["hit_ratio"]


@pytest.mark.parametrize(
    ("release", "old"), [("wait", True), ("invalidate", False), ("rename", False)]
)
def test_old_versions_after_a_change(release: str, old: bool, rules: RuleBook) -> None:
    done = traffic(
        rules, length_s=600, cache_control="max-age=200", changed_at=300, release=release
    )
    assert (done.metrics["old_served"] > 0) == old
    assert done.metrics["paths"] == (release == "invalidate")


def test_pushing_fills_every_edge(rules: RuleBook) -> None:
    network = {"cities": ["sydney"], "mode": "push"}
    params = world(ask(0, headers=AGED), ask(1, "/b", headers=AGED), network=network)
    done = play(params, rules)
    assert results(params, rules) == ["hit", "hit"]
    assert done.metrics["copies"] == 2 * len(PLACES)
    assert done.metrics["origin_requests"] == 0


# Invariants.


@st.composite
def logs(draw: st.DrawFn) -> CloudfrontCacheParams:
    words = ("max-age=0", "max-age=60", "s-maxage=30", "no-store", "no-cache", "private",
             "stale-if-error=9", "stale-while-revalidate=9", "")  # fmt: skip
    rows, t = [], 0.0
    for _ in range(draw(st.integers(1, 8))):
        t += draw(st.sampled_from([0, 1, 20, 45, 61]))
        headers = {"cache-control": ", ".join(draw(st.lists(st.sampled_from(words), max_size=3)))}
        if draw(st.booleans()):
            headers["etag"] = draw(st.sampled_from(['"1"', '"2"']))
        rows.append(
            {
                "t": t,
                "request": {
                    "method": draw(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST"])),
                    "url": draw(st.sampled_from(["/a", "/a?x=1", "/b"])),
                    "city": draw(st.sampled_from([None, "sydney", "london"])),
                },
                "origin": {
                    "status": draw(st.sampled_from([200, 200, 404, 503, 0])),
                    "headers": headers,
                },
            }
        )
    cities = draw(st.sampled_from([[], ["sydney", "london", "seoul"]]))
    return world(
        *rows,
        profile=draw(st.sampled_from(["rfc", "cloudfront"])),
        behavior={"min_ttl": draw(st.sampled_from([0, 30])), "max_ttl": 100},
        network={"cities": cities, "shield": draw(st.booleans())},
    )


@settings(max_examples=80, deadline=None)
@given(params=logs())
def test_every_request_is_answered_and_nothing_is_negative(
    params: CloudfrontCacheParams, rules: RuleBook
) -> None:
    done = play(params, rules)
    outcome: Any = done.outcome
    assert len(outcome["exchanges"]) == len(params.exchanges)
    for row in outcome["exchanges"]:
        assert row["age"] >= 0
        assert row["fresh_for"] >= 0
        assert row["result"] != "hit" or row["fresh_for"] > 0
    assert done.metrics["origin_requests"] <= len(params.exchanges)
    assert run(MODEL, Script(params), rules) == done


@settings(max_examples=60, deadline=None)
@given(
    low=st.integers(0, 100),
    more=st.integers(0, 100),
    age=st.integers(0, 300),
    usual=st.integers(0, 300),
)
def test_a_said_lifetime_lies_within_the_limits(
    low: int, more: int, age: int, usual: int, rules: RuleBook
) -> None:
    seconds = kept((low, usual, low + more), control(f"max-age={age}"), rules)
    assert low <= seconds <= low + more


# Frozen truths: lifetimes that a library of its own gave for header sets by chance.


def frozen() -> list[list[Any]]:
    rows: list[list[Any]] = json.loads((DATA / "cloudfront_lifetimes.json").read_text())
    return rows


def test_frozen_lifetimes() -> None:
    rows = frozen()
    assert len(rows) == 500
    assert sum(row[3] > 0 for row in rows) > 150
    policy, now = RfcPolicy(), BEGIN
    for status, authorized, headers, expected in rows:
        asked = Request("GET", "/", {"authorization": "Basic eA=="} if authorized else {})
        response = Response(status, {**headers, "date": written_date(now)})
        stored = policy.stores(asked, response) and not policy.always_validates(response)
        assert (policy.lifetime(response, now).seconds if stored else 0) == expected, headers


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thu, 01 Jan 2026 00:00:00 GMT", BEGIN), ("Thursday, 01-Jan-26 00:00:00 GMT", BEGIN),
        ("Thu Jan  1 00:00:00 2026", BEGIN), ("Thu, 01 Jan 2026 00:00:00 CET", None), ("0", None),
        ("Thu, 31 Feb 2026 00:00:00 GMT", None), ("Thu, 01 Foo 2026 00:00:00 GMT", None),
        ("Thu, 01 Jan 2026 25:00:00 GMT", None),
    ],
)  # fmt: skip
def test_dates_of_http(text: str, moment: float | None) -> None:
    assert http_date(text) == moment
    if moment is not None:
        assert http_date(written_date(moment)) == moment


def test_directives() -> None:
    told = directives('Max-Age=60, max-age=90, private="a, b", foo, x="q\\"r"')
    assert dict(told) == {"max-age": "60", "private": "a, b", "foo": None, "x": 'q\\"r'}
    assert targeted({"cdn-cache-control": 'max-age="60"'}) is None
    assert targeted({"cdn-cache-control": "max-age=60, &"}) is None
    told = targeted({"cdn-cache-control": "max-age=60, no-store"}) or {}
    assert dict(told).keys() == {
        "max-age",
        "no-store",
    }


def rfc(*rows: dict[str, Any]) -> CloudfrontCacheParams:
    return world(*rows, profile="rfc")


def test_the_rfc_profile_differs_where_http_does(rules: RuleBook) -> None:
    varied = {"headers": AGED | {"vary": "Accept"}}
    asked = ((0, "x"), (1, "y"), (2, "x"))
    rows = [{**get(t, "/a", {"accept": kind}), "origin": varied} for t, kind in asked]
    assert results(rfc(*rows), rules) == ["miss", "miss", "hit"]
    assert (
        results(rfc(get(0, "/a"), get(1, "/a", {"cache-control": "no-cache"})), rules)
        == ["miss"] * 2
    )
    assert results(rfc(get(0, "/a"), get(1, "/a", method="POST"), get(2, "/a")), rules)[2] == "miss"
    assert results(rfc(ask(0), ask(1)), rules) == ["miss", "miss"]
    assert results(rfc(ask(0, headers=AGED), ask(70, status=503)), rules) == ["miss", "miss"]


def test_a_cache_holds_variants_and_drops_the_oldest() -> None:
    cache = Cache(RfcPolicy())
    headers = {"cache-control": "max-age=60", "vary": "accept"}
    for number in range(60):
        cache.put(Request("GET", "/a", {"accept": str(number)}), Response(200, headers), BEGIN)
    found = [cache.find(Request("GET", "/a", {"accept": str(n)})) is not None for n in range(60)]
    assert found == [False] * 10 + [True] * 50


def test_the_key_keeps_only_what_the_policy_names() -> None:
    rule = {"query": ["a"], "headers": ["Accept"], "cookies": "all"}
    policy = CloudFrontPolicy(Behavior.model_validate({"key": rule}))
    request = Request("GET", "/p?b=1&a=2", {"accept": "x", "cookie": "u=1; v=2", "other": "y"})
    assert policy.key(request) == "/p?a=2|accept=x|cookie=u=1; v=2"


# Acting, stepping, showing, words.


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["cloudfront_cache"]


def test_invalidating_in_time_reaches_the_goal(page: SimPage, rules: RuleBook) -> None:
    scenario = next(one for one in page.scenarios if one.id == "logo-change")
    script = scenario_script(SIM, scenario)
    acted = Script(script.params, 1, ((1800, "invalidate:/logo.png"),))
    done = run(MODEL, acted, rules)
    assert scenario.goal
    assert all(holds(part, done) for part in scenario.goal.when)


def test_an_hourly_default_reaches_the_goal(page: SimPage, rules: RuleBook) -> None:
    scenario = next(one for one in page.scenarios if one.id == "no-headers")
    params = scenario_script(SIM, scenario).params
    changed = params.model_copy(update={"behavior": Behavior(default_ttl=3600)})
    assert scenario.goal
    assert all(holds(part, play(changed, rules)) for part in scenario.goal.when)


def shown(panel: panels.Panel) -> set[str]:
    if isinstance(panel, panels.Plan):
        notes = {p.note for p in panel.places if isinstance(p.note, str) and "ms" not in p.note}
        header = {panel.header} if isinstance(panel.header, str) else set()
        return {panel.id, *(p.name for p in panel.places)} | notes | header
    if isinstance(panel, panels.Grid):
        return {panel.id, panel.axis, *(sign.term for sign in panel.signs)}
    if isinstance(panel, panels.Trace):
        return {panel.id, *(step.subject for step in panel.steps)}
    if isinstance(panel, panels.Bars):
        return {panel.id, *(bar.name for bar in panel.bars)}
    assert isinstance(panel, panels.Chart)
    return {panel.id, *(line.name for line in panel.series)}


def limits(low: int, usual: int, high: int) -> dict[str, int]:
    return {"min_ttl": low, "default_ttl": usual, "max_ttl": high}


STORIES = [
    *(world(ask(0, headers=r[2]), ask(9, headers=r[2]), behavior=limits(*r[1])) for r in ROWS),
    world(
        ask(0, headers=TAGGED),
        ask(70, headers=TAGGED),
        ask(140, status=503),
        get(141, "/a", method="POST"),
        network={"cities": ["seoul", "tokyo", "sydney", "london", "cape-town"], "shield": True},
    ),
    world(ask(0, status=403), ask(1, status=0), behavior={"functions": ["viewer-request"]}),
    world(ask(0), network={"cities": ["sydney"], "price_class": "100", "mode": "push"}),
    world({**ask(0, headers=AGED, body="old")}, {**ask(1, headers=AGED, body="new")}),
    world(ask(0, headers=control("max-age=1, stale-while-revalidate=9")), ask(5)),
    world(
        *({**ask(t, headers=AGED), "request": {"city": "sydney"}} for t in (0, 0.01)),
        network={"cities": ["sydney"]},
        invalidations=[{"t": 5}],
    ),
    CloudfrontCacheParams.model_validate(
        {"traffic": {"on": True, "length_s": 60, "changed_at": 30, "release": "invalidate"}}
    ),
]


def test_events_and_panels_speak_both_languages(page: SimPage, rules: RuleBook) -> None:
    kinds = set()
    for params in STORIES:
        player = Player(MODEL, Script(params), rules)
        player.end()
        for panel in player.frame.panels:
            assert shown(panel) - {"/a", "/b", "/"} <= set(page.terms)
        for event in player.events:
            kinds.add(type(event))
            assert all(rule in rules for rule in event.rules)
            values = {column.name: getattr(event, column.name) for column in columns(event)}
            for language in LANGUAGES:
                assert fill(page.events[type(event).__name__], values, language, page.terms)
    assert kinds == set(MODEL.EVENTS)
    assert set(page.events) == {kind.__name__ for kind in MODEL.EVENTS}


def mutants() -> list[CloudfrontCacheParams]:
    outside = world(
        {**ask(0), "request": {"city": "sydney"}},
        network={"cities": ["sydney"], "price_class": "100", "origin": "london"},
    )
    shielded = world(
        *(
            {**ask(t, headers=AGED), "request": {"city": c}}
            for t, c in ((0, "seoul"), (9, "sydney"))
        ),
        network={"cities": ["seoul", "sydney"], "shield": True},
    )
    change = world(
        ask(0, headers=TAGGED, body="old"),
        ask(9, headers=AGED | {"etag": '"2"'}, body="new"),
        ask(59, headers=TAGGED),
        ask(70, headers=TAGGED),
        behavior={"functions": ["viewer-request", "origin-request"]},
    )
    log = world(
        get(0, "/a?x=1", {"cookie": "u=1"}),
        get(1, "/a?y=2", {"cookie": "u=2", "cache-control": "no-cache"}),
    )
    keyed = world(get(0, "/a?x=1"), get(1, "/a?x=2"), behavior={"key": {"query": ["x"]}})
    error = world(ask(0, status=404), ask(5), ask(12))
    shared = world(
        *(
            {**ask(t, headers=AGED), "request": {"city": c}}
            for t, c in ((0, "frankfurt"), (9, "cape-town"))
        ),
        network={"cities": ["frankfurt", "cape-town"]},
    )
    return [outside, shielded, change, log, keyed, error, shared, *STORIES]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    assert any(
        play(params, rules).events != play(params, rules, WRONG_MODELS[name]).events
        and (
            play(params, rules).metrics != play(params, rules, WRONG_MODELS[name]).metrics
            or play(params, rules).outcome != play(params, rules, WRONG_MODELS[name]).outcome
            or name.startswith(("price", "edge-near"))
        )
        for params in mutants()
    )


def test_ttls_of_questions_stand_in_the_order_cloudfront_demands(rules: RuleBook) -> None:
    for seed in range(SEEDS):
        behavior = next(draws(SIM, SIM.problem("cached-seconds"), seed, rules)).params.behavior
        assert behavior.min_ttl <= behavior.default_ttl <= behavior.max_ttl


@pytest.mark.parametrize("problem_id", ["new-version", "error-ends", "origin-requests"])
def test_nobody_asks_in_the_second_in_which_a_copy_expires(
    problem_id: str, rules: RuleBook
) -> None:
    for seed in range(40):
        params = next(draws(SIM, SIM.problem(problem_id), seed, rules)).params
        done = run(MODEL, Script(params), rules)
        stored = [event for event in done.events if type(event).__name__ == "ObjectStored"]
        asked = {row.t for row in params.exchanges}
        assert stored
        assert not {event.at + float(getattr(event, "ttl", 0)) for event in stored} & asked


def test_an_answer_of_none_is_said_without_its_unit(page: SimPage, rules: RuleBook) -> None:
    texts = {
        choice.text["en"]
        for seed in range(40)
        for choice in make_item(page, "new-version", seed, rules).choices
    }
    assert "never in this time" in texts
    assert all(text.startswith("at minute ") for text in texts - {"never in this time"})
