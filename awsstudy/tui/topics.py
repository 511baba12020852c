"""What a quiz can be about, as lists to tick: concepts, chapters, domains, pairs, beliefs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from textual.content import Content
from textual.widgets.option_list import Option

from awsstudy.quiz.conditions import ids_of
from awsstudy.tui.widgets.drawing import cut
from awsstudy.workspace.workspace import Workspace

LISTS = ("concept", "group", "domain", "pair", "misconception")
"""The fields of the query language that can be ticked, in the order the screen shows them."""
ROOM = 66


class Topics:
    """The values of each field that some question has, with how many have them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known = workspace.quiz.pool.known

    @cached_property
    def _counts(self) -> Mapping[str, Counter[str]]:
        things = self._known.things.values()
        return {
            name: Counter(value for thing in things for value in ids_of(thing, name))
            for name in LISTS
        }

    @cached_property
    def _believed(self) -> Counter[str]:
        """How often each misconception stood behind a wrong answer."""
        attempts = self._workspace.store.quizzes.attempts()
        return Counter(name for attempt in attempts for name in attempt.misconceptions)

    def options(self, name: str, ticked: Collection[str]) -> list[Option]:
        """The rows of a field; of misconceptions those of the learner's own come first."""
        counts, title = self._counts[name], self._titles(name)
        values = [value for value in self._known.ids[name] if counts[value]]
        if name == "misconception":
            values.sort(key=lambda value: -self._believed[value])
        return [
            Option(_row(title(value), counts[value], ticked=value in ticked), id=value)
            for value in values
        ]

    def _titles(self, name: str) -> Callable[[str], str]:
        catalog, say = self._workspace.catalog, self._workspace.messages.of
        if name == "domain":
            return self._domain
        if name == "group":
            groups = {group.id: group.title for group in catalog.groups}
            return lambda value: say(groups[value])
        if name == "concept":
            return lambda value: say(catalog.concepts[value].title)
        if name == "pair":
            return lambda value: say(catalog.pairs[value].title)
        return lambda value: say(catalog.misconceptions[value].believed)

    def _domain(self, value: str) -> str:
        code, _, number = value.partition(".")
        exam = self._workspace.catalog.exams[code]
        title = self._workspace.messages.of
        named = {domain.id: title(domain.title) for domain in exam.domains}
        return f"{code}.{number} {named[number]}" if number else f"{code} {exam.title}"


def _row(title: str, count: int, *, ticked: bool) -> Content:
    return Content.assemble(
        ("[x] " if ticked else "[ ] ", "bold" if ticked else ""),
        (cut(title, ROOM), "bold" if ticked else ""),
        (f"  {count}", "$muted"),
    )
