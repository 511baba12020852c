"""Random requests with policies that nearly match them: what evaluators are compared on.

The worlds are plain JSON as ``sim run --cases`` reads it. They leave out what AWS does not
document: a variable without a value under a negation, ``ForAnyValue`` with ``IfExists``, a role
without a trust policy; and what the peer of the comparison does not do: session policies beside a
policy of the resource that names the session, variables in names of queues.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from awsstudy.sims.draw import between, pick, shuffled
from awsstudy.sims.iam.corpus_calls import CALLS, HERE, OTHER, ROLE, SESSION, SHARED, THERE, USER
from awsstudy.sims.iam.corpus_conditions import CONDITIONS

Json = dict[str, Any]


def world(random: Random) -> Json:
    """One request with its policies."""
    return _World(random).drawn()


def chance(random: Random, share: float) -> bool:
    """True with this probability."""
    return random.random() < share


class _World:
    """Draws one world around one request."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.who = pick(random, (USER, SESSION))
        self.action = pick(random, tuple(CALLS))
        self.service, _, self.call = self.action.partition(":")
        self.account = THERE if self.service in SHARED and chance(random, 0.3) else HERE
        self.resource = pick(random, CALLS[self.action]).format(self.account)
        self.context = self._context()
        self.has_session = self.who == SESSION and chance(random, 0.35)
        self.helpful = chance(random, 0.6)
        """Whether statements mostly match."""

    def drawn(self) -> Json:
        """The world as JSON."""
        random = self.random
        shared = self.service in SHARED and (self.service == "sts" or chance(random, 0.6))
        made: Json = {
            "request": {
                "principal": self.who,
                "action": self.action,
                "resource": {"resource": self.resource, "accountId": self.account},
                "contextVariables": self.context,
            },
            "identityPolicies": self._named("id", between(random, 0, 2), deny=0.1),
            "permissionBoundaryPolicies": self._named("pb", int(chance(random, 0.35)), deny=0.06),
            "serviceControlPolicies": self._scps() if chance(random, 0.35) else [],
            "resourceControlPolicies": self._rcps() if chance(random, 0.25) else [],
        }
        if shared:
            made["resourcePolicy"] = self._policy("resource", 0.1)
        if self.has_session:
            made["sessionPolicy"] = self._policy("session", 0.06)
        return made

    # Policies

    def _policy(self, layer: str, deny: float) -> Json:
        count = between(self.random, 1, 3)
        drawn = [self._statement(layer, deny) for _ in range(count)]
        return {"Version": "2012-10-17", "Statement": drawn}

    def _named(self, name: str, count: int, *, deny: float) -> list[Json]:
        return [
            {"name": f"{name}{number}", "policy": self._policy(name, deny)}
            for number in range(count)
        ]

    def _scps(self) -> list[Json]:
        full = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        levels = []
        for name in ("r-root", "ou-prod", HERE)[: between(self.random, 1, 3)]:
            policies = [{"name": "full", "policy": {"Version": "2012-10-17", "Statement": [full]}}]
            if chance(self.random, 0.4):
                policies = []
            if not policies or chance(self.random, 0.4):
                policies += self._named("scp", 1, deny=0.25)
            levels.append({"orgIdentifier": name, "policies": policies})
        return levels

    def _rcps(self) -> list[Json]:
        return [{"orgIdentifier": "r-root", "policies": self._named("rcp", 1, deny=1.0)}]

    def _statement(self, layer: str, deny: float) -> Json:
        made: Json = {"Effect": "Deny" if chance(self.random, deny) else "Allow"}
        if layer == "resource":
            made |= self._principal(made["Effect"])
        if layer == "rcp":
            made |= {"Principal": "*", "Action": self._rcp_action()}
        else:
            made |= self._action()
        if self.service != "sts" or layer != "resource":
            made |= self._resource()
        # A Deny without a condition hides the other layers.
        if chance(self.random, 0.7 if made["Effect"] == "Deny" else 0.3):
            made["Condition"] = self._condition()
        return made

    # Elements

    def _rcp_action(self) -> str:
        return pick(self.random, (self.action, f"{self.service}:*", f"{self.service}:{self.call}*"))

    def _action(self) -> Json:
        near = (
            self.action,
            self.action.upper(),
            f"{self.service}:*",
            f"{self.service}:{self.call[:3]}*",
            f"{self.service}:?{self.call[1:]}",
            "*",
        )
        far = tuple(name for name in CALLS if name != self.action)
        if chance(self.random, 0.08):
            negated = pick(self.random, far) if self._fits() else self.action
            return {"NotAction": [negated]}
        actions = [pick(self.random, near)] if self._fits() else []
        if not actions or chance(self.random, 0.3):
            actions.append(pick(self.random, far))
        return {"Action": list(shuffled(self.random, actions))}

    def _fits(self) -> bool:
        return chance(self.random, 0.85 if self.helpful else 0.55)

    def _resource(self) -> Json:
        exact = self.resource
        cut = max(exact.rfind("/"), exact.rfind(":")) + 1
        near = (
            exact,
            exact[:cut] + "*",
            exact[: cut + 1] + "*",
            exact[:-1] + "?",
            exact.replace("/a/", "/*/").replace("us-east-1", "*"),
            self._varied("${aws:username}"),
            "*",
            "*",
        )
        far = (
            exact[:cut] + "other",
            exact + "x",
            exact[:cut] + exact[cut:].upper(),
            self._varied("${aws:PrincipalTag/nobody}") + "z",
        )
        if chance(self.random, 0.08):
            plain = [one for one in (far if self._fits() else near) if "${" not in one]
            return {"NotResource": [pick(self.random, plain)]}
        resources = [pick(self.random, near)] if self._fits() else []
        if not resources or chance(self.random, 0.2):
            resources.append(pick(self.random, far))
        return {"Resource": list(shuffled(self.random, resources))}

    def _varied(self, variable: str) -> str:
        """The resource with a variable, as far as the peer can tell one: not in a queue's name."""
        return self.resource.replace("ann", variable) if self.service == "s3" else self.resource

    def _principal(self, effect: str) -> Json:
        account = [HERE, f"arn:aws:iam::{HERE}:root"]
        role = ROLE if self.who == SESSION else USER
        itself = [] if self.has_session and self.account == HERE else [self.who, "*"]
        near = [role, *account, *itself]
        if self.has_session and self.account == HERE and effect == "Allow":
            return {"Principal": {"AWS": [pick(self.random, near)]}}
        if effect == "Deny" and chance(self.random, 0.2):
            return {"NotPrincipal": {"AWS": [self.who, role, account[1]]}}
        named = pick(self.random, near) if chance(self.random, 0.8) else OTHER
        return {"Principal": "*" if named == "*" else {"AWS": [named]}}

    # Context and conditions

    def _context(self) -> Json:
        values: Json = {
            "aws:SourceIp": ("203.0.113.9", "198.51.100.7", "10.1.2.3"),
            "aws:SecureTransport": ("true", "false"),
            "aws:MultiFactorAuthPresent": ("true", "false"),
            "aws:MultiFactorAuthAge": ("9", "300", "3600"),
            "aws:CurrentTime": ("2026-06-01T12:00:00Z", "2026-12-24T18:00:00Z"),
            "aws:PrincipalTag/team": ("red", "Red", "blue", "r*d"),
            "aws:PrincipalOrgID": ("o-1234567890", "o-0987654321"),
            "aws:RequestedRegion": ("us-east-1", "eu-west-1"),
            "aws:TagKeys": (["env"], ["env", "cost"], ["env", "zzz"], ["zzz"], []),
            "aws:PrincipalArn": (USER, ROLE, OTHER),
        }
        drawn = {
            key: pick(self.random, kinds)
            for key, kinds in values.items()
            if chance(self.random, 0.65)
        }
        if self.who == USER:
            drawn["aws:username"] = "ann"
        if self.action == "s3:ListBucket" and chance(self.random, 0.7):
            drawn["s3:prefix"] = pick(self.random, ("home/ann/", "home/", "x"))
        return drawn

    def _condition(self) -> Json:
        made: Json = {}
        for _ in range(1 if chance(self.random, 0.8) else 2):
            operator, key, values = pick(self.random, CONDITIONS)
            if key == "s3:prefix" and self.action != "s3:ListBucket":
                continue
            made.setdefault(operator, {})[key] = self._values(values)
        return made or {"Bool": {"aws:SecureTransport": "true"}}

    def _values(self, values: Sequence[str]) -> str | list[str]:
        drawn = list(shuffled(self.random, values))[: between(self.random, 1, 2)]
        return drawn[0] if len(drawn) == 1 and chance(self.random, 0.5) else drawn
