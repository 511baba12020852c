"""The simulation: a request falls through the layers of policies, and every statement is told."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar, cast

from awsstudy.sims.iam import events as happened
from awsstudy.sims.iam import rule_ids as ids
from awsstudy.sims.iam.changes import apply
from awsstudy.sims.iam.decision import Decision, Evaluator
from awsstudy.sims.iam.drawing import sieve, statements
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Event, Metric, Outcome, Simulation
from awsstudy.sims.panels import Panel


class IamEvaluation(Simulation[IamParams]):
    """One request and its policies; further requests and proposed changes come after it."""

    PARAMS = IamParams
    METRICS: ClassVar[tuple[Metric, ...]] = (
        Metric("tested"),
        Metric("applied"),
        Metric("layers"),
        Metric("allowed"),
    )
    EVENTS: ClassVar[tuple[type[Event], ...]] = happened.ALL
    EVALUATOR: ClassVar[type[Evaluator]] = Evaluator
    """Who decides; a wrong model puts its belief here."""

    def setup(self) -> None:
        """Decide, and schedule the steps of the decision."""
        self.evaluator = self.EVALUATOR(self.params)
        self.decision = self.evaluator.decide()
        self.told: list[Event] = []
        self.answers: list[dict[str, Any]] = []
        self.works: list[str] = []
        self.after(0, self._tell, [self._received()])
        for step, stage in enumerate(self.decision.stages, 1):
            self.after(step, self._tell, stage)
        self.after(len(self.decision.stages), self._answer, self.decision)
        self._schedule_more(len(self.decision.stages))

    def _schedule_more(self, step: int) -> None:
        for request in self.params.more_requests:
            step += 1
            self.after(step, partial(self._decide_other, self.EVALUATOR(self.params, request)))
        for proposal in self.params.proposals:
            step += 1
            self.after(step, self._try, proposal)

    def _received(self) -> Event:
        request = self.params.request
        policies = sum(len(layer.policies) for layer in self.evaluator.layers)
        linked = (ids.SERVICE_LINKED,) if self.evaluator.who.is_service_linked else ()
        return happened.RequestReceived(
            principal=request.principal,
            action=request.action,
            resource=request.resource.resource,
            policies=policies,
            accounts="two-accounts" if self.evaluator.cross else "one-account",
            rules=(ids.REQUEST, *linked),
        )

    def _tell(self, stage: list[Event]) -> None:
        self.told += stage
        for event in stage:
            self.emit(event)

    def _answer(self, decision: Decision) -> None:
        ending = decision.ending
        test = ending.statement
        place = {"policy": test.policy, "index": test.index} if test else None
        answer = {"verdict": ending.verdict, "decided_by": ending.decided_by, "statement": place}
        self.answers.append(answer)

    def _decide_other(self, evaluator: Evaluator) -> None:
        decision = evaluator.decide()
        self._answer(decision)
        for event in decision.stages[-1]:
            self.emit(event)

    def _try(self, proposal: str) -> None:
        rules: tuple[str, ...] = (ids.REQUEST,)
        verdict = "impossible"
        with suppress(ValueError):
            decision = self.EVALUATOR(apply(self.params, proposal)).decide()
            verdict, rules = decision.ending.verdict, decision.stages[-1][-1].rules
        if verdict == "Allowed":
            self.works.append(proposal)
        self.emit(happened.ProposalTried(proposal=proposal, verdict=verdict, rules=rules))

    def measure(self) -> Mapping[str, float]:
        """Statements looked at and those that applied, layers asked, requests allowed."""
        tests = [event for event in self.told if isinstance(event, happened.StatementTested)]
        return {
            "tested": len(tests),
            "applied": sum(test.matched for test in tests),
            "layers": sum(isinstance(event, happened.LayerJudged) for event in self.told),
            "allowed": sum(answer["verdict"] == "Allowed" for answer in self.answers),
        }

    def outcome(self) -> Outcome:
        """The verdict with what decided; further requests and the changes that would do."""
        first = self.answers[0] if self.answers else {"verdict": None, "decided_by": None}
        answer = {"statement": None, **first}
        if self.params.more_requests:
            answer["more"] = self.answers[1:]
        if self.params.proposals:
            answer["works"] = self.works
        return answer

    def panels(self) -> tuple[Panel, ...]:
        """The layers and how far the request has fallen, and the statements that were tested."""
        decided = self.decision.ending if self.answers else None
        return (
            sieve(self.evaluator.layers, self.told, decided),
            statements(self.told, decided),
        )


def believing(belief: type[Evaluator]) -> type[IamEvaluation]:
    """The simulation decided by a belief instead of the truth."""
    members = {"__doc__": belief.__doc__, "__module__": belief.__module__, "EVALUATOR": belief}
    return cast(type[IamEvaluation], type(belief.__name__, (IamEvaluation,), members))
