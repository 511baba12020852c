"""What Route 53 is asked about: a group of records, a client, and the failover clock."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from awsstudy.sims.kernel import Params

Policy = Literal[
    "weighted",
    "failover",
    "latency",
    "geolocation",
    "geoproximity",
    "multivalue",
    "ip",
    "simple",
]
Continent = Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]

DEFAULT = "*"
"""The location of a record that answers where no other one does."""
_KINDS = {"state": "sub", "subdivision": "sub"}
_LONGEST = {4: 24, 6: 48}
"""The longest prefix of a block in a CIDR collection, by IP version."""


@lru_cache(maxsize=4096)
def network(text: str) -> IPv4Network | IPv6Network:
    """The block that a text names; an address is a block of one."""
    return ip_network(text, strict=False)


class Record(Params):
    """One record of the group; only what the policy needs is looked at."""

    id: str = Field("seoul", min_length=1, max_length=64)
    w: int = Field(1, ge=0, le=255)
    """Weight."""
    role: Literal["PRIMARY", "SECONDARY"] | None = None
    region: str | None = None
    loc: tuple[str, ...] = Field((), max_length=2)
    """``("sub", "US-CA")``, ``("country", "US")``, ``("continent", "NA")`` or ``("default",)``."""
    bias: int = Field(0, ge=-99, le=99)
    cidrs: tuple[str, ...] = Field((), max_length=1000)
    """Blocks of the record's CIDR location; ``*`` is the default location."""
    healthy: bool = True
    checked: bool = True
    """Whether a health check is associated."""

    @field_validator("loc", mode="before")
    @classmethod
    def _one_spelling(cls, value: Any) -> tuple[str, ...]:
        given = [value] if isinstance(value, str) else list(value or ())
        parts = [str(part) for part in given if part not in (None, "")]
        if parts and (parts[0] == "default" or parts[-1] == DEFAULT):
            return ("default",)
        return (_KINDS.get(parts[0], parts[0]), *parts[1:]) if parts else ()

    @field_validator("loc")
    @classmethod
    def _known_kind(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        named = len(value) == 2 and value[0] in {"continent", "country", "sub"}
        if value and value != ("default",) and not named:
            raise ValueError("a location is [continent | country | sub, code] or [default]")
        return value

    @field_validator("cidrs", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return () if value is None else value

    @field_validator("cidrs")
    @classmethod
    def _blocks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_block(text) for text in value)


def _block(text: str) -> str:
    if text == DEFAULT:
        return text
    block = network(text)
    if block.prefixlen > _LONGEST[block.version]:
        longest = _LONGEST[block.version]
        raise ValueError(f"a block of IPv{block.version} is /1 to /{longest} long, not {text}")
    return text if block.prefixlen else DEFAULT


class Group(Params):
    """Records of one name, type and routing policy."""

    policy: Policy = "weighted"
    records: tuple[Record, ...] = Field(
        (
            Record(
                id="seoul",
                w=40,
                role="PRIMARY",
                region="ap-northeast-2",
                loc=("country", "KR"),
                cidrs=("203.0.113.0/24",),
            ),
            Record(
                id="tokyo",
                w=20,
                role="SECONDARY",
                region="ap-northeast-1",
                loc=("continent", "AS"),
                cidrs=("198.51.100.0/24",),
            ),
            Record(
                id="oregon", w=20, region="us-west-2", loc=("default",), cidrs=(DEFAULT,), bias=25
            ),
        ),
        min_length=1,
        max_length=100,
    )

    @field_validator("records")
    @classmethod
    def _told_apart(cls, value: tuple[Record, ...]) -> tuple[Record, ...]:
        if len({record.id for record in value}) < len(value):
            raise ValueError("two records have the same id")
        return value


class Client(Params):
    """Who asks, as far as Route 53 can tell from the resolver or the client subnet it sends."""

    latency: dict[str, Amount] = Field({}, json_schema_extra={"unit": "ms"})
    """Measured latency to each Region."""
    continent: Continent | None = None
    country: str | None = Field(None, max_length=2)
    sub: str | None = Field(None, max_length=6)
    """State of the United States, such as ``US-CA``."""
    km: dict[str, Amount] = Field({}, json_schema_extra={"unit": "km"})
    """Distance to each record's resource."""
    cidr: str | None = None

    @field_validator("latency", "km", mode="before")
    @classmethod
    def _unknown(cls, value: Any) -> Any:
        return {} if value is None else value

    @field_validator("cidr")
    @classmethod
    def _readable(cls, value: str | None) -> str | None:
        if value is not None:
            network(value)
        return value


class Clock(Params):
    """An outage in seconds: health checks, the change of status, resolvers' caches."""

    on: bool = False
    interval_s: Literal[10, 30] = Field(30, json_schema_extra={"unit": "s"})
    threshold: int = Field(3, ge=1, le=10)
    ttl_s: int = Field(60, ge=0, le=172_800, json_schema_extra={"unit": "s"})
    fail_at_s: int = Field(30, ge=0, le=3600, json_schema_extra={"unit": "s"})
    """When the endpoint goes down: the primary's, or without a primary the first record's."""
    checkers: int = Field(16, ge=1, le=64)
    luck: Literal["worst", "random"] = "random"
    """When checks and cached answers fall: as badly as can be, or by chance."""


class Route53Params(Params):
    """A record group and who asks for it."""

    group: Group = Group()
    client: Client = Client(
        latency={"ap-northeast-2": 8, "ap-northeast-1": 35, "us-west-2": 130},
        continent="AS",
        country="KR",
        km={"seoul": 20, "tokyo": 1150, "oregon": 8200},
        cidr="203.0.113.0/24",
    )
    clock: Clock = Clock()

    @field_validator("clock", mode="before")
    @classmethod
    def _off(cls, value: Any) -> Any:
        return Clock() if value is None else value
