"""The learner's misconceptions: held, in treatment, cleared."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.clock import today
from awsstudy.core.errors import AwsStudyError
from awsstudy.study.remedy import Standing, Treatment
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.widgets.drawing import wrap

CHECKS = "checks"
"""The row that takes all checks that are due; no misconception is called so."""


class BeliefsScreen(StudyScreen[None]):
    """A list to choose from, what is best done first at its head."""

    TITLE_ID = "beliefs.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "beliefs.open",
            id="beliefs.open",
            tooltip="beliefs.open.help",
            priority=True,
        ),
        Binding(
            "e,f3",
            "errors",
            "beliefs.errors",
            id="beliefs.errors",
            tooltip="beliefs.errors.help",
            key_display="e",
        ),
    ]

    def body(self) -> ComposeResult:
        """Counts and the list."""
        yield Static(id="status", markup=False)
        yield OptionList(id="beliefs", markup=False)

    def on_screen_resume(self) -> None:
        """Coming back from a treatment."""
        self.retranslate()

    def show_words(self) -> None:
        """Every misconception that showed, by how it stands."""
        ranked = self.workspace.clinic.ranked()
        due = self.workspace.clinic.agenda()
        counts = Counter(one.standing for one in ranked)
        totals = {standing: counts[standing] for standing in get_args(Standing)}
        words = self.text("beliefs.counts", **totals, due=len(due.checks) + len(due.urgent))
        self.query_one("#status", Static).update(Content(words if ranked else self._none()))
        listed = self.query_one("#beliefs", OptionList)
        place = listed.highlighted or 0
        listed.set_options(self._options(ranked, len(due.checks)))
        if listed.option_count:
            listed.highlighted = min(max(1, place), listed.option_count - 1)
        self.refresh_bindings()

    def _none(self) -> str:
        return self.text("beliefs.none")

    def _options(self, ranked: list[Treatment], checks: int) -> list[Option]:
        options: list[Option] = []
        for standing in get_args(Standing):
            members = [one for one in ranked if one.standing == standing]
            if members:
                head = Content.styled(self.text(f"standing.{standing}"), "bold $accent")
                options.append(Option(head, disabled=True))
            if standing == "treated" and checks:
                words = Content.styled(self.text("beliefs.checks", n=checks), "bold $due")
                options.append(Option(words, id=CHECKS))
            options += [self._option(one) for one in members]
        return options

    def _option(self, one: Treatment) -> Option:
        belief = self.workspace.catalog.misconceptions[one.misconception]
        lines = wrap(self.of(belief.believed), min(110, self.app.size.width - 8))
        told = [Content(f"  {line}") for line in lines]
        told.append(Content.styled(f"    {self._state(one)}", "$due" if one.urgent else "$muted"))
        return Option(Content("\n").join(told), id=one.misconception)

    def _state(self, one: Treatment) -> str:
        concept = self.workspace.catalog.concepts.get(one.concept)
        parts = [self.of(concept.title)] if concept else []
        if one.urgent:
            parts.append(self.text("treatment.sure"))
        if one.step == "check":
            due = one.check_due(today(self.workspace.clock))
            parts.append(self.text("beliefs.due" if due else "treatment.from", day=one.due))
        elif one.step == "none":
            parts.append(self.text("beliefs.cleared", day=one.due))
        else:
            parts.append(self.text(f"beliefs.{one.step}"))
        return "  ".join(parts)

    @on(OptionList.OptionSelected, "#beliefs")
    def _open(self, event: OptionList.OptionSelected) -> None:
        name = str(event.option_id)
        try:
            screen = (
                areas.open_checks(self.workspace)
                if name == CHECKS
                else areas.open_treatment(self.workspace, name)
            )
        except AwsStudyError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.app.push_screen(screen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing is listed there is nothing to open."""
        if action != "open":
            return True
        return self.is_mounted and self.query_one("#beliefs", OptionList).option_count > 0

    def action_open(self) -> None:
        """Open what the arrow is on."""
        self.query_one("#beliefs", OptionList).action_select()

    def action_errors(self) -> None:
        """Open the error log."""
        self.app.push_screen(areas.open_area("errors", self.workspace))
