"""A video over CloudFront: how it is cut, cached and watched."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from awsstudy.sims.cloudfront.world import Behavior, City, Seconds
from awsstudy.sims.kernel import Params

PATTERNS = {"hls": ("*.m3u8", "*.ts"), "dash": ("*.mpd", "*.mp4")}
"""Path patterns of manifests and segments, by format."""


class Packager(Params):
    """What the origin sends along; nothing means that it sends no Cache-Control."""

    manifest_max_age: Seconds | None = 3
    segment_max_age: Seconds | None = 1_209_600


class Audience(Params):
    """Who watches, at which edges and over which lines."""

    cities: tuple[City, ...] = Field(("seoul", "london"), min_length=1, max_length=6)
    viewers: int = Field(4, ge=1, le=120)
    """Spread over the cities in turn."""
    joins_s: tuple[float, ...] = Field((), max_length=20, json_schema_extra={"unit": "s"})
    """When each viewer begins; empty means evenly over the length of one segment."""
    lines_kbps: tuple[int, ...] = Field(
        (12_000,), min_length=1, max_length=6, json_schema_extra={"unit": "kbit/s"}
    )
    """Lines of the viewers of a city, in turn."""

    @field_validator("lines_kbps")
    @classmethod
    def _some_speed(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if min(value) < 1:
            raise ValueError("a line carries something")
        return value


class CloudfrontStreamingParams(Params):
    """A live or recorded stream, two cache behaviors, an audience."""

    format: Literal["hls", "dash"] = "hls"
    kind: Literal["live", "vod"] = "live"
    segment_s: int = Field(6, ge=1, le=10, json_schema_extra={"unit": "s"})
    listed: int = Field(6, ge=3, le=60)
    """Segments in a live manifest."""
    ladder_kbps: tuple[int, ...] = Field(
        (800, 2_400, 5_000), min_length=1, max_length=6, json_schema_extra={"unit": "kbit/s"}
    )
    """Bit rates of the renditions, rising."""
    length_s: int = Field(120, ge=5, le=3_600, json_schema_extra={"unit": "s"})
    """How long the run, or the film, lasts."""
    packager: Packager = Packager()
    manifest: Behavior = Behavior()
    """Cache behavior for manifests."""
    segments: Behavior = Behavior()
    """Cache behavior for segments."""
    audience: Audience = Audience()
    origin: City = "virginia"
    shield: bool = False

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if list(self.ladder_kbps) != sorted(set(self.ladder_kbps)) or self.ladder_kbps[0] < 1:
            raise ValueError("the bit rates of a ladder rise")
        return self
