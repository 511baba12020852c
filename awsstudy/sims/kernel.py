"""The simulator kernel: an agenda of jobs in simulated time, events that name their rules, frames.

Evaluators (which record answers, what a bill comes to) are simulations too: their events are the
steps of the evaluation and their time counts those steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush, heapreplace
from itertools import count
from random import Random
from typing import ClassVar, Generic, TypeVar, TypeVarTuple

from pydantic import BaseModel, ConfigDict

from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.sims.panels import Panel

Ts = TypeVarTuple("Ts")

Outcome = object
"""A model's decision or answer as plain JSON values (and Fractions, which are written as text)."""

MAX_JOBS = 2_000_000
"""A run that does more than this has lost its way."""

PAST = "nothing can be scheduled in the past"


class Params(BaseModel):
    """A model's parameters: frozen, with defaults and bounds; units in ``json_schema_extra``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


P = TypeVar("P", bound=Params)

Job = tuple[float, int, Callable[..., float | None], tuple[object, ...] | None]
"""When it is due, its place among jobs of one moment, what is done, and with what.

Repeated work has nothing to be done with.
"""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The rule that came nearest to deciding otherwise, and the part of it that did not fit."""

    rule: str
    """A rule's id in the rule book, or the name of a rule of the situation (a NACL's rule 100)."""
    field: str
    """The part that failed, such as ``port``; a term."""
    wanted: str = ""
    """What it would have taken."""
    found: str = ""
    """What was there instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened; a subclass for each kind of thing, named in the past tense."""

    at: float = 0.0
    """Simulated time; filled in when the event is emitted."""
    rules: tuple[str, ...] = ()
    """Ids of the rules that made it happen."""
    near: NearMiss | None = None
    """Why it did not happen otherwise."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A number worth watching."""

    id: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """All a view needs of one moment."""

    at: float
    metrics: Mapping[str, float]
    panels: tuple[Panel, ...]
    events: tuple[Event, ...]
    """What happened since the frame before."""
    finished: bool
    watched: tuple[str, ...]
    """Ids of the metrics that mean something in this run."""


class Simulation(Generic[P]):
    """A run of a model; a subclass says what is scheduled, measured and shown."""

    PARAMS: ClassVar[type[Params]]
    METRICS: ClassVar[tuple[Metric, ...]] = ()
    EVENTS: ClassVar[tuple[type[Event], ...]] = ()
    TIME_UNIT: ClassVar[str] = ""
    """Unit of simulated time (``s``, ``d``); empty where time only counts steps."""

    def __init__(self, params: P, seed: int, rules: RuleBook) -> None:
        self.params = params
        self.seed = seed
        self.rules = rules
        self.now = 0.0
        self._agenda: list[Job] = []
        self._order = count()
        self._unseen: list[Event] = []
        self._streams: dict[str, Random] = {}
        self.setup()

    def setup(self) -> None:
        """Schedule the first work."""
        raise NotImplementedError

    def measure(self) -> Mapping[str, float]:
        """The value of every declared metric now."""
        return {}

    def unwatched(self) -> frozenset[str]:
        """Ids of the metrics that mean nothing in this run, which no screen shows."""
        return frozenset()

    def panels(self) -> tuple[Panel, ...]:
        """What can be seen now."""
        return ()

    def actions(self) -> tuple[str, ...]:
        """What the learner can do now: ``verb`` or ``verb:target``."""
        return ()

    def act(self, action: str) -> None:
        """The learner did one of ``actions``."""
        raise ValueError(f"nothing is known of the action '{action}'")

    def outcome(self) -> Outcome:
        """The decision or answer, once the run is finished."""
        return dict(self.measure())

    def random(self, name: str) -> Random:
        """The stream of one source of chance."""
        if name not in self._streams:
            self._streams[name] = stream(self.seed, name)
        return self._streams[name]

    def after(self, delay: float, work: Callable[[*Ts], None], *args: *Ts) -> None:
        """Schedule work; jobs of one moment are done in the order they were scheduled."""
        if delay < 0:
            raise ValueError(PAST)
        heappush(self._agenda, (self.now + delay, next(self._order), work, args))

    def repeat(self, delay: float, work: Callable[[], float | None]) -> None:
        """Schedule work that says when it is due again: it returns a delay, or None to end.

        Sources of arrivals and busy servers are such work; they cost half of what ``after`` does.
        """
        if delay < 0:
            raise ValueError(PAST)
        heappush(self._agenda, (self.now + delay, next(self._order), work, None))

    def emit(self, event: Event) -> None:
        """Report that something happened now."""
        self._unseen.append(replace(event, at=self.now))

    @property
    def next_at(self) -> float | None:
        """When the next job is due; None when there is none."""
        return self._agenda[0][0] if self._agenda else None

    def perform(self, action: str) -> None:
        """Let the learner act.

        Raises:
            ValueError: the action is not possible now.
        """
        if action not in self.actions():
            raise ValueError(f"'{action}' is not possible; possible: {', '.join(self.actions())}")
        self.act(action)

    @property
    def quiet(self) -> bool:
        """Whether nothing has happened since the last frame."""
        return not self._unseen

    def advance(self, until: float) -> Frame:
        """Do everything due up to a moment, that moment included, and show the result."""
        if not self.work(until, MAX_JOBS):
            raise ValueError("the run does not end")
        return self.frame()

    def work(self, until: float, most: int) -> bool:  # noqa: PLR0912 - a call more a job would cost a third
        """Do what is due up to a moment, but not more than so many jobs; tells whether that is all.

        No frame is made: making one can cost more than the work.
        """
        agenda, order = self._agenda, self._order
        for _ in range(most):
            if not agenda:
                break
            job = agenda[0]
            at, _, work, args = job
            if at > until:
                break
            self.now = at
            if args is not None:
                heappop(agenda)
                work(*args)
            # Repeated work stays first while it is done: what it schedules is due behind it.
            elif (delay := work()) is None:
                heappop(agenda)
            elif delay >= 0:
                heapreplace(agenda, (at + delay, next(order), work, None))
            else:
                raise ValueError(PAST)
        else:
            return False
        if agenda:
            self.now = max(self.now, until)
        return True

    @property
    def time_unit(self) -> str:
        """Unit of this run's time; overridden where it depends on the parameters."""
        return self.TIME_UNIT

    def frame(self) -> Frame:
        """The present moment; takes the events that no frame has shown."""
        events, self._unseen = tuple(self._unseen), []
        return Frame(
            self.now,
            self.measure(),
            self.panels(),
            events,
            finished=not self._agenda,
            watched=tuple(m.id for m in self.METRICS if m.id not in self.unwatched()),
        )


@dataclass(frozen=True, slots=True)
class Script(Generic[P]):
    """A run that can be told again: parameters, seed, and what the learner did when."""

    params: P
    seed: int = 1
    actions: tuple[tuple[float, str], ...] = ()
    until: float | None = None
    """Where the run ends; None means when nothing more happens."""


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run."""

    metrics: Mapping[str, float]
    events: tuple[Event, ...]
    outcome: Outcome

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that made something happen, in the order of first use."""
        return tuple(dict.fromkeys(rule for event in self.events for rule in event.rules))


FOREVER = float("inf")


def run(model: type[Simulation[P]], script: Script[P], rules: RuleBook) -> Run:
    """Play a script to its end."""
    simulation = model(script.params, script.seed, rules)
    events: list[Event] = []
    end = FOREVER if script.until is None else script.until
    for at, action in sorted(script.actions, key=lambda item: item[0]):
        if at > end:
            break
        events.extend(simulation.advance(at).events)
        simulation.perform(action)
    events.extend(simulation.advance(end).events)
    return Run(simulation.measure(), tuple(events), simulation.outcome())


def replay(
    model: type[Simulation[P]], script: Script[P], rules: RuleBook, *, tick: float, until: float
) -> Sequence[Frame]:
    """The frames of a script, one a tick."""
    simulation = model(script.params, script.seed, rules)
    pending = sorted(script.actions, key=lambda item: item[0])
    frames = []
    for index in range(int(until / tick) + 1):
        at = index * tick
        while pending and pending[0][0] <= at:
            simulation.advance(pending[0][0])
            simulation.perform(pending.pop(0)[1])
        frames.append(simulation.advance(at))
    return frames
