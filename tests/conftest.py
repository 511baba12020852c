"""A small valid library for every test: 2 chapters, 3 concepts with every kind of card."""

from pathlib import Path
from shutil import copyfile, copytree

import pytest
from hypothesis import settings

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.loader import read_all
from awsstudy.catalog.places import Roots

settings.register_profile("awsstudy", deadline=None, max_examples=60)
settings.load_profile("awsstudy")

SAMPLES = Path(__file__).parent / "content_samples"


@pytest.fixture
def sample_roots(tmp_path: Path) -> Roots:
    """The sample content and data, in a copy of the test's own that it may change."""
    copytree(SAMPLES / "content", tmp_path / "content")
    copytree(SAMPLES / "data", tmp_path / "data")
    return Roots(tmp_path / "content", tmp_path / "data")


@pytest.fixture
def simulator_roots(sample_roots: Roots) -> Roots:
    """The sample content with the page of a simulator (for which there is no model)."""
    (sample_roots.content / "sims").mkdir()
    page = sample_roots.content / "sims" / "coin_toss.yaml"
    copyfile(SAMPLES / "simulator" / page.name, page)
    concept = sample_roots.content / "concepts" / "storage" / "block-store.yaml"
    _add(concept, "sources:\n", "simulators: [coin_toss]\nsources:\n")
    beliefs = sample_roots.content / "misconceptions.storage.yaml"
    last = "  facts: [block-store.one-zone]\n"
    _add(beliefs, last, f"{last}  scenario: coin_toss.one-toss\n")
    return sample_roots


def _add(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="session")
def sample_catalog() -> Catalog:
    """The catalogue of the sample content."""
    return _catalog(Roots(SAMPLES / "content", SAMPLES / "data"))


@pytest.fixture
def simulator_catalog(simulator_roots: Roots) -> Catalog:
    """The catalogue of the sample content with the page of a simulator."""
    return _catalog(simulator_roots)


def _catalog(roots: Roots) -> Catalog:
    reading = read_all(roots)
    assert reading.errors == []
    return Catalog(tuple(entry.model for entry in reading.entries))
