"""Availability: a diagram in exact fractions, a fleet over zones, a fault that runs through a site.

The mathematics stands in ``sims.availability.diagram``, places and faults in
``sims.availability.places`` and ``outage``, what learners believe instead in ``beliefs_*``.
"""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.availability import (
    ask_numbers,
    ask_places,
    ask_shares,
    beliefs_places,
    beliefs_sums,
)
from awsstudy.sims.availability.repairs import edits
from awsstudy.sims.availability.service import GlobalAvailability
from awsstudy.sims.availability.world import AvailabilityParams
from awsstudy.sims.kernel import Simulation
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = GlobalAvailability
PROBLEMS: tuple[Problem[AvailabilityParams], ...] = (
    *ask_shares.PROBLEMS,
    *ask_numbers.PROBLEMS,
    *ask_places.PROBLEMS,
)

WRONG_MODELS: Mapping[str, type[Simulation[AvailabilityParams]]] = {
    "weakest-part": beliefs_sums.WeakestPart,
    "all-multiplied": beliefs_sums.AllMultiplied,
    "one-copy-counts": beliefs_sums.OneCopyCounts,
    "spares-never-fail": beliefs_sums.SparesNeverFail,
    "one-nine-less": beliefs_sums.OneNineLess,
    "one-nine-more": beliefs_sums.OneNineMore,
    "other-period": beliefs_sums.OtherPeriod,
    "share-of-a-day": beliefs_sums.ShareOfADay,
    "availabilities-add": beliefs_sums.AvailabilitiesAdd,
    "downtime-divided": beliefs_sums.DowntimeDivided,
    "nine-a-copy": beliefs_sums.NineACopy,
    "one-more-is-needed": beliefs_sums.OneMoreIsNeeded,
    "peak-only": beliefs_places.PeakOnly,
    "one-instance-more": beliefs_places.OneInstanceMore,
    "double-everything": beliefs_places.DoubleEverything,
    "peak-in-every-zone": beliefs_places.PeakInEveryZone,
    "zones-survive-the-region": beliefs_places.ZonesSurviveTheRegion,
    "zone-is-region": beliefs_places.ZoneIsRegion,
    "moves-by-itself": beliefs_places.MovesByItself,
    "reserve-does-not-count": beliefs_places.ReserveDoesNotCount,
    "edge-is-region": beliefs_places.EdgeIsRegion,
    "edge-is-zone": beliefs_places.EdgeIsZone,
    "edge-is-the-only-door": beliefs_places.EdgeIsTheOnlyDoor,
    "no-detection": beliefs_places.NoDetection,
    "no-failover-time": beliefs_places.NoFailoverTime,
    "no-ttl": beliefs_places.NoTtl,
    "delays-overlap": beliefs_places.DelaysOverlap,
}
