"""Problems about a week's use: how many instances to commit to, and what the week costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between
from awsstudy.sims.ec2.demand import DAY_HOURS, WEEK_HOURS, hours_at_least
from awsstudy.sims.ec2.drawing import (
    apart,
    draw_prices,
    outcome,
    own_offer,
    price_values,
    tried,
)
from awsstudy.sims.ec2.purchase import Offer, PurchaseParams, Usage
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

_WEEKDAYS = 5


def draw_count(random: Random, _rules: RuleBook) -> PurchaseParams:
    """Four levels of demand in a day, and prices; the lowest and the highest can be right."""
    profile: tuple[int, ...] = ()
    on_demand, hourly = 0.1, 0.065
    for chance in tried(random):
        on_demand, hourly = draw_prices(chance)
        profile = _day(chance)
        if profile and _levels_part(profile, hourly / on_demand):
            break
    usage = Usage(profile=profile, weekend_share=100)
    return PurchaseParams(offer=own_offer(on_demand, hourly), usage=usage)


def _day(chance: Random) -> tuple[int, ...]:
    """The hours of a day at four levels; nothing where three take all of it."""
    lengths = [between(chance, 3, 12) for _ in range(3)]
    counts = [between(chance, 2, 5)]
    counts += [counts[-1] + step for step in _sums([between(chance, 2, 6) for _ in range(3)])]
    lengths.append(DAY_HOURS - sum(lengths))
    if lengths[-1] < 1:
        return ()
    return tuple(n for n, hours in zip(counts, lengths, strict=True) for _ in range(hours))


def _sums(steps: Sequence[int]) -> list[int]:
    return [sum(steps[: index + 1]) for index in range(len(steps))]


def _levels_part(profile: Sequence[int], share: float) -> bool:
    """Whether no bound is close to a level's share, and the average is no level."""
    levels = {n: profile.count(n) for n in set(profile)}
    edges = [hours_at_least(levels, n) / DAY_HOURS for n in levels]
    clear = all(abs(edge - bound) > 0.02 for edge in edges for bound in (share, 1 - share, 0.5))
    mean = (2 * sum(profile) + DAY_HOURS) // (2 * DAY_HOURS)
    return clear and mean not in levels


def best_count(_params: PurchaseParams, run: Run) -> Answer:
    """How many instances to commit to."""
    return int(outcome(run)["best_commitment"])


def count_values(params: PurchaseParams, run: Run) -> Mapping[str, Value]:
    """The four levels with their hours, the prices, and the two shares that are compared."""
    profile, best = params.usage.profile, outcome(run)["best_commitment"]
    values: dict[str, Value] = {}
    for index, count in enumerate(sorted(set(profile)), 1):
        values |= {f"n{index}": count, f"h{index}": profile.count(count)}
    above = [count for count in profile if count > best]
    return {
        **values,
        **price_values(params, run),
        "share": run.metrics["break_even_pct"],
        "used_pct": 100 * sum(count >= best for count in profile) / DAY_HOURS,
        "next_pct": 100 * len(above) / DAY_HOURS,
    }


def draw_week(random: Random, _rules: RuleBook) -> PurchaseParams:
    """A base, a peak on weekdays, and a commitment between the two."""
    usage, offer = Usage(), own_offer(0.1, 0.065)
    for chance in tried(random):
        base = between(chance, 1, 6)
        peak = base + between(chance, 3, 9)
        usage = Usage(base=base, peak=peak, peak_hours=between(chance, 6, 12))
        committed = between(chance, base + 1, peak - 1)
        offer = own_offer(*draw_prices(chance), committed=committed)
        if _bills_part(offer, usage):
            break
    return PurchaseParams(offer=offer, usage=usage)


def _bills_part(offer: Offer, usage: Usage) -> bool:
    """Whether the bill and what beliefs make of it are clearly different sums."""
    busy = _WEEKDAYS * usage.peak_hours
    firm = usage.base * WEEK_HOURS + (usage.peak - usage.base) * busy
    paid = offer.committed * WEEK_HOURS
    used = usage.base * (WEEK_HOURS - busy) + offer.committed * busy
    on_demand, hourly = offer.on_demand_usd, offer.hourly_usd
    bills = (
        paid * hourly + (firm - used) * on_demand,
        used * hourly + (firm - used) * on_demand,
        paid * hourly + max(0, firm - paid) * on_demand,
        paid * hourly + firm * on_demand,
        firm * hourly,
    )
    return apart(bills)


def week_usd(_params: PurchaseParams, run: Run) -> Answer:
    """The bill of the week."""
    return float(outcome(run)["week_usd"])


def week_values(params: PurchaseParams, run: Run) -> Mapping[str, Value]:
    """The pattern, the prices, and the two parts of the bill."""
    usage, offer = params.usage, params.offer
    busy = _WEEKDAYS * usage.peak_hours
    above = (usage.peak - offer.committed) * busy
    return {
        **price_values(params, run),
        "base": usage.base,
        "peak": usage.peak,
        "busy": busy,
        "n": offer.committed,
        "over": usage.peak - offer.committed,
        "fee": offer.committed * WEEK_HOURS * offer.hourly_usd,
        "extra": above * offer.on_demand_usd,
    }


QUESTIONS: tuple[Problem[PurchaseParams], ...] = (
    Problem(
        id="best-commitment",
        situation=draw_count,
        answer=best_count,
        values=count_values,
        wrong=(
            "commit-to-peak",
            "commit-to-average",
            "commit-to-minimum",
            "break-even-is-the-discount",
            "break-even-at-half",
        ),
    ),
    Problem(
        id="week-bill",
        situation=draw_week,
        answer=week_usd,
        values=week_values,
        wrong=(
            "idle-is-free",
            "budget-of-hours",
            "machine-of-its-own",
            "discount-for-every-instance",
        ),
    ),
)
