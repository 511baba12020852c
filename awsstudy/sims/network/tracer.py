"""The simulation of probes: each connection is walked, one check a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from awsstudy.sims.kernel import Event, Metric, Outcome, Simulation
from awsstudy.sims.network import picture
from awsstudy.sims.network import rule_ids as ids
from awsstudy.sims.network.events import EVENTS, ConnectionTried, told
from awsstudy.sims.network.hops import FORWARD, Hop
from awsstudy.sims.network.params import Probe, VpcParams
from awsstudy.sims.network.walk import Walk
from awsstudy.sims.network.world import World
from awsstudy.sims.panels import Panel


def verdict(story: Sequence[Hop]) -> dict[str, Any]:
    """Whether a connection works, or on which way and at which place it was dropped first."""
    end = story[-1]
    return {"ok": True, "drop": None} if end.passed else {"ok": False, "drop": [end.way, end.drop]}


class VpcPacket(Simulation[VpcParams]):
    """Connections through VPCs: every check on the way there and back."""

    PARAMS = VpcParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("working"),
        Metric("dropped"),
        Metric("checks"),
        Metric("rules_read"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = EVENTS
    WALK: ClassVar[type[Walk]] = Walk
    """How packets walk; a wrong model walks otherwise."""

    def setup(self) -> None:
        """Walk every connection and schedule its hops, one a step."""
        self.world = World(self.params)
        walk = self.WALK(self.world)
        self.stories = [(probe, walk.connection(probe)) for probe in self.params.probes]
        self.current = 0
        self.done = 0
        self._walked: list[Hop] = []
        at = 1
        for number, (probe, story) in enumerate(self.stories):
            self.after(at, self._open, number, probe, story[0])
            for hop in story:
                at += 1
                self.after(at, self._tell, hop)
            at += 1

    def _open(self, number: int, probe: Probe, first: Hop) -> None:
        self.current, self.done = number, 0
        node = self.world.nodes[probe.src]
        header = str(first.packet)
        self.emit(
            ConnectionTried(number=number + 1, host=node.name, header=header, rules=(ids.ORDER,))
        )

    def _tell(self, hop: Hop) -> None:
        self.done += 1
        self._walked.append(hop)
        self.emit(told(hop))

    def measure(self) -> Mapping[str, float]:
        """Connections that work and that do not, checks met, rules read, up to now."""
        ends = [hop for hop in self._walked if not hop.passed]
        answers = [hop for hop in self._walked if hop.host is not None and hop.way != FORWARD]
        return {
            "working": len(answers),
            "dropped": len(ends),
            "checks": len(self._walked),
            "rules_read": sum(hop.scanned for hop in self._walked),
        }

    def outcome(self) -> Outcome:
        """The verdict on every probe, with the first drop's place."""
        return {"probes": [verdict(story) for _, story in self.stories]}

    def panels(self) -> tuple[Panel, ...]:
        """Topology with the walking packet, and the table of checks."""
        if not self.stories:
            return ()
        probe, story = self.stories[self.current]
        return (
            picture.plan(self.world, probe, story, self.done),
            picture.table(story, self.done),
        )
