"""Video over Amazon CloudFront: manifests, segments, caches, and players that stall or run."""

from __future__ import annotations

from collections.abc import Iterable

from awsstudy.sims.cloudfront import ask_streams, repairs
from awsstudy.sims.cloudfront.stream import CloudfrontStreaming
from awsstudy.sims.cloudfront.stream_beliefs import WRONG
from awsstudy.sims.cloudfront.video import CloudfrontStreamingParams
from awsstudy.sims.problems import Edit

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = CloudfrontStreaming
WRONG_MODELS = WRONG
PROBLEMS = ask_streams.PROBLEMS


def edits(params: CloudfrontStreamingParams) -> Iterable[Edit[CloudfrontStreamingParams]]:
    """Every single change that could repair a situation."""
    return repairs.stream_edits(params)
