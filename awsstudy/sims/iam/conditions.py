"""Whether the conditions of a statement are true of a request's context."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from awsstudy.sims.iam import rule_ids as ids
from awsstudy.sims.iam.operators import PLAIN, Operator, parse
from awsstudy.sims.iam.patterns import glob, names_variable, resolved
from awsstudy.sims.iam.policy import Condition
from awsstudy.sims.iam.request import Request

Found = str | tuple[str, ...] | None
"""What the context holds for a key."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The part of a statement that does not fit."""

    element: str
    rule: str
    wanted: str
    found: str


class Conditions:
    """Tests conditions; each method that a belief of learners replaces stands by itself."""

    STAR = ".*"
    """What ``*`` stands for, as a regular expression."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.context: Mapping[str, str | tuple[str, ...]] = {
            key.lower(): value for key, value in request.context_variables.items()
        }
        self.variables = False
        """Whether the policy at hand is written in a language that knows variables."""

    def unmet(self, condition: Condition) -> tuple[Failure | None, list[str]]:
        """The first condition that is false, and the rules by which the others are true."""
        rules: list[str] = []
        for name, keys in condition.items():
            operator = parse(name)
            for key, wanted in keys.items():
                found = self.context.get(key.lower())
                true, rule = self.holds(operator, found, wanted)
                if not true:
                    shown = f"{name} {key} = {', '.join(wanted)}"
                    return Failure("condition", rule, shown, _shown(found)), rules
                rules.append(rule)
        return None, rules

    def holds(self, op: Operator, found: Found, wanted: tuple[str, ...]) -> tuple[bool, str]:
        """Whether one condition on one key is true, and the rule that says so."""
        if op.kind == "null":
            return (found is None) == (wanted[0].lower() == "true"), ids.NULL
        if found is None:
            return self.absent(op)
        if op.quantity != "one":
            values = (found,) if isinstance(found, str) else found
            return self.of_set(op, values, wanted)
        if not isinstance(found, str):
            return False, ids.LIST_NEEDS_SET
        return self.fits(op, found, wanted), ids.NEGATED_VALUES if op.negated else ids.VALUES

    def of_set(
        self, op: Operator, values: tuple[str, ...], wanted: tuple[str, ...]
    ) -> tuple[bool, str]:
        """Whether a condition with a set operator is true, and the rule that says so."""
        if op.quantity == "all":
            return self.all_of(op, values, wanted), ids.FOR_ALL if values else ids.FOR_ALL_EMPTY
        return self.any_of(op, values, wanted), ids.FOR_ANY if values else ids.FOR_ANY_EMPTY

    def absent(self, op: Operator) -> tuple[bool, str]:
        """What a condition on a key is worth that the request does not have."""
        if op.quantity == "all":
            return True, ids.FOR_ALL_EMPTY
        if op.quantity == "any":
            return False, ids.FOR_ANY_EMPTY
        if op.if_exists:
            return True, ids.IF_EXISTS
        return op.negated, ids.NEGATED_ABSENT if op.negated else ids.ABSENT

    def all_of(self, op: Operator, values: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """Whether every value of the request fits; true of none."""
        return all(self.fits(op, value, wanted) for value in values)

    def any_of(self, op: Operator, values: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """Whether some value of the request fits; false of none."""
        return any(self.fits(op, value, wanted) for value in values)

    def fits(self, op: Operator, value: str, wanted: tuple[str, ...]) -> bool:
        """Whether a value is one of those wanted, or with a negated operator none of them."""
        if not op.negated:
            return any(self.compared(op, value, one) for one in wanted)
        # A variable without a value makes the statement invalid, not the comparison true.
        return not any(self.compared(op, value, one) is not False for one in wanted)

    def compared(self, op: Operator, value: str, wanted: str) -> bool | None:
        """Whether one value fits one wanted; None where a variable has no value."""
        if op.kind == "text":
            return self.same_text(op.base, value, wanted)
        if op.kind == "arn":
            return self.same_arn(value, wanted)
        return PLAIN[op.kind](op.base, value, wanted)

    def same_text(self, base: str, value: str, wanted: str) -> bool | None:
        """Compare texts; wildcards count only in ``StringLike``."""
        folded = base == "StringEqualsIgnoreCase"
        like = base == "StringLike"
        if self.variables and names_variable(wanted):
            pattern = resolved(wanted, self.variable, ".*" if like else None)
            flags = re.DOTALL | (re.IGNORECASE if folded else 0)
            return None if pattern is None else bool(re.fullmatch(pattern, value, flags))
        if like:
            return bool(glob(wanted)(value))
        return value.lower() == wanted.lower() if folded else value == wanted

    def same_arn(self, value: str, wanted: str) -> bool | None:
        """Compare ARNs, each of the six parts by itself."""
        parts, patterns = value.split(":", 5), wanted.split(":", 5)
        if len(parts) != len(patterns):
            return False
        results = [
            self.same_text("StringLike", part, pattern)
            for part, pattern in zip(parts, patterns, strict=True)
        ]
        return None if None in results else all(results)

    def variable(self, name: str) -> str | None:
        """The value of a policy variable; only a single value can be one."""
        value = self.context.get(name.lower())
        return value if isinstance(value, str) else None


def _shown(found: Found) -> str:
    if found is None:
        return "absent"
    return found if isinstance(found, str) else ", ".join(found) or "empty"
