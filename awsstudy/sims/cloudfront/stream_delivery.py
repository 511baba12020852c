"""How a stream reaches its players: packager, caches, what is asked of them."""

from __future__ import annotations

from typing import ClassVar

from awsstudy.sims.cloudfront.behavior import CloudFrontPolicy
from awsstudy.sims.cloudfront.cache import Cache
from awsstudy.sims.cloudfront.journey import Journey, Layer, Trip
from awsstudy.sims.cloudfront.messages import Request, Response
from awsstudy.sims.cloudfront.places import PLACES, round_trip_ms
from awsstudy.sims.cloudfront.player_state import Screen
from awsstudy.sims.cloudfront.video import PATTERNS, CloudfrontStreamingParams
from awsstudy.sims.cloudfront.world import City
from awsstudy.sims.kernel import Event, Simulation

EPOCH = 1_767_225_600.0
PACKAGING_MS = 20
LISTING = ("cloudfront.video.playlist",)


class StreamDelivery(Simulation[CloudfrontStreamingParams]):
    """Everything between the packager and a player."""

    MANIFEST_POLICY: ClassVar[type[CloudFrontPolicy]] = CloudFrontPolicy
    SEGMENT_POLICY: ClassVar[type[CloudFrontPolicy]] = CloudFrontPolicy

    def setup(self) -> None:
        """Empty caches."""
        self.manifest_end, self.segment_end = (p[1:] for p in PATTERNS[self.params.format])
        self._layers: dict[tuple[str, str], Layer] = {}
        self._paths: dict[tuple[City, str], tuple[Layer, ...]] = {}
        self.counts = {"manifest": [0, 0], "segment": [0, 0]}
        """Requests and hits at edges."""
        self.at_origin = {"manifest": 0, "segment": 0}

    # What wrong models believe otherwise.

    def manifest_policy(self) -> CloudFrontPolicy:
        """The rules for manifests."""
        return self.MANIFEST_POLICY(self.params.manifest)

    def segment_policy(self) -> CloudFrontPolicy:
        """The rules for segments."""
        return self.SEGMENT_POLICY(self.params.segments)

    def segment_url(self, kbps: int, number: int) -> str:
        """Each rendition has names of its own."""
        return f"/{kbps}/{number}{self.segment_end}"

    def place_of(self, screen: Screen) -> City:
        """The edge that serves a viewer."""
        return screen.city

    def request(self, screen: Screen, url: str) -> Request:
        """What a player asks for."""
        return Request("GET", url)

    def first_segment(self, oldest: int, newest: int) -> int:
        """Where a player begins: three target durations before the end of a live manifest."""
        if self.params.kind == "vod":
            return 0
        return max(oldest, newest + 1 - int(self.rules.number("cloudfront.video.start")))

    # The packager.

    def newest(self) -> int:
        """The newest segment there is; -1 before the first."""
        total = self.params.length_s // self.params.segment_s
        if self.params.kind == "vod":
            return total - 1
        return min(total, int((self.now + 1e-9) // self.params.segment_s)) - 1

    def _origin(self, kind: str, asked: Request) -> Response:
        self.at_origin[kind] += 1
        age = getattr(self.params.packager, f"{kind}_max_age")
        headers = {} if age is None else {"cache-control": f"max-age={age}"}
        body = str(self.newest()) if kind == "manifest" else asked.url
        return Response(200, headers, body)

    # The caches.

    def layers(self, city: City, kind: str) -> tuple[Layer, ...]:
        """Edge, regional edge cache and, where wanted, Origin Shield."""
        origin, regional = self.params.origin, PLACES[city].regional
        found = [self._layer(f"edge {city}", "edge", kind)]
        found.append(self._layer(f"regional {regional}", "regional", kind))
        found[0].next_ms = round_trip_ms(city, regional)
        here: City = regional
        if self.params.shield:
            found[1].next_ms = round_trip_ms(regional, origin)
            found.append(self._layer("shield", "shield", kind))
            here = origin
        found[-1].next_ms = round_trip_ms(here, origin) + PACKAGING_MS
        return tuple(found)

    def _layer(self, place: str, name: str, kind: str) -> Layer:
        key = (place, kind)
        if key not in self._layers:
            policy = self.manifest_policy() if kind == "manifest" else self.segment_policy()
            self._layers[key] = Layer(name, Cache(policy))
        return self._layers[key]

    def fetch(self, screen: Screen, kind: str, url: str) -> Trip:
        """Send a player's request through the caches."""
        place = self.place_of(screen)
        if (place, kind) not in self._paths:
            self._paths[place, kind] = self.layers(place, kind)
        journey = Journey(
            self._paths[place, kind],
            lambda asked: self._origin(kind, asked),
            _silent,
            _unhooked,
            EPOCH + self.now,
        )
        trip = journey.send(self.request(screen, url))
        self.counts[kind][0] += 1
        self.counts[kind][1] += trip.answer.result in {"hit", "stale"}
        return trip


def _silent(event: Event) -> None:
    """What the caches decide is told by the players."""


def _unhooked(hook: str) -> None:
    """There are no functions."""
