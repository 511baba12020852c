"""An HTTP cache as a value machine: look a request up, take in what the origin answers.

It neither waits nor sends: whoever drives it (the simulator, a test's proxy) does that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urljoin, urlsplit

from awsstudy.sims.cloudfront.dates import http_date
from awsstudy.sims.cloudfront.fields import listed, same_tag
from awsstudy.sims.cloudfront.messages import (
    UNREACHABLE,
    Request,
    Response,
    Stored,
    end_to_end,
)
from awsstudy.sims.cloudfront.policy import RfcPolicy

Result = Literal["hit", "miss", "revalidated", "stale", "bypass"]
KEPT_ON_304 = frozenset({"content-encoding", "content-length", "content-range", "content-type"})
"""Fields that describe the stored body, which a 304 does not change (RFC 9111, section 3.2)."""
MOST_VARIANTS = 50


@dataclass(frozen=True, slots=True)
class Look:
    """What a cache makes of a request."""

    result: Result
    """``hit`` and ``stale`` answer from the store; the others go to the next server."""
    stored: Stored | None = None
    forward: Request | None = None
    """What to send on; with ``stale`` it is sent in the background."""
    refused: bool = False
    """The client wants an answer from the cache only, and there is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client gets."""

    result: Result
    response: Response
    age: float
    fresh_for: float
    stored: Stored | None = None
    """What is in store for it now; None where nothing was kept."""


class Cache:
    """One cache under a policy."""

    def __init__(self, policy: RfcPolicy) -> None:
        self.policy = policy
        self._shelf: dict[str, list[Stored]] = {}
        self._retry_at: dict[str, float] = {}

    def find(self, request: Request) -> Stored | None:
        """The stored response for a request, fresh or not: of several the newest."""
        for stored in self._shelf.get(self.policy.key(request), ()):
            if not self.policy.varies(stored, request):
                return stored
        return None

    def look(self, request: Request, now: float) -> Look:
        """Decide whether a request is answered from the store or sent on."""
        policy = self.policy
        if request.method not in policy.cached_methods():
            return Look("bypass", forward=request)
        stored = self.find(request)
        if stored and policy.satisfies(stored, request, now):
            return Look("hit" if stored.fresh_for(now) > 0 else "stale", stored)
        if policy.only_cached(request):
            return Look("miss", refused=True)
        return self._ask(request, stored, now) if stored else Look("miss", forward=request)

    def _ask(self, request: Request, stored: Stored, now: float) -> Look:
        """What to do with a copy that may not simply be served."""
        policy = self.policy
        forward = self._conditional(request, stored)
        if policy.stale_while_revalidating(stored, now):
            return Look("stale", stored, forward)
        if now < self._retry_at.get(policy.key(request), now):
            return Look("stale", stored)
        return Look("miss", stored, forward)

    def _conditional(self, request: Request, stored: Stored) -> Request:
        conditions = self.policy.conditions(stored)
        if not conditions or "range" in request.headers:
            return request
        own = {
            name: value
            for name, value in request.headers.items()
            if name not in {"if-none-match", "if-modified-since"}
        }
        return Request(request.method, request.url, {**own, **conditions})

    def receive(
        self, request: Request, look: Look, response: Response, asked: float, now: float
    ) -> Answer:
        """Take in the answer of the next server to what ``look`` sent on."""
        policy, stored = self.policy, look.stored
        if look.result == "bypass":
            if policy.invalidates(request, response):
                self._invalidate(request, response)
            return Answer("bypass", response, 0.0, 0.0)
        if stored and response.status == 304 and look.forward is not request:
            return self._freshen(request, stored, response, asked, now)
        if stored and policy.stale_on_error(stored, response, now):
            return self._stand_in(request, stored, now)
        return self._keep(request, response, asked, now)

    def _stand_in(self, request: Request, stored: Stored, now: float) -> Answer:
        pause = self.policy.retry_after()
        if pause:
            self._retry_at[self.policy.key(request)] = now + pause
        return self.served(request, stored, "stale", now)

    def _freshen(
        self, request: Request, stored: Stored, response: Response, asked: float, now: float
    ) -> Answer:
        old = {name: value for name, value in stored.response.headers.items() if name != "age"}
        new = {
            name: value
            for name, value in end_to_end(response.headers).items()
            if name not in KEPT_ON_304
        }
        merged = replace(stored.response, headers={**old, **new})
        renewed = self._entry(stored.request, merged, asked, now)
        self._file(request, renewed, instead_of=stored)
        return self.served(request, renewed, "revalidated", now)

    def _entry(self, request: Request, response: Response, asked: float, now: float) -> Stored:
        kept = Response(response.status, end_to_end(response.headers), response.body)
        found = self.policy.lifetime(kept, now)
        always = self.policy.always_validates(kept)
        return Stored(request, kept, asked, now, found.seconds, found.why, always)

    def _keep(self, request: Request, response: Response, asked: float, now: float) -> Answer:
        if not self.policy.stores(request, response):
            if response.status != UNREACHABLE and request.method == "GET":
                self._drop_superseded(request, response)
            return Answer("miss", response, 0.0, 0.0)
        entry = self._entry(request, response, asked, now)
        self._file(request, entry)
        return Answer("miss", response, entry.age(now), max(0.0, entry.fresh_for(now)), entry)

    def _drop_superseded(self, request: Request, response: Response) -> None:
        """A full answer that may not be stored still shows that the stored one is no more."""
        stored = self.find(request)
        if stored and response.status == 200 and "range" not in request.headers:
            self._shelf[self.policy.key(request)].remove(stored)

    def _file(self, request: Request, entry: Stored, instead_of: Stored | None = None) -> None:
        key = self.policy.key(request)
        shelf = self._shelf.setdefault(key, [])
        shelf[:] = [
            one for one in shelf if one is not instead_of and self.policy.varies(one, entry.request)
        ]
        shelf.insert(0, entry)
        del shelf[MOST_VARIANTS:]
        self._retry_at.pop(key, None)

    def put(self, request: Request, response: Response, now: float) -> Stored:
        """File a response without having been asked for it: a copy pushed beforehand."""
        entry = self._entry(request, response, now, now)
        self._file(request, entry)
        return entry

    def _invalidate(self, request: Request, response: Response) -> None:
        for url in _touched(request, response):
            self._shelf.pop(self.policy.key(Request("GET", url, request.headers)), None)

    def purge(self, path: str) -> int:
        """Throw out what an invalidation path names; ``*`` at its end stands for anything.

        Returns:
            How many responses were thrown out.
        """
        matches = [key for key in self._shelf if path_matches(path, key.partition("|")[0])]
        return sum(len(self._shelf.pop(key)) for key in matches)

    def served(self, request: Request, stored: Stored, result: Result, now: float) -> Answer:
        """A stored response as the client gets it."""
        age = stored.age(now)
        headers = {**stored.response.headers, "age": str(int(age))}
        response = Response(stored.response.status, headers, stored.response.body)
        if unchanged(request.headers, headers):
            response = Response(304, headers)
        return Answer(result, response, age, max(0.0, stored.fresh_for(now)), stored)


def unchanged(asked: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Whether a client's own conditions say that it already has this response."""
    if "if-none-match" in asked:
        tags = listed(asked["if-none-match"])
        tag = headers.get("etag")
        return "*" in tags or (tag is not None and any(same_tag(tag, one) for one in tags))
    since = http_date(asked.get("if-modified-since", ""))
    changed = http_date(headers.get("last-modified", ""))
    return since is not None and changed is not None and changed <= since


def path_matches(path: str, name: str) -> bool:
    """Whether an invalidation path names a file; paths are case-sensitive."""
    return name.startswith(path[:-1]) if path.endswith("*") else name == path


def _touched(request: Request, response: Response) -> list[str]:
    """The URLs an unsafe request made invalid: its own, and those it names on the same host."""
    urls = [request.url]
    for name in ("location", "content-location"):
        if name in response.headers:
            parts = urlsplit(urljoin(request.url, response.headers[name]))
            if not parts.netloc or parts.netloc == request.headers.get("host"):
                urls.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return urls
