"""Random VPC worlds near the edges where beliefs about networks part from the truth."""

from random import Random
from typing import Any

ANY = "0.0.0.0/0"
PORTS = (22, 53, 80, 443, 3306, 8080)
CIDRS = ("10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16")
STRANGERS = ("192.0.2.77", "172.16.9.9", "10.9.0.10")


def world(random: Random, probes: int = 60) -> dict[str, Any]:
    """One world; drawn again while two NAT devices send to each other."""
    while True:
        made = _world(random)
        if not _circles(made):
            made["probes"] = _probes(random, made, probes)
            return made


def _circles(made: dict[str, Any]) -> bool:
    """Whether a device's own subnet leads to another device that leads further."""
    devices = {n: h for n, h in made["hosts"].items() if h["kind"] == "natgw" or h.get("nat")}

    def onward(name: str) -> set[str]:
        table = made["subnets"][devices[name]["subnet"]]["rt"]
        targets = {target.partition(":")[2] for _, target in made["rts"][table]}
        return (targets & devices.keys()) - {name}

    return any(onward(second) for name in devices for second in onward(name))


def _world(random: Random) -> dict[str, Any]:
    names = ["A", "B", "C"][: random.choice((1, 1, 2, 3, 3))]
    made: dict[str, Any] = {
        "vpcs": {n: {"cidr": CIDRS[i], "igw": random.random() < 0.8} for i, n in enumerate(names)},
        "peerings": [],
        "subnets": {},
        "rts": {},
        "nacls": {},
        "sgs": {},
        "hosts": {},
        "probes": [],
    }
    made["peerings"] = [
        [a, b]
        for a, b in (("A", "B"), ("A", "C"), ("B", "C"))
        if {a, b} <= set(names) and random.random() < 0.6
    ]
    for number in range(random.randint(2, 4)):
        made["sgs"][f"g{number}"] = {}
    for name in names:
        _network(random, made, name)
    made["hosts"]["u0"] = {"kind": "inet", "ip": "203.0.113.10"}
    made["hosts"]["u1"] = {"kind": "inet", "ip": "203.0.113.77"}
    for number, name in enumerate(names):
        if random.random() < 0.4:
            made["hosts"][f"q{name}"] = {"kind": "onprem", "vpc": name, "ip": f"172.16.{number}.10"}
    for group in made["sgs"].values():
        group.update({"in": _group(random, made, 0.75), "out": _group(random, made, 0.9)})
    for name, subnet in made["subnets"].items():
        made["rts"][subnet["rt"]] = _table(random, made, name, subnet)
    return made


def _network(random: Random, made: dict[str, Any], vpc: str) -> None:
    base = made["vpcs"][vpc]["cidr"].rsplit(".", 2)[0]
    for number in range(random.randint(1, 3)):
        name = f"{vpc.lower()}{number}"
        acl = f"n{name}"
        made["subnets"][name] = {
            "vpc": vpc,
            "cidr": f"{base}.{number}.0/24",
            "rt": f"t{name}",
            "nacl": acl,
        }
        made["nacls"][acl] = {way: _acl(random) for way in ("in", "out")}
        for place in range(random.choice((1, 1, 2))):
            host = {
                "kind": "ec2",
                "subnet": name,
                "ip": f"{base}.{number}.{10 + place}",
                "sgs": random.sample(sorted(made["sgs"]), random.choice((1, 1, 2))),
            }
            if random.random() < 0.5:
                host["pub"] = f"198.51.100.{10 + len(made['hosts'])}"
            host["nat"] = random.random() < 0.15
            made["hosts"][f"h{name}{place}"] = host
        if random.random() < 0.35:
            made["hosts"][f"nat{name}"] = {
                "kind": "natgw",
                "subnet": name,
                "ip": f"{base}.{number}.5",
                "pub": f"198.51.100.{10 + len(made['hosts'])}",
            }


def _span(random: Random) -> tuple[int, int]:
    port = random.choice(PORTS)
    return random.choice(
        (
            (port, port),
            (0, 65535),
            (0, 65535),
            (1024, 65535),
            (32768, 60999),
            (49152, 65535),
            (0, 1023),
            (80, 443),
        )
    )


def _acl(random: Random) -> list[list[Any]]:
    if random.random() < 0.45:
        return [[100, "allow", "all", ANY, 0, 65535]]
    numbers = random.sample(range(10, 400, 10), random.randint(1, 4))
    rows = []
    for number in numbers:
        proto = random.choice(("tcp", "tcp", "udp", "all", "icmp"))
        low, high = (0, 65535) if proto in ("all", "icmp") else _span(random)
        far = random.choice(
            (
                ANY,
                ANY,
                ANY,
                "10.0.0.0/8",
                "203.0.113.0/24",
                "203.0.113.10/32",
                "10.0.1.0/24",
                "172.16.0.0/16",
            )
        )
        rows.append([number, random.choice(("allow", "allow", "deny")), proto, far, low, high])
    if random.random() < 0.5:
        rows.append([random.choice((5, 500)), "allow", "all", ANY, 0, 65535])
    return rows


def _group(random: Random, made: dict[str, Any], openness: float) -> list[list[Any]]:
    if random.random() < openness * 0.6:
        return [["all", ANY, 0, 65535]]
    rows = []
    for _ in range(random.randint(0, 3)):
        proto = random.choice(("tcp", "tcp", "udp", "all"))
        low, high = (0, 65535) if proto == "all" else _span(random)
        far = random.choice(
            (
                ANY,
                "10.0.0.0/8",
                "203.0.113.0/24",
                "10.1.0.0/16",
                "172.16.0.0/16",
                *(f"sg:{name}" for name in made["sgs"]),
            )
        )
        rows.append([proto, far, low, high])
    return rows


def _table(
    random: Random, made: dict[str, Any], name: str, subnet: dict[str, Any]
) -> list[list[str]]:
    vpc, rows = subnet["vpc"], []
    devices = [
        f"nat:{n}"
        for n, h in made["hosts"].items()
        if h["kind"] == "natgw" and made["subnets"][h["subnet"]]["vpc"] == vpc
    ]
    instances = [
        n
        for n, h in made["hosts"].items()
        if h["kind"] == "ec2" and made["subnets"][h["subnet"]]["vpc"] == vpc
    ]
    natish = [f"eni:{n}" for n in instances if made["hosts"][n]["nat"]] or [f"eni:{instances[0]}"]
    default = random.choice(
        (
            "igw",
            "igw",
            "igw",
            "",
            "vgw",
            *devices,
            *devices,
            *natish[:1],
            *(f"pcx:{v}" for v in made["vpcs"] if v != vpc),
        )
    )
    if default:
        rows.append([ANY, default])
    for other, spec in made["vpcs"].items():
        if other != vpc and random.random() < 0.8 and spec["cidr"] != made["vpcs"][vpc]["cidr"]:
            rows.append([spec["cidr"], f"pcx:{other}"])
    if random.random() < 0.5:
        rows.append(["172.16.0.0/12", "vgw"])
    if random.random() < 0.15:
        rows.append(["203.0.113.0/24", random.choice(("igw", "vgw", *devices))])
    siblings = [s for n, s in made["subnets"].items() if s["vpc"] == vpc and n != name]
    if siblings and random.random() < 0.12:
        rows.append([random.choice(siblings)["cidr"], random.choice(natish)])
    random.shuffle(rows)
    return rows


def _probes(random: Random, made: dict[str, Any], count: int) -> list[dict[str, Any]]:
    hosts = made["hosts"]
    sources = [n for n, h in hosts.items() if h["kind"] != "natgw"]
    sports = random.sample(range(32768, 61000), count)
    probes = []
    while len(probes) < count:
        source = random.choice(sources)
        target = random.choice([n for n in hosts if n != source])
        dst = hosts[target]["ip"]
        if hosts[target].get("pub") and random.random() < 0.6:
            dst = hosts[target]["pub"]
        if random.random() < 0.04:
            dst = random.choice(STRANGERS)
        if dst in (hosts[source]["ip"], hosts[source].get("pub")):
            continue
        probes.append(
            {
                "src": source,
                "dst": dst,
                "proto": random.choice(("tcp", "tcp", "udp")),
                "sport": sports[len(probes)],
                "dport": random.choice(PORTS),
            }
        )
    return probes
