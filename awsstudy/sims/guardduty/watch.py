"""GuardDuty over some hours: log lines, findings, updates, notifications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from awsstudy.sims.guardduty import events as happened
from awsstudy.sims.guardduty import rule_ids as ids
from awsstudy.sims.guardduty.signatures import SIGNATURES, FindingType, finding_type
from awsstudy.sims.guardduty.world import Activity, GuardDutyParams
from awsstudy.sims.kernel import Event, Metric, NearMiss, Outcome, Simulation

Missed = tuple[str, tuple[str, ...], NearMiss | None]
"""Why something is not seen, the rules, and what it would have taken."""


@dataclass(slots=True)
class Finding:
    """One finding and what has become of it."""

    type: FindingType
    who: str
    region: str
    first_min: float
    count: int = 1
    unsent: int = 1
    sent_first: float | None = None
    waiting: bool = False
    """Whether later occurrences are being collected."""


@dataclass(slots=True)
class Line:
    """A line of a log: when, in which, and what became of it."""

    at: float
    source: str
    sign: str


@dataclass(slots=True)
class Record:
    """All that is known so far."""

    findings: dict[tuple[str, ...], Finding] = field(default_factory=dict)
    missed: dict[tuple[str, str], str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    isolated: set[str] = field(default_factory=set)
    reached: dict[str, int] = field(default_factory=dict)
    notifications: int = 0
    updates: int = 0


class Watch(Simulation[GuardDutyParams]):
    """The rules and the run; wrong models believe something else of one of the rules."""

    PARAMS = GuardDutyParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("findings"),
        Metric("updates"),
        Metric("missed"),
        Metric("notifications"),
        Metric("reached"),
        Metric("first_finding_min", "min"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL
    TIME_UNIT: ClassVar[str] = "min"

    def setup(self) -> None:
        """Plan every occurrence of every behaviour."""
        self.detector = self.params.detector
        self.record = Record()
        for activity in self.params.activities:
            for number in range(activity.times):
                at = activity.start_min + number * activity.every_min
                self.after(at, self._occur, activity, number)
        self.after(self.ends, self._close)

    @property
    def ends(self) -> float:
        """When the last behaviour has shown itself and been reported."""
        last = max(
            one.start_min + (one.times - 1) * one.every_min for one in self.params.activities
        )
        return last + self.delay()

    # The rules.

    def delay(self) -> int:
        """From an activity to its finding."""
        return self.params.assumed.delay_min if self.params.assumed.on else 0

    def source(self, kind: FindingType) -> str:
        """The log that gives a behaviour away."""
        return kind.source

    def purpose(self, kind: FindingType) -> str:
        """What the first part of a finding's name says."""
        return kind.purpose

    def seen_in_region(self, activity: Activity) -> bool:
        """Whether GuardDuty is enabled where it happens."""
        return activity.region in self.detector.regions

    def sees_dns(self) -> bool:
        """Whether the instances' DNS queries come by."""
        return self.detector.resolver == "aws"

    def sees_s3_data(self) -> bool:
        """Whether reading and listing of objects is analysed."""
        return self.detector.s3_protection

    def trusts(self, activity: Activity, source: str) -> bool:
        """Whether the trusted IP list keeps a finding away."""
        return activity.trusted and source != "dns-logs"

    def prepared(self, source: str) -> bool:
        """Whether the log is there for GuardDuty: it needs no log of one's own."""
        return True

    def issue(self, activity: Activity, number: int) -> tuple[str, ...]:
        """What makes two occurrences the same finding."""
        return (activity.kind, activity.who, activity.region)

    def later_min(self) -> int:
        """How often later occurrences are sent."""
        return self.detector.later_min

    def announces_later(self) -> bool:
        """Whether later occurrences are announced at all."""
        return True

    def blocks(self, who: str) -> bool:
        """Whether a behaviour can no longer reach its target."""
        return who in self.record.isolated

    def missed(self, activity: Activity, source: str) -> Missed | None:
        """Why an activity is not seen; None where it is."""
        detector = self.detector
        regions = ", ".join(detector.regions)
        checks = (
            (
                not self.seen_in_region(activity),
                "region-off",
                NearMiss(ids.REGIONAL, "region", activity.region, regions),
            ),
            (
                source == "dns-logs" and not self.sees_dns(),
                "other-resolver",
                NearMiss(ids.AWS_RESOLVER, "resolver", "aws", detector.resolver),
            ),
            (
                source == "s3-data-events" and not self.sees_s3_data(),
                "s3-protection-off",
                NearMiss(ids.S3_PROTECTION, "s3-protection", "true", "false"),
            ),
            (
                self.trusts(activity, source),
                "trusted-address",
                NearMiss(ids.TRUSTED, "trusted", "false", "true"),
            ),
            (
                not self.prepared(source),
                "no-log-of-ones-own",
                NearMiss(ids.INDEPENDENT, "own-log", "true", "false"),
            ),
        )
        return next(((why, (near.rule,), near) for failed, why, near in checks if failed), None)

    # The run.

    def _occur(self, activity: Activity, number: int) -> None:
        if self.blocks(activity.who):
            return
        self.record.reached[activity.who] = self.record.reached.get(activity.who, 0) + 1
        slug = SIGNATURES.get(activity.kind)
        if slug is None:
            self._log(activity, "flow-logs", "|")
            self._miss(activity, ("harmless", (ids.HARMLESS,), None))
            return
        kind = finding_type(slug, self.rules)
        source = self.source(kind)
        missed = self.missed(activity, source)
        self._log(activity, source, "x" if missed else "!")
        if missed:
            self._miss(activity, missed)
            return
        if number == 0:
            event = happened.LineLogged(
                who=activity.who,
                behaviour=activity.kind,
                source=source,
                region=activity.region,
                rules=(ids.INDEPENDENT, kind.rule),
            )
            self.emit(event)
        self.after(self.delay(), self._find, activity, number, kind)

    def _log(self, activity: Activity, source: str, sign: str) -> None:
        self.record.lines.append(Line(self.now, source, sign))

    def _miss(self, activity: Activity, missed: Missed) -> None:
        reason, rules, near = missed
        if (activity.who, activity.kind) in self.record.missed:
            return
        self.record.missed[activity.who, activity.kind] = reason
        event = happened.ActivityMissed(
            who=activity.who, behaviour=activity.kind, reason=reason, rules=rules, near=near
        )
        self.emit(event)

    def _modelled(self) -> tuple[str, ...]:
        return (ids.DELAY, ids.SIGNATURE) if self.params.assumed.on else ()

    def _find(self, activity: Activity, number: int, kind: FindingType) -> None:
        key = self.issue(activity, number)
        if key in self.record.findings:
            self._update(self.record.findings[key])
            return
        finding = Finding(kind, activity.who, activity.region, self.now)
        self.record.findings[key] = finding
        event = happened.FindingReported(
            type=kind.name,
            who=activity.who,
            severity=kind.severity,
            source=self.source(kind),
            rules=(kind.rule, ids.NAME, *self._modelled()),
        )
        self.emit(event)
        self.after(self.rules.number(ids.NOTIFY_FIRST), self._notify, finding, ids.NOTIFY_FIRST)

    def _update(self, finding: Finding) -> None:
        finding.count += 1
        finding.unsent += 1
        self.record.updates += 1
        if finding.count == 2:
            event = happened.FindingUpdated(
                type=finding.type.name, who=finding.who, count=2, rules=(ids.AGGREGATION,)
            )
            self.emit(event)
        announced = finding.sent_first is not None and self.announces_later()
        if announced and not finding.waiting:
            finding.waiting = True
            every = self.later_min()
            first = finding.sent_first or 0.0
            due = first + (int((self.now - first) // every) + 1) * every
            self.after(due - self.now, self._notify, finding, ids.NOTIFY_LATER)

    def _notify(self, finding: Finding, rule: str) -> None:
        if finding.sent_first is None:
            finding.sent_first = self.now
        self.record.notifications += 1
        event = happened.NotificationSent(
            type=finding.type.name, who=finding.who, occurrences=finding.unsent, rules=(rule,)
        )
        finding.unsent, finding.waiting = 0, False
        self.emit(event)
        self._react(finding)

    def _react(self, finding: Finding) -> None:
        reaction = self.detector.reaction
        if reaction == "none" or finding.who in self.record.isolated:
            return
        if reaction == "isolate":
            self.record.isolated.add(finding.who)
        event = happened.ReactionStarted(reaction=reaction, who=finding.who, rules=(ids.DETECTS,))
        self.emit(event)

    def _close(self) -> None:
        """Settle after everything that is due at this moment."""
        self.after(0, self._settle)

    def _settle(self) -> None:
        for finding in self.record.findings.values():
            if finding.count > 1 and finding.who not in self.record.isolated:
                event = happened.NothingBlocked(
                    who=finding.who,
                    reached=self.record.reached[finding.who],
                    rules=(ids.DETECTS,),
                )
                self.emit(event)

    # What can be read off.

    def measure(self) -> Mapping[str, float]:
        """Findings, updates, what was missed, notifications."""
        record = self.record
        firsts = [finding.first_min for finding in record.findings.values()]
        return {
            "findings": len(record.findings),
            "updates": record.updates,
            "missed": len(record.missed),
            "notifications": record.notifications,
            "reached": sum(record.reached.values()),
            "first_finding_min": min(firsts, default=0.0),
        }

    def unwatched(self) -> frozenset[str]:
        """Before there is a finding there is no first one."""
        return frozenset() if self.record.findings else frozenset({"first_finding_min"})

    def outcome(self) -> Outcome:
        """Findings in order, what was missed and why."""
        found = list(self.record.findings.values())
        return {
            "findings": [
                {
                    "type": one.type.name,
                    "purpose": self.purpose(one.type),
                    "affected": one.type.affected,
                    "who": one.who,
                    "region": one.region,
                    "severity": one.type.severity,
                    "source": self.source(one.type),
                    "count": one.count,
                }
                for one in found
            ],
            "missed": [
                {"who": who, "behaviour": kind, "reason": reason}
                for (who, kind), reason in self.record.missed.items()
            ],
            "count": len(found),
            "notifications": self.record.notifications,
            "reached": sum(self.record.reached.values()),
        }
