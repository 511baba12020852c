"""What happens to a packet, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event
from awsstudy.sims.network.gates import STATE
from awsstudy.sims.network.hops import ARRIVED, FORWARD, Hop


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionTried(Event):
    """A host opened a connection: its first packet sets out."""

    number: int
    host: str
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMatched(Event):
    """A filter let a packet pass by one of its rules."""

    way: str
    check: str
    place: str
    rule: str
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRecalled(Event):
    """A security group knew the connection and asked no rule."""

    way: str
    check: str
    place: str
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteChosen(Event):
    """A subnet's route table sent a packet on."""

    way: str
    subnet: str
    destination: str
    target: str
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTranslated(Event):
    """A gateway or NAT device changed an address in the header."""

    way: str
    check: str
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeCrossed(Event):
    """A packet stayed within a subnet, or went through a peering connection or a VPN."""

    way: str
    check: str
    place: str
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketDropped(Event):
    """A packet ended here."""

    way: str
    check: str
    place: str
    rule: str
    """The filter's rule, ``*`` where none matched; empty where no filter dropped it."""
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestArrived(Event):
    """The first packet reached a host, which answers."""

    host: str
    header: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerArrived(Event):
    """The answer reached the host that opened the connection: it works."""

    host: str
    header: str


EVENTS: tuple[type[Event], ...] = (
    ConnectionTried,
    RuleMatched,
    ConnectionRecalled,
    RouteChosen,
    AddressTranslated,
    EdgeCrossed,
    PacketDropped,
    RequestArrived,
    AnswerArrived,
)
EDGES = ("within", "peering", "vgw")


def told(hop: Hop) -> Event:
    """A hop as an event."""
    way, place, header = hop.way, hop.place, str(hop.packet)
    if not hop.passed:
        return PacketDropped(
            way=way,
            check=hop.check,
            place=place,
            rule=hop.rule,
            header=header,
            rules=hop.rules,
            near=hop.near,
        )
    if hop.check == ARRIVED:
        kind = RequestArrived if way == FORWARD else AnswerArrived
        return kind(host=place, header=header, rules=hop.rules)
    if hop.check == "route":
        return RouteChosen(
            way=way,
            subnet=place,
            destination=hop.rule,
            target=hop.target,
            header=header,
            rules=hop.rules,
        )
    return _passed(hop, header)


def _passed(hop: Hop, header: str) -> Event:
    way, check, place = hop.way, hop.check, hop.place
    if hop.after is not None:
        return AddressTranslated(
            way=way, check=check, place=place, before=header, after=str(hop.after), rules=hop.rules
        )
    if check in EDGES:
        return EdgeCrossed(way=way, check=check, place=place, header=header, rules=hop.rules)
    if hop.rule == STATE:
        return ConnectionRecalled(way=way, check=check, place=place, header=header, rules=hop.rules)
    return RuleMatched(
        way=way, check=check, place=place, rule=hop.rule, header=header, rules=hop.rules
    )
