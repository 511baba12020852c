"""A question and its feedback as lines that can be read aloud: no sign stands for a word."""

from __future__ import annotations

from collections.abc import Iterator

from awsstudy.core.i18n import Messages
from awsstudy.quiz.form import FREE
from awsstudy.quiz.session import Given, Session
from awsstudy.quiz.summary import Summary

Said = tuple[str, str]
"""What stands before a text, and the text."""


def question(session: Session, say: Messages) -> Iterator[Said]:
    """The stem, the lines to match, the answers as they are shown."""
    item = session.item
    yield "", say.of(item.stem)
    for slot, prompt in enumerate(item.prompts):
        yield f"  ({slot + 1}) ", say.of(prompt)
    for number, place in enumerate(session.order):
        text = say.of(item.choices[place].text)
        if place in session.struck:
            text = say("lines.struck", text=text)
        elif place in session.placed:
            text = say("lines.placed", text=text, n=place + 1)
        yield f"  {number + 1}. ", text


def how(session: Session, say: Messages) -> str:
    """How the question is answered."""
    item = session.item
    if item.kind == "choice":
        return say("lines.one") if item.choose == 1 else say("lines.several", n=item.choose)
    fixed = sum(place != FREE for place in session.selected if place in session.placed)
    if fixed:
        return say("lines.rest", n=item.choose - fixed)
    return say(f"lines.{item.kind}", n=item.choose)


def verdict(given: Given, say: Messages) -> Iterator[Said]:
    """Whether it was right, and what is remarkable about that."""
    if given.correct:
        yield "", say("quiz.right")
    else:
        yield "", say("quiz.wrong") if given.chosen else say("quiz.not_known")
    if given.confidence == "sure" and not given.correct:
        yield "", say("quiz.sure_but_wrong")
    if given.confidence == "guess" and given.correct:
        yield "", say("quiz.lucky")
    if given.item.own_key:
        yield "", say("ownkey.in_force")
        yield "", say("lines.your_reason", reason=given.item.own_key.reason)


def reasons(session: Session, say: Messages) -> Iterator[Said]:
    """Each answer with whether it is right, whether it was chosen, and why."""
    yield from _chosen(session, say) if session.item.kind == "choice" else _placed(session, say)


def _chosen(session: Session, say: Messages) -> Iterator[Said]:
    for number, place in enumerate(session.order):
        choice = session.item.choices[place]
        marks = [say("lines.is_right" if choice.correct else "lines.is_wrong")]
        if place in session.last.chosen:
            marks.append(say("lines.yours"))
        yield f"  {number + 1}. ", f"{say.of(choice.text)} ({', '.join(marks)})"
        yield "     ", say.of(choice.why)


def _placed(session: Session, say: Messages) -> Iterator[Said]:
    item, given = session.item, session.last.chosen
    for slot, choice in enumerate(item.choices):
        text = say.of(choice.text)
        if slot >= item.choose:
            yield "  - ", text
        elif item.prompts:
            yield f"  ({slot + 1}) ", f"{say.of(item.prompts[slot])}: {text}"
        else:
            yield f"  {slot + 1}. ", text
        if slot < item.choose and given and given[slot] != slot:
            yield "     ", f"{say('quiz.yours')} {say.of(item.choices[given[slot]].text)}"
        yield "     ", say.of(choice.why)


def summary(one: Summary, say: Messages) -> Iterator[Said]:
    """What the answers given so far come to."""
    yield "", say("summary.score", right=one.right, of=one.asked)
    if one.hinted:
        points = f"{float(one.points):.1f}".removesuffix(".0")
        yield "", say("summary.points", points=points, n=one.hinted)
    if one.sure_and_wrong:
        yield "", say("summary.sure_wrong", n=len(one.sure_and_wrong))
    if one.lucky:
        yield "", say("summary.lucky", n=one.lucky)
