"""One learner at one scenario: prediction, run, judgement, goal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from awsstudy.catalog.models.sim import Choice, Scenario, SimPage
from awsstudy.core.clock import today
from awsstudy.core.errors import UnknownIdError
from awsstudy.core.ids import event_id
from awsstudy.sims.diagnosis import Fix, Parting, parting, smallest_fix
from awsstudy.sims.goals import holds
from awsstudy.sims.kernel import Params, Run, Script, run
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Edit
from awsstudy.sims.registry import load_model
from awsstudy.store.records import Prediction, SimRun

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace


MOST_CHANGES = 2
"""So many changes are combined in search of a fix where the goal names no number."""


def merged(defaults: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Parameters with some of them changed; nested ones are merged, lists replaced."""
    result = dict(defaults)
    for name, value in changes.items():
        old = result.get(name)
        both = isinstance(value, dict) and isinstance(old, dict)
        result[name] = merged(old, value) if both and isinstance(old, dict) else value
    return result


def scenario_params(model: Any, scenario: Scenario) -> Params:
    """The parameters a scenario starts with."""
    kind: type[Params] = model.simulation.PARAMS
    return kind.model_validate(merged(kind().model_dump(mode="json"), scenario.params))


def scenario_script(model: Any, scenario: Scenario) -> Script[Any]:
    """The run a scenario is."""
    params = scenario_params(model, scenario)
    return Script(params, scenario.seed, scenario.actions, scenario.until)


class Laboratory:
    """A simulator at one of its scenarios."""

    def __init__(
        self, workspace: Workspace, model_id: str, scenario_id: str = "", belief: str = ""
    ) -> None:
        """Set up a scenario; the first one where none is named.

        Args:
            workspace: content and record.
            model_id: the simulator.
            scenario_id: the scenario.
            belief: a misconception that the run is to refute, whatever is predicted.

        Raises:
            UnknownIdError: there is no such simulator or scenario.
        """
        self._workspace = workspace
        self.belief = belief
        self.model: Any = load_model(model_id)
        self.page: SimPage = workspace.catalog.sims[model_id]
        self.scenario: Scenario = self._scenario(scenario_id)
        self.set_up(self.scenario)

    def _scenario(self, scenario_id: str) -> Scenario:
        for scenario in self.page.scenarios:
            if scenario.id == scenario_id or not scenario_id:
                return scenario
        raise UnknownIdError(f"The simulator '{self.page.id}' has no scenario '{scenario_id}'.")

    def set_up(self, scenario: Scenario) -> None:
        """Begin a scenario anew: locked until a prediction is made."""
        self.scenario = scenario
        self.chosen: Choice | None = None
        self.changes = 0
        """How often the parameters were changed since the scenario began."""
        self._goal_saved = False
        self._whole: tuple[Script[Any], Run] | None = None
        self._begun = scenario_script(self.model, scenario)
        self.load(self._begun)

    def load(self, script: Script[Any]) -> None:
        """Put a script in the player."""
        self.player: Player[Any] = Player(self.model.simulation, script, self._workspace.rules)

    @property
    def unlocked(self) -> bool:
        """Whether the learner has predicted, so that it may run."""
        return self.chosen is not None

    @property
    def altered(self) -> bool:
        """Whether parameters were changed or the learner acted: the run is not the scenario's."""
        return self.player.script != self._begun

    def change(self, params: Params) -> None:
        """Run with other parameters from now on; the prediction stands.

        What the scenario does to the world it does again; the learner's actions are forgotten.
        """
        old = self.player.script
        self.changes += 1
        self.load(Script(params, old.seed, self.scenario.actions, old.until))

    def predict(self, choice: Choice) -> None:
        """Commit to a prediction; it is saved with whether the scenario's run agrees."""
        self.chosen = choice
        now = self._workspace.clock.now()
        right = self.right_choice()
        prediction = Prediction(
            id=event_id(now),
            model=self.page.id,
            scenario=self.scenario.id,
            fact_id=self.scenario.facts[0],
            at=now,
            study_day=today(self._workspace.clock),
            chosen=choice.id,
            correct=None if right is None else right is choice,
            misconception=choice.misconception or "",
        )
        log, evidence = self._workspace.store.simulations, self._workspace.evidence
        first = not any(
            (one.model, one.scenario) == (prediction.model, prediction.scenario)
            for one in log.predictions()
        )
        updates = evidence.of_prediction(prediction, first=first)
        log.record_prediction(prediction, updates)
        evidence.keep(updates)

    def right_choice(self) -> Choice | None:
        """The choice that is true of the player's script; None when none is."""
        outcome = self._whole_run()
        return next((c for c in self.scenario.predict.choices if holds(c.when, outcome)), None)

    def last_moment(self) -> float:
        """The simulated time of the last thing that happens in the player's script."""
        return max((event.at for event in self._whole_run().events), default=0.0)

    def _whole_run(self) -> Run:
        """The run of the player's script to its end; played once a script."""
        script = self.player.script
        if self._whole is None or self._whole[0] is not script:
            finished = self.player.finished
            simulation, rules = self.model.simulation, self._workspace.rules
            done = self.player.run() if finished else run(simulation, script, rules)
            self._whole = (script, done)
        return self._whole[1]

    def goal_reached(self) -> bool:
        """Whether the run so far fulfils the scenario's goal."""
        goal = self.scenario.goal
        if goal is None or (goal.most_changes is not None and self.changes > goal.most_changes):
            return False
        return self._fulfils(self.player.run())

    def _fulfils(self, done: Run) -> bool:
        goal = self.scenario.goal
        return goal is not None and all(holds(part, done) for part in goal.when)

    def edits(self) -> tuple[Edit[Any], ...]:
        """The single changes the learner can make now."""
        edits = self.model.edits
        return tuple(edits(self.player.script.params)) if edits else ()

    def smallest_fix(self) -> Fix[Any] | None:
        """The fewest edits that reach the goal from here; None where there are none."""
        edits, rules = self.model.edits, self._workspace.rules
        if edits is None or self.scenario.goal is None:
            return None
        most = self.scenario.goal.most_changes or MOST_CHANGES
        script = self.player.script
        return smallest_fix(self.model.simulation, script, edits, self._fulfils, rules, most=most)

    def parting(self) -> Parting | None:
        """Where the belief behind a wrong prediction parts from the truth, if a model has it."""
        name = (self.chosen.misconception if self.chosen else None) or self.belief
        beliefs = (
            wrong
            for problem in self.page.problems
            for wrong, words in problem.wrong.items()
            if words.misconception == name
        )
        script, rules = self.player.script, self._workspace.rules
        partings = (
            parting(self.model.simulation, self.model.wrong[belief], script, rules)
            for belief in dict.fromkeys(beliefs)
        )
        return next((found for found in partings if found), None) if name else None

    def ended(self) -> bool:
        """Save a run that came to its end; tells whether it reached the goal."""
        reached = self.goal_reached()
        if reached and self._goal_saved:
            return reached
        now = self._workspace.clock.now()
        script = self.player.script
        self._workspace.store.simulations.record_run(
            SimRun(
                id=event_id(now),
                model=self.page.id,
                scenario=self.scenario.id,
                at=now,
                study_day=today(self._workspace.clock),
                script=script_json(script),
                goal_reached=reached,
            )
        )
        self._goal_saved = reached
        return reached


def script_json(script: Script[Any]) -> str:
    """A script as JSON, from which the run can be told again."""
    return json.dumps(
        {
            "params": script.params.model_dump(mode="json"),
            "seed": script.seed,
            "actions": script.actions,
            "until": script.until,
        },
        ensure_ascii=False,
    )


def result_json(outcome: Run) -> dict[str, Any]:
    """A run's result as plain JSON values."""
    return {
        "outcome": json.loads(json.dumps(outcome.outcome, default=str)),
        "metrics": dict(outcome.metrics),
    }
