"""The walk through the layers, the move, the incidents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from awsstudy.sims.kernel import Event, Metric, NearMiss, Outcome, Simulation
from awsstudy.sims.panels import (
    Bar,
    Bars,
    Column,
    Layer,
    Mark,
    Panel,
    Row,
    Sieve,
    Table,
)
from awsstudy.sims.responsibility import events as happened
from awsstudy.sims.responsibility import matrix
from awsstudy.sims.responsibility.matrix import TOUCHES, Duty, Owner, Service
from awsstudy.sims.responsibility.world import Happening, ResponsibilityParams

_MARKS: Mapping[str, Mark] = {"you": "chosen", "provider": "good", "shared": "", "vendor": "bad"}


class ServiceModels(Simulation[ResponsibilityParams]):
    """Whose is what; wrong models believe something else of the owner."""

    PARAMS = ResponsibilityParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("yours"),
        Metric("providers"),
        Metric("shared"),
        Metric("moved"),
        Metric("your_incidents"),
        Metric("your_hours", "h"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL

    def setup(self) -> None:
        """Plan a step for each layer, for each that moves, for each incident."""
        self.owners: dict[Duty, Owner] = {}
        self.after_move: dict[Duty, Owner] = {}
        self.acted: list[tuple[Happening, Owner]] = []
        self.order: tuple[Service, ...] = ()
        step = 0
        for step, duty in enumerate(self.looked_at(), start=1):
            self.after(step, self._assign, duty)
        if self.params.move_to:
            for duty in self.looked_at():
                step += 1
                self.after(step, self._move, duty, self.params.move_to)
        for incident in self.params.incidents:
            step += 1
            self.after(step, self._handle, incident)
        if self.params.ranked:
            self.after(step + 1, self._rank)

    # The rules.

    def owner(self, service: Service, duty: Duty) -> Owner:
        """Whose a layer is."""
        return matrix.written(service, duty, self.rules)

    def has(self, service: Service, duty: Duty) -> bool:
        """Whether a page speaks of the layer."""
        return matrix.cell(service, duty) in self.rules

    def looked_at(self) -> tuple[Duty, ...]:
        """The layers that are known of the service, and of the one it moves to."""
        services = [self.params.service]
        if self.params.move_to:
            services.append(self.params.move_to)
        return tuple(
            duty
            for duty in matrix.DUTIES
            if duty in self.params.duties and all(self.has(one, duty) for one in services)
        )

    def control(self, service: Service) -> float:
        """How many of the layers known of all ranked services are the customer's."""
        common = (
            duty for duty in matrix.DUTIES if all(self.has(one, duty) for one in self.params.ranked)
        )
        weight = {"you": 1.0, "shared": 0.5}
        return sum(weight.get(self.owner(service, duty), 0.0) for duty in common)

    def ranking(self) -> tuple[Service, ...]:
        """The ranked services, most control first."""
        return tuple(sorted(self.params.ranked, key=self.control, reverse=True))

    # The run.

    def _assign(self, duty: Duty) -> None:
        service = self.params.service
        owner = self.owners[duty] = self.owner(service, duty)
        event = happened.DutyAssigned(
            service=service, duty=duty, owner=owner, rules=(matrix.cell(service, duty),)
        )
        self.emit(event)

    def _move(self, duty: Duty, target: Service) -> None:
        before = self.owners[duty]
        after = self.after_move[duty] = self.owner(target, duty)
        rules = (matrix.cell(self.params.service, duty), matrix.cell(target, duty))
        if before != after:
            self.emit(
                happened.DutyMoved(
                    duty=duty, before=before, after=after, target=target, rules=rules
                )
            )
            return
        near = NearMiss(matrix.cell(target, duty), "owner", "provider", after)
        self.emit(
            happened.DutyKept(
                duty=duty,
                owner=after,
                target=target,
                rules=rules,
                near=near if after == "you" else None,
            )
        )

    def _handle(self, incident: Happening) -> None:
        duty = TOUCHES[incident.kind]
        if not self.has(incident.service, duty):
            event = happened.CellUnknown(
                incident=incident.kind, service=incident.service, rules=(matrix.OF_AND_IN,)
            )
            self.emit(event)
            return
        owner = self.owner(incident.service, duty)
        self.acted.append((incident, owner))
        self.emit(
            happened.IncidentHandled(
                incident=incident.kind,
                service=incident.service,
                duty=duty,
                owner=owner,
                rules=(matrix.OF_AND_IN, matrix.cell(incident.service, duty)),
            )
        )

    def _rank(self) -> None:
        self.order = self.ranking()
        self.emit(happened.ServicesRanked(order=self.order, rules=(matrix.ORDER,)))

    # What can be read off.

    def _of(self, owner: Owner) -> tuple[Duty, ...]:
        return tuple(duty for duty, one in self.owners.items() if one == owner)

    def moved(self) -> tuple[Duty, ...]:
        """Layers that were the customer's and no longer are."""
        return tuple(
            duty
            for duty, after in self.after_move.items()
            if self.owners[duty] == "you" and after != "you"
        )

    def measure(self) -> Mapping[str, float]:
        """How many layers are whose, how many move, how many incidents are the customer's."""
        mine = sum(owner == "you" for _, owner in self.acted)
        return {
            "yours": len(self._of("you")),
            "providers": len(self._of("provider")),
            "shared": len(self._of("shared")),
            "moved": len(self.moved()),
            "your_incidents": mine,
            "your_hours": mine * self.params.hours_each,
        }

    def unwatched(self) -> frozenset[str]:
        """Nothing moves without a place to move to; incidents are told by who acts."""
        params = self.params
        layers = {"yours", "providers", "shared"} if len(params.duties) == 1 else set()
        moved = set() if params.move_to else {"moved"}
        acts = set() if params.incidents else {"your_incidents", "your_hours"}
        return frozenset(layers | moved | acts)

    def outcome(self) -> Outcome:
        """Layers by owner, what moves and what stays, who acts."""
        return {
            "owners": dict(self.owners),
            "after": dict(self.after_move),
            "moved": list(self.moved()),
            "stays": [duty for duty, one in self.after_move.items() if one == "you"],
            "incidents": [
                {"kind": one.kind, "service": one.service, "owner": owner}
                for one, owner in self.acted
            ],
            "acting": [one.service for one, owner in self.acted if owner == "you"],
            "order": list(self.order),
        }

    def panels(self) -> tuple[Panel, ...]:
        """The stack from top to bottom, the incidents, and how much of a service is yours."""
        shown: list[Panel] = []
        if self.owners or not (self.params.incidents or self.params.ranked):
            shown.append(Sieve("stack", self._stack()))
        if self.params.incidents:
            shown.append(self._incidents())
        if self.params.ranked:
            shown.append(self._control())
        return tuple(shown)

    def _stack(self) -> tuple[Layer, ...]:
        layers = []
        for duty in reversed(self.looked_at()):
            owner = self.owners.get(duty)
            after = self.after_move.get(duty)
            now = after or owner
            mark: Mark = _MARKS[now] if now else "muted"
            note = f"before-{owner}" if after and after != owner else None
            layers.append(Layer(duty, now or "not-asked", mark, note))
        return tuple(layers)

    def _incidents(self) -> Table:
        columns = (Column("incident"), Column("service"), Column("owner"))
        known = {(one.kind, one.service): owner for one, owner in self.acted}
        rows = []
        for one in self.params.incidents:
            owner = known.get((one.kind, one.service))
            mark: Mark = _MARKS[owner] if owner else "muted"
            rows.append(Row((one.kind, one.service, owner or "not-asked"), mark))
        return Table("incidents", columns, tuple(rows))

    def _control(self) -> Bars:
        order = self.order or self.params.ranked
        return Bars("control", tuple(Bar(one, self.control(one)) for one in order))
