"""Two hosts and a router in network namespaces; nftables and conntrack are the firewall.

Each host runs this file as a program that reads commands and answers, a line of JSON each.
"""

from __future__ import annotations

import json
import selectors
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from typing import Any

PORTS = (22, 25, 53, 80, 443, 3306, 8080, 9000)
"""Ports on which both hosts answer."""
ADDRESSES = {
    ("in", "v4"): "10.77.1.2", ("out", "v4"): "10.77.2.2",
    ("in", "v6"): "fd77:1::2", ("out", "v6"): "fd77:2::2",
}  # fmt: skip
"""The host inside and the host outside."""
NAMES = {"in": "awsstudy-fwi", "router": "awsstudy-fwr", "out": "awsstudy-fwo"}
PATIENCE = 0.25
KINDS = {"tcp": socket.SOCK_STREAM, "udp": socket.SOCK_DGRAM}
FAMILIES = {"v4": socket.AF_INET, "v6": socket.AF_INET6}

Probe = tuple[str, str, int, int]
"""Direction of the client's packets, protocol, client's port, server's port."""


# The router, driven by the test.


def shell(*words: str, stdin: str = "") -> str:
    """Run a command to its end."""
    done = subprocess.run(words, input=stdin, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def within(side: str, *words: str, stdin: str = "") -> str:
    """Run a command in a namespace."""
    return shell("ip", "netns", "exec", NAMES[side], *words, stdin=stdin)


def build() -> None:
    """Set up namespaces, links, addresses and routes; old ones are taken down first."""
    tear_down()
    for name in NAMES.values():
        shell("ip", "netns", "add", name)
        # Without this an IPv6 address cannot be used for a second while its uniqueness is probed.
        for scope in ("all", "default"):
            shell(
                "ip", "netns", "exec", name, "sysctl", "-qw", f"net.ipv6.conf.{scope}.accept_dad=0"
            )
    for net, side in ((1, "in"), (2, "out")):
        shell("ip", "link", "add", "e0", "netns", NAMES[side], "type", "veth", "peer", "name",
              f"r-{side}", "netns", NAMES["router"])  # fmt: skip
        for where, device, last in ((side, "e0", 2), ("router", f"r-{side}", 1)):
            within(where, "ip", "addr", "add", f"10.77.{net}.{last}/24", "dev", device)
            within(where, "ip", "-6", "addr", "add", f"fd77:{net}::{last}/64", "dev", device,
                   "nodad")  # fmt: skip
            within(where, "ip", "link", "set", device, "up")
        within(side, "ip", "link", "set", "lo", "up")
        within(side, "ip", "route", "add", "default", "via", f"10.77.{net}.1")
        within(side, "ip", "-6", "route", "add", "default", "via", f"fd77:{net}::1")
    for key in ("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"):
        within("router", "sysctl", "-qw", f"{key}=1")
    for side in ("in", "out"):
        within(side, "sysctl", "-qw", "net.ipv4.icmp_ratelimit=0", "net.ipv6.icmp.ratelimit=0")


def tear_down() -> None:
    """Take the namespaces away."""
    for name in NAMES.values():
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)


def rule_lines(rule: dict[str, Any]) -> Iterable[str]:
    """A rule of the simulator as rules of nftables."""
    device = "r-in" if rule["direction"] == "out" else "r-out"
    family = "ipv4" if rule["family"] == "v4" else "ipv6"
    verdict = "accept" if rule["action"] == "allow" else "drop"
    lead = f'iifname "{device}" meta nfproto {family}'
    ports = f"th dport {rule['low']}-{rule['high']}"
    if rule["proto"] in {"tcp", "udp"}:
        yield f"{lead} meta l4proto {rule['proto']} {ports} {verdict}"
    if rule["proto"] == "all":
        yield f"{lead} meta l4proto {{ tcp, udp }} {ports} {verdict}"
    if rule["proto"] in {"icmp", "all"}:
        yield f"{lead} meta l4proto {{ icmp, ipv6-icmp }} {verdict}"


def ruleset(rules: Sequence[dict[str, Any]], *, stateful: bool, egress_only: bool) -> str:
    """The whole configuration of the router."""
    lines = ["flush ruleset", "table inet fw {", " chain filter {",
             "  type filter hook forward priority 0; policy drop;"]  # fmt: skip
    if stateful:
        lines.append("  ct state established accept")
    lines += [f"  {line}" for rule in rules for line in rule_lines(rule)]
    lines += [" }", " chain gateway {", "  type filter hook forward priority 10; policy accept;"]
    if egress_only:
        lines.append('  iifname "r-out" ct state new drop')
    return "\n".join([*lines, " }", "}", ""])


def load(rules: Sequence[dict[str, Any]], *, stateful: bool, egress_only: bool = False,
         forget: bool = True) -> None:  # fmt: skip
    """Put rules in force; the state table is emptied unless connections shall live on."""
    text = ruleset(rules, stateful=stateful, egress_only=egress_only)
    within("router", "nft", "-f", "-", stdin=text)
    if forget:
        within("router", "conntrack", "-F")


class Host:
    """The program at one side."""

    def __init__(self, side: str) -> None:
        words = ["ip", "netns", "exec", NAMES[side], sys.executable, __file__]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         text=True)  # fmt: skip
        assert self.ask("ready") == "ready"

    def tell(self, verb: str, *values: Any) -> None:
        """Give a command; the answer is fetched with ``hear``."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([verb, *values]) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        """The answer to the oldest command."""
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def ask(self, verb: str, *values: Any) -> Any:
        """A command and its answer."""
        self.tell(verb, *values)
        return self.hear()

    def close(self) -> None:
        """End the program."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()


# The hosts.


class Server:
    """Answers on all ports and remembers from which ports UDP has arrived."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self._selector = selectors.DefaultSelector()
        for family in FAMILIES.values():
            for kind in KINDS.values():
                for port in PORTS:
                    self._listen(family, kind, port)
        threading.Thread(target=self._serve, daemon=True).start()

    def _listen(self, family: int, kind: int, port: int) -> None:
        sock = socket.socket(family, kind)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind(("", port))
        if kind == socket.SOCK_STREAM:
            sock.listen(128)
        sock.setblocking(False)
        self._selector.register(sock, selectors.EVENT_READ, kind)

    def _serve(self) -> None:
        while True:
            for key, _ in self._selector.select():
                sock: Any = key.fileobj
                try:
                    self._answer(sock, key.data)
                except OSError:
                    continue

    def _answer(self, sock: Any, kind: Any) -> None:
        if kind == socket.SOCK_DGRAM:
            data, peer = sock.recvfrom(100)
            self.seen.append(peer[1])
            if data != b"quiet":
                sock.sendto(data, peer)
        elif kind == socket.SOCK_STREAM:
            client, _ = sock.accept()
            client.setblocking(False)
            self._selector.register(client, selectors.EVENT_READ, "talk")
        elif data := sock.recv(100):
            sock.send(data)
        else:
            self._selector.unregister(sock)
            sock.close()


def checksum(data: bytes) -> int:
    """The internet checksum."""
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    return ~(total + (total >> 16)) & 0xFFFF


def ping(family: str, address: str, number: int) -> socket.socket:
    """Send an echo request with this id; the socket gets the reply."""
    v6 = family == "v6"
    proto = socket.IPPROTO_ICMPV6 if v6 else socket.IPPROTO_ICMP
    sock = socket.socket(FAMILIES[family], socket.SOCK_RAW, proto)
    head = struct.pack("!BBHHH", 128 if v6 else 8, 0, 0, number, 1)
    if not v6:
        head = struct.pack("!BBHHH", 8, 0, checksum(head), number, 1)
    sock.sendto(head, (address, 0))
    return sock


def echoed(sock: socket.socket, family: str, number: int) -> bool:
    """Whether a raw socket has got the echo reply with an id."""
    sock.setblocking(False)
    while True:
        try:
            data = sock.recv(2000)
        except BlockingIOError:
            return False
        data = data if family == "v6" else data[(data[0] & 15) * 4 :]
        kind, _, _, ident = struct.unpack("!BBHH", data[:6])
        if kind == (129 if family == "v6" else 0) and ident == number:
            return True


def start(family: str, address: str, proto: str, sport: int, dport: int) -> socket.socket:
    """Send the first packet of a flow."""
    if proto == "icmp":
        return ping(family, address, sport)
    sock = socket.socket(FAMILIES[family], KINDS[proto])
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("", sport))
    sock.setblocking(False)
    if proto == "tcp":
        sock.connect_ex((address, dport))
    else:
        sock.connect((address, dport))
        sock.send(b"hello")
    return sock


def succeeded(sock: socket.socket, family: str, proto: str, sport: int) -> bool:
    """Whether a flow's reply has come."""
    if proto == "icmp":
        return echoed(sock, family, sport)
    if proto == "tcp":
        try:
            sock.getpeername()
        except OSError:
            return False
        return True
    try:
        return bool(sock.recv(100))
    except OSError:
        return False


def probe(family: str, address: str, probes: list[tuple[str, int, int]]) -> list[bool]:
    """Start flows, wait a little, and say which have got a reply."""
    socks = [start(family, address, *one) for one in probes]
    time.sleep(PATIENCE)
    found = []
    for sock, (proto, sport, _) in zip(socks, probes, strict=True):
        found.append(succeeded(sock, family, proto, sport))
        if proto == "tcp":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.close()
    return found


def heard(sock: socket.socket, seconds: float) -> bool:
    """Whether data arrives within a time."""
    sock.settimeout(seconds)
    try:
        return bool(sock.recv(100))
    except OSError:
        return False


def main() -> None:
    """Answer commands until the input ends."""
    server = Server()
    held: dict[str, socket.socket] = {}
    for line in sys.stdin:
        verb, *values = json.loads(line)
        answer: Any = verb
        if verb == "probe":
            answer = probe(*values)
        elif verb == "seen":
            answer, server.seen = sorted(set(server.seen)), []
        elif verb == "open":  # name, family, address, protocol, ports: a flow that is kept
            name, *rest = values
            held[name] = start(*rest)
            time.sleep(PATIENCE)
            answer = succeeded(held[name], rest[0], rest[2], rest[3])
        elif verb == "talk":  # name: send something and wait for the echo
            held[values[0]].setblocking(True)
            held[values[0]].send(b"more")
            answer = heard(held[values[0]], PATIENCE)
        elif verb == "quiet":  # name: send something that is not echoed
            held[values[0]].send(b"quiet")
        elif verb == "listen":  # name, family, port: a UDP port of one's own
            sock = socket.socket(FAMILIES[values[1]], socket.SOCK_DGRAM)
            if values[1] == "v6":
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            sock.bind(("", values[2]))
            held[values[0]] = sock
        elif verb == "aim":  # name, address, port: send from that port
            held[values[0]].sendto(b"quiet", (values[1], values[2]))
        elif verb == "hear":  # name: whether something arrives
            answer = heard(held[values[0]], PATIENCE)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
