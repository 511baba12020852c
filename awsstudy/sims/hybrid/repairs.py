"""Single changes to a situation of hybrid connections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awsstudy.sims.hybrid.world import VPN, HybridParams, Link, address, length
from awsstudy.sims.problems import Edit

MOST_FLOWS = 256
MOST_WINDOW = 16_384


def edits(params: HybridParams) -> Iterator[Edit[HybridParams]]:
    """More specific routes, mended links, encryption, tunnels, flows, windows, the gateway."""
    for place, link in enumerate(params.links):
        yield from _of_link(params, place, link)
    transfer = params.transfer
    if transfer.flows < MOST_FLOWS:
        more = min(MOST_FLOWS, transfer.flows * 16)
        changed = transfer.model_copy(update={"flows": more})
        yield Edit("more-flows", _with(params, transfer=changed), {"flows": more})
    if transfer.window_kib < MOST_WINDOW:
        more = min(MOST_WINDOW, transfer.window_kib * 16)
        changed = transfer.model_copy(update={"window_kib": more})
        yield Edit("larger-window", _with(params, transfer=changed), {"window": more})
    other = "tgw" if params.gateway == "vgw" else "vgw"
    yield Edit("other-gateway", _with(params, gateway=other), {"gateway": other})


def _of_link(params: HybridParams, place: int, link: Link) -> Iterator[Edit[HybridParams]]:
    if link.kind == "local":
        return
    named = {"link": link.id}
    if length(link.prefix) < 24:
        block = address(params.destination) >> 8
        prefix = ".".join(str(block >> shift & 255) for shift in (16, 8, 0)) + ".0/24"
        yield Edit("advertise", _put(params, place, prefix=prefix), {**named, "prefix": prefix})
    yield Edit("mend" if not link.up else "cut", _put(params, place, up=not link.up), named)
    if link.kind == "dx":
        word = "macsec-off" if link.macsec else "macsec-on"
        yield Edit(word, _put(params, place, macsec=not link.macsec), named)
    if link.kind in VPN and link.connections < 8:
        more = link.connections + 1
        yield Edit("one-more-vpn", _put(params, place, connections=more), {**named, "count": more})


def _put(params: HybridParams, place: int, **values: Any) -> HybridParams:
    links = list(params.links)
    links[place] = links[place].model_copy(update=values)
    return _with(params, links=tuple(links))


def _with(params: HybridParams, **values: Any) -> HybridParams:
    return params.model_copy(update=values)
