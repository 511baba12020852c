"""A run as plain rows, one an event, for checkers that know nothing of the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from awsstudy.sims.autoscaling import events as happened
from awsstudy.sims.autoscaling.fleet import initial_fleet
from awsstudy.sims.autoscaling.params import AutoScalingParams
from awsstudy.sims.kernel import Event

Row = Mapping[str, object]


def journal(params: AutoScalingParams, events: Iterable[Event]) -> Iterator[Row]:
    """The rows of a run: the settings first, then what happened, in seconds.

    What happened before the story began has negative times.
    """
    group = params.group
    yield {
        "ev": "config",
        "min": group.min,
        "max": group.max,
        "azs": list(group.azs),
        "cooldown": group.cooldown_s,
        "warmup": params.warmup_s,
        "grace": group.grace_s,
        "policy": params.policy.kind,
        "termination": list(group.termination),
        "maxMargin": True,
    }
    yield from _past(params)
    for event in events:
        if row := _row(event, params):
            yield row


def _past(params: AutoScalingParams) -> Iterator[Row]:
    """How the first instances came to be."""
    fleet = initial_fleet(params)
    rows: list[Row] = []
    for one in fleet:
        rows.append(_launch(one.launched, one.id, one.az, one.template))
        if one.in_service_at <= 0:
            rows.append({"t": _time(one.in_service_at), "ev": "inservice", "id": one.id})
            if one.warm_at <= 0:
                rows.append({"t": _time(one.warm_at), "ev": "warm", "id": one.id})
    first = min((one.launched for one in fleet), default=0.0)
    started = {"from": 0, "to": params.group.desired, "cause": "manual"}
    if fleet:
        yield {"t": _time(first), "ev": "desired", **started}
    yield from sorted(rows, key=lambda row: float(str(row["t"])))


def _launch(at: float, name: str, zone: str, template: int) -> Row:
    return {"t": _time(at), "ev": "launch", "id": name, "az": zone, "template": template}


def _time(at: float) -> float:
    return int(at) if at == int(at) else at


def _row(event: Event, params: AutoScalingParams) -> Row | None:
    row = _of_fleet(event) or _of_group(event, params)
    if row is None:
        return None
    return row if "t" in row or row["ev"] == "config" else {"t": _time(event.at), **row}


NAMED: Mapping[type[Event], str] = {
    happened.InstanceEntered: "inservice",
    happened.InstanceWarmed: "warm",
    happened.InstanceCondemned: "unhealthy",
}
"""Events that only say which instance they are about."""


def _of_fleet(event: Event) -> Row | None:
    match event:
        case happened.InstanceLaunched(instance=name, az=zone, template=template, at=at):
            return _launch(at, name, zone, template)
        case happened.InstanceTerminated(instance=name, cause=cause):
            return {"ev": "terminate", "id": name, "cause": cause}
    kind = NAMED.get(type(event))
    return {"ev": kind, "id": getattr(event, "instance", "")} if kind else None


def _of_group(event: Event, params: AutoScalingParams) -> Row | None:
    match event:
        case happened.DesiredChanged(before=before, after=after, cause=cause):
            return {"ev": "desired", "from": before, "to": after, "cause": cause}
        case happened.ZoneFailed(az=zone):
            return {"ev": "az_down", "az": zone}
        case happened.ZoneRecovered(az=zone):
            return {"ev": "az_up", "az": zone}
        case happened.LimitsChanged(min=low, max=high, at=at):
            settings = dict(next(iter(journal(params, ()))))
            return {**settings, "t": _time(at), "min": low, "max": high}
    return None
