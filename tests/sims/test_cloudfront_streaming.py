"""Video over CloudFront: what is documented, closed forms, invariants, words."""

from __future__ import annotations

from dataclasses import fields as columns
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import SimPage
from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.template import fill
from awsstudy.sims import panels
from awsstudy.sims.cloudfront.places import LAST_MILE_MS, round_trip_ms
from awsstudy.sims.cloudfront.stream_delivery import PACKAGING_MS
from awsstudy.sims.cloudfront.video import PATTERNS, CloudfrontStreamingParams
from awsstudy.sims.kernel import Event, Run, Script, Simulation, run
from awsstudy.sims.models.cloudfront_streaming import MODEL, PROBLEMS, WRONG_MODELS
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model

SIM = Model("cloudfront_streaming", MODEL, WRONG_MODELS, PROBLEMS)
FAST = [100_000]


def stream(**changes: Any) -> CloudfrontStreamingParams:
    return CloudfrontStreamingParams.model_validate(changes)


def play(
    params: CloudfrontStreamingParams,
    rules: RuleBook,
    model: type[Simulation[CloudfrontStreamingParams]] = MODEL,
) -> Run:
    return run(model, Script(params), rules)


def told(done: Run, name: str) -> list[Any]:
    return [event for event in done.events if type(event).__name__ == name]


# live-streaming.html, step 3: the path patterns of manifests and segments
@pytest.mark.parametrize(
    ("form", "manifest", "segments"), [("hls", "*.m3u8", "*.ts"), ("dash", "*.mpd", "*.mp4")]
)
def test_path_patterns_are_those_of_the_guide(form: str, manifest: str, segments: str) -> None:
    assert PATTERNS[form] == (manifest, segments)


def test_numbers_of_the_rule_book(rules: RuleBook) -> None:
    assert rules.number("cloudfront.video.manifest-ttl") == 5
    assert rules.number("cloudfront.video.segment-long") == 14 * 86_400
    assert rules.number("cloudfront.video.start") == 3
    assert rules.number("cloudfront.video.reload") == 0.5


# A manifest cached for half a segment, as MediaPackage says, stalls nobody; nor does one within
# the guide's 5 s for segments that last longer.
@pytest.mark.parametrize("segment", [2, 4, 6, 10])
@pytest.mark.parametrize("form", ["hls", "dash"])
def test_half_a_segment_stalls_nobody(segment: int, form: str, rules: RuleBook) -> None:
    params = stream(
        format=form,
        segment_s=segment,
        packager={"manifest_max_age": segment // 2},
        audience={"viewers": 8, "lines_kbps": FAST},
    )
    done = play(params, rules)
    assert done.metrics["stalls"] == 0
    assert done.metrics["viewers"] == 8
    assert done.metrics["skipped"] == 0


@pytest.mark.parametrize("ttl", [1, 3, 5])
def test_the_guides_five_seconds_stall_nobody_with_six_second_segments(
    ttl: int, rules: RuleBook
) -> None:
    params = stream(packager={"manifest_max_age": ttl}, audience={"lines_kbps": FAST})
    assert play(params, rules).metrics["stalls"] == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"packager": {"manifest_max_age": 60}},
        {"packager": {"manifest_max_age": None}},
        {"packager": {"manifest_max_age": 3}, "manifest": {"min_ttl": 60}},
    ],
)
def test_an_old_manifest_stalls_everyone(changes: dict[str, Any], rules: RuleBook) -> None:
    done = play(stream(**changes, audience={"viewers": 2, "lines_kbps": FAST}), rules)
    outcome: Any = done.outcome
    assert all(viewer["stalls"] for viewer in outcome["viewers"])
    assert {event.reason for event in told(done, "PlaybackStalled")} == {"not-listed"}
    assert max(event.missing for event in told(done, "ManifestLoaded")) >= 9


def test_no_header_means_a_day(rules: RuleBook) -> None:
    done = play(stream(packager={"manifest_max_age": None}), rules)
    assert done.metrics["manifest_origin"] == len(stream().audience.cities)


def test_a_larger_line_does_not_help_against_an_old_manifest(rules: RuleBook) -> None:
    stalled = [
        play(
            stream(packager={"manifest_max_age": 60}, audience={"lines_kbps": [line]}), rules
        ).metrics["stalled_s"]
        for line in (12_000, 1_000_000)
    ]
    assert stalled[1] == pytest.approx(stalled[0], abs=4)


# Closed forms.


@pytest.mark.parametrize(("shield", "cities"), [(False, 1), (False, 2), (False, 3), (True, 3)])
@pytest.mark.parametrize("rungs", [1, 2, 3])
def test_a_film_at_the_origin(shield: bool, cities: int, rungs: int, rules: RuleBook) -> None:
    names, ladder = ["seoul", "london", "sydney"][:cities], [800, 2400, 5000][:rungs]
    audience = {
        "cities": names,
        "viewers": cities * rungs * 2,
        "lines_kbps": [2 * rate for rate in ladder],
    }
    params = stream(
        kind="vod", segment_s=2, length_s=20, ladder_kbps=ladder, audience=audience, shield=shield
    )
    done = play(params, rules)
    assert done.metrics["segment_origin"] == 10 * rungs * (1 if shield else cities)
    assert done.metrics["manifest_origin"] == (1 if shield else cities)
    assert done.metrics["stalls"] == 0


@pytest.mark.parametrize("ttl", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("cities", [["seoul"], ["seoul", "london"]])
def test_manifests_at_the_origin(ttl: int, cities: list[str], rules: RuleBook) -> None:
    audience = {"cities": cities, "viewers": len(cities), "lines_kbps": FAST}
    params = stream(
        segment_s=1, length_s=3 + 60, packager={"manifest_max_age": ttl}, audience=audience
    )
    assert play(params, rules).metrics["manifest_origin"] == len(cities) * 60 / ttl


def test_a_slow_line_stalls_at_each_segment(rules: RuleBook) -> None:
    """Each segment takes longer to arrive than to play; the difference is a stall."""
    audience = {"cities": ["seoul"], "viewers": 1, "lines_kbps": [500]}
    params = stream(
        kind="vod", segment_s=4, length_s=40, ladder_kbps=[1000], audience=audience, origin="seoul"
    )
    done = play(params, rules)
    arrives = 4 * 1000 / 500 + (PACKAGING_MS + LAST_MILE_MS) / 1000
    assert done.metrics["stalls"] == 9
    assert done.metrics["stalled_s"] == pytest.approx(9 * (arrives - 4), abs=0.1)
    assert {event.reason for event in told(done, "PlaybackStalled")} == {"line"}


def test_the_first_picture_waits_for_the_way(rules: RuleBook) -> None:
    audience = {"cities": ["sydney"], "viewers": 1, "lines_kbps": [8_000]}
    params = stream(
        kind="vod", segment_s=4, length_s=8, ladder_kbps=[1000], audience=audience, origin="london"
    )
    (start,) = told(play(params, rules), "PlaybackStarted")
    way = round_trip_ms("sydney", "london") + PACKAGING_MS + LAST_MILE_MS
    assert start.at == pytest.approx(0.5 + way / 1000)


def test_a_player_takes_the_rendition_that_fits_its_line(rules: RuleBook) -> None:
    lines = [500, 1000, 3000, 6250, 100_000]
    audience = {"cities": ["seoul"], "viewers": 5, "lines_kbps": lines}
    outcome: Any = play(stream(audience=audience), rules).outcome
    assert [one["kbps"] for one in outcome["viewers"]] == [800, 800, 2400, 5000, 5000]


def test_viewers_begin_three_segments_before_the_end(rules: RuleBook) -> None:
    audience = {"cities": ["seoul"], "joins_s": [60.0], "lines_kbps": FAST}
    (start,) = told(play(stream(audience=audience), rules), "PlaybackStarted")
    assert start.segment == 10 - 2


def test_who_comes_after_the_end_sees_nothing(rules: RuleBook) -> None:
    done = play(stream(segment_s=10, length_s=30, audience={"viewers": 6}), rules)
    assert done.metrics["viewers"] == 0
    assert done.metrics["stalls"] == 0


def test_invalidating_the_manifest_shows_new_segments(rules: RuleBook) -> None:
    params = stream(packager={"manifest_max_age": 3600}, audience={"lines_kbps": FAST})
    acted = Script(params, 1, ((60.0, "invalidate:/*.m3u8"),))
    before, after = play(params, rules), run(MODEL, acted, rules)
    assert after.metrics["manifest_origin"] == 2 * before.metrics["manifest_origin"]
    assert after.metrics["stalled_s"] < before.metrics["stalled_s"]


@pytest.mark.parametrize(
    "bad",
    [
        {"segment_s": 0},
        {"listed": 2},
        {"ladder_kbps": [900, 800]},
        {"ladder_kbps": [0, 800]},
        {"audience": {"cities": []}},
        {"audience": {"lines_kbps": [0]}},
        {"format": "rtmp"},
        {"manifest": {"min_ttl": 9, "max_ttl": 5}},
    ],
)
def test_impossible_streams_are_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        stream(**bad)


# Invariants.


@st.composite
def streams(draw: st.DrawFn) -> CloudfrontStreamingParams:
    return stream(
        kind=draw(st.sampled_from(["live", "vod"])),
        format=draw(st.sampled_from(["hls", "dash"])),
        segment_s=draw(st.integers(2, 10)),
        length_s=draw(st.integers(30, 90)),
        packager={
            "manifest_max_age": draw(st.sampled_from([None, 0, 2, 20])),
            "segment_max_age": draw(st.sampled_from([None, 0, 60])),
        },
        audience={
            "viewers": draw(st.integers(1, 6)),
            "lines_kbps": draw(
                st.lists(st.sampled_from([600, 2000, 9000]), min_size=1, max_size=3)
            ),
        },
        shield=draw(st.booleans()),
    )


@settings(max_examples=50, deadline=None)
@given(params=streams())
def test_nothing_is_lost_or_negative(params: CloudfrontStreamingParams, rules: RuleBook) -> None:
    player = Player(MODEL, Script(params), rules)
    player.end()
    sim: Any = player._simulation
    for screen in sim.screens:
        loaded = sum(e.viewer == screen.number for e in told(player.run(), "SegmentLoaded"))
        first = next(
            (e.segment for e in told(player.run(), "PlaybackStarted") if e.viewer == screen.number),
            None,
        )
        assert screen.buffer_s >= 0
        assert screen.stalled_s >= 0
        if first is not None:
            played = screen.position_s - (first - 1 + screen.skipped) * params.segment_s
            assert played + screen.buffer_s == pytest.approx(loaded * params.segment_s, abs=1e-6)
    for kind in ("manifest", "segment"):
        asked, hits = sim.counts[kind]
        assert sim.at_origin[kind] <= asked - hits
    assert run(MODEL, Script(params), rules) == player.run()


@settings(max_examples=30, deadline=None)
@given(segment=st.integers(2, 10), ttl=st.integers(0, 10), viewers=st.integers(1, 6))
def test_a_manifest_no_older_than_a_segment_stalls_nobody(
    segment: int, ttl: int, viewers: int, rules: RuleBook
) -> None:
    params = stream(
        segment_s=segment,
        packager={"manifest_max_age": min(ttl, segment)},
        audience={"viewers": viewers, "lines_kbps": FAST},
    )
    assert play(params, rules).metrics["stalls"] == 0


@settings(max_examples=20, deadline=None)
@given(more=st.integers(1, 20))
def test_more_viewers_cost_the_origin_no_segment(more: int, rules: RuleBook) -> None:
    few, many = (
        play(
            stream(
                kind="vod",
                length_s=30,
                audience={"cities": ["seoul"], "viewers": count, "lines_kbps": FAST},
            ),
            rules,
        ).metrics["segment_origin"]
        for count in (1, 1 + more)
    )
    assert few == many == 5


# Words and pictures.


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["cloudfront_streaming"]


STORIES = [
    stream(),
    stream(packager={"manifest_max_age": 60}),
    stream(kind="vod", audience={"lines_kbps": [700]}),
    stream(kind="vod", audience={"viewers": 12}),
    stream(packager={"segment_max_age": 0, "manifest_max_age": None}, segments={"min_ttl": 5}),
]


def shown(panel: panels.Panel) -> set[str]:
    if isinstance(panel, panels.Grid):
        return {panel.id, panel.axis, *(sign.term for sign in panel.signs)}
    if isinstance(panel, panels.Bars):
        return {panel.id, *(bar.name for bar in panel.bars)}
    if isinstance(panel, panels.Chart):
        return {panel.id, *(line.name for line in panel.series)}
    assert isinstance(panel, panels.Gauges)
    return {panel.id}


def test_events_and_panels_speak_both_languages(page: SimPage, rules: RuleBook) -> None:
    kinds: set[type[Event]] = set()
    for params in STORIES:
        player = Player(MODEL, Script(params), rules)
        for _ in range(30):
            if not player.finished:
                player.step()
            assert set().union(*map(shown, player.frame.panels)) <= set(page.terms)
        player.end()
        for event in player.events:
            kinds.add(type(event))
            assert all(rule in rules for rule in event.rules)
            values = {column.name: getattr(event, column.name) for column in columns(event)}
            for language in LANGUAGES:
                assert fill(page.events[type(event).__name__], values, language, page.terms)
    assert kinds == set(MODEL.EVENTS)
    assert set(page.events) == {kind.__name__ for kind in MODEL.EVENTS}


def test_stalls_are_drawn(rules: RuleBook) -> None:
    player = Player(MODEL, Script(stream(packager={"manifest_max_age": 60})), rules)
    player.end()
    grid = player.frame.panels[0]
    assert isinstance(grid, panels.Grid)
    strip = grid.strips[0].cells
    assert len(strip) == 50
    assert "#" in strip
    assert "x" in strip
    smooth = Player(MODEL, Script(stream()), rules)
    smooth.end()
    grid = smooth.frame.panels[0]
    assert isinstance(grid, panels.Grid)
    assert "x" not in grid.strips[0].cells


def mutants() -> list[CloudfrontStreamingParams]:
    film = {"cities": ["seoul", "london"], "viewers": 8, "lines_kbps": [1600, 9000]}
    return [
        *STORIES,
        stream(kind="vod", length_s=30, audience=film),
        stream(kind="vod", length_s=30, audience=film, shield=True),
        stream(manifest={"default_ttl": 30}, packager={"manifest_max_age": 20}),
    ]


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    assert any(
        play(params, rules).outcome != play(params, rules, WRONG_MODELS[name]).outcome
        or play(params, rules).metrics != play(params, rules, WRONG_MODELS[name]).metrics
        for params in mutants()
    )
