"""Which behaviour makes which finding: a table of signatures in place of AWS's detectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.guardduty import rule_ids as ids

Behaviour = Literal[
    "scans-ports",
    "is-probed",
    "is-brute-forced",
    "talks-to-miner-address",
    "asks-for-miner-name",
    "tunnels-in-dns",
    "asks-for-command-name",
    "talks-to-command-address",
    "asks-for-random-names",
    "asks-for-phishing-name",
    "relays-tor",
    "sends-spam",
    "calls-from-tor",
    "switches-trail-off",
    "weakens-passwords",
    "logs-in-worldwide",
    "calls-from-kali",
    "opens-bucket",
    "stops-access-log",
    "reads-objects-from-tor",
    "reads-objects-from-kali",
    "lists-objects-from-bad-address",
    "load-test",
]

SIGNATURES: Mapping[str, str] = {
    "scans-ports": "recon-ec2-portscan",
    "is-probed": "recon-ec2-portprobeunprotectedport",
    "is-brute-forced": "unauthorizedaccess-ec2-sshbruteforce",
    "talks-to-miner-address": "cryptocurrency-ec2-bitcointool-b",
    "asks-for-miner-name": "cryptocurrency-ec2-bitcointool-b-dns",
    "tunnels-in-dns": "trojan-ec2-dnsdataexfiltration",
    "asks-for-command-name": "backdoor-ec2-c-cactivity-b-dns",
    "talks-to-command-address": "backdoor-ec2-c-cactivity-b",
    "asks-for-random-names": "trojan-ec2-dgadomainrequest-b",
    "asks-for-phishing-name": "trojan-ec2-phishingdomainrequest-dns",
    "relays-tor": "unauthorizedaccess-ec2-torrelay",
    "sends-spam": "backdoor-ec2-spambot",
    "calls-from-tor": "unauthorizedaccess-iamuser-toripcaller",
    "switches-trail-off": "stealth-iamuser-cloudtrailloggingdisabled",
    "weakens-passwords": "stealth-iamuser-passwordpolicychange",
    "logs-in-worldwide": "unauthorizedaccess-iamuser-consoleloginsuccess-b",
    "calls-from-kali": "pentest-iamuser-kalilinux",
    "opens-bucket": "policy-s3-bucketanonymousaccessgranted",
    "stops-access-log": "stealth-s3-serveraccessloggingdisabled",
    "reads-objects-from-tor": "unauthorizedaccess-s3-toripcaller",
    "reads-objects-from-kali": "pentest-s3-kalilinux",
    "lists-objects-from-bad-address": "discovery-s3-maliciousipcaller",
}
"""The finding type of each behaviour; a load test of one's own has none."""
SOURCES = ("flow-logs", "dns-logs", "cloudtrail", "s3-data-events")


@dataclass(frozen=True, slots=True)
class FindingType:
    """A row of the table of finding types."""

    rule: str
    name: str
    """``ThreatPurpose:Resource/Family.Mechanism!Artifact``."""
    severity: str
    """Default severity; ``varies`` where it depends on the circumstances."""
    source: str

    @property
    def purpose(self) -> str:
        """The threat purpose."""
        return self.name.partition(":")[0]

    @property
    def affected(self) -> str:
        """The type of the resource."""
        return self.name.partition(":")[2].partition("/")[0]

    @property
    def family(self) -> str:
        """The threat family, without mechanism and artifact."""
        return self.name.partition("/")[2].partition("!")[0].partition(".")[0]


@lru_cache(maxsize=256)
def _typed(rule: str, value: tuple[str, ...]) -> FindingType:
    return FindingType(rule, *value)


def finding_type(slug: str, rules: RuleBook) -> FindingType:
    """The finding type of that slug.

    Raises:
        TypeError: its row does not hold name, severity and source.
    """
    value = rules[ids.FINDING + slug].value
    if not isinstance(value, tuple | list) or len(value) != 3:
        raise TypeError(f"'{slug}' is no row of name, severity and source")
    return _typed(ids.FINDING + slug, tuple(map(str, value)))
