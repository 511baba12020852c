"""The IAM model against the npm package @cloud-copilot/iam-simulate, run as a process of its own.

Both answer the same random worlds; the package must give the same verdict in each. The corner in
which it departs from the IAM User Guide is asked separately.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from awsstudy.core.seeds import stream
from awsstudy.sims.iam.corpus import world
from awsstudy.sims.iam.corpus_calls import HERE, SESSION
from awsstudy.sims.iam.decision import Evaluator
from awsstudy.sims.iam.world import IamParams

PEER = Path(__file__).parent / "iam_peer.mjs"
CASES = 10_000

Json = dict[str, Any]


@pytest.fixture(scope="module")
def peer(
    program: Callable[[str], str], node_package: Callable[[str], Path]
) -> Callable[[list[Json]], list[str]]:
    entry = node_package("@cloud-copilot/iam-simulate") / "dist" / "esm" / "index.js"

    def verdicts(worlds: list[Json]) -> list[str]:
        lines = "\n".join(map(json.dumps, worlds))
        done = subprocess.run(
            [program("node"), str(PEER), str(entry)],
            input=lines, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.splitlines()

    return verdicts


def mine(made: Json) -> str:
    return Evaluator(IamParams.model_validate(made)).decide().ending.verdict


@pytest.mark.parametrize("name", ["unseen", "frozen"])
def test_same_verdicts(peer: Callable[[list[Json]], list[str]], name: str, record: Any) -> None:
    worlds = [world(stream(f"{name}:{i}", "iam")) for i in range(CASES)]
    answers = peer(worlds)
    pairs = list(zip(worlds, answers, strict=True))
    wrong = [made for made, answer in pairs if mine(made) != answer]
    told = f"{name} worlds: {dict(Counter(answers))}"
    record("iam-simulate", len(worlds), len(wrong), told)
    assert wrong == []


def test_where_the_peer_departs_from_the_guide(
    peer: Callable[[list[Json]], list[str]], record: Any
) -> None:
    """A session policy's silence does not limit what names the session itself, or everybody."""
    principals: tuple[Any, ...] = ({"AWS": SESSION}, "*")
    for principal in principals:
        statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
        made: Json = {
            "request": {
                "principal": SESSION,
                "action": "s3:GetObject",
                "resource": {"resource": "arn:aws:s3:::beta/a.txt", "accountId": HERE},
                "contextVariables": {},
            },
            "identityPolicies": [],
            "resourcePolicy": {
                "Version": "2012-10-17",
                "Statement": [{**statement, "Principal": principal}],
            },
            "sessionPolicy": {
                "Version": "2012-10-17",
                "Statement": [{**statement, "Action": "ec2:StartInstances"}],
            },
        }
        assert peer([made]) == ["ImplicitlyDenied"]
        assert mine(made) == "Allowed"
    count = len(principals)
    record("iam-simulate", count, count, "where it departs from the guide, which we follow")
