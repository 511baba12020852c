"""The catalogue: everything that is taught, by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pydantic import BaseModel

from awsstudy.catalog.currency import currency_cards
from awsstudy.catalog.models.base import line_numbers
from awsstudy.catalog.models.card import Card
from awsstudy.catalog.models.concept import Concept, Fact
from awsstudy.catalog.models.question import Question
from awsstudy.catalog.models.reference import (
    Exam,
    Group,
    Groups,
    Misconception,
    Misconceptions,
    Services,
)
from awsstudy.catalog.models.rules import RuleRows
from awsstudy.catalog.models.sim import SimPage
from awsstudy.catalog.models.vocabulary import ConfusablePair, ConfusablePairs, Glossary, Term
from awsstudy.catalog.vocabulary import Vocabulary
from awsstudy.core.errors import UnknownIdError
from awsstudy.core.rulebook import Rule, RuleBook


@dataclass(frozen=True)
class Catalog:
    """All content, read-only. Ids of facts, cards and questions are full: ``<concept>.<slug>``."""

    models: tuple[BaseModel, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The chapters in reading order."""
        return tuple(
            group for groups in self.models if isinstance(groups, Groups) for group in groups.root
        )

    @cached_property
    def concepts(self) -> Mapping[str, Concept]:
        """Every concept by id, in the order of the chapters and then of the notes."""
        order = {group.id: place for place, group in enumerate(self.groups)}
        concepts = [model for model in self.models if isinstance(model, Concept)]
        concepts.sort(key=lambda one: (order.get(one.group, len(order)), one.note_lines))
        return {concept.id: concept for concept in concepts}

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by full id."""
        return {c.full_id(fact.id): fact for c in self.concepts.values() for fact in c.facts}

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """Every card by full id: the written ones, and one for each outdated statement."""
        return {
            c.full_id(card.id): card
            for c in self.concepts.values()
            for card in (*c.cards, *currency_cards(c))
        }

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question of the bank by full id."""
        return {c.full_id(item.id): item for c in self.concepts.values() for item in c.questions}

    @cached_property
    def misconceptions(self) -> Mapping[str, Misconception]:
        """Every misconception by id."""
        files = (model for model in self.models if isinstance(model, Misconceptions))
        return {item.id: item for file in files for item in file.root}

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """Every term of the glossary."""
        files = (model for model in self.models if isinstance(model, Glossary))
        return tuple(term for file in files for term in file.root)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The glossary, ready to be looked for in texts."""
        return Vocabulary(self.glossary)

    @cached_property
    def pairs(self) -> Mapping[str, ConfusablePair]:
        """Every confusable pair by id."""
        files = (model for model in self.models if isinstance(model, ConfusablePairs))
        return {pair.id: pair for file in files for pair in file.root}

    @cached_property
    def sims(self) -> Mapping[str, SimPage]:
        """The words of every simulator by model id."""
        return {model.id: model for model in self.models if isinstance(model, SimPage)}

    @cached_property
    def exams(self) -> Mapping[str, Exam]:
        """Every exam by code."""
        return {model.id: model for model in self.models if isinstance(model, Exam)}

    @cached_property
    def domain_names(self) -> frozenset[str]:
        """Every domain of every exam, as questions name them."""
        return frozenset(f"{e.id}.{one.id}" for e in self.exams.values() for one in e.domains)

    def domains_of(self, full_id: str) -> tuple[str, ...]:
        """The exam domains of a question: those it names, and the chapters of the notes."""
        question = self.questions[full_id]
        return self._domains(question.exams, question.facts[0])

    def domains_of_problem(self, model_id: str, problem_id: str) -> tuple[str, ...]:
        """The exam domains of a simulator's problem, found as those of a question are.

        Raises:
            KeyError: there is no such problem (any more).
        """
        problems = self.sims[model_id].problems
        words = {problem.id: problem for problem in problems}[problem_id]
        return self._domains(words.exams, words.facts[0])

    def chapters_of(self, fact_id: str) -> tuple[str, ...]:
        """The exam domains that are chapters of the notes and hold a fact.

        They follow from the fact's lines, or its concept's where the notes leave the fact out.
        """
        lines = self.facts[fact_id].lines or self.concept_of(fact_id).note_lines[:1]
        return tuple(name for name, covered in self._chapters if not covered.isdisjoint(lines))

    def _domains(self, named: tuple[str, ...], main: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*named, *self.chapters_of(main))))

    @cached_property
    def _chapters(self) -> tuple[tuple[str, frozenset[int]], ...]:
        """Every domain that covers lines of the notes, with these lines."""
        return tuple(
            (f"{exam.id}.{domain.id}", frozenset(line_numbers((domain.lines,))))
            for exam in self.exams.values()
            for domain in exam.domains
            if domain.lines
        )

    @cached_property
    def services(self) -> Services | None:
        """The service catalogue."""
        return next((model for model in self.models if isinstance(model, Services)), None)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every service, of every date."""
        files = (model for model in self.models if isinstance(model, RuleRows))
        return tuple(row.rule() for file in files for row in file.root)

    def rule_book(self, as_of: date) -> RuleBook:
        """The rules in force on a knowledge date."""
        return RuleBook(self.rules, as_of)

    def concept(self, concept_id: str) -> Concept:
        """A concept.

        Raises:
            UnknownIdError: there is none of that id.
        """
        return _found(self.concepts, concept_id, "concept")

    def concept_of(self, full_id: str) -> Concept:
        """The concept a fact, card or question belongs to."""
        return self.concept(full_id.partition(".")[0])


def _found(things: Mapping[str, Concept], key: str, what: str) -> Concept:
    try:
        return things[key]
    except KeyError:
        close = _closest(key, things)
        raise UnknownIdError(f"There is no {what} '{key}'.", hint=close) from None


def _closest(key: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is misspelled

    close = get_close_matches(key, known, n=3)
    return f"Close to it: {', '.join(close)}" if close else ""
