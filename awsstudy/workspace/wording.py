"""Words for what the plan and the quiz say, the same in the app and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.core.i18n import Messages

if TYPE_CHECKING:
    from awsstudy.catalog.catalog import Catalog
    from awsstudy.catalog.outline import Outline
    from awsstudy.quiz.reasons import Reason
    from awsstudy.study.today import Entry


def reason(entry: Entry, outline: Outline, words: Messages) -> str:
    """Why the plan holds an entry, with concepts and scenarios by their titles."""
    values = dict(entry.values)
    if concept := values.get("concept"):
        found = outline.concepts.get(str(concept))
        values["concept"] = words.of(found.title) if found else concept
    if scenario := values.get("scenario"):
        titles = {f"{one.model}.{one.id}": one.title for one in outline.scenarios}
        values["scenario"] = words.of(titles[str(scenario)])
    if pair := values.get("pair"):
        values["pair"] = next(words.of(one.title) for one in outline.pairs if one.id == pair)
    return words(entry.reason, **values)


def days_left(days: int, words: Messages) -> str:
    """How far away the exam is, in days; it may be past."""
    if days < 0:
        return words("home.exam_past")
    near = {0: "home.exam_today", 1: "home.exam_tomorrow"}
    return words(near.get(days, "home.exam"), days=days)


def why_asked(why: Reason, catalog: Catalog, words: Messages) -> str:
    """Why a question was chosen: ``weak: Network ACL, .61``."""
    often = {1: "_once", 2: "_twice"}.get(why.times, "") if why.kind == "wrong" else ""
    return words(
        f"reason.{why.kind}{often}",
        concept=words.of(catalog.concepts[why.concept_id].title),
        times=why.times,
        chance=f"{why.chance:.2f}".removeprefix("0"),
    )
