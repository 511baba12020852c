"""What the problems about buying EC2 capacity share: prices, offers, and reading of outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import Any, cast

from awsstudy.sims.draw import between
from awsstudy.sims.ec2.purchase import Offer, PurchaseParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Value

_TRIES = 400


def tried(random: Random) -> Iterator[Random]:
    """The same source of chance, as often as a draw is worth trying."""
    for _ in range(_TRIES):
        yield random


def apart(amounts: Sequence[float]) -> bool:
    """Whether no two amounts are within 5 % of each other."""
    return all(20 * abs(a - b) > max(abs(a), abs(b)) for a, b in combinations(amounts, 2))


def outcome(run: Run) -> Mapping[str, Any]:
    """A run's outcome, which is a table in every question of this model."""
    return cast("Mapping[str, Any]", run.outcome)


def draw_prices(random: Random, low: int = 52, high: int = 76) -> tuple[float, float]:
    """An On-Demand price, and one that is ``low`` to ``high`` percent of it, in USD an hour."""
    mills = between(random, 40, 480, 4)
    return mills / 1000, round(mills * between(random, low, high) / 100) / 1000


def own_offer(on_demand: float, hourly: float, **more: float | str) -> Offer:
    """An offer at prices that the question states; by default a one-year Reserved Instance."""
    prices = {"on_demand_usd": on_demand, "hourly_usd": hourly, **more}
    return Offer.model_validate({"machine": "own-prices", **prices})


def price_values(params: PurchaseParams, _run: Run) -> Mapping[str, Value]:
    """The two prices and the discount in percent."""
    offer = params.offer
    discount = 100 * (1 - offer.hourly_usd / offer.on_demand_usd)
    return {"od": offer.on_demand_usd, "ri": offer.hourly_usd, "discount": discount}
