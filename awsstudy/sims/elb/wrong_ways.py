"""What learners believe of the way: encryption, listener rules, types and schemes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from awsstudy.sims.elb.abilities import ABILITIES, ENCRYPTED, Hops
from awsstudy.sims.elb.balancing import ElbBalancing
from awsstudy.sims.elb.world import Rule
from awsstudy.sims.kernel import Outcome

EVERYTHING = frozenset[str]().union(*ABILITIES.values())
"""All that any type can do."""


class ListenerCoversAll(ElbBalancing):
    """An encrypted listener settles encryption for the whole way."""

    def way(self) -> Hops:
        """Both hops, with the load balancer's certificate."""
        return replace(
            super().way(), front="encrypted", back="encrypted", certificates="load-balancer"
        )


class CertificateEverywhere(ElbBalancing):
    """Wherever traffic is encrypted, load balancer and targets have the certificate."""

    def way(self) -> Hops:
        """The truth, but for the certificates."""
        return replace(super().way(), certificates="both")


class AlbPassesThrough(ElbBalancing):
    """Encrypted traffic is handed to the targets undecrypted."""

    def way(self) -> Hops:
        """The target decrypts."""
        way = super().way()
        if way.front != "encrypted":
            return way
        return replace(way, front="untouched", back="untouched", certificates="targets")


class AlwaysDecrypted(ElbBalancing):
    """A load balancer reads what it balances, so it decrypts everything."""

    def way(self) -> Hops:
        """Decrypted even behind a TCP listener."""
        way = super().way()
        if way.front != "untouched":
            return way
        return replace(way, front="encrypted", back="plain", certificates="load-balancer")


class AlwaysPlainBehind(ElbBalancing):
    """After the load balancer traffic is always plain."""

    def way(self) -> Hops:
        """Encrypted in front only."""
        way = super().way()
        if way.back != "encrypted":
            return way
        holder = "load-balancer" if self.protocols()[0] in ENCRYPTED else "nobody"
        return replace(way, back="plain", certificates=holder)


class MostSpecificRule(ElbBalancing):
    """The most specific rule wins."""

    def ordered(self) -> Sequence[Rule]:
        """The longest path first."""
        return sorted(self.params.listener.rules, key=lambda rule: -len(rule.path))


class DefaultRuleFirst(ElbBalancing):
    """The default rule comes first."""

    def ordered(self) -> Sequence[Rule]:
        """Nothing else is looked at."""
        return ()


class HighestNumber(ElbBalancing):
    """The rule with the highest number wins."""

    def ordered(self) -> Sequence[Rule]:
        """The other way round."""
        return list(reversed(super().ordered()))


class RulesCombined(ElbBalancing):
    """All rules that match take effect."""

    def find_rule(self) -> Outcome:
        """Every group that a rule names."""
        found = super().find_rule()
        matching = [rule for rule in super().ordered() if not self.unmet(rule)]
        if not isinstance(found, dict) or len(matching) < 2:
            return found
        return {**found, "group": tuple(rule.group for rule in matching)}


class AlbDoesEverything(ElbBalancing):
    """An ALB balances any protocol and has what every other type has."""

    def abilities(self) -> Mapping[str, frozenset[str]]:
        """Everything, and asked first."""
        return {"alb": EVERYTHING}


class NlbDoesEverything(ElbBalancing):
    """An NLB is a faster ALB."""

    def abilities(self) -> Mapping[str, frozenset[str]]:
        """Everything, and asked first."""
        return {"nlb": EVERYTHING}


class GwlbForClients(ElbBalancing):
    """A Gateway Load Balancer is the entry for any traffic."""

    def abilities(self) -> Mapping[str, frozenset[str]]:
        """Everything, and asked first."""
        return {"gwlb": EVERYTHING}


class ClbIsTheStandard(ElbBalancing):
    """The Classic Load Balancer is the simple standard choice."""

    def abilities(self) -> Mapping[str, frozenset[str]]:
        """Everything, and asked first."""
        return {"clb": EVERYTHING}


class HiddenNameProtects(ElbBalancing):
    """A load balancer whose name nobody knows is as good as internal."""

    def scheme(self) -> str:
        """Always with public addresses."""
        return "internet-facing"

    def reaches(self) -> bool:
        """Whoever knows the name gets in."""
        return True


class InternalCanBeOpened(ElbBalancing):
    """A security group rule opens an internal load balancer to the internet."""

    def scheme(self) -> str:
        """Always internal."""
        return "internal"

    def reaches(self) -> bool:
        """The rule lets everyone in."""
        return True
