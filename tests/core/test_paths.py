"""Where things are: what the learner says first, then what is installed, then the checkout."""

from collections.abc import Callable
from pathlib import Path

import pytest

from awsstudy.core import paths
from awsstudy.core.errors import AwsStudyError

LOOKUPS = [
    (paths.content_root, "AWSSTUDY_CONTENT_DIR", "_content", "content"),
    (paths.data_root, "AWSSTUDY_DATA_DIR", "_data", "data"),
]
by_lookup = pytest.mark.parametrize(("lookup", "variable", "packaged", "checkout"), LOOKUPS)
Lookup = Callable[[], Path]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package, empty so far, with no environment variable set."""
    for _, variable, _, _ in LOOKUPS:
        monkeypatch.delenv(variable, raising=False)
    folder = tmp_path / "place" / "awsstudy"
    folder.mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", folder)
    return folder


@by_lookup
def test_what_the_wheel_brought_is_found(
    package: Path, lookup: Lookup, variable: str, packaged: str, checkout: str
) -> None:
    (package / packaged).mkdir()
    (package.parent / checkout).mkdir()
    (package.parent / "pyproject.toml").touch()
    assert lookup() == package / packaged


@by_lookup
def test_a_checkout_has_it_beside_the_package(
    package: Path, lookup: Lookup, variable: str, packaged: str, checkout: str
) -> None:
    (package.parent / checkout).mkdir()
    (package.parent / "pyproject.toml").touch()
    assert lookup() == package.parent / checkout


@by_lookup
def test_a_folder_of_that_name_that_is_no_checkout_is_left_alone(
    package: Path, lookup: Lookup, variable: str, packaged: str, checkout: str
) -> None:
    (package.parent / checkout).mkdir()
    with pytest.raises(AwsStudyError, match=checkout) as caught:
        lookup()
    assert variable in caught.value.hint


@by_lookup
def test_the_variable_comes_first(
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    lookup: Lookup,
    variable: str,
    packaged: str,
    checkout: str,
) -> None:
    (package / packaged).mkdir()
    own = package / "own"
    own.mkdir()
    monkeypatch.setenv(variable, str(own))
    assert lookup() == own


@by_lookup
def test_a_variable_that_names_no_folder_is_an_error_that_names_both(
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    lookup: Lookup,
    variable: str,
    packaged: str,
    checkout: str,
) -> None:
    (package / packaged).mkdir()
    monkeypatch.setenv(variable, str(package / "nowhere"))
    with pytest.raises(AwsStudyError, match=f"{variable}.*nowhere"):
        lookup()


def test_this_checkout_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWSSTUDY_CONTENT_DIR", raising=False)
    monkeypatch.delenv("AWSSTUDY_DATA_DIR", raising=False)
    assert (paths.content_root() / "groups.yaml").is_file()
    assert (paths.data_root() / "rules").is_dir()


def test_the_learners_folder_is_the_one_given_then_the_variables_then_the_platforms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWSSTUDY_HOME", str(tmp_path / "variable"))
    assert paths.home(tmp_path / "given") == tmp_path / "given"
    assert paths.home() == tmp_path / "variable"
    monkeypatch.delenv("AWSSTUDY_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert paths.home().name == "awsstudy"
    assert paths.home().is_absolute()


def test_a_tilde_is_the_persons_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWSSTUDY_HOME", "~/study")
    monkeypatch.setenv("AWSSTUDY_CACHE_DIR", "~/cache")
    assert paths.home() == tmp_path / "study"
    assert paths.home(Path("~/other")) == tmp_path / "other"
    assert paths.cache_dir() == tmp_path / "cache"


def test_the_cache_has_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWSSTUDY_CACHE_DIR", raising=False)
    monkeypatch.delenv("AWSSTUDY_HOME", raising=False)
    assert paths.cache_dir().name == "awsstudy"
    assert paths.cache_dir() != paths.home()
