"""Condition operators: what their names mean, and how one value is compared with another.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

import operator as compare
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Literal

Quantity = Literal["one", "all", "any"]
Kind = Literal["text", "number", "date", "bool", "binary", "ip", "arn", "null"]

_SETS: Mapping[str, Quantity] = {"ForAllValues": "all", "ForAnyValue": "any"}
_IF_EXISTS = "IfExists"
_ORDERS = ("Equals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
_TEXTS = ("StringEquals", "StringEqualsIgnoreCase", "StringLike")
_NEGATED: Mapping[str, str] = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(_TEXTS, "text"),
    **dict.fromkeys([f"Numeric{order}" for order in _ORDERS], "number"),
    **dict.fromkeys([f"Date{order}" for order in _ORDERS], "date"),
    "Bool": "bool",
    "BinaryEquals": "binary",
    "IpAddress": "ip",
    "ArnEquals": "arn",
    "ArnLike": "arn",
    "Null": "null",
}
_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "Equals": compare.eq,
    "LessThan": compare.lt,
    "LessThanEquals": compare.le,
    "GreaterThan": compare.gt,
    "GreaterThanEquals": compare.ge,
}


@dataclass(frozen=True, slots=True)
class Operator:
    """A condition operator taken apart."""

    base: str
    """The positive operator, such as ``StringEquals``."""
    kind: Kind
    negated: bool = False
    quantity: Quantity = "one"
    if_exists: bool = False


@lru_cache(maxsize=512)
def parse(name: str) -> Operator:
    """An operator's name taken apart.

    Raises:
        ValueError: AWS knows no such operator.
    """
    prefix, _, rest = name.rpartition(":")
    bare = rest.removesuffix(_IF_EXISTS)
    base = _NEGATED.get(bare, bare)
    odd_set = bool(prefix) and prefix not in _SETS
    odd_null = base == "Null" and (rest != bare or bool(prefix))
    if base not in _KINDS or odd_set or odd_null:
        raise ValueError(f"there is no condition operator '{name}'")
    return Operator(
        base, _KINDS[base], base != bare, _SETS.get(prefix, "one"), if_exists=rest != bare
    )


def ordered(base: str, found: str, wanted: str) -> bool:
    """Compare as numbers; what is no number matches nothing."""
    left, right = _number(found), _number(wanted)
    order = base.removeprefix("Numeric").removeprefix("Date")
    return left is not None and right is not None and _COMPARE[order](left, right)


def dated(base: str, found: str, wanted: str) -> bool:
    """Compare as moments, written in ISO 8601 or as seconds since 1970."""
    left, right = _moment(found), _moment(wanted)
    order = base.removeprefix("Date")
    return left is not None and right is not None and _COMPARE[order](left, right)


@lru_cache(maxsize=4096)
def within(found: str, wanted: str) -> bool:
    """Whether an address is in a block; an address without a prefix is a block of one."""
    try:
        return ip_address(found) in ip_network(wanted, strict=False)
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


@lru_cache(maxsize=1024)
def _moment(text: str) -> Decimal | None:
    """Seconds since 1970; None where the text is no date."""
    seconds = _number(text)
    # Four digits are a year; epoch time has more.
    if seconds is not None and not (len(text) == 4 and text.isdigit()):
        return seconds
    padded = text + "-01-01"[3 * (text.count("-")) :] if len(text) in (4, 7) else text
    try:
        moment = datetime.fromisoformat(padded)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Decimal(str(aware.timestamp()))


Comparison = Callable[[str, str, str], bool]
"""Compares by the operator's positive name: the value found, the value wanted."""

PLAIN: Mapping[Kind, Comparison] = {
    "number": ordered,
    "date": dated,
    "bool": lambda _, found, wanted: found.lower() == wanted.lower(),
    "binary": lambda _, found, wanted: found == wanted,
    "ip": lambda _, found, wanted: within(found, wanted),
}
"""Comparisons in which policy variables cannot be used."""
