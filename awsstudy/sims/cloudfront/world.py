"""What the CloudFront cache is given: a cache behavior, requests, the origin's answers, edges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from awsstudy.sims.kernel import Params

MOST_REQUESTS = 100_000
"""Requests of all cities together: more would take minutes to simulate."""

City = Literal[
    "seoul", "tokyo", "singapore", "mumbai", "sydney", "frankfurt", "london",
    "cape-town", "sao-paulo", "virginia", "oregon",
]  # fmt: skip
PriceClass = Literal["all", "200", "100"]
Hook = Literal["viewer-request", "origin-request", "origin-response", "viewer-response"]
Names = Literal["none", "all"] | tuple[Annotated[str, Field(max_length=128)], ...]
Seconds = Annotated[int, Field(ge=0, le=3_155_760_000, json_schema_extra={"unit": "s"})]
"""At most 100 years, as CloudFront allows."""
HeaderMap = dict[str, str]


def _lower(headers: Mapping[str, str]) -> HeaderMap:
    return {name.lower(): value for name, value in headers.items()}


class Key(Params):
    """What joins the path in the cache key."""

    headers: tuple[str, ...] = Field((), max_length=50)
    query: Names = "none"
    cookies: Names = "none"


class Behavior(Params):
    """A cache behavior with its cache policy."""

    min_ttl: Seconds = 0
    default_ttl: Seconds = 86_400
    max_ttl: Seconds = 31_536_000
    error_ttl: Seconds = 10
    """Error caching minimum TTL."""
    key: Key = Key()
    functions: tuple[Hook, ...] = Field((), max_length=4)
    """Events that run a function of yours."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_ttl > self.max_ttl:
            raise ValueError("the minimum TTL may not be above the maximum TTL")
        return self


class Asked(Params):
    """A viewer's request."""

    method: str = Field("GET", pattern="^[A-Z]+$", max_length=20)
    url: str = Field("/", pattern="^/", max_length=2000)
    headers: HeaderMap = Field(default_factory=dict)
    city: City | None = None
    """Where the viewer is; without one, beside the first edge."""

    _lower_names = field_validator("headers", mode="after")(_lower)


class Origin(Params):
    """What the origin would answer at that moment; status 0 means that it cannot be reached."""

    status: int = Field(200, ge=0, le=999)
    headers: HeaderMap = Field(default_factory=dict)
    body: str = Field("x", max_length=10_000)

    _lower_names = field_validator("headers", mode="after")(_lower)


class Exchange(Params):
    """One request and the state of the origin then."""

    t: float = Field(0, ge=0, le=1e9, allow_inf_nan=False, json_schema_extra={"unit": "s"})
    request: Asked = Asked()
    origin: Origin = Origin()


class Invalidation(Params):
    """An invalidation of one path."""

    t: float = Field(0, ge=0, le=1e9, allow_inf_nan=False, json_schema_extra={"unit": "s"})
    path: str = Field("/*", pattern=r"^/[^*]*\*?$", max_length=4000)
    """A ``*`` may only be the last character."""


class Network(Params):
    """Where viewers and origin are, and the cache layers between them."""

    cities: tuple[City, ...] = Field((), max_length=11)
    """Cities with viewers; none means a single edge and no distances."""
    origin: City = "seoul"
    price_class: PriceClass = "all"
    regional: bool = True
    """Whether regional edge caches stand behind the edges; CloudFront always has them."""
    shield: bool = False
    mode: Literal["pull", "push"] = "pull"
    """``push`` copies every object to every edge beforehand, which CloudFront does not do."""
    processing_ms: int = Field(40, ge=0, le=60_000, json_schema_extra={"unit": "ms"})

    @field_validator("cities")
    @classmethod
    def _once(cls, value: tuple[City, ...]) -> tuple[City, ...]:
        if len(set(value)) < len(value):
            raise ValueError("a city is named twice")
        return value


class Traffic(Params):
    """Requests by chance instead of listed ones."""

    on: bool = False
    rate: float = Field(1.0, gt=0, le=50, json_schema_extra={"unit": "/s"})
    """Requests a second in each city."""
    length_s: int = Field(600, ge=10, le=86_400, json_schema_extra={"unit": "s"})
    objects: int = Field(20, ge=1, le=5_000)
    zipf: float = Field(0.8, ge=0, le=1.5)
    """How uneven the demand is; 0 means that all objects are asked for alike."""
    variants: int = Field(1, ge=1, le=1_000)
    """Different query strings under which the same object is asked for."""
    cache_control: str = Field("max-age=60", max_length=200)
    changed_at: int | None = Field(None, ge=0, le=86_400, json_schema_extra={"unit": "s"})
    """When all objects change at the origin."""
    release: Literal["wait", "invalidate", "rename"] = "wait"
    """What is done then: nothing, an invalidation of ``/*``, or new file names."""


def _defaults() -> tuple[Exchange, ...]:
    logo = {"cache-control": "max-age=60", "etag": '"v1"'}
    return tuple(
        Exchange(t=t, request=Asked(url="/logo.png"), origin=Origin(headers=logo, body="v1"))
        for t in (0, 20, 50, 70, 90)
    )


class CloudfrontCacheParams(Params):
    """A cache behavior and the requests that meet it."""

    profile: Literal["rfc", "cloudfront"] = "cloudfront"
    behavior: Behavior = Behavior()
    exchanges: tuple[Exchange, ...] = Field(_defaults(), max_length=5_000)
    invalidations: tuple[Invalidation, ...] = Field((), max_length=100)
    network: Network = Network()
    traffic: Traffic = Traffic()

    @model_validator(mode="after")
    def _can_be_run(self) -> Self:
        traffic, cities = self.traffic, max(1, len(self.network.cities))
        if traffic.on and traffic.rate * cities * traffic.length_s > MOST_REQUESTS:
            raise ValueError(f"the traffic is more than {MOST_REQUESTS} requests")
        return self

    @field_validator("network", "traffic", mode="before")
    @classmethod
    def _left_out(cls, value: Any) -> Any:
        return {} if value is None else value
