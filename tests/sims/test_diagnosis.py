"""Where a belief parts from the truth, and the smallest change that helps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.diagnosis import parting, smallest_fix
from awsstudy.sims.kernel import Event, Params, Run, Script, Simulation
from awsstudy.sims.problems import Edit

RULES = RuleBook((), date(2026, 1, 1))


class Doors(Params):
    """Three doors in a row; all must be open."""

    open: tuple[bool, bool, bool] = (False, True, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorReached(Event):
    """Someone stands before a door."""

    door: int
    open: bool


class Walk(Simulation[Doors]):
    """Goes through the doors until one is shut."""

    PARAMS = Doors

    def setup(self) -> None:
        self.passed = 0
        self.after(0, self.go)

    def is_open(self, door: int) -> bool:
        return self.params.open[door]

    def go(self) -> None:
        door = self.passed
        self.emit(DoorReached(door=door, open=self.is_open(door)))
        if self.is_open(door):
            self.passed += 1
            if self.passed < 3:
                self.after(1, self.go)

    def outcome(self) -> int:
        return self.passed


class FirstIsNeverShut(Walk):
    """Believes that the first door does not count."""

    def is_open(self, door: int) -> bool:
        return door == 0 or super().is_open(door)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rested(Event):
    """Someone sits down before going on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(Event):
    """The way has ended."""

    doors: int


class WithAnEnd(Walk):
    """Says at the end how far it went."""

    def go(self) -> None:
        super().go()
        if self.next_at is None:
            self.emit(Arrived(doors=self.passed))


class RestsFirst(WithAnEnd, FirstIsNeverShut):
    """Believes besides that one rests before the first door."""

    def setup(self) -> None:
        super().setup()
        self.emit(Rested())


class OnlyRests(RestsFirst):
    """Rests, and arrives where the truth arrives."""

    def is_open(self, door: int) -> bool:
        return self.params.open[door]


def openings(params: Doors) -> Iterator[Edit[Doors]]:
    for door, is_open in enumerate(params.open):
        if not is_open:
            doors = tuple(o or n == door for n, o in enumerate(params.open))
            yield Edit("open", Doors(open=doors), {"door": door})


def test_what_cannot_be_compared_is_told_by_how_the_runs_end() -> None:
    found = parting(WithAnEnd, RestsFirst, Script(Doors()), RULES)
    assert found
    assert found.number == 0
    assert isinstance(found.truth, Arrived)
    assert isinstance(found.belief, Arrived)
    assert (found.truth.doors, found.belief.doors) == (0, 2)


def test_equal_ends_tell_nothing_so_the_first_difference_stays() -> None:
    found = parting(WithAnEnd, OnlyRests, Script(Doors()), RULES)
    assert found
    assert isinstance(found.belief, Rested)
    assert isinstance(found.truth, DoorReached)


def through(done: Run) -> bool:
    return done.outcome == 3


def test_the_parting_is_the_first_difference() -> None:
    found = parting(Walk, FirstIsNeverShut, Script(Doors()), RULES)
    assert found is not None
    assert found.number == 0
    assert found.truth == DoorReached(door=0, open=False)
    assert found.belief == DoorReached(door=0, open=True)


def test_a_run_that_ends_early_parts_there() -> None:
    shut_last = Script(Doors(open=(True, True, True)))
    assert parting(Walk, FirstIsNeverShut, shut_last, RULES) is None
    longer = parting(Walk, Walk, shut_last, RULES)
    assert longer is None


def test_the_fewest_edits_are_found() -> None:
    fix = smallest_fix(Walk, Script(Doors()), openings, through, RULES)
    assert fix is not None
    assert [edit.values["door"] for edit in fix.edits] == [0, 2]
    assert fix.params.open == (True, True, True)
    one = smallest_fix(Walk, Script(Doors(open=(True, True, False))), openings, through, RULES)
    assert one is not None
    assert len(one.edits) == 1


def test_too_many_edits_are_no_fix() -> None:
    shut = Script(Doors(open=(False, False, False)))
    assert smallest_fix(Walk, shut, openings, through, RULES) is None
    assert smallest_fix(Walk, shut, openings, through, RULES, most=3) is not None


def test_an_edit_that_makes_the_learners_action_impossible_is_no_fix() -> None:
    impossible = Script(Doors(open=(True, True, False)), 1, ((0.5, "knock"),))
    assert smallest_fix(Walk, impossible, openings, through, RULES) is None
