"""A log to write into."""

import pytest

from tests.study.diary import Diary


@pytest.fixture
def diary() -> Diary:
    return Diary()
