"""Plays a script for a screen: step, step back, scrub, act, fork. Going back is a replay."""

from __future__ import annotations

from typing import Generic

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.kernel import FOREVER, Event, Frame, P, Run, Script, Simulation


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
        self.events = ()
        self.frame = self._simulation.frame()

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

    def step(self) -> Frame:
        """Go on to the next moment at which something happens."""
        before = len(self.events)
        while not self.finished and len(self.events) == before:
            self._advance(self._next_moment())
        return self.frame

    def back(self) -> Frame:
        """Return to the moment before the last thing that happened."""
        moments = sorted({event.at for event in self.events if event.at < self.at})
        return self.seek(moments[-1] if moments else 0.0, exact=bool(moments))

    def seek(self, at: float, *, exact: bool = True) -> Frame:
        """Go to a moment, forward or back; ``exact=False`` goes to before anything happened."""
        if at < self.at or not exact:
            self._start()
        if exact:
            self._advance(at if self.script.until is None else min(at, self.script.until))
        return self.frame

    def end(self) -> Frame:
        """Go on until nothing more happens."""
        return self.seek(FOREVER)

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
        self._take(self._simulation.frame())
        return self.frame

    def fork(self) -> None:
        """Discard the actions that were to come: from here on the learner decides."""
        kept = tuple(item for item in self.script.actions if item not in self._pending)
        self._pending = []
        self.script = Script(self.script.params, self.script.seed, kept, self.script.until)

    def _next_moment(self) -> float:
        moments = [at for at, _ in self._pending[:1]]
        if (due := self._simulation.next_at) is not None:
            moments.append(due)
        end = self.script.until
        return min([*moments, end]) if end is not None else min(moments)

    def _advance(self, at: float) -> None:
        while self._pending and self._pending[0][0] <= at:
            moment, action = self._pending.pop(0)
            self._take(self._simulation.advance(moment))
            self._simulation.perform(action)
        self._take(self._simulation.advance(at))

    def _take(self, frame: Frame) -> None:
        self.events += frame.events
        self.frame = frame
