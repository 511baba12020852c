"""From the log to what is derived from it: replaying every review and mark gives every state.

What is kept in the database is only a shortcut: a replay of the log must always give the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from awsstudy.flashcards.scheduling import Moment, Rating, Schedule
from awsstudy.store.records import CardState, Mark, MarkKind, Review, States, UnitState


def reviewed(schedule: Schedule, unit: UnitState, review: Review) -> UnitState:
    """The unit after a review of it."""
    after = schedule.rate(
        unit,
        Rating(review.rating),
        Moment(review.at, review.study_day),
        steps=review.kind == "card",
        interval=review.interval,
    )
    return replace(after, last_item=review.card_id)


def asked(card: CardState) -> CardState:
    """The card after it was asked once more."""
    return replace(card, reps=card.reps + 1)


def marked(card: CardState, mark: Mark) -> CardState:
    """The card after a mark."""
    kind: MarkKind = mark.kind
    if kind in ("suspend", "unsuspend"):
        return replace(card, suspended=kind == "suspend")
    if kind in ("flag", "unflag"):
        return replace(card, flagged=kind == "flag")
    return replace(card, buried_on=mark.study_day if kind == "bury" else None)


def replay(schedule: Schedule, reviews: Iterable[Review], marks: Iterable[Mark]) -> States:
    """Everything that reviews and marks (each oldest first) lead to."""
    states = States({}, {})
    for review in reviews:
        if review.kind == "cram":
            continue
        unit = states.units.get(review.fact_id) or UnitState(unit_id=review.fact_id)
        states.units[review.fact_id] = reviewed(schedule, unit, review)
        if review.kind == "card":
            card = states.cards.get(review.card_id) or CardState(card_id=review.card_id)
            states.cards[review.card_id] = asked(card)
    for mark in marks:
        card = states.cards.get(mark.item_id) or CardState(card_id=mark.item_id)
        states.cards[mark.item_id] = marked(card, mark)
    blank = [key for key, card in states.cards.items() if card == CardState(card_id=key)]
    for key in blank:
        del states.cards[key]
    return states
