"""Preferences: every setting on a line; Enter changes it, left and right step through choices."""

from __future__ import annotations

from typing import Any, ClassVar, get_args

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.errors import AwsStudyError
from awsstudy.core.settings import Settings, changed
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.dialogs import AskDialog
from awsstudy.tui.widgets import drawing


class PreferencesScreen(StudyScreen[None]):
    """The settings."""

    TITLE_ID = "preferences.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right",
            "step(1)",
            "preferences.step",
            id="preferences.step",
            tooltip="preferences.step.help",
            priority=True,
        ),
        Binding(
            "left",
            "step(-1)",
            "preferences.back",
            id="preferences.back",
            tooltip="preferences.back.help",
            show=False,
            priority=True,
        ),
        Binding(
            "1,d",
            "days",
            "preferences.days",
            id="preferences.days",
            tooltip="preferences.days.help",
        ),
    ]

    def body(self) -> ComposeResult:
        """The list, and what the chosen setting does."""
        yield OptionList(id="settings", markup=False)
        yield Static(id="verdict", markup=False)

    def show_words(self) -> None:
        """Every setting with its value."""
        listed = self.query_one("#settings", OptionList)
        place = listed.highlighted or 0
        listed.set_options([Option(self._line(name), id=name) for name in Settings.model_fields])
        listed.highlighted = place

    def _line(self, name: str) -> Content:
        label = drawing.pad(self.text(f"setting.{name}"), 34)
        return Content.assemble(label, (self._value(name), "bold"))

    def _value(self, name: str) -> str:
        value = getattr(self.workspace.settings, name)
        if isinstance(value, bool):
            return self.text("value.on" if value else "value.off")
        if value is None or value == "":
            return self.text(f"value.no_{name}")
        return self.words.get(f"value.{name}_{value}", str(value))

    @on(OptionList.OptionHighlighted)
    def _explain(self, event: OptionList.OptionHighlighted) -> None:
        words = self.text(f"setting.{event.option_id}.help")
        lines = drawing.wrap(words, min(100, self.app.size.width - 4))
        shown = Content.styled("\n".join(lines), "$muted")
        self.query_one("#verdict", Static).update(shown)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        name = str(event.option_id)
        if self._choices(name):
            self._step(name, 1)
        else:
            self._ask(name)

    def action_step(self, by: int) -> None:
        """The next or previous choice of the setting on the line."""
        listed = self.query_one("#settings", OptionList)
        option = listed.highlighted_option
        if option is not None and self._choices(str(option.id)):
            self._step(str(option.id), by)

    def action_days(self) -> None:
        """Plan the days ahead."""
        self.app.push_screen(areas.open_area("days", self.workspace))

    def _choices(self, name: str) -> tuple[Any, ...]:
        if name == "exam":
            return ("", *self.workspace.catalog.exams)
        kind = Settings.model_fields[name].annotation
        return (False, True) if kind is bool else get_args(kind) if "Literal" in str(kind) else ()

    def _step(self, name: str, by: int) -> None:
        choices = self._choices(name)
        value = getattr(self.workspace.settings, name)
        self._set(name, choices[(choices.index(value) + by) % len(choices)])

    @work
    async def _ask(self, name: str) -> None:
        settings = self.workspace.settings
        value = getattr(settings, name)
        dialog = AskDialog(
            self.workspace,
            f"{self.text(f'setting.{name}')}: {self.text(f'setting.{name}.help')}",
            "" if value is None else str(value),
            lambda text: changed(settings, name, _understood(text)),
        )
        answer = await self.app.push_screen_wait(dialog)
        if answer is not None:
            self._set(name, _understood(answer))

    def _set(self, name: str, value: object) -> None:
        try:
            self.workspace.change(name, value)
        except (AwsStudyError, OSError) as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if name == "theme":
            self.app.show_theme(str(value))  # type: ignore[attr-defined]  # the app is StudyApp
        if name == "motion":
            self.app.animation_level = "full" if value else "none"
        if name == "language":
            for screen in self.app.screen_stack:
                if isinstance(screen, StudyScreen):
                    screen.retranslate()
        self.retranslate()


def _understood(text: str) -> str | None:
    return text.strip() or None
