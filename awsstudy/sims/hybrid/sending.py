"""A transfer over the chosen links: it starts, speeds up and slows down, moves over, finishes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from awsstudy.sims.hybrid import events as happened
from awsstudy.sims.hybrid import rule_ids as ids
from awsstudy.sims.hybrid.carrying import MEGA, Rate
from awsstudy.sims.hybrid.world import Link
from awsstudy.sims.kernel import NearMiss
from awsstudy.sims.panels import Span

if TYPE_CHECKING:
    from awsstudy.sims.hybrid.connectivity import HybridConnectivity

GIGABIT = 8 * 1000 * MEGA
"""Bits of a gigabyte."""
CHANGES = 24
"""How often an unsteady line changes while the data flows."""
LIMIT_RULES = {
    "line": ids.LINE,
    "tunnels": ids.TUNNELS,
    "window": ids.WINDOW,
    "loss": ids.LOSS,
}


class Sending:
    """What is under way."""

    def __init__(self, host: HybridConnectivity) -> None:
        self.host = host
        self.links: tuple[Link, ...] = ()
        """Over which data flows now."""
        self.rates: tuple[Rate, ...] = ()
        self.sent = Fraction(0)
        """Bits that have arrived."""
        self.clear_gb = 0.0
        self.done = False
        self.finish_h = 0.0
        """When it ended, or would end if all stayed as it is; 0 where nothing flows."""
        self.spans: dict[str, list[Span]] = {}
        self._exact = Fraction(0)
        self._since = 0.0
        self._wave = 0
        self._parts: dict[str, Fraction] = {}
        self._quarter = 0

    @property
    def mbps(self) -> Fraction:
        """What all links carry together."""
        return sum((rate.mbps for rate in self.rates), Fraction(0))

    @property
    def per_flow(self) -> Fraction:
        """What each flow gets on average."""
        return self.mbps / self.host.params.transfer.flows

    @property
    def limit(self) -> str:
        """What bounds the first link; empty where nothing flows."""
        return self.rates[0].limit if self.rates else ""

    def follow(self, links: tuple[Link, ...]) -> None:
        """Data now flows over these links; nothing changes where they are the same."""
        if self.done or (links and links == self.links):
            return
        self._settle()
        self.links = links
        self._measure()
        if not links:
            self._wave += 1  # what was foreseen for the links that are gone no longer comes
            self.finish_h = 0.0
            return
        self._foresee()
        self._tell_start()
        self._schedule()

    def _measure(self) -> None:
        count = len(self.links)
        flows = self.host.params.transfer.flows
        self.rates = tuple(
            self.host.rate(link, share, self._parts.get(link.id, Fraction(1)))
            for number, link in enumerate(self.links)
            if (share := (flows + count - 1 - number) // count)
        )

    def _foresee(self) -> None:
        left = self.host.bits() - self.sent
        self._exact = left / (self.mbps * MEGA) / 3600
        self.finish_h = self.host.now + float(self._exact)

    def _tell_start(self) -> None:
        rules = [LIMIT_RULES[self.limit], ids.VOLUME]
        if self.limit == "tunnels":
            link, vgw = self.links[0], self.host.params.gateway == "vgw"
            one = self.host.tunnels(link) == 1
            rules.append(ids.LARGE if link.large and not vgw else ids.STANDARD)
            rules.append(ids.ONE_TUNNEL if one else ids.ECMP)
        started = happened.TransferStarted(
            mbps=round(float(self.mbps), 1),
            limit=self.limit,
            hours=round(float(self._exact), 1),
            rules=tuple(rules),
        )
        self.host.emit(started)
        for link in self.links:
            self._tell_cipher(link)

    def _tell_cipher(self, link: Link) -> None:
        cipher = self.cipher(link)
        rule = ids.MACSEC if cipher == "macsec" else ids.CIPHER[link.kind]
        near = None
        if link.macsec and cipher == "clear" and link.kind == "dx":
            rule = ids.MACSEC_PORTS
            near = NearMiss(link.id, "line-rate", "10000", str(link.mbps))
        self.host.emit(happened.CipherSeen(route=link.id, cipher=cipher, rules=(rule,), near=near))

    def cipher(self, link: Link) -> str:
        """How a link encrypts: ``ipsec``, ``macsec`` or ``clear``."""
        if not self.host.encrypts(link):
            return "clear"
        return "macsec" if link.kind == "dx" else "ipsec"

    def _settle(self) -> None:
        """Count what has arrived since the last change."""
        hours = Fraction(self.host.now - self._since)
        for link, rate in zip(self.links, self.rates, strict=False):
            bits = min(rate.mbps * MEGA * 3600 * hours, self.host.bits() - self.sent)
            self.sent += bits
            clear = not self.host.encrypts(link)
            self.clear_gb += float(bits / GIGABIT) if clear else 0.0
            if hours:
                state = self.cipher(link)
                mark = "bad" if clear else "good"
                span = Span(self._since, self.host.now, state, mark)  # type: ignore[arg-type]
                self.spans.setdefault(link.id, []).append(span)
        self._since = self.host.now

    def _schedule(self) -> None:
        self._wave += 1
        host, total = self.host, self.host.bits()
        for quarter in range(self._quarter + 1, 4):
            left = total * quarter / 4 - self.sent
            host.after(float(left / (self.mbps * MEGA) / 3600), self._pass, quarter, self._wave)
        host.after(float(self._exact), self._finish, self._wave)
        if any(link.swing_pct for link in self.links):
            host.after(float(total / (self.mbps * MEGA) / 3600) / CHANGES, self._swing, self._wave)

    def _pass(self, quarter: int, wave: int) -> None:
        if wave == self._wave:
            self._quarter = quarter
            self.host.emit(happened.QuarterPassed(percent=25 * quarter, rules=(ids.VOLUME,)))

    def _swing(self, wave: int) -> None:
        if wave != self._wave:
            return
        self._settle()
        chance = self.host.random("swing")
        for link in self.links:
            fall = Fraction(int(chance.random() * (link.swing_pct + 1)), 100)
            self._parts[link.id] = 1 - fall
        self._measure()
        self._foresee()
        rate = round(float(self.mbps), 1)
        self.host.emit(happened.RateChanged(mbps=rate, rules=(ids.SWING,)))
        self._schedule()

    def _finish(self, wave: int) -> None:
        if wave != self._wave or self.done:
            return
        self._settle()
        self._wave += 1
        self.done, self.finish_h = True, self.host.now
        late = self.finish_h > self.host.params.transfer.deadline_h
        word = "late" if late else "in-time"
        hours = round(self.finish_h, 1)
        self.host.emit(
            happened.TransferFinished(hours=hours, in_time=word, rules=(ids.VOLUME, ids.LINE))
        )
