"""``dns_resolution`` against BIND: random zones served by ``named`` on loopback, asked over UDP.

``AWSSTUDY_FREEZE=FILE`` writes a few hundred of the answers, which ``make test`` replays.
"""

import json
import os
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.dns.world import DnsParams, Query, Record, Zone
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.dns_resolution import MODEL

dnslib = pytest.importorskip("dnslib", reason="the Python package dnslib: make oracles")

WORLDS, QUERIES = 560, 25
PORT = 5399
FROZEN = 20
"""So many worlds are frozen."""
TYPES = ("A", "AAAA", "MX", "TXT", "CNAME")
LABELS = ("a", "b", "www", "mail", "api")


def world(number: int) -> tuple[Zone, ...]:
    """One to three zones of a domain of their own, with whatever records DNS allows."""
    chance = Random(number)
    domain = f"w{number}.test"
    names = [domain]
    if chance.random() < 0.5:
        names.append(f"dev.{domain}")
    if chance.random() < 0.2:
        names.append(f"x.dev.{domain}")
    return tuple(Zone(name=name, records=tuple(records(name, chance))) for name in names)


def records(zone: str, chance: Random) -> Iterator[Record]:
    """Records that do not forbid each other; a CNAME leads to another name or out of the zone."""
    taken: dict[str, set[str]] = {}
    for _ in range(chance.randint(1, 9)):
        depth = chance.choice((0, 1, 1, 1, 2, 2, 3))
        labels = [chance.choice((*LABELS, "dev")) for _ in range(depth)]
        if labels and chance.random() < 0.25:
            labels[0] = "*"
        name = ".".join([*labels, zone])
        kind = chance.choice(("A", "A", "A", "AAAA", "MX", "TXT", "CNAME", "NS"))
        held = taken.setdefault(name, set())
        wild = "*" in labels
        apart = kind in held or "CNAME" in held or (kind == "CNAME" and held)
        if apart or (kind in ("CNAME", "NS") and name == zone) or (kind == "NS" and wild):
            continue
        held.add(kind)
        yield Record(name=name, type=kind, values=values(kind, zone, chance))


def values(kind: str, zone: str, chance: Random) -> tuple[str, ...]:
    """Values of a type; only A, AAAA and CNAME are told apart by the answers."""
    if kind == "A":
        return tuple(f"198.51.100.{chance.randint(1, 250)}" for _ in range(1))
    if kind == "CNAME":
        target = chance.choice((f"www.{zone}", f"api.{zone}", f"no.such.{zone}", "else.where"))
        return (target,)
    return {
        "AAAA": (f"2001:db8::{chance.randint(1, 999):x}",),
        "MX": ("10 mx.else.where",),
        "TXT": ("v=1",),
        "NS": ("ns.else.where",),
    }[kind]


def loops(zones: tuple[Zone, ...]) -> bool:
    """Whether CNAME records may lead in a circle; what servers do then is their own affair."""
    targets = {
        one.name: one.values[0] for zone in zones for one in zone.records if one.type == "CNAME"
    }
    return any(target in targets for target in targets.values()) or any(
        name.startswith("*.") for name in targets
    )


def zone_file(zone: Zone) -> str:
    """A zone in BIND's format."""
    lines = [
        f"$ORIGIN {zone.name}.",
        "$TTL 300",
        "@ SOA ns.else.where. host.else.where. 1 7200 900 1209600 86400",
        "@ NS ns.else.where.",
    ]
    for one in zone.records:
        for value in one.values:
            data = f'"{value}"' if one.type == "TXT" else value
            dot = "." if one.type in ("CNAME", "MX", "NS") else ""
            lines.append(f"{one.name}. {one.type} {data}{dot}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def worlds() -> list[tuple[Zone, ...]]:
    return [made for made in map(world, range(WORLDS)) if not loops(made)]


@pytest.fixture(scope="module")
def named(program, worlds, tmp_path_factory) -> Iterator[None]:
    folder: Path = tmp_path_factory.mktemp("named")
    blocks = []
    for zones in worlds:
        for zone in zones:
            file = folder / f"{zone.name}.zone"
            file.write_text(zone_file(zone), "utf-8")
            blocks.append(f'zone "{zone.name}" {{ type primary; file "{file}"; }};')
    options = (
        f'options {{ directory "{folder}"; listen-on port {PORT} {{ 127.0.0.1; }};'
        f' listen-on-v6 {{ none; }}; recursion no; pid-file "{folder}/pid";'
        f' session-keyfile "{folder}/key"; check-names primary ignore; dnssec-validation no; }};'
    )
    config = folder / "named.conf"
    config.write_text("\n".join([options, "controls {};", *blocks]), "utf-8")
    process = subprocess.Popen(
        [program("named"), "-g", "-n", "1", "-c", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            if process.poll() is None and asked(worlds[0][0].name, "SOA") is not None:
                break
            time.sleep(0.1)
        else:
            pytest.fail("named does not answer")
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def asked(name: str, kind: str):
    """The response of BIND, or None."""
    packet = dnslib.DNSRecord.question(name, kind).pack()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.settimeout(2)
        line.sendto(packet, ("127.0.0.1", PORT))
        try:
            return dnslib.DNSRecord.parse(line.recv(4096))
        except (TimeoutError, ConnectionRefusedError):
            return None


def bind_answer(name: str, kind: str) -> list:
    """Status and values as our outcome gives them."""
    reply = asked(name, kind)
    assert reply is not None
    if reply.header.rcode == dnslib.RCODE.NXDOMAIN:
        return ["nxdomain", []]
    number = getattr(dnslib.QTYPE, kind)
    found = sorted(value_of(one) for one in reply.rr if one.rtype == number)
    if found:
        return ["answer", found]
    authority = {dnslib.QTYPE[one.rtype]: one for one in reply.auth}
    if "SOA" in authority:
        return ["nodata", []]
    if "NS" in authority and (reply.rr or not reply.header.aa):
        return ["referral", sorted(value_of(one) for one in reply.auth)]
    return ["answer", []]


def value_of(record) -> str:
    if dnslib.QTYPE[record.rtype] == "TXT":
        return b"".join(record.rdata.data).decode()
    return str(record.rdata).rstrip(".")


def queries(zones: tuple[Zone, ...], chance: Random) -> Iterator[tuple[str, str]]:
    held = [one.name.replace("*", "q") for zone in zones for one in zone.records]
    for _ in range(QUERIES):
        name = chance.choice((*held, zones[-1].name, zones[0].name))
        if chance.random() < 0.4:
            name = f"{chance.choice((*LABELS, 'zz'))}.{name}"
        yield name, chance.choice(TYPES)


def test_our_answers_are_those_of_bind(named, worlds, rules: RuleBook, record) -> None:
    kinds: Counter[str] = Counter()
    wrong, frozen = [], []
    for number, zones in enumerate(worlds):
        chance = Random(1000 + number)
        answers = []
        for name, kind in queries(zones, chance):
            params = DnsParams(zones=zones, query=Query(name=name, type=kind))
            ours = run(MODEL, Script(params), rules).outcome
            theirs = bind_answer(name, kind)
            kinds[theirs[0]] += 1
            if [ours["status"], ours["values"]] != theirs:
                wrong.append((name, kind, theirs, ours, zones))
            answers.append([name, kind, theirs])
        if number < FROZEN:
            dumped = [zone.model_dump(mode="json", exclude_defaults=True) for zone in zones]
            frozen.append({"zones": dumped, "answers": answers})
    if path := os.environ.get("AWSSTUDY_FREEZE"):
        Path(path).write_text(json.dumps(frozen, separators=(",", ":")), "utf-8")
    record("BIND", kinds.total(), len(wrong), f"queries: {dict(kinds)}")
    assert wrong == []


FORBIDDEN = [
    ("a CNAME at the apex", "@ CNAME b\n", False),
    ("a CNAME beside an address", "a CNAME b\na A 198.51.100.1\n", False),
    ("a CNAME alone", "a CNAME b\n", True),
    ("an address at the apex", "@ A 198.51.100.1\n", True),
]


@pytest.mark.parametrize("case", FORBIDDEN, ids=[f[0] for f in FORBIDDEN])
def test_what_we_refuse_named_checkzone_refuses(program, rules, tmp_path, record, case):
    about, lines, allowed = case
    file = tmp_path / "zone"
    file.write_text(
        f"$TTL 300\n@ SOA ns.else.where. h.else.where. 1 2 3 4 5\n@ NS ns.else.where.\n{lines}"
    )
    done = subprocess.run(
        [program("named-checkzone"), "w.test", str(file)], check=False, capture_output=True
    )
    assert (done.returncode == 0) == allowed, done.stdout
    made = []
    for line in lines.splitlines():
        label, kind, value = line.split()
        name = "w.test" if label == "@" else f"{label}.w.test"
        value = f"{value}.w.test" if kind == "CNAME" else value
        made.append(Record(name=name, type=kind, values=(value,)))
    zone = Zone(name="w.test", records=tuple(made))
    ours = run(MODEL, Script(DnsParams(zones=(zone,), query=Query(name="w.test"))), rules)
    refused = any(type(event).__name__ == "RecordRefused" for event in ours.events)
    record("named-checkzone", 1, int(refused == allowed), about)
    assert refused != allowed


class Authority:
    """An authority whose record changes, or comes into being, at a moment."""

    def __init__(self, ttl: int, change: str) -> None:
        self.ttl, self.change, self.changed = ttl, change, False

    def resolve(self, request, _handler):
        reply = request.reply()
        name = request.q.qname
        exists = self.changed or self.change == "value"
        if exists and request.q.qtype == dnslib.QTYPE.A:
            value = "198.51.100.2" if self.changed else "198.51.100.1"
            reply.add_answer(dnslib.RR(name, dnslib.QTYPE.A, rdata=dnslib.A(value), ttl=self.ttl))
        else:
            reply.header.rcode = 0 if exists else dnslib.RCODE.NXDOMAIN
            soa = dnslib.SOA("ns.w.test", "h.w.test", (1, 2, 3, 4, self.ttl))
            reply.add_auth(dnslib.RR("w.test", dnslib.QTYPE.SOA, rdata=soa, ttl=3600))
        return reply


@pytest.mark.parametrize(("ttl", "change"), [(2, "value"), (4, "value"), (3, "created")])
def test_unbound_forgets_when_we_say(program, rules, tmp_path, record, ttl, change) -> None:
    """A resolver fetches just before the change and forgets after the bound, to the second."""
    server = pytest.importorskip("dnslib.server")
    authority = Authority(ttl, change)
    serving = server.DNSServer(authority, port=5400, address="127.0.0.1")
    serving.start_thread()
    config = tmp_path / "unbound.conf"
    config.write_text(
        "server:\n interface: 127.0.0.1\n port: 5401\n do-daemonize: no\n"
        f' chroot: ""\n username: ""\n'
        f' directory: "{tmp_path}"\n pidfile: ""\n use-syslog: no\n module-config: "iterator"\n'
        " do-not-query-localhost: no\n access-control: 127.0.0.0/8 allow\n cache-min-ttl: 0\n"
        " local-zone: test. nodefault\n"
        "stub-zone:\n name: w.test\n stub-addr: 127.0.0.1@5400\n stub-prime: no\n"
    )
    resolver = subprocess.Popen(
        [program("unbound"), "-c", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(50):
            if seen_at(5401) is not None:
                break
            time.sleep(0.1)
        start = time.monotonic()
        authority.changed = True
        while seen_at(5401) != "198.51.100.2":
            time.sleep(0.05)
            assert time.monotonic() - start < 20
        seen = time.monotonic() - start
    finally:
        resolver.terminate()
        resolver.wait(timeout=10)
        serving.stop()
        serving.server.server_close()
    caches = {"on": True, "luck": "worst", "count": 1, "change_at_s": 9, "change": change}
    caches |= {"ttl_s": ttl, "soa_ttl_s": 3600, "soa_minimum_s": ttl}
    ours = run(MODEL, Script(DnsParams(caches=caches)), rules).metrics["worst_case_s"]
    wrong = abs(seen - ours) > 1.2
    told = f"TTL {ttl} s, {change}: new answer after {seen:.2f} s, ours {ours:g} s"
    record("unbound", 1, int(wrong), told)
    assert not wrong


def seen_at(port: int) -> str | None:
    """The address a resolver gives for the record now; empty for none, None without a reply."""
    packet = dnslib.DNSRecord.question("site.w.test", "A").pack()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.settimeout(1)
        try:
            line.sendto(packet, ("127.0.0.1", port))
            reply = dnslib.DNSRecord.parse(line.recv(4096))
        except (TimeoutError, ConnectionRefusedError):
            return None
        if reply.header.rcode == dnslib.RCODE.SERVFAIL:
            return None
        return str(reply.rr[0].rdata) if reply.rr else ""
