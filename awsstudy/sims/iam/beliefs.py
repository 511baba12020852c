"""What learners believe of layers: each a patch of the one method in which the belief lives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from awsstudy.sims.iam.beliefs_of_statements import STATEMENT_BELIEFS
from awsstudy.sims.iam.decision import Ending, Evaluator, Kind, Layer, Verdict
from awsstudy.sims.iam.events import StatementTested
from awsstudy.sims.iam.policy import Principals
from awsstudy.sims.iam.requester import Naming


class _Ignoring(Evaluator):
    """A kind of policy does not count."""

    IGNORED: ClassVar[Kind]

    def applicable(self) -> tuple[Layer, ...]:
        """All layers but those of the kind."""
        return tuple(one for one in super().applicable() if one.kind != self.IGNORED)


class ScpIgnored(_Ignoring):
    """An SCP is for the organization's administrators and does not touch an account's users."""

    IGNORED = "scp"


class RcpIgnored(_Ignoring):
    """A resource control policy does not stop whom the resource's own policy lets in."""

    IGNORED = "rcp"


class BoundaryIgnored(_Ignoring):
    """A permissions boundary is only a recommendation."""

    IGNORED = "boundary"


class SessionIgnored(_Ignoring):
    """A session has all the permissions of its role."""

    IGNORED = "session"


class ResourceIgnored(_Ignoring):
    """Only the policies of the one who asks count."""

    IGNORED = "resource"


class _Granting(Evaluator):
    """A kind of policy that only limits grants as well."""

    GRANTS: ClassVar[Kind]

    def permit(self) -> Ending:
        """An Allow in the limit is a permission."""
        tests = (test for layer in self.of(self.GRANTS) for test in self.tested(layer, "Allow"))
        hit = next((test for test in tests if test.matched), None)
        return Ending("Allowed", self.GRANTS, hit) if hit else super().permit()


class ScpGrants(_Granting):
    """What an SCP allows, the users of the account may do."""

    GRANTS = "scp"


class BoundaryGrants(_Granting):
    """What a permissions boundary allows, its user may do."""

    GRANTS = "boundary"


class ScpLevelsUnited(Evaluator):
    """An Allow at any level of the organization suffices."""

    def permit(self) -> Ending:
        """The levels are one: pass if any of them does."""
        levels = self.of("scp")
        if not levels:
            return super().permit()
        policies = tuple(named for level in levels for named in level.policies)
        united = Layer("scp", levels[0].name, policies)
        others = tuple(layer for layer in self.layers if layer.kind != "scp")
        self.layers = (united, *others)
        return super().permit()


class CrossIsOneAccount(Evaluator):
    """Between accounts one side's policy opens the door, as within one."""

    def two_accounts(self, named: Naming) -> Ending:
        """Either side suffices."""
        if named != "none":
            return Ending("Allowed", "resource")
        return self.own_side("identity")


class AccountPrincipalGrants(Evaluator):
    """Naming an account lets in everybody who is in it."""

    def strongest(self, principals: Principals) -> Naming:
        """The account counts as naming the requester itself."""
        found = super().strongest(principals)
        return "direct" if found == "account" else found


class RoleIsSession(Evaluator):
    """A policy that names the role is as direct as one that names the session."""

    def strongest(self, principals: Principals) -> Naming:
        """The role counts as naming the session itself."""
        found = super().strongest(principals)
        return "direct" if found == "role" else found


class LimitsCapEverything(Evaluator):
    """Boundary and session policy limit what a resource's policy grants directly, too."""

    def one_account(self, named: Naming, test: StatementTested | None) -> Ending:
        """Whatever grants must lie within the limits."""
        if named == "direct":
            return self.limited("resource", test)
        return super().one_account(named, test)


class KeyPolicyOptional(Evaluator):
    """For a KMS key or a role, too, permission in IAM suffices."""

    def trust_rule(self) -> str:
        """No resource is special."""
        return ""


class AllowBeatsDeny(Evaluator):
    """A Deny only counts where nothing allows."""

    def deny_is_final(self) -> bool:
        """An Allow overrides it."""
        return False


class DenyStaysInItsPolicy(Evaluator):
    """A Deny only takes back what policies of its own kind allow."""

    def deny_is_final(self) -> bool:
        """Other kinds of policies may still allow."""
        return False

    def tested(self, layer: Layer, effect: str) -> Iterator[StatementTested]:
        """A layer with a Deny that applies allows nothing."""
        taken = effect == "Allow" and any(one.matched for one in super().tested(layer, "Deny"))
        if not taken:
            yield from super().tested(layer, effect)


class SpecificWins(Evaluator):
    """An Allow that names the very action beats a Deny and every limit."""

    def judge(self) -> Ending:
        """Look for such an Allow before anything else."""
        tests = (test for one in self.of("identity") for test in self.tested(one, "Allow"))
        exact = next((test for test in tests if self._exact(test)), None)
        if exact is None or self.cross:
            return super().judge()
        return Ending("Allowed", "identity", exact)

    def _exact(self, test: StatementTested) -> bool:
        documents = {one.name: one.policy for one in self.params.identity_policies}
        one = documents[test.policy].statement[test.index]
        return test.matched and not any("*" in action for action in one.action or "*")


class DenyKindsConfused(Evaluator):
    """Silence is an explicit deny, and an explicit deny can be lifted by an Allow."""

    def judge(self) -> Ending:
        """The other kind of denial."""
        ending = super().judge()
        return replace(ending, verdict=_SWAPPED[ending.verdict])


class GuardrailsMustAgree(Evaluator):
    """Where an identity's policy allows more than a limit, they conflict and nothing is allowed."""

    def passes(self, layer: Layer) -> StatementTested | None:
        """A limit must contain every action that the identity's policies allow."""
        hit = super().passes(layer)
        if layer.kind not in ("scp", "boundary"):
            return hit
        wanted = _actions(*self.of("identity"))
        given = _actions(layer)
        return hit if "*" in given or wanted <= given else None


def _actions(layer: Layer) -> set[str]:
    return {
        action
        for named in layer.policies
        for one in named.policy.statement
        if one.effect == "Allow"
        for action in one.action or ()
    }


_SWAPPED: Mapping[Verdict, Verdict] = {
    "Allowed": "Allowed",
    "ExplicitlyDenied": "ImplicitlyDenied",
    "ImplicitlyDenied": "ExplicitlyDenied",
}


class AllowedByDefault(Evaluator):
    """What no policy forbids is allowed."""

    def permit(self) -> Ending:
        """Nobody has to allow."""
        return Ending("Allowed", "identity")


BELIEFS: Mapping[str, type[Evaluator]] = {
    "scp-ignored": ScpIgnored,
    "rcp-ignored": RcpIgnored,
    "boundary-ignored": BoundaryIgnored,
    "session-ignored": SessionIgnored,
    "resource-ignored": ResourceIgnored,
    "scp-grants": ScpGrants,
    "boundary-grants": BoundaryGrants,
    "scp-levels-united": ScpLevelsUnited,
    "cross-is-one-account": CrossIsOneAccount,
    "account-principal-grants": AccountPrincipalGrants,
    "role-is-session": RoleIsSession,
    "limits-cap-everything": LimitsCapEverything,
    "key-policy-optional": KeyPolicyOptional,
    "allow-beats-deny": AllowBeatsDeny,
    "deny-stays-in-its-policy": DenyStaysInItsPolicy,
    "specific-wins": SpecificWins,
    "deny-kinds-confused": DenyKindsConfused,
    "guardrails-must-agree": GuardrailsMustAgree,
    "allowed-by-default": AllowedByDefault,
    **STATEMENT_BELIEFS,
}
