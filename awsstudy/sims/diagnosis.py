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

Pair = tuple[Event | None, Event | None]
"""What happens, and what would happen by a belief."""

MOST_RUNS = 4_000
"""After so many tries the search for a fix is given up."""


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a belief parts from the truth, told by two things that can be compared.

    That is the first thing that happens otherwise. Where it is not of the same kind in both runs,
    it is how both end, if they end in the same kind of thing.
    """

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
    happens, expected = run(truth, script, rules).events, run(belief, script, rules).events
    for number, (true, believed) in enumerate(zip_longest(happens, expected)):
        if _happening(true) != _happening(believed):
            return Parting(number, *_comparable((true, believed), (happens[-1:], expected[-1:])))
    return None


def _comparable(first: Pair, ends: tuple[tuple[Event, ...], tuple[Event, ...]]) -> Pair:
    """The first difference, or how the two runs end where only that can be set side by side."""
    if type(first[0]) is type(first[1]) or not all(ends):
        return first
    true, believed = ends[0][0], ends[1][0]
    alike = type(true) is type(believed)
    told_apart = _happening(replace(true, at=0.0)) != _happening(replace(believed, at=0.0))
    return (true, believed) if alike and told_apart else first


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
