"""The advice of an exam's report follows from its numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from awsstudy.catalog.models.reference import Exam, ExamDomain
from awsstudy.core.i18n import LANGUAGES, Localized, Messages, words
from awsstudy.progress.exam import Changes, DomainScore, ExamReport, Pacing, Slow
from awsstudy.progress.share import Share
from awsstudy.quiz.exam.sitting import Sitting
from awsstudy.store.records import ExamSitting
from awsstudy.tui.exam_findings import Findings
from tests.quiz.exam_items import blank, choice

NOW = datetime(2026, 1, 5, tzinfo=UTC)
EXAM = Exam(
    id="notes",
    title=Localized.same("Notes"),
    questions=20,
    scored=20,
    minutes=20,
    pass_mark=700,
    domains=(ExamDomain(id="a", title=Localized.same("All of it"), weight=100, lines="1"),),
    checked=date(2026, 1, 1),
)
SITTING = ExamSitting(
    id="s",
    at=NOW,
    exam="notes",
    item_ids=("c.q1", "c.q2"),
    unscored=(),
    seed=1,
    minutes=20,
    conditions=("short", "covers-87", "in-en"),
)
STATE = replace(blank(NOW, (choice(1), choice(2))), stage="submitted")
REPORT = ExamReport(
    scored=Share(14, 20),
    unscored=Share(0, 0),
    domains=(DomainScore("a", Share(14, 20)),),
    pacing=Pacing(1_100_000, 1_200_000, 60_000, (Slow(3, 90_000, right=True),), 0),
    changes=Changes(0, 0, 0),
    flagged=Share(0, 0),
    unflagged=Share(14, 20),
    early=Share(9, 13),
    late=Share(5, 7),
    near_misses=(),
    multiple=0,
    blank=(),
    peeked=(),
    reading="c",
)


def told(report: ExamReport, state: Sitting = STATE, language: str = "en") -> list[str]:
    messages = Messages(language)  # type: ignore[arg-type]
    return [
        line.text for line in Findings(messages, EXAM, SITTING, state, report, "Reading").lines()
    ]


def says(message: str, report: ExamReport, state: Sitting = STATE) -> bool:
    """Whether the report has a line of a message, whatever its values are."""
    beginning = words("en")[f"examreport.{message}"].partition("{")[0]
    return any(text.startswith(beginning) for text in told(report, state))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"changes": Changes(0, 0, 0)}, "changes_none"),
        ({"changes": Changes(2, 1, 1)}, "changes_few"),
        ({"changes": Changes(4, 1, 0)}, "changes_help"),
        ({"changes": Changes(1, 4, 0)}, "changes_hurt"),
        ({"changes": Changes(2, 2, 1)}, "changes_even"),
        ({"flagged": Share(0, 0)}, "flags_none"),
        ({"flagged": Share(1, 4), "unflagged": Share(13, 16)}, "flags_few"),
        ({"flagged": Share(1, 5), "unflagged": Share(13, 15)}, "flags_good"),
        ({"flagged": Share(4, 5), "unflagged": Share(10, 15)}, "flags_idle"),
        ({"early": Share(12, 13), "late": Share(2, 7)}, "late_drop"),
        ({"early": Share(9, 13), "late": Share(5, 7)}, "late_good"),
        ({"early": Share(3, 4), "late": Share(0, 2)}, "late_few"),
        ({"multiple": 4, "near_misses": (2,)}, "near_do"),
        ({"multiple": 4}, "near_none"),
        ({"peeked": (0,)}, "peeked_do"),
        ({"scored": Share(14, 20)}, "passed"),
        ({"scored": Share(13, 20)}, "failed"),
        ({"pacing": replace(REPORT.pacing, unreached=3)}, "unreached_early"),
        ({"pacing": replace(REPORT.pacing, used_ms=500_000)}, "pace_hurried"),
        ({"pacing": REPORT.pacing}, "pace_good"),
        (
            {"pacing": replace(REPORT.pacing, slowest=(Slow(1, 130_000, right=False),))},
            "slow_do",
        ),
    ],
)
def test_the_advice_follows_from_the_numbers(changes, message) -> None:
    assert says(message, replace(REPORT, **changes))


def test_who_ran_out_of_time_is_told_so_and_not_that_time_was_left() -> None:
    report = replace(REPORT, pacing=replace(REPORT.pacing, unreached=3))
    late = replace(STATE, timed_out=True)
    assert says("unreached_do", report, late)
    assert not says("unreached_early", report, late)


def test_a_domain_without_a_question_has_a_dash_and_no_counts() -> None:
    lines = told(replace(REPORT, domains=(DomainScore("a", Share(0, 0)),)))
    assert next(text for text in lines if text.startswith("All of it")).split()[-1] == "-"
    assert not [text for text in lines if "0/0" in text]


def test_each_part_has_exactly_one_advice_of_its_kind() -> None:
    for kind in ("changes_", "flags_", "late_", "pace_"):
        found = [name for name in words("en") if name.startswith(f"examreport.{kind}")]
        names = [name.removeprefix("examreport.") for name in found]
        assert sum(says(name, REPORT) for name in names) == 1, kind


def test_what_differs_from_an_exam_room_is_said() -> None:
    away = replace(STATE, interruptions=2, away_ms=61_000, timed_out=True)
    text = "\n".join(told(REPORT, away))
    assert "Interruptions: 2, away for 1:01 in all" in text
    assert "The time ran out" in text
    assert "shorter than the real exam, 87% of the guide's weight" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_has_all_its_values(language) -> None:
    full = replace(REPORT, peeked=(0,), multiple=2, near_misses=(1,), unscored=Share(1, 3))
    assert not [text for text in told(full, language=language) if "{" in text]
