"""The packet walk against the Linux kernel: namespaces, policy routing, nftables, conntrack."""

import json
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.vpc_packet import MODEL
from awsstudy.sims.network.params import VpcParams

sys.path.insert(0, str(Path(__file__).parent))
from vpc_rig import Rig
from vpc_worlds import world

SEED, WORLDS, PROBES = 20261124, 60, 60
TRUTH = Path(__file__).parents[1] / "sims" / "data" / "vpc_packet_kernel.json"
FROZEN_SEED, FROZEN_WORLDS, FROZEN_PROBES = 5, 16, 40


def kernel_says(made: dict[str, Any]) -> list[dict[str, Any]]:
    rig = Rig(made)
    try:
        return rig.probe()
    finally:
        rig.close()


def model_says(made: dict[str, Any], rules: RuleBook) -> list[dict[str, Any]]:
    outcome: Any = run(MODEL, Script(VpcParams.model_validate(made)), rules).outcome
    return outcome["probes"]


def kind(verdict: dict[str, Any]) -> str:
    drop = verdict["drop"]
    return f"{drop[0]} {drop[1].partition(':')[0]}" if drop else "ok" if verdict["ok"] else "lost"


@pytest.mark.usefixtures("namespaces")
def test_the_kernel_agrees_on_verdicts_and_places(rules: RuleBook, record: Any) -> None:
    random, seen = Random(SEED), Counter[str]()
    wrong: list[Any] = []
    for number in range(WORLDS):
        made = world(random, PROBES)
        kernel = kernel_says(made)
        for probe, believed, true in zip(
            made["probes"], model_says(made, rules), kernel, strict=True
        ):
            seen[kind(true)] += 1
            if believed != true:
                wrong.append((number, probe, believed, true))
    verdicts = sum(believed["ok"] != true["ok"] for _, _, believed, true in wrong)
    about = f"probes in {WORLDS} worlds, {verdicts} other verdicts: {dict(seen.most_common())}"
    record("Linux: routes, nftables", seen.total(), len(wrong), about)
    assert not wrong, wrong[:5]
    assert len(seen) >= 12
    assert min(seen["ok"], seen["ret nacl-out"], seen["ret no-route"], seen["fwd srcdst"]) > 0


@pytest.mark.usefixtures("namespaces")
def test_the_frozen_truth_is_still_what_the_kernel_says(record: Any) -> None:
    """``make test`` replays it; delete the file to have it written anew."""
    random = Random(FROZEN_SEED)
    worlds = [world(random, FROZEN_PROBES) for _ in range(FROZEN_WORLDS)]
    truth = [{"world": made, "verdicts": kernel_says(made)} for made in worlds]
    if not TRUTH.exists():
        TRUTH.parent.mkdir(exist_ok=True)
        TRUTH.write_text(json.dumps(truth, separators=(",", ":")), encoding="utf-8")
    frozen = json.loads(TRUTH.read_text("utf-8"))
    wrong = sum(one != other for one, other in zip(frozen, truth, strict=True))
    record("Linux: routes, nftables", len(truth), wrong, "frozen worlds")
    assert not wrong
