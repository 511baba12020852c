"""Peers that simulators are proved against; run by ``make oracles``, not by ``make test``.

A peer that is not installed skips its tests with the reason.
"""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

import pytest

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.files import Roots
from awsstudy.catalog.loader import read_all
from awsstudy.core.rulebook import RuleBook

ROOT = Path(__file__).parents[2]
NODE_MODULES = Path(__file__).parent / "node_modules"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of asking a model and a peer the same."""

    peer: str
    model: str
    cases: int
    disagreements: int
    about: str
    """What the cases were, so that it can be seen that they were not all alike."""


COMPARISONS = pytest.StashKey[list[Comparison]]()
Record = Callable[..., None]


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Record:
    """Takes a comparison into the table at the end: peer, cases, disagreements, what they were."""
    rows = request.config.stash.setdefault(COMPARISONS, [])
    model = request.path.stem.removeprefix("test_")

    def add(peer: str, cases: int, disagreements: int, about: str = "") -> None:
        rows.append(Comparison(peer, model, cases, disagreements, about))

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    rows = terminalreporter.config.stash.get(COMPARISONS, [])
    if rows:
        terminalreporter.section("peers")
        table = [("peer", "model", "cases", "disagreements", ""), *map(astuple, rows)]
        for peer, model, cases, wrong, about in table:
            line = f"{peer:27} {model:21} {cases:>7} {wrong:>13}  {about}"
            terminalreporter.write_line(line.rstrip())


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    reading = read_all(Roots(ROOT / "content", ROOT / "data"))
    return Catalog(tuple(entry.model for entry in reading.entries)).rule_book(date(2026, 11, 23))


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """The path of a program, or a skip that says which Debian package brings it."""

    def find(name: str) -> str:
        found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
        if not found:
            pytest.skip(f"{name} is not installed: make oracles")
        return found

    return find


@pytest.fixture(scope="session")
def node_package(program: Callable[[str], str]) -> Callable[[str], Path]:
    """The folder of an npm package that is used as a peer, or a skip."""
    program("node")

    def find(name: str) -> Path:
        folder = NODE_MODULES / name
        if not folder.exists():
            pytest.skip(f"the npm package {name} is not installed: make oracles")
        return folder

    return find


@pytest.fixture(scope="session")
def namespaces(program: Callable[[str], str]) -> None:
    """Network namespaces with nftables, which need root and a kernel that has them."""
    program("nft")
    tried = subprocess.run(
        [program("ip"), "netns", "add", "awsstudy-probe"], capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip(f"no network namespaces here: {tried.stderr.decode().strip()}")
    subprocess.run([program("ip"), "netns", "del", "awsstudy-probe"], check=False)
