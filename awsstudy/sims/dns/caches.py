"""Resolvers that remember an answer while the record behind it changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from awsstudy.sims.dns import cache_events as happened
from awsstudy.sims.dns.world import Caches
from awsstudy.sims.kernel import Event

OLD, NEW, NONE = "old", "new", "none"

Schedule = Callable[[float, Callable[[], None]], None]
Tell = Callable[[Event], None]


@dataclass
class Resolver:
    """A resolver with the answer it gives, and since when."""

    name: str
    history: list[tuple[float, str]] = field(default_factory=list)
    """Moments at which its answer changed."""

    @property
    def gives(self) -> str:
        """What it answers now."""
        return self.history[-1][1]

    def at(self, moment: float) -> str:
        """What it answered at a moment."""
        return next((what for since, what in reversed(self.history) if since <= moment), self.gives)


class Forgetting:
    """The caches of a situation, from before the change until the last one has moved."""

    def __init__(self, caches: Caches, random: Random, schedule: Schedule, tell: Tell) -> None:
        self.caches = caches
        self._random = random
        self._schedule = schedule
        self._tell = tell
        self.changed = False
        self._lowered = False
        self.fetches = 0
        self.moved_s = 0.0
        first = NONE if caches.change == "created" else OLD
        self.resolvers = [
            Resolver(f"r{number + 1}", [(0.0, first)]) for number in range(caches.count)
        ]

    def begin(self, now: Callable[[], float]) -> None:
        """Fill the caches, and schedule lowering, change and the first renewals."""
        self._now = now
        caches, longest = self.caches, self.first_lifetime()
        rule = "dns.ttl.negative" if caches.change == "created" else "dns.ttl.cached"
        filled = happened.CachesFilled(resolvers=caches.count, longest_s=longest, rules=(rule,))
        self._schedule(0.0, partial(self._tell, filled))
        for resolver in self.resolvers:
            self._schedule(self._first_ask(longest), partial(self._ask, resolver))
        if self.lowers:
            self._schedule(caches.lower_at_s, self._lower)
        # Who asks at that very moment still gets the old answer, so the change comes last in it.
        self._schedule(
            caches.change_at_s, partial(self._schedule, caches.change_at_s, self._change)
        )

    @property
    def lowers(self) -> bool:
        """Whether the TTL is lowered before the change."""
        caches = self.caches
        return (
            caches.lowered and caches.change == "value" and caches.lower_at_s <= caches.change_at_s
        )

    def first_lifetime(self) -> int:
        """How long an answer from before is kept."""
        caches = self.caches
        if caches.change == "created":
            return min(caches.soa_ttl_s, caches.soa_minimum_s)
        return caches.ttl_s

    def _first_ask(self, longest: int) -> float:
        """When a resolver asks for the first time: by chance, or just before what matters."""
        if self.caches.luck == "random":
            return self._random.random() * longest
        return float(self.caches.lower_at_s if self.lowers else self.caches.change_at_s)

    def _ask(self, resolver: Resolver) -> None:
        """The answer has expired, and a client wants one."""
        self.fetches += 1
        lifetime = self._lifetime()
        if self.changed:
            self._move(resolver)
            return
        self._tell(
            happened.AnswerRenewed(
                resolver=resolver.name, ttl_s=lifetime, rules=("dns.ttl.from-fetch",)
            )
        )
        self._schedule(self._next_ask(lifetime), partial(self._ask, resolver))

    def _lifetime(self) -> int:
        return self.caches.lower_to_s if self._lowered else self.first_lifetime()

    def _next_ask(self, lifetime: int) -> float:
        """When the answer got now is missed: after its lifetime, as soon as a client asks."""
        expiry = self._now() + lifetime
        if self.caches.luck == "worst":
            # The unluckiest resolver asks once more just before the change.
            return max(expiry, float(self.caches.change_at_s))
        return expiry + self._random.random() * self.caches.every_s

    def _lower(self) -> None:
        self._lowered = True
        self._tell(
            happened.TtlLowered(ttl_s=self.caches.lower_to_s, rules=("dns.ttl.lower-first",))
        )

    def _change(self) -> None:
        self.changed = True
        rule = "dns.ttl.negative" if self.caches.change == "created" else "dns.ttl.cached"
        old = sum(one.gives != NEW for one in self.resolvers)
        self._tell(happened.RecordChanged(change=self.caches.change, old=old, rules=(rule,)))

    def _move(self, resolver: Resolver) -> None:
        after = self._now() - self.caches.change_at_s
        resolver.history.append((self._now(), NEW))
        self.moved_s = max(self.moved_s, after)
        self._tell(
            happened.ResolverMoved(
                resolver=resolver.name, after_s=round(after), rules=("dns.ttl.from-fetch",)
            )
        )
        if all(one.gives == NEW for one in self.resolvers):
            self._tell(happened.AllMoved(after_s=round(self.moved_s), rules=("dns.ttl.cached",)))

    def stale(self) -> int:
        """How many resolvers still give the old answer after the change."""
        return sum(one.gives != NEW for one in self.resolvers) if self.changed else 0

    def bound(self) -> int:
        """The longest that a resolver may keep the old answer after the change, in seconds."""
        caches = self.caches
        if not self.lowers:
            return self.first_lifetime()
        late = caches.lower_at_s + caches.ttl_s - caches.change_at_s
        return max(caches.lower_to_s, late)
