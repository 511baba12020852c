"""Problems about the way to an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awsstudy.sims.dns import situations
from awsstudy.sims.dns.world import DnsParams, Record
from awsstudy.sims.kernel import Run
from awsstudy.sims.problems import Answer, Problem, Value


def answered(_params: DnsParams, run: Run) -> Answer:
    """The values of the answer, or the id of an answer without any."""
    outcome = run.outcome
    assert isinstance(outcome, dict)  # noqa: S101 - the model's own outcome
    return ", ".join(outcome["values"]) if outcome["values"] else str(outcome["status"])


def values(params: DnsParams, run: Run) -> Mapping[str, Value]:
    """The zones as lines, what is asked, and why the key is the key."""
    lines = [f"{zone.name}: {_listed(zone.records)}" for zone in params.zones]
    both = lines + [""] * (2 - len(lines))
    outcome = run.outcome
    assert isinstance(outcome, dict)  # noqa: S101 - the model's own outcome
    return {
        "zone1": both[0],
        "zone2": both[1],
        "name": params.query.name,
        "type": params.query.type,
        "place": "from-inside" if params.query.inside_vpc else "from-outside",
        "case": f"because-{_case(params, outcome)}",
        "zone": str(outcome["zone"]),
    }


def _listed(records: Sequence[Record]) -> str:
    return "; ".join(f"{one.name} {one.type} {', '.join(one.values)}" for one in records)


def _case(params: DnsParams, outcome: Mapping[str, object]) -> str:
    private = any(zone.scope == "private" for zone in params.zones)
    inside = "private" if private and params.query.inside_vpc else "public"
    status = str(outcome["status"])
    if private:
        return f"{inside}-{status}"
    return f"depth-{status}" if len(params.zones) > 1 else status


PROBLEMS: tuple[Problem[DnsParams], ...] = (
    Problem(
        id="existing-name",
        situation=situations.draw_existing,
        answer=answered,
        values=values,
        wrong=("wildcard-covers-existing", "nodata-is-nxdomain", "apex-answers"),
    ),
    Problem(
        id="deep-name",
        situation=situations.draw_deep,
        answer=answered,
        values=values,
        wrong=(
            "wildcard-from-above",
            "apex-answers",
            "parent-name",
            "no-wildcards",
            "nxdomain-is-nodata",
        ),
    ),
    Problem(
        id="split-horizon",
        situation=situations.draw_split,
        answer=answered,
        values=values,
        wrong=(
            "falls-through",
            "public-first",
            "private-seen",
            "zones-merge",
            "apex-answers",
            "nxdomain-is-nodata",
            "nodata-is-nxdomain",
        ),
    ),
    Problem(
        id="zone-depth",
        situation=situations.draw_depth,
        answer=answered,
        values=values,
        wrong=("parent-zone", "apex-answers", "no-wildcards", "nxdomain-is-nodata"),
    ),
)
