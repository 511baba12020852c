"""The rule book: what AWS documents, a rule a row, each with a source, a date and its evidence.

The rows are written in ``data/rules/<service>.yaml``; simulators are handed a book as of a
knowledge date, so that what the notes knew and what holds today can both be run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from awsstudy.core.errors import UnknownIdError
from awsstudy.core.i18n import Localized

Evidence = Literal["documented", "modelled", "unverified"]
Value = int | float | str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of how a service behaves."""

    id: str
    """``<service>.<slug>``, such as ``s3.min-days.standard-ia``."""
    text: Localized
    """The rule in a sentence."""
    source: str
    """Where it is documented: a URL, or for a modelled rule the reason it was chosen."""
    as_of: str
    """When the source said so: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    evidence: Evidence = "documented"
    """Only a documented rule may decide an exam key."""
    value: Value | None = None
    """The number or list of the rule, where it has one."""
    unit: str = ""
    """The unit of ``value``."""
    valid_from: date | None = None
    """First day the rule holds; None means for as long as anyone needs to know."""
    valid_to: date | None = None
    """Last day the rule held; None means it holds."""

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class RuleBook(Mapping[str, Rule]):
    """The rules in force on one knowledge date, by id."""

    def __init__(self, rules: Iterable[Rule], as_of: date) -> None:
        self.as_of = as_of
        self._rules = {rule.id: rule for rule in rules if rule.holds_on(as_of)}

    def __getitem__(self, rule_id: str) -> Rule:
        try:
            return self._rules[rule_id]
        except KeyError:
            raise UnknownIdError(f"No rule '{rule_id}' holds on {self.as_of}.") from None

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self._rules

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def number(self, rule_id: str) -> float:
        """The value of a rule that is a number.

        Raises:
            TypeError: the rule has another kind of value, or none.
        """
        value = self[rule_id].value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"rule '{rule_id}' has no number")
        return value
