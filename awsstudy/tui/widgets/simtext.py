"""Everything a simulator's screen says, as text: question, metrics, panels, events, verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from textual.content import Content

from awsstudy.core.i18n import Localized
from awsstudy.core.template import fill
from awsstudy.sims.fields import Leaf
from awsstudy.sims.kernel import Event, NearMiss
from awsstudy.sims.problems import Edit
from awsstudy.tui.widgets import drawing
from awsstudy.tui.widgets.panels import Canvas, draw_panel
from awsstudy.workspace.laboratory import Laboratory
from awsstudy.workspace.workspace import Workspace

SHOWN_EVENTS = 3
"""How many of the last events stand below the panels."""


class SimText:
    """The words of one laboratory in the language now chosen."""

    def __init__(self, lab: Laboratory, workspace: Workspace) -> None:
        self._lab = lab
        self._workspace = workspace

    def _text(self, message: str, **values: object) -> str:
        return self._workspace.messages(message, **values)

    def _of(self, text: Localized) -> str:
        return text[self._workspace.language]

    @property
    def _terms(self) -> Mapping[str, Localized]:
        return self._lab.page.terms

    def question(self, width: int) -> Content:
        """The story, the prediction that is asked for, and its choices."""
        scenario = self._lab.scenario
        lines = [Content(line) for line in drawing.wrap(self._of(scenario.story), width)]
        ask = drawing.wrap(self._of(scenario.predict.question), width)
        lines += [Content(""), *(Content.styled(line, "bold") for line in ask), Content("")]
        for number, choice in enumerate(scenario.predict.choices, 1):
            for place, line in enumerate(drawing.wrap(self._of(choice.text), width - 4)):
                lead = f" {number}  " if place == 0 else "    "
                lines.append(Content.assemble((lead, "bold $accent"), line))
        return Content("\n").join(lines)

    def status(self, *, playing: bool) -> Content:
        """The simulated time and the metrics."""
        if not self._lab.unlocked:
            return Content.styled(self._text("sim.locked"), "bold $due")
        frame = self._lab.player.frame
        when = f"t = {drawing.number(round(frame.at, 3))} {self._lab.player.time_unit}".strip()
        parts = [(">> " if playing else "") + when, *self._metrics()]
        return Content("   ".join(parts))

    def _metrics(self) -> Iterator[str]:
        measured = self._lab.player.frame.metrics
        for metric in self._lab.model.simulation.METRICS:
            label = self._of(self._lab.page.metrics[metric.id].label)
            value = drawing.number(round(measured[metric.id], 4))
            yield f"{label} {value} {metric.unit}".strip()

    def panels(self, width: int) -> Content:
        """Every panel, then the last events with their rules."""
        canvas = Canvas(
            width,
            self._workspace.language,
            self._terms,
            self._workspace.rules,
            self._workspace.settings.glyphs == "ascii",
        )
        drawn = [draw_panel(panel, canvas) for panel in self._lab.player.frame.panels]
        events = self._lab.player.events[-SHOWN_EVENTS:]
        told = [line for event in events for line in self._event(event, width)]
        head = [Content.styled(self._text("sim.last_events"), "bold $accent")] if told else []
        return Content("\n").join([*drawn, *head, *told])

    def log(self, width: int) -> Content:
        """Everything that has happened, each with the rules that made it happen."""
        events = self._lab.player.events
        lines = [line for event in events for line in self._event(event, width)]
        return Content("\n").join(lines or [Content(self._text("sim.nothing_yet"))])

    def _event(self, event: Event, width: int) -> Iterator[Content]:
        when = drawing.number(round(event.at, 3))
        for place, line in enumerate(drawing.wrap(self.event(event), width - 8)):
            lead = drawing.right(when, 6) if place == 0 else ""
            yield Content.assemble((drawing.pad(lead, 8), "$accent"), line)
        if event.near is not None:
            words = f"{self._text('sim.why_not')} {self.near(event.near)}"
            for line in drawing.wrap(words, width - 8):
                yield Content.styled(" " * 8 + line, "$mark")
        for rule_id in event.rules:
            rule = self._workspace.rules[rule_id]
            words = self._of(rule.text)
            if rule.evidence != "documented":
                words += f" [{self._text(f'evidence.{rule.evidence}')}]"
            for place, line in enumerate(drawing.wrap(words, width - 12)):
                yield Content.styled(" " * 8 + ("<- " if place == 0 else "   ") + line, "$muted")

    def event(self, event: Event) -> str:
        """What an event says."""
        values = {field.name: getattr(event, field.name) for field in fields(event)}
        template = self._lab.page.events[type(event).__name__]
        return fill(template, values, self._workspace.language, self._terms)

    def verdict(self, width: int, *, ended: bool) -> Content:
        """What came of the prediction and the goal."""
        lab = self._lab
        goal = lab.scenario.goal
        lines: list[Content] = []
        if lab.chosen is not None and ended:
            lines += self._judgement(width)
        if goal is not None and lab.unlocked:
            reached = lab.goal_reached()
            words = self._text(
                "sim.goal_reached" if reached else "sim.goal", goal=self._of(goal.text)
            )
            style = "bold $correct" if reached else "$due"
            lines += [Content.styled(line, style) for line in drawing.wrap(words, width)]
        return Content("\n").join(lines)

    def _judgement(self, width: int) -> Iterator[Content]:
        lab, right = self._lab, self._lab.right_choice()
        chosen = lab.chosen
        if chosen is None:
            return
        if right is None:
            yield Content.styled(self._text("sim.no_verdict"), "bold")
            return
        agreed = right is chosen
        words = self._text("sim.agreed" if agreed else "sim.disagreed", choice=self._of(right.text))
        style = "bold $correct" if agreed else "bold $wrong"
        told = self._of(chosen.why) if not agreed else self._of(lab.scenario.explain)
        yield from (Content.styled(line, style) for line in drawing.wrap(words, width))
        yield from (Content(line) for line in drawing.wrap(told, width))

    def action(self, action: str) -> str:
        """What an action does."""
        verb, _, target = action.partition(":")
        template = self._lab.page.actions[verb]
        return fill(template, {"target": target}, self._workspace.language, self._terms)

    def edit(self, edit: Edit[Any]) -> str:
        """What an edit changes."""
        template = self._lab.page.edits[edit.id]
        return fill(template, edit.values, self._workspace.language, self._terms)

    def near(self, miss: NearMiss) -> str:
        """Which rule came nearest to deciding otherwise, and what did not fit."""
        rules = self._workspace.rules
        rule = self._of(rules[miss.rule].text) if miss.rule in rules else self._term(miss.rule)
        found = {"found": self._term(miss.found) or "-", "wanted": self._term(miss.wanted) or "-"}
        return self._text("sim.near", rule=rule, field=self._term(miss.field), **found)

    def _term(self, name: str) -> str:
        return self._of(self._terms[name]) if name in self._terms else name

    def parameter(self, leaf: Leaf) -> str:
        """What a parameter is called, with its bounds."""
        words = self._lab.page.params.get(leaf.label_id)
        label = self._of(words.label) if words else leaf.name
        item = "".join(f" {int(part) + 1}" for part in leaf.path if part.isdigit())
        bounds = ""
        if leaf.low is not None and leaf.high is not None:
            low, high = drawing.number(leaf.low), drawing.number(leaf.high)
            bounds = f" ({low} - {high} {leaf.unit}".rstrip() + ")"
        return f"{label}{item}{bounds}"

    def value_name(self, leaf: Leaf, value: str) -> str:
        """What one of a parameter's values is called."""
        words = self._lab.page.params.get(leaf.label_id)
        if words and value in words.choices:
            return self._of(words.choices[value])
        return self._of(self._terms[value]) if value in self._terms else value
