"""A VPC's ways to a company's network: which is taken, how fast, how safe, and what fits."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from awsstudy.sims.hybrid import carrying, choosing, drawing, routing
from awsstudy.sims.hybrid import events as happened
from awsstudy.sims.hybrid import rule_ids as ids
from awsstudy.sims.hybrid.carrying import Rate
from awsstudy.sims.hybrid.choosing import Option, Verdict
from awsstudy.sims.hybrid.routing import Decision, Links, Loss, Round
from awsstudy.sims.hybrid.sending import Sending
from awsstudy.sims.hybrid.world import LEARNT, VPN, HybridParams, Kind, Link
from awsstudy.sims.kernel import Event, Metric, NearMiss, Outcome, Simulation
from awsstudy.sims.panels import Panel

WHOLE = Fraction(1)
_FIELDS = {
    "no-match": "block",
    "withdrawn": "link-state",
    "shorter-prefix": "prefix-length",
    "longer-as-path": "as-path",
    "higher-med": "med",
    "not-taken": "place",
}
"""The part of a route that a lost comparison was about; of all others it is the kind."""


class HybridConnectivity(Simulation[HybridParams]):
    """Routes are sifted, data flows over the winner; with needs on, options are sifted instead."""

    PARAMS = HybridParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("mbps", "Mbps"),
        Metric("per_flow_mbps", "Mbps"),
        Metric("finish_h", "h"),
        Metric("clear_gb", "GB"),
        Metric("candidates"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = (
        happened.ROUTING + happened.TRANSFER + happened.CHOICE
    )
    TIME_UNIT = "h"

    def setup(self) -> None:
        """Route the first packet, or look at the first option."""
        self.up = {link.id: link.up for link in self.params.links}
        self.decision: Decision | None = None
        self.verdicts: tuple[Verdict, ...] = ()
        self.option = ""
        self.sending = Sending(self)
        self.after(0, self._choose if self.params.needs.on else self._route)

    # What AWS does; each wrong model believes something else of one of these.

    def rounds(self, links: Links) -> tuple[Round, ...]:
        """The comparisons in their order."""
        order = ids.VGW_ORDER if self.params.gateway == "vgw" else ids.TGW_ORDER
        rounds = (
            Round("shorter-prefix", ids.LONGEST, routing.prefix_figure, routing.prefix_shown),
            Round("not-static", ids.STATIC, self._by_hand, lambda link: link.kind),
            Round("later-kind", order, self.rank, lambda link: link.kind),
            Round("longer-as-path", ids.AS_PATH, _as_path, lambda link: str(_as_path(link))),
            Round("higher-med", ids.MED, _med, lambda link: str(_med(link))),
        )
        if not any(link.kind == "local" for link in links):
            return rounds
        local = Round("not-local", ids.LOCAL, routing.local_figure, lambda link: link.kind)
        return (local, *rounds)

    def rank(self, link: Link) -> int:
        """The place of a kind of route in the gateway's order."""
        return self._ranks[link.kind]

    def _by_hand(self, link: Link) -> int:
        return int(self.rank(link) > 1)

    @property
    def _ranks(self) -> Mapping[Kind, int]:
        return routing.VGW_RANKS if self.params.gateway == "vgw" else routing.TGW_RANKS

    def candidates(self) -> tuple[Links, list[Loss]]:
        """Routes that can be used at all."""
        return routing.unfit(self._links(), self.params.destination)

    def sharing(self, equal: Links) -> tuple[Links, str]:
        """Which of equal routes are used, and the rule: one, or all with ECMP."""
        if all(link.kind == "dx" for link in equal):
            return equal, ids.DX_ECMP
        if self.params.gateway == "tgw" and all(link.kind == "vpn_bgp" for link in equal):
            return equal, ids.ECMP
        return equal[:1], ids.TIE

    def tunnels(self, link: Link) -> int:
        """VPN tunnels that carry traffic at once."""
        shared = self.params.gateway == "tgw" and link.kind == "vpn_bgp"
        return 2 * link.connections if shared else 1

    def tunnel_mbps(self, link: Link) -> int:
        """What one tunnel carries at most."""
        large = link.large and self.params.gateway == "tgw"
        return int(self.rules.number(ids.LARGE if large else ids.STANDARD))

    def flow_bounds(self, link: Link) -> tuple[tuple[str, Fraction], ...]:
        """What bounds a single TCP flow, whatever the line."""
        window = ("window", carrying.window_mbps(self.params.transfer, link.rtt_ms))
        lost = carrying.loss_mbps(link)
        return (window,) if lost is None else (window, ("loss", lost))

    def free(self, link: Link, part: Fraction) -> Fraction:
        """What of the line is free for this transfer."""
        return carrying.free_mbps(link, self.params.transfer.busy_pct, part)

    def bits(self) -> Fraction:
        """How much is to be carried, in bits."""
        return Fraction(self.params.transfer.gigabytes * 1000 * carrying.MEGA * 8)

    def encrypts(self, link: Link) -> bool:
        """Whether a link encrypts what it carries."""
        macsec = link.macsec and link.mbps >= self.rules.number(ids.MACSEC_PORTS) * 1000
        return link.kind in VPN or (link.kind == "dx" and macsec)

    def missing(self, option: Option) -> tuple[str, str]:
        """The need that an option does not meet, and the rule."""
        return choosing.missing(option, self.params.needs)

    def parts(self, option: Option) -> int:
        """Lines, encryption hardware and VPN connections that an option takes."""
        standard = int(self.rules.number(ids.STANDARD))
        vpns = choosing.connections(self.params.needs.gbps, standard) if option.vpn else 0
        return option.lines + vpns

    # The run.

    def _links(self) -> Links:
        return tuple(
            link if self.up[link.id] == link.up else link.model_copy(update={"up": not link.up})
            for link in self.params.links
        )

    def decide(self) -> Decision:
        """Sift the routes."""
        fit, losses = self.candidates()
        left, more = routing.sift(fit, self.rounds(fit))
        if not left:
            return Decision((), tuple(losses), (ids.NO_ROUTE,))
        rules = tuple(dict.fromkeys(loss.rule for loss in more)) or (ids.COVERS,)
        if len(left) == 1:
            return Decision(left, tuple(losses + more), rules)
        chosen, rule = self.sharing(left)
        out = [
            Loss(link, "not-taken", rule, chosen[0].id, link.id)
            for link in left
            if link not in chosen
        ]
        return Decision(chosen, tuple(losses + more + out), (*rules, rule))

    def _route(self) -> None:
        self.decision = decision = self.decide()
        count = len(self.params.links)
        where = self.params.destination
        self.emit(happened.PacketRouted(destination=where, routes=count, rules=(ids.LONGEST,)))
        for loss in decision.losses:
            self._lose(loss)
        for link in decision.chosen:
            self.emit(
                happened.PathChosen(
                    route=link.id, kind=link.kind, prefix=link.prefix, rules=decision.rules
                )
            )
        if not decision.chosen:
            self.emit(happened.NoRouteFound(destination=where, rules=decision.rules))
        elif len(decision.chosen) > 1:
            shared = happened.PathsShared(paths=len(decision.chosen), rules=decision.rules[-1:])
            self.emit(shared)
        self.sending.follow(self._able(decision.chosen))

    def _able(self, chosen: Links) -> Links:
        for link in chosen:
            if not link.up:
                self.emit(happened.TrafficBlackholed(route=link.id, rules=(ids.BLACKHOLE,)))
        return tuple(link for link in chosen if link.up)

    def _lose(self, loss: Loss) -> None:
        link = loss.link
        near = NearMiss(link.id, _FIELDS.get(loss.reason, "kind"), loss.wanted, loss.found)
        event = happened.RouteDropped(
            route=link.id,
            kind=link.kind,
            prefix=link.prefix,
            reason=loss.reason,
            rules=(loss.rule,),
            near=near,
        )
        self.emit(event)

    def rate(self, link: Link, flows: int, part: Fraction = WHOLE) -> Rate:
        """What a link carries with so many flows, and what bounds it."""
        bounds = [("line", self.free(link, part))]
        if link.kind in VPN:
            lanes = min(self.tunnels(link), flows)
            bounds.append(("tunnels", Fraction(self.tunnel_mbps(link) * lanes)))
        bounds += [(name, each * flows) for name, each in self.flow_bounds(link)]
        limit, mbps = min(bounds, key=lambda bound: bound[1])
        return Rate(mbps, limit, tuple(bounds))

    def _choose(self) -> None:
        found = []
        for option in choosing.OPTIONS:
            need, rule = self.missing(option)
            verdict = Verdict(option, need, rule, self.parts(option))
            found.append(verdict)
            self.emit(_told(verdict))
        self.verdicts = tuple(found)
        fitting = [verdict for verdict in found if not verdict.missing]
        if not fitting:
            rules = tuple(dict.fromkeys(verdict.rule for verdict in found))
            self.emit(happened.NothingFitted(rules=rules))
            return
        taken = self.prefer(fitting)
        self.option = taken.option.id
        self.emit(happened.OptionChosen(option=self.option, parts=taken.parts, rules=(taken.rule,)))

    def prefer(self, fitting: list[Verdict]) -> Verdict:
        """The fewest parts; of equals the first."""
        return min(fitting, key=lambda verdict: verdict.parts)

    # What the learner does.

    def actions(self) -> tuple[str, ...]:
        """Cut a link or mend it."""
        if self.params.needs.on:
            return ()
        return tuple(
            f"{'fail' if self.up[link.id] else 'heal'}:{link.id}"
            for link in self.params.links
            if link.kind != "local"
        )

    def perform(self, action: str) -> None:
        """Let the learner act; a link that is already as wanted stays so.

        A script is told again after edits, which may have cut or mended the link before.
        """
        verb, _, name = action.partition(":")
        settled = verb in {"fail", "heal"} and self.up.get(name) == (verb == "heal")
        if not settled or self.params.needs.on:
            super().perform(action)

    def act(self, action: str) -> None:
        """The link changes, and the routes are sifted anew."""
        verb, _, name = action.partition(":")
        self.up[name] = verb == "heal"
        kind = happened.LinkHealed if verb == "heal" else happened.LinkFailed
        learnt = next(link.kind for link in self.params.links if link.id == name) in LEARNT
        self.emit(kind(route=name, rules=(ids.HEALTH if learnt else ids.BLACKHOLE,)))
        self.after(0, self._route)

    # What can be seen.

    def measure(self) -> Mapping[str, float]:
        """Rates, the time taken or foreseen, and what went in clear."""
        sending = self.sending
        return {
            "mbps": round(float(sending.mbps), 3),
            "per_flow_mbps": round(float(sending.per_flow), 3),
            "finish_h": round(sending.finish_h, 3),
            "clear_gb": round(sending.clear_gb, 1),
            "candidates": self._candidates(),
        }

    def unwatched(self) -> frozenset[str]:
        """Where kinds are sifted nothing is sent."""
        sent = frozenset({"mbps", "per_flow_mbps", "finish_h", "clear_gb"})
        return sent if self.params.needs.on else frozenset()

    def _candidates(self) -> int:
        if self.params.needs.on:
            return sum(not verdict.missing for verdict in self.verdicts)
        lost = self.decision.losses if self.decision else ()
        gone = sum(loss.reason in {"no-match", "withdrawn"} for loss in lost)
        return len(self.params.links) - gone if self.decision else 0

    def outcome(self) -> Outcome:
        """The path and how it went, or the option that fits."""
        if self.params.needs.on:
            fits = [verdict.option.id for verdict in self.verdicts if not verdict.missing]
            return {"option": self.option or None, "fits": fits}
        chosen = self.decision.chosen if self.decision else ()
        sending = self.sending
        return {
            "path": [link.id for link in chosen],
            "delivered": bool(sending.links),
            "encrypted": bool(sending.links) and all(map(self.encrypts, sending.links)),
            "mbps": sending.mbps,
            "limit": sending.limit,
            "hours": round(sending.finish_h, 6),
            "in_time": sending.done and sending.finish_h <= self.params.transfer.deadline_h,
        }

    def panels(self) -> tuple[Panel, ...]:
        """The sieve of options, or the plan, the routes, the limits and the lanes."""
        return drawing.options(self) if self.params.needs.on else drawing.traffic(self)


def _as_path(link: Link) -> int:
    return link.as_path if link.kind in {"dx", "vpn_bgp"} else 0


def _med(link: Link) -> int:
    return link.med if link.kind in {"dx", "vpn_bgp"} else 0


def _told(verdict: Verdict) -> Event:
    option = verdict.option
    if not verdict.missing:
        return happened.OptionFitted(option=option.id, parts=verdict.parts, rules=(verdict.rule,))
    near = NearMiss(option.id, f"need-{verdict.missing}", "present", "absent")
    return happened.OptionDropped(
        option=option.id, need=verdict.missing, rules=(verdict.rule,), near=near
    )
