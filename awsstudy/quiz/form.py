"""How a question is answered: by choosing keys, or by putting answers into places. Pure.

A response is a tuple of places in the item's own order. Where keys are chosen it holds the chosen
ones; where answers are put into slots (steps in order, matches of prompts) it holds for each slot
what was put there, or ``FREE``. An empty tuple is "I don't know".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

Response = tuple[int, ...]

FREE = -1
"""A slot that is still empty."""


class Form(Protocol):
    """A way to answer."""

    @property
    def blank(self) -> Response:
        """The response before anything was chosen."""

    def toggle(self, response: Response, place: int) -> Response:
        """Choose an answer or take it back; the same response where neither is allowed."""

    def complete(self, response: Response) -> bool:
        """Whether the response can be submitted."""

    def right(self, response: Response) -> bool:
        """Whether the response is the key, wholly."""


class Choosing:
    """So many answers are keys; they are chosen in any order."""

    def __init__(self, keys: frozenset[int]) -> None:
        self._keys = keys

    blank: Response = ()

    def toggle(self, response: Response, place: int) -> Response:
        """With one key a new choice replaces the old; with several, too many are refused."""
        if place in response:
            return tuple(one for one in response if one != place)
        if len(self._keys) == 1:
            return (place,)
        if len(response) >= len(self._keys):
            return response
        return tuple(sorted((*response, place)))

    def complete(self, response: Response) -> bool:
        """As many are chosen as there are keys."""
        return len(response) == len(self._keys)

    def right(self, response: Response) -> bool:
        """Exactly the keys are chosen."""
        return frozenset(response) == self._keys


class Placing:
    """Each slot gets one answer; the answer of slot n is the item's n-th."""

    def __init__(self, slots: int) -> None:
        self._slots = slots

    @property
    def blank(self) -> Response:
        """Every slot empty."""
        return (FREE,) * self._slots

    def toggle(self, response: Response, place: int) -> Response:
        """Put an answer into the first empty slot, or take it out of its slot again."""
        if place in response:
            return tuple(FREE if one == place else one for one in response)
        slot = next_slot(response)
        if slot is None:
            return response
        return (*response[:slot], place, *response[slot + 1 :])

    def complete(self, response: Response) -> bool:
        """No slot is empty."""
        return FREE not in response

    def right(self, response: Response) -> bool:
        """Every slot holds its own answer."""
        return response == tuple(range(self._slots))


def next_slot(response: Sequence[int]) -> int | None:
    """The slot the next answer goes into; None when all are taken."""
    return response.index(FREE) if FREE in response else None
