"""Amazon CloudFront's caches: what is kept how long, who answers, what the origin is spared."""

from __future__ import annotations

from collections.abc import Iterable

from awsstudy.sims.cloudfront import ask_layers, ask_lifetimes, repairs
from awsstudy.sims.cloudfront.beliefs import WRONG
from awsstudy.sims.cloudfront.delivery import CloudfrontCache
from awsstudy.sims.cloudfront.world import CloudfrontCacheParams
from awsstudy.sims.problems import Edit, Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = CloudfrontCache
WRONG_MODELS = WRONG
PROBLEMS: tuple[Problem[CloudfrontCacheParams], ...] = (
    *ask_lifetimes.PROBLEMS,
    *ask_layers.PROBLEMS,
)


def edits(params: CloudfrontCacheParams) -> Iterable[Edit[CloudfrontCacheParams]]:
    """Every single change that could repair a situation."""
    return repairs.cache_edits(params)
