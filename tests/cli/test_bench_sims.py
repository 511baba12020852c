"""The bench of the kernel says what it measured; its figures are not judged here."""

from __future__ import annotations

import re

import pytest

from awsstudy.cli import bench_sims


def test_the_kernel_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_sims, "CUSTOMERS", 500)
    lines = list(bench_sims._kernel(2))
    assert re.match(r"M/M/5 at 80 %, kernel: [\d,]+ customers/s \(best of 2\)", lines[0])
    assert lines[1].startswith("SimPy")


def test_erlang_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_sims, "SEEDS", 2)
    found = re.search(r"holds 0\.5541 in (\d) of 2 seeds", next(bench_sims._erlang()))
    assert found
    assert int(found[1]) >= 1
