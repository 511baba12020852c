"""Rules of filters as the texts of problems write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awsstudy.sims.network.filters import ALL
from awsstudy.sims.network.scenes import (
    ANY,
)

WEB = "198.51.100.10"
SERVICES = (80, 443, 8080, 8443)
NOTHING = "nothing"


def span(low: int, high: int) -> str:
    """Ports in words."""
    return str(low) if low == high else f"{low}-{high}"


def acl_words(rows: Sequence[Sequence[Any]]) -> str:
    """A network ACL's rules by number: ``100 allow tcp 443; 110 deny ...``."""
    parts = []
    for number, action, proto, far, low, high in sorted(rows, key=lambda row: int(row[0])):
        ports = "" if proto == ALL else f" {span(low, high)}"
        whom = "" if far == ANY else f" {far}"
        parts.append(f"{number} {action} {proto}{ports}{whom}")
    return "; ".join(parts) or NOTHING


def group_words(rows: Sequence[Sequence[Any]]) -> str:
    """A security group's rules."""
    parts = []
    for proto, whom, low, high in rows:
        ports = "" if proto == ALL else f" {span(low, high)}"
        parts.append(f"{proto}{ports}" + ("" if whom == ANY else f" {whom.removeprefix('sg:')}"))
    return "; ".join(parts) or NOTHING
