"""Whether a statement applies to a request: principal, action, resource, conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from awsstudy.sims.iam import rule_ids as ids
from awsstudy.sims.iam.conditions import Conditions, Failure
from awsstudy.sims.iam.events import StatementTested
from awsstudy.sims.iam.patterns import glob, names_variable, resolved
from awsstudy.sims.iam.policy import VARIABLES_SINCE, Policy, Principals, Statement
from awsstudy.sims.iam.requester import Naming, naming
from awsstudy.sims.kernel import NearMiss

ELEMENTS = ("principal", "action", "resource", "condition", "")
"""The elements of a statement in the order they are tested; the empty one means all fit."""
_APPLIES: Mapping[Naming, str] = {
    "direct": "applies-direct",
    "role": "applies-role",
    "account": "applies-account",
    "none": "applies",
}
_STRONGEST: tuple[Naming, ...] = ("direct", "role", "account")


class Statements(Conditions):
    """Tests statements."""

    bounded = False
    """Whether the requester has a permissions boundary."""

    def test(self, layer: str, policy: str, document: Policy, index: int) -> StatementTested:
        """Hold one statement against the request."""
        statement = document.statement[index]
        self.variables = document.version == VARIABLES_SINCE
        rules: list[str] = []
        named: Naming = "none"
        failure: Failure | None = None
        if statement.names_principals:
            named, failure, rule = self.named(statement)
            rules.append(rule)
        failure = failure or self.elements(statement, rules)
        near = None
        if failure is not None:
            rules = [failure.rule]
            title = f"{policy} {index + 1}"
            near = NearMiss(title, failure.element, failure.wanted, failure.found)
        return StatementTested(
            rules=tuple(dict.fromkeys(rules)),
            near=near,
            layer=layer,
            policy=policy,
            index=index,
            sid=statement.sid or str(index + 1),
            effect=statement.effect,
            matched=failure is None,
            element=failure.element if failure else "",
            result=f"not-{failure.element}" if failure else _APPLIES[named],
            naming=named if failure is None else "none",
        )

    def elements(self, statement: Statement, rules: list[str]) -> Failure | None:
        """The first of action, resource and condition that does not fit; fills in the rules."""
        for part, rule in (self.action(statement), self.resource(statement)):
            if part is not None:
                return part
            rules.append(rule)
        if not statement.condition:
            return None
        failure, true = self.unmet(statement.condition)
        rules += [ids.CONDITION, *true]
        return failure

    def named(self, statement: Statement) -> tuple[Naming, Failure | None, str]:
        """How a statement of a resource's policy names the requester, and the rule."""
        asks = self.request.principal
        if statement.principal is not None:
            wanted, rule = statement.principal, ids.PRINCIPAL
            found = self.strongest(wanted)
        elif self.bounded and statement.effect == "Deny":
            # Whoever has a permissions boundary is denied even if excepted.
            return "direct", None, ids.NOT_PRINCIPAL_BOUNDARY
        else:
            wanted, rule = statement.not_principal or {}, ids.NOT_PRINCIPAL
            found = "direct" if self.strongest(wanted) == "none" else "none"
        if found != "none":
            return found, None, rule
        return found, Failure("principal", rule, ", ".join(wanted.get("AWS", ())), asks), rule

    def strongest(self, principals: Principals) -> Naming:
        """How principals name the requester, the most direct way first."""
        ways = {naming(one, self.request.principal) for one in principals.get("AWS", ())}
        return next((way for way in _STRONGEST if way in ways), "none")

    def action(self, statement: Statement) -> tuple[Failure | None, str]:
        """What speaks against a statement's actions, and the rule."""
        asked = self.request.action
        if statement.action is not None:
            fits = any(self.same_action(one, asked) for one in statement.action)
            wanted, rule = statement.action, ids.ACTION
        else:
            wanted, rule = statement.not_action or (), ids.NOT_ACTION
            fits = not any(self.same_action(one, asked) for one in wanted)
        return (None if fits else Failure("action", rule, ", ".join(wanted), asked)), rule

    def same_action(self, pattern: str, asked: str) -> bool:
        """Whether a pattern covers an action; case does not count."""
        return bool(glob(pattern, folded=True)(asked))

    def resource(self, statement: Statement) -> tuple[Failure | None, str]:
        """What speaks against a statement's resources, and the rule."""
        asked = self.request.resource.resource
        if statement.not_resource is not None:
            wanted, rule = statement.not_resource, ids.NOT_RESOURCE
            fits = all(self.covers(one, asked) is False for one in wanted)
        elif statement.resource is not None:
            wanted, rule = statement.resource, ids.RESOURCE
            fits = any(self.covers(one, asked) for one in wanted)
        else:
            # The policy of a role or a key may leave out the resource it is attached to.
            return None, ids.RESOURCE
        used = ids.VARIABLE if self.variables and any(map(names_variable, wanted)) else rule
        return (None if fits else Failure("resource", used, ", ".join(wanted), asked)), used

    def covers(self, pattern: str, asked: str) -> bool | None:
        """Whether a pattern covers an ARN; None where a variable has no value."""
        if self.variables and names_variable(pattern):
            expression = resolved(pattern, self.variable, self.STAR)
            if expression is None:
                return None
            return bool(re.fullmatch(expression, asked, re.DOTALL))
        return bool(glob(pattern, self.STAR)(asked))


def nearest(tests: Sequence[StatementTested]) -> StatementTested | None:
    """Of statements that do not apply, the one whose last elements fail."""
    return max(tests, key=lambda one: ELEMENTS.index(one.element), default=None)
