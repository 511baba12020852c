"""Moves a run in small parts, between which keys are answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from itertools import islice

from textual.widget import Widget

AT_ONCE = 64
"""Parts that are done while a key is handled; the rest is done between keys."""

Parts = Generator[None, None, None]


class Movement:
    """The movement of a run that is under way, if one is."""

    def __init__(
        self, host: Widget, *, begun: Callable[[], None], ended: Callable[[], None]
    ) -> None:
        """A movement at rest.

        Args:
            host: the widget with which it ends.
            begun: what is done when one takes longer than a key.
            ended: what is done at the end of each.
        """
        self._host = host
        self._begun = begun
        self._ended = ended
        self._parts: Parts | None = None

    @property
    def under_way(self) -> bool:
        """Whether parts are left."""
        return self._parts is not None

    def go(self, parts: Parts) -> None:
        """Move: at once what takes no time, the rest by and by."""
        if len(list(islice(parts, AT_ONCE))) < AT_ONCE:
            self._ended()
        else:
            self._parts = parts
            self._host.run_worker(self._walk(parts))
            self._begun()

    async def _walk(self, parts: Parts) -> None:
        for _ in parts:
            await asyncio.sleep(0)
        if parts is self._parts:
            self._parts = None
            self._ended()

    def finish(self) -> None:
        """Do all that is left."""
        if self._parts is not None:
            for _ in self._parts:
                pass
            self._parts = None
            self._ended()

    def stop(self) -> None:
        """End the movement where it is."""
        if self._parts is not None:
            self._parts.close()
            self._parts = None
