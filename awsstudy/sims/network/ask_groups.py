"""A problem about security groups: who may connect."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.network import beliefs
from awsstudy.sims.network.filters import ALL, TOP_PORT
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.scenes import (
    ANY,
    OUT_ALL,
    Scene,
    parted,
    reading,
    working,
)
from awsstudy.sims.network.wording import acl_words, group_words
from awsstudy.sims.problems import Problem, Value

# Who may connect.

_GROUP_WRONG = (
    "sg-strictest",
    "sg-stateless",
    "sg-out-ignored",
    "sg-group-is-public-too",
    "nacl-inside",
)
_GROUP_WALKS = (
    beliefs.SgStrictest,
    beliefs.SgStateless,
    beliefs.SgOutIgnored,
    beliefs.SgGroupIsPublicToo,
    beliefs.NaclInside,
)


_BOTH = ["sg-app", "sg-admin"]
_KINDS: tuple[tuple[str, list[str], bool], ...] = (
    ("apps", ["sg-app"], False),
    ("apps", _BOTH, False),
    ("apps", _BOTH, True),
    ("data", ["sg-app"], False),
    ("data", _BOTH, False),
    ("data", ["sg-admin"], False),
)
"""Clients: subnet, security groups, and whether they use the public address."""


def _tiers(random: Random) -> VpcParams:
    scene = Scene()
    port = pick(random, (3306, 5432, 6379))
    scene.nacls["closed"] = {
        "in": [(100, "allow", "tcp", "10.0.2.0/24", port, port)],
        "out": [(100, "allow", ALL, ANY, 0, TOP_PORT)],
    }
    inside = pick(random, ("closed", "closed", "open"))
    scene.subnet("data", 1, [(ANY, "igw")], inside)
    scene.subnet("apps", 2, [(ANY, "igw")])
    scene.group("sg-app", [], pick(random, ([], [], OUT_ALL)))
    scene.group("sg-admin", [("tcp", ANY, 22, 22)])
    scene.group("sg-db", [("tcp", "sg:sg-app", port, port)], pick(random, ([], OUT_ALL)))
    more = pick(random, ([], ["sg-admin"]))
    scene.host("db", "data", 10, pub="198.51.100.20", sgs=["sg-db", *more])
    for number, (subnet, groups, public) in enumerate(shuffled(random, _KINDS)[:4], 1):
        pub = f"198.51.100.{20 + number}"
        scene.host(f"app{number}", subnet, 10 + number, pub=pub, sgs=groups)
        scene.probe(f"app{number}", "198.51.100.20" if public else "10.0.1.10", port)
    return scene.params()


def draw_tiers(random: Random, _rules: RuleBook) -> VpcParams:
    """Four clients of a database whose group names another group."""
    return parted(random, _tiers, working, _GROUP_WALKS)


def tier_values(params: VpcParams, _run: Run) -> Mapping[str, Value]:
    """Who asks how."""
    clients: dict[str, Value] = {}
    for number, probe in enumerate(params.probes, 1):
        host = params.hosts[probe.src]
        public = "-public" if probe.dst.startswith("198") else ""
        clients[f"c{number}"] = f"from-{host.subnet}{public}"
        clients[f"g{number}"] = " + ".join(host.sgs)
    groups = params.sgs
    return {
        **clients,
        "port": params.probes[0].dport,
        "app_out": group_words(groups["sg-app"]["out"]),
        "db_out": group_words(groups["sg-db"]["out"]),
        "db_groups": ", ".join(params.hosts["db"].sgs),
        "inside": acl_words(params.nacls[params.subnets["data"].nacl]["in"]),
    }


PROBLEMS: tuple[Problem[VpcParams], ...] = (
    Problem("group-reach", draw_tiers, reading(working), tier_values, _GROUP_WRONG),
)
