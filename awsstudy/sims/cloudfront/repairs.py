"""Single changes to a distribution that a learner could make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awsstudy.sims.cloudfront.video import CloudfrontStreamingParams
from awsstudy.sims.cloudfront.world import CloudfrontCacheParams, Key
from awsstudy.sims.problems import Edit

_SHORT, _HOUR, _LONG, _MANIFEST = 60, 3600, 86_400, 3


def cache_edits(params: CloudfrontCacheParams) -> Iterator[Edit[CloudfrontCacheParams]]:
    """Changes of the cache key, the TTLs, the layers and the release."""
    behavior, network, traffic = params.behavior, params.network, params.traffic
    if behavior.key != Key():
        yield _edit("plain-key", params, behavior=behavior.model_copy(update={"key": Key()}))
    if behavior.key.query == "all" and traffic.variants > 1:
        kept = behavior.key.model_copy(update={"query": ("lang",)})
        yield _edit("named-query", params, behavior=behavior.model_copy(update={"key": kept}))
    yield from _ttl_edits(params)
    if network.cities and not network.shield:
        yield _edit("shield-on", params, network=network.model_copy(update={"shield": True}))
    if network.price_class != "all":
        yield _edit("all-edges", params, network=network.model_copy(update={"price_class": "all"}))
    yield from _release_edits(params)


def _ttl_edits(params: CloudfrontCacheParams) -> Iterator[Edit[CloudfrontCacheParams]]:
    behavior = params.behavior
    if behavior.min_ttl:
        changed = behavior.model_copy(update={"min_ttl": 0})
        yield _edit("minimum-zero", params, behavior=changed)
    if behavior.min_ttl <= _HOUR < behavior.default_ttl:
        changed = behavior.model_copy(update={"default_ttl": _HOUR})
        yield _edit("default-hour", params, behavior=changed)
    if behavior.max_ttl > _SHORT:
        changed = behavior.model_copy(update={"max_ttl": max(_SHORT, behavior.min_ttl)})
        if changed != behavior:
            yield _edit("maximum-short", params, behavior=changed)


def _release_edits(params: CloudfrontCacheParams) -> Iterator[Edit[CloudfrontCacheParams]]:
    traffic = params.traffic
    if not traffic.on:
        return
    if traffic.cache_control != f"max-age={_LONG}":
        changed = traffic.model_copy(update={"cache_control": f"max-age={_LONG}"})
        yield _edit("long-max-age", params, traffic=changed)
    if traffic.changed_at is not None and traffic.release != "rename":
        yield _edit("rename", params, traffic=traffic.model_copy(update={"release": "rename"}))


def _edit(name: str, params: CloudfrontCacheParams, **changes: Any) -> Edit[CloudfrontCacheParams]:
    return Edit(name, params.model_copy(update=changes))


def stream_edits(
    params: CloudfrontStreamingParams,
) -> Iterator[Edit[CloudfrontStreamingParams]]:
    """Changes of the two cache behaviors, the layers and the ladder."""
    manifest, segments = params.manifest, params.segments
    if manifest.max_ttl > _MANIFEST and manifest.min_ttl <= _MANIFEST:
        changed = manifest.model_copy(update={"max_ttl": _MANIFEST})
        yield _stream_edit("manifest-short", params, manifest=changed)
    if manifest.min_ttl:
        changed = manifest.model_copy(update={"min_ttl": 0})
        yield _stream_edit("manifest-minimum-zero", params, manifest=changed)
    if segments.min_ttl < _LONG <= segments.max_ttl:
        changed = segments.model_copy(update={"min_ttl": _LONG})
        yield _stream_edit("segments-long", params, segments=changed)
    if not params.shield:
        yield _stream_edit("shield-on", params, shield=True)
    low = params.ladder_kbps[0] // 2
    if low:
        yield _stream_edit("lower-rendition", params, ladder_kbps=(low, *params.ladder_kbps))
    if len(params.ladder_kbps) > 1:
        yield _stream_edit("one-rendition", params, ladder_kbps=params.ladder_kbps[:1])


def _stream_edit(
    name: str, params: CloudfrontStreamingParams, **changes: Any
) -> Edit[CloudfrontStreamingParams]:
    return Edit(name, params.model_copy(update=changes))
