"""A decision of Route 53: who can answer how often, and why each record did or did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb, lcm

from awsstudy.sims.kernel import Event
from awsstudy.sims.panels import Cell, Step
from awsstudy.sims.route53 import events as happened
from awsstudy.sims.route53 import rule_ids as ids
from awsstudy.sims.route53.ranking import Records, Tiers, biased_km, prefix
from awsstudy.sims.route53.world import DEFAULT, Client, Record

Values = str | tuple[str, ...] | None
"""One record, several at once, or no answer."""
Distribution = tuple[tuple[Values, Fraction], ...]

LISTED = 12
"""Of more records than this the combinations of values are too many to list."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided."""

    policy: str
    client: Client
    records: Records
    tiers: Tiers
    chosen: Records
    distribution: Distribution
    shares: Mapping[str, Fraction]
    """How much of the queries gets each record."""


def shares(distribution: Distribution) -> Mapping[str, Fraction]:
    """How much of the queries gets each record that can be in an answer."""
    base = lcm(*(part.denominator for _, part in distribution))
    counts: Counter[str] = Counter()
    for values, part in distribution:
        if values is not None:
            weight = part.numerator * (base // part.denominator)
            for name in (values,) if isinstance(values, str) else values:
                counts[name] += weight
    return {name: Fraction(count, base) for name, count in counts.items()}


def several(ids_: tuple[str, ...], limit: int) -> Distribution:
    """At most so many values at once, every combination alike.

    Where there are too many combinations to list, neighbours in a ring stand for them: then each
    record is in as many answers as before.
    """
    if len(ids_) <= limit:
        return ((ids_, Fraction(1)),)
    if len(ids_) <= LISTED:
        groups = list(combinations(ids_, limit))
    else:
        ring = ids_ + ids_
        groups = [ring[start : start + limit] for start in range(len(ids_))]
    part = Fraction(1, len(groups))
    return tuple((group, part) for group in groups)


def _distance(record: Record, client: Client) -> Cell:
    km = biased_km(record, client)
    return None if km is None else round(float(km), 1)


def _block(record: Record, client: Client) -> Cell:
    size = prefix(record, client)
    return None if size is None else f"/{size}" if size else DEFAULT


_FIGURES: Mapping[str, Callable[[Record, Client], Cell]] = {
    "weighted": lambda record, _: record.w,
    "failover": lambda record, _: record.role,
    "latency": lambda record, client: client.latency.get(record.region or ""),
    "geolocation": lambda record, _: record.loc[-1] if record.loc else None,
    "geoproximity": _distance,
    "ip": _block,
}
_UNITS = {"latency": " ms", "geoproximity": " km"}


def figure(policy: str, record: Record, client: Client) -> Cell:
    """What the policy compares, as a table shows it."""
    find = _FIGURES.get(policy)
    return find(record, client) if find else None


def _text(policy: str, record: Record, client: Client) -> str:
    value = figure(policy, record, client)
    if value is None:
        return "no-figure"
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    return shown + _UNITS.get(policy, "")


Told = tuple[Event, Step | None]
"""An event and the step of the decision it is."""


def told(decision: Decision, healthy: Callable[[Record], bool]) -> Iterator[Told]:
    """The decision as a story, one event a step."""
    rules = (ids.POLICY[decision.policy],)
    count = len(decision.records)
    yield happened.QueryReceived(policy=decision.policy, records=count, rules=rules), None
    if decision.policy == "geoproximity":
        yield from _biases(decision)
    ranked = tuple(record for tier in decision.tiers for record in tier)
    names = {record.id for record in ranked}
    for record in decision.records:
        if record.id not in names:
            yield _rejected(decision, record, ids.absent(decision.policy))
    for record in ranked:
        yield _considered(decision, record, healthy=healthy(record))
    yield from _exceptions(decision, healthy)
    yield from _answers(decision)


def _biases(decision: Decision) -> Iterator[Told]:
    for record in decision.records:
        km = biased_km(record, decision.client)
        if km is not None and record.bias:
            rule = ids.BIAS_UP if record.bias > 0 else ids.BIAS_DOWN
            event = happened.DistanceBiased(
                record=record.id,
                km=decision.client.km[record.id],
                bias=record.bias,
                biased_km=round(float(km), 1),
                rules=(rule,),
            )
            yield event, None


def _rejected(decision: Decision, record: Record, cause: tuple[str, str]) -> Told:
    reason, rule = cause
    shown = _text(decision.policy, record, decision.client)
    event = happened.RecordRejected(record=record.id, figure=shown, reason=reason, rules=(rule,))
    return event, Step(record.id, reason, "bad" if reason == "unhealthy" else "muted", rule)


def _considered(decision: Decision, record: Record, *, healthy: bool) -> Told:
    policy = decision.policy
    if not healthy:
        return _rejected(decision, record, ("unhealthy", ids.unhealthy(policy)))
    if all(record.id != other.id for other in decision.chosen):
        return _rejected(decision, record, ids.LOST[policy])
    if policy == "simple":
        status, rule = "not-looked-at", ids.SIMPLE_UNCHECKED
    elif record.checked:
        status, rule = "healthy", ids.HEALTHY_ANSWERS
    else:
        status, rule = "unchecked", ids.UNCHECKED
    shown = _text(policy, record, decision.client)
    event = happened.RecordPassed(record=record.id, figure=shown, status=status, rules=(rule,))
    return event, Step(record.id, status, "good", rule)


def _exceptions(decision: Decision, healthy: Callable[[Record], bool]) -> Iterator[Told]:
    names = tuple(record.id for record in decision.chosen)
    if names and not any(healthy(record) for record in decision.chosen):
        rule = ids.all_unhealthy(decision.policy)
        step = Step("all-candidates", "assumed", "", rule)
        yield happened.HealthAssumed(records=names, rules=(rule,)), step
    unweighted = decision.policy == "weighted" and not any(r.w for r in decision.chosen)
    if names and unweighted and any(record.w for record in decision.records):
        step = Step("zero-weights", "admitted", "", ids.ZERO_STANDBY)
        yield happened.ZeroWeightsAdmitted(records=names, rules=(ids.ZERO_STANDBY,)), step


def _answers(decision: Decision) -> Iterator[Told]:
    rule = ids.answer(decision.policy, decision.chosen)
    first = decision.distribution[0][0]
    if first is None:
        rule = ids.nothing(decision.policy)
        step = Step("answer", "none", "bad", rule)
        yield happened.NoAnswerGiven(rules=(rule,)), step
    elif isinstance(first, tuple):
        yield _values(decision, len(first), rule)
    else:
        for name, share in decision.distribution:
            answered = happened.RecordAnswered(record=str(name), share=str(share), rules=(rule,))
            yield answered, Step(str(name), "answers", "chosen", rule)


def _values(decision: Decision, count: int, rule: str) -> Told:
    of = len(decision.chosen)
    rules = (rule, ids.RING) if of > max(LISTED, count) else (rule,)
    ways = comb(of, count)
    event = happened.ValuesAnswered(count=count, of=of, ways=ways, rules=rules)
    return event, Step("answer", "several", "chosen", rule)
