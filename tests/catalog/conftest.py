"""For tests that break one thing in the sample content and look at what is said of it."""

from collections.abc import Callable

import pytest

from awsstudy.catalog.places import Roots

Change = Callable[[str, str, str], None]
LineOf = Callable[[str, str], int]


@pytest.fixture
def change(simulator_roots: Roots) -> Change:
    """Replaces a text that stands once in a file: ``change("content/groups.yaml", old, new)``."""

    def replace(name: str, old: str, new: str) -> None:
        file = simulator_roots.content.parent / name
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"stands {text.count(old)} times: {old}"
        file.write_text(text.replace(old, new), "utf-8")

    return replace


@pytest.fixture
def line_of(simulator_roots: Roots) -> LineOf:
    """The line a text that stands once in a file begins on."""

    def find(name: str, part: str) -> int:
        text = (simulator_roots.content.parent / name).read_text("utf-8")
        assert text.count(part) == 1, f"stands {text.count(part)} times: {part}"
        return text[: text.index(part)].count("\n") + 1

    return find
