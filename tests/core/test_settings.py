"""Settings: one TOML file, every problem named, the learner's own comments kept."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.core.errors import SettingsError
from awsstudy.core.settings import FILE_NAME, Settings, changed, load_settings, save_settings

settings_of_any_kind = st.builds(
    Settings,
    language=st.sampled_from(["en", "ko"]),
    theme=st.sampled_from(["dark", "light", "contrast", "mono"]),
    glyphs=st.sampled_from(["unicode", "ascii"]),
    motion=st.booleans(),
    retention=st.floats(0.7, 0.97),
    new_per_day=st.integers(0, 500),
    minutes_per_day=st.integers(5, 600),
    exam_date=st.none() | st.dates(),
    four_buttons=st.booleans(),
    ask_confidence=st.booleans(),
    time_zone=st.sampled_from(["", "UTC", "Asia/Seoul"]),
)


def write(folder: Path, text: str) -> Path:
    file = folder / FILE_NAME
    file.write_text(text, "utf-8")
    return file


def problem_of(folder: Path) -> str:
    try:
        load_settings(folder)
    except SettingsError as error:
        return str(error)
    return ""


def test_where_there_is_no_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "nowhere") == Settings()
    assert not (tmp_path / "nowhere").exists()


def test_the_language_of_the_locale_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert Settings().language == "ko"
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert Settings().language == "en"


@given(settings_of_any_kind, settings_of_any_kind)
def test_what_is_saved_is_loaded_whatever_was_saved_before(first: Settings, then: Settings) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "new" / "folder"
        for settings in (first, then):
            save_settings(settings, folder)
            assert load_settings(folder) == settings
        assert [file.name for file in folder.iterdir()] == [FILE_NAME]


def test_a_file_may_say_only_some_things(tmp_path: Path) -> None:
    write(tmp_path, 'theme = "light"\nexam_date = 2026-12-31\n')
    assert load_settings(tmp_path) == Settings(theme="light", exam_date=date(2026, 12, 31))


def test_saving_keeps_comments_and_order(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "# mine\n"
        "new_per_day = 5  # calm\n"
        "\n"
        'theme = "light" # for the sun\n'
        "exam_date = 2026-12-31\n",
    )
    settings = changed(load_settings(tmp_path), "new_per_day", 7)
    save_settings(changed(settings, "exam_date", None), tmp_path)
    lines = file.read_text("utf-8").splitlines()
    assert lines[:4] == ["# mine", "new_per_day = 7  # calm", "", 'theme = "light" # for the sun']
    assert not any(line.startswith("exam_date") for line in lines)


def test_saving_the_same_again_changes_nothing(tmp_path: Path) -> None:
    save_settings(Settings(exam_date=date(2026, 12, 31)), tmp_path)
    before = (tmp_path / FILE_NAME).read_bytes()
    save_settings(load_settings(tmp_path), tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('theme = "purple"', "theme"),
        ("theme = 1", "theme"),
        ("language = 'fr'", "language"),
        ("retention = 0.99", "retention"),
        ("retention = nan", "retention"),
        ("new_per_day = -1", "new_per_day"),
        ("new_per_day = 1.5", "new_per_day"),
        ("minutes_per_day = 4", "minutes_per_day"),
        ("minutes_per_day = 601", "minutes_per_day"),
        ("exam_date = 'soon'", "exam_date"),
        ("time_zone = 'Asia/Atlantis'", "time_zone"),
        ("time_zone = '../secrets'", "time_zone"),
        ("motion = 'sometimes'", "motion"),
        ("colour = 'red'", "colour"),
        ("[theme]\nname = 'dark'", "theme"),
        ("retention = 0.9\nnew_per_day = ]", "line 2"),
        ("theme = 'dark'\ntheme = 'light'", "line 2"),
        ("exam_date = 2026-02-30", "line 1"),
    ],
)
def test_a_broken_file_is_an_error_that_names_file_and_field(
    tmp_path: Path, text: str, named: str
) -> None:
    file = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path)
    assert str(file) in str(caught.value)
    assert named in str(caught.value)


def test_a_file_that_is_not_utf8_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes("theme = 'dark' # 어둡게".encode("euc-kr"))
    with pytest.raises(SettingsError, match=FILE_NAME):
        load_settings(tmp_path)


def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(SettingsError, match=FILE_NAME):
        load_settings(tmp_path)


def test_a_file_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    with pytest.raises(SettingsError, match=FILE_NAME):
        save_settings(Settings(), in_the_way)


def test_a_broken_file_is_not_overwritten(tmp_path: Path) -> None:
    file = write(tmp_path, "theme = ")
    with pytest.raises(SettingsError, match=FILE_NAME):
        save_settings(Settings(), tmp_path)
    assert file.read_text("utf-8") == "theme = "


@given(st.text(st.sampled_from("theme=\"'[]{}.,#\n\r\t0192-:TZ스\\u\0"), max_size=30) | st.text())
def test_whatever_stands_in_the_file_it_gives_settings_or_an_error_of_ours(text: str) -> None:
    with TemporaryDirectory() as name:
        (Path(name) / FILE_NAME).write_bytes(text.encode())
        problem = problem_of(Path(name))
        assert problem == "" or FILE_NAME in problem


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("theme", "mono", "mono"),
        ("motion", "false", False),
        ("motion", False, False),
        ("new_per_day", "30", 30),
        ("retention", "0.85", 0.85),
        ("exam_date", "2026-12-31", date(2026, 12, 31)),
        ("exam_date", None, None),
        ("time_zone", "Asia/Seoul", "Asia/Seoul"),
    ],
)
def test_one_setting_is_changed_and_the_others_stay(name: str, value: object, kept: object) -> None:
    before = Settings(exam_date=date(2026, 1, 1), new_per_day=3)
    after = changed(before, name, value)
    assert getattr(after, name) == kept
    assert after.model_dump() == before.model_dump() | {name: kept}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "purple"),
        ("theme", None),
        ("new_per_day", "many"),
        ("exam_date", "31.12.2026"),
        ("time_zone", "Seoul"),
    ],
)
def test_a_value_that_is_not_allowed_names_the_setting(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"^{name}: "):
        changed(Settings(), name, value)


def test_a_setting_that_does_not_exist_is_an_error_that_lists_those_that_do() -> None:
    with pytest.raises(SettingsError, match="'colour'") as caught:
        changed(Settings(), "colour", "red")
    assert all(name in caught.value.hint for name in Settings.model_fields)


def test_settings_never_change_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().theme = "light"  # type: ignore[misc]
