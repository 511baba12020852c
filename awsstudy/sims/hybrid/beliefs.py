"""What learners believe of the ways to a VPC: each belief is the model with one method changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from awsstudy.sims.hybrid import choosing, routing
from awsstudy.sims.hybrid import rule_ids as ids
from awsstudy.sims.hybrid.choosing import Option, Verdict
from awsstudy.sims.hybrid.connectivity import HybridConnectivity
from awsstudy.sims.hybrid.routing import Links, Loss, Round
from awsstudy.sims.hybrid.world import LEARNT, VPN, HybridParams, Link
from awsstudy.sims.kernel import Simulation

# Which way.


class DirectConnectAlways(HybridConnectivity):
    """Where there is a Direct Connect line, everything takes it."""

    def rounds(self, links: Links) -> tuple[Round, ...]:
        """The line before all else."""
        line = Round("later-kind", ids.VGW_ORDER, lambda link: int(link.kind != "dx"), _kind)
        return (line, *super().rounds(links))


class StaticAlwaysFirst(HybridConnectivity):
    """A static route wins, however short its prefix."""

    def rounds(self, links: Links) -> tuple[Round, ...]:
        """What was entered by hand before all else."""
        by_hand = Round("not-static", ids.STATIC, lambda link: int(not _by_hand(link)), _kind)
        return (by_hand, *super().rounds(links))


class LearntFirst(HybridConnectivity):
    """A route learnt by BGP overrides what was entered by hand."""

    def rounds(self, links: Links) -> tuple[Round, ...]:
        """What was learnt before all else."""
        return (Round("not-learnt", ids.STATIC, lambda link: int(_by_hand(link)), _kind),
                *super().rounds(links))  # fmt: skip


class LongestAlways(HybridConnectivity):
    """The longest prefix wins against the local route as well."""

    def rounds(self, links: Links) -> tuple[Round, ...]:
        """No round for the local route."""
        return tuple(each for each in super().rounds(links) if each.reason != "not-local")


class ShortestPrefix(HybridConnectivity):
    """The route that covers most wins."""

    def rounds(self, links: Links) -> tuple[Round, ...]:
        """The prefixes the other way round."""
        return tuple(
            replace(each, figure=lambda link: -routing.prefix_figure(link))
            if each.reason == "shorter-prefix"
            else each
            for each in super().rounds(links)
        )


class FirstRow(HybridConnectivity):
    """The first matching row of the table decides."""

    def rounds(self, links: Links) -> tuple[Round, ...]:
        """The order of the rows alone."""
        order = {link.id: number for number, link in enumerate(links)}
        return (Round("later-row", ids.LONGEST, lambda link: order[link.id], _kind),)


class DefaultCatchesAll(HybridConnectivity):
    """0.0.0.0/0 stands for all traffic, so it takes all."""

    def rounds(self, links: Links) -> tuple[Round, ...]:
        """The default route before all else."""
        default = Round("later-row", ids.LONGEST, lambda link: int(link.prefix != "0.0.0.0/0"),
                        _kind)  # fmt: skip
        return (default, *super().rounds(links))


class FastestLine(HybridConnectivity):
    """Traffic takes the fastest line."""

    def rounds(self, links: Links) -> tuple[Round, ...]:
        """The bandwidth alone."""
        return (Round("slower", ids.LONGEST, lambda link: -link.mbps, _kind),)


class VpnBeforeLine(HybridConnectivity):
    """For equal prefixes the encrypted VPN goes before the line."""

    def rank(self, link: Link) -> int:
        """VPN first."""
        return 2 if link.kind in VPN else 4 if link.kind == "dx" else super().rank(link)


class BgpBeforeStatic(HybridConnectivity):
    """A VPN with BGP goes before a VPN with static routes."""

    def rank(self, link: Link) -> int:
        """Static routes of a VPN last."""
        return 9 if link.kind == "vpn_static" else super().rank(link)


class OnlyLinesBackUp(HybridConnectivity):
    """A failed line can only be replaced by another line: a VPN does not step in."""

    def candidates(self) -> tuple[Links, list[Loss]]:
        """Without the VPNs where a line exists."""
        links = self._links()
        lines = any(link.kind == "dx" for link in links)
        able = tuple(link for link in links if not (lines and link.kind in VPN))
        return routing.unfit(able, self.params.destination)


class FailedStaysChosen(HybridConnectivity):
    """The chosen path stays chosen even if its link fails."""

    def candidates(self) -> tuple[Links, list[Loss]]:
        """As if every link were up."""
        links = (link.model_copy(update={"up": True}) for link in self._links())
        return routing.unfit(tuple(links), self.params.destination)


# How fast.


class BitsAreBytes(HybridConnectivity):
    """1 Gbps carries a gigabyte a second."""

    def bits(self) -> Fraction:
        """Bytes, taken for bits."""
        return super().bits() / 8

    def flow_bounds(self, link: Link) -> tuple[tuple[str, Fraction], ...]:
        """Bytes a second, taken for bits."""
        return tuple((name, mbps / 8) for name, mbps in super().flow_bounds(link))


class WholeLine(HybridConnectivity):
    """The whole line is mine, whoever else uses it."""

    def free(self, link: Link, part: Fraction) -> Fraction:
        """Nobody else is there."""
        return Fraction(link.mbps)


class ByteHasTenBits(HybridConnectivity):
    """A byte takes ten bits on the line."""

    def bits(self) -> Fraction:
        """Ten for eight."""
        return super().bits() * 10 / 8


class BusyPartIsMine(HybridConnectivity):
    """A line that is used to so many percent gives me that much."""

    def free(self, link: Link, part: Fraction) -> Fraction:
        """The used part."""
        return Fraction(link.mbps * self.params.transfer.busy_pct, 100) or Fraction(link.mbps)


class LineRateForEach(HybridConnectivity):
    """One flow gets the rate of the line, however far it goes."""

    def flow_bounds(self, link: Link) -> tuple[tuple[str, Fraction], ...]:
        """The line alone."""
        return ()


class OneWayDelay(HybridConnectivity):
    """A window is sent each one-way delay, half the round trip."""

    def flow_bounds(self, link: Link) -> tuple[tuple[str, Fraction], ...]:
        """Twice as often."""
        return tuple((name, mbps * 2) for name, mbps in super().flow_bounds(link))


class HandshakeEachWindow(HybridConnectivity):
    """Each window takes two round trips: one to ask, one to send."""

    def flow_bounds(self, link: Link) -> tuple[tuple[str, Fraction], ...]:
        """Half as often."""
        return tuple((name, mbps / 2) for name, mbps in super().flow_bounds(link))


# How many tunnels.


class TunnelsAddUp(HybridConnectivity):
    """All tunnels carry at once, on any gateway and with any routing."""

    def tunnels(self, link: Link) -> int:
        """Both of every connection."""
        return 2 * link.connections


class OneTunnelEach(HybridConnectivity):
    """One tunnel of each connection carries, the other one only waits."""

    def tunnels(self, link: Link) -> int:
        """One of every connection."""
        return link.connections


class OneTunnelEver(HybridConnectivity):
    """Traffic for one network goes through one tunnel, whatever the gateway."""

    def tunnels(self, link: Link) -> int:
        """One."""
        return 1


class PairCarries(HybridConnectivity):
    """The two tunnels of one connection carry together, further connections only wait."""

    def tunnels(self, link: Link) -> int:
        """Two."""
        return 2


class TunnelIsTheLine(HybridConnectivity):
    """A tunnel is as fast as the line below."""

    def tunnel_mbps(self, link: Link) -> int:
        """No bound of its own."""
        return link.mbps


# Which kind.


class LineIsEncrypted(HybridConnectivity):
    """A private line is encrypted."""

    def encrypts(self, link: Link) -> bool:
        """Private is secret."""
        return link.kind == "dx" or super().encrypts(link)

    def missing(self, option: Option) -> tuple[str, str]:
        """A line lacks no encryption."""
        return super().missing(replace(option, encrypted=option.encrypted or option.steady))


class VpnIsSteady(HybridConnectivity):
    """A VPN is a private path with steady speed."""

    def missing(self, option: Option) -> tuple[str, str]:
        """A VPN lacks no steadiness, and is quickly there."""
        return super().missing(replace(option, steady=option.steady or option.vpn))

    def prefer(self, fitting: list[Verdict]) -> Verdict:
        """The VPN alone."""
        return min(fitting, key=lambda verdict: verdict.option.id != "vpn")


class InternetIsEnough(HybridConnectivity):
    """Traffic to AWS over the internet is safe and steady as it is."""

    def missing(self, option: Option) -> tuple[str, str]:
        """The internet lacks nothing."""
        if option.id == "open-internet":
            return "", ids.OPEN
        return super().missing(option)


class LineIsReadyAtOnce(HybridConnectivity):
    """Direct Connect is switched on like any service, and is the better way in any case."""

    def missing(self, option: Option) -> tuple[str, str]:
        """Nothing needs a cable."""
        return super().missing(replace(option, soon=True))

    def prefer(self, fitting: list[Verdict]) -> Verdict:
        """Lines first."""
        return min(fitting, key=lambda verdict: (not verdict.option.steady, verdict.parts))


class LineIsSafeAtOnce(LineIsEncrypted):
    """A bare Direct Connect line is quick to have and encrypted."""

    def missing(self, option: Option) -> tuple[str, str]:
        """Nothing needs a cable, no line needs encryption."""
        return super().missing(replace(option, soon=True))

    def prefer(self, fitting: list[Verdict]) -> Verdict:
        """Lines first."""
        return min(fitting, key=lambda verdict: (not verdict.option.steady, verdict.parts))


class MacsecOnAnyPort(HybridConnectivity):
    """MACsec is the way to encrypt, on any port."""

    def missing(self, option: Option) -> tuple[str, str]:
        """No port is too slow."""
        return super().missing(replace(option, least_gbps=1))

    def prefer(self, fitting: list[Verdict]) -> Verdict:
        """MACsec where encryption is asked for."""
        return _preferred("dx-macsec", fitting) if self.params.needs.encrypted else fitting[0]


class OneTunnelWillDo(HybridConnectivity):
    """One VPN connection over the line encrypts any bandwidth."""

    def parts(self, option: Option) -> int:
        """One connection whatever the bandwidth."""
        return option.lines + (1 if option.vpn else 0)

    def prefer(self, fitting: list[Verdict]) -> Verdict:
        """The VPN over the line where encryption is asked for."""
        return _preferred("dx-vpn", fitting) if self.params.needs.encrypted else fitting[0]


class EncryptAnyway(HybridConnectivity):
    """A line must always be encrypted, asked for or not."""

    def missing(self, option: Option) -> tuple[str, str]:
        """As if encryption were needed."""
        return choosing.missing(option, self.params.needs.model_copy(update={"encrypted": True}))


def _preferred(name: str, fitting: list[Verdict]) -> Verdict:
    return min(fitting, key=lambda verdict: (verdict.option.id != name, verdict.parts))


def _kind(link: Link) -> str:
    return link.kind


def _by_hand(link: Link) -> bool:
    return link.kind not in LEARNT or link.kind == "vpn_static"


WRONG_MODELS: Mapping[str, type[Simulation[HybridParams]]] = {
    "direct-connect-always": DirectConnectAlways,
    "static-always-first": StaticAlwaysFirst,
    "learnt-first": LearntFirst,
    "longest-always": LongestAlways,
    "shortest-prefix": ShortestPrefix,
    "first-row": FirstRow,
    "default-catches-all": DefaultCatchesAll,
    "fastest-line": FastestLine,
    "vpn-before-line": VpnBeforeLine,
    "bgp-before-static": BgpBeforeStatic,
    "only-lines-back-up": OnlyLinesBackUp,
    "failed-stays-chosen": FailedStaysChosen,
    "bits-are-bytes": BitsAreBytes,
    "whole-line": WholeLine,
    "byte-has-ten-bits": ByteHasTenBits,
    "busy-part-is-mine": BusyPartIsMine,
    "line-rate-for-each": LineRateForEach,
    "one-way-delay": OneWayDelay,
    "handshake-each-window": HandshakeEachWindow,
    "tunnels-add-up": TunnelsAddUp,
    "one-tunnel-each": OneTunnelEach,
    "one-tunnel-ever": OneTunnelEver,
    "pair-carries": PairCarries,
    "tunnel-is-the-line": TunnelIsTheLine,
    "line-is-encrypted": LineIsEncrypted,
    "vpn-is-steady": VpnIsSteady,
    "internet-is-enough": InternetIsEnough,
    "line-is-ready-at-once": LineIsReadyAtOnce,
    "line-is-safe-at-once": LineIsSafeAtOnce,
    "macsec-on-any-port": MacsecOnAnyPort,
    "one-tunnel-will-do": OneTunnelWillDo,
    "encrypt-anyway": EncryptAnyway,
}
