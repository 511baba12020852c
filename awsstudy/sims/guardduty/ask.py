"""Problems about GuardDuty: sources, names, blind spots, findings, notifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, cast

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.guardduty.signatures import SIGNATURES, Behaviour, finding_type
from awsstudy.sims.guardduty.world import (
    Activity,
    Assumed,
    Detector,
    GuardDutyParams,
)
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

DOCUMENTED_ONLY = Assumed(on=False)
BEHAVIOURS = cast("tuple[Behaviour, ...]", tuple(SIGNATURES))
FLOWS: tuple[Behaviour, ...] = (
    "scans-ports",
    "talks-to-miner-address",
    "talks-to-command-address",
    "relays-tor",
    "sends-spam",
)
NAMES: tuple[Behaviour, ...] = (
    "asks-for-miner-name",
    "tunnels-in-dns",
    "asks-for-command-name",
    "asks-for-phishing-name",
)
OBJECTS: tuple[Behaviour, ...] = (
    "reads-objects-from-tor",
    "reads-objects-from-kali",
    "lists-objects-from-bad-address",
)


def outcome(run: Run) -> Mapping[str, Any]:
    """What the run came to."""
    return cast("Mapping[str, Any]", run.outcome)


def found(run: Run) -> Sequence[Mapping[str, Any]]:
    """The findings."""
    return cast("Sequence[Mapping[str, Any]]", outcome(run)["findings"])


# One behaviour: where it shows, how it is named.


def draw_behaviour(random: Random, _rules: RuleBook) -> GuardDutyParams:
    """One behaviour that GuardDuty sees."""
    activity = Activity(kind=pick(random, BEHAVIOURS))
    return GuardDutyParams(activities=(activity,), assumed=DOCUMENTED_ONLY)


def source(_params: GuardDutyParams, run: Run) -> Answer:
    """Where it shows."""
    return str(found(run)[0]["source"])


def parts(_params: GuardDutyParams, run: Run) -> Answer:
    """Purpose, resource and source."""
    first = found(run)[0]
    return (str(first["purpose"]), str(first["affected"]), str(first["source"]))


def behaviour_values(params: GuardDutyParams, run: Run) -> Mapping[str, Value]:
    """The behaviour and the name of its finding."""
    first = found(run)[0]
    return {
        "behaviour": params.activities[0].kind,
        "name": first["type"],
        "purpose": first["purpose"],
        "affected": first["affected"],
        "source": first["source"],
        "case": f"shows-{first['source']}",
    }


def draw_name(random: Random, rules: RuleBook) -> GuardDutyParams:
    """A finding of an instance, half of the time one with an artifact in its name."""
    kinds = [kind for kind in BEHAVIOURS if finding_type(SIGNATURES[kind], rules).affected == "EC2"]
    marked = [kind for kind in kinds if "!" in finding_type(SIGNATURES[kind], rules).name]
    kind = pick(random, marked if random.random() < 0.5 else kinds)
    return GuardDutyParams(activities=(Activity(kind=kind),), assumed=DOCUMENTED_ONLY)


# Blind spots.


def draw_seen(random: Random, _rules: RuleBook) -> GuardDutyParams:
    """Four behaviours: traffic, a name, objects, and traffic in a Region that is not watched."""
    dns_off, data_off = pick(random, ((True, False), (False, True), (False, True), (True, True)))
    trusted = random.random() < 0.3
    flows = shuffled(random, FLOWS)
    activities = (
        Activity(kind=flows[0], who="web1", trusted=trusted),
        Activity(kind=pick(random, NAMES), who="web2", trusted=not dns_off),
        Activity(kind=pick(random, OBJECTS), who="photos"),
        Activity(kind=flows[1], who="web3", region="tokyo"),
    )
    return GuardDutyParams(
        detector=Detector(
            regions=("seoul",),
            resolver="third_party" if dns_off else "aws",
            s3_protection=not data_off,
        ),
        activities=shuffled(random, activities),
        assumed=DOCUMENTED_ONLY,
    )


def seen(params: GuardDutyParams, run: Run) -> Answer:
    """Who gets a finding."""
    names = {one["who"] for one in found(run)}
    return tuple(one.who for one in params.activities if one.who in names) or None


def seen_values(params: GuardDutyParams, _run: Run) -> Mapping[str, Value]:
    """The settings and the four behaviours."""
    detector = params.detector
    told: dict[str, Value] = {
        "resolver": f"resolver-{detector.resolver}",
        "s3": "s3-on" if detector.s3_protection else "s3-off",
        "case": f"because-{detector.resolver}-{'on' if detector.s3_protection else 'off'}",
    }
    for number, one in enumerate(params.activities, start=1):
        told[f"n{number}"] = one.who
        told[f"b{number}"] = one.kind
        told[f"r{number}"] = f"{one.region}-trusted" if one.trusted else one.region
    return told


# Findings and notifications.


def draw_attempts(random: Random, _rules: RuleBook) -> GuardDutyParams:
    """SSH brute force against some instances for some hours, from several addresses in turn."""
    hosts, attackers, hours = shuffled(random, (2, 3, 4, 5, 6, 7))[:3]
    times = hours * 6
    activities = tuple(
        Activity(
            kind="is-brute-forced", who=f"web{n}", times=times, every_min=10, attackers=attackers
        )
        for n in range(1, hosts + 1)
    )
    return GuardDutyParams(activities=activities, assumed=DOCUMENTED_ONLY)


def finding_count(_params: GuardDutyParams, run: Run) -> Answer:
    """How many."""
    return int(outcome(run)["count"])


def attempts_values(params: GuardDutyParams, _run: Run) -> Mapping[str, Value]:
    """Instances, attackers, attempts, hours."""
    first = params.activities[0]
    hosts = len(params.activities)
    return {
        "hosts": hosts,
        "attackers": first.attackers,
        "hours": first.times * first.every_min // 60,
        "times": first.times,
        "total": hosts * first.times,
    }


def draw_notified(random: Random, _rules: RuleBook) -> GuardDutyParams:
    """One activity that goes on for some hours after the first notification."""
    hours, every = pick(random, (6, 12)), between(random, 3, 4)
    activity = Activity(
        kind="is-brute-forced", times=(hours * 60 + 4) // every + 1, every_min=every
    )
    later = pick(random, (15, 60, 360))
    return GuardDutyParams(
        detector=Detector.model_validate({"later_min": later}),
        activities=(activity,),
        assumed=DOCUMENTED_ONLY,
    )


def notified(_params: GuardDutyParams, run: Run) -> Answer:
    """How many notifications follow the first."""
    return int(outcome(run)["notifications"]) - 1


def notified_values(params: GuardDutyParams, run: Run) -> Mapping[str, Value]:
    """Hours, frequency, occurrences."""
    activity, later = params.activities[0], params.detector.later_min
    return {
        "hours": (activity.times - 1) * activity.every_min // 60,
        "every": activity.every_min,
        "frequency": f"every-{later}",
        "later": later,
        "count": int(outcome(run)["reached"]),
    }


PROBLEMS: tuple[Problem[GuardDutyParams], ...] = (
    Problem(
        id="which-source",
        situation=draw_behaviour,
        answer=source,
        values=behaviour_values,
        wrong=("all-in-flow-logs", "all-in-dns", "all-in-cloudtrail", "all-in-data-events"),
    ),
    Problem(
        id="read-the-name",
        situation=draw_name,
        answer=parts,
        values=behaviour_values,
        wrong=("family-for-purpose", "all-in-flow-logs", "all-in-dns", "all-in-cloudtrail"),
    ),
    Problem(
        id="who-is-seen",
        situation=draw_seen,
        answer=seen,
        values=seen_values,
        wrong=(
            "resolver-does-not-matter",
            "watches-every-region",
            "needs-own-logs",
            "data-events-always",
            "trusted-is-ignored",
            "trusted-hides-all",
        ),
    ),
    Problem(
        id="finding-count",
        situation=draw_attempts,
        answer=finding_count,
        values=attempts_values,
        wrong=("one-per-attempt", "one-per-attacker", "one-for-all", "one-per-hour"),
    ),
    Problem(
        id="notification-count",
        situation=draw_notified,
        answer=notified,
        values=notified_values,
        wrong=("always-six-hours", "always-five-minutes", "only-the-first", "each-occurrence"),
    ),
)
