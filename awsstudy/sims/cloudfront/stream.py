"""Video over CloudFront as a simulation: packager, edges, players that stall or run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from awsstudy.sims.cloudfront import stream_events as happened
from awsstudy.sims.cloudfront import stream_pictures
from awsstudy.sims.cloudfront.player_state import Screen
from awsstudy.sims.cloudfront.stream_delivery import LISTING
from awsstudy.sims.cloudfront.stream_players import StreamPlayers
from awsstudy.sims.cloudfront.video import CloudfrontStreamingParams
from awsstudy.sims.kernel import Event, Metric, Outcome
from awsstudy.sims.panels import Panel


class CloudfrontStreaming(StreamPlayers):
    """A stream, its caches and its viewers."""

    PARAMS = CloudfrontStreamingParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("viewers"),
        Metric("stalls"),
        Metric("stalled_s", "s"),
        Metric("behind_s", "s"),
        Metric("manifest_hits", "%"),
        Metric("segment_hits", "%"),
        Metric("manifest_origin"),
        Metric("segment_origin"),
        Metric("skipped"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL
    TIME_UNIT: ClassVar[str] = "s"

    def setup(self) -> None:
        """Publish segments, let viewers come."""
        params = self.params
        if params.kind == "live":
            for number in range(params.length_s // params.segment_s):
                self.after((number + 1) * params.segment_s, self._publish, number)
        super().setup()
        if params.kind == "live":
            self.after(params.length_s, self._close)

    def _publish(self, number: int) -> None:
        rules = LISTING
        self.emit(happened.SegmentPublished(segment=number + 1, rules=rules))

    # What can be seen.

    def actions(self) -> tuple[str, ...]:
        """Throw manifests or segments out of all caches."""
        return (f"invalidate:/*{self.manifest_end}", f"invalidate:/*{self.segment_end}")

    def act(self, action: str) -> None:
        """Empty the caches of one kind: the path of such an invalidation is ``/*``."""
        kind = "manifest" if action.endswith(self.manifest_end) else "segment"
        for (_, one), layer in self._layers.items():
            if one == kind:
                layer.cache.purge("/*")

    def measure(self) -> Mapping[str, float]:
        """Stalls, distance from live, hits, origin load."""
        count = len(self.screens)
        live = [one for one in self.screens if one.begun] if self.params.kind == "live" else []
        clock = min(self.now, float(self.params.length_s))
        behind = [clock - self._position(one) for one in live]
        return {
            "viewers": count,
            "stalls": sum(one.stalls for one in self.screens),
            "stalled_s": round(sum(map(self._stalled, self.screens)) / count, 1) if count else 0.0,
            "behind_s": round(sum(behind) / len(behind), 1) if behind else 0.0,
            "manifest_hits": self._ratio("manifest"),
            "segment_hits": self._ratio("segment"),
            "manifest_origin": self.at_origin["manifest"],
            "segment_origin": self.at_origin["segment"],
            "skipped": sum(one.skipped for one in self.screens),
        }

    def _position(self, screen: Screen) -> float:
        passed = self.now - screen.since if screen.playing else 0.0
        return screen.position_s + min(passed, screen.buffer_s)

    def _stalled(self, screen: Screen) -> float:
        still = screen.begun and not screen.playing and not screen.ended
        return screen.stalled_s + (self.now - screen.since if still else 0.0)

    def _ratio(self, kind: str) -> float:
        total, hits = self.counts[kind]
        return round(100 * hits / total, 2) if total else 0.0

    def unwatched(self) -> frozenset[str]:
        """What the origin sends is seen in the picture; a recording is neither late nor skipped."""
        shown = frozenset({"manifest_origin", "segment_origin"})
        return shown if self.params.kind == "live" else shown | {"behind_s", "skipped"}

    def outcome(self) -> Outcome:
        """What each viewer saw, and the load."""
        return {
            "viewers": [
                {"stalls": one.stalls, "stalled_s": round(self._stalled(one), 1), "kbps": one.kbps}
                for one in self.screens
            ],
            "origin": dict(self.at_origin),
        }

    def panels(self) -> tuple[Panel, ...]:
        """Players over time, segments published and listed, the load."""
        return stream_pictures.panels(self)
