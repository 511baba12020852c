"""WAF's rate windows against a brute-force count, 10,000 random situations."""

from __future__ import annotations

from random import Random
from typing import Any

from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.waf_web_acl import MODEL

CASES = 10_000


def brute_force(case: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    """Sent, blocked and first blocked of each source, by counting anew at every look."""
    (rule,) = case["acl"]["rules"]
    check, window, limit = case["check_s"], rule["window_s"], rule["limit"]
    sent: list[tuple[float, str]] = []
    for source in case["sources"]:
        number = 0
        while (at := source["from_s"] + number * 60 / source["per_min"]) < source["until_s"]:
            sent.append((round(at, 6), source["ip"]))
            number += 1
        if number == 0:  # a source sends once even where it would be too late
            sent.append((source["from_s"], source["ip"]))
    tallies = {source["ip"]: [0, 0, 0] for source in case["sources"]}
    for at, ip in sorted(sent):
        mine = sorted(time for time, who in sent if who == ip)
        if check:
            look = int((at - 0.001 + 1e-9) // check) * check + 0.001
            over = look > 0.001 and sum(look - window < time <= look for time in mine) > limit
        else:
            over = sum(at - window < time <= at for time in mine) > limit
        tally = tallies[ip]
        tally[0] += 1
        if over:
            tally[1] += 1
            tally[2] = tally[2] or tally[0]
    return {ip: (tally[0], tally[1], tally[2]) for ip, tally in tallies.items()}


def random_rates(chance: Random) -> dict[str, Any]:
    """Some sources with different beginnings, speeds and ends, and a rule."""
    sources = []
    for number in range(chance.randint(1, 3)):
        start = chance.randint(0, 60)
        end = start + chance.randint(1, 150)
        speed = chance.choice([6, 7, 11, 13, 17, 20, 24, 30, 40])
        sources.append(
            {"ip": f"10.0.0.{number}", "per_min": speed, "from_s": start, "until_s": end}
        )
    rule = {"name": "rate", "kind": "rate", "priority": 1, "limit": chance.randint(10, 30)}
    rule["window_s"] = chance.choice([60, 120])
    check = chance.choice([0, 0, 1, 7, 10, 30])
    return {"acl": {"rules": [rule]}, "requests": [], "sources": sources, "check_s": check}


def told(case: dict[str, Any], rules: Any) -> dict[str, tuple[int, int, int]]:
    outcome: Any = run(MODEL, Script(MODEL.PARAMS.model_validate(case)), rules).outcome
    return {
        one["source"]: (one["sent"], one["blocked"], one["first"]) for one in outcome["sources"]
    }


def test_rates_equal_a_brute_force_count(rules, record) -> None:
    chance = Random(20261124)
    wrong, requests, blocked = [], 0, 0
    for _ in range(CASES):
        case = random_rates(chance)
        expected = brute_force(case)
        requests += sum(tally[0] for tally in expected.values())
        blocked += sum(tally[1] for tally in expected.values())
        if told(case, rules) != expected:
            wrong.append(case)
    record("brute force", CASES, len(wrong), f"situations, {requests} requests, {blocked} blocked")
    assert wrong == []
    assert blocked > CASES
