"""The instances of a group by what they do now, and how uneven its zones are."""

from __future__ import annotations

from awsstudy.sims.autoscaling.fleet import Instance, initial_fleet, per_zone
from awsstudy.sims.autoscaling.params import AutoScalingParams


class Roster:
    """Who is there; nothing here changes anything."""

    def __init__(self, params: AutoScalingParams) -> None:
        self.fleet: list[Instance] = initial_fleet(params)
        self.zones = params.group.azs
        self.down: set[str] = set()

    @property
    def alive(self) -> list[Instance]:
        """Every instance that is launched and not terminated."""
        return [one for one in self.fleet if one.alive]

    @property
    def pending(self) -> list[Instance]:
        """Those that are still starting."""
        return [one for one in self.fleet if one.state == "pending"]

    @property
    def serving(self) -> list[Instance]:
        """Those that take load."""
        return [one for one in self.fleet if one.state == "in-service" and not one.failing]

    @property
    def unready(self) -> int:
        """How many are starting or warming up."""
        return sum(one.alive and not one.warm for one in self.fleet)

    @property
    def warm(self) -> list[Instance]:
        """Those that count in the metric and as current capacity."""
        return [one for one in self.serving if one.warm]

    def moves(self) -> int:
        """How many instances have to move until the zones that are up differ by at most one."""
        counts = per_zone([zone for zone in self.zones if zone not in self.down], self.alive)
        sizes, moves = sorted(counts.values()), 0
        while sizes and sizes[-1] - sizes[0] >= 2:
            sizes[0], sizes[-1], moves = sizes[0] + 1, sizes[-1] - 1, moves + 1
            sizes.sort()
        return moves
