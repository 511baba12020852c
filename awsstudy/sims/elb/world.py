"""What a load balancer is asked about: its settings, its targets, and the traffic."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from awsstudy.sims.kernel import Params

Ask = Literal["traffic", "shares", "checks", "pick", "hops", "rules", "drain", "type"]
Kind = Literal["alb", "nlb", "clb", "gwlb", "generic"]
Algorithm = Literal[
    "default",
    "round-robin",
    "least-outstanding",
    "weighted-random",
    "flow-hash",
    "response-time",
]
Protocol = Literal["HTTP", "HTTPS", "TCP", "TLS", "UDP"]
Need = Literal[
    "http-paths",
    "redirects",
    "waf",
    "lambda",
    "static-address",
    "udp",
    "tls-untouched",
    "privatelink",
    "appliances",
]
Name = Annotated[str, Field(min_length=1, max_length=24)]
SECONDS: dict[str, Any] = {"unit": "s"}
MOST_REQUESTS = 100_000
"""Requests of a run: more would take minutes to simulate."""


class Target(Params):
    """A registered target, and what will become of it."""

    id: Name = "a1"
    az: Name = "a"
    service_ms: int = Field(100, ge=1, le=600_000, json_schema_extra={"unit": "ms"})
    """Mean time it works on a request."""
    slots: int = Field(4, ge=1, le=1000)
    """How many requests it works on at once; more wait at the target."""
    healthy: bool = True
    """The load balancer's verdict when the run begins."""
    outstanding: int = Field(0, ge=0, le=10_000)
    """Requests sent to it and not answered yet; for asking about the next request."""
    last_ms: int = Field(100, ge=0, le=600_000, json_schema_extra={"unit": "ms"})
    """How long its latest answer took; for asking about the next request."""
    registered_s: int = Field(0, ge=0, le=86_400, json_schema_extra=SECONDS)
    """When it is registered; 0 means before the run."""
    deregistered_s: int | None = Field(None, ge=0, le=86_400, json_schema_extra=SECONDS)
    """When it is taken out of the group, if at all."""
    down_from_s: int | None = Field(None, ge=0, le=86_400, json_schema_extra=SECONDS)
    """When its application begins to answer with errors, if at all."""
    down_until_s: int | None = Field(None, ge=0, le=86_400, json_schema_extra=SECONDS)


class Checks(Params):
    """Health check settings; the defaults are those of an ALB with instance targets."""

    interval_s: int = Field(30, ge=5, le=300, json_schema_extra=SECONDS)
    healthy: int = Field(5, ge=2, le=10)
    unhealthy: int = Field(2, ge=2, le=10)
    success: Literal["200", "200-399"] = "200"
    """The codes that pass."""
    code: int = Field(200, ge=200, le=599)
    """What a working target answers on the checked path."""
    new: bool = False
    """With a script: whether the target has just been registered."""
    script: str = Field("", max_length=200, pattern="^[PF]*$")
    """Results of one target's checks for asking about its state: passes and failures."""


class Sticky(Params):
    """Stickiness: off by default."""

    on: bool = False
    duration_s: int = Field(86_400, ge=1, le=604_800, json_schema_extra=SECONDS)


class Rule(Params):
    """A listener rule of an ALB; an empty condition matches everything."""

    priority: int = Field(10, ge=1, le=50_000)
    host: str = Field("", max_length=128)
    path: str = Field("", max_length=128)
    group: Name = "web"


class Listener(Params):
    """Where the load balancer listens, how it talks to its targets, and its rules."""

    protocol: Protocol = "HTTPS"
    target_protocol: Protocol = "HTTP"
    target_type: Literal["instance", "ip"] = "instance"
    rules: tuple[Rule, ...] = Field((), max_length=100)
    default_group: Name = "web"

    @field_validator("rules")
    @classmethod
    def _told_apart(cls, value: tuple[Rule, ...]) -> tuple[Rule, ...]:
        if len({rule.priority for rule in value}) < len(value):
            raise ValueError("two rules have the same priority")
        return value


class Request(Params):
    """One request: what it asks for, and what its client brings along."""

    host: str = Field("shop.example", max_length=128)
    path: str = Field("/", max_length=128)
    cookie: str | None = Field(None, max_length=24)
    """The target that the stickiness cookie names."""
    last_s: int = Field(0, ge=0, le=1_000_000, json_schema_extra=SECONDS)
    """How long ago the client's latest request was."""
    first_s: int = Field(0, ge=0, le=1_000_000, json_schema_extra=SECONDS)
    """How long ago its session began."""
    last_target: str | None = Field(None, max_length=24)
    """The target that the load balancer chose last, for whomever."""
    client: Literal["internet", "vpc"] = "internet"


class Traffic(Params):
    """The traffic of a run."""

    rate_rps: float = Field(5.0, gt=0, le=1000, json_schema_extra={"unit": "/s"})
    duration_s: int = Field(30, ge=1, le=100_000, json_schema_extra=SECONDS)
    """How long requests come."""
    arrivals: Literal["poisson", "steady"] = "poisson"
    service: Literal["exponential", "fixed"] = "exponential"
    clients: int = Field(50, ge=1, le=100_000)
    heavy_pct: int = Field(0, ge=0, le=100, json_schema_extra={"unit": "%"})
    """How much of the traffic the first client makes; the others share the rest."""
    told: bool = True
    """Whether every single request is told of."""

    @model_validator(mode="after")
    def _can_be_run(self) -> Self:
        if self.rate_rps * self.duration_s > MOST_REQUESTS:
            raise ValueError(f"the traffic is more than {MOST_REQUESTS} requests")
        return self


class ElbParams(Params):
    """A load balancer with its targets, and a question about it."""

    ask: Ask = "traffic"
    kind: Kind = "alb"
    scheme: Literal["internet-facing", "internal"] = "internet-facing"
    zones: tuple[Name, ...] = Field(("a", "b"), min_length=1, max_length=6)
    """The zones enabled for the load balancer."""
    cross_zone: Literal["default", "on", "off"] = "default"
    algorithm: Algorithm = "default"
    targets: tuple[Target, ...] = Field(
        (
            Target(id="a1", az="a"),
            Target(id="a2", az="a"),
            Target(id="b1", az="b"),
            Target(id="b2", az="b"),
        ),
        min_length=1,
        max_length=100,
    )
    checks: Checks = Checks()
    sticky: Sticky = Sticky()
    slow_start_s: int = Field(0, ge=0, le=900, json_schema_extra=SECONDS)
    delay_s: int = Field(300, ge=0, le=3600, json_schema_extra=SECONDS)
    """Deregistration delay."""
    listener: Listener = Listener()
    request: Request = Request()
    traffic: Traffic = Traffic()
    open_s: tuple[Annotated[int, Field(ge=0, le=100_000)], ...] = Field((), max_length=200)
    """With ``drain``: how long each open request of a leaving target still takes."""
    needs: tuple[Need, ...] = Field((), max_length=9)
    """With ``type``: what the load balancer must be able to do."""

    @field_validator("targets")
    @classmethod
    def _told_apart(cls, value: tuple[Target, ...]) -> tuple[Target, ...]:
        if len({target.id for target in value}) < len(value):
            raise ValueError("two targets have the same id")
        return value

    @field_validator("slow_start_s")
    @classmethod
    def _off_or_long_enough(cls, value: int) -> int:
        if 0 < value < 30:
            raise ValueError("slow start takes 30 to 900 seconds; 0 switches it off")
        return value

    @model_validator(mode="after")
    def _zones_suffice(self) -> Self:
        if len(set(self.zones)) < len(self.zones):
            raise ValueError("a zone is named twice")
        if self.kind == "alb" and len(self.zones) < 2:
            raise ValueError("an ALB needs subnets from at least two zones")
        return self
