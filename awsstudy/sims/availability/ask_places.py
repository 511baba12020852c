"""Problems about the loss of places: what still serves, and how long until it does."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.availability.world import (
    AvailabilityParams,
    Fault,
    Layout,
    Site,
    What,
)
from awsstudy.sims.draw import between, fitting, pick, shuffled
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value


def _outcome(run: Run) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", run.outcome)


# What still serves.


def draw_designs(random: Random, _rules: RuleBook) -> AvailabilityParams:
    """Four layouts under the loss of a zone, a Region or an edge location."""
    what: What = pick(random, ("zone", "zone", "region", "region", "edge"))
    one: tuple[Layout, ...] = ("one-az", "multi-az", "standby")
    both: tuple[Layout, ...] = ("multi-az", "pilot-light", "multi-region")
    if what == "region":
        named = pick(random, ((*one, "pilot-light"), (*both, "one-az")))
    else:
        named = (*one, pick(random, ("pilot-light", "multi-region")))
    designs = shuffled(random, named)
    site = Site(servers=between(random, 2, 6), zones=between(random, 2, 3))
    return AvailabilityParams(ask="designs", designs=designs, fault=Fault(what=what), site=site)


def serving(_params: AvailabilityParams, run: Run) -> Answer:
    """The layouts that serve again before the repair; None where none does."""
    return tuple(_outcome(run)["serving"]) or None


def design_values(params: AvailabilityParams, _run: Run) -> Mapping[str, Value]:
    """The layouts in question and what fails."""
    values: dict[str, Value] = {
        f"d{number}": f"{layout}-told" for number, layout in enumerate(params.designs, start=1)
    }
    return {
        **values,
        "servers": params.site.servers,
        "zones": params.site.zones,
        "what": f"fails-{params.fault.what}",
        "case": f"because-{params.fault.what}",
    }


# How long until all clients are served again.


def draw_recovery(random: Random, _rules: RuleBook) -> AvailabilityParams:
    """A standby in another zone or Region, with three delays that can be told apart."""

    def delays() -> tuple[int, int, int]:
        return (
            between(random, 20, 120, 10),
            between(random, 60, 300, 10),
            between(random, 20, 180, 10),
        )

    detect, failover, ttl = fitting(delays, lambda three: len(set(three)) == 3)
    layout: Layout = pick(random, ("standby", "pilot-light"))
    site = Site(layout=layout, detect_s=detect, failover_s=failover, ttl_s=ttl, capacity_pct=100)
    what: What = "zone" if layout == "standby" else "region"
    return AvailabilityParams(ask="outage", site=site, fault=Fault(what=what, minutes=60))


def recovery(_params: AvailabilityParams, run: Run) -> Answer:
    """Seconds until no client is sent to the lost place."""
    return round(run.metrics["moved_s"])


def recovery_values(params: AvailabilityParams, _run: Run) -> Mapping[str, Value]:
    """The three delays."""
    site = params.site
    return {
        "detect": site.detect_s,
        "failover": site.failover_s,
        "ttl": site.ttl_s,
        "place": f"place-{site.layout}",
    }


PROBLEMS: tuple[Problem[AvailabilityParams], ...] = (
    Problem(
        id="what-survives",
        situation=draw_designs,
        answer=serving,
        values=design_values,
        wrong=(
            "zones-survive-the-region",
            "zone-is-region",
            "moves-by-itself",
            "reserve-does-not-count",
            "edge-is-region",
            "edge-is-zone",
            "edge-is-the-only-door",
        ),
    ),
    Problem(
        id="recovery-time",
        situation=draw_recovery,
        answer=recovery,
        values=recovery_values,
        wrong=("no-detection", "no-failover-time", "no-ttl", "delays-overlap"),
    ),
)
