"""A referee for the journals of Auto Scaling groups. It knows the rules and nothing of the model.

It reads rows as ``awsstudy sim run auto_scaling --events FILE`` writes them and says which rule of
the EC2 Auto Scaling User Guide a row breaks. Each rule has a name, so that planted faults can be
matched with what was found. As a program: ``python asg_referee.py FILE``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HOUR = 3600


@dataclass(frozen=True)
class Violation:
    """A row that breaks a rule."""

    rule: str
    t: float
    what: str


@dataclass
class Seen:
    """What is known of an instance."""

    az: str
    template: int
    launched: float
    in_service: float | None = None
    warm: float | None = None
    unhealthy: float | None = None


@dataclass
class Referee:
    """Judges rows one by one."""

    settings: dict[str, Any] = field(default_factory=dict)
    alive: dict[str, Seen] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    down: set[str] = field(default_factory=set)
    desired: int = 0
    now: float = float("-inf")
    activity_end: float = float("-inf")
    excess_since: float | None = None
    scale_ins: int = 0
    rebalances: int = 0
    found: list[Violation] = field(default_factory=list)

    def blame(self, rule: str, what: str) -> None:
        self.found.append(Violation(rule, self.now, what))

    def check(self, rule: str, holds: bool, what: str) -> None:
        if not holds:
            self.blame(rule, what)

    def counts(self, *, up_only: bool) -> dict[str, int]:
        zones = [z for z in self.settings["azs"] if not (up_only and z in self.down)]
        return {zone: sum(one.az == zone for one in self.alive.values()) for zone in zones}

    # One method a kind of row.

    def row(self, row: dict[str, Any]) -> None:
        kind = row["ev"]
        if kind == "config":
            self.settings = row
            return
        self.check("order", row["t"] >= self.now, f"{row} comes after {self.now}")
        self.settle(row)
        self.now = row["t"]
        getattr(self, f"on_{kind}")(row)

    def settle(self, row: dict[str, Any]) -> None:
        """When time moves on, everything of one moment must be in order."""
        if row["t"] == self.now:
            return
        most = self.settings["max"] + max(1, self.settings["max"] // 10)
        running = len(self.alive)
        self.check("max-margin", running <= most, f"{running} instances, at most {most}")
        if self.settings["min"] <= self.desired and not self.starting():
            extra = running - self.desired
            self.check("surplus", extra <= 0, f"{running} instances, {self.desired} desired")

    def starting(self) -> list[str]:
        return [name for name, one in self.alive.items() if one.in_service is None]

    def on_desired(self, row: dict[str, Any]) -> None:
        low, high = self.settings["min"], self.settings["max"]
        to, cause = row["to"], row["cause"]
        self.check("limits", low <= to <= high, f"desired {to} is not in [{low}, {high}]")
        self.check("continuity", row["from"] == self.desired, f"{row}, it was {self.desired}")
        self.check("change", to != row["from"], f"{row} changes nothing")
        self.check("cause", cause in {"policy", "schedule", "manual"}, f"{cause} sets no capacity")
        if cause == "policy":
            self.policy(row)
        self.scale_ins += max(0, row["from"] - to)
        self.desired = to

    def policy(self, row: dict[str, Any]) -> None:
        kind = self.settings["policy"]
        self.check("policy-kind", kind in {"simple", "step", "target"}, f"{kind} scales nothing")
        if kind == "simple":
            ready = self.activity_end + self.settings["cooldown"]
            self.check("cooldown", self.now >= ready, f"the cooldown ends at {ready}")
            self.check("activity", not self.starting(), f"still starting: {self.starting()}")
        elif row["to"] < row["from"]:
            cold = [name for name, one in self.alive.items() if one.warm is None]
            self.check("scale-in-while-warming", not cold, f"still warming up: {cold}")

    def on_launch(self, row: dict[str, Any]) -> None:
        self.check("new-id", row["id"] not in self.used, f"{row['id']} was there before")
        self.check("zone-up", row["az"] not in self.down, f"{row['az']} is down")
        counts = self.counts(up_only=True)
        if row["az"] in counts:
            fewest = min(counts.values())
            self.check("balance", counts[row["az"]] == fewest, f"{row['id']} in {counts}")
        self.used.add(row["id"])
        self.alive[row["id"]] = Seen(row["az"], row["template"], self.now)

    def on_inservice(self, row: dict[str, Any]) -> None:
        if one := self.known(row):
            self.check("once", one.in_service is None, f"{row['id']} entered twice")
            one.in_service = self.now
            self.activity_end = self.now

    def on_warm(self, row: dict[str, Any]) -> None:
        if one := self.known(row):
            due = (one.in_service or float("inf")) + self.settings["warmup"]
            self.check("warm-up", self.now == due, f"{row['id']} is warm at {due}")
            one.warm = self.now

    def on_unhealthy(self, row: dict[str, Any]) -> None:
        if (one := self.known(row)) and one.in_service is not None:
            end = one.in_service + self.settings["grace"]
            self.check("grace", self.now >= end, f"{row['id']} has grace until {end}")
            one.unhealthy = self.now
        elif one:
            one.unhealthy = self.now

    def on_terminate(self, row: dict[str, Any]) -> None:
        one = self.known(row)
        if one is None:
            return
        cause = row["cause"]
        if cause == "health":
            self.check("health", one.unhealthy is not None, f"{row['id']} was not unhealthy")
        else:
            self.victim(row["id"], one)
        if cause == "scalein":
            self.check("scale-in", len(self.alive) > self.desired, f"{len(self.alive)} are needed")
        if cause == "rebalance":
            left = len(self.alive) - 1
            self.check("launch-first", left >= self.desired, f"{left} left of {self.desired}")
        del self.alive[row["id"]]
        self.activity_end = self.now

    def victim(self, name: str, one: Seen) -> None:
        counts = self.counts(up_only=False)
        most = max(counts.values())
        self.check("victim-zone", counts[one.az] == most, f"{name} in {one.az}, but {counts}")
        crowded = [zone for zone, count in counts.items() if count == most]
        left = [other for other in self.alive.values() if other.az in crowded]
        for policy in self.settings["termination"]:
            left = list(self.narrowed(policy, left))
        self.check("victim", one in left, f"{name} was not first in line")

    def narrowed(self, policy: str, left: list[Seen]) -> Iterator[Seen]:
        def to_hour(other: Seen) -> float:
            return HOUR - (self.now - other.launched) % HOUR

        orders = {
            "Default": [lambda other: other.template, to_hour],
            "OldestLaunchTemplate": [lambda other: other.template],
            "OldestInstance": [lambda other: other.launched],
            "NewestInstance": [lambda other: -other.launched],
            "ClosestToNextInstanceHour": [to_hour],
        }
        for order in orders[policy]:
            first = min(map(order, left))
            left = [other for other in left if order(other) == first]
        yield from left

    def on_az_down(self, row: dict[str, Any]) -> None:
        self.down.add(row["az"])

    def on_az_up(self, row: dict[str, Any]) -> None:
        self.down.discard(row["az"])

    def known(self, row: dict[str, Any]) -> Seen | None:
        self.check("alive", row["id"] in self.alive, f"{row['id']} does not run")
        return self.alive.get(row["id"])


def judged(rows: Iterable[dict[str, Any]], *, strategy: str = "balanced-best-effort") -> list[Any]:
    """Every violation in a journal.

    Args:
        rows: the journal, the settings first.
        strategy: with ``balanced-only`` a group may stay below its desired capacity.
    """
    referee = Referee()
    listed = list(rows)
    for row in listed:
        referee.row(row)
    all_down = set(referee.settings["azs"]) <= referee.down
    if strategy == "balanced-best-effort" and not all_down:
        running = len(referee.alive)
        referee.check("kept", running >= referee.desired, f"{running} of {referee.desired}")
    return referee.found


def main(file: str) -> int:
    """Judge a file; returns 1 where something was found."""
    with Path(file).open(encoding="utf-8") as lines:
        found = judged(json.loads(line) for line in lines if line.strip())
    for violation in found:
        print(f"{violation.t:>8g}  {violation.rule}: {violation.what}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
