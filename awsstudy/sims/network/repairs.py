"""Every single change that could repair a situation: a rule, a route, an address, a gateway."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awsstudy.sims.network.addresses import block, written
from awsstudy.sims.network.params import Direction, VpcParams
from awsstudy.sims.problems import Edit, Value

ANY = "0.0.0.0/0"
SPANS = ((1024, 65535), (32768, 61000), (49152, 65535))
"""Ephemeral ports that a rule may open."""
SPARE = "198.51.100.{}"

Edits = Iterator[Edit[VpcParams]]


def edits(params: VpcParams) -> Edits:
    """The changes, rules of filters first."""
    yield from _acl_rules(params)
    yield from _group_rules(params)
    yield from _routes(params)
    yield from _hosts(params)
    yield from _connections(params)


def _changed(
    params: VpcParams, kind: str, values: dict[str, Value], **parts: Any
) -> Edit[VpcParams]:
    data = params.model_dump(mode="json") | parts
    return Edit(kind, VpcParams.model_validate(data), values)


def _ports(params: VpcParams) -> list[tuple[int, int]]:
    services = dict.fromkeys((probe.dport, probe.dport) for probe in params.probes)
    return [*services, *SPANS]


def _acl_rules(params: VpcParams) -> Edits:
    directions: tuple[Direction, ...] = ("out", "in")
    for name, lists in params.nacls.items():
        for direction in directions:
            rows = lists.get(direction, ())
            if any(row[1:] == ("allow", "all", ANY, 0, 65535) for row in rows):
                continue
            number = max((row[0] for row in rows), default=90) + 10
            for low, high in _ports(params):
                row = (number, "allow", "tcp", ANY, low, high)
                if any(old[1:] == row[1:] for old in rows):
                    continue
                table = {**lists, direction: (*rows, row)}
                values: dict[str, Value] = {
                    "nacl": name, "way": f"way-{direction}", "number": number,
                    "ports": _span(low, high),
                }  # fmt: skip
                yield _changed(params, "allow-acl", values, nacls={**params.nacls, name: table})


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"


def _group_rules(params: VpcParams) -> Edits:
    directions: tuple[Direction, ...] = ("in", "out")
    used = {name for host in params.hosts.values() for name in host.sgs}
    for name, lists in params.sgs.items():
        for direction in directions if name in used else ():
            rows = lists.get(direction, ())
            if any(row == ("all", ANY, 0, 65535) for row in rows):
                continue
            for low, high in _ports(params)[: -len(SPANS) + 1]:
                row = ("tcp", ANY, low, high)
                if row in rows:
                    continue
                group = {**lists, direction: (*rows, row)}
                values: dict[str, Value] = {
                    "sg": name, "way": f"way-{direction}", "ports": _span(low, high),
                }  # fmt: skip
                yield _changed(params, "allow-sg", values, sgs={**params.sgs, name: group})


def _routes(params: VpcParams) -> Edits:
    for name, rows in params.rts.items():
        users = [subnet for subnet in params.subnets.values() if subnet.rt == name]
        for vpc in dict.fromkeys(subnet.vpc for subnet in users):
            for destination, target in _targets(params, vpc):
                row = (destination, target)
                if row in rows:
                    continue
                kept = tuple(old for old in rows if block(old[0]) != block(destination))
                values: dict[str, Value] = {
                    "rt": name, "destination": destination, "target": target,
                }  # fmt: skip
                yield _changed(params, "set-route", values, rts={**params.rts, name: (*kept, row)})


def _targets(params: VpcParams, vpc: str) -> Iterator[tuple[str, str]]:
    if params.vpcs[vpc].igw:
        yield ANY, "igw"
    for name, host in params.hosts.items():
        inside = host.subnet is not None and params.subnets[host.subnet].vpc == vpc
        if inside and host.kind == "natgw":
            yield ANY, f"nat:{name}"
        if inside and host.nat:
            yield ANY, f"eni:{name}"
        if host.kind == "onprem" and host.vpc == vpc:
            yield written(block(f"{host.ip}/16").first) + "/16", "vgw"
    for pair in params.peerings:
        if vpc in pair:
            peer = pair[1] if pair[0] == vpc else pair[0]
            yield params.vpcs[peer].cidr, f"pcx:{peer}"


def _hosts(params: VpcParams) -> Edits:
    used = {host.pub for host in params.hosts.values()}
    spare = next(SPARE.format(n) for n in range(200, 256) if SPARE.format(n) not in used)
    for name, host in params.hosts.items():
        if host.kind == "ec2" and host.pub is None:
            moved = host.model_copy(update={"pub": spare})
            yield _changed(params, "give-address", {"host": name, "address": spare},
                           hosts=_with(params, name, moved))  # fmt: skip
        if host.kind == "ec2" and not host.nat and f"eni:{name}" in _all_targets(params):
            free = host.model_copy(update={"nat": True})
            yield _changed(
                params, "no-source-check", {"host": name}, hosts=_with(params, name, free)
            )
        if host.kind == "natgw":
            yield from _moves(params, name)


def _all_targets(params: VpcParams) -> set[str]:
    return {target for rows in params.rts.values() for _, target in rows}


def _moves(params: VpcParams, name: str) -> Edits:
    host = params.hosts[name]
    taken = {other.ip for other in params.hosts.values()}
    for subnet, spec in params.subnets.items():
        if subnet != host.subnet and spec.vpc == params.subnets[str(host.subnet)].vpc:
            first = block(spec.cidr).first
            ip = next(written(first + n) for n in range(5, 200) if written(first + n) not in taken)
            moved = host.model_copy(update={"subnet": subnet, "ip": ip})
            yield _changed(params, "move-nat", {"host": name, "subnet": subnet},
                           hosts=_with(params, name, moved))  # fmt: skip


def _with(params: VpcParams, name: str, host: Any) -> dict[str, Any]:
    return {**params.hosts, name: host}


def _connections(params: VpcParams) -> Edits:
    for name, vpc in params.vpcs.items():
        if not vpc.igw:
            vpcs = {**params.vpcs, name: vpc.model_copy(update={"igw": True})}
            yield _changed(params, "attach-igw", {"vpc": name}, vpcs=vpcs)
    names = sorted(params.vpcs)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if (one, other) not in params.peerings and (other, one) not in params.peerings:
                peerings = (*params.peerings, (one, other))
                yield _changed(
                    params, "add-peering", {"vpc": one, "peer": other}, peerings=peerings
                )
