"""The last line: the keys valid now, most useful first, as many as fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rich.cells import cell_len
from textual.binding import ActiveBinding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

LAST = ("key.help", "key.leave", "key.close", "key.language", "home.quit")
"""Stand at the end, whatever the screen: the rest is the screen's own."""


class KeyBar(Static):
    """One line of keys; drawn as one text, since it changes with every answer."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.auto_links = False
        self._drawn: list[tuple[str, str, str, str]] = []

    def on_mount(self) -> None:
        """Follow the screen's bindings; they change with the focus, too."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.show())
        self.call_after_refresh(self.show)

    def on_resize(self) -> None:
        """Fit the new width."""
        self.show()

    def show(self) -> None:
        """Show the keys valid now."""
        keys = list(self._keys())
        room = self.app.size.width
        fixed = [key for key in keys if key[0] in LAST]
        own = [key for key in keys if key[0] not in LAST]
        used = sum(_width(key) for key in fixed)
        shown = []
        for key in own:
            used += _width(key)
            if used > room:
                break
            shown.append(key)
        drawn = [*shown, *fixed]
        if drawn != self._drawn:
            self._drawn = drawn
            line = Content("").join(Content.assemble(*_parts(key)) for key in drawn)
            self.update(line, layout=False)

    def _keys(self) -> Iterator[tuple[str, str, str, str]]:
        seen = set()
        declared = [getattr(one, "id", None) for one in type(self.screen).BINDINGS]
        order = {name: place for place, name in enumerate(declared)}
        actives = self.screen.active_bindings.values()
        for active in sorted(actives, key=lambda one: order.get(one.binding.id, len(order))):
            binding = active.binding
            if binding.id and binding.show and active.enabled and binding.id not in seen:
                seen.add(binding.id)
                yield binding.id, self._display(active), binding.description, _action(active)

    def _display(self, active: ActiveBinding) -> str:
        """The key to press: not a letter or sign where those are typed into a line."""
        binding = active.binding
        if types(self.screen.focused) and len(binding.key_display or "") == 1:
            return self.app.get_key_display(replace(binding, key_display=None))
        return self.app.get_key_display(binding)


def types(focused: Widget | None) -> bool:
    """Whether letters and signs are typed into what has the keyboard."""
    return focused is not None and focused.check_consume_key("a", "a")


def _action(active: ActiveBinding) -> str:
    """The action with its place, so that a click does what the key does."""
    action = active.binding.action
    return action if action.startswith("app.") else f"screen.{action}"


def _parts(key: tuple[str, str, str, str]) -> list[tuple[str, Style | str]]:
    _, shown, words, action = key
    click = Style.from_meta({"@click": action})
    return [(f" {shown}", Style.parse("bold $primary") + click), (f" {words} ", click)]


def _width(key: tuple[str, str, str, str]) -> int:
    return cell_len(f" {key[1]} {key[2]} ")
