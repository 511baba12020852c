"""The simulator screen: predict, run, see which rule decided, try again. Shows any model."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import ContentSwitcher, Static

from awsstudy.core.errors import AwsStudyError
from awsstudy.core.i18n import Localized
from awsstudy.sims.fields import leaves, shown, with_value
from awsstudy.sims.kernel import FOREVER, Params
from awsstudy.tui import areas, simkeys
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.dialogs import AskDialog, ChooseDialog
from awsstudy.tui.movement import Movement
from awsstudy.tui.widgets.form import ParameterList
from awsstudy.tui.widgets.simtext import SimText
from awsstudy.workspace.laboratory import Laboratory
from awsstudy.workspace.workspace import Workspace

SPEEDS = (0.5, 1.0, 2.0, 5.0, 20.0)
"""Steps a second."""
FRAME_LINES = 2
"""The screen's title and its key bar."""
PANES = ("run", "log", "params")
RUNNING = (
    *("play", "step", "back", "end", "rewind", "scrub", "pane", "act", "fork", "speed"),
    *("edit", "why"),
)
"""Actions that wait for the prediction."""


def _height(text: Content) -> int:
    return text.plain.count("\n") + 1 if text.plain else 0


class SimulatorScreen(StudyScreen[None]):
    """One simulator at one of its scenarios."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = simkeys.BINDINGS

    def __init__(
        self, workspace: Workspace, model: str, scenario: str = "", belief: str = ""
    ) -> None:
        super().__init__(workspace)
        self.lab = Laboratory(workspace, model, scenario, belief)
        self.words_of = SimText(self.lab, workspace)
        self._timer: Timer | None = None
        self._movement = Movement(self, begun=self.retranslate, ended=self._moved)
        self._speed = 1
        # Every key asks which pane it is, at every frame: too often to ask the tree of widgets.
        self._pane = "predict"
        self._judged = False

    @property
    def heading(self) -> str:
        """Simulator and scenario."""
        scenario = self.of(self.lab.scenario.title)
        return f"{self.of(self.lab.page.title)} - {scenario}"

    def body(self) -> ComposeResult:
        """Metrics, one pane at a time, and what came of the prediction."""
        yield Static(id="status", markup=False)
        with ContentSwitcher(initial="predict", id="panes"):
            with VerticalScroll(id="predict"):
                yield Static(id="question", markup=False)
            with VerticalScroll(id="run"):
                yield Static(id="panels", markup=False)
            with VerticalScroll(id="log"):
                yield Static(id="events", markup=False)
            yield ParameterList(id="params")
        yield Static(id="verdict", markup=False)

    @property
    def pane(self) -> str:
        """The pane on screen."""
        return self._pane

    @pane.setter
    def pane(self, name: str) -> None:
        self._pane = name
        self.query_one("#panes", ContentSwitcher).current = name
        self.set_focus(self.query_one(f"#{name}"))

    def show_words(self) -> None:
        """Everything about the present moment."""
        text = self.words_of
        width = min(110, self.app.size.width - 6)
        playing = self._timer is not None or self._movement.under_way
        status = text.status(width + 2, playing=playing)
        verdict = text.verdict(width, ended=self._ended)
        self.query_one("#status", Static).update(status)
        if self.pane == "params":
            self.query_one(ParameterList).show(self.lab, self.workspace.language)
        else:
            room = self.app.size.height - FRAME_LINES - sum(map(_height, (status, verdict)))
            panes: dict[str, Callable[[int], Content]] = {
                "predict": text.question,
                "run": partial(text.panels, height=room),
                "log": text.log,
            }
            self.query_one(f"#{self.pane} Static", Static).update(panes[self.pane](width))
        self.query_one("#verdict", Static).update(verdict)

    @property
    def _ended(self) -> bool:
        return self.lab.unlocked and self.lab.player.finished

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing runs before the learner has predicted."""
        if action == "choose":
            return not self.lab.unlocked
        if action in RUNNING and not self.lab.unlocked:
            return False
        if self.pane == "params" and action in ("play", "end", "rewind"):
            return False  # there these keys move in the list and choose
        offered = {
            "act": bool(self.lab.player.actions),
            "edit": self.lab.model.edits is not None,
            "scenario": len(self.lab.page.scenarios) > 1,
        }
        return offered.get(action, True)

    def action_choose(self, number: int) -> None:
        """Commit to a prediction; that unlocks the run."""
        choices = self.lab.scenario.predict.choices
        if not self.lab.unlocked and number <= len(choices):
            self.lab.predict(choices[number - 1])
            self.pane = "run"
            self.action_step()

    def action_play(self) -> None:
        """Run or pause; a movement under way stops where it is."""
        if self._timer is not None or self._movement.under_way:
            self._halt()
        elif not self.lab.player.finished:
            if not self.workspace.settings.motion:
                self.action_end()
                return
            self._timer = self.set_interval(1 / SPEEDS[self._speed], self._tick)
        self.retranslate()

    def _pause(self) -> None:
        """Stop playing; a movement under way is brought to its end first."""
        self._movement.finish()
        self._halt()

    def _halt(self) -> None:
        self._movement.stop()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _tick(self) -> None:
        if not self._movement.under_way:
            self._movement.go(self.lab.player.onward())

    def _moved(self) -> None:
        """Show the new moment; at the end, save the run and say what came of it."""
        if self._ended:
            self._halt()
            if not self._judged:
                self._judged = True
                self.lab.ended()
                if self.lab.belief:
                    self.action_why()
        self.retranslate()

    def action_step(self) -> None:
        """Go on to the next thing that happens."""
        self._pause()
        self._movement.go(self.lab.player.onward())

    def action_back(self) -> None:
        """Go back to before the last thing that happened."""
        self._pause()
        self._movement.go(self.lab.player.towards(self.lab.player.earlier))

    def action_end(self) -> None:
        """Go to the end."""
        self._pause()
        self._movement.go(self.lab.player.towards(FOREVER))

    def action_rewind(self) -> None:
        """Go to the beginning."""
        self._pause()
        self._movement.go(self.lab.player.towards(None))

    def action_scrub(self, by: int) -> None:
        """Jump a tenth of the run."""
        self._pause()
        player = self.lab.player
        last = self.lab.last_moment()
        self._movement.go(player.towards(min(last, max(0.0, player.at + by * last / 10))))

    def action_fork(self) -> None:
        """From here on nothing of the script happens any more; the learner decides."""
        self._pause()
        self.lab.player.fork()
        self.notify(self.text("sim.forked"), markup=False, timeout=3)

    def action_speed(self, by: int) -> None:
        """Play faster or slower."""
        self._speed = min(len(SPEEDS) - 1, max(0, self._speed + by))
        if self._timer is not None:
            self._timer.stop()
            self._timer = self.set_interval(1 / SPEEDS[self._speed], self._tick)
        self.notify(self.text("sim.speed", n=SPEEDS[self._speed]), markup=False, timeout=2)

    def action_reset(self) -> None:
        """The scenario from its beginning, with its own parameters, and a new prediction."""
        self._begin(self.lab.scenario.id)

    def _begin(self, scenario: str) -> None:
        self._pause()
        chosen = next(one for one in self.lab.page.scenarios if one.id == scenario)
        self.lab.set_up(chosen)
        self._judged = False
        self.pane = "predict"
        for name in ("predict", "run"):
            self.query_one(f"#{name}").scroll_home(animate=False)
        self.retranslate()

    def action_pane(self) -> None:
        """Panels, event log, parameters."""
        place = PANES.index(self.pane) if self.pane in PANES else -1
        self.pane = PANES[(place + 1) % len(PANES)]
        self.retranslate()
        self.query_one("#log").scroll_end(animate=False)

    @work
    async def action_scenario(self) -> None:
        """Choose another scenario."""
        titles = {one.id: self.of(one.title) for one in self.lab.page.scenarios}
        dialog = ChooseDialog(self.workspace, self.text("sim.scenario"), titles)
        if chosen := await self.app.push_screen_wait(dialog):
            self._begin(chosen)

    @work
    async def action_act(self) -> None:
        """Do something to the simulated world."""
        self._pause()
        actions = {action: self.words_of.action(action) for action in self.lab.player.actions}
        dialog = ChooseDialog(self.workspace, self.text("sim.act"), actions)
        if chosen := await self.app.push_screen_wait(dialog):
            self.lab.player.act(chosen)
            self._judged = False
            self._moved()

    @work
    async def action_edit(self) -> None:
        """Change the situation by one of the model's edits."""
        edits = {str(n): edit for n, edit in enumerate(self.lab.edits())}
        told = {key: self.words_of.edit(edit) for key, edit in edits.items()}
        title = self.text("sim.edit")
        if self.lab.scenario.goal is not None:
            title += "\n" + self.text("sim.goal", goal=self.of(self.lab.scenario.goal.text))
        dialog = ChooseDialog(self.workspace, title, told)
        if chosen := await self.app.push_screen_wait(dialog):
            self._take(edits[chosen].params)

    def _take(self, params: Params) -> None:
        """Run with other parameters from now on."""
        self._movement.stop()
        self.lab.change(params)
        self._judged = False
        self.retranslate()

    def action_why(self) -> None:
        """Why it went so, why not otherwise, and what would help."""
        self.app.push_screen(areas.open_why(self.workspace, self.lab, ended=self._ended))

    @work
    async def action_limits(self) -> None:
        """Say what the model shows and what it leaves out."""
        page, title = self.lab.page, self.text("sim.limits_title")
        told = f"{self.of(page.summary)}\n\n**{title}**\n\n{self.of(page.limits)}"
        name = self.of(page.title)
        await self.app.push_screen_wait(
            areas.open_notice(self.workspace, name, Localized.same(told))
        )

    @on(ParameterList.Chosen)
    @work
    async def _edit(self, message: ParameterList.Chosen) -> None:
        params = self.lab.player.script.params
        leaf = next(leaf for leaf in leaves(params) if leaf.name == message.name)
        title = self.words_of.parameter(leaf)
        if leaf.choices:
            names = {one: self.words_of.value_name(leaf, one) for one in leaf.choices}
            answer = await self.app.push_screen_wait(ChooseDialog(self.workspace, title, names))
        else:
            dialog = AskDialog(
                self.workspace,
                title,
                shown(leaf.value),
                lambda text: with_value(params, leaf.path, text),
            )
            answer = await self.app.push_screen_wait(dialog)
        if answer is not None:
            self._change(leaf.path, answer)

    def _change(self, path: tuple[str, ...], text: str) -> None:
        try:
            params = with_value(self.lab.player.script.params, path, text)
        except AwsStudyError as error:
            self.notify(error.message, severity="warning", markup=False)
            return
        self._take(params)
