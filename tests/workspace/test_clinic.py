"""Treatments over the real content: what is asked, of whom, and that it leads to an end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from awsstudy.core.clock import FixedClock, today
from awsstudy.core.errors import AwsStudyError, UnknownIdError
from awsstudy.core.ids import event_id
from awsstudy.quiz.session import Session
from awsstudy.store.records import Attempt
from awsstudy.study.contrast import Contrasts, beliefs_of
from awsstudy.study.signs import form_of
from awsstudy.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def workspace(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("AWSSTUDY_CACHE_DIR", str(cache))
    monkeypatch.delenv("AWSSTUDY_DATABASE_URL", raising=False)
    made = Workspace(cache, clock=FixedClock(), language="en", seed=1, in_memory=True)
    yield made
    made.close()


def believe(workspace: Workspace, belief: str, question: str = "") -> None:
    """Answer a question (one that offers it, where none is named) by a belief."""
    offers = (one.id for one in workspace.quiz.bank.values() if belief in beliefs_of(one))
    question = question or next(offers, "a-concept.a-question")
    now, day = workspace.clock.now(), today(workspace.clock)
    workspace.store.quizzes.record(
        Attempt(
            id=event_id(now),
            session_id="quiz",
            question_id=question,
            fact_id=workspace.catalog.misconceptions[belief].facts[0],
            concept_id=workspace.catalog.misconceptions[belief].facts[0].partition(".")[0],
            at=now,
            study_day=day,
            chosen=(0,),
            correct=False,
            confidence="think",
            misconceptions=(belief,),
            first=True,
            generated=question.startswith("sim:"),
            ms=1000,
            language="en",
            content_hash="",
        )
    )


def answer(workspace: Workspace, session: Session) -> list[str]:
    """Answer everything rightly; the looks of what was asked."""
    for item in session.items:
        for place in range(item.choose) if item.kind != "choice" else sorted(item.keys):
            session = session.toggle(place)
        session = session.submit().confide("sure")
        workspace.quiz.save(session, 1000, "en")
        session = session.proceed()
    return [form_of(one.id, generated=one.origin == "generated") for one in session.items]


def test_treatments_of_all_kinds_of_misconceptions_come_to_an_end(workspace: Workspace) -> None:
    clinic, clock = workspace.clinic, workspace.clock
    assert isinstance(clock, FixedClock)
    contrasts, whole = Contrasts(workspace.catalog, workspace.quiz.bank), 0
    for belief in list(workspace.catalog.misconceptions)[::75]:
        believe(workspace, belief)
        missed = clinic.treatment(belief).missed
        clinic.corrected(belief)
        contrast = answer(workspace, clinic.contrast(belief))
        clock.advance(days=1)
        first = answer(workspace, clinic.checks([belief]))
        clock.advance(days=6)
        second = answer(workspace, clinic.checks([belief]))
        assert clinic.treatment(belief).standing == "cleared", belief
        asked = [*contrast, *first, *second]
        assert missed not in asked
        assert len({*contrast}) == 2
        assert first != second
        near = [form.id for form in contrasts.forms(belief) if form.kin != "concept"]
        if len({*near} - {missed}) >= len(asked):
            assert len({*asked}) == len(asked), belief
            whole += 1
    assert whole > 2


def test_a_generated_question_offers_the_belief_it_contrasts(workspace: Workspace) -> None:
    page = workspace.catalog.sims["s3_lifecycle"]
    belief = next(iter(page.problems[0].wrong.values())).misconception
    believe(workspace, belief, "another-concept.question")
    clinic = workspace.clinic
    clinic.corrected(belief)
    near = [item for item in clinic.contrast(belief).items if item.origin == "generated"]
    assert near
    assert all(belief in beliefs_of(item) for item in near)


def test_the_problem_that_was_missed_is_not_asked_with_other_numbers(workspace: Workspace) -> None:
    page = workspace.catalog.sims["s3_lifecycle"]
    belief = next(iter(page.problems[0].wrong.values())).misconception
    believe(workspace, belief, f"sim:{page.id}.{page.problems[0].id}:7")
    workspace.clinic.corrected(belief)
    asked = workspace.clinic.contrast(belief).items
    assert not any(item.id.startswith(f"sim:{page.id}.{page.problems[0].id}:") for item in asked)


def test_checks_of_several_beliefs_make_one_sitting(workspace: Workspace) -> None:
    clinic, clock = workspace.clinic, workspace.clock
    assert isinstance(clock, FixedClock)
    first = list(workspace.catalog.misconceptions)[:120:20]  # of concepts apart
    for belief in first:
        believe(workspace, belief)
        clinic.corrected(belief)
        answer(workspace, clinic.contrast(belief))
    with pytest.raises(AwsStudyError):
        clinic.checks()
    clock.advance(days=1)
    session = clinic.checks()
    assert len({item.id for item in session.items}) == len(first)
    assert sorted(session.topics) == sorted(first)
    answer(workspace, session)
    assert all(len(clinic.treatment(belief).passes) == 1 for belief in first)
    assert workspace.quiz.unfinished() is None


def test_what_never_showed_or_is_gone_has_no_treatment(workspace: Workspace) -> None:
    with pytest.raises(UnknownIdError):
        workspace.clinic.treatment("cloud-means-powerful")
    with pytest.raises(UnknownIdError):
        workspace.clinic.contrast("no-such-belief")


def test_a_contrast_of_what_was_not_corrected_shows_nothing_yet(workspace: Workspace) -> None:
    belief = "cloud-means-powerful"
    believe(workspace, belief)
    answer(workspace, workspace.clinic.contrast(belief))
    assert workspace.clinic.treatment(belief).step == "correction"
