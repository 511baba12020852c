"""Plays a script for a screen: step, step back, scrub, act, fork. Going back is a replay."""

from __future__ import annotations

from collections.abc import Generator
from typing import Generic

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.kernel import FOREVER, MAX_JOBS, Event, Frame, P, Run, Script, Simulation

PART = 8
"""Jobs of a part of a movement: a tenth of a millisecond or so, so that a screen stays alive."""


class Player(Generic[P]):
    """A run that can be moved in both directions."""

    def __init__(self, model: type[Simulation[P]], script: Script[P], rules: RuleBook) -> None:
        self._model = model
        self._rules = rules
        self.script = script
        self.events: tuple[Event, ...] = ()
        """Everything that has happened up to now."""
        self._start()

    def _start(self) -> None:
        self._simulation = self._model(self.script.params, self.script.seed, self._rules)
        self._pending = sorted(self.script.actions, key=lambda item: item[0])
        self.frame = self._simulation.frame()
        self.events = self.frame.events

    @property
    def at(self) -> float:
        """The simulated time now."""
        return self.frame.at

    @property
    def time_unit(self) -> str:
        """The unit of that time; empty where it only counts steps."""
        return self._simulation.time_unit

    @property
    def finished(self) -> bool:
        """Whether nothing more happens."""
        end = self.script.until
        return (self.frame.finished and not self._pending) or (end is not None and self.at >= end)

    @property
    def actions(self) -> tuple[str, ...]:
        """What the learner can do now."""
        return self._simulation.actions()

    def run(self) -> Run:
        """The run so far, for judging goals."""
        return Run(self.frame.metrics, self.events, self._simulation.outcome())

    @property
    def earlier(self) -> float | None:
        """The moment before the last thing that happened; None is before anything happened."""
        return max((event.at for event in self.events if event.at < self.at), default=None)

    def step(self) -> Frame:
        """Go on to the next moment at which something happens."""
        return self._through(self.onward())

    def back(self) -> Frame:
        """Return to the moment before the last thing that happened."""
        return self.seek(self.earlier)

    def seek(self, at: float | None) -> Frame:
        """Go to a moment, forward or back; None is before anything happened."""
        return self._through(self.towards(at))

    def end(self) -> Frame:
        """Go on until nothing more happens."""
        return self.seek(FOREVER)

    def _through(self, parts: Generator[None, None, None]) -> Frame:
        for _ in parts:
            pass
        return self.frame

    def onward(self) -> Generator[None, None, None]:
        """A step in parts, like ``towards``."""
        try:
            while not self._over and self._simulation.quiet:
                yield from self._work(self._next_moment())
        finally:
            self._show()

    def towards(self, at: float | None) -> Generator[None, None, None]:
        """A movement in parts, each done when the next one is asked for.

        Until the last is done, what is shown is an older moment; a movement that is closed before
        ends where it is.
        """
        if at is None or at < self.at:
            self._start()
        if at is None:
            return
        end = self.script.until
        try:
            yield from self._work(at if end is None else min(at, end))
        finally:
            self._show()

    def act(self, action: str) -> Frame:
        """Let the learner act now; what was to be done later is forgotten.

        Raises:
            ValueError: the action is not possible now.
        """
        self._simulation.perform(action)
        self.fork()
        self.script = Script(
            self.script.params,
            self.script.seed,
            (*self.script.actions, (self.at, action)),
            self.script.until,
        )
        return self._show()

    def fork(self) -> None:
        """Discard the actions that were to come: from here on the learner decides."""
        kept = tuple(item for item in self.script.actions if item not in self._pending)
        self._pending = []
        self.script = Script(self.script.params, self.script.seed, kept, self.script.until)

    @property
    def _over(self) -> bool:
        """Whether the simulation itself, which may be ahead of the frame, has nothing to do."""
        end, simulation = self.script.until, self._simulation
        idle = simulation.next_at is None and not self._pending
        return idle or (end is not None and simulation.now >= end)

    def _next_moment(self) -> float:
        moments = [at for at, _ in self._pending[:1]]
        if (due := self._simulation.next_at) is not None:
            moments.append(due)
        end = self.script.until
        return min([*moments, end]) if end is not None else min(moments)

    def _work(self, at: float) -> Generator[None, None, None]:
        while self._pending and self._pending[0][0] <= at:
            yield from self._jobs(self._pending[0][0])
            self._simulation.perform(self._pending.pop(0)[1])
        yield from self._jobs(at)

    def _jobs(self, at: float) -> Generator[None, None, None]:
        for _ in range(MAX_JOBS // PART):
            if self._simulation.work(at, PART):
                return
            yield
        raise ValueError("the run does not end")

    def _show(self) -> Frame:
        """Make a frame; only when a movement ends, since one can cost more than the work."""
        self.frame = self._simulation.frame()
        self.events += self.frame.events
        return self.frame
