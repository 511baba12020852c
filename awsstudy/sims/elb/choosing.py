"""The algorithms: which of the targets in service gets the next request."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from random import Random

from awsstudy.sims.elb.members import Call, Member

Candidates = Sequence[Member]

OFFERED: Mapping[str, tuple[str, ...]] = {
    "alb": ("round-robin", "least-outstanding", "weighted-random"),
    "nlb": ("flow-hash",),
    "gwlb": ("flow-hash",),
    "generic": (
        "round-robin",
        "least-outstanding",
        "weighted-random",
        "flow-hash",
        "response-time",
    ),
}
"""The algorithms to choose from; the first is the default. A CLB's follows its listener."""


class Chooser:
    """Remembers whose turn it was, for each node of the load balancer."""

    def __init__(self, random: Random, turn_part: Callable[[Member], float]) -> None:
        self.last: dict[str, int] = {}
        """Place of the target that each zone's node chose last."""
        self._random = random
        self._turn_part = turn_part
        self._ways: Mapping[str, Callable[[Candidates, Call], Member]] = {
            "round-robin": self._turn,
            "least-outstanding": self._least,
            "weighted-random": self._drawn,
            "flow-hash": self._hashed,
            "response-time": self._fastest,
        }

    def choose(self, algorithm: str, candidates: Candidates, call: Call) -> Member:
        """The target that an algorithm picks.

        Args:
            algorithm: its name.
            candidates: the targets in service, in the order of registration; at least one.
            call: the request and the node it came to.
        """
        chosen = self._ways[algorithm](candidates, call)
        self.last[call.zone] = chosen.index
        return chosen

    def in_turn(self, candidates: Candidates, zone: str) -> Candidates:
        """The candidates, beginning with the one after the last choice."""
        last = self.last.get(zone, -1)
        start = bisect_right(candidates, last, key=_place) % len(candidates)
        return [*candidates[start:], *candidates[:start]]

    def _turn(self, candidates: Candidates, call: Call) -> Member:
        """Round robin; a target in slow start takes only a part of its turns."""
        order = self.in_turn(candidates, call.zone)
        for member in order:
            if member.slow_since is None:
                return member
            member.credit += self._turn_part(member)
            if member.credit >= 1:
                member.credit -= 1
                return member
        return max(order, key=lambda member: member.credit)

    def _least(self, candidates: Candidates, call: Call) -> Member:
        """The fewest outstanding requests; of equals the next in turn."""
        return min(self.in_turn(candidates, call.zone), key=lambda member: member.outstanding)

    def _drawn(self, candidates: Candidates, _call: Call) -> Member:
        return candidates[int(self._random.random() * len(candidates))]

    def _hashed(self, candidates: Candidates, call: Call) -> Member:
        digest = blake2b(call.flow.encode(), digest_size=8).digest()
        return candidates[int.from_bytes(digest) % len(candidates)]

    def _fastest(self, candidates: Candidates, call: Call) -> Member:
        return min(self.in_turn(candidates, call.zone), key=lambda member: member.mean_ms)


def _place(member: Member) -> int:
    return member.index
