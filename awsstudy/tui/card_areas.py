"""Opens what belongs to single cards; each screen is imported when first shown, as in ``areas``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from awsstudy.tui import areas

if TYPE_CHECKING:
    from awsstudy.flashcards.items import CardItem
    from awsstudy.store.records import OwnCard
    from awsstudy.workspace.leech_help import Help
    from awsstudy.workspace.workspace import Workspace


def _made(module: str, kind: str, *arguments: Any, **named: Any) -> Screen[None]:
    made = getattr(import_module(f"awsstudy.tui.{module}"), kind)
    screen: Screen[None] = made(*arguments, **named)
    return screen


def open_browser(workspace: Workspace, sought: str = "") -> Screen[None]:
    """Every card, or those that a filter finds."""
    return _made("browse", "BrowseScreen", workspace, sought)


def open_card(workspace: Workspace, item: CardItem, *, revealed: bool) -> Screen[None]:
    """What is known of a card, with its back or without."""
    return _made("card_info", "CardInfoDialog", workspace, item, revealed=revealed)


def open_note(workspace: Workspace, item: CardItem) -> Screen[None]:
    """The note on a card, to be written."""
    return _made("card_writing", "NoteDialog", workspace, item)


def open_own_card(workspace: Workspace, concept: str, card: OwnCard | None = None) -> Screen[None]:
    """A card of the learner's own, to be written or worded otherwise."""
    return _made("card_writing", "OwnCardDialog", workspace, concept, card)


def open_help_with(workspace: Workspace, way: Help) -> Screen[None]:
    """A way to learn what is forgotten again and again.

    Raises:
        AwsStudyError: there is nothing to do there (any more).
    """
    if way.kind == "treat":
        return areas.open_treatment(workspace, way.target)
    if way.kind == "pair":
        return areas.open_query(workspace, workspace.quiz.query(f"pair:{way.target}"))
    if way.kind == "simulator":
        return areas.open_simulator(workspace, way.target)
    return areas.open_concept(workspace, way.target)
