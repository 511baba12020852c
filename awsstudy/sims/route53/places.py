"""Places for geolocation problems: a hand-made map, small enough to reason about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from awsstudy.sims.draw import pick, shuffled

Location = tuple[str, ...]

LOCATIONS: Mapping[str, Location] = {
    "us-ca": ("sub", "US-CA"),
    "us": ("country", "US"),
    "ca": ("country", "CA"),
    "na": ("continent", "NA"),
    "de": ("country", "DE"),
    "eu": ("continent", "EU"),
    "kr": ("country", "KR"),
    "as": ("continent", "AS"),
    "au": ("country", "AU"),
    "af": ("continent", "AF"),
    "default": ("default",),
}
"""The locations of records, by record id."""

Client = Mapping[str, str]
_CALIFORNIA = {"continent": "NA", "country": "US", "sub": "US-CA"}
_CANADA = {"continent": "NA", "country": "CA"}
_GERMANY = {"continent": "EU", "country": "DE"}
_KOREA = {"continent": "AS", "country": "KR"}
_BRAZIL = {"continent": "SA", "country": "BR"}

_NESTED: tuple[tuple[Client, str, str], ...] = (
    (_CALIFORNIA, "us-ca", "us"),
    (_CALIFORNIA, "us-ca", "na"),
    (_CALIFORNIA, "us", "na"),
    (_CANADA, "ca", "na"),
    (_GERMANY, "de", "eu"),
    (_KOREA, "kr", "as"),
)
"""Clients with a smaller and a larger location that hold them."""
_OUTSIDE: tuple[Client, ...] = (_BRAZIL, {}, _BRAZIL, _CANADA, _KOREA)
_HOLDING: Mapping[str, frozenset[str]] = {
    "BR": frozenset(),
    "": frozenset(),
    "CA": frozenset({"ca", "na"}),
    "KR": frozenset({"kr", "as"}),
    "DE": frozenset({"de", "eu"}),
    "US": frozenset({"us-ca", "us", "na"}),
}
"""The records whose locations hold a client, by the client's country."""


@dataclass(frozen=True, slots=True)
class Geography:
    """A situation: records, a client, and the two records that tempt."""

    locations: Mapping[str, Location]
    client: Client
    down: str
    """The unhealthy record, or an empty text."""
    tempting: tuple[str, str]
    """The nearest record and the fastest one."""


def geography(random: Random) -> Geography:
    """A client inside two locations, or inside none."""
    return _inside(random) if random.random() < 0.6 else _outside(random)


def _inside(random: Random) -> Geography:
    client, small, large = pick(random, _NESTED)
    near, quick = _others(random, client)[:2]
    down = small if random.random() < 0.5 else ""
    names = (small, large, near, quick)
    return Geography({name: LOCATIONS[name] for name in names}, client, down, (near, quick))


def _outside(random: Random) -> Geography:
    client = pick(random, _OUTSIDE)
    others = [name for name in _others(random, client) if name != "default"]
    last = "default" if random.random() < 0.5 else others[3]
    names = (*others[:3], last)
    return Geography({name: LOCATIONS[name] for name in names}, client, "", (others[0], others[1]))


def _others(random: Random, client: Client) -> tuple[str, ...]:
    """The records whose locations do not hold the client, and the default location."""
    holding = _HOLDING[client.get("country", "")]
    return shuffled(random, tuple(name for name in LOCATIONS if name not in holding))
