"""What happens to a video on its way to the viewers."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPublished(Event):
    """The packager finished a segment and lists it in the manifest."""

    segment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestLoaded(Event):
    """A player has the manifest that its edge gave it."""

    viewer: int
    result: str
    newest: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentLoaded(Event):
    """A player has another segment."""

    viewer: int
    segment: int
    kbps: int
    result: str
    buffer_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaybackStarted(Event):
    """A viewer sees the first picture."""

    viewer: int
    segment: int
    behind_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaybackStalled(Event):
    """A player has nothing left to play."""

    viewer: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaybackResumed(Event):
    """A player goes on."""

    viewer: int
    stalled_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentsSkipped(Event):
    """What a player wanted next is no longer listed; it jumps forward."""

    viewer: int
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaybackEnded(Event):
    """A film is over, or the run is."""

    viewer: int
    stalls: int


ALL: tuple[type[Event], ...] = (
    SegmentPublished, ManifestLoaded, SegmentLoaded, PlaybackStarted, PlaybackStalled,
    PlaybackResumed, SegmentsSkipped, PlaybackEnded,
)  # fmt: skip
