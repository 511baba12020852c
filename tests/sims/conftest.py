from datetime import date
from pathlib import Path

import pytest

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.files import Roots
from awsstudy.catalog.loader import read_all
from awsstudy.core.rulebook import RuleBook

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    reading = read_all(Roots(ROOT / "content", ROOT / "data"))
    return Catalog(tuple(entry.model for entry in reading.entries))


@pytest.fixture(scope="session")
def rules(catalog: Catalog) -> RuleBook:
    return catalog.rule_book(date(2026, 11, 23))
