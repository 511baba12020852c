"""A database is opened wherever it lives, and one that cannot be says so in words."""

import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from awsstudy.core.errors import ExitCode, StoreError
from awsstudy.store.records import FILE_NAME, UnitState
from awsstudy.store.store import Store

Make = Callable[..., Any]


def open_folder(folder: Path, now: datetime) -> Store:
    return Store.open(folder, now)


@pytest.mark.parametrize("name", ["new", "deep/er/folder", "with space", "한글 폴더", "100%?#"])
def test_a_folder_is_made_and_keeps_what_was_saved(
    tmp_path: Path, now: datetime, new_review: Make, learning: UnitState, name: str
) -> None:
    store = open_folder(tmp_path / name, now)
    store.cards.record_review(new_review(), learning)
    store.close()
    assert (tmp_path / name / FILE_NAME).is_file()
    again = open_folder(tmp_path / name, now)
    assert again.cards.reviews() == [new_review()]
    assert again.cards.units() == {learning.unit_id: learning}
    again.close()


def test_the_folder_is_the_learners_own(tmp_path: Path, now: datetime) -> None:
    open_folder(tmp_path / "home", now).close()
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_without_a_folder_or_url_nothing_outlives_the_store(
    now: datetime, new_review: Make, learning: UnitState
) -> None:
    first, second = Store.open(None, now), Store.open(None, now)
    first.cards.record_review(new_review(), learning)
    assert second.cards.reviews() == []
    first.close()
    second.close()


def test_a_url_goes_before_the_folder(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "by-url").mkdir()
    url = f"sqlite:///{tmp_path}/by-url/mine.db"
    Store.open(tmp_path / "by-folder", now, url=url).close()
    assert (tmp_path / "by-url" / "mine.db").is_file()
    assert not (tmp_path / "by-folder").exists()


def a_text_file(folder: Path) -> Path:
    (folder / FILE_NAME).write_text("Shopping list: milk, bread, eggs.\n" * 200, "utf-8")
    return folder


def a_short_file(folder: Path) -> Path:
    (folder / FILE_NAME).write_bytes(b"SQLite format 3\0 and then nothing")
    return folder


def a_folder_of_that_name(folder: Path) -> Path:
    (folder / FILE_NAME).mkdir()
    return folder


def a_file_for_a_folder(folder: Path) -> Path:
    (folder / "home").write_text("a file", "utf-8")
    return folder / "home"


def a_folder_inside_a_file(folder: Path) -> Path:
    return a_file_for_a_folder(folder) / "inside"


def a_folder_no_one_can_make(_: Path) -> Path:
    return Path("/proc/awsstudy")  # even for root, and on systems without /proc


FAULTS = [
    a_text_file,
    a_short_file,
    a_folder_of_that_name,
    a_file_for_a_folder,
    a_folder_inside_a_file,
    a_folder_no_one_can_make,
]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_opened_is_told_in_words(
    tmp_path: Path, now: datetime, fault: Callable[[Path], Path]
) -> None:
    with pytest.raises(StoreError) as caught:
        open_folder(fault(tmp_path), now)
    assert caught.value.exit_code == ExitCode.STORE
    assert len(caught.value.message.split()) > 1
    assert "sqlite3." not in str(caught.value)
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (a_text_file, "not an awsstudy database"),
        (a_folder_of_that_name, "cannot be opened"),
        (a_file_for_a_folder, "exists"),
    ],
)
def test_the_words_say_what_is_wrong(
    tmp_path: Path, now: datetime, fault: Callable[[Path], Path], words: str
) -> None:
    with pytest.raises(StoreError, match=words):
        open_folder(fault(tmp_path), now)


def test_a_file_that_is_no_database_is_left_as_it_was(tmp_path: Path, now: datetime) -> None:
    file = a_text_file(tmp_path) / FILE_NAME
    before = file.read_bytes()
    with pytest.raises(StoreError):
        open_folder(tmp_path, now)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_a_database_that_may_only_be_read_is_told_in_words(
    tmp_path: Path, now: datetime, new_review: Make, learning: UnitState
) -> None:
    open_folder(tmp_path, now).close()
    url = f"sqlite:///file:{tmp_path / FILE_NAME}?mode=ro&uri=true"
    with pytest.raises(StoreError, match="cannot be written"):
        Store.open(None, now, url=url).cards.record_review(new_review(), learning)


@pytest.mark.parametrize("url", ["nonsense", "sqlite", "oracle9i://x/y", "nosuchdatabase:///x"])
def test_a_url_that_is_not_understood_is_told_in_words(now: datetime, url: str) -> None:
    with pytest.raises(StoreError, match="URL is not usable"):
        Store.open(None, now, url=url)


def test_opening_again_changes_nothing(tmp_path: Path, now: datetime) -> None:
    open_folder(tmp_path, now).close()
    before = (tmp_path / FILE_NAME).read_bytes()
    open_folder(tmp_path, datetime(2027, 1, 1, tzinfo=UTC)).close()
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert not (tmp_path / "backups").exists()
