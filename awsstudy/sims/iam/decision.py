"""The decision: a sweep for Deny, then one layer after the other.

Sources: reference_policies_evaluation-logic_policy-eval-denyallow.html and
reference_policies_evaluation-logic-cross-account.html of the IAM User Guide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from awsstudy.sims.iam import events as happened
from awsstudy.sims.iam import rule_ids as ids
from awsstudy.sims.iam.events import StatementTested
from awsstudy.sims.iam.policy import NamedPolicy, OrgLevel
from awsstudy.sims.iam.request import Request
from awsstudy.sims.iam.requester import Naming, requester
from awsstudy.sims.iam.statements import Statements, nearest
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Event

Verdict = Literal["Allowed", "ExplicitlyDenied", "ImplicitlyDenied"]
Kind = Literal["rcp", "scp", "resource", "identity", "boundary", "session"]
KINDS: tuple[Kind, ...] = ("rcp", "scp", "resource", "identity", "boundary", "session")
"""The order in which layers are asked."""
WAYS: tuple[Naming, ...] = ("direct", "role", "account")
"""How a resource's policy can name who asks, the way that grants most first."""
RCP_FULL = StatementTested(
    rules=(ids.RCP_FULL,),
    layer="rcp",
    policy="RCPFullAWSAccess",
    index=0,
    sid="1",
    effect="Allow",
    matched=True,
    element="",
    result="applies",
)
"""Attached to every level as soon as there are resource control policies."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The policies of one kind; of organization policies those of one level."""

    kind: Kind
    name: str
    """The level's name, otherwise the kind."""
    policies: tuple[NamedPolicy, ...]

    @property
    def empty(self) -> bool:
        """Whether no statement is written anywhere in it."""
        return not any(named.policy.statement for named in self.policies)


@dataclass(frozen=True, slots=True)
class Ending:
    """What came of a request."""

    verdict: Verdict
    decided_by: str
    """A layer's kind, or ``both`` where two sides had to allow and did."""
    statement: StatementTested | None = None
    """The statement that decided; none where the lack of one did."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a request, and how."""

    ending: Ending
    stages: tuple[list[Event], ...]
    """What happened, step by step."""
    rulings: Mapping[str, str]
    """What each layer said, by its name."""


class Evaluator(Statements):
    """Decides one request; the methods below are what learners believe otherwise."""

    def __init__(self, params: IamParams, request: Request | None = None) -> None:
        super().__init__(request or params.request)
        self.params = params
        self.who = requester(self.request.principal)
        self.cross = self.who.account != self.request.resource.account_id
        self.layers = self.applicable()
        self.bounded = bool(self.of("boundary"))
        self.stages: list[list[Event]] = []
        self.rulings: dict[str, str] = {}

    # Which layers there are.

    def applicable(self) -> tuple[Layer, ...]:
        """The layers that apply to the request, in the order they are asked."""
        params = self.params
        found: list[Layer] = []
        if not self.who.is_service_linked:
            found += _levels("rcp", params.resource_control_policies)
            found += _levels("scp", params.service_control_policies)
        if params.resource_policy is not None:
            named = NamedPolicy(name="resourcePolicy", policy=params.resource_policy)
            found.append(Layer("resource", "resource", (named,)))
        found.append(Layer("identity", "identity", params.identity_policies))
        boundary = Layer("boundary", "boundary", params.permission_boundary_policies)
        if not boundary.empty:
            found.append(boundary)
        if params.session_policy is not None and self.who.is_session:
            named = NamedPolicy(name="sessionPolicy", policy=params.session_policy)
            session = Layer("session", "session", (named,))
            found += [] if session.empty else [session]
        return tuple(found)

    def of(self, kind: Kind) -> list[Layer]:
        """The layers of one kind."""
        return [layer for layer in self.layers if layer.kind == kind]

    # The decision.

    def decide(self) -> Decision:
        """Judge the request, and tell how it went."""
        ending = self.judge()
        verdict = happened.VerdictReached(
            verdict=ending.verdict,
            decided_by=ending.decided_by,
            action=self.request.action,
            rules=self.closing_rules(ending),
        )
        self.stages.append([verdict])
        return Decision(ending, tuple(self.stages), self.rulings)

    def judge(self) -> Ending:
        """Sweep for Deny, then look for an Allow layer by layer."""
        denied = self.sweep()
        if denied is not None and self.deny_is_final():
            return Ending("ExplicitlyDenied", denied.layer, denied)
        ending = self.permit()
        if denied is not None and ending.verdict != "Allowed":
            return Ending("ExplicitlyDenied", denied.layer, denied)
        return ending

    def deny_is_final(self) -> bool:
        """Whether an explicit deny ends it."""
        return True

    def sweep(self) -> StatementTested | None:
        """The first Deny that applies, in the order of the layers."""
        tests = [test for layer in self.layers for test in self.tested(layer, "Deny")]
        hits = [test for test in tests if test.matched]
        event = happened.DenySwept(
            denials=len(hits),
            tested=len(tests),
            found="deny-found" if hits else "deny-not-found",
            rules=(ids.EXPLICIT_DENY if hits else ids.ORDER,),
        )
        self.stages.append([*tests, event])
        return hits[0] if hits else None

    def tested(self, layer: Layer, effect: str) -> Iterator[StatementTested]:
        """The statements of a layer with one effect, held against the request."""
        for named in layer.policies:
            for index, statement in enumerate(named.policy.statement):
                if statement.effect == effect:
                    yield self.test(layer.kind, named.name, named.policy, index)

    def permit(self) -> Ending:
        """Without a Deny: who may grant, and who may limit what is granted."""
        for layer in [*self.of("rcp"), *self.of("scp")]:
            if not self.passes(layer):
                return Ending("ImplicitlyDenied", layer.kind)
        named, test = self.shared()
        return self.two_accounts(named) if self.cross else self.one_account(named, test)

    def one_account(self, named: Naming, test: StatementTested | None) -> Ending:
        """Resource and requester belong together: one side suffices for most resources."""
        if named == "direct":
            return Ending("Allowed", "resource", test)
        if named == "role":
            return self.limited("resource", test)
        if self.trust_rule() and named == "none":
            return Ending("ImplicitlyDenied", "resource")
        return self.own_side("both" if self.trust_rule() else "identity")

    def two_accounts(self, named: Naming) -> Ending:
        """Both sides must allow."""
        if named == "none":
            return Ending("ImplicitlyDenied", "resource")
        return self.own_side("both")

    def own_side(self, by: str) -> Ending:
        """The requester's own policies must allow, and what limits them."""
        granting = self.passes(*self.of("identity"))
        if granting is None:
            return Ending("ImplicitlyDenied", "identity")
        return self.limited(by, granting)

    def limited(self, by: str, test: StatementTested | None) -> Ending:
        """What is granted must lie within the boundary and the session policy."""
        for layer in [*self.of("boundary"), *self.of("session")]:
            if not self.passes(layer):
                return Ending("ImplicitlyDenied", layer.kind)
        if self.who.kind == "federated-user" and not self.of("session"):
            self.rule_on("session", "silent", (ids.FEDERATED,), [])
            return Ending("ImplicitlyDenied", "session")
        return Ending("Allowed", by, test)

    def trust_rule(self) -> str:
        """The rule by which the resource's own policy must allow; empty where there is none."""
        asked = self.request.action.lower()
        if asked.startswith("kms:"):
            return ids.KEY_POLICY
        return ids.TRUST if asked.startswith("sts:assumerole") else ""

    def passes(self, layer: Layer) -> StatementTested | None:
        """The Allow by which a layer lets the request pass; None where it has none.

        What it said is told.
        """
        tests = [RCP_FULL] if layer.kind == "rcp" else list(self.tested(layer, "Allow"))
        hit = next((test for test in tests if test.matched), None)
        rules = ids.PASSED[layer.kind] if hit else (*ids.PASSED[layer.kind], ids.IMPLICIT_DENY)
        self.rule_on(layer.name, "allow" if hit else "silent", rules, tests)
        return hit

    def shared(self) -> tuple[Naming, StatementTested | None]:
        """How the resource's policy grants the request, and the statement that does."""
        layers, trust = self.of("resource"), self.trust_rule()
        side = ids.CROSS_ACCOUNT if self.cross else ids.SAME_ACCOUNT
        sides = (side, trust) if trust else (side,)
        if not layers:
            if self.cross or trust:
                self.rule_on("resource", "not-there", sides, [])
            return "none", None
        tests = list(self.tested(layers[0], "Allow"))
        hits = {test.naming: test for test in tests if test.matched}
        best: Naming = next((way for way in WAYS if way in hits), "none")
        rules = (*sides, ids.NAMED[best])
        lacking = "silent" if self.cross or trust else "not-needed"
        self.rule_on("resource", lacking if best == "none" else f"by-{best}", rules, tests)
        return best, hits.get(best)

    # The story.

    def rule_on(
        self, name: str, result: str, rules: tuple[str, ...], tests: Sequence[StatementTested]
    ) -> None:
        """Tell what a layer said."""
        missed = nearest(tests) if result in ("silent", "not-needed") else None
        near = missed.near if missed else None
        event = happened.LayerJudged(layer=name, result=result, rules=rules, near=near)
        self.stages.append([*tests, event])
        self.rulings[name] = result

    def closing_rules(self, ending: Ending) -> tuple[str, ...]:
        """The rules behind the verdict."""
        if ending.verdict == "ExplicitlyDenied":
            return (ids.EXPLICIT_DENY,)
        trust = (self.trust_rule(),) if self.trust_rule() else ()
        if ending.verdict == "ImplicitlyDenied":
            cross = (ids.CROSS_ACCOUNT,) if self.cross else ()
            return (ids.IMPLICIT_DENY, *cross, *(trust if ending.decided_by == "resource" else ()))
        return (ids.CROSS_ACCOUNT if self.cross else ids.SAME_ACCOUNT, *trust)


def _levels(kind: Kind, levels: tuple[OrgLevel, ...]) -> list[Layer]:
    """A layer a level.

    A level to which policies are attached that say nothing is taken for not described; one to
    which none is attached lets nothing through.
    """
    layers = [
        Layer(kind, f"{kind.upper()} {level.org_identifier}", level.policies) for level in levels
    ]
    return [layer for layer in layers if not (layer.policies and layer.empty)]
