"""AWS WAF: a web ACL's rules in their order, rate windows, labels, managed groups.

The rules stand in ``sims.waf.ladder``, the counters in ``sims.waf.window``, what learners believe
instead in ``sims.waf.beliefs_*``.
"""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.kernel import Simulation
from awsstudy.sims.problems import Problem
from awsstudy.sims.waf import ask_labels, ask_ladder, ask_rates, beliefs_ladder, beliefs_rates
from awsstudy.sims.waf.repairs import edits
from awsstudy.sims.waf.service import WafWebAcl
from awsstudy.sims.waf.world import WafParams

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = WafWebAcl
PROBLEMS: tuple[Problem[WafParams], ...] = (
    *ask_ladder.PROBLEMS,
    *ask_labels.PROBLEMS,
    *ask_rates.PROBLEMS,
)

WRONG_MODELS: Mapping[str, type[Simulation[WafParams]]] = {
    "highest-first": beliefs_ladder.HighestFirst,
    "count-ends": beliefs_ladder.CountEnds,
    "strictest-wins": beliefs_ladder.StrictestWins,
    "default-decides": beliefs_ladder.DefaultDecides,
    "token-ignored": beliefs_ladder.TokenIgnored,
    "challenge-never-ends": beliefs_ladder.ChallengeNeverEnds,
    "override-ignored": beliefs_ladder.OverrideIgnored,
    "labels-anywhere": beliefs_ladder.LabelsAnywhere,
    "counted-adds-no-label": beliefs_ladder.CountedAddsNoLabel,
    "limit-per-minute": beliefs_rates.LimitPerMinute,
    "limit-shared": beliefs_rates.LimitShared,
    "only-the-busiest": beliefs_rates.OnlyTheBusiest,
    "never-forgets": beliefs_rates.NeverForgets,
    "stops-network-floods": beliefs_rates.StopsNetworkFloods,
    "attaches-anywhere": beliefs_rates.AttachesAnywhere,
    "signatures-only": beliefs_rates.SignaturesOnly,
    "only-cloudfront": beliefs_rates.OnlyCloudFront,
}
