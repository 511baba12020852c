"""What the simulator of hybrid connections shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.sims.hybrid.routing import Loss
from awsstudy.sims.hybrid.world import VPN, Link
from awsstudy.sims.panels import (
    Bar,
    Bars,
    Column,
    Lane,
    Layer,
    Mark,
    Panel,
    Place,
    Plan,
    Row,
    Sieve,
    Span,
    Table,
    Timeline,
)

if TYPE_CHECKING:
    from awsstudy.sims.hybrid.connectivity import HybridConnectivity

COLUMNS = tuple(map(Column, ("route", "kind", "prefix", "as-path", "verdict")))


def options(model: HybridConnectivity) -> tuple[Panel, ...]:
    """What each option lacks, and which is taken."""
    layers = []
    for verdict in model.verdicts:
        mark: Mark = "bad" if verdict.missing else "good"
        mark = "chosen" if verdict.option.id == model.option else mark
        word = f"lacks-{verdict.missing}" if verdict.missing else "fits"
        note = None if verdict.missing else verdict.parts
        layers.append(Layer(verdict.option.id, word, mark, note))
    return (Sieve("options", tuple(layers)),)


def traffic(model: HybridConnectivity) -> tuple[Panel, ...]:
    """The plan with the walking packet, the routes, what bounds the rate, the lanes over time."""
    panels: list[Panel] = [_plan(model), _table(model)]
    if model.sending.rates:
        panels.append(_bars(model))
    if model.sending.rates or model.sending.spans:
        panels.append(_lanes(model))
    return tuple(panels)


def _plan(model: HybridConnectivity) -> Plan:
    chosen = {link.id for link in model.decision.chosen} if model.decision else set()
    ways = [link for link in model.params.links if link.kind != "local"]
    near = f"vpc-{model.params.gateway}"
    places = [Place(near, 0, 0)]
    links: list[tuple[str, str]] = []
    for row, link in enumerate(ways):
        places.append(Place(link.id, 1, row, _mark(model, link, chosen), _note(model, link)))
        links.append((near if row == 0 else ways[row - 1].id, link.id))
        if row == 0:
            links.append((link.id, "premises"))
    places.append(Place("premises", 2, 0))
    at = next((link.id for link in ways if link.id in chosen), near)
    return Plan("ways", tuple(places), tuple(links), at, model.params.destination)


def _mark(model: HybridConnectivity, link: Link, chosen: set[str]) -> Mark:
    if not model.up[link.id]:
        return "bad"
    return "chosen" if link.id in chosen else ""


def _note(model: HybridConnectivity, link: Link) -> str:
    if not model.up[link.id]:
        return "down"
    if link.kind in VPN:
        return "ipsec"
    return "macsec" if model.encrypts(link) else "clear"


def _table(model: HybridConnectivity) -> Table:
    lost: dict[str, Loss] = {}
    if model.decision:
        lost = {loss.link.id: loss for loss in model.decision.losses}
    rows = []
    for link in model.params.links:
        loss = lost.get(link.id)
        word = loss.reason if loss else "taken" if model.decision else "waiting"
        mark: Mark = "muted" if loss else "chosen" if model.decision else ""
        compared = link.as_path if link.kind in {"dx", "vpn_bgp"} else None
        rows.append(Row((link.id, link.kind, link.prefix, compared, word), mark))
    return Table("routes", COLUMNS, tuple(rows))


def _bars(model: HybridConnectivity) -> Bars:
    rate = model.sending.rates[0]
    bars = (
        Bar(name, round(float(mbps), 1), "chosen" if name == rate.limit else "")
        for name, mbps in rate.bounds
    )
    return Bars("bounds", tuple(bars), "Mbps")


def _lanes(model: HybridConnectivity) -> Timeline:
    sending, lanes = model.sending, []
    end = max(sending.finish_h, model.now)
    flowing = set() if sending.done else {link.id for link in sending.links}
    for link in model.params.links:
        spans = tuple(sending.spans.get(link.id, ()))
        if link.id in flowing:
            start = spans[-1].end if spans else 0.0
            spans = (*spans, Span(start, end, "foreseen", "muted"))
        if spans:
            lanes.append(Lane(link.id, _merged(spans)))
    return Timeline("lanes", tuple(lanes), 0.0, end, "h")


def _merged(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Neighbours of one state as one span."""
    merged: list[Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and last.state == span.state and last.end == span.start:
            merged[-1] = Span(last.start, span.end, span.state, span.mark)
        else:
            merged.append(span)
    return tuple(merged)
