"""What the rule book says of storage classes, a method a fact.

Each method is a place where learners go astray: the wrong models override one of them.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from fractions import Fraction

from awsstudy.sims.kernel import Simulation
from awsstudy.sims.s3 import classes as ids
from awsstudy.sims.s3.classes import ARCHIVES, StorageClass, Tier
from awsstudy.sims.s3.params import LifecycleParams

DAY = timedelta(days=1)
PER_THOUSAND = Fraction(1, 1000)
FREQUENT = "frequent"


class S3Facts(Simulation[LifecycleParams]):
    """The facts; money and sizes are exact."""

    access_tier = FREQUENT
    """The tier in which Intelligent-Tiering keeps the objects."""

    def amount(self, rule_id: str) -> Fraction:
        """The number of a rule, exactly as it is written."""
        return Fraction(str(self.rules.number(rule_id)))

    def holds(self, rule_id: str) -> bool:
        """Whether there is such a rule on the knowledge date."""
        return rule_id in self.rules

    def amount_or_zero(self, rule_id: str) -> Fraction:
        """The number of a rule, or 0 where the class has no such rule."""
        return self.amount(rule_id) if self.holds(rule_id) else Fraction(0)

    # When and whether objects move

    def due(self, created: datetime, days: int) -> datetime:
        """When an action that waits so many days takes effect: the next midnight UTC after them."""
        reached = created + days * DAY
        return datetime.combine(reached.date(), time.min, reached.tzinfo) + DAY

    def allowed(self, source: StorageClass, target: StorageClass) -> bool:
        """Whether a lifecycle rule can move objects from one class to another."""
        targets = self.rules[ids.waterfall(source)].value
        return isinstance(targets, tuple) and target in targets

    def smallest_kb(self, target: StorageClass) -> tuple[Fraction, str]:
        """The smallest size a transition takes along, and the rule that says so."""
        if self.params.size_filter_kb is not None:
            return Fraction(self.params.size_filter_kb + 1), ids.SIZE_FILTER
        everywhere = self.params.minimum_size == "all_storage_classes_128K"
        if everywhere and self.holds(ids.SMALL_ALL):
            return self.amount(ids.SMALL_ALL), ids.SMALL_ALL
        accepting = self.rules[ids.SMALL_ACCEPTED].value
        if isinstance(accepting, tuple) and target in accepting:
            return Fraction(0), ids.SMALL_ACCEPTED
        return self.amount(ids.SMALL_BY_CLASS), ids.SMALL_BY_CLASS

    def moves(self, size_kb: int, target: StorageClass) -> bool:
        """Whether an object of that size is large enough for a transition."""
        return size_kb >= self.smallest_kb(target)[0]

    # What storage costs

    def gb(self, kilobytes: int | Fraction) -> Fraction:
        """Kilobytes as the gigabytes of a bill."""
        return kilobytes / self.amount(ids.KB_PER_GB)

    def billed_kb(self, storage_class: StorageClass) -> tuple[Fraction, Fraction]:
        """What is billed for one object: kilobytes at the class's rate and at Standard's."""
        size = Fraction(self.params.size_kb)
        if storage_class in ARCHIVES:
            index = self.amount(ids.overhead(storage_class))
            return size + index, self.amount(ids.OVERHEAD_STANDARD)
        return max(size, self.amount_or_zero(ids.minimum_size(storage_class))), Fraction(0)

    def rate_rule(self, storage_class: StorageClass) -> str:
        """The rule of what a GB-month costs now; Intelligent-Tiering has a price a tier."""
        rule = ids.storage_price(storage_class)
        tiered = storage_class == "INTELLIGENT_TIERING" and self.access_tier != FREQUENT
        return f"{rule}.{self.access_tier}" if tiered else rule

    @property
    def monitored(self) -> bool:
        """Whether Intelligent-Tiering watches objects of this size."""
        return self.params.size_kb >= self.amount(ids.MONITORED_SIZE)

    def storage_month(self, storage_class: StorageClass) -> Fraction:
        """What a month of storing all objects costs."""
        own, standard = self.billed_kb(storage_class)
        per_object = own * self.amount(self.rate_rule(storage_class))
        if standard:
            per_object += standard * self.amount(ids.storage_price("STANDARD"))
        usd = self.gb(self.params.count * per_object)
        if storage_class == "INTELLIGENT_TIERING" and self.monitored:
            usd += self.params.count * self.amount(ids.MONITORING_PRICE) * PER_THOUSAND
        return usd

    def storage_rules(self, storage_class: StorageClass) -> tuple[str, ...]:
        """The rules behind the price of storage."""
        rules = [self.rate_rule(storage_class), ids.KB_PER_GB]
        if storage_class == "INTELLIGENT_TIERING":
            rules += [ids.MONITORED_SIZE, ids.MONITORING_PRICE]
        if storage_class in ARCHIVES:
            rules += [ids.overhead(storage_class), ids.OVERHEAD_STANDARD]
            rules += [ids.storage_price("STANDARD")]
        minimum = ids.minimum_size(storage_class)
        if self.params.size_kb < self.amount_or_zero(minimum):
            rules.append(minimum)
        return tuple(rules)

    # What leaving early costs

    def minimum_days(self, storage_class: StorageClass) -> Fraction:
        """The minimum storage duration."""
        return self.amount_or_zero(ids.minimum_days(storage_class))

    def charged_days(self, storage_class: StorageClass, held: Fraction) -> Fraction:
        """The days still charged when objects leave a class: what is missing to the minimum."""
        return max(Fraction(0), self.minimum_days(storage_class) - held)

    def leaving_fee(self, storage_class: StorageClass, days: Fraction) -> Fraction:
        """What so many missing days cost."""
        months = days / self.amount(ids.FEE_MONTH_DAYS)
        kilobytes = self.params.count * self.billed_kb(storage_class)[0]
        return months * self.gb(kilobytes) * self.amount(ids.storage_price(storage_class))

    def leaving_rules(self, storage_class: StorageClass) -> tuple[str, ...]:
        """The rules behind that fee."""
        return (
            ids.minimum_days(storage_class),
            ids.PRORATED,
            ids.FEE_MONTH_DAYS,
            ids.storage_price(storage_class),
        )

    # What reading costs and how long it takes

    def usable_tier(self, storage_class: StorageClass, tier: Tier) -> Tier:
        """The tier a restore takes: Deep Archive has no expedited one."""
        known = self.holds(ids.restore_price(storage_class, tier))
        return tier if known or storage_class not in ARCHIVES else "standard"

    def retrieval(self, storage_class: StorageClass, gigabytes: Fraction) -> Fraction:
        """The retrieval fee of reading that much."""
        tier = self.usable_tier(storage_class, self.params.tier)
        return gigabytes * self.amount_or_zero(ids.retrieval_price(storage_class, tier))

    def requests(self, storage_class: StorageClass, gets: int) -> Fraction:
        """The fee of so many GET requests, and of the restores that must come before them."""
        price = self.amount(ids.get_price(storage_class))
        if storage_class in ARCHIVES:
            tier = self.usable_tier(storage_class, self.params.tier)
            price += self.amount(ids.restore_price(storage_class, tier))
        return gets * price * PER_THOUSAND

    def read_rules(self, storage_class: StorageClass) -> tuple[str, ...]:
        """The rules behind the price of reading."""
        tier = self.usable_tier(storage_class, self.params.tier)
        known = (
            ids.retrieval_price(storage_class, tier),
            ids.restore_price(storage_class, tier),
            ids.get_price(storage_class),
        )
        return tuple(rule for rule in known if self.holds(rule))

    def break_even(self, storage_class: StorageClass) -> Fraction | None:
        """How many GB may be read a month until storing in Standard would cost the same."""
        price = self.retrieval(storage_class, Fraction(1))
        if not price:
            return None
        saved = self.storage_month("STANDARD") - self.storage_month(storage_class)
        return max(Fraction(0), saved) / price

    def readable_in(self, storage_class: StorageClass, tier: Tier) -> str:
        """How long it takes until an object can be read."""
        return str(self.rules[ids.restore_time(storage_class, tier)].value)
