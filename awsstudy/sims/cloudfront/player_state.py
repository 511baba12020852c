"""One viewer's player: buffer, playback, stalls."""

from __future__ import annotations

from dataclasses import dataclass, field

from awsstudy.sims.cloudfront.world import City


@dataclass(slots=True)
class Screen:
    """What a viewer's player is doing; time flows through ``drain``."""

    number: int
    city: City
    line_kbps: int
    kbps: int
    """Bit rate of the rendition it plays."""
    newest: int = -1
    """Newest segment of the manifest it has; -1 before the first."""
    oldest: int = 0
    following: int = -1
    """The segment it wants next; -1 before the first."""
    buffer_s: float = 0.0
    playing: bool = False
    begun: bool = False
    loading: bool = False
    ended: bool = False
    stalls: int = 0
    stalled_s: float = 0.0
    skipped: int = 0
    position_s: float = 0.0
    """Where in the video it is."""
    since: float = 0.0
    """When it was last looked at."""
    blocked: bool = False
    """Whether the manifest has kept it from loading since its last segment."""
    reason: str = ""
    """Why it stood still last."""
    turn: int = 0
    """Counts changes of the buffer, so that old alarms are ignored."""
    history: list[tuple[float, str]] = field(default_factory=list)
    """State changes: ``p`` plays, ``s`` stalls, ``w`` waits for the start, ``e`` ended."""

    def drain(self, now: float) -> None:
        """Play, or stand still, up to now."""
        passed = now - self.since
        if self.playing:
            played = min(passed, self.buffer_s)
            self.buffer_s -= played
            self.position_s += played
        elif self.begun and not self.ended:
            self.stalled_s += passed
        self.since = now

    def state(self, now: float, sign: str) -> None:
        """Note a new state."""
        self.history.append((now, sign))

    @property
    def waits_for_listing(self) -> bool:
        """Whether the manifest it has lists nothing more."""
        return self.following > self.newest
