"""The bench of the kernel says what it measured; its figures are not judged here."""

from __future__ import annotations

import re

import pytest

from awsstudy.cli import bench_keys, bench_sims


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


@pytest.mark.slow
def test_keys_are_measured_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    one = bench_keys.LongRun("route53_routing", "failover-clock", "{}", "Routing policy")
    monkeypatch.setattr(bench_keys, "RUNS", (one,))
    monkeypatch.setattr(bench_keys, "TOAST_S", 0.1)
    (line,) = bench_keys.key_times(2)
    times, ratios = r"(\d+) ms \(95 %: \d+ ms\)", r"\d+\.\d\d x \(\d+\.\d\d x\)"
    told = f"route53_routing: idle {times}; playing {times}, {ratios}; jumping {times}, {ratios}"
    found = re.search(told, line)
    assert found, line
    assert all(int(amount) > 0 for amount in found.groups())
