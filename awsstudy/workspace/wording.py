"""Words for what the plan says, the same in the app and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.core.i18n import Messages

if TYPE_CHECKING:
    from awsstudy.catalog.catalog import Catalog
    from awsstudy.study.today import Entry


def reason(entry: Entry, catalog: Catalog, words: Messages) -> str:
    """Why the plan holds an entry, with concepts and scenarios by their titles."""
    values = dict(entry.values)
    if concept := values.get("concept"):
        values["concept"] = words.of(catalog.concepts[str(concept)].title)
    if scenario := values.get("scenario"):
        model, _, name = str(scenario).partition(".")
        page = catalog.sims[model]
        title = next(one.title for one in page.scenarios if one.id == name)
        values["scenario"] = f"{words.of(page.title)}: {words.of(title)}"
    return words(entry.reason, **values)
