"""The firewall against the Linux kernel: nftables and conntrack in network namespaces.

With ``AWSSTUDY_FREEZE`` set to a path, the kernel's answers are written there for ``make test``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.sims.draw import between, pick
from awsstudy.sims.firewall.world import FirewallParams
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.firewall_state import MODEL

sys.path.insert(0, str(Path(__file__).parent))  # the rig is a program of the hosts as well
import firewall_rig as rig

WORLDS, PROBES = 150, 30
HTTPS_IN = {"action": "allow", "direction": "in", "proto": "tcp", "low": 443, "high": 443}
ALL_OUT = {"action": "allow", "direction": "out", "proto": "all", "low": 0, "high": 65_535}


@pytest.fixture(scope="module")
def hosts(program: Any) -> Iterator[dict[str, rig.Host]]:
    """The host inside and the host outside."""
    for name in ("ip", "nft", "conntrack", "sysctl"):
        program(name)
    try:
        rig.build()
    except RuntimeError as error:
        rig.tear_down()
        pytest.skip(f"no network namespaces here: {error}")
    found = {side: rig.Host(side) for side in ("in", "out")}
    warm_up(found)
    yield found
    for host in found.values():
        host.close()
    rig.tear_down()


def warm_up(hosts: dict[str, rig.Host]) -> None:
    """Wait until every address answers through an open filter."""
    rig.load([{**ALL_OUT, "direction": way, "family": family}
              for way in ("in", "out") for family in rig.FAMILIES], stateful=False)  # fmt: skip
    for family in rig.FAMILIES:
        for client, server in (("in", "out"), ("out", "in")):
            target = rig.ADDRESSES[server, family]
            tries = (hosts[client].ask("probe", family, target, [("icmp", 900 + n, 0)])[0]
                     for n in range(40))  # fmt: skip
            assert any(tries), f"{server} does not answer {family}"


def drawn_rule(chance: Random, *, denies: bool, family: str) -> dict[str, Any]:
    """A rule near the ports that are probed."""
    proto = pick(chance, ("tcp", "udp", "icmp", "all", "all"))
    port = pick(chance, rig.PORTS)
    low, high = pick(chance, ((port, port), (0, 65_535), (1024, 65_535), (port, port + 400)))
    other = "v4" if family == "v6" else "v6"
    return {
        "action": pick(chance, ("allow", "allow", "deny")) if denies else "allow",
        "direction": pick(chance, ("in", "out")),
        "proto": proto,
        "low": low,
        "high": high,
        "family": family if chance.random() < 0.8 else other,
    }


def drawn_world(chance: Random, number: int) -> dict[str, Any]:
    """A filter with rules and probes."""
    kind = pick(chance, ("security_group", "stateful", "stateless", "stateless"))
    family = ("v4", "v6")[number % 2]
    rules = [
        drawn_rule(chance, denies=kind != "security_group", family=family)
        for _ in range(between(chance, 1, 8))
    ]
    rules += [
        {
            "action": "allow",
            "direction": way,
            "proto": "all",
            "low": 0,
            "high": 65_535,
            "family": family,
        }
        for way in ("in", "out")
        if chance.random() < 0.5
    ]
    probes = [
        (pick(chance, ("in", "out")), pick(chance, ("tcp", "tcp", "udp", "udp", "icmp")),
         20_000 + 37 * place + between(chance, 0, 30), pick(chance, rig.PORTS))
        for place in range(PROBES)
    ]  # fmt: skip
    gate = family == "v6" and chance.random() < 0.4
    return {"filter": kind, "family": family, "egress_only": gate, "rules": rules,
            "probes": probes}  # fmt: skip


def ask_kernel(world: dict[str, Any], hosts: dict[str, rig.Host]) -> list[list[bool]]:
    """For each probe whether its reply came, and for UDP whether the request arrived."""
    rig.load(
        world["rules"],
        stateful=world["filter"] != "stateless",
        egress_only=world["egress_only"],
    )
    sides = {"out": "in", "in": "out"}  # an outbound client is inside
    batches = {way: [p for p in world["probes"] if p[0] == way] for way in sides}
    for way, side in sides.items():
        target = rig.ADDRESSES[way, world["family"]]
        hosts[side].tell("probe", world["family"], target, [p[1:] for p in batches[way]])
    answers: dict[Any, bool] = {}
    for way, side in sides.items():
        answers |= dict(zip(batches[way], hosts[side].hear(), strict=True))
    seen = {way: set(hosts[way].ask("seen")) for way in sides}
    return [
        [answers[one], one[2] in seen[one[0]] if one[1] == "udp" else answers[one]]
        for one in world["probes"]
    ]


def ask_model(world: dict[str, Any], one: rig.Probe, rules: RuleBook) -> list[bool]:
    """The same from the simulator."""
    way, proto, sport, dport = one
    params = FirewallParams.model_validate(
        {
            **{key: world[key] for key in ("filter", "family", "egress_only", "rules")},
            "flows": [{"id": "p", "by": way, "proto": proto, "client_port": sport,
                       "server_port": dport}],
            "script": [{"flow": "p"}, {"do": "reply", "flow": "p", "at": 1}],
        }
    )  # fmt: skip
    packets = cast("Any", run(MODEL, Script(params), rules).outcome)["packets"]
    ok = len(packets) == 2 and packets[1]["ok"]
    return [ok, packets[0]["ok"] if proto == "udp" else ok]


def test_probes_agree_with_the_kernel(hosts: Any, rules: RuleBook, record: Any) -> None:
    chance = stream(20261124, "firewall.oracle")
    wrong, answered, arrived = [], 0, 0
    frozen = []
    for number in range(WORLDS):
        world = drawn_world(chance, number)
        truth = ask_kernel(world, hosts)
        for one, kernel in zip(world["probes"], truth, strict=True):
            model = ask_model(world, one, rules)
            answered += kernel[0]
            arrived += kernel[1]
            if model != kernel:
                wrong.append((number, one, kernel, model))
        frozen.append(thin(world, truth))
    count = WORLDS * PROBES
    told = f"probes, {answered} answered, {arrived} arrived"
    record("Linux: nftables, conntrack", count, len(wrong), told)
    assert not wrong, wrong[:5]
    assert count / 5 < answered < count * 4 / 5
    if path := os.environ.get("AWSSTUDY_FREEZE"):
        Path(path).write_text(json.dumps(frozen, separators=(",", ":")) + "\n", "utf-8")


def thin(world: dict[str, Any], truth: list[list[bool]]) -> list[Any]:
    """A world with the kernel's answers, written short."""
    rules = [
        " ".join(
            str(rule[key]) for key in ("action", "direction", "proto", "low", "high", "family")
        )
        for rule in world["rules"]
    ]
    probes = [
        f"{way} {proto} {sport} {dport} {int(ok)}{int(came)}"
        for (way, proto, sport, dport), (ok, came) in zip(world["probes"], truth, strict=True)
    ]
    return [world["filter"], world["family"], int(world["egress_only"]), rules, probes]


@pytest.mark.parametrize("family", ["v4", "v6"])
@pytest.mark.parametrize("kind", ["security_group", "stateful", "stateless"])
def test_a_rule_removed_under_a_live_connection(
    family: str, kind: str, hosts: Any, rules: RuleBook, record: Any
) -> None:
    stateful = kind != "stateless"
    before = [{**rule, "family": family} for rule in (HTTPS_IN, ALL_OUT)]
    rig.load(before, stateful=stateful)
    client, target = hosts["out"], rig.ADDRESSES["in", family]
    name = f"live-{kind}-{family}"
    port = 31_000 + 10 * len(kind)
    assert client.ask("open", name, family, target, "tcp", port, 443)
    assert client.ask("talk", name)
    rig.load(before[1:], stateful=stateful, forget=False)
    lives = client.ask("talk", name)
    new = client.ask("open", f"new-{kind}-{family}", family, target, "tcp", port + 1, 443)
    script = [{"at": 0, "flow": "a"}, {"at": 0, "do": "reply", "flow": "a"},
              {"at": 100, "do": "remove", "rule": 1},
              {"at": 101, "flow": "a"}, {"at": 101, "flow": "b"}]  # fmt: skip
    flows = [{"id": one, "by": "in", "client_port": 31_000 + n} for n, one in enumerate("ab")]
    params = FirewallParams.model_validate(
        {"filter": kind, "family": family, "rules": before, "flows": flows, "script": script}
    )
    packets = cast("Any", run(MODEL, Script(params), rules).outcome)["packets"]
    model = [packets[2]["ok"], packets[3]["ok"]]
    told = f"a rule removed, {kind} {family}: old one lives {lives}, new one {new}"
    record("Linux: nftables, conntrack", 2, differing([lives, new], model), told)
    assert [lives, new] == model == [stateful, False]


@pytest.mark.parametrize("family", ["v4", "v6"])
def test_idle_rows_expire_and_fakes_are_stopped(
    family: str, hosts: Any, rules: RuleBook, record: Any
) -> None:
    """The kernel's UDP timeout is set to 2 s, and the model's 30 s are scaled to it."""
    rule = {"action": "allow", "direction": "out", "proto": "udp", "low": 0, "high": 65_535,
            "family": family}  # fmt: skip
    rig.load([rule], stateful=True)
    rig.within("router", "sysctl", "-qw", "net.netfilter.nf_conntrack_udp_timeout=2")
    inside, outside = hosts["in"], hosts["out"]
    outside.ask("listen", f"srv{family}", family, 7000)
    kernel, model = [], []
    for number, wait in enumerate((0.2, 1.2, 3.5)):
        port, name = 33_000 + number, f"u{number}{family}"
        inside.ask("listen", name, family, port)
        inside.ask("aim", name, rig.ADDRESSES["out", family], 7000)
        time.sleep(wait)
        outside.ask("aim", f"srv{family}", rig.ADDRESSES["in", family], port)
        kernel.append(inside.ask("hear", name))
        model.append(answers_after(round(wait * 15), family, rules))
    inside.ask("listen", f"none{family}", family, 33_100)
    outside.ask("aim", f"srv{family}", rig.ADDRESSES["in", family], 33_100)
    kernel.append(inside.ask("hear", f"none{family}"))
    model.append(answers_after(None, family, rules))
    told = f"{family} replies after 0.1, 0.6 and 1.75 timeouts, and a faked one: {kernel}"
    record("Linux: nftables, conntrack", len(kernel), differing(kernel, model), told)
    assert kernel == model == [True, True, False, False]


def differing(kernel: list[bool], model: list[bool]) -> int:
    return sum(one != other for one, other in zip(kernel, model, strict=True))


def answers_after(seconds: int | None, family: str, rules: RuleBook) -> bool:
    """Whether a UDP reply so late passes; None fakes one without a request."""
    script: list[dict[str, Any]] = [{"at": 0, "flow": "u"}] if seconds is not None else []
    script.append({"at": seconds or 1, "do": "spoof", "flow": "u"})
    params = FirewallParams.model_validate(
        {"filter": "stateful", "family": family,
         "rules": [{"proto": "udp", "family": family}],
         "flows": [{"id": "u", "proto": "udp", "server_port": 7000}], "script": script}
    )  # fmt: skip
    return bool(cast("Any", run(MODEL, Script(params), rules).outcome)["packets"][-1]["ok"])
