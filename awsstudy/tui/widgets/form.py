"""A simulator's parameters as a list: a line for each value; Enter edits it."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from awsstudy.core.i18n import Language
from awsstudy.sims.fields import Leaf, leaves, shown
from awsstudy.tui.widgets import drawing
from awsstudy.workspace.laboratory import Laboratory

LABEL = 40
"""Cells for what a parameter is called."""


class ParameterList(OptionList):
    """Every parameter with its value; made from the model's own declaration."""

    @dataclass
    class Chosen(Message):
        """A parameter is to be edited."""

        name: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)

    def show(self, lab: Laboratory, language: Language) -> None:
        """Show the parameters of the run on screen."""
        place = self.highlighted or 0
        found = leaves(lab.player.script.params)
        self.set_options([Option(self._line(leaf, lab, language), id=leaf.name) for leaf in found])
        if self.option_count:
            self.highlighted = min(place, self.option_count - 1)

    def _line(self, leaf: Leaf, lab: Laboratory, language: Language) -> Content:
        words = lab.page.params.get(leaf.label_id)
        label = words.label[language] if words else leaf.name
        item = " ".join(str(int(part) + 1) for part in leaf.path if part.isdigit())
        named = (words.choices if words else {}) | lab.page.terms
        held = leaf.value if isinstance(leaf.value, list | tuple) else [leaf.value]
        texts = [one if isinstance(one, str) else shown(one) for one in held]
        value = ", ".join(named[text][language] if text in named else text for text in texts)
        unit = lab.page.terms[leaf.unit][language] if leaf.unit in lab.page.terms else leaf.unit
        name = drawing.pad(f"{item} {label}".strip(), LABEL)
        lines = drawing.wrap(f"{value or '-'} {unit}".strip(), self.app.size.width - LABEL - 7)
        told = ("\n" + " " * (LABEL + 1)).join(lines)
        return Content.assemble(name, " ", (told, "bold"))

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id:
            self.post_message(self.Chosen(event.option_id))
