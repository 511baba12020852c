"""Runs of simulators for the command line: scripts, results, cases, questions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from fractions import Fraction
from typing import IO, TYPE_CHECKING, Any

from pydantic import ValidationError

from awsstudy.core.errors import SettingsError, UnknownIdError
from awsstudy.core.template import fill
from awsstudy.quiz.generated import make_item
from awsstudy.quiz.item import Item
from awsstudy.sims.fields import with_value
from awsstudy.sims.kernel import Event, Run, Script, run
from awsstudy.workspace.laboratory import scenario_script

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace


def script_of(
    workspace: Workspace,
    loaded: Any,
    scenario: str,
    changes: list[str],
    seed: int,
    until: float | None,
) -> Script[Any]:
    """The script that the options of ``sim run`` describe.

    Raises:
        UnknownIdError: there is no such scenario.
        SettingsError: a ``--set`` is not understood or not allowed.
    """
    script: Script[Any] = Script(loaded.simulation.PARAMS(), seed)
    if scenario:
        page = workspace.catalog.sims[loaded.id]
        found = next((one for one in page.scenarios if one.id == scenario), None)
        if found is None:
            known = ", ".join(one.id for one in page.scenarios)
            raise UnknownIdError(f"There is no scenario '{scenario}'.", hint=f"Scenarios: {known}")
        script = scenario_script(loaded, found)
    params = script.params
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals:
            raise SettingsError(f"--set: '{change}' is not name=value.")
        params = with_value(params, tuple(name.split(".")), value)
    return Script(params, seed, script.actions, script.until if until is None else until)


def result(
    workspace: Workspace, loaded: Any, script: Script[Any], *, trace: bool
) -> dict[str, Any]:
    """A run's outcome, metrics and trace as plain JSON values."""
    return _plain(run(loaded.simulation, script, workspace.rules), trace=trace)


def write_events(workspace: Workspace, loaded: Any, script: Script[Any], out: IO[str]) -> None:
    """A run's events, one JSON object a line: in the model's own rows where it has any."""
    events = run(loaded.simulation, script, workspace.rules).events
    rows = loaded.journal(script.params, events) if loaded.journal else map(_row, events)
    for row in rows:
        out.write(json.dumps(_json(dict(row)), ensure_ascii=False) + "\n")


def _row(event: Event) -> dict[str, Any]:
    told = _event(event)
    return {"t": told.pop("at"), "ev": told.pop("event"), **told}


def _plain(done: Run, *, trace: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {"outcome": _json(done.outcome), "metrics": _json(dict(done.metrics))}
    if trace:
        answer["trace"] = [_event(event) for event in done.events]
    return answer


def _event(event: Event) -> dict[str, Any]:
    values = {field.name: _json(getattr(event, field.name)) for field in fields(event)}
    rules = values.pop("rules")
    near = {"why_not": asdict(event.near)} if event.near else {}
    del values["near"]
    rule = rules[0] if rules else ""
    return {"rule": rule, "event": type(event).__name__, "rules": rules, **values, **near}


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [_json(item) for item in value]
    if isinstance(value, Fraction):
        return str(value)
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def told(workspace: Workspace, loaded: Any, script: Script[Any]) -> str:
    """A run as lines: each event with the rules behind it, then the metrics."""
    page, language = workspace.catalog.sims[loaded.id], workspace.language
    done = run(loaded.simulation, script, workspace.rules)
    lines = []
    for event in done.events:
        values = {field.name: getattr(event, field.name) for field in fields(event)}
        words = fill(page.events[type(event).__name__], values, language, page.terms)
        lines.append(f"{event.at:>8g}  {words}")
        lines += [f"{'':>10}<- {workspace.rules[rule].text[language]}" for rule in event.rules]
    for metric in loaded.simulation.METRICS:
        label = page.metrics[metric.id].label[language]
        lines.append(f"{label}: {done.metrics[metric.id]:g} {metric.unit}".rstrip())
    return "\n".join(lines)


def answer_cases(
    workspace: Workspace, loaded: Any, lines: Iterable[str], out: IO[str], *, trace: bool
) -> int:
    """Answer cases, one JSON object a line; returns how many could not be understood."""
    failed, rules = 0, workspace.rules
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        answer: dict[str, Any]
        case_id: Any = number
        try:
            case = json.loads(line)
            case_id = case.get("id", number)
            params = loaded.simulation.PARAMS.model_validate(case["params"])
            actions = tuple((float(at), str(name)) for at, name in case.get("actions", ()))
            script = Script(params, int(case.get("seed", 1)), actions)
            answer = _plain(run(loaded.simulation, script, rules), trace=trace)
        except (ValidationError, ValueError, KeyError, TypeError, AttributeError) as error:
            failed += 1
            answer = {"error": _problem(error)}
        out.write(json.dumps({"id": case_id, **answer}, ensure_ascii=False) + "\n")
    return failed


def _problem(error: Exception) -> dict[str, str]:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return {"field": ".".join(map(str, first["loc"])), "message": first["msg"]}
    if isinstance(error, KeyError):
        return {"field": str(error.args[0]), "message": "missing"}
    return {"field": "", "message": str(error)}


def questions(
    workspace: Workspace, model: str, problem: str, seeds: Iterable[int]
) -> Iterator[dict[str, Any]]:
    """Questions of a simulator as plain JSON values, its problems in turn.

    Raises:
        UnknownIdError: there is no such problem.
    """
    page, language = workspace.catalog.sims[model], workspace.language
    problems = [problem] if problem else [words.id for words in page.problems]
    for place, seed in enumerate(seeds):
        item = make_item(page, problems[place % len(problems)], seed, workspace.rules)
        yield question_of(item, language)


def question_of(item: Item, language: Any) -> dict[str, Any]:
    """A question as plain JSON values."""
    own = item.own_key
    extra: dict[str, Any] = {"kind": item.kind} if item.kind != "choice" else {}
    if item.prompts:
        extra["prompts"] = [prompt[language] for prompt in item.prompts]
    if own:
        extra["own_key"] = {"written": sorted(own.written), "reason": own.reason}
    return {
        "id": item.id,
        "stem": item.stem[language],
        "options": [
            {
                "text": choice.text[language],
                "correct": choice.correct,
                "why": choice.why[language],
                "misconception": choice.misconception,
            }
            for choice in item.choices
        ],
        "key": sorted(item.keys),
        "facts": list(item.facts),
        "rules": list(item.proof),
        **extra,
    }


def question_text(item: dict[str, Any]) -> str:
    """A question as lines; the key is marked."""
    lines = [f"{item['id']}", item["stem"]]
    for number, option in enumerate(item["options"], 1):
        lines.append(f"{'*' if option['correct'] else ' '} {number}. {option['text']}")
        lines.append(f"     {option['why']}")
    lines += [f"  ({number}) {text}" for number, text in enumerate(item.get("prompts", ()), 1)]
    return "\n".join(lines)
