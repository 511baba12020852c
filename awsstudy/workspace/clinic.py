"""Treats misconceptions: how each stands, what comes next, the questions of a step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from awsstudy.core.clock import today
from awsstudy.core.errors import AwsStudyError, UnknownIdError
from awsstudy.core.ids import event_id
from awsstudy.core.seeds import stream
from awsstudy.quiz.generated import item_code, parse_code
from awsstudy.quiz.item import PREFIX, Item
from awsstudy.store.records import Remedy
from awsstudy.study.agenda import Agenda, agenda, ranked
from awsstudy.study.contrast import Contrasts, Form, Kin, arranged, beliefs_of
from awsstudy.study.remedy import CONTRASTS, Treatment, treatments
from awsstudy.study.signs import History, form_of

if TYPE_CHECKING:
    from awsstudy.quiz.session import Session
    from awsstudy.workspace.workspace import Workspace

Bearing = Kin | Literal["again"]
"""``again``: one was asked in this treatment before, as no other bears on the belief so well."""

DRAWS = 24
"""So many seeds are tried until a generated question offers the belief it is to contrast."""


class Clinic:
    """One learner's misconceptions."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._contrasts = Contrasts(workspace.catalog, workspace.quiz.bank)

    @cached_property
    def scenarios(self) -> dict[str, str]:
        """By misconception the simulator run that refutes it, as ``<model>.<scenario>``."""
        known = self._workspace.catalog.misconceptions
        return {name: one.scenario for name, one in known.items() if one.scenario}

    def treatments(self) -> dict[str, Treatment]:
        """How every misconception that showed stands."""
        store = self._workspace.store
        refutes: dict[str, list[str]] = defaultdict(list)
        for name, run in self.scenarios.items():
            refutes[run].append(name)
        return treatments(
            History(
                attempts=store.quizzes.telling(),
                predictions=store.simulations.predictions(),
                remedies=store.judgements.remedies(),
                treatments=store.quizzes.treatments(),
                scenarios={run: tuple(names) for run, names in refutes.items()},
            )
        )

    def ranked(self) -> list[Treatment]:
        """Every misconception of the content that showed, what to do first first."""
        day = today(self._workspace.clock)
        return ranked(self.treatments().values(), self._workspace.outline.weights, day)

    def agenda(self) -> Agenda:
        """What to mend today."""
        day = today(self._workspace.clock)
        return agenda(self.treatments().values(), self._workspace.outline.weights, day)

    def treatment(self, name: str) -> Treatment:
        """How the treatment of a misconception stands.

        Raises:
            UnknownIdError: the content has none of that id, or it never showed.
        """
        found = self.treatments().get(name)
        if found is None or name not in self._workspace.catalog.misconceptions:
            raise UnknownIdError(f"Nothing is to be treated under '{name}'.")
        return found

    def corrected(self, name: str) -> None:
        """Remember that the correction was read."""
        now, day = self._workspace.clock.now(), today(self._workspace.clock)
        self._workspace.store.judgements.record_remedy(
            Remedy(id=event_id(now), misconception=name, step="correction", at=now, study_day=day)
        )

    def bearing(self, one: Treatment) -> Bearing:
        """How the questions of the next step bear on the belief, at worst."""
        forms = self._next(one, self._missing(one))
        if any(form.id in one.used for form in forms):
            return "again"
        return forms[-1].kin if forms else "concept"

    def _missing(self, one: Treatment) -> int:
        return 1 if one.step == "check" else CONTRASTS - len(one.contrasts)

    def _next(self, one: Treatment, number: int = 0) -> list[Form]:
        """The forms to ask next, best first; all of them where no number is given."""
        passed = (each.form for each in one.passes)
        # The same day, the same choice: what is announced is what is asked.
        day = today(self._workspace.clock).toordinal()
        forms = arranged(
            self._contrasts.forms(one.misconception),
            missed={one.missed, *passed},
            used=one.used,
            seen=self._seen,
            chance=stream(day, f"remedy:{one.misconception}"),
        )
        return forms[:number] if number else forms

    @property
    def _seen(self) -> frozenset[str]:
        tallies = self._workspace.store.quizzes.tallies()
        return frozenset(form_of(one, generated=one.startswith(PREFIX)) for one in tallies)

    def contrast(self, name: str) -> Session:
        """Begin the questions that contrast a misconception with the truth.

        Raises:
            UnknownIdError: it is not in treatment.
            AwsStudyError: there is no question for it.
        """
        one = self.treatment(name)
        return self._begin([(one, item) for item in self._items(one, self._missing(one))])

    def checks(self, names: Iterable[str] = ()) -> Session:
        """Begin the checks that are due, of some misconceptions or of all, in one sitting.

        Raises:
            AwsStudyError: none is due.
        """
        wanted = set(names)
        due = [one for one in self.agenda().checks if not wanted or one.misconception in wanted]
        asked: dict[str, tuple[Treatment, Item]] = {}
        for one in due:
            for item in self._items(one, 1, without=asked):
                asked[item.id] = one, item
        return self._begin(list(asked.values()))

    def _begin(self, asked: list[tuple[Treatment, Item]]) -> Session:
        if not asked:
            raise AwsStudyError("No question is due.", hint="Come back on a later day.")
        return self._workspace.quiz.begin(
            [item for _, item in asked],
            self._workspace.fresh_seed(),
            topics=tuple(one.misconception for one, _ in asked),
            kind="remedy",
            ask_confidence=self._workspace.settings.ask_confidence,
        )

    def _items(self, one: Treatment, number: int, without: Iterable[str] = ()) -> list[Item]:
        """So many questions of different forms; none of those that are asked already."""
        items: list[Item] = []
        taken = set(without)
        for form in self._next(one):
            if len(items) == number:
                break
            item = self._item(form, one.misconception)
            if item is not None and item.id not in taken:
                items.append(item)
        return items

    def _item(self, form: Form, name: str) -> Item | None:
        """A question of a form; a generated one is drawn until it offers the belief, if it can."""
        if not form.generated:
            return self._workspace.quiz.item(form.id)
        model, problem, _ = parse_code(f"{form.id}:0")
        chance = stream(self._workspace.fresh_seed(), f"remedy:{form.id}")
        for _ in range(DRAWS):
            code = item_code(model, problem, chance.getrandbits(20))
            try:
                item = self._workspace.quiz.item(code)
            except UnknownIdError:
                continue  # This seed gives nothing to ask.
            if form.kin != "belief" or name in beliefs_of(item):
                return item
        return None
