"""The checks: questions about one rule of S3, answered step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from awsstudy.sims.kernel import Event, Outcome
from awsstudy.sims.panels import Column, Row, Table
from awsstudy.sims.s3 import classes as ids
from awsstudy.sims.s3 import events as happened
from awsstudy.sims.s3.classes import StorageClass
from awsstudy.sims.s3.facts import DAY, S3Facts
from awsstudy.sims.s3.params import iso

METRICS = (
    "total_usd",
    "standard_usd",
    "saving_usd",
    "storage_usd",
    "request_usd",
    "retrieval_usd",
    "early_delete_usd",
)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "transition": (Column("source"), Column("target"), Column("allowed")),
    "date": (Column("step"), Column("moment")),
    "small": (Column("size", "KB"), Column("moves")),
    "month": (
        Column("storage_class"),
        Column("billed", "GB"),
        Column("storage", "USD"),
        Column("reads", "USD"),
    ),
    "leave": (Column("step"), Column("amount")),
    "restore": (Column("storage_class"), Column("tier"), Column("readable_in")),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One step of a check: what was found, what the table gains, the money that is known now."""

    event: Event
    rows: tuple[Row, ...]
    usd: Mapping[str, Fraction] = field(default_factory=dict)


Answered = tuple[list[Finding], Outcome]


class S3Checks(S3Facts):
    """Every check but the bill."""

    def start_check(self) -> None:
        """Answer the question and schedule the steps to the answer."""
        checks: Mapping[str, Callable[[], Answered]] = {
            "transition": self._transition,
            "date": self._date,
            "small": self._small,
            "month": self._month,
            "leave": self._leave,
            "restore": self._restore,
        }
        self.rows: list[Row] = []
        self.usd: dict[str, Fraction] = dict.fromkeys(METRICS, Fraction(0))
        findings, self.answer = checks[self.params.check]()
        for step, finding in enumerate(findings, 1):
            self.after(step, self._show, finding)

    def _show(self, finding: Finding) -> None:
        self.rows.extend(finding.rows)
        self.usd.update(finding.usd)
        self.emit(finding.event)

    def check_table(self) -> Table:
        """The steps so far."""
        check = self.params.check
        return Table(check, COLUMNS[check], tuple(self.rows))

    def _transition(self) -> Answered:
        edges = [(edge.from_class, edge.to_class) for edge in self.params.candidates]
        if not edges:
            source, target = self.params.from_class, self.params.to_class
            return [self._edge(source, target)], {"allowed": self.allowed(source, target)}
        return [self._edge(*edge) for edge in edges], {
            "allowed": ["-".join(edge) for edge in edges if self.allowed(*edge)],
            "rejected": ["-".join(edge) for edge in edges if not self.allowed(*edge)],
        }

    def _edge(self, source: StorageClass, target: StorageClass) -> Finding:
        allowed = self.allowed(source, target)
        event = happened.EdgeChecked(
            source=source, target=target, allowed=allowed, rules=(ids.waterfall(source),)
        )
        return Finding(event, (Row((source, target, allowed), "good" if allowed else "bad"),))

    def _date(self) -> Answered:
        created, days = self.params.created_at, self.params.after_days
        exact, due = iso(created + days * DAY), iso(self.due(created, days))
        rules = (ids.NEXT_MIDNIGHT,)
        added = happened.DaysAdded(created=iso(created), days=days, exact=exact, rules=rules)
        rounded = happened.DueRounded(due=due, rules=rules)
        return [
            Finding(added, (Row(("created", iso(created))), Row(("exact", exact)))),
            Finding(rounded, (Row(("due", due), "chosen"),)),
        ], {"due": due}

    def _small(self) -> Answered:
        target = self.params.to_class
        findings = [self._size(size, target) for size in self.params.sizes_kb]
        return findings, {"moved": sum(self.moves(size, target) for size in self.params.sizes_kb)}

    def _size(self, size: int, target: StorageClass) -> Finding:
        moves = self.moves(size, target)
        rules = (self.smallest_kb(target)[1],)
        event = happened.SizeChecked(size_kb=size, target=target, moves=moves, rules=rules)
        return Finding(event, (Row((size, moves), "good" if moves else "muted"),))

    def _month(self) -> Answered:
        target = self.params.to_class
        usd = self._month_usd(target)
        even = self.break_even(target)
        findings = [self._stored("STANDARD"), self._stored(target)]
        if self.params.read_gb_per_month or self.params.gets_per_month:
            findings.append(self._reads(target, usd["request_usd"] + usd["retrieval_usd"]))
        if even is not None:
            findings.append(self._even(target, even))
        findings[-1] = replace(findings[-1], usd=usd)
        return findings, {
            **{name: float(amount) for name, amount in usd.items()},
            "break_even_gb": None if even is None else float(even),
            "gb_month_usd": float(self.amount(self.rate_rule(target))),
            "standard_gb_month_usd": float(self.amount(ids.storage_price("STANDARD"))),
            "gb_read_usd": float(self.retrieval(target, Fraction(1))),
        }

    def _month_usd(self, target: StorageClass) -> dict[str, Fraction]:
        gets, gigabytes = self.params.gets_per_month, Fraction(str(self.params.read_gb_per_month))
        storage = self.storage_month(target)
        requests = self.requests(target, gets) if gets else Fraction(0)
        retrieval = self.retrieval(target, gigabytes)
        standard = self.storage_month("STANDARD") + self.requests("STANDARD", gets)
        total = storage + requests + retrieval
        return {
            "total_usd": total,
            "standard_usd": standard,
            "saving_usd": standard - total,
            "storage_usd": storage,
            "request_usd": requests,
            "retrieval_usd": retrieval,
        }

    def _stored(self, storage_class: StorageClass) -> Finding:
        own, standard = self.billed_kb(storage_class)
        billed = float(self.gb(self.params.count * (own + standard)))
        usd = float(self.storage_month(storage_class))
        event = happened.StoragePriced(
            storage_class=storage_class,
            billed_gb=billed,
            usd=usd,
            rules=self.storage_rules(storage_class),
        )
        return Finding(event, (Row((storage_class, billed, usd, None)),))

    def _reads(self, storage_class: StorageClass, usd: Fraction) -> Finding:
        gigabytes = self.params.read_gb_per_month
        event = happened.ReadsPriced(
            storage_class=storage_class,
            gb=gigabytes,
            usd=float(usd),
            rules=self.read_rules(storage_class),
        )
        return Finding(event, (Row(("read", gigabytes, None, float(usd))),))

    def _even(self, storage_class: StorageClass, gigabytes: Fraction) -> Finding:
        rules = (ids.storage_price("STANDARD"), *self.storage_rules(storage_class))
        event = happened.BreakEvenFound(
            storage_class=storage_class,
            gb=float(gigabytes),
            rules=rules + self.read_rules(storage_class)[:1],
        )
        return Finding(event, (Row(("break-even", float(gigabytes), None, None), "chosen"),))

    def _leave(self) -> Answered:
        storage_class, held = self.params.from_class, self.params.held_days
        minimum = int(self.minimum_days(storage_class))
        days = self.charged_days(storage_class, Fraction(held))
        fee = self.leaving_fee(storage_class, days)
        rules = self.leaving_rules(storage_class) if minimum else ()
        measured = happened.StayMeasured(
            storage_class=storage_class, minimum_days=minimum, held_days=held, rules=rules[:1]
        )
        findings = [Finding(measured, (Row(("minimum-days", minimum)), Row(("held-days", held))))]
        if days:
            charged = happened.EarlyDeleteCharged(
                storage_class=storage_class,
                minimum_days=minimum,
                remaining_days=float(days),
                usd=float(fee),
                rules=rules,
            )
            rows = (Row(("charged-days", float(days))), Row(("fee", float(fee)), "chosen"))
            usd = {"early_delete_usd": fee, "total_usd": fee, "saving_usd": -fee}
            findings.append(Finding(charged, rows, usd))
        price = float(self.amount(self.rate_rule(storage_class)))
        return findings, {
            "charged_days": float(days),
            "fee_usd": float(fee),
            "gb_month_usd": price,
        }

    def _restore(self) -> Answered:
        storage_class, tier = self.params.from_class, self.params.tier
        readable_in = self.readable_in(storage_class, tier)
        event = happened.RestoreTimed(
            storage_class=storage_class,
            tier=tier,
            readable_in=readable_in,
            rules=(ids.restore_time(storage_class, tier),),
        )
        row = Row((storage_class, tier, readable_in), "chosen")
        return [Finding(event, (row,))], {"readable_in": readable_in}
