"""Counts of a rate rule: requests of each key in the window that ends now."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

from awsstudy.sims.waf.world import Request, Rule


class Window:
    """The requests that one rate rule has counted."""

    def __init__(self, rule: Rule, check_s: float) -> None:
        self.rule = rule
        self.check_s = check_s
        self.over: set[str] = set()
        """Keys that are above the limit, as far as has been looked."""
        self._times: dict[str, deque[float]] = defaultdict(deque)

    def key(self, request: Request) -> str:
        """What a request is counted under."""
        return {"ip": request.ip, "path": request.path, "all": "all"}[self.rule.key]

    def count(self, key: str, now: float) -> int:
        """Requests of a key in the window up to now."""
        times = self._times[key]
        while times and times[0] <= now - self.rule.window_s:
            times.popleft()
        return len(times)

    def add(self, key: str, now: float) -> None:
        """One more request."""
        self._times[key].append(now)

    def look(self, now: float) -> Iterator[tuple[str, int, bool]]:
        """Look at every key; those that came or went over the limit, with their counts."""
        for key in list(self._times):
            count = self.count(key, now)
            if (turned := self.judge(key, count)) is not None:
                yield key, count, turned

    def judge(self, key: str, count: int) -> bool | None:
        """Take note of a count; whether the key is over now, or None where nothing changed."""
        above = count > self.rule.limit
        if above == (key in self.over):
            return None
        (self.over.add if above else self.over.discard)(key)
        return above

    def counts(self, now: float) -> Iterator[tuple[str, int]]:
        """Every key with its count."""
        for key in list(self._times):
            yield key, self.count(key, now)
