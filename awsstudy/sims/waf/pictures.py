"""How a web ACL looks: the ladder that a request goes down, counters, limits over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.sims.panels import (
    Column,
    Gauge,
    Gauges,
    Grid,
    Layer,
    Mark,
    Row,
    Sieve,
    Sign,
    Strip,
    Table,
)
from awsstudy.sims.waf.ladder import Rung

if TYPE_CHECKING:
    from awsstudy.sims.waf.service import WafWebAcl

CELLS = 48
MOST_ROWS = 8
_ENDING: dict[str, Mark] = {"allow": "good", "block": "bad", "captcha": "bad", "challenge": "bad"}


def ladder(seen: WafWebAcl) -> Sieve:
    """The rules in their order, and what each said to the last request."""
    if seen.last is None:
        return Sieve("ladder", ())
    request, decision = seen.last
    said = {rung.rule.name: rung for rung in decision.rungs}
    layers = [
        _layer(f"{rule.priority} {rule.name}", said.get(rule.name))
        for rule in seen.ordered(seen.acl.rules)
    ]
    by_default = decision.rule == "default"
    mark = _ENDING[seen.acl.default] if by_default else "muted"
    verdict = f"default-{seen.acl.default}" if by_default else "not-reached"
    layers.append(Layer("default", verdict, mark, request.id if by_default else None))
    return Sieve("ladder", tuple(layers))


def _layer(name: str, rung: Rung | None) -> Layer:
    if rung is None:
        return Layer(name, "not-reached", "muted")
    if rung.action is None:
        return Layer(name, "no-match")
    if not rung.ends:
        label = rung.labels[0].rpartition(":")[2] if rung.labels else None
        return Layer(name, f"goes-on-{rung.action}", "chosen", label)
    return Layer(name, f"ends-{rung.action}", _ENDING.get(rung.action, "chosen"))


def counters(seen: WafWebAcl) -> Gauges:
    """Each key's count against the limit."""
    gauges = [
        Gauge(key, count, 0, window.rule.limit)
        for window in seen.windows.values()
        for key, count in window.counts(seen.now)
    ]
    return Gauges("counters", tuple(gauges[:MOST_ROWS]))


def limits(seen: WafWebAcl) -> Grid:
    """Who was over a limit when."""
    ends = max((source.until_s for source in seen.params.sources), default=1) or 1
    moments = [ends * index / CELLS for index in range(CELLS) if ends * index / CELLS <= seen.now]
    keys = list(seen.tallies)[:MOST_ROWS]
    strips = [
        Strip(key, "".join("#" if key in _over(seen, at) else "." for at in moments))
        for key in keys
    ]
    signs = (Sign(".", "under"), Sign("#", "over", "bad"))
    return Grid("limits", tuple(strips), signs, "seconds")


def _over(seen: WafWebAcl, at: float) -> frozenset[str]:
    before = [keys for moment, keys in seen.history if moment <= at]
    return before[-1] if before else frozenset()


def sources(seen: WafWebAcl) -> Table:
    """What became of the requests of each source."""
    columns = (Column("source"), Column("sent"), Column("through"), Column("held"))
    rows = tuple(
        Row(
            (ip, tally.sent, tally.sent - tally.blocked, tally.blocked),
            "bad" if tally.blocked else "good",
        )
        for ip, tally in list(seen.tallies.items())[:MOST_ROWS]
    )
    return Table("sources", columns, rows)


def requests(seen: WafWebAcl) -> Table:
    """What became of requests."""
    rows = [
        Row((name, decision.verdict, decision.rule), _ENDING.get(decision.verdict, ""))
        for name, decision in list(seen.decisions.items())[-MOST_ROWS:]
    ]
    columns = (Column("request"), Column("verdict"), Column("decided-by"))
    return Table("results", columns, tuple(rows))


def flows(seen: WafWebAcl) -> Table:
    """Which flows the web ACL inspects."""
    rows = []
    for flow, target in seen.params.flows:
        inspected = seen.inspects(flow, target)
        word = "inspected" if inspected else "not-inspected"
        rows.append(Row((flow, target, word), "good" if inspected else "bad"))
    return Table("flows", (Column("flow"), Column("target"), Column("verdict")), tuple(rows))
