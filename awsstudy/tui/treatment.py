"""The treatment of a misconception: its steps, and Enter for the next of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from awsstudy.core.clock import today
from awsstudy.core.errors import AwsStudyError
from awsstudy.study.remedy import CONTRASTS, GAPS, Treatment
from awsstudy.tui import areas
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.workspace.workspace import Workspace

Part = Literal["correction", "simulator", "contrast", "check1", "check2"]
"""A step as it is shown; the simulator's only where a run refutes the belief."""


class TreatmentScreen(StudyScreen[None]):
    """One misconception in treatment."""

    TITLE_ID = "treatment.title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            str(number),
            f"pick({number})",
            "treatment.pick",
            id=f"treatment.pick{number}",
            tooltip="treatment.pick.help",
            show=False,
        )
        for number in range(1, 6)
    ]

    def __init__(self, workspace: Workspace, misconception: str) -> None:
        """Prepare the screen.

        Raises:
            UnknownIdError: the misconception never showed, or is no longer in the content.
        """
        super().__init__(workspace)
        self.name_of_belief = misconception
        self.treatment: Treatment = workspace.clinic.treatment(misconception)
        self._scenario = workspace.clinic.scenarios.get(misconception, "")

    def body(self) -> ComposeResult:
        """The belief and the steps."""
        yield Static(id="status", markup=False)
        yield OptionList(id="menu", markup=False)

    def on_mount(self) -> None:
        """Show it; what was never corrected is corrected at once."""
        super().on_mount()
        if self.next_part == "correction":
            self.call_after_refresh(self._take, "correction")

    def on_screen_resume(self) -> None:
        """Coming back from a step."""
        self.treatment = self.workspace.clinic.treatment(self.name_of_belief)
        self.retranslate()
        self._to_next()

    @property
    def parts(self) -> list[Part]:
        """The steps of this treatment, in order."""
        parts: list[Part] = ["correction", "simulator", "contrast", "check1", "check2"]
        return parts if self._scenario else [part for part in parts if part != "simulator"]

    @property
    def next_part(self) -> Part | None:
        """The step that comes next; None when the misconception is cleared."""
        one = self.treatment
        match one.step:
            case "correction":
                return "correction"
            case "contrast":
                wanted = self._scenario and not (one.refuted or one.contrasts)
                return "simulator" if wanted else "contrast"
            case "check":
                return "check2" if one.passes else "check1"
            case _:
                return None

    def show_words(self) -> None:
        """The belief, how it stands, the steps."""
        self.query_one("#status", Static).update(Content("\n").join(self._head()))
        menu = self.query_one("#menu", OptionList)
        place = menu.highlighted
        menu.set_options([self._option(part) for part in self.parts])
        if place is None:
            self._to_next()
        else:
            menu.highlighted = place

    def _to_next(self) -> None:
        part = self.next_part
        self.query_one("#menu", OptionList).highlighted = self.parts.index(part) if part else 0

    def _head(self) -> Iterator[Content]:
        belief = self.workspace.catalog.misconceptions[self.name_of_belief]
        yield from self._told("X ", self.of(belief.believed), "$wrong")
        one = self.treatment
        if one.step != "correction":
            yield from self._told("O ", self.of(belief.truth), "$correct")
        words = self.text(f"standing.{one.standing}"), self.text("treatment.showed", n=one.times)
        parts = [*words, self.text("treatment.last", day=one.believed_on)]
        if one.sure:
            parts.append(self.text("treatment.sure"))
        yield Content.styled("  ".join(parts), "$muted")
        done = one.step == "none"
        yield Content.styled(self.text("treatment.done" if done else "treatment.hint"), "$accent")
        yield Content("")

    def _told(self, lead: str, words: str, style: str) -> Iterator[Content]:
        for number, line in enumerate(wrap(words, min(110, self.app.size.width - 8))):
            yield Content.styled((lead if number == 0 else "  ") + line, style)

    def _option(self, part: Part) -> Option:
        now = part == self.next_part
        mark = "[x]" if self._done(part) else "[>]" if now else "[ ]"
        number = self.parts.index(part) + 1
        title = (f"{mark} {number} {self.text(f'treatment.{part}')}", "bold $due" if now else "")
        lines = wrap(self._detail(part), min(110, self.app.size.width - 12))
        told = [Content.styled(f"      {line}", "$muted") for line in lines]
        return Option(Content("\n").join([Content.assemble(title), *told]), id=part)

    def _done(self, part: Part) -> bool:
        one = self.treatment
        done = {
            "correction": one.step != "correction",
            "simulator": one.refuted,
            "contrast": one.step in ("check", "none"),
            "check1": len(one.passes) > 0,
            "check2": len(one.passes) > 1,
        }
        return done[part]

    def _detail(self, part: Part) -> str:
        one = self.treatment
        match part:
            case "correction" if self._done(part) and one.corrected_on:
                return self.text("treatment.read", day=one.corrected_on)
            case "simulator":
                wanted = "" if self._done(part) else f"  ({self.text('treatment.predict')})"
                return self._scenario_title() + wanted
            case "contrast":
                words = self.text("treatment.right", n=self._contrasts(), of=CONTRASTS)
                return words + (self._bearing() if one.step == "contrast" else "")
            case "check1" | "check2":
                return self._check(int(part[-1]) - 1)
            case _:
                return self.text(f"treatment.{part}.help")

    def _contrasts(self) -> int:
        return min(CONTRASTS, len(self.treatment.contrasts))

    def _check(self, number: int) -> str:
        one = self.treatment
        if number < len(one.passes):
            return self.text("treatment.passed", day=one.passes[number].day)
        if one.step == "check" and number == len(one.passes):
            return self.text("treatment.from", day=one.due) + self._bearing()
        return self.text(f"treatment.check{number + 1}.help", days=GAPS[number])

    def _bearing(self) -> str:
        """Says so where the questions to come do not offer the belief itself, or were asked."""
        bearing = self.workspace.clinic.bearing(self.treatment)
        return "" if bearing == "belief" else "  " + self.text(f"bearing.{bearing}")

    def _scenario_title(self) -> str:
        titles = {f"{s.model}.{s.id}": s.title for s in self.workspace.outline.scenarios}
        found = titles.get(self._scenario)
        return self.of(found) if found else self._scenario

    @on(OptionList.OptionSelected, "#menu")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_pick(event.option_index + 1)

    def action_pick(self, number: int) -> None:
        """Take a step, where its turn has come."""
        if number > len(self.parts):
            return
        part = self.parts[number - 1]
        refusal = self._refusal(part)
        if refusal:
            self.notify(refusal, severity="warning", markup=False)
            return
        self._take(part)

    def _refusal(self, part: Part) -> str:
        """Why a step cannot be taken now; empty where it can."""
        one = self.treatment
        again = part == "correction" or (part == "simulator" and one.step != "correction")
        if part == "contrast" and one.step == "contrast":
            return ""  # The simulator may be left out.
        if part != self.next_part:
            return "" if again else self.text("treatment.not_now")
        if one.step == "check" and not one.check_due(today(self.workspace.clock)):
            return self.text("treatment.wait", day=one.due)
        return ""

    def _take(self, part: Part) -> None:
        name = self.name_of_belief
        try:
            match part:
                case "correction":
                    self._correct()
                case "simulator":
                    model, _, scenario = self._scenario.partition(".")
                    self.app.push_screen(
                        areas.open_simulator(self.workspace, model, scenario, name)
                    )
                case "contrast":
                    self.app.push_screen(areas.open_contrast(self.workspace, name))
                case _:
                    self.app.push_screen(areas.open_checks(self.workspace, (name,)))
        except AwsStudyError as error:
            self.notify(str(error), severity="warning", markup=False)

    def _correct(self) -> None:
        dialog = areas.open_correction(self.workspace, self.name_of_belief)
        self.app.push_screen(dialog, self._read)

    def _read(self, read: bool | None) -> None:  # noqa: FBT001 - the dialog's answer
        """It was read, and not only closed."""
        if read and self.treatment.step == "correction":
            self.workspace.clinic.corrected(self.name_of_belief)
            self.on_screen_resume()
