"""Amazon S3 Lifecycle: where objects move, when, and whether the bill gets smaller.

The facts of the classes stand in ``sims.s3.facts``, questions about single facts in
``sims.s3.checks``, the account in ``sims.s3.account``; this is what a rule leads to over time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar, cast

from awsstudy.sims.kernel import Metric, Outcome, Simulation
from awsstudy.sims.panels import Panel
from awsstudy.sims.problems import Problem
from awsstudy.sims.s3 import classes as ids
from awsstudy.sims.s3 import events as happened
from awsstudy.sims.s3.account import S3Account
from awsstudy.sims.s3.beliefs import BELIEFS
from awsstudy.sims.s3.bill_panels import classes_table, cost_chart, stay_timeline
from awsstudy.sims.s3.checks import METRICS
from awsstudy.sims.s3.classes import CLASSES, INFREQUENT, StorageClass, Target
from awsstudy.sims.s3.configuration import rejection
from awsstudy.sims.s3.facts import DAY, FREQUENT, PER_THOUSAND, S3Facts
from awsstudy.sims.s3.params import LifecycleParams, iso
from awsstudy.sims.s3.questions import QUESTIONS


class S3Lifecycle(S3Account):
    """Equal objects, the lifecycle rule that applies to them, and their bill."""

    PARAMS = LifecycleParams
    METRICS: ClassVar = tuple(Metric(name, "USD") for name in METRICS)
    EVENTS: ClassVar = happened.ALL
    TIME_UNIT: ClassVar = "d"

    @property
    def time_unit(self) -> str:
        """Days of the bill; the other checks only count their steps."""
        return self.TIME_UNIT if self.params.check == "bill" else ""

    def setup(self) -> None:
        """Open the bill, or answer the question."""
        if self.params.check == "bill":
            self._open()
        else:
            self.start_check()

    def _open(self) -> None:
        self.open_account()
        self._enter("STANDARD", self.created)
        self._plan_months()
        if self.params.delete_at_day is not None:
            self.at(self.created + self.params.delete_at_day * DAY, self._delete)
        refused = rejection(self)
        if refused is None:
            self._plan_rule()
        else:
            self.after(0, self.emit, refused)
        self.at(self.ends, self._close)

    # What the rule plans

    def _plan_months(self) -> None:
        first = self.created
        while first <= self.ends:
            following = first.replace(day=1) + 32 * DAY
            first = datetime(following.year, following.month, 1, tzinfo=UTC)
            self.at(first, self.bill_month)

    def _plan_rule(self) -> None:
        filtered = self.params.size_filter_kb is not None and not self.moves(
            self.params.size_kb, "DEEP_ARCHIVE"
        )
        due: dict[datetime, list[Target]] = {}
        for step in self.params.transitions:
            due.setdefault(self.due(self.created, step.days), []).append(step.to)
        if self.params.expiration_days is not None and not filtered:
            moment = self.due(self.created, self.params.expiration_days)
            first = (ids.DELETE_FIRST,) if moment in due else ()
            self.at(moment, partial(self._expire, first))
        for moment, targets in due.items():
            self.at(moment, partial(self._transition_due, tuple(targets)))

    # What happens

    def _transition_due(self, targets: tuple[Target, ...], moment: datetime) -> None:
        if not self.exists:
            return
        coldest = max(targets, key=CLASSES.index)
        for target in sorted(set(targets), key=CLASSES.index):
            event = happened.BecameEligible(
                target=target, due=iso(moment), rules=(ids.NEXT_MIDNIGHT,)
            )
            self.emit(event)
            if target != coldest:
                self._block(target, "cheaper", ids.CHEAPEST_WINS)
        self._transition_to(coldest, moment)

    def _transition_to(self, target: Target, moment: datetime) -> None:
        smallest = self.smallest_kb(target)[1]
        if target == self.storage_class:
            return
        if not self.allowed(self.storage_class, target):
            self._block(target, "upward", ids.waterfall(self.storage_class))
        elif not self.moves(self.params.size_kb, target):
            self._block(
                target, "filtered-out" if smallest == ids.SIZE_FILTER else "too-small", smallest
            )
        else:
            self._move(target, moment)

    def _block(self, target: Target, reason: str, rule: str) -> None:
        event = happened.Blocked(
            source=self.storage_class, target=target, reason=reason, rules=(rule,)
        )
        self.emit(event)

    def _move(self, target: Target, moment: datetime) -> None:
        source = self.storage_class
        self.settle(moment)
        self.charge_leaving(moment)
        price = self.amount(ids.transition_price(target))
        usd = self.params.count * price * PER_THOUSAND
        rules = [ids.waterfall(source), ids.REQUEST_PER_OBJECT, ids.transition_price(target)]
        if target in INFREQUENT and self.holds(ids.IA_ANY_DAY):
            rules.append(ids.IA_ANY_DAY)
        if target != "INTELLIGENT_TIERING":
            rules.append(ids.BILLED_WHEN_DUE)
        self.emit(
            happened.Transitioned(
                source=source,
                target=target,
                objects=self.params.count,
                usd=float(usd),
                rules=tuple(rules),
            )
        )
        self.charge("request_usd", usd)
        self._enter(target, moment)

    def _enter(self, storage_class: StorageClass, moment: datetime) -> None:
        self.storage_class, self.entered, self.access_tier = storage_class, moment, FREQUENT
        self.ledger.enter(storage_class)
        if storage_class == "INTELLIGENT_TIERING":
            self._watch(moment)

    def _watch(self, moment: datetime) -> None:
        read = self.params.gets_per_month or self.params.read_gb_per_month
        self.accessed = moment
        if self.monitored and not read:
            for tier, rule in ids.TIER_DAYS.items():
                after = int(self.amount(rule))
                self.at(moment + after * DAY, partial(self._cool, tier, rule, moment))

    def _cool(self, tier: str, rule: str, accessed: datetime, moment: datetime) -> None:
        here = self.exists and self.storage_class == "INTELLIGENT_TIERING"
        if here and self.accessed == accessed:
            self.settle(moment)
            self.access_tier = tier
            self.emit(happened.TierMoved(tier=tier, rules=(rule,)))

    def _expire(self, first: tuple[str, ...], moment: datetime) -> None:
        rules = (ids.NEXT_MIDNIGHT, *first, ids.BILLED_WHEN_DUE)
        self._remove(happened.Expired(storage_class=self.storage_class, rules=rules), moment)

    def _delete(self, moment: datetime) -> None:
        self._remove(
            happened.Deleted(storage_class=self.storage_class, rules=(ids.PRORATED,)), moment
        )

    def _remove(self, event: happened.Expired | happened.Deleted, moment: datetime) -> None:
        if self.exists:
            self.settle(moment)
            self.exists = False
            self.emit(event)
            self.charge_leaving(moment)
            self._close(moment)

    def _close(self, moment: datetime) -> None:
        self.bill_month(moment)
        self._agenda.clear()

    # What can be seen and done

    def measure(self) -> Mapping[str, float]:
        """The bill so far, against the bill of staying in Standard."""
        if self.params.check != "bill":
            return {name: float(usd) for name, usd in self.usd.items()}
        amounts = self.balance()
        return {name: float(amounts[name]) for name in METRICS}

    def outcome(self) -> Outcome:
        """The answer, or the bill and the class the objects ended in."""
        if self.params.check != "bill":
            return self.answer
        ended = self.storage_class if self.exists else "deleted"
        return {"storage_class": ended, **self.measure()}

    def panels(self) -> tuple[Panel, ...]:
        """The classes with their cost, the days in each, the curves of cost; or the check."""
        if self.params.check != "bill":
            return (self.check_table(),)
        now = self.ledger_now()
        horizon = float(self.params.horizon_days)
        return (
            classes_table(now, self.billed_gb, current=self.exists),
            stay_timeline(now, horizon, current=self.exists),
            cost_chart(now),
        )

    def actions(self) -> tuple[str, ...]:
        """While the objects exist they can be read or deleted."""
        if self.params.check != "bill" or not self.exists or self.moment() >= self.ends:
            return ()
        return ("read", "delete")

    def act(self, action: str) -> None:
        """Read everything once, or delete everything."""
        moment = self.moment()
        if action == "delete":
            self._delete(moment)
        else:
            self._read(moment)

    def _read(self, moment: datetime) -> None:
        self.settle(moment)
        gigabytes = self.gb(self.params.count * self.params.size_kb)
        storage_class = self.storage_class
        requests = self.requests(storage_class, self.params.count)
        retrieval = self.retrieval(storage_class, gigabytes)
        tier = self.usable_tier(storage_class, self.params.tier)
        restored = ids.restore_time(storage_class, tier)
        self.emit(
            happened.ReadCharged(
                storage_class=storage_class,
                gb=float(gigabytes),
                usd=float(requests + retrieval),
                readable_in=self.readable_in(storage_class, tier),
                rules=(restored, *self.read_rules(storage_class)),
            )
        )
        self.charge("request_usd", requests, self.requests("STANDARD", self.params.count))
        self.charge("retrieval_usd", retrieval)
        if storage_class == "INTELLIGENT_TIERING":
            self.access_tier = FREQUENT
            self._watch(moment)


def _believing(belief: type[S3Facts]) -> type[S3Lifecycle]:
    """The simulation with one belief in place of a fact."""
    members = {"__doc__": belief.__doc__, "__module__": belief.__module__}
    return cast(type[S3Lifecycle], type(belief.__name__, (belief, S3Lifecycle), members))


MODEL = S3Lifecycle
WRONG_MODELS: Mapping[str, type[Simulation[LifecycleParams]]] = {
    name: _believing(belief) for name, belief in BELIEFS.items()
}
PROBLEMS: tuple[Problem[LifecycleParams], ...] = QUESTIONS
