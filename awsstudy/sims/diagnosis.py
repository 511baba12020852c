"""What a run means: where a belief parts from the truth, and the smallest change that helps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Generic

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.kernel import Event, P, Run, Script, Simulation, run
from awsstudy.sims.problems import Edit

Edits = Callable[[P], Iterable[Edit[P]]]

MOST_RUNS = 4_000
"""After so many tries the search for a fix is given up."""


@dataclass(frozen=True, slots=True)
class Parting:
    """The first thing that happens otherwise when a belief is taken for true."""

    number: int
    """How many events the two runs share."""
    truth: Event | None
    """What happens; None when the true run ends here."""
    belief: Event | None
    """What would happen; None when the believed run ends here."""


def parting(
    truth: type[Simulation[P]], belief: type[Simulation[P]], script: Script[P], rules: RuleBook
) -> Parting | None:
    """Play a script by the truth and by a belief, up to the first difference; None without one."""
    pairs = zip_longest(run(truth, script, rules).events, run(belief, script, rules).events)
    for number, (true, believed) in enumerate(pairs):
        if _happening(true) != _happening(believed):
            return Parting(number, true, believed)
    return None


def _happening(event: Event | None) -> Event | None:
    """What happens, whatever the reason: the same thing by another rule is no difference yet."""
    return event and replace(event, rules=(), near=None)


@dataclass(frozen=True, slots=True)
class Fix(Generic[P]):
    """Changes that together bring about what is wanted."""

    edits: tuple[Edit[P], ...]

    @property
    def params(self) -> P:
        """The situation after all of them."""
        return self.edits[-1].params


def smallest_fix(
    model: type[Simulation[P]],
    script: Script[P],
    edits: Edits[P],
    wanted: Callable[[Run], bool],
    rules: RuleBook,
    *,
    most: int = 2,
) -> Fix[P] | None:
    """The fewest edits after which a run is as wanted, found by running it again with each.

    Args:
        model: the simulation.
        script: the run to repair; its seed and actions stay.
        edits: the single changes that are possible in a situation.
        wanted: whether a finished run is as wanted.
        rules: the rules in force.
        most: how many edits may be combined.

    Returns:
        The first such fix in the order of ``edits``; None where none is found.
    """
    tries = 0
    for size in range(1, most + 1):
        for fix in _chains(script.params, edits, size):
            tries += 1
            if tries > MOST_RUNS:
                return None
            changed = Script(fix.params, script.seed, script.actions, script.until)
            if _brings(model, changed, wanted, rules):
                return fix
    return None


def _brings(
    model: type[Simulation[P]], script: Script[P], wanted: Callable[[Run], bool], rules: RuleBook
) -> bool:
    """Whether a run is as wanted; one whose actions an edit has made impossible is not."""
    try:
        return wanted(run(model, script, rules))
    except ValueError:
        return False


def _chains(params: P, edits: Edits[P], size: int) -> Iterator[Fix[P]]:
    for edit in edits(params):
        if size == 1:
            yield Fix((edit,))
        else:
            for rest in _chains(edit.params, edits, size - 1):
                yield Fix((edit, *rest.edits))
