"""Today's plan: what to do next, in order, each with its reason. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from awsstudy.catalog.outline import Outline
from awsstudy.store.records import ExamStanding, Prediction, Tally
from awsstudy.study.agenda import Agenda, agenda
from awsstudy.study.cards_part import NO_CARDS, CardsPart
from awsstudy.study.costs import USUAL, Seconds
from awsstudy.study.remedy import CONTRASTS, Treatment

EntryKind = Literal[
    "exam", "exam_review", "resume", "cards", "quiz", "contrast", "simulator", "remedy"
]

QUIZ_LENGTHS = range(3, 11)
"""A quiz of fewer questions tells too little, one of more is a session of its own."""
CARDS_SHARE, QUIZ_SHARE = 0.6, 0.6
"""Of the time that is left the cards may take so much, and of the rest the questions."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do."""

    kind: EntryKind
    reason: str
    """Message id of why it was chosen."""
    values: Mapping[str, object]
    """What the reason names; concepts by id."""
    seconds: float
    """What it is expected to take."""
    concepts: tuple[str, ...] = ()
    target: str = ""
    """``<model>.<scenario>`` for a simulator; the id of a mock exam; of a contrast the pair; for
    a treatment the misconception, empty for the checks that are due."""
    length: int = 0
    """Of a quiz: how many questions."""
    cards: CardsPart = NO_CARDS

    @property
    def minutes(self) -> int:
        """What it takes, to the minute."""
        return max(1, round(self.seconds / 60))


@dataclass(frozen=True, slots=True)
class Record:
    """What of the learner's record the plan looks at."""

    cards: Callable[[float], CardsPart]
    """The cards that fit into so many seconds."""
    tallies: Mapping[str, Tally]
    predictions: tuple[Prediction, ...]
    studied: frozenset[str]
    """Concepts of which a card or a question was answered."""
    unfinished: int
    """Items left of a quiz that was begun; 0 for none."""
    treatments: tuple[Treatment, ...] = ()
    """Every misconception that showed, and how it stands."""
    costs: Seconds = USUAL
    exams: tuple[ExamStanding, ...] = ()
    """Mock exams that are not done, oldest first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Today, in order."""

    entries: tuple[Entry, ...]
    days_to_exam: int | None
    minutes: int = 0
    """The minutes it was made for."""
    covered_on: date | None = None
    """The study day by which everything will have been seen, if the plan is kept until the exam."""

    @property
    def gain(self) -> float | None:
        """What it adds to the share of the exam's score that is expected; None without an exam."""
        return next((entry.cards.gain for entry in self.entries if entry.kind == "cards"), None)

    @property
    def seconds(self) -> float:
        """What the session is expected to take."""
        return sum(entry.seconds for entry in self.session)

    @property
    def session(self) -> tuple[Entry, ...]:
        """The entries that make a session: all but mock exams."""
        return tuple(one for one in self.entries if one.kind not in ("exam", "exam_review"))

    @property
    def first(self) -> Entry | None:
        """What Enter starts."""
        return self.entries[0] if self.entries else None


def plan(outline: Outline, record: Record, minutes: int, exam: date | None, day: date) -> Plan:
    """What to do with the minutes that are left today; it never takes more of them.

    A mock exam that waits to be gone on with or gone through is named first; it has a time of its
    own and is no part of the session.

    What was believed with certainty comes first, even when the minutes are spent, for it is best
    put right the same day; then checks that are due and what was begun; then cards, questions and a
    simulator share what is left.
    """
    mend = agenda(record.treatments, outline.weights, day)
    budget = _Budget(60.0 * minutes)
    for entry in (*_mend(mend, record.costs), *_begun(record)):
        budget.take(entry, always=entry.reason == "plan.remedy_sure")
    cards = _cards(record, max(0.0, budget.left) * CARDS_SHARE)
    budget.take(cards)
    budget.take(_treatment(mend, record.costs))
    quiz = _contrast if day.toordinal() % 2 else _quiz
    for make in (quiz, _quiz if quiz is _contrast else _contrast):
        if budget.take(make(outline, record, budget.left * QUIZ_SHARE)):
            break
    budget.take(_simulator(outline, record))
    if cards is None or cards.cards.waiting or exam is not None:
        budget.fill_up(record)
    days = (exam - day).days if exam else None
    return Plan((*_exams(record), *budget.entries), days, minutes)


class _Budget:
    """What is left of the session, and what it was given to."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self.entries: list[Entry] = []

    def take(self, entry: Entry | None, *, always: bool = False) -> bool:
        """Take something into the session, if it fits."""
        if entry is None or (entry.seconds > self.left and not always):
            return False
        self.entries.append(entry)
        self.left -= entry.seconds
        return True

    def fill_up(self, record: Record) -> None:
        """Give the cards what nothing else took."""
        for place, entry in enumerate(self.entries):
            if entry.kind == "cards":
                more = _cards(record, entry.seconds + self.left)
                if more is not None:
                    self.left -= more.seconds - entry.seconds
                    self.entries[place] = more


def _mend(mend: Agenda, costs: Seconds) -> list[Entry]:
    entries = [_remedy("plan.remedy_sure", one, costs) for one in mend.urgent]
    if mend.checks:
        seconds = len(mend.checks) * costs.question
        entries.append(Entry("remedy", "plan.remedy_checks", {"count": len(mend.checks)}, seconds))
    return entries


def _treatment(mend: Agenda, costs: Seconds) -> Entry | None:
    one = mend.next
    if one is None:
        return None
    reason = "plan.remedy_go_on" if one.step == "contrast" else "plan.remedy_held"
    return _remedy(reason, one, costs)


def _remedy(reason: str, one: Treatment, costs: Seconds) -> Entry:
    asked = CONTRASTS - len(one.contrasts)
    correction = costs.correction if one.step == "correction" else 0.0
    values = {"concept": one.concept, "times": one.times}
    seconds = correction + asked * costs.question
    return Entry("remedy", reason, values, seconds, target=one.misconception)


def _exams(record: Record) -> Iterator[Entry]:
    """The mock exam that runs, and the last one whose misses were not all gone through."""
    running = [one for one in record.exams if not one.submitted]
    for one in running[-1:]:
        values: dict[str, object] = {"exam": one.sitting.exam.upper()}
        seconds = one.left_ms / 1000
        yield Entry("exam", "plan.exam", values, seconds, target=one.sitting.id)
    ended = [one for one in record.exams if one.submitted]
    for one in ended[-1:]:
        left = one.misses - one.reviewed
        values = {"exam": one.sitting.exam.upper(), "count": left}
        seconds = left * record.costs.miss
        yield Entry("exam_review", "plan.exam_review", values, seconds, target=one.sitting.id)


def _begun(record: Record) -> list[Entry]:
    if not record.unfinished:
        return []
    seconds = record.unfinished * record.costs.question
    return [Entry("resume", "plan.resume", {"count": record.unfinished}, seconds)]


def _cards(record: Record, seconds: float) -> Entry | None:
    part = record.cards(seconds)
    if not part.units:
        return None
    values = {"due": part.seen, "new": part.new, "waiting": part.waiting}
    return Entry("cards", _cards_reason(part), values, part.seconds, cards=part)


def _cards_reason(part: CardsPart) -> str:
    if part.gain is not None:
        kind = "plan.cards_exam" if part.new else "plan.cards_exam_seen"
        return kind if part.seen else "plan.cards_exam_new"
    if part.waiting:
        return "plan.cards_backlog"
    if not part.seen:
        return "plan.cards_new"
    return "plan.cards" if part.new else "plan.cards_due"


def _contrast(outline: Outline, record: Record, seconds: float) -> Entry | None:
    """The confusable pair, both sides of which were met, that went worst."""
    length = _length(record, seconds)
    scores = _scores(outline, record)
    rated = [
        (sum(scores[one][0] for one in pair.concepts), pair)
        for pair in outline.pairs
        if all(one in scores for one in pair.concepts)
    ]
    shares = [
        (right / sum(scores[one][1] for one in pair.concepts), pair.id) for right, pair in rated
    ]
    if not length or not shares or min(shares)[0] >= 1:
        return None
    cost = length * record.costs.question
    target = min(shares)[1]
    return Entry("contrast", "plan.contrast", {"pair": target}, cost, target=target, length=length)


def _length(record: Record, seconds: float) -> int:
    """How many questions fit; 0 where too few do."""
    fitting = min(int(seconds / record.costs.question), QUIZ_LENGTHS[-1])
    return fitting if fitting in QUIZ_LENGTHS else 0


def _scores(outline: Outline, record: Record) -> dict[str, tuple[int, int]]:
    """For each concept how many questions were asked, and how many of them went right last."""
    scores: dict[str, tuple[int, int]] = {}
    for question_id, tally in record.tallies.items():
        concept = question_id.partition(".")[0]
        if concept in outline.concepts:
            right, seen = scores.get(concept, (0, 0))
            scores[concept] = right + tally.last_right, seen + 1
    return scores


def _quiz(outline: Outline, record: Record, seconds: float) -> Entry | None:
    """The concept with the worst record; else one whose cards were met but never its questions."""
    length = _length(record, seconds)
    if not length:
        return None
    cost = length * record.costs.question
    scores = _scores(outline, record)
    weak = [(right / seen, name) for name, (right, seen) in scores.items() if right < seen]
    if weak:
        _, concept = min(weak)
        right, seen = scores[concept]
        values = {"concept": concept, "right": right, "seen": seen}
        return Entry("quiz", "plan.quiz_weak", values, cost, (concept,), length=length)
    fresh = [concept for concept in outline.concepts if concept not in scores]
    fresh.sort(key=lambda concept: concept not in record.studied)
    if not fresh:
        return None
    reason = "plan.quiz_studied" if fresh[0] in record.studied else "plan.quiz_fresh"
    return Entry("quiz", reason, {"concept": fresh[0]}, cost, (fresh[0],), length=length)


def _simulator(outline: Outline, record: Record) -> Entry | None:
    """The first scenario without a prediction, of concepts the learner has met where possible."""
    done = {(prediction.model, prediction.scenario) for prediction in record.predictions}
    open_scenarios = [
        (not set(scenario.concepts) & record.studied, scenario.model, scenario.id)
        for scenario in outline.scenarios
        if (scenario.model, scenario.id) not in done
    ]
    if not open_scenarios:
        return None
    _, model, scenario_id = min(open_scenarios, key=lambda item: item[0])
    target = f"{model}.{scenario_id}"
    values = {"scenario": target}
    return Entry("simulator", "plan.simulator", values, record.costs.simulator, target=target)
