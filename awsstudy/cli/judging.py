"""The learner's own keys on the command line, and any question with its key and its proof."""

from __future__ import annotations

import json as jsonlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsstudy.core.errors import ExitCode, SettingsError

if TYPE_CHECKING:
    from awsstudy.quiz.item import Item
    from awsstudy.workspace.workspace import Workspace

HEAD = """\
# Keys that a learner judged otherwise, for who keeps the content. Places are counted from 0 in
# the order of the content file. An entry holds for the wording its content_hash is of; where its
# state is 'outdated' the question was reworded since, and the entry has to be judged anew.
"""


def overrides(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    export: Annotated[
        Path | None, typer.Option(help="Write them as a patch for who keeps the content (YAML).")
    ] = None,
    withdraw: Annotated[
        str, typer.Option(help="Withdraw your key for a question, by its id.")
    ] = "",
) -> int:
    """The keys of your own: listed, exported, withdrawn."""
    from awsstudy.workspace.overrides import judgements, patch

    with context.obj.workspace() as workspace:
        if withdraw:
            _withdraw(workspace, withdraw)
        found = judgements(workspace)
        if export is not None:
            _export(export, patch(found))
            print(workspace.messages("ownkey.exported", n=len(found), file=export))
        elif json:
            print(jsonlib.dumps(patch(found), indent=2, ensure_ascii=False))
        elif not found:
            print(workspace.messages("ownkey.none"))
        else:
            print("\n".join(_lines(workspace, found)))
    return ExitCode.OK


def question(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="A question's id, or a generated one's code.")],
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    proof: Annotated[
        bool, typer.Option(help="With sources, the simulator's trace, and your statistics.")
    ] = False,
) -> int:
    """Print a question with its key and reasons: the very one its id or code names."""
    from awsstudy.cli.lines.console import Console
    from awsstudy.cli.runs import question_of, question_text
    from awsstudy.workspace.proof import proof_lines

    with context.obj.workspace() as workspace:
        item = _item(workspace, code)
        plain = question_of(item, workspace.language)
        if json:
            print(jsonlib.dumps(plain, indent=2, ensure_ascii=False))
        else:
            print(question_text(plain))
        if proof and not json:
            console = Console.of_process()
            console.say()
            for line in proof_lines(workspace, item):
                console.say(line.text, line.lead)
    return ExitCode.OK


def _item(workspace: Workspace, code: str) -> Item:
    from awsstudy.core.errors import AwsStudyError, UnknownIdError

    try:
        return workspace.quiz.item(code)
    except AwsStudyError:
        raise
    except KeyError:
        raise UnknownIdError(f"There is no question '{code}'.") from None


def _withdraw(workspace: Workspace, question_id: str) -> None:
    from awsstudy.workspace.overrides import withdraw_key

    if question_id not in workspace.store.judgements.overrides():
        raise SettingsError(f"--withdraw: you have set no key for '{question_id}'.")
    withdraw_key(workspace, question_id)


def _export(file: Path, found: dict[str, Any]) -> None:
    import yaml

    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=100)
    try:
        file.write_text(HEAD + text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"--export: {file}: {error.strerror}") from error


def _lines(workspace: Workspace, found: Any) -> list[str]:
    say, lines = workspace.messages, list[str]()
    for one in found:
        lines.append(f"{one.override.question_id} ({say(f'ownkey.state_{one.state}')})")
        if one.item is not None and one.state == "applied":
            lines += [f"  + {say.of(one.item.choices[place].text)}" for place in one.override.keys]
        day = one.override.at.date().isoformat()
        lines.append("  " + say("ownkey.reason", reason=one.override.reason, day=day))
    return lines
