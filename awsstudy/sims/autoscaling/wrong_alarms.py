"""Wrong beliefs about alarms and policies: when they act, and how long they wait."""

from __future__ import annotations

from awsstudy.sims.autoscaling.scaler import Scaler


class OneDatapoint(Scaler):
    """The first data point over the threshold acts."""

    def patience(self, m: int, n: int) -> tuple[int, int]:
        """One of one."""
        return 1, 1


class AllDatapoints(Scaler):
    """All N data points must breach."""

    def patience(self, m: int, n: int) -> tuple[int, int]:
        """N of N."""
        return n, n


class NoCooldown(Scaler):
    """A simple policy acts as often as the alarm asks."""

    def cooldown_left(self) -> float:
        """Never."""
        return 0.0

    def in_progress(self) -> bool:
        """Never."""
        return False


class ActivityOnly(Scaler):
    """A simple policy waits for the instances to start, and for nothing else."""

    def cooldown_left(self) -> float:
        """Never."""
        return 0.0


class CooldownFromAlarm(Scaler):
    """The cooldown begins with the scaling decision, not when the instances have started."""

    _decided: float | None = None

    def in_progress(self) -> bool:
        """Starting instances do not matter."""
        return False

    def cooldown_left(self) -> float:
        """What is left since the decision."""
        if self._decided is None:
            return 0.0
        return max(0.0, self._decided + self.host.params.group.cooldown_s - self.host.now)

    def apply(self, value: float, *, up: bool) -> None:
        """Remember when."""
        self._decided = self.host.now
        super().apply(value, up=up)


class OncePerAlarm(Scaler):
    """A policy acts once when the alarm goes off, and then waits for the next alarm."""

    _acted: int = -1

    def scale(self, value: float, *, up: bool) -> None:
        """Only the first time."""
        if self._acted < 0:
            self._acted = self._round
            super().scale(value, up=up)


class ScalesInWhileWarming(Scaler):
    """Scaling in does not wait for instances that are warming up."""

    def _continuous(self, value: float, *, up: bool) -> None:
        if self.policy.kind == "target":
            self._track(value, up=up)
        else:
            self.apply(value, up=up)
