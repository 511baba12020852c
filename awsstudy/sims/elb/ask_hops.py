"""Problems about encryption, hop by hop."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.draw import pick
from awsstudy.sims.elb.asking import asked, outcome
from awsstudy.sims.elb.world import ElbParams
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value

WAYS = (
    ("alb", "HTTPS", "HTTP"),
    ("alb", "HTTPS", "HTTPS"),
    ("nlb", "TCP", "TCP"),
    ("nlb", "TLS", "TCP"),
    ("nlb", "TLS", "TLS"),
    ("clb", "HTTPS", "HTTP"),
    ("clb", "TCP", "TCP"),
)


def draw_way(random: Random, _rules: RuleBook) -> ElbParams:
    """A listener on port 443 and a protocol to the targets."""
    kind, listener, target = pick(random, WAYS)
    protocols = {"protocol": listener, "target_protocol": target}
    return asked(ask="hops", kind=kind, listener=protocols)


def hops_and_certificates(_params: ElbParams, run: Run) -> Answer:
    """Which hops are encrypted, and who needs a certificate."""
    found = outcome(run)
    return f"{found['verdict']}+{found['certificates']}"


def way_values(params: ElbParams, run: Run) -> Mapping[str, Value]:
    """The type and the two protocols."""
    return {
        "kind": params.kind,
        "listener": params.listener.protocol,
        "target": params.listener.target_protocol,
        "case": f"because-{outcome(run)['verdict']}",
    }


PROBLEMS: tuple[Problem[ElbParams], ...] = (
    Problem(
        id="tls-hops",
        situation=draw_way,
        answer=hops_and_certificates,
        values=way_values,
        wrong=(
            "listener-covers-all",
            "certificate-everywhere",
            "alb-passes-through",
            "always-decrypted",
            "always-plain-behind",
        ),
    ),
)
