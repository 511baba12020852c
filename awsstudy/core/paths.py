"""Where things are: the only reader of locations."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from awsstudy.core.errors import AwsStudyError

_PACKAGE = Path(__file__).resolve().parent.parent


def content_root() -> Path:
    """The folder of content files, in a checkout, a wheel, an editable install and pipx alike."""
    return _tree("AWSSTUDY_CONTENT_DIR", "_content", "content")


def data_root() -> Path:
    """The folder of dated reference facts."""
    return _tree("AWSSTUDY_DATA_DIR", "_data", "data")


def _tree(variable: str, packaged: str, checkout: str) -> Path:
    if override := os.environ.get(variable):
        if (folder := Path(override).expanduser()).is_dir():
            return folder
        raise AwsStudyError(f"{variable} names no folder: {override}")
    if (inside := _PACKAGE / packaged).is_dir():
        return inside
    # A checkout is known by its pyproject.toml: without it a folder named "content" is anyone's.
    beside = _PACKAGE.parent / checkout
    if beside.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    raise AwsStudyError(
        f"The folder '{checkout}' of awsstudy is missing.",
        hint=f"Install awsstudy again, or point {variable} at the folder.",
    )


def home(override: Path | None = None) -> Path:
    """The learner's folder: settings, database, backups, exports."""
    if override is not None:
        return override.expanduser()
    if variable := os.environ.get("AWSSTUDY_HOME"):
        return Path(variable).expanduser()
    return platformdirs.user_data_path("awsstudy", appauthor=False)


def cache_dir() -> Path:
    """The folder of things that can be made again: the compiled content."""
    if variable := os.environ.get("AWSSTUDY_CACHE_DIR"):
        return Path(variable).expanduser()
    return platformdirs.user_cache_path("awsstudy", appauthor=False)
