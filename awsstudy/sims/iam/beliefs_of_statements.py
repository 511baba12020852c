"""What learners believe of statements: of conditions, wildcards, case, variables, value sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from awsstudy.sims.iam import rule_ids as ids
from awsstudy.sims.iam.conditions import Failure
from awsstudy.sims.iam.decision import Evaluator, Layer
from awsstudy.sims.iam.events import StatementTested
from awsstudy.sims.iam.operators import Operator
from awsstudy.sims.iam.patterns import glob
from awsstudy.sims.iam.policy import Condition, Policy, Statement


class ConditionsIgnored(Evaluator):
    """A statement applies as soon as action and resource match."""

    def unmet(self, condition: Condition) -> tuple[Failure | None, list[str]]:
        """Every condition is true."""
        return None, []


class StarStopsAtSlash(Evaluator):
    """``*`` covers one folder and not those below it."""

    STAR = "[^/]*"


class CaseMattersInActions(Evaluator):
    """Names of actions are case-sensitive."""

    def same_action(self, pattern: str, asked: str) -> bool:
        """Compare letter by letter."""
        return bool(glob(pattern)(asked))


class CaseIgnoredInTexts(Evaluator):
    """``StringEquals`` and ``StringLike`` ignore case."""

    def same_text(self, base: str, value: str, wanted: str) -> bool | None:
        """Compare without case."""
        return super().same_text(base, value.lower(), wanted.lower())


class VariablesLiteral(Evaluator):
    """``${aws:username}`` is just a text."""

    def test(self, layer: str, policy: str, document: Policy, index: int) -> StatementTested:
        """Read every policy as one of the language without variables."""
        plain = document.model_copy(update={"version": None})
        return super().test(layer, policy, plain, index)


class AbsentFailsNegated(Evaluator):
    """A condition on an absent key is always false."""

    def absent(self, op: Operator) -> tuple[bool, str]:
        """False, even when negated."""
        if op.negated and op.quantity == "one" and not op.if_exists:
            return False, ids.ABSENT
        return super().absent(op)


class AbsentIsFalse(Evaluator):
    """An absent key counts as ``false``: without MFA the key says so."""

    def absent(self, op: Operator) -> tuple[bool, str]:
        """``Bool ... false`` is true of an absent key."""
        if op.kind == "bool" and not op.if_exists:
            return self.asked_false, ids.VALUES
        return super().absent(op)

    asked_false = False

    def holds(
        self, op: Operator, found: str | tuple[str, ...] | None, wanted: tuple[str, ...]
    ) -> tuple[bool, str]:
        """Remember what the condition asks for."""
        self.asked_false = "false" in [one.lower() for one in wanted]
        return super().holds(op, found, wanted)


class IfExistsIgnored(Evaluator):
    """``IfExists`` demands that the key exists."""

    def absent(self, op: Operator) -> tuple[bool, str]:
        """An absent key fails."""
        if op.if_exists and op.quantity == "one":
            return False, ids.ABSENT
        return super().absent(op)


class ForAllNeedsOne(Evaluator):
    """``ForAllValues`` needs at least one value in the request."""

    def absent(self, op: Operator) -> tuple[bool, str]:
        """None is too few."""
        return (False, ids.FOR_ALL) if op.quantity == "all" else super().absent(op)

    def all_of(self, op: Operator, values: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """Some, and all of them."""
        return bool(values) and super().all_of(op, values, wanted)


class AnyIsAll(Evaluator):
    """``ForAnyValue``: the request's values must all be in the list."""

    def any_of(self, op: Operator, values: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """All of them."""
        return bool(values) and super().all_of(op, values, wanted)


class AllIsAny(Evaluator):
    """``ForAllValues``: one of the request's values in the list suffices."""

    def all_of(self, op: Operator, values: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """One of them, or none at all."""
        return not values or super().any_of(op, values, wanted)


class ValuesMustAllMatch(Evaluator):
    """Several values of one key must all match."""

    def fits(self, op: Operator, value: str, wanted: tuple[str, ...]) -> bool:
        """ANDed, where IAM ORs them."""
        if op.negated:
            return super().fits(op, value, wanted)
        return all(self.compared(op, value, one) for one in wanted)


class NotActionDenies(Evaluator):
    """An Allow with ``NotAction`` denies the actions it lists."""

    def tested(self, layer: Layer, effect: str) -> Iterator[StatementTested]:
        """What it lists counts as denied."""
        yield from super().tested(layer, effect)
        if effect == "Deny":
            yield from self._turned(layer)

    def _turned(self, layer: Layer) -> Iterator[StatementTested]:
        for named in layer.policies:
            turned = tuple(_denying(one) for one in named.policy.statement)
            policy = named.policy.model_copy(update={"statement": turned})
            for index, one in enumerate(named.policy.statement):
                if one.effect == "Allow" and one.not_action is not None:
                    yield self.test(layer.kind, named.name, policy, index)


def _denying(statement: Statement) -> Statement:
    """The same with the actions it lists, denied."""
    if statement.not_action is None:
        return statement
    changed = {"effect": "Deny", "action": statement.not_action, "not_action": None}
    return statement.model_copy(update=changed)


STATEMENT_BELIEFS: Mapping[str, type[Evaluator]] = {
    "conditions-ignored": ConditionsIgnored,
    "star-stops-at-slash": StarStopsAtSlash,
    "case-matters-in-actions": CaseMattersInActions,
    "case-ignored-in-texts": CaseIgnoredInTexts,
    "variables-literal": VariablesLiteral,
    "absent-fails-negated": AbsentFailsNegated,
    "absent-is-false": AbsentIsFalse,
    "if-exists-ignored": IfExistsIgnored,
    "for-all-needs-one": ForAllNeedsOne,
    "any-is-all": AnyIsAll,
    "all-is-any": AllIsAny,
    "values-must-all-match": ValuesMustAllMatch,
    "not-action-denies": NotActionDenies,
}
