"""Everything a front end needs, made when it is first asked for.

Made once, by the command line or a test, and handed down; nothing here is a global. The first
frame of the app needs only ``early``, ``messages`` and ``glance()``, which cost next to nothing;
content and store come with libraries that take a while to import.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from awsstudy.core import paths
from awsstudy.core.clock import Clock, SystemClock, today
from awsstudy.core.early import EarlySettings, read_early
from awsstudy.core.i18n import Language, Messages, other
from awsstudy.core.seeds import stream

if TYPE_CHECKING:
    from awsstudy.catalog.catalog import Catalog
    from awsstudy.catalog.outline import Outline
    from awsstudy.catalog.places import Roots
    from awsstudy.core.rulebook import RuleBook
    from awsstudy.core.settings import Settings
    from awsstudy.flashcards.desk import CardDesk
    from awsstudy.flashcards.items import CardItem
    from awsstudy.flashcards.remembering import Memory
    from awsstudy.progress.readiness import Readiness
    from awsstudy.progress.statistics import Statistics
    from awsstudy.quiz.desk import QuizDesk
    from awsstudy.quiz.exam.desk import ExamDesk
    from awsstudy.store.store import Store
    from awsstudy.study.evidence import Evidence
    from awsstudy.study.today import Plan
    from awsstudy.workspace.clinic import Clinic
    from awsstudy.workspace.notebook import Notebook
    from awsstudy.workspace.planner import CardPlanner

SETTINGS_FILE = "settings.toml"


class Workspace:
    """One learner at one machine."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        clock: Clock | None = None,
        language: Language | None = None,
        seed: int | None = None,
        in_memory: bool = False,
        as_of: date | None = None,
    ) -> None:
        """Prepare; nothing is opened yet.

        Args:
            folder: the learner's folder; None means ``AWSSTUDY_HOME`` or the platform's.
            clock: the time; None means the machine's, in the learner's time zone.
            language: the language to use whatever the settings say, for this run.
            seed: makes quizzes repeatable; None draws one.
            in_memory: keep the record in memory and write no settings, for tests and trials.
            as_of: the day whose rules simulators follow; None means today.
        """
        self.folder = paths.home(folder)
        self.early: EarlySettings = read_early(self.folder / SETTINGS_FILE)
        self.language: Language = language or self.early.language
        self._given_clock = clock
        self._in_memory = in_memory
        self._as_of = as_of
        self._chance = stream(secrets.randbits(64) if seed is None else seed, "workspace")
        self._settings: Settings | None = None
        self._exam_domains: dict[str, Mapping[str, str]] = {}
        self._lock = RLock()
        self._begun: date | None = None
        """The study day for which what is done once a day was done."""

    @property
    def messages(self) -> Messages:
        """The interface's words in the language now chosen."""
        return Messages(self.language)

    def fresh_seed(self) -> int:
        """A seed for a new quiz or run."""
        return self._chance.getrandbits(20)

    @property
    def settings(self) -> Settings:
        """The learner's settings.

        Raises:
            SettingsError: the file is broken.
        """
        from awsstudy.core.settings import Settings, load_settings

        if self._settings is None:
            self._settings = Settings() if self._in_memory else load_settings(self.folder)
        return self._settings

    def change(self, name: str, value: object) -> Settings:
        """Change a setting and save it.

        Raises:
            SettingsError: there is no such setting, or the value is not allowed.
        """
        from awsstudy.core.errors import SettingsError
        from awsstudy.core.settings import changed, save_settings

        settings = changed(self.settings, name, value)
        if name == "exam" and settings.exam and settings.exam not in self.catalog.exams:
            known = ", ".join(self.catalog.exams)
            raise SettingsError(f"exam: there is no '{value}'.", hint=f"Exams: {known}")
        if not self._in_memory:
            save_settings(settings, self.folder)
        self._settings = settings
        if name == "language":
            self.language = settings.language
        return settings

    def switch_language(self) -> None:
        """Show the other language; it is kept as the learner's choice."""
        self.language = other(self.language)
        self.change("language", self.language)

    @cached_property
    def clock(self) -> Clock:
        """The time, in the learner's time zone."""
        if self._given_clock is not None:
            return self._given_clock
        return SystemClock(self.early.zone)

    @property
    def roots(self) -> Roots:
        """The folders of content and data."""
        from awsstudy.catalog.places import Roots

        return Roots(paths.content_root(), paths.data_root())

    def open(self) -> None:
        """Open content and store now; safe to call from a thread and more than once.

        Raises:
            AwsStudyError: settings, content or store cannot be used.
        """
        from awsstudy.workspace.honesty import begin_day

        with self._lock:
            _ = self.settings, self.catalog, self.store, self.outline, self.memory, self.quiz
            day = today(self.clock)
            if self._begun != day:
                self._begun = day
                begin_day(self)

    @property
    def is_open(self) -> bool:
        """Whether content and store were opened, so that they cost no time."""
        return "quiz" in self.__dict__

    @cached_property
    def catalog(self) -> Catalog:
        """All content."""
        from awsstudy.catalog.cache import load_catalog

        return load_catalog(self.roots, paths.cache_dir())

    @cached_property
    def outline(self) -> Outline:
        """The content in outline, kept for the next start."""
        from awsstudy.catalog.outline import CardOutline, outline_of, save_outline

        cards = tuple(CardOutline(item.id, item.fact_id) for item in self._taught.values())
        outline = outline_of(self.catalog, cards)
        save_outline(outline, self.roots, paths.cache_dir())
        return outline

    @cached_property
    def store(self) -> Store:
        """The learner's record."""
        from awsstudy.store.store import Store

        url = os.environ.get("AWSSTUDY_DATABASE_URL", "")
        if self._in_memory:
            return Store.open(None, self.clock.now())
        return Store.open(self.folder, self.clock.now(), url=url)

    @cached_property
    def rules(self) -> RuleBook:
        """The rules in force today, or on the knowledge date that was asked for."""
        return self.catalog.rule_book(self._as_of or today(self.clock))

    @cached_property
    def _taught(self) -> dict[str, CardItem]:
        from awsstudy.flashcards.items import card_items

        return card_items(self.catalog)

    @property
    def card_items(self) -> dict[str, CardItem]:
        """Every flashcard item by id: those of the content, and the learner's own."""
        from awsstudy.flashcards.items import own_items

        return {**self._taught, **own_items(self.notebook.cards.values())}

    @cached_property
    def memory(self) -> Memory:
        """How well every fact is remembered."""
        from awsstudy.flashcards.remembering import Memory
        from awsstudy.workspace.tuning import schedule_of

        return Memory(self.store.cards, self.clock, schedule_of(self))

    def cards(
        self,
        only: Callable[[CardItem], bool] | None = None,
        agenda: Sequence[str] | None = None,
        *,
        cram: bool = False,
    ) -> CardDesk:
        """A new sitting with the flashcards.

        Args:
            only: restricts it to some cards.
            agenda: the facts to ask in this order; by default what is due and what is new, or on
                the way to an exam what is worth most in the minutes that are left.
            cram: whether every one of the cards is asked until it was recalled once, with no effect
                on when it comes back.
        """
        from awsstudy.flashcards.cram import CramDesk
        from awsstudy.flashcards.desk import CardDesk
        from awsstudy.workspace.tuning import schedule_of
        from awsstudy.workspace.views import agenda_of

        self.memory.schedule = schedule_of(self)
        self.memory.refresh()
        if agenda is None and only is None and self.planner.days_to_exam:
            agenda = agenda_of(self)
        made, items = CramDesk if cram else CardDesk, self.card_items
        return made(
            items, self.memory, self.settings, only=only, agenda=agenda, done=self.notebook.presses
        )

    @cached_property
    def notebook(self) -> Notebook:
        """What the learner wrote on cards, and every card with it."""
        from awsstudy.workspace.notebook import Notebook

        return Notebook(self)

    @cached_property
    def quiz(self) -> QuizDesk:
        """The quiz desk."""
        from awsstudy.quiz.desk import QuizDesk
        from awsstudy.workspace.views import recall_of_facts

        return QuizDesk(
            self.catalog,
            self.store.quizzes,
            self.clock,
            recall=partial(recall_of_facts, self),
            flagged=self.store.judgements.flagged,
            memory=self.evidence,
            overrides=self.store.judgements.override_log,
        )

    @cached_property
    def evidence(self) -> Evidence:
        """What turns answers into memory."""
        from awsstudy.study.evidence import Evidence

        return Evidence(self.memory, self.catalog)

    @cached_property
    def clinic(self) -> Clinic:
        """The treatment of misconceptions."""
        from awsstudy.workspace.clinic import Clinic

        return Clinic(self)

    @cached_property
    def exams(self) -> ExamDesk:
        """The exam desk."""
        from awsstudy.quiz.exam.desk import ExamDesk

        return ExamDesk(self.catalog, self.quiz, self.store, self.clock, self.evidence)

    def glance(self) -> tuple[Outline, Plan] | None:
        """Today's plan before anything is opened; None where that cannot be had cheaply."""
        from awsstudy.catalog.outline import read_outline
        from awsstudy.store.glance import glance
        from awsstudy.store.records import FILE_NAME
        from awsstudy.workspace.views import plan_at_a_glance

        if self._in_memory or os.environ.get("AWSSTUDY_DATABASE_URL"):
            return None
        day = today(self.clock)
        outline = read_outline(self.roots, paths.cache_dir())
        seen = glance(self.folder / FILE_NAME, day) if outline else None
        if outline is None or seen is None:
            return None
        plan = plan_at_a_glance(outline, seen, day, self.early)
        return outline, plan

    def exam_domains(self, code: str) -> Mapping[str, str]:
        """The domain of every fact that an exam may ask for."""
        from awsstudy.catalog.domains import fact_domains

        if code not in self._exam_domains:
            self._exam_domains[code] = fact_domains(self.catalog, code)
        return self._exam_domains[code]

    @property
    def planner(self) -> CardPlanner:
        """What plans today's cards, as the record stands now."""
        from awsstudy.workspace.planner import CardPlanner

        return CardPlanner(self)

    def plan(self, minutes: int | None = None) -> Plan:
        """What to study today: in the minutes that are left of it, or in so many."""
        from awsstudy.workspace.views import plan_of

        return plan_of(self, minutes)

    def statistics(self) -> Statistics:
        """How far the learner is."""
        from awsstudy.workspace.views import statistics_of

        return statistics_of(self)

    def readiness(self, exam: str = "") -> Readiness:
        """How an exam would go, or without a code the one that is studied for.

        Raises:
            UnknownIdError: there is none of that code.
        """
        from awsstudy.workspace.prospects import exam_of, readiness_of

        with self._lock:  # or two at once would keep the day's first forecast twice
            return readiness_of(self, exam_of(self, exam))

    def close(self) -> None:
        """Let go of the database, if it was opened."""
        if "store" in self.__dict__:
            self.store.close()
