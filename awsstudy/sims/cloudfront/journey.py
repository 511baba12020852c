"""One request on its way: from the edge through the layers to the origin and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from awsstudy.sims.cloudfront import events as happened
from awsstudy.sims.cloudfront.behavior import CACHED_IF_TOLD, FORBIDDING, CloudFrontPolicy
from awsstudy.sims.cloudfront.cache import Answer, Cache, Look, Result
from awsstudy.sims.cloudfront.fields import cache_control
from awsstudy.sims.cloudfront.messages import UNREACHABLE, Request, Response, Stored
from awsstudy.sims.cloudfront.policy import RfcPolicy
from awsstudy.sims.kernel import Event, NearMiss

RFC = ("cloudfront.http.shared-cache",)
PULL = ("cloudfront.pull",)
EXPIRED = ("cloudfront.ttl.expired",)
VIEWER_CONTROL = ("cloudfront.viewer-control",)
METHODS = ("cloudfront.methods",)
GATEWAY_TIMEOUT = 504

Emit = Callable[[Event], None]
Hook = Callable[[str], None]
OriginCall = Callable[[Request], Response]


@dataclass(slots=True)
class Layer:
    """A cache at one place, and the round trip to the next one."""

    name: str
    """A term: ``edge``, ``regional`` or ``shield``."""
    cache: Cache
    next_ms: float = 0.0
    pending: dict[str, float] | None = None
    """Until when the answer to a forwarded request is on its way, by cache key."""

    def waits(self, key: str, now: float) -> float:
        """Seconds until the answer to an earlier request with this key is here."""
        return max(0.0, (self.pending or {}).get(key, now) - now)

    def expect(self, key: str, until: float) -> None:
        """Remember that an answer is on its way."""
        if self.pending is None:
            self.pending = {}
        self.pending[key] = until


@dataclass(frozen=True, slots=True)
class Trip:
    """What came back from a layer."""

    answer: Answer
    ms: float
    by: str
    """Who had the body: a layer or ``origin``."""


class Journey:
    """Sends one request through layers; every decision is emitted with its rules."""

    def __init__(
        self, layers: Sequence[Layer], origin: OriginCall, emit: Emit, hook: Hook, now: float
    ) -> None:
        self.layers, self.origin, self.emit, self.hook, self.now = layers, origin, emit, hook, now

    def send(self, request: Request, depth: int = 0) -> Trip:
        """Ask the layer of that depth; beyond the last one is the origin."""
        if depth == len(self.layers):
            return self._ask_origin(request)
        layer = self.layers[depth]
        look = layer.cache.look(request, self.now)
        if look.result == "bypass":
            return self._pass(layer, request, look, depth)
        if look.result in {"hit", "stale"} and look.stored:
            return self._serve(layer, request, look, look.stored, depth)
        if look.refused or look.forward is None:
            refused = Answer("miss", Response(GATEWAY_TIMEOUT), 0.0, 0.0)
            return Trip(refused, 0.0, layer.name)
        return self._forward(layer, request, look, look.forward, depth)

    def _ask_origin(self, request: Request) -> Trip:
        self.hook("origin-request")
        asks = "if-none-match" in request.headers or "if-modified-since" in request.headers
        how = "conditional" if asks else "whole"
        rules = EXPIRED if asks else PULL
        self.emit(happened.OriginAsked(url=request.url, how=how, rules=rules))
        response = self.origin(request)
        status = "unreachable" if response.status == UNREACHABLE else str(response.status)
        self.emit(happened.OriginAnswered(status=status, rules=rules))
        if response.status != UNREACHABLE:
            self.hook("origin-response")
        return Trip(Answer("miss", response, 0.0, 0.0), 0.0, "origin")

    def _pass(self, layer: Layer, request: Request, look: Look, depth: int) -> Trip:
        rules = METHODS if isinstance(layer.cache.policy, CloudFrontPolicy) else RFC
        self.emit(happened.RequestPassed(layer=layer.name, method=request.method, rules=rules))
        trip = self._ask_origin(request)
        ms = sum(each.next_ms for each in self.layers[depth:])
        answer = layer.cache.receive(request, look, trip.answer.response, self.now, self.now)
        return Trip(answer, ms, "origin")

    def _serve(
        self, layer: Layer, request: Request, look: Look, stored: Stored, depth: int
    ) -> Trip:
        wait = layer.waits(layer.cache.policy.key(request), self.now)
        answer = layer.cache.served(request, stored, look.result, self.now)
        if look.result == "stale":
            self._tell_stale(layer, stored, background=look.forward is not None)
            if look.forward is not None:
                self._refresh(layer, request, look, look.forward, depth)
        elif wait:
            event = happened.RequestCollapsed(
                layer=layer.name, wait_ms=round(wait * 1000), rules=("cloudfront.collapsing",)
            )
            self.emit(event)
        else:
            event_ = happened.CacheHit(
                layer=layer.name,
                age=round(answer.age, 3),
                fresh_for=round(answer.fresh_for, 3),
                rules=self._hit_rules(layer, request, stored),
            )
            self.emit(event_)
        return Trip(answer, wait * 1000, layer.name)

    def _hit_rules(self, layer: Layer, request: Request, stored: Stored) -> tuple[str, ...]:
        asks = "no-cache" in cache_control(request.headers) or "pragma" in request.headers
        ignored = asks and isinstance(layer.cache.policy, CloudFrontPolicy)
        return (*(stored.why or RFC), *(VIEWER_CONTROL if ignored else ()))

    def _tell_stale(self, layer: Layer, stored: Stored, *, background: bool) -> None:
        reason = "revalidating" if background else "error"
        rule = "cloudfront.stale.while-revalidate" if background else "cloudfront.error.stale"
        self.emit(happened.StaleServed(layer=layer.name, reason=reason, rules=(rule,)))

    def _refresh(
        self, layer: Layer, request: Request, look: Look, forward: Request, depth: int
    ) -> None:
        """Ask in the background; the viewer does not wait for it."""
        trip = self.send(forward, depth + 1)
        answer = layer.cache.receive(request, look, trip.answer.response, self.now, self.now)
        self._tell_kept(layer, request, look, answer, trip.answer.response)

    def _forward(
        self, layer: Layer, request: Request, look: Look, forward: Request, depth: int
    ) -> Trip:
        key = layer.cache.policy.key(request)
        wait = layer.waits(key, self.now)
        reason = "absent" if look.stored is None else "expired"
        self.emit(
            happened.CacheMissed(
                layer=layer.name,
                reason=reason,
                rules=PULL if look.stored is None else EXPIRED,
                near=self._near(layer, request, look),
            )
        )
        trip = self.send(forward, depth + 1)
        ms = layer.next_ms + trip.ms
        layer.expect(key, self.now + wait + ms / 1000)
        response = self._settled(layer, trip.answer.response, look)
        answer = layer.cache.receive(request, look, response, self.now, self.now)
        self._tell_kept(layer, request, look, answer, response)
        by = layer.name if answer.result == "stale" else trip.by
        return Trip(answer, wait * 1000 + ms, by)

    def _settled(self, layer: Layer, response: Response, look: Look) -> Response:
        """An origin that cannot be reached counts as an error where nothing stands in for it."""
        stands_in = look.stored and layer.cache.policy.stale_on_error(
            look.stored, response, self.now
        )
        if response.status != UNREACHABLE or stands_in:
            return response
        return Response(GATEWAY_TIMEOUT)

    def _near(self, layer: Layer, request: Request, look: Look) -> NearMiss | None:
        if look.stored is None:
            return None
        left = look.stored.fresh_for(self.now)
        rule = look.stored.why[-1] if look.stored.why else RFC[0]
        wanted = round(look.stored.lifetime)
        return NearMiss(rule, "age", f"< {wanted} s", f"{round(wanted - left)} s")

    def _tell_kept(
        self, layer: Layer, request: Request, look: Look, answer: Answer, response: Response
    ) -> None:
        if answer.result == "stale":
            self._tell_stale(layer, answer.stored or _missing(), background=False)
        elif answer.stored is None:
            rules, reason = refusal(layer.cache.policy, response)
            self.emit(happened.ObjectNotStored(layer=layer.name, reason=reason, rules=rules))
        else:
            self._tell_stored(layer, answer.stored, answer.result)

    def _tell_stored(self, layer: Layer, stored: Stored, result: Result) -> None:
        why = stored.why or RFC
        if result == "revalidated":
            event: Event = happened.ObjectRenewed(
                layer=layer.name, ttl=stored.lifetime, rules=(*EXPIRED, *why)
            )
        else:
            event = happened.ObjectStored(
                layer=layer.name, ttl=stored.lifetime, decided=why[-1].rpartition(".")[2], rules=why
            )
        self.emit(event)


def refusal(policy: RfcPolicy, response: Response) -> tuple[tuple[str, ...], str]:
    """Why a response was not kept: rules and the reason's term."""
    if not isinstance(policy, CloudFrontPolicy):
        return RFC, "not-storable"
    if response.status in CACHED_IF_TOLD or response.status >= 400:
        return ("cloudfront.error.if-told",), "error-not-cached"
    told = policy.told(response.headers)
    if any(name in told for name in FORBIDDING):
        return ("cloudfront.ttl.forbidden",), "forbidden"
    return METHODS, "not-storable"


def _missing() -> Stored:
    raise AssertionError("a stale answer comes from the store")
