"""KMS as its callers see it: a script of calls on one key, and the envelopes it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import ClassVar

from awsstudy.sims.kernel import Event, Metric, Outcome, Simulation
from awsstudy.sims.kms import events as happened
from awsstudy.sims.kms import pictures
from awsstudy.sims.kms import rule_ids as ids
from awsstudy.sims.kms.calls import Calls
from awsstudy.sims.kms.world import Caller, KmsParams, Load
from awsstudy.sims.panels import Panel


class KmsEnvelope(Calls, Simulation[KmsParams]):
    """One key, one caller, and what they do one after the other."""

    PARAMS = KmsParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("kms_calls"),
        Metric("refused"),
        Metric("unreadable"),
        Metric("materials"),
        Metric("plaintext_keys"),
        Metric("day", "d"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL

    def setup(self) -> None:
        """Begin the script, or answer the question."""
        self.open_vault(self.params.key)
        self.open_storage()
        self.places: list[tuple[str, ...]] = []
        """Where a plaintext data key was, a moment an entry."""
        self._story = self._asked()
        self.after(0, self._next)

    def _next(self) -> None:
        event = next(self._story, None)
        if event is None:
            return
        self.places.append(self.where())
        self.emit(event)
        self.after(1, self._next)

    def _asked(self) -> Iterator[Event]:
        match self.params.ask:
            case "way":
                yield self._way_event()
            case "callers":
                yield from map(self._judged, self.callers())
            case "calls":
                yield self._calls_event()
            case _:
                for step in self.params.steps:
                    yield from self.do(step)

    # Questions besides the script.

    def way(self, size: int) -> str:
        """How data of a size is to be encrypted."""
        return "direct" if size <= self.limit() else "envelope"

    def calls_for(self, load: Load) -> int:
        """Calls of KMS that encrypt a load: one for each data key."""
        return ceil(load.objects / load.reuse)

    def callers(self) -> tuple[Caller, ...]:
        """Everyone of whom it is asked."""
        return (self.params.caller, *self.params.others)

    def _way_event(self) -> Event:
        size = self.params.load.size
        way = self.way(size)
        rules = (ids.SIZE,) if way == "direct" else (ids.SIZE, ids.DATA_KEY, ids.BESIDE)
        return happened.WayChosen(size=size, way=way, rules=rules)

    def _judged(self, caller: Caller) -> Event:
        verdict = self.may_use(caller)
        return happened.CallerJudged(
            caller=caller.id,
            verdict="may" if verdict.allowed else "may-not",
            rules=verdict.rules,
            near=verdict.near,
        )

    def _calls_event(self) -> Event:
        load = self.params.load
        return happened.CallsCounted(
            objects=load.objects,
            reuse=load.reuse,
            calls=self.calls_for(load),
            rules=(ids.DATA_KEY, ids.CACHE),
        )

    # What can be seen.

    def unreadable(self) -> int:
        """Stored items that nobody can read now."""
        if self.state_refusal():
            return len(self.storage)
        return sum(not stored.blob.intact for stored in self.storage.values())

    def measure(self) -> Mapping[str, float]:
        """Calls, refusals, unreadable items, materials, plaintext keys, the day."""
        calls = self.calls_for(self.params.load) if self.params.ask == "calls" else self.calls
        return {
            "kms_calls": calls,
            "refused": sum(result not in {"done", "nothing"} for result in self.results),
            "unreadable": self.unreadable(),
            "materials": self.materials,
            "plaintext_keys": int(bool(self.where())),
            "day": self.day,
        }

    def unwatched(self) -> frozenset[str]:
        """Days count where something waits; a question about callers or a load runs no script."""
        params = self.params
        if params.ask != "script":
            return frozenset(metric.id for metric in self.METRICS) - {"kms_calls"}
        waits = any(step.op == "wait" for step in params.steps)
        return frozenset() if waits or self.day else frozenset({"day"})

    def outcome(self) -> Outcome:
        """What became of each step, and of the key; or the answer to the question."""
        match self.params.ask:
            case "way":
                return {"way": self.way(self.params.load.size)}
            case "callers":
                able = [caller.id for caller in self.callers() if self.may_use(caller).allowed]
                return {"may": able}
            case "calls":
                return {"calls": self.calls_for(self.params.load)}
            case _:
                look = self.params.look
                return {
                    "steps": list(self.results),
                    "last": self.results[-1] if self.results else None,
                    "state": self.life,
                    "materials": self.materials,
                    "look": list(self.places[look]) if look < len(self.places) else None,
                }

    def panels(self) -> tuple[Panel, ...]:
        """Where the keys are, the layers of the last call, what is stored."""
        if self.params.ask != "script":
            return pictures.of_question(self)
        return (pictures.tokens(self), pictures.layers(self), pictures.stored(self))
