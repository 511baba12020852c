"""Words for what the plan says, the same in the app and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.core.i18n import Messages

if TYPE_CHECKING:
    from awsstudy.catalog.outline import Outline
    from awsstudy.study.today import Entry


def reason(entry: Entry, outline: Outline, words: Messages) -> str:
    """Why the plan holds an entry, with concepts and scenarios by their titles."""
    values = dict(entry.values)
    if concept := values.get("concept"):
        values["concept"] = words.of(outline.concepts[str(concept)].title)
    if scenario := values.get("scenario"):
        titles = {f"{one.model}.{one.id}": one.title for one in outline.scenarios}
        values["scenario"] = words.of(titles[str(scenario)])
    return words(entry.reason, **values)
