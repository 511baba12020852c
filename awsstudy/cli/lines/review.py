"""Flashcards as lines: an answer is in the database before the next card is printed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from awsstudy.cli.lines.console import Console, Left, key_of
from awsstudy.core.errors import AwsStudyError, ExitCode
from awsstudy.flashcards.scheduling import Rating
from awsstudy.flashcards.typed import is_right
from awsstudy.store.records import MarkKind

if TYPE_CHECKING:
    from awsstudy.flashcards.items import CardItem
    from awsstudy.workspace.workspace import Workspace

FOUR = {"1": Rating.AGAIN, "2": Rating.HARD, "3": Rating.GOOD, "4": Rating.EASY}
TWO = {"1": Rating.AGAIN, "2": Rating.GOOD}
MARKS: dict[str, MarkKind] = {"b": "bury", "s": "suspend"}


class PlainReview:
    """One sitting with the cards."""

    def __init__(self, workspace: Workspace, console: Console, concept: str = "") -> None:
        self._workspace = workspace
        self._console = console
        self._say = workspace.messages
        only = None if not concept else lambda item: item.concept_id == concept
        self._desk = workspace.cards(only)
        self._item: CardItem | None = self._desk.next()
        self._typed = ""
        self._began = self._card_began = workspace.clock.monotonic()

    def run(self) -> int:
        """Ask until nothing is due or the learner leaves; returns the exit code."""
        try:
            while self._item is not None:
                self._ask(self._item)
        except (Left, KeyboardInterrupt) as end:
            self._console.say()
            self._console.say(self._say("lines.cards_left", n=self._desk.answered))
            return ExitCode.INTERRUPTED if isinstance(end, KeyboardInterrupt) else ExitCode.OK
        done = "cards.done_answered" if self._desk.answered else "cards.done"
        self._console.say()
        self._console.say(self._say(done, n=self._desk.answered))
        return ExitCode.OK

    def _ask(self, item: CardItem) -> None:
        """One card from its front to the answer; a mark or undo leads to another card."""
        self._card_began = self._workspace.clock.monotonic()
        self._typed = ""
        self._front(item)
        if self._recalled(item) and self._item is item:
            self._back(item)
            self._rate(item)

    def _front(self, item: CardItem) -> None:
        say, counts = self._say, self._desk.counts()
        concept = self._workspace.catalog.concept(item.concept_id)
        left = say("cards.left", new=counts.new, learning=counts.learning, due=counts.due)
        phase = say(f"phase.{self._desk.unit(item).phase}")
        self._console.say()
        self._console.say(f"{say.of(concept.title)}, {phase} ({left})")
        self._console.say(say.of(item.front))

    def _recalled(self, item: CardItem) -> bool:
        """Wait until the answer may be shown; whether the card is still the one to ask."""
        prompt = self._say("lines.type" if item.typed else "lines.recall")
        while True:
            line = self._console.ask(prompt)
            key = key_of(line)
            meant = item.typed and is_right(line, item.accepted)
            if key in self._known(revealed=False) and not meant:
                if self._command(key, revealed=False):
                    return False
            elif item.typed or not key:
                self._typed = line
                return True
            else:
                self._help(revealed=False, understood=False)

    def _back(self, item: CardItem) -> None:
        if item.typed:
            verdict = "lines.typed_right" if self._was_typed(item) else "lines.typed_wrong"
            self._console.say(self._say(verdict, text=self._typed or "-"))
        self._console.say(self._say("lines.answer", text=self._say.of(item.back)))
        if item.note:
            self._console.say(self._say.of(item.note))

    def _was_typed(self, item: CardItem) -> bool:
        return is_right(self._typed, item.accepted)

    def _rate(self, item: CardItem) -> None:
        """Take how well it was recalled; Enter is what typing showed, or known."""
        four = self._workspace.settings.four_buttons
        buttons = FOUR if four else TWO
        prompt = self._say("lines.rate_four" if four else "lines.rate_two")
        while self._item is item:
            key = key_of(self._console.ask(prompt))
            if key in buttons:
                self._answer(item, buttons[key])
            elif not key:
                wrong = item.typed and not self._was_typed(item)
                self._answer(item, Rating.AGAIN if wrong else Rating.GOOD)
            elif key in self._known(revealed=True):
                if self._command(key, revealed=True):
                    return
            else:
                self._help(revealed=True, understood=False)

    def _answer(self, item: CardItem, rating: Rating) -> None:
        gone = int((self._workspace.clock.monotonic() - self._card_began) * 1000)
        try:
            self._desk.rate(item, rating, gone)
        except AwsStudyError as error:
            self._console.say(str(error))
            return
        self._item = self._desk.next()

    @staticmethod
    def _known(*, revealed: bool) -> tuple[str, ...]:
        return tuple("?tqubs*i" if revealed else "?tqubs*")

    def _command(self, key: str, *, revealed: bool) -> bool:
        """Do what a letter asks for; tells whether the card has to be asked anew, or another.

        Raises:
            Left: it is to leave.
        """
        match key:
            case "q":
                raise Left
            case "?":
                self._help(revealed=revealed, understood=True)
            case "t":
                self._tell_time()
            case "i":
                self._prove()
            case "u":
                return self._undo()
            case "*":
                self._flag()
            case _:
                return self._mark(MARKS[key])
        return False

    def _help(self, *, revealed: bool, understood: bool) -> None:
        if not understood:
            self._console.say(self._say("lines.not_understood"))
        for key in self._known(revealed=revealed):
            self._console.say(self._say(f"lines.key_{_NAMES[key]}"), f"  {key}  ")

    def _tell_time(self) -> None:
        now = self._workspace.clock.monotonic()
        this, all_of_it = (str(timedelta(seconds=round(now - at))) for at in self._times())
        self._console.say(self._say("lines.time", this=this, all=all_of_it))

    def _times(self) -> tuple[float, float]:
        return self._card_began, self._began

    def _undo(self) -> bool:
        item = self._desk.undo()
        if item is None:
            self._console.say(self._say("lines.nothing_to_undo"))
            return False
        self._console.say(self._say("cards.undone"))
        self._item = item
        return True

    def _mark(self, kind: MarkKind) -> bool:
        assert self._item is not None  # noqa: S101 - marks are offered only with a card
        self._desk.mark(self._item, kind)
        self._console.say(self._say(f"cards.did_{kind}"))
        self._item = self._desk.next()
        return True

    def _flag(self) -> None:
        assert self._item is not None  # noqa: S101 - marks are offered only with a card
        flagged = self._desk.card(self._item).flagged
        self._desk.mark(self._item, "unflag" if flagged else "flag")
        self._console.say(self._say("lines.unflagged" if flagged else "lines.flagged"))

    def _prove(self) -> None:
        """The fact with its sources, and when the card would come back."""
        assert self._item is not None  # noqa: S101 - asked for only with a card
        catalog, say = self._workspace.catalog, self._say
        if fact := catalog.facts.get(self._item.fact_id):
            self._console.say(say.of(fact.text))
            sources = catalog.concept_of(self._item.fact_id).sources
            for name in fact.sources:
                self._console.say(f"{sources[name].title} ({sources[name].as_of})", "  ")
                self._console.say(sources[name].url, "  ")
        waits = self._desk.memory.preview(self._item.fact_id)
        for rating, wait in waits.items():
            self._console.say(f"{say(f'cards.rate{rating.value}')}: {self._wait(wait)}", "  ")

    def _wait(self, wait: timedelta) -> str:
        if wait.days:
            return self._say("cards.days", n=wait.days)
        return self._say("cards.minutes", n=max(1, round(wait.total_seconds() / 60)))


_NAMES = {
    "?": "help",
    "t": "time",
    "q": "leave",
    "u": "undo",
    "b": "bury",
    "s": "suspend",
    "*": "flag",
    "i": "proof",
}
