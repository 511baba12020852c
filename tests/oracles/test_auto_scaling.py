"""Auto Scaling against the referee: a thousand random groups of an unseen seed, no rule broken.

The referee (``tests/sims/asg_referee.py``) was written from the rules of the user guide and reads
nothing but the journal; ``tests/sims/test_auto_scaling.py`` plants the faults that it must catch.
"""

from collections import Counter
from itertools import count

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.auto_scaling import MODEL, journal
from tests.sims.asg_referee import judged
from tests.sims.asg_worlds import world

RUNS = 1_000
FIRST_SEED = 5_000_000


def test_random_groups_break_no_rule(rules: RuleBook, record) -> None:
    rows: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for seed, _ in zip(count(FIRST_SEED), range(RUNS), strict=False):
        params = world(seed)
        events = run(MODEL, Script(params, seed), rules).events
        listed = [dict(row) for row in journal(params, events)]
        rows.update(str(row["ev"]) for row in listed)
        found = judged(listed, strategy=params.group.strategy)
        broken.update(one.rule for one in found)
    told = f"random groups, {rows.total()} rows: {dict(rows)}"
    record("referee of the user guide", RUNS, broken.total(), told)
    assert not broken
    assert min(rows[kind] for kind in ("launch", "terminate", "unhealthy", "az_up")) > 200
