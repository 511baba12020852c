"""Single changes to a situation of hybrid connections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from awsstudy.sims.hybrid.world import VPN, HybridParams, Link, Port, address, length
from awsstudy.sims.problems import Edit

MOST_FLOWS = 256
MOST_WINDOW = 16_384


def edits(params: HybridParams) -> Iterator[Edit[HybridParams]]:
    """Other needs where kinds are sifted; else changes of links, transfer and gateway."""
    yield from _of_needs(params) if params.needs.on else _of_traffic(params)


def _of_needs(params: HybridParams) -> Iterator[Edit[HybridParams]]:
    needs = params.needs
    for name in ("encrypted", "steady", "soon"):
        wanted = not getattr(needs, name)
        changed = needs.model_copy(update={name: wanted})
        word = f"need-{name}" if wanted else f"drop-{name}"
        yield Edit(word, _with(params, needs=changed))
    for port in get_args(Port):
        if port != needs.gbps:
            changed = needs.model_copy(update={"gbps": port})
            yield Edit("need-port", _with(params, needs=changed), {"gbps": port})


def _of_traffic(params: HybridParams) -> Iterator[Edit[HybridParams]]:
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
    if not link.up:
        yield Edit("mend", _put(params, place, up=True), named)
    if link.kind == "dx":
        word = "macsec-off" if link.macsec else "macsec-on"
        yield Edit(word, _put(params, place, macsec=not link.macsec), named)
    if link.kind in VPN and link.connections < 8:
        more = link.connections + 1
        yield Edit("one-more-vpn", _put(params, place, connections=more), {**named, "count": more})
    if link.up:
        yield Edit("cut", _put(params, place, up=False), named)


def _put(params: HybridParams, place: int, **values: Any) -> HybridParams:
    links = list(params.links)
    links[place] = links[place].model_copy(update=values)
    return _with(params, links=tuple(links))


def _with(params: HybridParams, **values: Any) -> HybridParams:
    return params.model_copy(update=values)
