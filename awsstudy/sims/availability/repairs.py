"""The single changes that could repair a diagram or a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from awsstudy.sims.availability.world import AvailabilityParams, Block
from awsstudy.sims.problems import Edit


def edits(params: AvailabilityParams) -> Iterator[Edit[AvailabilityParams]]:
    """Another copy, other capacity, another zone, another layout."""
    if params.ask == "diagram":
        yield from _block_edits(params)
    if params.ask == "outage":
        yield from _site_edits(params)


def _block_edits(params: AvailabilityParams) -> Iterator[Edit[AvailabilityParams]]:
    room = 12 - sum(block.copies for block in params.blocks if block.kind == "part")
    for block in params.blocks:
        if block.kind != "part":
            continue
        if block.beta:
            yield _with_block(params, block, "separate", {"beta": 0.0})
        if room > 0:
            yield _with_block(params, block, "add-copy", {"copies": block.copies + 1})


def _with_block(
    params: AvailabilityParams, block: Block, edit: str, change: Mapping[str, float]
) -> Edit[AvailabilityParams]:
    changed = block.model_copy(update=dict(change))
    blocks = tuple(changed if one.id == block.id else one for one in params.blocks)
    return Edit(edit, params.model_copy(update={"blocks": blocks}), {"block": block.id})


def _site_edits(params: AvailabilityParams) -> Iterator[Edit[AvailabilityParams]]:
    site = params.site
    changes: list[tuple[str, dict[str, object]]] = []
    if site.zones < 6:
        changes.append(("add-zone", {"zones": site.zones + 1}))
    if site.capacity_pct <= 180:
        changes.append(("more-capacity", {"capacity_pct": site.capacity_pct + 20}))
    changes += [
        ("use-layout", {"layout": layout})
        for layout in ("multi-az", "standby", "pilot-light", "multi-region")
        if layout != site.layout
    ]
    for name, change in changes:
        values = {key: str(value) for key, value in change.items()}
        changed = site.model_copy(update=change)
        yield Edit(name, params.model_copy(update={"site": changed}), values)
