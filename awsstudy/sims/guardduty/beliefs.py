"""What learners believe of GuardDuty, as patches of its rules."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.guardduty import rule_ids as ids
from awsstudy.sims.guardduty.signatures import FindingType
from awsstudy.sims.guardduty.streams import GuardDutyWatch
from awsstudy.sims.guardduty.world import Activity, GuardDutyParams
from awsstudy.sims.kernel import Simulation


class AllInFlowLogs(GuardDutyWatch):
    """Everything is found in the VPC flow logs."""

    def source(self, kind: FindingType) -> str:
        """One log."""
        return "flow-logs"


class AllInDns(GuardDutyWatch):
    """Everything is found in the DNS logs."""

    def source(self, kind: FindingType) -> str:
        """One log."""
        return "dns-logs"


class AllInCloudTrail(GuardDutyWatch):
    """Everything is found in CloudTrail's management events."""

    def source(self, kind: FindingType) -> str:
        """One log."""
        return "cloudtrail"


class AllInDataEvents(GuardDutyWatch):
    """Everything is found in data events."""

    def source(self, kind: FindingType) -> str:
        """One log."""
        return "s3-data-events"


class FamilyForPurpose(GuardDutyWatch):
    """The purpose of a threat is what follows the slash."""

    def purpose(self, kind: FindingType) -> str:
        """The family."""
        return kind.family


class ResolverDoesNotMatter(GuardDutyWatch):
    """DNS queries are seen whichever resolver is used."""

    def sees_dns(self) -> bool:
        """Always."""
        return True


class WatchesEveryRegion(GuardDutyWatch):
    """Enabled once, GuardDuty watches every Region."""

    def seen_in_region(self, activity: Activity) -> bool:
        """Everywhere."""
        return True


class NeedsOwnLogs(GuardDutyWatch):
    """GuardDuty reads the account's own trail and flow logs."""

    def prepared(self, source: str) -> bool:
        """Only if they were set up."""
        if source == "flow-logs":
            return self.detector.own_flow_logs
        return self.detector.own_trail if source == "cloudtrail" else True


class TrustedHidesAll(GuardDutyWatch):
    """The trusted IP list silences every finding."""

    def trusts(self, activity: Activity, source: str) -> bool:
        """Whatever the log."""
        return activity.trusted


class TrustedIsIgnored(GuardDutyWatch):
    """The trusted IP list changes nothing."""

    def trusts(self, activity: Activity, source: str) -> bool:
        """Never."""
        return False


class DataEventsAlways(GuardDutyWatch):
    """Reading of objects is watched even without S3 protection."""

    def sees_s3_data(self) -> bool:
        """Always."""
        return True


class OnePerAttempt(GuardDutyWatch):
    """Every attempt is a finding of its own."""

    def issue(self, activity: Activity, number: int) -> tuple[str, ...]:
        """Each one."""
        return (*super().issue(activity, number), str(number))


class OnePerAttacker(GuardDutyWatch):
    """Every attacking address makes a finding of its own."""

    def issue(self, activity: Activity, number: int) -> tuple[str, ...]:
        """By whom."""
        return (*super().issue(activity, number), str(number % activity.attackers))


class OneForAll(GuardDutyWatch):
    """All of one kind is one finding."""

    def issue(self, activity: Activity, number: int) -> tuple[str, ...]:
        """Whatever the target."""
        return (activity.kind,)


class OnePerHour(GuardDutyWatch):
    """Every hour makes a new finding."""

    def issue(self, activity: Activity, number: int) -> tuple[str, ...]:
        """In which hour."""
        return (*super().issue(activity, number), str(number * activity.every_min // 60))


class AlwaysSixHours(GuardDutyWatch):
    """Later occurrences are sent every 6 hours, whatever is chosen."""

    def later_min(self) -> int:
        """The default."""
        return int(self.rules.number(ids.NOTIFY_LATER))


class AlwaysFiveMinutes(GuardDutyWatch):
    """All notifications go out within 5 minutes."""

    def later_min(self) -> int:
        """As for new findings."""
        return int(self.rules.number(ids.NOTIFY_FIRST))


class OnlyTheFirst(GuardDutyWatch):
    """Only a new finding is announced."""

    def announces_later(self) -> bool:
        """Never again."""
        return False


class EachOccurrence(GuardDutyWatch):
    """Each occurrence is announced."""

    def later_min(self) -> int:
        """At once."""
        return 1


class BlocksWhatItFinds(GuardDutyWatch):
    """GuardDuty stops what it has found."""

    def blocks(self, who: str) -> bool:
        """Once there is a finding about it."""
        return any(finding.who == who for finding in self.record.findings.values())


BELIEFS: Mapping[str, type[Simulation[GuardDutyParams]]] = {
    "all-in-flow-logs": AllInFlowLogs,
    "all-in-dns": AllInDns,
    "all-in-cloudtrail": AllInCloudTrail,
    "all-in-data-events": AllInDataEvents,
    "family-for-purpose": FamilyForPurpose,
    "resolver-does-not-matter": ResolverDoesNotMatter,
    "watches-every-region": WatchesEveryRegion,
    "needs-own-logs": NeedsOwnLogs,
    "trusted-hides-all": TrustedHidesAll,
    "trusted-is-ignored": TrustedIsIgnored,
    "data-events-always": DataEventsAlways,
    "one-per-attempt": OnePerAttempt,
    "one-per-attacker": OnePerAttacker,
    "one-for-all": OneForAll,
    "one-per-hour": OnePerHour,
    "always-six-hours": AlwaysSixHours,
    "always-five-minutes": AlwaysFiveMinutes,
    "only-the-first": OnlyTheFirst,
    "each-occurrence": EachOccurrence,
    "blocks-what-it-finds": BlocksWhatItFinds,
}
