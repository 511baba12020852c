"""The players of a stream: what they load, when they play, when they stall."""

from __future__ import annotations

from awsstudy.sims.cloudfront import stream_events as happened
from awsstudy.sims.cloudfront.journey import Trip
from awsstudy.sims.cloudfront.places import LAST_MILE_MS
from awsstudy.sims.cloudfront.player_state import Screen
from awsstudy.sims.cloudfront.stream_delivery import LISTING, StreamDelivery
from awsstudy.sims.kernel import Event

AHEAD_S = 30.0
"""A player of a film loads no further ahead than this."""
HEADROOM = 0.8
"""The part of its line that a player's choice of rendition counts on."""
INSTANT_S = 0.001
MOST_TOLD = 6
"""Larger audiences are told of by their first viewer."""
PLAYER = ("cloudfront.model.player",)


class StreamPlayers(StreamDelivery):
    """Viewers who come, watch and go."""

    def setup(self) -> None:
        """Nobody is there yet."""
        super().setup()
        self.screens: list[Screen] = []
        self.seen: list[tuple[float, int]] = []
        """When which newest segment was seen in the first viewer's manifest."""
        joins = self._joins()
        self._few = len(joins) <= MOST_TOLD
        for number, at in enumerate(joins):
            self.after(at, self._join, number)

    def _joins(self) -> tuple[float, ...]:
        audience, segment = self.params.audience, self.params.segment_s
        if audience.joins_s:
            return audience.joins_s
        start = 3 * segment if self.params.kind == "live" else 0
        # A city's viewers come one after another within a segment.
        a_city = -(-audience.viewers // len(audience.cities))
        steps = (number // len(audience.cities) for number in range(audience.viewers))
        return tuple(start + segment * step / a_city for step in steps)

    # The players.

    def _join(self, number: int) -> None:
        audience = self.params.audience
        if self.params.kind == "live" and self.now >= self.params.length_s:
            return
        city = audience.cities[number % len(audience.cities)]
        line = audience.lines_kbps[number // len(audience.cities) % len(audience.lines_kbps)]
        fitting = [rate for rate in self.params.ladder_kbps if rate <= HEADROOM * line]
        rate = fitting[-1] if fitting else self.params.ladder_kbps[0]
        screen = Screen(number + 1, city, line, rate, since=self.now)
        screen.state(self.now, "w")
        self.screens.append(screen)
        self._load_manifest(screen)

    def _told(self, screen: Screen) -> bool:
        return self._few or screen.number == 1

    def _load_manifest(self, screen: Screen) -> None:
        if screen.ended:
            return
        trip = self.fetch(screen, "manifest", f"/index{self.manifest_end}")
        newest = int(trip.answer.response.body)
        changed = newest != screen.newest
        self._note_manifest(screen, trip, newest)
        if self.params.kind == "live":
            pause = self.params.segment_s * (
                1 if changed else self.rules.number("cloudfront.video.reload")
            )
            self.after(pause, self._load_manifest, screen)
        self._load_segment(screen)

    def _note_manifest(self, screen: Screen, trip: Trip, newest: int) -> None:
        live = self.params.kind == "live"
        screen.newest = newest
        screen.oldest = max(0, newest + 1 - self.params.listed) if live else 0
        if live and screen.number == 1:
            self.seen.append((self.now, newest))
        if screen.following < 0 and newest >= 0:
            screen.following = self.first_segment(screen.oldest, newest)
            screen.position_s = screen.following * self.params.segment_s
        if self._told(screen):
            stored = trip.answer.stored
            self.emit(
                happened.ManifestLoaded(
                    viewer=screen.number,
                    result=trip.answer.result,
                    newest=newest + 1,
                    missing=self.newest() - newest,
                    rules=(*LISTING, *(stored.why if stored else ("cloudfront.ttl.forbidden",))),
                )
            )

    def _load_segment(self, screen: Screen) -> None:
        if screen.loading or screen.ended or screen.following < 0:
            return
        if screen.waits_for_listing:
            screen.blocked = True
            return
        if screen.following < screen.oldest:
            self._skip(screen)
        if self.params.kind == "vod" and self._far_ahead(screen):
            return
        number = screen.following
        trip = self.fetch(screen, "segment", self.segment_url(screen.kbps, number))
        screen.loading = True
        takes = (trip.ms + LAST_MILE_MS) / 1000
        takes += self.params.segment_s * screen.kbps / screen.line_kbps
        self.after(takes, self._loaded, screen, number, trip)

    def _far_ahead(self, screen: Screen) -> bool:
        screen.drain(self.now)
        over = screen.buffer_s + self.params.segment_s - AHEAD_S
        if over < INSTANT_S:
            return False
        self.after(over if screen.playing else 1.0, self._load_segment, screen)
        return True

    def _skip(self, screen: Screen) -> None:
        newer = self.first_segment(screen.oldest, screen.newest)
        lost = newer - screen.following
        screen.skipped += lost
        screen.position_s += lost * self.params.segment_s
        screen.following = newer
        if self._told(screen):
            self.emit(happened.SegmentsSkipped(viewer=screen.number, skipped=lost, rules=LISTING))

    def _loaded(self, screen: Screen, number: int, trip: Trip) -> None:
        if screen.ended:
            return
        screen.drain(self.now)
        screen.loading = screen.blocked = False
        screen.following = number + 1
        screen.buffer_s += self.params.segment_s
        screen.turn += 1
        if self._told(screen):
            stored = trip.answer.stored
            self.emit(
                happened.SegmentLoaded(
                    viewer=screen.number,
                    segment=number + 1,
                    kbps=screen.kbps,
                    result=trip.answer.result,
                    buffer_s=round(screen.buffer_s, 1),
                    rules=(
                        "cloudfront.video.rendition",
                        *(stored.why if stored else ("cloudfront.ttl.forbidden",)),
                    ),
                )
            )
        if not screen.playing:
            self._go(screen, number)
        self.after(screen.buffer_s, self._run_dry, screen, screen.turn)
        self._load_segment(screen)

    def _go(self, screen: Screen, number: int) -> None:
        screen.playing = True
        screen.state(self.now, "p")
        if not screen.begun:
            screen.begun = True
            if self._told(screen):
                event: Event = happened.PlaybackStarted(
                    viewer=screen.number,
                    segment=number + 1,
                    behind_s=round(self.now - screen.position_s, 1),
                    rules=("cloudfront.video.start",),
                )
                self.emit(event)
        elif self._told(screen):
            rules = PLAYER if screen.reason == "line" else LISTING
            event = happened.PlaybackResumed(
                viewer=screen.number, stalled_s=round(screen.stalled_s, 1), rules=rules
            )
            self.emit(event)

    def _run_dry(self, screen: Screen, turn: int) -> None:
        if screen.ended or turn != screen.turn or not screen.playing:
            return
        screen.drain(self.now)
        total = self.params.length_s // self.params.segment_s
        if self.params.kind == "vod" and screen.following >= total:
            self._end(screen)
            return
        screen.buffer_s, screen.playing = 0.0, False
        screen.stalls += 1
        screen.state(self.now, "s")
        screen.reason = reason = "not-listed" if screen.blocked else "line"
        if self._told(screen):
            rules = LISTING if reason == "not-listed" else PLAYER
            self.emit(happened.PlaybackStalled(viewer=screen.number, reason=reason, rules=rules))

    def _close(self) -> None:
        for screen in self.screens:
            self._end(screen)

    def _end(self, screen: Screen) -> None:
        screen.drain(self.now)
        screen.ended, screen.playing = True, False
        screen.state(self.now, "e")
        if self._told(screen):
            self.emit(
                happened.PlaybackEnded(viewer=screen.number, stalls=screen.stalls, rules=LISTING)
            )
