"""A problem about a page that does not load: who stops the request, or its answer."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, fitting, pick
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import beliefs, detours
from awsstudy.sims.network.filters import ALL, TOP_PORT
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.scenes import (
    ANY,
    OUT_ALL,
    Scene,
    parted,
    place,
    reading,
    verdicts,
)
from awsstudy.sims.network.wording import SERVICES, WEB, acl_words, group_words
from awsstudy.sims.problems import Problem, Value

# Who stops a page: the first drop of a request from the internet, or of its answer.

_STOPS = (
    "sg-stateless",
    "nacl-stateful",
    "nacl-service-port",
    "nacl-swapped",
    "nacl-last-wins",
    "nacl-deny-wins",
    "public-address-is-enough",
    "either-is-enough",
    "answers-find-home",
)
_STOP_WALKS = (
    beliefs.SgStateless,
    beliefs.NaclStateful,
    beliefs.NaclServicePort,
    beliefs.NaclSwapped,
    beliefs.NaclLastWins,
    beliefs.NaclDenyWins,
    detours.PublicAddressIsEnough,
    beliefs.EitherIsEnough,
    beliefs.AnswersFindHome,
)


def _page(random: Random) -> VpcParams:
    scene = Scene()
    port = pick(random, SERVICES)
    other = pick(random, tuple(one for one in SERVICES if one != port))
    sport = pick(random, (between(random, 33000, 48000), between(random, 50000, 60000)))
    scene.nacls["nacl"] = {
        "in": pick(random, _inward(port, other)),
        "out": pick(random, _outward(port)),
    }
    scene.subnet("public", 0, pick(random, ([(ANY, "igw")],) * 3 + ([],)), "nacl")
    inward = pick(random, ([("tcp", ANY, port, port)],) * 4 + ([("tcp", ANY, other, other)],))
    scene.group("sg", inward, pick(random, ([], [], OUT_ALL)))
    scene.host("web", "public", 10, pub=WEB, sgs=["sg"])
    scene.online()
    scene.probe("user", WEB, port, sport)
    return scene.params()


def _one_obstacle_out(params: VpcParams) -> bool:
    """Whether not both ACL and route stop the answer: which comes first is not documented."""
    if params.rts["rt-public"]:
        return True
    port = params.probes[0].sport
    rows = sorted(params.nacls["nacl"]["out"], key=lambda row: int(row[0]))
    first = next((row for row in rows if row[4] <= port <= row[5]), None)
    return first is not None and first[1] == "allow"


def _inward(port: int, other: int) -> tuple[list[Any], ...]:
    allow: list[Any] = [100, "allow", "tcp", ANY, port, port]
    wide: list[Any] = [120, "allow", "tcp", ANY, 1024, TOP_PORT]
    return (
        [allow],
        [allow],
        [allow, wide],
        [[90, "deny", "tcp", "203.0.113.0/24", port, port], allow],
        [allow, [110, "deny", "tcp", "203.0.113.0/24", 0, TOP_PORT]],
        [[100, "allow", "tcp", ANY, other, other], wide],
    )


def _outward(port: int) -> tuple[list[Any], ...]:
    return (
        [[100, "allow", ALL, ANY, 0, TOP_PORT]],
        [[100, "allow", "tcp", ANY, port, port]],
        [[100, "allow", "tcp", ANY, port, port]],
        [[100, "allow", "tcp", ANY, 1024, TOP_PORT]],
        [[100, "allow", "tcp", ANY, 32768, 61000]],
        [[100, "allow", "tcp", ANY, 49152, TOP_PORT]],
        [[90, "deny", "tcp", "203.0.113.0/24", 0, TOP_PORT], [100, "allow", ALL, ANY, 0, TOP_PORT]],
        [
            [100, "allow", ALL, ANY, 0, TOP_PORT],
            [110, "deny", "tcp", "203.0.113.0/24", 0, TOP_PORT],
        ],
    )


def draw_page(random: Random, _rules: RuleBook) -> VpcParams:
    """A user opens a page; security group, network ACL and route vary."""
    return parted(random, _clear_page, place, _STOP_WALKS)


def _clear_page(random: Random) -> VpcParams:
    return fitting(lambda: _page(random), _one_obstacle_out)


def page_values(params: VpcParams, run: Run) -> Mapping[str, Value]:
    """Filters, route and ports in words; and what decided."""
    probe, acl, group = params.probes[0], params.nacls["nacl"], params.sgs["sg"]
    drop = verdicts(run)[0]["drop"]
    return {
        "port": probe.dport,
        "sport": probe.sport,
        "nacl_in": acl_words(acl["in"]),
        "nacl_out": acl_words(acl["out"]),
        "sg_in": group_words(group["in"]),
        "sg_out": group_words(group["out"]),
        "route": "route-igw" if params.rts["rt-public"] else "route-local-only",
        "case": "because-works" if drop is None else f"because-{drop[0]}-{drop[1].split(':')[0]}",
    }


PROBLEMS: tuple[Problem[VpcParams], ...] = (
    Problem("page-stopped", draw_page, reading(place), page_values, _STOPS),
)
