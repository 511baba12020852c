"""What stands behind a question, as lines: why the key is the key, and how the question has gone.

The same lines are shown by the app's dialog and printed by plain mode.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from awsstudy.core.errors import AwsStudyError
from awsstudy.core.template import fill
from awsstudy.progress.items import FEWEST_ANSWERS, Discrimination, ItemStatistics, item_statistics
from awsstudy.progress.share import Share
from awsstudy.quiz.facets import family
from awsstudy.quiz.generated import make_with_draw, parse_code
from awsstudy.quiz.item import Item
from awsstudy.sims.kernel import Event, Script, run
from awsstudy.sims.problems import Model
from awsstudy.sims.registry import load_model
from awsstudy.store.records import Attempt

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace

Tone = Literal["title", "head", "text", "aside", "link", "warning"]

MOST_EVENTS = 12
"""So many events are told: the last of each kind, of the latest kinds."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of thought, not yet wrapped; empty between two parts."""

    text: str = ""
    tone: Tone = "text"
    lead: str = ""
    """What stands before its first line; the others are indented by as much."""


def proof_lines(workspace: Workspace, item: Item) -> list[Line]:
    """Everything there is to tell of a question, in the language now chosen."""
    told = Proof(workspace, item)
    parts = (told.own_key(), told.facts(), told.trace(), told.statistics())
    lines = [Line(workspace.messages("proof.title"), "title")]
    for part in map(list, parts):
        if part:
            lines += [Line(), *part]
    return lines


class Proof:
    """The parts of what there is to tell of one question."""

    def __init__(self, workspace: Workspace, item: Item) -> None:
        self._workspace = workspace
        self._item = item
        self._say = workspace.messages

    def own_key(self) -> Iterator[Line]:
        """The learner's own key, where there is one; or that it was of an older wording."""
        standing, override = self._workspace.quiz.overrides.about(self._item)
        if override is None:
            return
        day = override.at.date().isoformat()
        yield Line(self._say("ownkey.head"), "head")
        if standing == "outdated":
            yield Line(self._say("ownkey.outdated", day=day), "warning")
        else:
            for place in override.keys:
                yield Line(self._say.of(self._item.choices[place].text), lead="+ ")
            for place in sorted(self._item.written_keys - set(override.keys)):
                yield Line(self._say.of(self._item.choices[place].text), "aside", lead="- ")
            if self._item.keys != frozenset(override.keys):
                yield Line(self._say("ownkey.from_now"), "aside")
        yield Line(self._say("ownkey.reason", reason=override.reason, day=day), "aside")

    def facts(self) -> Iterator[Line]:
        """The facts it asks for, each with its sources and their dates."""
        catalog = self._workspace.catalog
        for fact_id in self._item.facts:
            fact, concept = catalog.facts[fact_id], catalog.concept_of(fact_id)
            yield Line(self._say.of(fact.text))
            for name in fact.sources:
                source = concept.sources[name]
                yield Line(f"{source.title} ({source.as_of})", "aside", "  ")
                yield Line(source.url, "link", "  ")

    def trace(self) -> Iterator[Line]:
        """What the simulator did, with the rules behind each step, and how to make it again."""
        if self._item.origin != "generated":
            return
        yield Line(self._say("proof.trace"), "head")
        events, known = self._events(), set[str]()
        for event in events:
            yield Line(self._event(event))
            yield from self._rules(rule for rule in event.rules if rule not in known)
            known |= set(event.rules)
        rest = [rule for rule in self._item.proof if rule not in known]
        if rest:
            head = "proof.rules_too" if events else "proof.rules"
            yield Line(self._say(head), "aside")
            yield from self._rules(rest)
        yield Line(self._say("proof.code", code=self._item.id))
        yield Line(f"awsstudy question {self._item.id}", "aside", "  ")

    def _events(self) -> list[Event]:
        """The last event of each kind that rules made happen: a run may hold hundreds alike.

        None where the rules have changed since the question was made: it would be another run.
        """
        page, problem, seed = self._place()
        rules = self._workspace.rules
        try:
            again, draw = make_with_draw(page, problem, seed, rules)
        except AwsStudyError:
            return []
        if again.content_hash != self._item.content_hash:
            return []
        model: Model[Any] = load_model(page.id)
        events = run(model.simulation, Script(draw.params), rules).events
        last = {type(one): place for place, one in enumerate(events) if one.rules}
        return [events[place] for place in sorted(last.values())[-MOST_EVENTS:]]

    def _place(self) -> tuple[Any, str, int]:
        model, problem, seed = parse_code(self._item.id)
        return self._workspace.catalog.sims[model], problem, seed

    def _event(self, event: Event) -> str:
        page, _, _ = self._place()
        values = {field.name: getattr(event, field.name) for field in fields(event)}
        return fill(page.events[type(event).__name__], values, self._say.language, page.terms)

    def _rules(self, rules: Any) -> Iterator[Line]:
        for rule_id in rules:
            rule = self._workspace.rules[rule_id]
            yield Line(self._say.of(rule.text), "aside", "  <- ")
            yield Line(f"{rule.source} ({rule.as_of})", "link", "     ")

    def statistics(self) -> Iterator[Line]:
        """How the question has gone with this learner."""
        item, say = self._item, self._say
        attempts = self._workspace.store.quizzes.attempts()
        found = item_statistics(attempts, item.id, item.content_hash, len(item.choices), family)
        yield Line(say("itemstats.head"), "head")
        made = "_made" if item.origin == "generated" else ""
        yield Line(say(f"itemstats.first{made}", share=self._share(found.first)))
        yield Line(say(f"itemstats.all{made}", share=self._share(found.all)))
        yield Line(self._discrimination(found.discrimination))
        yield from self._picks(found)
        for one in found.last:
            yield Line(self._answer(one), "aside", "  ")
        flagged = item.id in self._workspace.store.judgements.flagged()
        yield Line(say("itemstats.flagged" if flagged else "itemstats.not_flagged"))

    def _share(self, share: Share) -> str:
        if share.value is None or share.interval is None:
            return self._say("itemstats.none")
        low, high = share.interval
        return self._say(
            "itemstats.share",
            hits=share.hits,
            of=share.of,
            share=f"{share.value:.0%}",
            low=f"{low:.0%}",
            high=f"{high:.0%}",
        )

    def _discrimination(self, one: Discrimination) -> str:
        if not one.enough:
            return self._say("itemstats.few", n=one.answers, fewest=FEWEST_ANSWERS)
        if one.value is None or one.interval is None:
            return self._say("itemstats.alike", n=one.answers)
        low, high = (f"{edge:+.2f}" for edge in one.interval)
        value = f"{one.value:+.2f}"
        return self._say("itemstats.apart", value=value, low=low, high=high, n=one.answers)

    def _picks(self, found: ItemStatistics) -> Iterator[Line]:
        """How often each option was chosen; of steps and pairs there is nothing to count."""
        if self._item.kind != "choice" or not found.picked_of:
            return
        yield Line(self._say("itemstats.picks", n=found.picked_of, unknown=found.unknown))
        for place, choice in enumerate(self._item.choices):
            rate = f"{found.picks[place] / found.picked_of:4.0%}"
            sign = "O" if choice.correct else "X"
            yield Line(self._say.of(choice.text), "aside", f"  {rate} {sign} ")

    def _answer(self, one: Attempt) -> str:
        verdict = "unknown" if not one.chosen else "right" if one.correct else "wrong"
        parts = [one.study_day.isoformat(), self._say(f"itemstats.{verdict}")]
        if one.confidence:
            parts.append(self._say(f"itemstats.{one.confidence}"))
        if one.hints:
            parts.append(self._say("itemstats.hints", n=one.hints))
        return ", ".join(parts)
