"""DNS: the way to an answer as the standards say, and caches that forget in their own time."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsstudy.sims.dns.world import Caches, DnsParams, Query, Record, Zone
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.dns_resolution import MODEL, WRONG_MODELS, edits

FROZEN = Path(__file__).parent / "data" / "dns_bind.json"


def rec(name: str, kind: str, *values: str, alias: str | None = None) -> Record:
    return Record(name=name, type=kind, values=values, alias=alias)


def ask(zones, name: str, kind: str = "A", *, inside: bool = False, model=MODEL, rules=None):
    params = DnsParams(zones=zones, query=Query(name=name, type=kind, inside_vpc=inside))
    return run(model, Script(params), rules).outcome


COM = Zone(
    name="example.com",
    records=(
        rec("example.com", "A", "198.51.100.1"),
        rec("www.example.com", "CNAME", "example.com"),
        rec("out.example.com", "CNAME", "www.elsewhere.test"),
        rec("loop.example.com", "CNAME", "loop.example.com"),
        rec("gone.example.com", "CNAME", "missing.nowhere.example.com"),
        rec("*.example.com", "A", "198.51.100.9"),
        rec("mail.example.com", "MX", "10 mx.example.com"),
        rec("a.deep.example.com", "A", "198.51.100.3"),
        rec("sub.example.com", "NS", "ns.elsewhere.test"),
        rec("lb.example.com", "A", alias="site.elb.example"),
        rec("twin.example.com", "A", alias="example.com"),
        rec("nowhere.example.com", "TXT", "v=1"),
    ),
)
DEV = Zone(name="dev.example.com", records=(rec("api.dev.example.com", "A", "198.51.100.5"),))
PRIVATE = Zone(
    name="example.com", scope="private", records=(rec("db.example.com", "A", "10.0.0.5"),)
)
ROWS = [
    ("the apex", "example.com", "A", ("answer", ["198.51.100.1"])),
    ("a CNAME is followed", "www.example.com", "A", ("answer", ["198.51.100.1"])),
    ("asked for itself it is the answer", "www.example.com", "CNAME", ("answer", ["example.com"])),
    ("a CNAME may lead out of the zones", "out.example.com", "A", ("answer", [])),
    ("a CNAME may lead to nothing", "gone.example.com", "A", ("nxdomain", [])),
    ("a wildcard for a missing name", "x.example.com", "A", ("answer", ["198.51.100.9"])),
    ("at any depth", "x.y.z.example.com", "A", ("answer", ["198.51.100.9"])),
    ("with its own types only", "x.example.com", "AAAA", ("nodata", [])),
    ("no wildcard for an existing name", "mail.example.com", "A", ("nodata", [])),
    ("nor below it", "x.mail.example.com", "A", ("nxdomain", [])),
    ("a name between exists, without records", "deep.example.com", "A", ("nodata", [])),
    ("and shields what is below it", "b.deep.example.com", "A", ("nxdomain", [])),
    (
        "a delegated name is referred",
        "www.sub.example.com",
        "A",
        ("referral", ["ns.elsewhere.test"]),
    ),
    ("so is the cut itself", "sub.example.com", "A", ("referral", ["ns.elsewhere.test"])),
    ("the longest zone answers", "api.dev.example.com", "A", ("answer", ["198.51.100.5"])),
    ("alone, without the other's wildcard", "x.dev.example.com", "A", ("nxdomain", [])),
    ("an alias to an AWS resource", "lb.example.com", "A", ("answer", ["203.0.113.20"])),
    ("an alias to a record of the zone", "twin.example.com", "A", ("answer", ["198.51.100.1"])),
    ("a query loop ends", "loop.example.com", "A", ("answer", [])),
]


@pytest.mark.parametrize(("about", "name", "kind", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_a_query_is_answered_as_the_standards_say(rules, about, name, kind, expected) -> None:
    outcome = ask((COM, DEV), name, kind, rules=rules)
    assert (outcome["status"], outcome["values"]) == expected


def test_a_private_zone_answers_alone_in_its_vpc_and_nobody_else(rules) -> None:
    zones = (COM, PRIVATE)
    assert ask(zones, "db.example.com", inside=True, rules=rules)["values"] == ["10.0.0.5"]
    assert ask(zones, "db.example.com", rules=rules)["values"] == ["198.51.100.9"]
    assert ask(zones, "www.example.com", inside=True, rules=rules)["status"] == "nxdomain"


@pytest.mark.parametrize(
    "records",
    [
        [rec("example.com", "CNAME", "www.elsewhere.test")],
        [rec("a.example.com", "CNAME", "b.example.com"), rec("a.example.com", "TXT", "v=1")],
    ],
    ids=["at the apex", "beside another record"],
)
def test_a_cname_that_dns_forbids_is_refused(rules, records) -> None:
    zone = Zone(name="example.com", records=tuple(records))
    done = run(MODEL, Script(DnsParams(zones=(zone,))), rules)
    refused = [event for event in done.events if type(event).__name__ == "RecordRefused"]
    assert len(refused) == 1
    assert refused[0].near is not None


def caches(**values) -> DnsParams:
    return DnsParams(caches=Caches.model_validate({"on": True, **values}))


TIMES = [
    ({"ttl_s": 300, "change_at_s": 1000}, 300),
    ({"ttl_s": 0, "change_at_s": 1000}, 0),
    ({"change": "created", "soa_ttl_s": 900, "soa_minimum_s": 86_400, "change_at_s": 9}, 900),
    ({"change": "created", "soa_ttl_s": 900, "soa_minimum_s": 60, "change_at_s": 9}, 60),
    ({"ttl_s": 3600, "change_at_s": 9000, "lowered": True, "lower_at_s": 0, "lower_to_s": 60}, 60),
    (
        {"ttl_s": 3600, "change_at_s": 9000, "lowered": True, "lower_at_s": 8000, "lower_to_s": 60},
        2600,
    ),
    ({"ttl_s": 3600, "change_at_s": 90, "lowered": True, "lower_at_s": 90, "lower_to_s": 60}, 3600),
]


@pytest.mark.parametrize(("values", "bound"), TIMES)
def test_the_worst_case_is_reached_and_never_passed(rules, values, bound) -> None:
    worst = run(MODEL, Script(caches(luck="worst", count=3, **values)), rules)
    assert worst.metrics["worst_case_s"] == bound
    assert worst.metrics["moved_s"] == bound
    for seed in range(5):
        lucky = run(MODEL, Script(caches(count=9, every_s=1, **values), seed), rules)
        assert lucky.metrics["moved_s"] <= bound + 1
        assert lucky.metrics["stale_share"] == 0


@given(
    ttl=st.integers(60, 5000),
    low=st.integers(60, 5000),
    at=st.integers(0, 9000),
    seed=st.integers(),
)
def test_nobody_is_stale_longer_than_the_bound(rules, ttl, low, at, seed) -> None:
    params = caches(
        ttl_s=ttl, lowered=True, lower_at_s=at, lower_to_s=low, change_at_s=9000, every_s=1, count=5
    )
    done = run(MODEL, Script(params, seed), rules)
    assert done.metrics["moved_s"] <= done.metrics["worst_case_s"] + 1


def test_a_longer_ttl_never_moves_anyone_earlier(rules) -> None:
    bounds = [
        run(MODEL, Script(caches(ttl_s=ttl, luck="worst")), rules).metrics["worst_case_s"]
        for ttl in range(0, 4000, 250)
    ]
    assert bounds == sorted(bounds)


def test_every_wrong_model_is_caught(rules) -> None:
    """By a row above, a private zone, a forbidden CNAME or a time: no belief passes the corpus."""
    forbidden = Zone(name="example.com", records=(rec("example.com", "CNAME", "site.elb.example"),))
    worlds = [
        *(DnsParams(zones=(COM, DEV), query=Query(name=row[1], type=row[2])) for row in ROWS),
        *(
            DnsParams(zones=(COM, PRIVATE), query=Query(name=name, inside_vpc=inside))
            for name in ("db.example.com", "www.example.com", "example.com")
            for inside in (True, False)
        ),
        DnsParams(zones=(forbidden,), query=Query(name="example.com")),
        *(caches(luck="worst", **values) for values, _ in TIMES),
    ]
    truth = [run(MODEL, Script(one), rules).outcome for one in worlds]
    for name, wrong in WRONG_MODELS.items():
        believed = [run(wrong, Script(one), rules).outcome for one in worlds]
        assert believed != truth, name


def test_frozen_answers_of_bind_are_ours(rules) -> None:
    """Zones and queries of ``tests/oracles/test_dns_resolution.py`` with the answers BIND gave."""
    worlds = json.loads(FROZEN.read_text("utf-8"))
    assert sum(len(world["answers"]) for world in worlds) >= 300
    for world in worlds:
        zones = tuple(Zone.model_validate(zone) for zone in world["zones"])
        for name, kind, answer in world["answers"]:
            outcome = ask(zones, name, kind, rules=rules)
            assert [outcome["status"], outcome["values"]] == answer, (name, kind)


def test_edits_lead_to_an_address_at_the_apex(rules, catalog) -> None:
    zone = Zone(name="example.com", records=(rec("example.com", "CNAME", "site.elb.example"),))
    params = DnsParams(zones=(zone,), query=Query(name="example.com"))
    changed = {edit.id: run(MODEL, Script(edit.params), rules).outcome for edit in edits(params)}
    assert changed["alias-instead"]["values"] == ["203.0.113.20"]
