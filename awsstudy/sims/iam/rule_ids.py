"""Rules of the rule book that the decision rests on."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.iam.requester import Naming

REQUEST = "iam.evaluation.context"
ORDER = "iam.evaluation.order"
EXPLICIT_DENY = "iam.evaluation.explicit-deny"
IMPLICIT_DENY = "iam.evaluation.implicit-deny"
SAME_ACCOUNT = "iam.evaluation.same-account"
CROSS_ACCOUNT = "iam.evaluation.cross-account"
TRUST = "iam.evaluation.trust-policies"
KEY_POLICY = "iam.evaluation.key-policies"
IDENTITY = "iam.layer.identity"
BOUNDARY = "iam.layer.boundary"
SESSION = "iam.layer.session"
FEDERATED = "iam.layer.federated-needs-session-policy"
SCP_LEVELS = "iam.layer.scp-every-level"
RCP_FULL = "iam.layer.rcp-full-access"
SERVICE_LINKED = "iam.layer.service-linked-roles"

ACTION = "iam.element.action"
NOT_ACTION = "iam.element.not-action"
RESOURCE = "iam.element.resource"
NOT_RESOURCE = "iam.element.not-resource"
PRINCIPAL = "iam.element.principal"
NOT_PRINCIPAL = "iam.element.not-principal"
NOT_PRINCIPAL_BOUNDARY = "iam.element.not-principal-boundary"
CONDITION = "iam.condition.all-of-them"
VARIABLE = "iam.element.variable"

VALUES = "iam.condition.values"
NEGATED_VALUES = "iam.condition.negated-values"
ABSENT = "iam.condition.absent"
NEGATED_ABSENT = "iam.condition.negated-absent"
IF_EXISTS = "iam.condition.if-exists"
NULL = "iam.condition.null"
FOR_ALL = "iam.condition.for-all-values"
FOR_ALL_EMPTY = "iam.condition.for-all-values-empty"
FOR_ANY = "iam.condition.for-any-value"
FOR_ANY_EMPTY = "iam.condition.for-any-value-empty"
LIST_NEEDS_SET = "iam.condition.list-needs-set-operator"

NAMED: Mapping[Naming, str] = {
    "direct": "iam.principal.itself",
    "role": "iam.principal.role",
    "account": "iam.principal.account",
    "none": PRINCIPAL,
}
"""What it means how a resource's policy names the requester."""

PASSED: Mapping[str, tuple[str, ...]] = {
    "rcp": (RCP_FULL,),
    "scp": (SCP_LEVELS,),
    "resource": (SAME_ACCOUNT,),
    "identity": (IDENTITY,),
    "boundary": (BOUNDARY,),
    "session": (SESSION,),
}
"""Why a layer is asked for an Allow."""
