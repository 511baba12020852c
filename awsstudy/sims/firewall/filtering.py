"""A stateful or stateless packet filter with its state table, while rules come and go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from awsstudy.sims.firewall import drawing, matching
from awsstudy.sims.firewall import events as happened
from awsstudy.sims.firewall import rule_ids as ids
from awsstudy.sims.firewall.judging import PacketFilter, Verdict
from awsstudy.sims.firewall.matching import Numbered
from awsstudy.sims.firewall.table import Row
from awsstudy.sims.firewall.world import FirewallParams, Packet, Rule, Step, packet
from awsstudy.sims.kernel import Event, Metric, NearMiss, Outcome
from awsstudy.sims.panels import Panel


class FirewallState(PacketFilter):
    """Packets of the script meet the filter one after another."""

    PARAMS = FirewallParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("passed"),
        Metric("dropped"),
        Metric("rows"),
        Metric("scanned"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.EVENTS
    TIME_UNIT = "s"

    def perform_step(self, step: Step) -> None:
        """A packet meets the filter, or a rule goes."""
        if step.do == "remove":
            self._remove(step.rule)
            return
        flow = next(flow for flow in self.params.flows if flow.id == step.flow)
        if step.do == "reply" and flow.id not in self.reached:
            self.emit(happened.ReplyMissing(flow=flow.id, rules=(ids.NO_REQUEST,)))
            return
        one = packet(flow, step.do, self.params.family)
        verdict = self._judge(one)
        self.verdicts.append(verdict)
        self._tell(verdict)
        for event in self.news:
            self.emit(event)
        self.news.clear()
        if verdict.ok:
            self._passed(one)
        else:
            self.after_drop(one)

    def _judge(self, one: Packet) -> Verdict:
        gated = self.params.egress_only
        if gated and self.gateway_stops(one):
            near = NearMiss("gateway", "earlier-request", "present", "absent")
            return Verdict(one, ok=False, by="gateway", rules=(ids.EGRESS,), near=near)
        if self.known(one):
            return Verdict(one, ok=True, by="state", rules=(ids.REPLY, ids.TRACKED))
        return self._by_rules(one)

    def _by_rules(self, one: Packet) -> Verdict:
        matches: list[Numbered] = []
        for number, rule in self.list.items():
            self.scanned += 1
            if self.fits(rule, one):
                matches.append((number, rule))
        found = self.decide(matches)
        group = self.params.filter == "security_group"
        if found is None:
            rules = (ids.GROUP_DEFAULT if group else ids.DEFAULT, self._why(one))
            near = matching.nearest(self.list.items(), one, self.port(one))
            ok = self.without_rule()
            needed = (self.direction(one), self._needed_port(one))
            return Verdict(one, ok=ok, by="default", rules=rules, near=near, needed=needed)
        number, rule = found
        ok = rule.action == "allow"
        decided = (ids.GROUP_ALLOW if group else ids.FIRST,)
        near = None if ok else NearMiss(f"rule {number}", "action", "allow", "deny")
        if ok:
            self._remember(rule, one)
        return Verdict(one, ok=ok, by=f"rule {number}", rules=decided, near=near)

    def _why(self, one: Packet) -> str:
        if not self.stateful:
            return ids.EPHEMERAL if one.answers else ids.ALONE
        near = matching.nearest(self.list.items(), one, self.port(one))
        return ids.FAMILY if near and near.field == "family" else ids.NO_REQUEST

    def _needed_port(self, one: Packet) -> str:
        if one.flow.proto == "icmp":
            return "icmp"
        client = self.port(one) == one.flow.client_port
        return "ephemeral" if client else str(self.port(one))

    def _remember(self, rule: Rule, one: Packet) -> None:
        if self.remembers(rule, one):
            for key in self.keys(one.flow):
                self.table[key] = Row(one.flow, self.now)
            seconds = int(self.lifetime(self.table[one.flow.id]))
            added = happened.RowAdded(flow=one.flow.id, timeout_s=seconds, rules=(ids.TRACKED,))
            self.news.append(added)
        elif self.stateful and one.flow.id not in self.loose:
            self.loose.add(one.flow.id)
            self.news.append(happened.FlowUntracked(flow=one.flow.id, rules=(ids.UNTRACKED,)))

    def _passed(self, one: Packet) -> None:
        flow = one.flow
        if not one.answers and one.kind != "reset":
            self.reached.add(flow.id)
        if self.params.egress_only and one.direction == "out":
            self.gateway.add(flow.id)
        for key in self.keys(flow):
            if row := self.table.get(key):
                self._touch(key, row, one)

    def _touch(self, key: str, row: Row, one: Packet) -> None:
        if one.kind == "reset":
            del self.table[key]
            if key == one.flow.id:
                self.emit(happened.RowClosed(flow=key, rules=(ids.RESET,)))
            return
        before = self.lifetime(row)
        if one.answers:
            row.replied()
        else:
            row.sent()
        if self.refreshes(row):
            row.last = self.now
        seconds = self.lifetime(row)
        if seconds != before and key == one.flow.id:
            promoted = happened.RowPromoted(
                flow=key, timeout_s=int(seconds), rules=(self._timeout_rule(row),)
            )
            self.emit(promoted)
        due = row.last + seconds
        if due <= self.end:
            self.after(max(0.0, due - self.now), self._expire, key, row)

    def _timeout_rule(self, row: Row) -> str:
        if row.flow.proto == "udp":
            return ids.STREAM_TIMEOUT if row.phase == "stream" else ids.UDP_TIMEOUT
        established = row.flow.proto == "tcp" and row.phase != "new"
        return ids.TCP_TIMEOUT if established else ids.OTHER_TIMEOUT

    def _expire(self, key: str, row: Row) -> None:
        if self.table.get(key) is row and self.now - row.last >= self.lifetime(row):
            del self.table[key]
            if key == row.flow.id:
                idle = int(self.now - row.last)
                rules = (self._timeout_rule(row),)
                self.emit(happened.RowExpired(flow=key, idle_s=idle, rules=rules))

    def _remove(self, number: int) -> None:
        self.remove(number)
        rows = sum(key == row.flow.id for key, row in self.table.items())
        if not self.stateful:
            rules: tuple[str, ...] = (ids.AT_ONCE,)
        else:
            rules = (ids.LIVES_ON,) if rows else (ids.CUT if self.loose else ids.NO_REQUEST,)
        self.emit(happened.RuleRemoved(rule=number, rows=rows, rules=rules))

    def _tell(self, verdict: Verdict) -> None:
        one = verdict.packet
        kind = happened.PacketPassed if verdict.ok else happened.PacketDropped
        event = kind(
            number=len(self.verdicts),
            flow=one.flow.id,
            packet=one.kind,
            direction=one.direction,
            port="-" if one.flow.proto == "icmp" else str(one.port),
            by=verdict.by,
            rules=verdict.rules,
            near=verdict.near,
        )
        self.emit(event)

    # What the learner does.

    def actions(self) -> tuple[str, ...]:
        """Send or reply on a flow, or remove a rule, at the present moment."""
        flows = [flow.id for flow in self.params.flows]
        return (
            *(f"send:{name}" for name in flows),
            *(f"reply:{name}" for name in flows),
            *(f"remove:{number}" for number in self.list),
        )

    def perform(self, action: str) -> None:
        """Let the learner act; a rule that is gone already stays so.

        A script is told again after edits, which may have taken the rule away before.
        """
        verb, _, name = action.partition(":")
        if not (verb == "remove" and name.isdigit() and int(name) not in self.list):
            super().perform(action)

    def act(self, action: str) -> None:
        """It happens now."""
        verb, _, name = action.partition(":")
        if verb == "remove":
            self.after(0, self._remove, int(name))
        else:
            self.after(
                0, self.perform_step, Step(do="send" if verb == "send" else "reply", flow=name)
            )

    # What can be seen.

    def measure(self) -> Mapping[str, float]:
        """Packets, rows, and how many rules were compared."""
        passed = sum(verdict.ok for verdict in self.verdicts)
        return {
            "passed": passed,
            "dropped": len(self.verdicts) - passed,
            "rows": len(self.table),
            "scanned": self.scanned,
        }

    def unwatched(self) -> frozenset[str]:
        """A stateless filter keeps no rows."""
        return frozenset({"rows"}) if self.params.filter == "stateless" else frozenset()

    def outcome(self) -> Outcome:
        """Every packet's fate, the rows left, and the rule that the first lost packet needed."""
        lost = next((one for one in self.verdicts if one.needed and not one.ok), None)
        needed = lost.needed if lost else None
        return {
            "packets": [{"ok": one.ok, "by": one.by} for one in self.verdicts],
            "rows": sorted(self.table),
            "needed": {"direction": needed[0], "port": needed[1]} if needed else None,
        }

    def panels(self) -> tuple[Panel, ...]:
        """The packet's way through the rules, the lanes of packets, the state table."""
        return drawing.panels(self)
