"""Which rule judges a packet, and which one came nearest when none did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from awsstudy.sims.firewall.world import LAST_PORT, Packet, Rule
from awsstudy.sims.kernel import NearMiss

Numbered = tuple[int, Rule]


def ports_fit(rule: Rule, packet: Packet, port: int) -> bool:
    """Whether a rule's ports hold the packet's; ICMP has no ports."""
    return packet.flow.proto == "icmp" or rule.low <= port <= rule.high


def proto_fits(rule: Rule, packet: Packet) -> bool:
    """Whether a rule means the packet's protocol."""
    return rule.proto in {"all", packet.flow.proto}


def ports_text(rule: Rule) -> str:
    """A rule's ports as they are written."""
    return str(rule.low) if rule.low == rule.high else f"{rule.low}-{rule.high}"


def misfits(rule: Rule, packet: Packet, port: int) -> tuple[tuple[str, str, str], ...]:
    """The fields in which a rule fails: name, what it would have taken, what the rule has."""
    fields = (
        ("direction", packet.direction, rule.direction, rule.direction == packet.direction),
        ("proto", packet.flow.proto, rule.proto, proto_fits(rule, packet)),
        ("family", packet.family, rule.family, rule.family == packet.family),
        ("port", str(port), ports_text(rule), ports_fit(rule, packet, port)),
    )
    return tuple((name, wanted, found) for name, wanted, found, fits in fields if not fits)


def nearest(rules: Iterable[Numbered], packet: Packet, port: int) -> NearMiss | None:
    """The allow rule that fails in the fewest fields; of equals the first."""
    best: tuple[int, NearMiss] | None = None
    for number, rule in rules:
        failed = misfits(rule, packet, port)
        if rule.action == "allow" and failed and (best is None or len(failed) < best[0]):
            name, wanted, found = failed[0]
            best = (len(failed), NearMiss(f"rule {number}", name, wanted, found))
    return best[1] if best else None


def untracked(rule: Rule, back: Sequence[Rule], packet: Packet) -> bool:
    """Whether a security group leaves a flow untracked.

    A rule for every address let it in or out, and a rule for every address lets all ports of its
    protocol through in the other direction.
    """
    if packet.flow.proto == "icmp" or not rule.anywhere:
        return False
    return any(
        other.anywhere
        and other.direction != packet.direction
        and other.family == packet.family
        and proto_fits(other, packet)
        and (other.low, other.high) == (0, LAST_PORT)
        for other in back
    )
