"""The account of the objects: the class they are in, and what is billed for it when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction

from awsstudy.sims.s3 import classes as ids
from awsstudy.sims.s3 import events as happened
from awsstudy.sims.s3.checks import S3Checks
from awsstudy.sims.s3.classes import StorageClass
from awsstudy.sims.s3.facts import DAY
from awsstudy.sims.s3.ledger import ZERO, Bill, Item, Ledger, days_between


class S3Account(S3Checks):
    """Objects that exist from their creation until they are removed, and their bill."""

    storage_class: StorageClass
    entered: datetime
    """When the objects came into their class."""

    def open_account(self) -> None:
        """Begin with nothing billed."""
        self.created = self.params.created_at
        self.ends = self.created + self.params.horizon_days * DAY
        self.ledger, self.settled = Ledger(), self.created
        self.exists = True
        self.month, self.month_rules = Bill(), dict[str, None]()

    def at(self, moment: datetime, work: Callable[[datetime], None]) -> None:
        """Schedule work for a moment, unless the run has ended by then."""
        if moment <= self.ends:
            self.after(max(0.0, (moment - self.created) / DAY - self.now), work, moment)

    def moment(self) -> datetime:
        """The present moment."""
        return self.created + timedelta(days=self.now)

    def _daily(self) -> tuple[Mapping[Item, Fraction], Fraction]:
        """The costs of a day now, and of a day in Standard."""
        gets, gigabytes = self.params.gets_per_month, Fraction(str(self.params.read_gb_per_month))
        month = self.amount(ids.MONTH_DAYS)
        daily: dict[Item, Fraction] = {
            "storage_usd": self.storage_month(self.storage_class) / month
        }
        if gets or gigabytes:
            daily["request_usd"] = self.requests(self.storage_class, gets) / month
            daily["retrieval_usd"] = self.retrieval(self.storage_class, gigabytes) / month
        standard = self.storage_month("STANDARD") + self.requests("STANDARD", gets)
        return daily, standard / month

    def settle(self, moment: datetime) -> None:
        """Bring the account up to date."""
        days = days_between(self.settled, moment)
        self.settled = moment
        if self.exists and days:
            self.ledger.accrue(days, *self._daily())
            rules = [*self.storage_rules(self.storage_class), ids.MONTH_DAYS]
            if self.params.gets_per_month or self.params.read_gb_per_month:
                rules += self.read_rules(self.storage_class)
            self.month_rules.update(dict.fromkeys(rules))

    def charge(self, item: Item, usd: Fraction, standard: Fraction = ZERO) -> None:
        """Bill something at once, and what it would have cost in Standard."""
        self.ledger.charge({item: usd}, standard)

    def charge_leaving(self, moment: datetime) -> None:
        """Bill the days that are missing to the minimum duration of the class."""
        held = days_between(self.entered, moment)
        days = self.charged_days(self.storage_class, held)
        if not days:
            return
        usd = self.leaving_fee(self.storage_class, days)
        self.emit(
            happened.EarlyDeleteCharged(
                storage_class=self.storage_class,
                minimum_days=int(self.minimum_days(self.storage_class)),
                remaining_days=float(days),
                usd=float(usd),
                rules=self.leaving_rules(self.storage_class),
            )
        )
        self.charge("early_delete_usd", usd)

    def bill_month(self, moment: datetime) -> None:
        """Close a month and tell what it came to."""
        self.settle(moment)
        bill = self.ledger.bill()
        part = bill.since(self.month)
        if part.total or part.standard:
            self.emit(
                happened.MonthBilled(
                    month=(moment - timedelta(seconds=1)).strftime("%Y-%m"),
                    storage_class=self.storage_class,
                    storage_usd=float(part.storage),
                    fees_usd=float(part.total - part.storage),
                    total_usd=float(part.total),
                    standard_usd=float(part.standard),
                    rules=tuple(self.month_rules),
                )
            )
        self.month, self.month_rules = bill, {}

    def _unsettled(self) -> Fraction:
        """The days since the account was last brought up to date."""
        return max(ZERO, days_between(self.settled, self.moment())) if self.exists else ZERO

    def ledger_now(self) -> Ledger:
        """The account as it would stand if it were settled now."""
        return self.ledger.after(self._unsettled(), *self._daily())

    def balance(self) -> Mapping[str, Fraction]:
        """Each item so far, their sum, and what staying in Standard would have come to."""
        now = self.ledger_now()
        bill = now.bill()
        sums = {"total_usd": bill.total, "standard_usd": bill.standard}
        saving = {"saving_usd": bill.standard - bill.total}
        return {**{str(item): usd for item, usd in now.items.items()}, **sums, **saving}

    def billed_gb(self, storage_class: StorageClass) -> float:
        """The gigabytes that a class bills for all objects."""
        own, standard = self.billed_kb(storage_class)
        return float(self.gb(self.params.count * (own + standard)))
