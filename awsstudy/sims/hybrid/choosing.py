"""Kinds of connection and what they give: the needs sift them, the fewest parts win."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.hybrid import rule_ids as ids
from awsstudy.sims.hybrid.world import Needs


@dataclass(frozen=True, slots=True)
class Option:
    """A kind of connection between a company's network and a VPC."""

    id: str
    encrypted: bool
    steady: bool
    soon: bool
    lines: int
    """Parts beside VPN connections: a Direct Connect line, encryption hardware."""
    vpn: bool
    least_gbps: int = 1
    cipher_rule: str = ids.OPEN


OPTIONS: tuple[Option, ...] = (
    Option("open-internet", encrypted=False, steady=False, soon=True, lines=0, vpn=False),
    Option("vpn", encrypted=True, steady=False, soon=True, lines=0, vpn=True,
           cipher_rule=ids.IPSEC),
    Option("dx", encrypted=False, steady=True, soon=False, lines=1, vpn=False,
           cipher_rule=ids.DX_CLEAR),
    Option("dx-vpn", encrypted=True, steady=True, soon=False, lines=1, vpn=True,
           cipher_rule=ids.IPSEC),
    Option("dx-macsec", encrypted=True, steady=True, soon=False, lines=2, vpn=False,
           least_gbps=10, cipher_rule=ids.MACSEC),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the needs say of an option."""

    option: Option
    missing: str
    """The need that is not met; empty where all are."""
    rule: str
    parts: int


def missing(option: Option, needs: Needs) -> tuple[str, str]:
    """The first need that an option does not meet, and the rule; empty where it meets all."""
    if needs.encrypted and not option.encrypted:
        return "encrypted", option.cipher_rule
    if needs.steady and not option.steady:
        return "steady", ids.INTERNET
    if needs.soon and not option.soon:
        return "soon", ids.CABLED
    if needs.gbps < option.least_gbps:
        return "port", ids.MACSEC_PORTS
    return "", ids.IPSEC if option.vpn else option.cipher_rule


def connections(gbps: int, tunnel_mbps: int) -> int:
    """VPN connections of two tunnels that together carry so much on a transit gateway."""
    return -(-gbps * 1000 // (2 * tunnel_mbps))
