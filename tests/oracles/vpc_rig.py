"""Builds a VPC world out of network namespaces and tries its probes with real TCP and UDP.

Every host, VPC router, internet gateway, virtual private gateway and the internet itself is a
namespace. Security groups are connection-tracking chains in the hosts, network ACLs chains without
connection tracking in the router, the internet gateway a stateless translation of addresses, NAT a
masquerade. Each place that drops a packet writes its ports into a set of its own, so that the
kernel also tells where it dropped it. Nothing here knows the model.
"""

import ctypes
import ipaddress
import json
import os
import select
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
SERVICE_PORTS = 32768
"""Services listen below this port; probes come from ports above it."""
QUIET = (
    "net.ipv4.conf.all.rp_filter=0",
    "net.ipv4.conf.default.rp_filter=0",
    "net.ipv4.conf.all.send_redirects=0",
    "net.ipv4.conf.default.send_redirects=0",
    "net.ipv4.conf.all.accept_redirects=0",
    "net.ipv4.conf.default.accept_redirects=0",
    "net.bridge.bridge-nf-call-iptables=0",  # neighbours of a subnet meet no filter
)


def sh(*command: str, text: str | None = None) -> str:
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{text or ''}\n{done.stderr}")
    return done.stdout


@dataclass
class Space:
    """One namespace: its links, addresses, routes and its packet filter."""

    name: str
    forward: bool = False
    setup: list[str] = field(default_factory=list)
    """``ip`` commands after the links exist."""
    places: list[str] = field(default_factory=list)
    """Places of drops, each with a set and a chain."""
    chains: dict[str, list[str]] = field(default_factory=dict)
    maps: list[str] = field(default_factory=list)

    def drop(self, place: str) -> str:
        """A jump to the chain that records a drop at a place."""
        if place not in self.places:
            self.places.append(place)
        return f"goto d{self.places.index(place)}"

    def chain(self, name: str, *rules: str) -> None:
        self.chains.setdefault(name, []).extend(rules)

    def ruleset(self) -> str:
        lines = ["table ip t {", *self.maps]
        for number in range(len(self.places)):
            lines.append(
                f"set s{number} {{ type inet_service . inet_service; size 4096; flags dynamic; }}"
            )
            lines.append(f"chain d{number} {{ add @s{number} {{ th sport . th dport }}; drop; }}")
        for name, rules in self.chains.items():
            lines.append(f"chain {name} {{ {'; '.join(rules)}; }}")
        return "\n".join([*lines, "}"])


class Rig:
    """One world."""

    def __init__(self, world: dict[str, Any], tag: str = "aws") -> None:
        self.world = world
        self.tag = tag
        self.spaces: dict[str, Space] = {}
        self.links: list[str] = []
        self._net = 0
        self._home = os.open("/proc/self/ns/net", os.O_RDONLY)
        try:
            self._build()
        except BaseException:
            self.close()
            raise

    # Construction.

    def space(self, key: str, *, forward: bool = False) -> Space:
        if key not in self.spaces:
            self.spaces[key] = Space(f"{self.tag}-{len(self.spaces)}", forward)
        return self.spaces[key]

    def link(self, one: str, one_if: str, other: str, other_if: str) -> tuple[str, str]:
        """A cable between two namespaces, with an address at each end."""
        low = 0xA9FE0000 + 4 * self._net  # 169.254.0.0/16
        self._net += 1
        ends = [str(ipaddress.ip_address(low + i)) for i in (1, 2)]
        for key, device, ip in ((one, one_if, ends[0]), (other, other_if, ends[1])):
            self.space(key).setup += [f"addr add {ip}/30 dev {device}", f"link set {device} up"]
        self.cable(one, one_if, other, other_if)
        return ends[0], ends[1]

    def cable(self, one: str, one_if: str, other: str, other_if: str) -> None:
        a, b = self.space(one).name, self.space(other).name
        self.links.append(f"link add {one_if} netns {a} type veth peer name {other_if} netns {b}")

    def _build(self) -> None:
        self.space("core", forward=True)
        for vpc in self.world["vpcs"]:
            self._router(vpc)
        for vpc, spec in self.world["vpcs"].items():
            if spec.get("igw"):
                self._gateway(vpc)
        for pair in {tuple(sorted(pair)) for pair in self.world["peerings"]}:
            self._peering(*pair)
        for name, host in self.world["hosts"].items():
            {
                "ec2": self._instance,
                "natgw": self._nat_gateway,
                "inet": self._online,
                "onprem": self._on_site,
            }[host["kind"]](name, host)
        for name, subnet in self.world["subnets"].items():
            self._routes(name, subnet)
            self._acl(name, subnet)
        self._core()
        self._apply()

    def _router(self, vpc: str) -> None:
        cidr = self.world["vpcs"][vpc]["cidr"]
        router = self.space(f"r-{vpc}", forward=True)
        router.setup += [
            "link add n0 type veth peer name n1",
            "addr add 169.254.255.1/32 dev n0",
            "link set n0 up",
            "link set n1 up",
        ]
        only = "meta l4proto != { tcp, udp } accept"
        router.chain("pre", "type filter hook prerouting priority -150", only)
        router.chain("onward", "type filter hook forward priority 0", only)
        router.chain("onward", f"oifname n0 {router.drop(f'no-route:{vpc}')}")
        for edge in ("igw", "vgw", "p-*"):
            unknown = router.drop(f"no-route:{vpc}")
            router.chain("pre", f'iifname "{edge}" ip daddr != {cidr} {unknown}')
        for name, subnet in self.subnets(vpc):
            net = ipaddress.ip_network(subnet["cidr"], strict=False)
            bridge = self.bridge(name)
            router.setup += [
                f"link add {bridge} type bridge forward_delay 0",
                f"addr add {net[1]}/{net.prefixlen} dev {bridge}",
                f"link set {bridge} up",
            ]

    def subnets(self, vpc: str) -> list[tuple[str, dict[str, Any]]]:
        return [(n, s) for n, s in self.world["subnets"].items() if s["vpc"] == vpc]

    def bridge(self, subnet: str) -> str:
        return f"b{list(self.world['subnets']).index(subnet)}"

    def _gateway(self, vpc: str) -> None:
        gateway = self.space(f"i-{vpc}", forward=True)
        inner, _ = self.link(f"r-{vpc}", "igw", f"i-{vpc}", "vpc")
        outer, own = self.link(
            "core", f"i{list(self.world['vpcs']).index(vpc)}", f"i-{vpc}", "core"
        )
        cidr = ipaddress.ip_network(self.world["vpcs"][vpc]["cidr"], strict=False)
        gateway.setup += [f"route add {cidr} via {inner}", f"route add default via {outer}"]
        pairs = [(h["ip"], h["pub"]) for h in self.hosts(vpc) if h.get("pub")]
        only = "meta l4proto != { tcp, udp } drop"
        gateway.chain("pre", "type filter hook prerouting priority -300", only)
        if pairs:
            for name, elements in (
                ("out", [f"{a} : {b}" for a, b in pairs]),
                ("back", [f"{b} : {a}" for a, b in pairs]),
            ):
                kinds = "type ipv4_addr : ipv4_addr"
                listed = ", ".join(elements)
                gateway.maps.append(f"map {name} {{ {kinds}; elements = {{ {listed} }}; }}")
            known = ", ".join(a for a, _ in pairs)
            unknown = gateway.drop(f"igw-nopub:{vpc}")
            gateway.chain(
                "pre",
                f'iifname "vpc" ip saddr != {{ {known} }} {unknown}',
                'iifname "vpc" ip saddr set ip saddr map @out',
                'iifname "core" ip daddr set ip daddr map @back',
            )
        else:
            gateway.chain("pre", f'iifname "vpc" {gateway.drop(f"igw-nopub:{vpc}")}')
        for _, pub in pairs:
            self.space("core").setup.append(f"route add {pub}/32 via {own}")

    def hosts(self, vpc: str) -> list[dict[str, Any]]:
        inside = {name for name, _ in self.subnets(vpc)}
        return [h for h in self.world["hosts"].values() if h.get("subnet") in inside]

    def _peering(self, one: str, other: str) -> None:
        nets = [
            ipaddress.ip_network(self.world["vpcs"][v]["cidr"], strict=False) for v in (one, other)
        ]
        if nets[0].overlaps(nets[1]):
            return
        a, b = self.link(f"r-{one}", f"p-{other}", f"r-{other}", f"p-{one}")
        self.spaces[f"r-{one}"].chains.setdefault(f"#via {other}", [b])
        self.spaces[f"r-{other}"].chains.setdefault(f"#via {one}", [a])

    def _attach(self, name: str, host: dict[str, Any], key: str) -> Space:
        """A host in a subnet: plugged into the subnet's bridge."""
        subnet = self.world["subnets"][host["subnet"]]
        net = ipaddress.ip_network(subnet["cidr"], strict=False)
        router = self.spaces[f"r-{subnet['vpc']}"]
        port = f"h{list(self.world['hosts']).index(name)}"
        space = self.space(key)
        self.cable(key, "eth0", f"r-{subnet['vpc']}", port)
        router.setup += [
            f"link set {port} master {self.bridge(host['subnet'])}",
            f"link set {port} up",
        ]
        space.setup += [
            f"addr add {host['ip']}/{net.prefixlen} dev eth0",
            "link set eth0 up",
            f"route add default via {net[1]}",
        ]
        return space

    def _instance(self, name: str, host: dict[str, Any]) -> None:
        space = self._attach(name, host, f"h-{name}")
        own, only = host["ip"], "meta l4proto != { tcp, udp } accept"
        if not host.get("nat"):
            space.chain(
                "pre",
                "type filter hook prerouting priority -290",
                only,
                f"ip daddr != {own} {space.drop(f'srcdst:{name}')}",
            )
        known = "ct state established accept"
        for way, hook in (("in", "input"), ("out", "output")):
            far = "saddr" if way == "in" else "daddr"
            rules = self._group_rules(host, way, far)
            space.chain(f"sg{way}", *rules, space.drop(f"sg-{way}:{name}"))
            space.chain(
                f"{way}ward", f"type filter hook {hook} priority 0", only, known, f"jump sg{way}"
            )
        if host.get("nat"):
            space.forward = True
            lost = space.drop(f"nat-nostate:{name}")
            space.chain(
                "onward",
                "type filter hook forward priority 0",
                only,
                known,
                "jump sgin",
                f"ct state invalid {lost}",
                f"udp sport < {SERVICE_PORTS} {lost}",
                "jump sgout",
            )
            space.chain(
                "post", "type nat hook postrouting priority 100", f"ip saddr != {own} masquerade"
            )

    def _group_rules(self, host: dict[str, Any], way: str, far: str) -> list[str]:
        rules = []
        for group in host.get("sgs", ()):
            for proto, whom, low, high in self.world["sgs"][group].get(way, ()):
                far_side = whom
                if whom.startswith("sg:"):
                    members = [
                        h["ip"]
                        for h in self.world["hosts"].values()
                        if h["kind"] == "ec2" and whom[3:] in h.get("sgs", ())
                    ]
                    if not members:
                        continue
                    far_side = f"{{ {', '.join(members)} }}"
                if (match := self._match(proto, low, high)) is not None:
                    rules.append(f"ip {far} {far_side} {match} return")
        return rules

    @staticmethod
    def _match(proto: str, low: int, high: int) -> str | None:
        """Protocol and ports; None where the rule is for neither TCP nor UDP."""
        if proto == "all":
            return ""
        return f"{proto} dport {low}-{high}" if proto in ("tcp", "udp") else None

    def _nat_gateway(self, name: str, host: dict[str, Any]) -> None:
        space = self._attach(name, host, f"h-{name}")
        space.forward = True
        only, known = "meta l4proto != { tcp, udp } accept", "ct state established accept"
        lost = space.drop(f"nat-nostate:{name}")
        space.chain(
            "onward",
            "type filter hook forward priority 0",
            only,
            known,
            f"ct state invalid {lost}",
            f"udp sport < {SERVICE_PORTS} {lost}",
        )
        space.chain(
            "inward",
            "type filter hook input priority 0",
            only,
            space.drop(f"nat-unsolicited:{name}"),
        )
        space.chain(
            "post", "type nat hook postrouting priority 100", f"ip saddr != {host['ip']} masquerade"
        )

    def _online(self, name: str, host: dict[str, Any]) -> None:
        number = list(self.world["hosts"]).index(name)
        far, own = self.link("core", f"h{number}", f"h-{name}", "eth0")
        self.spaces[f"h-{name}"].setup += [
            f"addr add {host['ip']}/32 dev eth0",
            f"route add default via {far} src {host['ip']}",
        ]
        self.spaces["core"].setup.append(f"route add {host['ip']}/32 via {own}")

    def _on_site(self, name: str, host: dict[str, Any]) -> None:
        vpc = host["vpc"]
        key = f"v-{vpc}"
        if key not in self.spaces:
            self.space(key, forward=True)
            inner, own = self.link(f"r-{vpc}", "vgw", key, "vpc")
            self.spaces[f"r-{vpc}"].chains["#vgw"] = [own]
            self.spaces[key].setup.append(f"route add default via {inner}")
        space, number = self.spaces[key], list(self.world["hosts"]).index(name)
        far, own = self.link(key, f"h{number}", f"h-{name}", "eth0")
        self.spaces[f"h-{name}"].setup += [
            f"addr add {host['ip']}/32 dev eth0",
            f"route add default via {far} src {host['ip']}",
        ]
        space.setup.append(f"route add {host['ip']}/32 via {own}")
        known = ", ".join(
            h["ip"]
            for h in self.world["hosts"].values()
            if h["kind"] == "onprem" and h["vpc"] == vpc
        )
        space.chains["pre"] = [
            "type filter hook prerouting priority -150",
            "meta l4proto != { tcp, udp } accept",
            f'iifname "vpc" ip daddr != {{ {known} }} {space.drop(f"no-route:{vpc}")}',
        ]

    def _routes(self, name: str, subnet: dict[str, Any]) -> None:
        vpc = subnet["vpc"]
        router = self.spaces[f"r-{vpc}"]
        local = ipaddress.ip_network(self.world["vpcs"][vpc]["cidr"], strict=False)
        table = 100 + list(self.world["subnets"]).index(name)
        rows = {str(local): "dev n0", "0.0.0.0/0": "dev n0"}
        for other, spec in self.subnets(vpc):
            rows[str(ipaddress.ip_network(spec["cidr"], strict=False))] = (
                f"dev {self.bridge(other)}"
            )
        seen: set[str] = set()
        for destination, target in self.world["rts"][subnet["rt"]]:
            net = ipaddress.ip_network(destination, strict=False)
            inner = net.subnet_of(local)
            if str(net) in seen or (inner and (net == local or target[:3] not in ("eni", "nat"))):
                continue
            seen.add(str(net))
            rows[str(net)] = self._hop(vpc, target)
        router.setup.append(f"rule add iif {self.bridge(name)} lookup {table}")
        router.setup += [f"route add {net} {hop} table {table}" for net, hop in rows.items()]
        for device, host in self.world["hosts"].items():
            loops = {f"eni:{device}", f"nat:{device}"} & {
                t for _, t in self.world["rts"][subnet["rt"]]
            }
            if host.get("subnet") == name and loops:
                back = f"ip saddr {host['ip']} rt ip nexthop {host['ip']}"
                router.chain("onward", f"{back} {router.drop(f'no-route:{vpc}')}")

    def _hop(self, vpc: str, target: str) -> str:
        """Where a route leads; a target that is not there leads nowhere."""
        router, (kind, _, named) = self.spaces[f"r-{vpc}"], target.partition(":")
        if kind == "igw" and f"i-{vpc}" in self.spaces:
            return f"via {self._far(f'i-{vpc}', 'vpc')} dev igw"
        if kind == "vgw" and "#vgw" in router.chains:
            return f"via {router.chains['#vgw'][0]} dev vgw"
        if kind == "pcx" and f"#via {named}" in router.chains:
            return f"via {router.chains[f'#via {named}'][0]} dev p-{named}"
        host = self.world["hosts"].get(named, {})
        if kind in ("eni", "nat") and host.get("subnet") in dict(self.subnets(vpc)):
            return f"via {host['ip']} dev {self.bridge(host['subnet'])}"
        return "dev n0"

    def _far(self, key: str, device: str) -> str:
        line = next(one for one in self.spaces[key].setup if one.endswith(f"/30 dev {device}"))
        return line.split()[2].partition("/")[0]

    def _acl(self, name: str, subnet: dict[str, Any]) -> None:
        router, bridge = self.spaces[f"r-{subnet['vpc']}"], self.bridge(name)
        for way, far in (("in", "saddr"), ("out", "daddr")):
            rules = []
            for _, action, proto, cidr, low, high in sorted(
                self.world["nacls"][subnet["nacl"]].get(way, ())
            ):
                if (match := self._match(proto, low, high)) is not None:
                    verdict = "return" if action == "allow" else router.drop(f"nacl-{way}:{name}")
                    rules.append(f"ip {far} {cidr} {match} {verdict}")
            rules.append(router.drop(f"nacl-{way}:{name}"))
            router.chain(f"{way}{bridge}", *rules)
        router.chain("pre", f'iifname "{bridge}" ip daddr != {subnet["cidr"]} jump out{bridge}')
        router.chain("onward", f'oifname "{bridge}" jump in{bridge}')

    def _core(self) -> None:
        core = self.spaces["core"]
        known = [
            line.split()[2].partition("/")[0] for line in core.setup if line.startswith("route")
        ]
        only = "meta l4proto != { tcp, udp } accept"
        core.chain("pre", "type filter hook prerouting priority -150", only)
        unknown = core.drop("inet-noroute:internet")
        core.chain("pre", f"ip daddr != {{ {', '.join(known)} }} {unknown}" if known else unknown)

    def _apply(self) -> None:
        sh("ip", "-batch", "-", text="\n".join(f"netns add {s.name}" for s in self.spaces.values()))
        sh("ip", "-batch", "-", text="\n".join(self.links))
        for space in self.spaces.values():
            space.chains = {n: r for n, r in space.chains.items() if not n.startswith("#")}
            lines = ["link set lo up", *space.setup]
            sh("ip", "-n", space.name, "-batch", "-", text="\n".join(lines))
            ways = (*QUIET, f"net.ipv4.ip_forward={int(space.forward)}")
            self._inside(space.name, lambda ways=ways: self._sysctl(ways))
            if space.chains:
                sh("ip", "netns", "exec", space.name, "nft", "-f", "-", text=space.ruleset())

        for space in self.spaces.values():
            self._await_links(space.name)

    @staticmethod
    def _await_links(name: str) -> None:
        """A cable comes up late; what is sent before that is lost."""
        for _ in range(200):
            links = json.loads(sh("ip", "-n", name, "-j", "link", "show"))
            if all(link["operstate"] in ("UP", "UNKNOWN") for link in links):
                return
            time.sleep(0.01)
        raise RuntimeError(f"the links of {name} do not come up")

    @staticmethod
    def _sysctl(settings: tuple[str, ...]) -> None:
        for setting in settings:
            name, _, value = setting.partition("=")
            path = Path("/proc/sys") / name.replace(".", "/")
            if path.exists():
                path.write_text(value)

    def _inside(self, name: str, work: Any) -> Any:
        there = os.open(f"/run/netns/{name}", os.O_RDONLY)
        try:
            if LIBC.setns(there, CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), f"setns {name}")
            return work()
        finally:
            LIBC.setns(self._home, CLONE_NEWNET)
            os.close(there)

    # Probing.

    def probe(self, wait: float = 0.4) -> list[dict[str, Any]]:
        """Try all probes at once; the verdicts with the place of the first drop."""
        probes = self.world["probes"]
        listeners = self._listen({(p["proto"], p["dport"]) for p in probes})
        clients = [self._open(p) for p in probes]
        answered = self._wait(clients, listeners, wait)
        for one in (*clients, *listeners):
            one.close()
        drops = self._drops()
        return [
            {"ok": True, "drop": None}
            if number in answered
            else {"ok": False, "drop": drops.get((p["sport"], p["dport"]))}
            for number, p in enumerate(probes)
        ]

    def _listen(self, services: set[tuple[str, int]]) -> list[socket.socket]:
        made = []
        for name, host in self.world["hosts"].items():
            if host["kind"] == "natgw":
                continue

            def bind(ip: str = host["ip"]) -> list[socket.socket]:
                return [server(proto, ip, port) for proto, port in sorted(services)]

            made += self._inside(self.spaces[f"h-{name}"].name, bind)
        return made

    def _open(self, probe: dict[str, Any]) -> socket.socket:
        host = self.world["hosts"][probe["src"]]

        def start() -> socket.socket:
            kind = socket.SOCK_STREAM if probe["proto"] == "tcp" else socket.SOCK_DGRAM
            client = socket.socket(socket.AF_INET, kind)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            client.setblocking(False)
            client.bind((host["ip"], probe["sport"]))
            client.connect_ex((probe["dst"], probe["dport"]))
            if kind == socket.SOCK_DGRAM:
                with suppress(OSError):  # an output filter may refuse it
                    client.send(b"?")
            return client

        return self._inside(self.spaces[f"h-{probe['src']}"].name, start)

    def _wait(
        self, clients: list[socket.socket], listeners: list[socket.socket], wait: float
    ) -> set[int]:
        answered: set[int] = set()
        poll = select.poll()
        for one in listeners:
            poll.register(one, select.POLLIN)
        for one in clients:
            poll.register(one, select.POLLIN | select.POLLOUT if is_tcp(one) else select.POLLIN)
        numbers = {one.fileno(): number for number, one in enumerate(clients)}
        servers = {one.fileno(): one for one in listeners}
        quiet = time.monotonic() + wait
        while (left := quiet - time.monotonic()) > 0:
            for fd, _ in poll.poll(left * 1000):
                if fd in servers:
                    serve(servers[fd])
                elif heard(clients[numbers[fd]]):
                    answered.add(numbers[fd])
                    poll.unregister(fd)
                else:
                    poll.unregister(fd) if is_tcp(clients[numbers[fd]]) else None
        return answered

    def _drops(self) -> dict[tuple[int, int], list[str]]:
        """For each probe's ports the way and place where it was dropped."""
        found: dict[tuple[int, int], list[str]] = {}
        for space in self.spaces.values():
            if not space.places:
                continue
            text = sh("ip", "netns", "exec", space.name, "nft", "-j", "list", "sets")
            for entry in json.loads(text)["nftables"]:
                one = entry.get("set")
                for element in one.get("elem", ()) if one else ():
                    value = (
                        element.get("elem", {}).get("val", element)
                        if "elem" in element
                        else element
                    )
                    sport, dport = value["concat"]
                    place = space.places[int(one["name"][1:])]
                    if sport >= SERVICE_PORTS:
                        found[sport, dport] = ["fwd", place]
                    else:
                        found.setdefault((dport, sport), ["ret", place])
        return found

    def close(self) -> None:
        for space in self.spaces.values():
            subprocess.run(["ip", "netns", "del", space.name], capture_output=True, check=False)
        os.close(self._home)


def is_tcp(one: socket.socket) -> bool:
    return one.type == socket.SOCK_STREAM


def server(proto: str, ip: str, port: int) -> socket.socket:
    kind = socket.SOCK_STREAM if proto == "tcp" else socket.SOCK_DGRAM
    one = socket.socket(socket.AF_INET, kind)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.setblocking(False)
    one.bind((ip, port))
    if proto == "tcp":
        one.listen(64)
    return one


def serve(one: socket.socket) -> None:
    """Take a connection, or send a datagram back."""
    with suppress(OSError):
        if is_tcp(one):
            one.accept()[0].close()
        else:
            data, who = one.recvfrom(64)
            one.sendto(data, who)


def heard(client: socket.socket) -> bool:
    """Whether an answer came."""
    if is_tcp(client):
        return client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
    try:
        return bool(client.recv(64))
    except OSError:
        return False
