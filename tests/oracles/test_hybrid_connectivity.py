"""Hybrid routes against another implementation of longest-prefix matching: pytricia.

Peers are found on ``AWSSTUDY_PEER_PYTHON`` (a Python that has pytricia) or in this Python.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from ipaddress import IPv4Network, ip_address
from random import Random
from typing import Any, cast

import pytest

from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.sims.hybrid.world import HybridParams
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.hybrid_connectivity import MODEL

TABLES, LOOKUPS = 1_200, 10
PEER = """
import json, sys
import pytricia
for line in sys.stdin:
    table, wanted = json.loads(line)
    tree = pytricia.PyTricia(32)
    for prefix, name in table:
        tree.insert(prefix, name)
    print(json.dumps([tree.get(address) for address in wanted]))
"""

Table = list[tuple[str, str]]


@pytest.fixture(scope="module")
def pytricia() -> Callable[[list[tuple[Table, list[str]]]], list[list[str | None]]]:
    """The peer, which is handed tables with addresses and names the entry of each address."""
    python = os.environ.get("AWSSTUDY_PEER_PYTHON", sys.executable)
    if subprocess.run(
        [python, "-c", "import pytricia"], capture_output=True, check=False
    ).returncode:
        pytest.skip("pytricia is not installed: pip install pytricia in a Python of its own")

    def ask(cases: list[tuple[Table, list[str]]]) -> list[list[str | None]]:
        lines = "".join(json.dumps(case) + "\n" for case in cases)
        done = subprocess.run(
            [python, "-c", PEER], input=lines, capture_output=True, text=True, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


def drawn(chance: Random) -> tuple[Table, list[str]]:
    """A table of nested blocks and addresses in and beside them."""
    table: dict[str, str] = {}
    home = chance.getrandbits(32)
    while len(table) < 10:
        size = int(chance.random() * 33)
        near = home ^ chance.getrandbits(1 + int(chance.random() * 31))
        table.setdefault(str(IPv4Network((near, size), strict=False)), f"r{len(table)}")
    wanted = []
    for _ in range(LOOKUPS):
        near = home ^ chance.getrandbits(1 + int(chance.random() * 31))
        wanted.append(str(ip_address(near)))
    return list(table.items()), wanted


def test_longest_prefix_agrees_with_a_trie(pytricia: Any, rules: RuleBook, record: Any) -> None:
    chance = stream(20261124, "hybrid.oracle")
    cases = [drawn(chance) for _ in range(TABLES)]
    asked = wrong = missed = 0
    for (table, wanted), answers in zip(cases, pytricia(cases), strict=True):
        links = [{"id": name, "kind": "dx", "prefix": prefix} for prefix, name in table]
        for destination, answer in zip(wanted, answers, strict=True):
            params = HybridParams.model_validate({"destination": destination, "links": links})
            done = run(MODEL, Script(params, until=0), rules)
            path = cast("dict[str, Any]", done.outcome)["path"]
            asked += 1
            missed += answer is None
            wrong += path != ([answer] if answer else [])
    record("pytricia", asked, wrong, f"look-ups, {missed} without a route")
    assert wrong == 0
    assert missed < asked / 2
