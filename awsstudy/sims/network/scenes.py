"""Worlds for problems: put together from parts, and drawn until beliefs part from the truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from awsstudy.sims.kernel import Run
from awsstudy.sims.network.hops import Hop
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.tracer import verdict
from awsstudy.sims.network.walk import Walk
from awsstudy.sims.network.world import World
from awsstudy.sims.problems import DISTRACTORS, Answer

ANY = "0.0.0.0/0"
OPEN: tuple[Any, ...] = ((100, "allow", "all", ANY, 0, 65535),)
OUT_ALL: tuple[Any, ...] = (("all", ANY, 0, 65535),)
USER = "203.0.113.10"
TRIES = 80
"""How often a scene is drawn until enough beliefs part from the truth."""


@dataclass(slots=True)
class Scene:
    """A world in the making."""

    vpcs: dict[str, Any] = field(
        default_factory=lambda: {"A": {"cidr": "10.0.0.0/16", "igw": True}}
    )
    peerings: list[tuple[str, str]] = field(default_factory=list)
    subnets: dict[str, Any] = field(default_factory=dict)
    rts: dict[str, Any] = field(default_factory=dict)
    nacls: dict[str, Any] = field(default_factory=lambda: {"open": {"in": OPEN, "out": OPEN}})
    sgs: dict[str, Any] = field(default_factory=dict)
    hosts: dict[str, Any] = field(default_factory=dict)
    probes: list[dict[str, Any]] = field(default_factory=list)

    def subnet(
        self, name: str, third: int, routes: Sequence[tuple[str, str]] = (), nacl: str = "open",
        vpc: str = "A",
    ) -> None:  # fmt: skip
        """A /24 with a route table of its own."""
        base = self.vpcs[vpc]["cidr"].rsplit(".", 2)[0]
        cidr = f"{base}.{third}.0/24"
        self.subnets[name] = {"vpc": vpc, "cidr": cidr, "rt": f"rt-{name}", "nacl": nacl}
        self.rts[f"rt-{name}"] = list(routes)

    def host(self, name: str, subnet: str, last: int, **more: Any) -> None:
        """An instance in a subnet, at the last byte of its address."""
        base = self.subnets[subnet]["cidr"].rpartition(".")[0]
        self.hosts[name] = {"subnet": subnet, "ip": f"{base}.{last}", **more}

    def online(self, name: str = "user", ip: str = USER) -> None:
        """A host on the internet."""
        self.hosts[name] = {"kind": "inet", "ip": ip}

    def group(self, name: str, inward: Sequence[Any] = (), out: Sequence[Any] = OUT_ALL) -> None:
        """A security group."""
        self.sgs[name] = {"in": inward, "out": out}

    def probe(
        self, src: str, dst: str, dport: int = 443, sport: int = 0, proto: str = "tcp"
    ) -> None:
        """A connection that is tried."""
        port = sport or 40001 + len(self.probes)
        self.probes.append(
            {"src": src, "dst": dst, "dport": dport, "sport": port, "proto": proto}
        )  # fmt: skip

    def params(self) -> VpcParams:
        """The finished world."""
        parts = ("vpcs", "peerings", "subnets", "rts", "nacls", "sgs", "hosts", "probes")
        return VpcParams.model_validate({name: getattr(self, name) for name in parts})


Walks = Mapping[str, type[Walk]]
Read = Callable[[VpcParams, Sequence[Mapping[str, Any]]], Answer]
"""Reads an answer off the verdicts on all probes."""


def stories(params: VpcParams, walk: type[Walk]) -> list[tuple[Hop, ...]]:
    """Every connection of a world by a belief."""
    walker = walk(World(params))
    return [walker.connection(probe) for probe in params.probes]


def parted(
    random: Random, draw: Callable[[Random], VpcParams], read: Read, walks: Sequence[type[Walk]]
) -> VpcParams:
    """The first world whose answers by the beliefs give enough distractors; else the last."""
    params = draw(random)
    for _ in range(TRIES):
        if _enough(params, read, walks):
            break
        params = draw(random)
    return params


def _enough(params: VpcParams, read: Read, walks: Sequence[type[Walk]]) -> bool:
    def answer(walk: type[Walk]) -> Answer:
        return read(params, [verdict(story) for story in stories(params, walk)])

    key = answer(Walk)
    others: set[Answer] = set()
    for walk in walks:
        others.add(answer(walk))
        if len(others - {key}) >= DISTRACTORS:
            return True
    return False


def verdicts(run: Run) -> Sequence[Mapping[str, Any]]:
    """The verdicts on all probes of a run."""
    outcome: Any = run.outcome
    found: Sequence[Mapping[str, Any]] = outcome["probes"]
    return found


def reading(read: Read) -> Callable[[VpcParams, Run], Answer]:
    """A problem's answer, read off a run."""
    return lambda params, run: read(params, verdicts(run))


def place(_params: VpcParams, found: Sequence[Mapping[str, Any]]) -> Answer:
    """What became of the first probe: ``works``, or way and place of the first drop."""
    drop = found[0]["drop"]
    return "works" if drop is None else f"{drop[0]} {drop[1]}"


def working(params: VpcParams, found: Sequence[Mapping[str, Any]]) -> tuple[str, ...] | None:
    """The sources of the probes that work; None where none does."""
    names = (p.src for p, one in zip(params.probes, found, strict=True) if one["ok"])
    return tuple(dict.fromkeys(names)) or None


def reached(params: VpcParams, found: Sequence[Mapping[str, Any]]) -> tuple[str, ...] | None:
    """The addresses that are reached; None where none is."""
    names = (p.dst for p, one in zip(params.probes, found, strict=True) if one["ok"])
    return tuple(dict.fromkeys(names)) or None
