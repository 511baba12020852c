"""What the first frame reads of the settings, without the library that validates them."""

from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from awsstudy.core.early import EarlySettings, read_early
from awsstudy.core.settings import FILE_NAME, Settings, save_settings


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return tmp_path / FILE_NAME


def test_it_agrees_with_the_settings(file: Path) -> None:
    settings = Settings(
        language="ko",
        theme="contrast",
        motion=False,
        new_per_day=3,
        minutes_per_day=45,
        exam_date=date(2026, 12, 31),
        time_zone="Asia/Seoul",
    )
    save_settings(settings, file.parent)
    early = asdict(read_early(file))
    assert early.pop("zone") == ZoneInfo("Asia/Seoul")
    assert early == {name: getattr(settings, name) for name in early}


def test_its_defaults_are_those_of_the_settings(file: Path) -> None:
    early, settings = asdict(read_early(file)), Settings()
    assert early.pop("zone") is None
    assert settings.time_zone == ""
    assert early == {name: getattr(settings, name) for name in early}


def test_it_follows_the_locale_where_the_file_names_no_language(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert read_early(file).language == "ko"
    file.write_text('language = "en"', "utf-8")
    assert read_early(file).language == "en"


@pytest.mark.parametrize(
    "line",
    [
        "language = 'fr'",
        "language = ['ko']",
        "theme = 1",
        "motion = 'no'",
        "motion = 0",
        "new_per_day = 'few'",
        "new_per_day = true",
        "minutes_per_day = 1.5",
        "exam_date = 'soon'",
        "exam_date = 2026-12-31T10:00:00",
        "exam_date = 2026-12-31T10:00:00Z",
        "time_zone = 'Asia/Atlantis'",
        "time_zone = '/etc/localtime'",
        "time_zone = 9",
        "theme = ",
        "colour = 'red'",
    ],
)
def test_whatever_is_odd_is_left_to_its_default(file: Path, line: str) -> None:
    file.write_text(line, "utf-8")
    assert read_early(file) == EarlySettings("en")


def test_one_odd_value_does_not_spoil_the_others(file: Path) -> None:
    file.write_text("theme = 'light'\nmotion = 'no'\nnew_per_day = 4\n", "utf-8")
    assert read_early(file) == EarlySettings("en", theme="light", new_per_day=4)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"theme = '\xc0'", b"\0"])
def test_a_file_that_is_no_text_leaves_the_defaults(file: Path, raw: bytes) -> None:
    file.write_bytes(raw)
    assert read_early(file) == EarlySettings("en")


def test_a_folder_in_its_place_leaves_the_defaults(file: Path) -> None:
    file.mkdir()
    assert read_early(file) == EarlySettings("en")


def test_all_it_reads_are_settings() -> None:
    names = {field.name for field in fields(EarlySettings)} - {"zone"}
    assert names <= set(Settings.model_fields)
