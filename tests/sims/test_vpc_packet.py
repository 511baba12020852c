"""Packets in a VPC: documented rows, the kernel's frozen verdicts, invariants, beliefs, repairs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from rich.cells import cell_len

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.i18n import LANGUAGES, Language
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.quiz.generated import make_item
from awsstudy.sims.fields import leaves, shown, with_value
from awsstudy.sims.kernel import NearMiss, Run, Script, Simulation, run
from awsstudy.sims.models.vpc_packet import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.network import events as happened
from awsstudy.sims.network.addresses import block
from awsstudy.sims.network.filters import FilterRule, FlowTable, Packet, any_match, first_match
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.routes import Route, longest, usable
from awsstudy.sims.network.scenes import Scene
from awsstudy.sims.panels import Plan, Table
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Draw, Model, draws
from awsstudy.tui.widgets.panels import Canvas, draw_panel

SIM = Model("vpc_packet", MODEL, WRONG_MODELS, PROBLEMS, edits)
TRUTH = json.loads((Path(__file__).parent / "data" / "vpc_packet_kernel.json").read_text("utf-8"))
ANY = "0.0.0.0/0"
ALL = ("all", ANY, 0, 65535)
GUIDE = "https://docs.aws.amazon.com/vpc/latest/userguide/"
PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"


def play(params: VpcParams, rules: RuleBook, model: type[Simulation[VpcParams]] = MODEL) -> Run:
    return run(model, Script(params), rules)


def verdicts(params: VpcParams, rules: RuleBook, **model: Any) -> list[Any]:
    outcome: Any = play(params, rules, **model).outcome
    return outcome["probes"]


def said(params: VpcParams, rules: RuleBook) -> list[str]:
    """``ok``, or way and place of the first drop, for every probe."""
    found = verdicts(params, rules)
    return ["ok" if one["ok"] else " ".join(one["drop"]) for one in found]


# Documented rows.


def web(**changes: Any) -> Scene:
    """A web server that the internet reaches, but for the changes."""
    scene = Scene()
    scene.subnet("pub", 0, changes.get("routes", [(ANY, "igw")]), "acl")
    scene.nacls["acl"] = {
        "in": changes.get("acl_in", [(100, "allow", "all", ANY, 0, 65535)]),
        "out": changes.get("acl_out", [(100, "allow", "all", ANY, 0, 65535)]),
    }
    scene.group("sg", changes.get("sg_in", [("tcp", ANY, 443, 443)]), changes.get("sg_out", []))
    scene.host("web", "pub", 10, pub=changes.get("pub", "198.51.100.10"), sgs=["sg"])
    scene.online("user", "203.0.113.10")
    scene.vpcs["A"]["igw"] = changes.get("igw", True)
    scene.probe("user", changes.get("dst", "198.51.100.10"), sport=changes.get("sport", 40001))
    return scene


def leaving(**changes: Any) -> Scene:
    """An instance that opens a site on the internet."""
    scene = web(sg_out=[ALL], **changes)
    scene.probes.clear()
    scene.probe("web", "203.0.113.10")
    return scene


def natted(where: str, default: str = "igw", **host: Any) -> Scene:
    """An app behind a NAT gateway in a subnet of that name."""
    scene = Scene()
    scene.subnet("pub", 0, [(ANY, default)])
    scene.subnet("priv", 1, [(ANY, "nat:gw")])
    scene.group("sg", [], [ALL])
    scene.host("gw", where, 5, kind="natgw", pub="198.51.100.5", **host)
    scene.host("app", "priv", 10, sgs=["sg"])
    scene.online("site", "203.0.113.10")
    scene.probe("app", "203.0.113.10")
    return scene


def instance(check: bool, sg_in: Any = (("all", "10.0.0.0/16", 0, 65535),)) -> Scene:
    """An app behind a NAT instance with the source/destination check on or off."""
    scene = natted("pub")
    scene.rts["rt-priv"] = [(ANY, "eni:gw")]
    scene.group("nat-sg", sg_in, [ALL])
    scene.hosts["gw"] |= {"kind": "ec2", "sgs": ["nat-sg"], "nat": not check}
    return scene


def peers(*, pairs: Any = (("A", "B"), ("A", "C")), **routes: Any) -> Scene:
    """Three VPCs; A is the hub."""
    cidrs = {"A": "10.0.0.0/16", "B": "10.1.0.0/16", "C": "10.2.0.0/16"}
    scene = Scene(vpcs={n: {"cidr": c, "igw": n == "A"} for n, c in cidrs.items()})
    scene.peerings += list(pairs)
    scene.group("sg", [ALL], [ALL])
    for name in cidrs:
        scene.subnet(name.lower(), 0, routes.get(name, ()), vpc=name)
        scene.host(f"h{name}", name.lower(), 10, sgs=["sg"])
    scene.online("site", "203.0.113.10")
    return scene


def probing(scene: Scene, src: str, dst: str, dport: int = 443) -> Scene:
    scene.probes.clear()
    scene.probe(src, dst, dport)
    return scene


def groups(rule: str, sgs: list[str], *, public: bool = False) -> Scene:
    """A client with some groups asks a database whose group names one of them."""
    scene = Scene()
    scene.subnet("net", 0, [(ANY, "igw")])
    scene.subnet("other", 1, [(ANY, "igw")])
    scene.group("sg-a", [], [ALL])
    scene.group("sg-b", [], [])
    scene.group("sg-db", [("tcp", rule, 3306, 3306)], [])
    scene.host("db", "net", 10, pub="198.51.100.10", sgs=["sg-db"])
    scene.host("app", "other", 11, pub="198.51.100.11", sgs=sgs)
    return probing(scene, "app", "198.51.100.10" if public else "10.0.0.10", 3306)


OFFICE = Scene()
OFFICE.subnet("priv", 1, [])
OFFICE.group("sg", [("tcp", "172.16.0.0/16", 443, 443)], [])
OFFICE.host("app", "priv", 10, sgs=["sg"])
OFFICE.hosts["hq"] = {"kind": "onprem", "vpc": "A", "ip": "172.16.0.10"}
OFFICE.probe("hq", "10.0.1.10")


def routed_office() -> Scene:
    scene = Scene(**{name: getattr(OFFICE, name) for name in OFFICE.__dataclass_fields__})
    scene.rts = {"rt-priv": [("172.16.0.0/16", "vgw")]}
    return scene


def neighbours() -> Scene:
    """Two instances of one subnet whose network ACL denies everything."""
    scene = web(acl_in=[], acl_out=[], sg_in=[ALL])
    scene.group("own", [], [ALL])
    scene.host("near", "pub", 11, sgs=["own"])
    return probing(scene, "near", "10.0.0.10")


LINUX, WINDOWS = 40001, 50001
ACL_443 = [(100, "allow", "tcp", ANY, 443, 443)]
EPHEMERAL = [(100, "allow", "tcp", ANY, 1024, 65535)]
DENY_FIRST = [(90, "deny", "tcp", "203.0.113.0/24", 443, 443), *ACL_443]
DENY_LATER = [*ACL_443, (110, "deny", "tcp", "203.0.113.0/24", 443, 443)]
B_TO_A, A_TO_B = [("10.0.0.0/16", "pcx:A")], [("10.1.0.0/16", "pcx:B")]

ROWS: list[tuple[str, str, Scene, str]] = [
    ("route, gateway, public address, rules: it works", "VPC_Internet_Gateway.html", web(), "ok"),
    ("no gateway attached", "VPC_Internet_Gateway.html", leaving(igw=False), "fwd no-route:A"),
    ("no route to the gateway", "VPC_Internet_Gateway.html", leaving(routes=[]), "fwd no-route:A"),
    ("no public address", "VPC_Internet_Gateway.html", leaving(pub=None), "fwd igw-nopub:A"),
    ("the internet knows no private address", "vpc-ip-addressing.html", web(dst="10.0.0.10"),
     "fwd inet-noroute:internet"),
    ("request over an Elastic IP, answer without a route", "RouteTables.html", web(routes=[]),
     "ret no-route:A"),
    ("a new group lets nothing in", "security-group-rules.html", web(sg_in=[]), "fwd sg-in:web"),
    ("no outbound rule, yet answers pass", "vpc-security-groups.html", web(sg_out=[]), "ok"),
    ("no outbound rule, no request", "security-group-rules.html",
     probing(web(sg_out=[]), "web", "203.0.113.10"), "fwd sg-out:web"),
    ("a custom network ACL denies everything in", "vpc-network-acls.html", web(acl_in=[]),
     "fwd nacl-in:pub"),
    ("and out", "vpc-network-acls.html", web(acl_out=[]), "ret nacl-out:pub"),
    ("an answer does not go to the service's port", "vpc-network-acls.html", web(acl_out=ACL_443),
     "ret nacl-out:pub"),
    ("an answer goes to an ephemeral port", "vpc-network-acls.html", web(acl_out=EPHEMERAL), "ok"),
    ("Linux clients below the Windows range", "vpc-network-acls.html",
     web(acl_out=[(100, "allow", "tcp", ANY, 49152, 65535)], sport=LINUX), "ret nacl-out:pub"),
    ("Windows clients in it", "vpc-network-acls.html",
     web(acl_out=[(100, "allow", "tcp", ANY, 49152, 65535)], sport=WINDOWS), "ok"),
    ("a deny with the lower number", "vpc-network-acls.html", web(acl_in=DENY_FIRST),
     "fwd nacl-in:pub"),
    ("a deny with the higher number", "vpc-network-acls.html", web(acl_in=DENY_LATER), "ok"),
    ("the order of rows is no order", "vpc-network-acls.html", web(acl_in=DENY_FIRST[::-1]),
     "fwd nacl-in:pub"),
    ("another protocol does not match", "vpc-network-acls.html",
     web(acl_in=[(100, "allow", "udp", ANY, 443, 443)]), "fwd nacl-in:pub"),
    ("all protocols means all ports", "vpc-network-acls.html",
     web(acl_in=[(100, "allow", "all", ANY, 1, 1)]), "ok"),
    ("within a subnet no network ACL is asked", "vpc-network-acls.html", neighbours(), "ok"),
    ("answers of a site need inbound ports", "vpc-network-acls.html", leaving(acl_in=ACL_443),
     "ret nacl-in:pub"),
    ("NAT gateway in a public subnet", "vpc-nat-gateway.html", natted("pub"), "ok"),
    ("NAT gateway in the private subnet", "vpc-nat-gateway.html", natted("priv"), "fwd no-route:A"),
    ("its subnet leads nowhere", "vpc-nat-gateway.html", natted("pub", "vgw"), "fwd no-route:A"),
    ("nobody gets in through it", "vpc-nat-gateway.html",
     probing(natted("pub"), "site", "198.51.100.5"), "fwd nat-unsolicited:gw"),
    ("NAT instance, check disabled", "VPC_NAT_Instance.html", instance(check=False), "ok"),
    ("NAT instance, check enabled", "VPC_NAT_Instance.html", instance(check=True), "fwd srcdst:gw"),
    ("a NAT instance has a security group", "vpc-nat-comparison.html", instance(False, ()),
     "fwd sg-in:gw"),
    ("peers with routes on both sides", PEERING,
     probing(peers(A=A_TO_B, B=B_TO_A), "hB", "10.0.0.10"), "ok"),
    ("no route back", PEERING, probing(peers(B=B_TO_A), "hB", "10.0.0.10"), "ret no-route:A"),
    ("no route there", PEERING, probing(peers(A=A_TO_B), "hB", "10.0.0.10"), "fwd no-route:B"),
    ("not transitive", PEERING,
     probing(peers(B=[("10.0.0.0/8", "pcx:A")], C=[("10.0.0.0/8", "pcx:A")]), "hB", "10.2.0.10"),
     "fwd no-route:A"),
    ("no edge to edge", PEERING,
     probing(peers(B=[(ANY, "pcx:A")], A=A_TO_B), "hB", "203.0.113.10"), "fwd no-route:A"),
    ("not accepted: no such connection", PEERING,
     probing(peers(pairs=(), A=A_TO_B, B=B_TO_A), "hB", "10.0.0.10"), "fwd no-route:B"),
    ("a group as source means its members", "security-group-rules.html",
     groups("sg:sg-a", ["sg-a"]), "ok"),
    ("rules of all groups are united", "vpc-security-groups.html",
     groups("sg:sg-a", ["sg-b", "sg-a"]), "ok"),
    ("but not those of others", "security-group-rules.html", groups("sg:sg-b", ["sg-a"]),
     "fwd sg-in:db"),
    ("nor the public addresses of members", "security-group-rules.html",
     groups("sg:sg-a", ["sg-a"], public=True), "fwd sg-in:db"),
    ("VPN in, no route back", "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html",
     OFFICE, "ret no-route:A"),
    ("VPN with a route", "https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html",
     routed_office(), "ok"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_aws_documents(rules, row) -> None:
    _, page, scene, expected = row
    assert page.endswith(".html")
    assert said(scene.params(), rules) == [expected]


def test_overlapping_vpcs_are_never_joined(rules) -> None:
    scene = peers(A=[("10.1.0.0/16", "pcx:B")], B=[("10.0.0.0/16", "pcx:A")])
    scene.vpcs["B"]["cidr"] = "10.0.0.0/17"
    scene.subnets["b"]["cidr"] = "10.0.0.0/24"
    scene.hosts["hB"]["ip"] = "10.0.0.20"
    scene.rts["rt-b"] = [(ANY, "pcx:A")]
    scene = probing(scene, "hB", "203.0.113.10")
    assert said(scene.params(), rules) == ["fwd no-route:B"]


def test_an_elastic_ip_behind_a_nat_gateway_answers_by_the_wrong_door(rules) -> None:
    scene = natted("pub")
    scene.group("open", [ALL], [ALL])
    scene.hosts["app"] |= {"pub": "198.51.100.9", "sgs": ["open"]}
    assert said(probing(scene, "site", "198.51.100.9").params(), rules) == ["ret nat-nostate:gw"]


ROUTES = [("10.0.0.0/16", "pcx"), (ANY, "igw"), ("172.16.0.0/12", "vgw"), ("172.16.8.0/24", "nat")]


@pytest.mark.parametrize(
    ("address", "target"),
    [("172.16.8.9", "nat"), ("172.16.9.9", "vgw"), ("8.8.8.8", "igw"), ("10.0.3.4", "local")],
)
def test_the_longest_prefix_wins_and_local_cannot_be_replaced_by_a_gateway(address, target) -> None:
    routes = usable([Route(block(b), t) for b, t in ROUTES], block("10.0.0.0/16"))
    for rows in (routes, routes[::-1]):
        found = longest(rows, block(address).first)
        assert found is not None
        assert found.target == target


def test_only_an_interface_or_nat_may_take_part_of_the_vpc() -> None:
    rows = [Route(block("10.0.1.0/24"), "vgw"), Route(block("10.0.2.0/24"), "eni:box")]
    assert [r.target for r in usable(rows, block("10.0.0.0/16"))] == ["local", "eni:box"]


# The kernel.


def test_the_kernel_agreed_on_every_verdict_and_every_place(rules) -> None:
    kinds: Counter[str] = Counter()
    for entry in TRUTH:
        params = VpcParams.model_validate(entry["world"])
        assert verdicts(params, rules) == entry["verdicts"]
        kinds.update(
            v["drop"][1].partition(":")[0] if v["drop"] else "ok" for v in entry["verdicts"]
        )
    assert kinds.total() >= 600
    assert len(kinds) >= 9


# Beliefs.


@pytest.fixture(scope="module")
def corpus(rules: RuleBook) -> list[VpcParams]:
    """What the mutation test runs: documented rows, kernel worlds, problems' situations."""
    drawn = [
        problem.situation(stream(seed, problem.id), rules)
        for problem in PROBLEMS
        for seed in range(8)
    ]
    kernel = [VpcParams.model_validate(entry["world"]) for entry in TRUTH]
    return [*(row[2].params() for row in ROWS), *kernel, *drawn]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_belief_parts_from_the_truth(rules, corpus, name) -> None:
    model = WRONG_MODELS[name]
    assert any(play(params, rules, model).events != play(params, rules).events for params in corpus)


KILLED = [
    name for name in WRONG_MODELS if name not in ("linux-ports", "windows-ports", "all-ports")
]


@pytest.mark.parametrize("name", KILLED)
def test_every_belief_gets_a_verdict_or_place_wrong(rules, corpus, name) -> None:
    model = WRONG_MODELS[name]
    assert any(verdicts(params, rules, model=model) != verdicts(params, rules) for params in corpus)


def test_a_belief_keeps_its_words() -> None:
    assert {model.__name__ for model in WRONG_MODELS.values()} >= {"SgStateless", "Transitive"}
    assert all(model.__doc__ for model in WRONG_MODELS.values())


# Invariants.


WORLDS = st.integers(0, len(TRUTH) - 1)


@settings(max_examples=20, deadline=None)
@given(number=WORLDS, data=st.data())
def test_a_deny_never_lets_more_through(rules, number, data) -> None:
    world = json.loads(json.dumps(TRUTH[number]["world"]))
    name = data.draw(st.sampled_from(sorted(world["nacls"])))
    way = data.draw(st.sampled_from(["in", "out"]))
    port = data.draw(st.sampled_from([22, 80, 443, 40000]))
    world["nacls"][name][way].append([1, "deny", "tcp", ANY, 0, port])
    before, after = TRUTH[number]["verdicts"], verdicts(VpcParams.model_validate(world), rules)
    assert all(old["ok"] or not new["ok"] for old, new in zip(before, after, strict=True))


@settings(max_examples=20, deadline=None)
@given(number=WORLDS, data=st.data())
def test_a_security_group_rule_never_breaks_what_works(rules, number, data) -> None:
    world = json.loads(json.dumps(TRUTH[number]["world"]))
    name = data.draw(st.sampled_from(sorted(world["sgs"])))
    way = data.draw(st.sampled_from(["in", "out"]))
    world["sgs"][name][way].append(["tcp", ANY, 0, data.draw(st.sampled_from([80, 443, 65535]))])
    before, after = TRUTH[number]["verdicts"], verdicts(VpcParams.model_validate(world), rules)
    assert all(new["ok"] or not old["ok"] for old, new in zip(before, after, strict=True))


@settings(max_examples=20, deadline=None)
@given(number=WORLDS, data=st.data())
def test_the_order_of_rows_and_probes_does_not_matter(rules, number, data) -> None:
    world = json.loads(json.dumps(TRUTH[number]["world"]))
    for rows in (*world["rts"].values(), *(r for a in world["nacls"].values() for r in a.values())):
        rows[:] = data.draw(st.permutations(rows))
    order = data.draw(st.permutations(range(len(world["probes"]))))
    world["probes"] = [world["probes"][i] for i in order]
    found = verdicts(VpcParams.model_validate(world), rules)
    assert found == [TRUTH[number]["verdicts"][i] for i in order]


@settings(max_examples=10, deadline=None)
@given(number=WORLDS)
def test_every_connection_either_works_or_is_dropped(rules, number) -> None:
    params = VpcParams.model_validate(TRUTH[number]["world"])
    done = play(params, rules)
    assert done.metrics["working"] + done.metrics["dropped"] == len(params.probes)
    tried = [e for e in done.events if isinstance(e, happened.ConnectionTried)]
    assert len(tried) == len(params.probes)
    assert done.metrics["checks"] == len(done.events) - len(tried)


# Filters, for models that share them.

PACKET = Packet(block("10.0.0.1").first, block("10.0.1.2").first, "tcp", 40001, 443)


def test_why_a_rule_did_not_match() -> None:
    rules = [FilterRule("100", "udp", low=53, high=53), FilterRule("110", "tcp", low=80, high=80)]
    ruling = first_match(rules, PACKET, PACKET.src)
    assert not ruling.allowed
    assert (ruling.rule, ruling.scanned) == ("*", 2)
    assert ruling.near == NearMiss("110", "port", "80", "443")
    assert any_match(rules, PACKET, PACKET.src).near == ruling.near


def test_which_allow_a_deny_overtook() -> None:
    rules = [FilterRule("90", allow=False), FilterRule("100")]
    assert first_match(rules, PACKET, PACKET.src).near == NearMiss("100", "order", "< 90", "100")


def test_a_flow_table_knows_answers_only() -> None:
    flows = FlowTable()
    flows.remember("here", PACKET)
    assert flows.knows("here", PACKET.answer())
    assert not flows.knows("there", PACKET.answer())
    assert not flows.knows("here", PACKET)
    after = PACKET.coming_from(7)
    flows.translate("nat", PACKET, after)
    assert flows.restored("nat", after.answer()) == PACKET.answer()
    assert flows.restored("nat", PACKET.answer()) is None


# Params.

BAD: list[tuple[str, str, Any]] = [
    ("vpcs", "a VPC larger than /16", {"A": {"cidr": "10.0.0.0/15"}}),
    ("vpcs", "a VPC smaller than /28", {"A": {"cidr": "10.0.0.0/29"}}),
    ("peerings", "an unknown peer", [["A", "Z"]]),
    ("subnets", "a subnet outside",
     {"s": {"vpc": "A", "cidr": "10.9.0.0/24", "rt": "r", "nacl": "n"}}),
    ("subnets", "overlapping subnets", {
        "s": {"vpc": "A", "cidr": "10.0.0.0/24", "rt": "rt-public", "nacl": "open"},
        "t": {"vpc": "A", "cidr": "10.0.0.128/25", "rt": "rt-public", "nacl": "open"}}),
    ("rts", "a missing route table", {}),
    ("rts", "an unknown kind of target", {"rt-public": [[ANY, "tgw:x"]]}),
    ("nacls", "a rule number of 0", {"open": {"in": [[0, "allow", "all", ANY, 0, 1]]}}),
    ("nacls", "a rule number above 32766", {"open": {"in": [[32767, "allow", "all", ANY, 0, 1]]}}),
    ("nacls", "one number twice", {"open": {"in": [[5, "allow", "all", ANY, 0, 1]] * 2}}),
    ("sgs", "an unknown group", {"sg-web": {"in": [["tcp", "sg:none", 1, 1]]}}),
    ("hosts", "an address outside the subnet", {"web": {"subnet": "public", "ip": "10.0.9.9"}}),
    ("probes", "an unknown sender", [{"src": "nobody"}]),
]  # fmt: skip


@pytest.mark.parametrize("row", BAD, ids=[row[1] for row in BAD])
def test_bad_params_name_their_field(row) -> None:
    field, _, value = row
    data = VpcParams().model_dump(mode="json") | {field: value}
    with pytest.raises(ValidationError) as caught:
        VpcParams.model_validate(data)
    assert caught.value.errors()[0]["loc"][0] == field


def test_host_bits_are_dropped_as_aws_does() -> None:
    assert str(block("100.68.0.18/18")) == "100.68.0.0/18"


def test_every_parameter_can_be_edited_as_it_is_shown() -> None:
    params = VpcParams()
    for leaf in leaves(params):
        assert with_value(params, leaf.path, shown(leaf.value)) == params, leaf.name


# Repairs, events, pictures.


def test_every_edit_is_a_world_that_can_be_run(catalog: Catalog, rules) -> None:
    kinds: Counter[str] = Counter()
    for scene in (web(acl_out=[]), natted("priv"), instance(check=True), peers(), OFFICE):
        params = scene.params()
        for edit in edits(params):
            kinds[edit.id] += 1
            play(edit.params, rules)
    assert set(kinds) == set(catalog.sims["vpc_packet"].edits)


def test_drops_of_filters_say_which_rule_came_nearest(rules) -> None:
    drop = play(web(acl_out=ACL_443).params(), rules).events[-1]
    assert isinstance(drop, happened.PacketDropped)
    assert drop.near == NearMiss("100", "port", "443", "40001")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_fit_a_small_terminal(catalog: Catalog, rules, language: Language) -> None:
    page = catalog.sims["vpc_packet"]
    transit = probing(peers(B=[(ANY, "pcx:A")]), "hB", "203.0.113.10")
    joined = probing(peers(A=A_TO_B, B=B_TO_A), "hB", "10.0.0.10")
    for scene in (web(), natted("pub"), joined, transit, instance(check=False), OFFICE):
        player = Player(MODEL, Script(scene.params()), rules)
        canvas = Canvas(76, language, page.terms, rules, plain=True)
        while not player.finished:
            player.step()
            plan, table = player.frame.panels
            assert isinstance(plan, Plan)
            assert isinstance(table, Table)
            assert plan.at in {place.name for place in plan.places} | {"internet"}
            lines = [line for p in (plan, table) for line in str(draw_panel(p, canvas)).split("\n")]
            assert len(lines) <= 22
            assert max(map(cell_len, lines)) <= 76


def test_the_packet_is_drawn_where_it_is(rules) -> None:
    player = Player(MODEL, Script(web().params()), rules)
    seen = []
    while not player.finished:
        player.step()
        plan: Any = player.frame.panels[0]
        seen.append((plan.at, plan.header))
    assert [at for at, _ in seen][:5] == ["user", "VPC A", "pub", "web", "web"]
    assert "10.0.0.10:443" in str(seen[1][1])


# Problems.


@pytest.mark.parametrize("problem", PROBLEMS, ids=[problem.id for problem in PROBLEMS])
def test_problems_give_four_options_at_the_first_draw(rules, problem) -> None:
    first, keys = 0, Counter[object]()
    for seed in range(60):
        draw: Draw[VpcParams] = next(draws(SIM, problem, seed, rules))
        again = problem.situation(stream(seed, f"vpc_packet.{problem.id}:0"), rules)
        first += draw.params == again
        keys[draw.key] += 1
    assert first >= 57
    assert len(keys) >= 2


@pytest.mark.parametrize("problem", PROBLEMS, ids=[problem.id for problem in PROBLEMS])
def test_questions_fit_a_screen(catalog, rules, problem) -> None:
    page = catalog.sims["vpc_packet"]
    for seed in range(12):
        item = make_item(page, problem.id, seed, rules)
        for language in LANGUAGES:
            assert "{" not in item.stem[language]
            assert cell_len(item.stem[language]) <= 76 * 9
            for choice in item.choices:
                assert cell_len(choice.text[language]) <= 70
                assert "{" not in choice.why[language]


def test_an_answer_without_a_route_is_let_out_by_the_network_acl(rules: RuleBook) -> None:
    seen = 0
    for seed in range(120):
        draw = next(draws(SIM, SIM.problem("page-stopped"), seed, rules))
        if draw.params.rts["rt-public"]:
            continue
        seen += 1
        mended = draw.params.model_copy(
            update={"rts": {**draw.params.rts, "rt-public": ((ANY, "igw"),)}}
        )
        before, after = said(draw.params, rules)[0], said(mended, rules)[0]
        assert before.startswith("fwd") or after == "ok"
    assert seen


@pytest.mark.parametrize("problem_id", ["internet-access", "online-reach", "peering-reach"])
def test_keys_are_not_what_all_options_share(problem_id: str, rules: RuleBook) -> None:
    given_away, told = 0, 0
    for seed in range(60):
        draw = next(draws(SIM, SIM.problem(problem_id), seed, rules))
        if isinstance(draw.key, tuple):
            told += 1
            shown = list(draw.distractors.values())[:3]
            given_away += all(set(draw.key) <= set(one or ()) for one in shown)  # type: ignore[arg-type]
    assert told >= 20
    assert given_away <= 0.6 * told
