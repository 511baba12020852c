"""DNS with Route 53: which answer a name gets, and how long an old one lives in caches."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.dns import ask_lookup, ask_ttl
from awsstudy.sims.dns.beliefs import LOOKING
from awsstudy.sims.dns.cache_beliefs import KEEPING
from awsstudy.sims.dns.repairs import edits
from awsstudy.sims.dns.resolution import DnsResolution
from awsstudy.sims.dns.world import DnsParams
from awsstudy.sims.kernel import Simulation
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = DnsResolution


def _made(part: str, kind: type) -> type[DnsResolution]:
    """The simulation with one of its parts put otherwise."""
    name = kind.__name__.strip("_")
    return type(name, (DnsResolution,), {part: kind, "__doc__": kind.__doc__})


WRONG_MODELS: Mapping[str, type[Simulation[DnsParams]]] = {
    **{name: _made("LOOKUP", kind) for name, kind in LOOKING.items()},
    **{name: _made("FORGETTING", kind) for name, kind in KEEPING.items()},
}

PROBLEMS: tuple[Problem[DnsParams], ...] = (*ask_lookup.PROBLEMS, *ask_ttl.PROBLEMS)
