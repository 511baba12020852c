"""Everything a simulator's screen says, as text: question, metrics, panels, events, verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby, product
from typing import Any

from textual.content import Content

from awsstudy.catalog.models.sim import Choice
from awsstudy.core.i18n import Localized
from awsstudy.core.template import fill
from awsstudy.sims.fields import Leaf
from awsstudy.sims.kernel import Event, NearMiss
from awsstudy.sims.problems import Edit
from awsstudy.tui.widgets import drawing
from awsstudy.tui.widgets.panels import Canvas, draw_panel, is_empty
from awsstudy.workspace.laboratory import Laboratory
from awsstudy.workspace.workspace import Workspace

STATUS_LINES = 2
SHOWN_EVENTS = 3
"""How many of the last events stand below the panels, where there is room for them."""
LONG_TIME = 600
"""From so many seconds on the time is shown as a clock shows it too."""
LOGGED_EVENTS = 200
"""How many of them the log holds: some runs have ten thousand, which take seconds to draw."""


def _packed(parts: Sequence[Content], width: int, gap: int) -> list[Content]:
    """Parts on as few lines as their order allows."""
    lines = drawing.packed([part.cell_length for part in parts], width, gap)
    return [Content(" " * gap).join(parts[place] for place in line) for line in lines]


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

    def status(self, width: int, *, playing: bool) -> Content:
        """The simulated time and the metrics, none of them broken over two lines."""
        if not self._lab.unlocked:
            return Content.styled(self._text("sim.locked"), "bold $due")
        metrics, lead = [*self._metrics()], ">> " if playing else ""
        ways = [
            _packed([Content.styled(lead + when, "bold"), *metrics], width, gap)
            for gap, when in product((3, 2), self._when())
        ]
        return Content("\n").join(next((w for w in ways if len(w) <= STATUS_LINES), ways[-1]))

    def _when(self) -> tuple[str, ...]:
        """The simulated time, the fullest way of saying it first."""
        at, unit = self._lab.player.frame.at, self._lab.player.time_unit
        number = drawing.number(round(at, 3))
        if not unit:
            return (self._text("sim.step_no", n=number),)
        short = f"t = {number} {unit}"
        clock = unit == "s" and at >= LONG_TIME
        return (f"{short} ({drawing.clock(at)})", short) if clock else (short,)

    def _metrics(self) -> Iterator[Content]:
        frame = self._lab.player.frame
        metrics = (m for m in self._lab.model.simulation.METRICS if m.id in frame.watched)
        for metric in metrics:
            value = frame.metrics[metric.id]
            amount = self._amount(value, metric.unit)
            label = self._of(self._lab.page.metrics[metric.id].label)
            yield Content.assemble((f"{label} ", "$muted"), (amount, "bold" if value else "$muted"))

    def _amount(self, value: float, unit: str) -> str:
        if unit == "USD":
            return f"{'-' if value < 0 else ''}${drawing.brief(abs(value))}"
        return f"{drawing.brief(value)} {self._term(unit)}".strip()

    def panels(self, width: int, height: int) -> Content:
        """Every panel that shows something, then the last events with their rules."""
        canvas = Canvas(
            width,
            self._workspace.language,
            self._terms,
            self._workspace.rules,
            self._workspace.settings.glyphs == "ascii",
        )
        panels = (panel for panel in self._lab.player.frame.panels if not is_empty(panel))
        drawn = [draw_panel(panel, canvas) for panel in panels]
        used = sum(panel.plain.count("\n") + 1 for panel in drawn)
        told = self._latest(width, height - used - 1)
        head = [Content.styled(self._text("sim.last_events"), "bold $accent")] if told else []
        return Content("\n").join([*drawn, *head, *told])

    def _latest(self, width: int, room: int) -> list[Content]:
        """The last events, as many as fit, so that the newest is seen without scrolling."""
        told: list[Content] = []
        for shown in range(1, SHOWN_EVENTS + 1):
            longer = list(self._told(self._lab.player.events[-shown:], width))
            if told and len(longer) > room:
                break
            told = longer
        return told

    def log(self, width: int) -> Content:
        """The latest of what has happened, with the rules that made it happen."""
        events = self._lab.player.events
        lines = list(self._told(events[-LOGGED_EVENTS:], width))
        if (earlier := len(events) - LOGGED_EVENTS) > 0:
            lines.insert(0, Content.styled(self._text("sim.earlier", n=earlier), "$muted"))
        return Content("\n").join(lines or [Content(self._text("sim.nothing_yet"))])

    def _told(self, events: Sequence[Event], width: int) -> Iterator[Content]:
        """Events with their rules, which are said once for those that follow from the same."""
        times = [drawing.number(round(event.at, 3)) for event in events]
        lead = 2 + max([6, *map(len, times)])
        clock = iter(times)
        for rules, group in groupby(events, key=lambda event: event.rules):
            for event in group:
                yield from self._event(event, next(clock), lead, width)
            for rule_id in rules:
                yield from self._rule(rule_id, lead, width)

    def _event(self, event: Event, when: str, lead: int, width: int) -> Iterator[Content]:
        for place, line in enumerate(drawing.wrap(self.event(event), width - lead)):
            at = drawing.right(when, lead - 2) if place == 0 else ""
            yield Content.assemble((drawing.pad(at, lead), "$accent"), line)
        if event.near is not None:
            words = f"{self._text('sim.why_not')} {self.near(event.near, known=event.rules)}"
            for line in drawing.wrap(words, width - lead):
                yield Content.styled(" " * lead + line, "$mark")

    def _rule(self, rule_id: str, lead: int, width: int) -> Iterator[Content]:
        rule = self._workspace.rules[rule_id]
        words = self._of(rule.text)
        if rule.evidence != "documented":
            words += f" [{self._text(f'evidence.{rule.evidence}')}]"
        for place, line in enumerate(drawing.wrap(words, width - lead - 4)):
            yield Content.styled(" " * lead + ("<- " if place == 0 else "   ") + line, "$muted")

    def event(self, event: Event) -> str:
        """What an event says."""
        held = {field.name: getattr(event, field.name) for field in fields(event)}
        values = {name: "-" if value in ((), "") else value for name, value in held.items()}
        template = self._lab.page.events[type(event).__name__]
        return fill(template, values, self._workspace.language, self._terms)

    def verdict(self, width: int, *, ended: bool) -> Content:
        """What came of the prediction and the goal; both are judged when the run has ended."""
        lab = self._lab
        goal = lab.scenario.goal
        lines: list[Content] = []
        if lab.chosen is not None and ended:
            lines += self._judgement(lab.chosen, width)
        if goal is not None and lab.unlocked:
            reached = ended and lab.goal_reached()
            words = self._text(
                "sim.goal_reached" if reached else "sim.goal", goal=self._of(goal.text)
            )
            style = "bold $correct" if reached else "$due"
            lines += [Content.styled(line, style) for line in drawing.wrap(words, width)]
        return Content("\n").join(lines)

    def _judgement(self, chosen: Choice, width: int) -> Iterator[Content]:
        lab, right = self._lab, self._lab.right_choice()
        if lab.altered or right is None:  # the prediction was about the scenario as it was
            yield Content.styled(self._text("sim.changed"), "bold")
            return
        if right is chosen:
            words, style, told = "sim.agreed", "bold $correct", self._of(lab.scenario.explain)
        else:
            words, style, told = "sim.disagreed", "bold $wrong", self._of(chosen.why)
        said = drawing.wrap(self._text(words, choice=self._of(right.text)), width)
        yield from (Content.styled(line, style) for line in said)
        yield from (Content(line) for line in drawing.wrap(told, width) if told)

    def action(self, action: str) -> str:
        """What an action does."""
        verb, _, target = action.partition(":")
        template = self._lab.page.actions[verb]
        return fill(template, {"target": target}, self._workspace.language, self._terms)

    def edit(self, edit: Edit[Any]) -> str:
        """What an edit changes."""
        template = self._lab.page.edits[edit.id]
        return fill(template, edit.values, self._workspace.language, self._terms)

    def near(self, miss: NearMiss, known: Sequence[str] = ()) -> str:
        """Which rule came nearest to deciding otherwise, unless known, and what did not fit."""
        rules = self._workspace.rules
        found = {"found": self._term(miss.found) or "-", "wanted": self._term(miss.wanted) or "-"}
        part = self._text("sim.near", field=self._term(miss.field), **found)
        if miss.rule in known:
            return part
        rule = self._of(rules[miss.rule].text) if miss.rule in rules else self._term(miss.rule)
        return f"{rule.rstrip('.')}: {part}"

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
            bounds = f" ({low} - {high} {self._term(leaf.unit)}".rstrip() + ")"
        return f"{label}{item}{bounds}"

    def value_name(self, leaf: Leaf, value: str) -> str:
        """What one of a parameter's values is called."""
        words = self._lab.page.params.get(leaf.label_id)
        if words and value in words.choices:
            return self._of(words.choices[value])
        return self._of(self._terms[value]) if value in self._terms else value
