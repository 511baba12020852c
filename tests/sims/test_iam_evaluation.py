"""IAM: what AWS documents row by row, a peer's frozen verdicts, wrong models, invariants, words."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.seeds import stream
from awsstudy.core.template import fill
from awsstudy.core.text import cells
from awsstudy.quiz.generated import make_item
from awsstudy.sims import panels
from awsstudy.sims.diagnosis import parting
from awsstudy.sims.iam.beliefs import BELIEFS
from awsstudy.sims.iam.changes import apply
from awsstudy.sims.iam.corpus import world
from awsstudy.sims.iam.decision import Evaluator
from awsstudy.sims.iam.edits import edits
from awsstudy.sims.iam.world import IamParams
from awsstudy.sims.kernel import Run, Script, run
from awsstudy.sims.models.iam_evaluation import MODEL, PROBLEMS, WRONG_MODELS
from awsstudy.sims.problems import Model, draws
from awsstudy.tui.widgets.drawing import wrap
from awsstudy.workspace.laboratory import scenario_script

SIM = Model("iam_evaluation", MODEL, WRONG_MODELS, PROBLEMS, edits)
HERE, THERE = "111122223333", "444455556666"
ANN = f"arn:aws:iam::{HERE}:user/ann"
BOB = f"arn:aws:iam::{HERE}:user/bob"
ROLE = f"arn:aws:iam::{HERE}:role/app"
SESSION = f"arn:aws:sts::{HERE}:assumed-role/app/run1"
LINKED = f"arn:aws:sts::{HERE}:assumed-role/AWSServiceRoleForConfig/run"
FEDERATED = f"arn:aws:sts::{HERE}:federated-user/ann"
ROOT = f"arn:aws:iam::{HERE}:root"
OBJECT = "arn:aws:s3:::beta/a/b.txt"
KEY = f"arn:aws:kms:us-east-1:{HERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
DEPLOY = f"arn:aws:iam::{HERE}:role/deploy"
QUEUE = f"arn:aws:sqs:us-east-2:{HERE}:ann-queue"
FROZEN = Path(__file__).parent / "data" / "iam_verdicts.txt"
LETTER = {"Allowed": "A", "ExplicitlyDenied": "E", "ImplicitlyDenied": "I"}

Json = dict[str, Any]


def allow(action: str = "s3:GetObject", **others: Any) -> Json:
    return {"Effect": "Allow", "Action": action, "Resource": "*", **others}


def deny(action: str = "s3:GetObject", **others: Any) -> Json:
    return {**allow(action, **others), "Effect": "Deny"}


def to(who: Any, action: str = "s3:GetObject", **others: Any) -> Json:
    """An Allow of a resource's policy."""
    return allow(action, Principal="*" if who == "*" else {"AWS": who}, **others)


def policy(*statements: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def ask(
    *identity: Json,
    who: str = ANN,
    action: str = "s3:GetObject",
    on: str = OBJECT,
    account: str = HERE,
    context: Json | None = None,
    resource: list[Json] | None = None,
    boundary: list[Json] | None = None,
    session: list[Json] | None = None,
    scps: list[list[Json]] | None = None,
    rcps: list[list[Json]] | None = None,
    version: str | None = "2012-10-17",
) -> Json:
    """A world in the shape of a case."""

    def levels(held: list[list[Json]] | None) -> list[Json]:
        names = ("root", "ou", "account")
        return [
            {
                "orgIdentifier": name,
                "policies": [{"name": "p", "policy": policy(*one)}] if one else [],
            }
            for name, one in zip(names, held or [], strict=False)
        ]

    document = {"Statement": list(identity)} | ({"Version": version} if version else {})
    made: Json = {
        "request": {
            "principal": who,
            "action": action,
            "resource": {"resource": on, "accountId": account},
            "contextVariables": context or {},
        },
        "identityPolicies": [{"name": "id0", "policy": document}] if identity else [],
        "serviceControlPolicies": levels(scps),
        "resourceControlPolicies": levels(rcps),
    }
    if boundary is not None:
        made["permissionBoundaryPolicies"] = [{"name": "pb", "policy": policy(*boundary)}]
    if resource is not None:
        made["resourcePolicy"] = policy(*resource)
    if session is not None:
        made["sessionPolicy"] = policy(*session)
    return made


def when(condition: Json, **context: Any) -> Json:
    """An Allow under a condition, asked for with a context."""
    keys = {key.replace("__", ":").replace("_tag_", "/"): value for key, value in context.items()}
    return ask(allow(Condition=condition), context=keys)


def one(operator: str, key: str, *values: str) -> Json:
    return {operator: {key: list(values)}}


def play(made: Json, rules: RuleBook) -> Run:
    return run(MODEL, Script(IamParams.model_validate(made)), rules)


def verdict(made: Json) -> tuple[str, str]:
    ending = Evaluator(IamParams.model_validate(made)).decide().ending
    return LETTER[ending.verdict], ending.decided_by


FULL = [allow("*")]
EC2 = [allow("ec2:*")]
LOGIC = "reference_policies_evaluation-logic_policy-eval-denyallow"
CROSS = "reference_policies_evaluation-logic-cross-account"
PRINCIPAL = "reference_policies_elements_principal"
OPERATORS = "reference_policies_elements_condition_operators"
MULTI = "reference_policies_multi-value-conditions"
SETS = "reference_policies_condition-single-vs-multi-valued-context-keys"
VARIABLES = "reference_policies_variables"
BOUNDARIES = "access_policies_boundaries"
SCPS = "orgs_manage_policies_scps_evaluation"
RCPS = "orgs_manage_policies_rcps_evaluation"
KEYS = "key-policy-default"
MFA = "aws:MultiFactorAuthPresent"
TEAM = "aws:PrincipalTag/team"
TAGS = "aws:TagKeys"

ROWS: list[tuple[str, str, Json, str, str]] = [
    # The order of evaluation and its layers
    ("denied by default", LOGIC, ask(), "I", "identity"),
    ("one Allow in an identity policy", LOGIC, ask(allow()), "A", "identity"),
    ("Deny beats Allow, wherever it stands", LOGIC, ask(deny(), allow()), "E", "identity"),
    ("an Allow for another action does not help", LOGIC, ask(allow("s3:PutObject")), "I",
     "identity"),
    ("a Deny in the boundary is final", LOGIC, ask(allow(), boundary=[allow(), deny()]), "E",
     "boundary"),
    ("a Deny in the resource's policy is final", LOGIC,
     ask(allow(), resource=[{**to(ANN), "Effect": "Deny"}]), "E", "resource"),
    ("an explicit deny is told even where a layer above is silent", LOGIC,
     ask(deny(), scps=[EC2]), "E", "identity"),
    ("same account: the resource's policy alone", LOGIC, ask(resource=[to(ANN)]), "A", "resource"),
    ("same account: the identity policy alone", LOGIC, ask(allow(), resource=[to(BOB)]), "A",
     "identity"),
    # Boundaries and session policies
    ("boundary and identity policy have nothing in common", BOUNDARIES,
     ask(allow("iam:CreateUser"), action="iam:CreateUser", on=BOB,
         boundary=[allow("s3:*"), allow("cloudwatch:*"), allow("ec2:*")]), "I", "boundary"),
    ("a boundary grants nothing", BOUNDARIES, ask(boundary=[allow("s3:*")]), "I", "identity"),
    ("what both allow", BOUNDARIES, ask(allow("s3:*"), boundary=[allow("s3:Get*")]), "A",
     "identity"),
    ("SCP, boundary and identity policy must all allow", BOUNDARIES,
     ask(allow(), boundary=[allow()], scps=[FULL, EC2]), "I", "scp"),
    ("a session policy limits the session", LOGIC, ask(allow(), who=SESSION, session=EC2), "I",
     "session"),
    ("a session policy grants nothing", LOGIC, ask(who=SESSION, session=[allow()]), "I",
     "identity"),
    ("a role session without a session policy", LOGIC, ask(allow(), who=SESSION), "A", "identity"),
    ("a federated user without a session policy", LOGIC, ask(allow(), who=FEDERATED), "I",
     "session"),
    ("a federated user with a session policy", LOGIC,
     ask(allow(), who=FEDERATED, session=[allow()]), "A", "identity"),
    # Whom the resource's policy names
    ("a user named, boundary silent", LOGIC, ask(resource=[to(ANN)], boundary=EC2), "A",
     "resource"),
    ("a role named, boundary silent", LOGIC, ask(who=SESSION, resource=[to(ROLE)], boundary=EC2),
     "I", "boundary"),
    ("a role named, session policy silent", LOGIC,
     ask(who=SESSION, resource=[to(ROLE)], session=EC2), "I", "session"),
    ("a role named, no identity policy", LOGIC, ask(who=SESSION, resource=[to(ROLE)]), "A",
     "resource"),
    ("a session named, boundary silent", LOGIC,
     ask(who=SESSION, resource=[to(SESSION)], boundary=EC2), "A", "resource"),
    ("a session named, session policy silent (the peer denies)", LOGIC,
     ask(who=SESSION, resource=[to(SESSION)], session=EC2), "A", "resource"),
    ("everybody named, session policy silent (the peer denies)", PRINCIPAL,
     ask(who=SESSION, resource=[to("*")], session=EC2), "A", "resource"),
    ("a federated session named", LOGIC, ask(who=FEDERATED, resource=[to(FEDERATED)], session=EC2),
     "A", "resource"),
    ("the federated user's IAM user named, session silent", BOUNDARIES,
     ask(who=FEDERATED, resource=[to(ANN)], session=EC2), "I", "session"),
    ("the account named: only delegated", PRINCIPAL, ask(resource=[to(ROOT)]), "I", "identity"),
    ("the account by its number: the same", PRINCIPAL, ask(resource=[to(HERE)]), "I", "identity"),
    ("user names are case-sensitive", PRINCIPAL, ask(resource=[to(ANN.replace("ann", "Ann"))]),
     "I", "identity"),
    ("no wildcard within a name", PRINCIPAL, ask(resource=[to(ANN[:-1] + "*")]), "I", "identity"),
    ("NotPrincipal with Deny spares whom it lists", "reference_policies_elements_notprincipal",
     ask(allow(), resource=[{"Effect": "Deny", "NotPrincipal": {"AWS": [ANN, ROOT]},
                             "Action": "s3:*", "Resource": "*"}]), "A", "identity"),
    ("NotPrincipal with Deny hits the others", "reference_policies_elements_notprincipal",
     ask(allow(), resource=[{"Effect": "Deny", "NotPrincipal": {"AWS": [BOB]},
                             "Action": "s3:*", "Resource": "*"}]), "E", "resource"),
    ("NotPrincipal with Deny hits everybody with a boundary",
     "reference_policies_elements_notprincipal",
     ask(allow(), boundary=[allow()],
         resource=[{"Effect": "Deny", "NotPrincipal": {"AWS": [ANN, ROOT]},
                    "Action": "s3:*", "Resource": "*"}]), "E", "resource"),
    # Two accounts
    ("two accounts: only the caller's side", CROSS, ask(allow("s3:*"), account=THERE), "I",
     "resource"),
    ("two accounts: only the resource's side", CROSS, ask(account=THERE, resource=[to(ANN)]), "I",
     "identity"),
    ("two accounts: both sides", CROSS, ask(allow(), account=THERE, resource=[to(ANN)]), "A",
     "both"),
    ("two accounts: the account named, identity policy allows", CROSS,
     ask(allow(), account=THERE, resource=[to(HERE)]), "A", "both"),
    ("two accounts: the user named, boundary silent", CROSS,
     ask(allow(), account=THERE, resource=[to(ANN)], boundary=EC2), "I", "boundary"),
    ("two accounts: a Deny in one", CROSS,
     ask(allow("s3:*"), deny("s3:*", Resource="arn:aws:s3:::*log*"), account=THERE,
         on="arn:aws:s3:::production-logs/x", resource=[to(ANN)]), "E", "identity"),
    # Keys and roles
    ("a key policy that names nobody of use", KEYS,
     ask(allow("kms:*"), action="kms:Decrypt", on=KEY, resource=[to(BOB, "kms:*")]), "I",
     "resource"),
    ("a key policy for the account enables IAM policies", KEYS,
     ask(allow("kms:*"), action="kms:Decrypt", on=KEY, resource=[to(ROOT, "kms:*")]), "A", "both"),
    ("a key policy for the account grants nothing by itself", KEYS,
     ask(action="kms:Decrypt", on=KEY, resource=[to(ROOT, "kms:*")]), "I", "identity"),
    ("a key policy that names the user", KEYS,
     ask(action="kms:Decrypt", on=KEY, resource=[to(ANN, "kms:*")]), "A", "resource"),
    ("a Deny in IAM counts for keys, too", KEYS,
     ask(deny("kms:*"), action="kms:Decrypt", on=KEY, resource=[to(ANN, "kms:*")]), "E",
     "identity"),
    ("a role is assumed only by its trust policy", LOGIC,
     ask(allow("sts:AssumeRole"), action="sts:AssumeRole", on=DEPLOY,
         resource=[to(BOB, "sts:AssumeRole")]), "I", "resource"),
    ("a trust policy that names the account", LOGIC,
     ask(allow("sts:AssumeRole"), action="sts:AssumeRole", on=DEPLOY,
         resource=[to(ROOT, "sts:AssumeRole")]), "A", "both"),
    # Organizations
    ("every SCP level must allow", SCPS,
     ask(allow("sqs:*"), action="sqs:SendMessage", on=QUEUE,
         scps=[FULL, [allow("s3:*")], FULL]), "I", "scp"),
    ("an SCP level without any policy lets nothing through", SCPS,
     ask(allow(), scps=[FULL, []]), "I", "scp"),
    ("SCPs do not grant", SCPS, ask(scps=[FULL, FULL]), "I", "identity"),
    ("a Deny at any SCP level", SCPS, ask(allow(), scps=[[*FULL, deny("s3:*")], FULL]), "E", "scp"),
    ("SCPs limit resource policies of the same account, too", LOGIC,
     ask(resource=[to(ANN)], scps=[EC2]), "I", "scp"),
    ("service-linked roles are spared by SCPs (the peer denies)", "orgs_manage_policies_scps",
     ask(allow(), who=LINKED, scps=[[deny("*")]]), "A", "identity"),
    ("RCPFullAWSAccess is always there", RCPS,
     ask(allow(), rcps=[[{**to("*", "s3:PutObject"), "Effect": "Deny"}]]), "A", "identity"),
    ("a Deny in an RCP", RCPS, ask(allow(), rcps=[[{**to("*", "s3:*"), "Effect": "Deny"}]]), "E",
     "rcp"),
    # Elements
    ("actions ignore case", "reference_policies_elements_action", ask(allow("S3:getobject")), "A",
     "identity"),
    ("a wildcard within an action", "reference_policies_elements_action", ask(allow("s3:*Object")),
     "A", "identity"),
    ("ARNs are case-sensitive", "reference_policies_elements_resource",
     ask(allow(Resource="arn:aws:s3:::Beta/*")), "I", "identity"),
    ("* covers slashes", "reference_policies_elements_resource",
     ask(allow(Resource="arn:aws:s3:::beta/*/test/*"), on="arn:aws:s3:::beta/1/2/test/3/o.jpg"),
     "A", "identity"),
    ("* needs its neighbours", "reference_policies_elements_resource",
     ask(allow(Resource="arn:aws:s3:::beta/*/test/*"), on="arn:aws:s3:::beta/1-test/o.jpg"), "I",
     "identity"),
    ("brackets are no wildcard", "reference_policies_elements_resource",
     ask(allow(Resource="arn:aws:s3:::beta/[a]*"), on="arn:aws:s3:::beta/a"), "I", "identity"),
    ("? is one character", "reference_policies_elements_resource",
     ask(allow(Resource="arn:aws:s3:::bet?/*")), "A", "identity"),
    ("NotAction with Allow", "reference_policies_elements_notaction",
     ask({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}), "A", "identity"),
    ("NotAction denies nothing", "reference_policies_elements_notaction",
     ask({"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}, allow()), "A", "identity"),
    ("NotResource with Deny spares what it lists", "reference_policies_elements_notresource",
     ask(allow(), {"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::beta/*"}), "A",
     "identity"),
    # Variables
    ("a variable in a resource", VARIABLES,
     ask(allow("sqs:*", Resource="arn:aws:sqs:us-east-2:*:${aws:username}-queue"),
         action="sqs:SendMessage", on=QUEUE, context={"aws:username": "ann"}), "A", "identity"),
    ("a variable without a value matches nothing", VARIABLES,
     ask(allow(Resource="arn:aws:s3:::beta/${aws:username}*")), "I", "identity"),
    ("a variable with a default", VARIABLES,
     ask(allow(Resource="arn:aws:s3:::beta-${aws:PrincipalTag/team, 'company-wide'}/*"),
         on="arn:aws:s3:::beta-company-wide/x"), "A", "identity"),
    ("without a Version a variable is plain text (the peer fills it in)", VARIABLES,
     ask(allow(Resource="arn:aws:s3:::beta/${aws:username}/*"), version=None,
         context={"aws:username": "a"}), "I", "identity"),
    ("wildcards out of a value are plain", VARIABLES,
     ask(allow(Resource="arn:aws:s3:::${aws:PrincipalTag/team}"), context={TEAM: "beta/*"}), "I",
     "identity"),
    # Conditions
    ("keys are ANDed", MULTI,
     when({"StringEquals": {TEAM: "red", "aws:RequestedRegion": "us-east-1"}},
          aws__PrincipalTag_tag_team="red", aws__RequestedRegion="eu-west-1"), "I", "identity"),
    ("operators are ANDed", MULTI,
     when({**one("StringEquals", TEAM, "red"), **one("Bool", "aws:SecureTransport", "true")},
          aws__PrincipalTag_tag_team="red", aws__SecureTransport="false"), "I", "identity"),
    ("values are ORed", MULTI,
     when(one("StringEquals", TEAM, "blue", "red"), aws__PrincipalTag_tag_team="red"), "A",
     "identity"),
    ("negated values: none may match", MULTI,
     when(one("StringNotEquals", TEAM, "blue", "red"), aws__PrincipalTag_tag_team="red"), "I",
     "identity"),
    ("StringEquals is case-sensitive", OPERATORS,
     when(one("StringEquals", TEAM, "red"), aws__PrincipalTag_tag_team="Red"), "I", "identity"),
    ("StringEqualsIgnoreCase is not", OPERATORS,
     when(one("StringEqualsIgnoreCase", TEAM, "red"), aws__PrincipalTag_tag_team="Red"), "A",
     "identity"),
    ("wildcards are plain in StringEquals", OPERATORS,
     when(one("StringEquals", TEAM, "r*"), aws__PrincipalTag_tag_team="red"), "I", "identity"),
    ("wildcards count in StringLike", OPERATORS,
     when(one("StringLike", TEAM, "r?d"), aws__PrincipalTag_tag_team="red"), "A", "identity"),
    ("an absent key: false", OPERATORS, when(one("StringEquals", TEAM, "red")), "I", "identity"),
    ("an absent key, negated: true", OPERATORS, when(one("StringNotLike", TEAM, "red")), "A",
     "identity"),
    ("an absent key with IfExists: true", OPERATORS, when(one("StringEqualsIfExists", TEAM, "red")),
     "A", "identity"),
    ("IfExists tests a key that is there", OPERATORS,
     when(one("StringEqualsIfExists", TEAM, "red"), aws__PrincipalTag_tag_team="blue"), "I",
     "identity"),
    ("Deny with a negated IfExists hits the absent key", OPERATORS,
     ask(allow(), deny(Condition=one("StringNotEqualsIfExists", TEAM, "red"))), "E", "identity"),
    ("Null true: the key is absent", OPERATORS, when(one("Null", "aws:TokenIssueTime", "true")),
     "A", "identity"),
    ("Null false: the key is there", OPERATORS, when(one("Null", "aws:TokenIssueTime", "false")),
     "I", "identity"),
    ("numbers are compared as numbers", OPERATORS,
     when(one("NumericLessThan", "aws:MultiFactorAuthAge", "10"), aws__MultiFactorAuthAge="9"),
     "A", "identity"),
    ("dates in ISO 8601", OPERATORS,
     when(one("DateGreaterThan", "aws:TokenIssueTime", "2020-01-01T00:00:01Z"),
          aws__TokenIssueTime="2020-06-01T00:00:00Z"), "A", "identity"),
    ("dates in epoch time", OPERATORS,
     when(one("DateLessThan", "aws:CurrentTime", "2020-01-01"), aws__CurrentTime="1500000000"),
     "A", "identity"),
    ("an address in a block", OPERATORS,
     when(one("IpAddress", "aws:SourceIp", "203.0.113.0/24", "2001:DB8:1234:5678::/64"),
          aws__SourceIp="203.0.113.77"), "A", "identity"),
    ("an address without a prefix is a /32", OPERATORS,
     when(one("IpAddress", "aws:SourceIp", "203.0.113.7"), aws__SourceIp="203.0.113.8"), "I",
     "identity"),
    ("ArnLike compares part by part", OPERATORS,
     when(one("ArnLike", "aws:SourceArn", "arn:aws:someservice:*:111122223333:finance/*"),
          aws__SourceArn="arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:"
                         "finance/document.txt"), "I", "identity"),
    ("StringLike does not", OPERATORS,
     when(one("StringLike", "aws:SourceArn", "arn:aws:someservice:*:111122223333:finance/*"),
          aws__SourceArn="arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:"
                         "finance/document.txt"), "A", "identity"),
    ("names of keys ignore case", VARIABLES,
     when(one("StringEquals", "AWS:requestedregion", "us-east-1"),
          aws__RequestedRegion="us-east-1"), "A", "identity"),
    # Sets
    ("ForAllValues: every value is listed", SETS,
     when(one("ForAllValues:StringEquals", TAGS, "env", "cost"), aws__TagKeys=["env"]), "A",
     "identity"),
    ("ForAllValues: one is not", SETS,
     when(one("ForAllValues:StringEquals", TAGS, "env", "cost"), aws__TagKeys=["env", "x"]), "I",
     "identity"),
    ("ForAllValues without the key", SETS, when(one("ForAllValues:StringEquals", TAGS, "env")), "A",
     "identity"),
    ("ForAllValues of an empty list", SETS,
     when(one("ForAllValues:StringEquals", TAGS, "env"), aws__TagKeys=[]), "A", "identity"),
    ("ForAnyValue: one is listed", SETS,
     when(one("ForAnyValue:StringEquals", TAGS, "env"), aws__TagKeys=["x", "env"]), "A",
     "identity"),
    ("ForAnyValue without the key", SETS, when(one("ForAnyValue:StringEquals", TAGS, "env")), "I",
     "identity"),
    # MFA
    ("Deny Bool false does not hit long-term keys", "reference_policies_condition-keys",
     ask(allow(), deny("*", Condition=one("Bool", MFA, "false"))), "A", "identity"),
    ("Deny BoolIfExists false does", "reference_policies_condition-keys",
     ask(allow(), deny("*", Condition=one("BoolIfExists", MFA, "false"))), "E", "identity"),
    ("Allow BoolIfExists true lets long-term keys through", "reference_policies_condition-keys",
     when(one("BoolIfExists", MFA, "true")), "A", "identity"),
    ("Allow Bool true does not", "reference_policies_condition-keys",
     when(one("Bool", MFA, "true")),
     "I", "identity"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "page", "made", "letter", "by"), ROWS, ids=[r[0] for r in ROWS])
def test_what_aws_documents(title: str, page: str, made: Json, letter: str, by: str) -> None:
    assert verdict(made) == (letter, by), page


def test_the_table_is_long_enough_and_has_pages() -> None:
    assert len({title for title, *_ in ROWS}) == len(ROWS) >= 100
    assert all(page for _, page, *_ in ROWS)


# The peer's verdicts, frozen


def corpus(name: str, count: int) -> list[IamParams]:
    return [IamParams.model_validate(world(stream(f"{name}:{i}", "iam"))) for i in range(count)]


WORLDS = corpus("frozen", 2_000)


def test_frozen_verdicts_of_the_peer() -> None:
    frozen = FROZEN.read_text("utf-8").split()
    assert len("".join(frozen)) == len(WORLDS)
    mine = "".join(LETTER[Evaluator(params).decide().ending.verdict] for params in WORLDS)
    assert mine == "".join(frozen)
    assert min(Counter(mine).values()) > 0.1 * len(mine)


# Wrong models


def test_every_wrong_model_is_wrong_somewhere() -> None:
    alive = dict(BELIEFS)
    for params in WORLDS:
        truth = Evaluator(params).decide().ending.verdict
        for name, belief in list(alive.items()):
            if belief(params).decide().ending.verdict != truth:
                del alive[name]
    assert alive == {}
    assert len(BELIEFS) >= 32


def test_wrong_models_are_the_simulation_with_one_belief(rules: RuleBook) -> None:
    made = ask(allow(), account=THERE)
    params = IamParams.model_validate(made)
    wrong = run(WRONG_MODELS["cross-is-one-account"], Script(params), rules)
    assert wrong.outcome["verdict"] == "Allowed"  # type: ignore[index]
    assert play(made, rules).outcome["verdict"] == "ImplicitlyDenied"  # type: ignore[index]


def test_every_wrong_model_serves_some_problem() -> None:
    assert {name for problem in PROBLEMS for name in problem.wrong} == set(WRONG_MODELS)


def test_where_a_belief_decides_otherwise_its_story_differs(rules: RuleBook) -> None:
    told = 0
    for params in WORLDS[:60]:
        script = Script(params)
        truth = run(MODEL, script, rules)
        for name, wrong in WRONG_MODELS.items():
            if run(wrong, script, rules).outcome != truth.outcome:
                assert parting(MODEL, wrong, script, rules), name
                told += 1
    assert told > 80


def test_the_parting_of_a_prediction_can_be_read(catalog: Catalog, rules: RuleBook) -> None:
    page = catalog.sims["iam_evaluation"]
    beliefs = {
        words.misconception: wrong
        for problem in page.problems
        for wrong, words in problem.wrong.items()
    }
    seen = 0
    for scenario in page.scenarios:
        script = scenario_script(SIM, scenario)
        for choice in scenario.predict.choices:
            wrong = WRONG_MODELS.get(beliefs.get(choice.misconception or "", ""))
            found = parting(MODEL, wrong, script, rules) if wrong else None
            if found and found.truth and found.belief:
                for language in LANGUAGES:
                    texts = {
                        fill(page.events[type(event).__name__],
                             {one.name: getattr(event, one.name) for one in fields(event)},
                             language, page.terms)
                        for event in (found.truth, found.belief)
                    }  # fmt: skip
                    assert len(texts) == 2, (scenario.id, choice.id, language)
                    seen += 1
    assert seen >= 12


# Invariants

some_world = st.integers(0, 10**6).map(lambda seed: world(stream(f"any:{seed}", "iam")))
LAYERS = ("identityPolicies", "permissionBoundaryPolicies")


def changed(made: Json, layer: str, statement: Json, at: int = 0) -> Json:
    """The world with a statement added to the first policy of a layer, if there is one."""
    again: Json = json.loads(json.dumps(made))
    if again[layer]:
        again[layer][0]["policy"]["Statement"].insert(at, statement)
    return again


@given(some_world, st.sampled_from(LAYERS), st.integers(0, 2))
def test_adding_a_deny_never_allows(made: Json, layer: str, at: int) -> None:
    if verdict(made)[0] != "A":
        assert verdict(changed(made, layer, deny("s3:*"), at))[0] != "A"


@given(some_world, st.integers(0, 2))
def test_adding_an_allow_to_the_identity_never_denies(made: Json, at: int) -> None:
    if verdict(made)[0] == "A":
        assert verdict(changed(made, "identityPolicies", allow("*"), at))[0] == "A"


@given(some_world)
def test_order_of_statements_and_policies_does_not_matter(made: Json) -> None:
    turned: Json = json.loads(json.dumps(made))
    for layer in LAYERS:
        turned[layer].reverse()
        for named in turned[layer]:
            named["policy"]["Statement"].reverse()
    if "resourcePolicy" in turned:
        turned["resourcePolicy"]["Statement"].reverse()
    assert verdict(turned) == verdict(made)


@given(some_world)
def test_limits_only_limit(made: Json) -> None:
    """Without boundary, SCPs and RCPs nothing becomes denied."""
    free = {**made, "serviceControlPolicies": [], "resourceControlPolicies": []}
    free["permissionBoundaryPolicies"] = []
    if verdict(made)[0] == "A":
        assert verdict(free)[0] == "A"


@given(some_world)
def test_an_explicit_deny_stays_with_every_allow(made: Json) -> None:
    if verdict(made)[0] == "E":
        params = IamParams.model_validate(made)
        for code in ("allow-identity", "allow-resource", "allow-boundary", "allow-scp.0"):
            ending = Evaluator(apply(params, code)).decide().ending
            assert ending.verdict == "ExplicitlyDenied"


@settings(max_examples=40)
@given(some_world)
def test_the_story_agrees_with_the_verdict(rules: RuleBook, made: Json) -> None:
    done = play(made, rules)
    outcome: Any = done.outcome
    tests = [event for event in done.events if type(event).__name__ == "StatementTested"]
    hit_denies = [one for one in tests if one.effect == "Deny" and one.matched]
    assert (outcome["verdict"] == "ExplicitlyDenied") == bool(hit_denies)
    assert all(rules[rule] for event in done.events for rule in event.rules)
    if outcome["verdict"] == "ImplicitlyDenied":
        assert outcome["statement"] is None
    else:
        assert outcome["statement"] is not None
    assert done.metrics["tested"] == len(tests)


# Shapes


def test_the_case_of_the_documentation(rules: RuleBook) -> None:
    made = {
        "request": {
            "principal": ANN,
            "action": "dynamodb:PutItem",
            "resource": {
                "resource": f"arn:aws:dynamodb:us-east-1:{HERE}:table/orders",
                "accountId": HERE,
            },
            "contextVariables": {"aws:SourceIp": "203.0.113.9", "aws:TagKeys": ["env", "zzz"]},
        },
        "identityPolicies": [
            {"name": "id0", "policy": policy(allow("S3:getobject") | {"Resource": "*"})}
        ],
        "resourcePolicy": {"Version": "2012-10-17", "Statement": []},
        "permissionBoundaryPolicies": [{"name": "pb", "policy": {}}],
        "sessionPolicy": {"Version": "2012-10-17", "Statement": []},
        "serviceControlPolicies": [
            {"orgIdentifier": "r-root", "policies": [{"name": "full", "policy": {}}]}
        ],
        "resourceControlPolicies": [{"orgIdentifier": "r-root", "policies": []}],
    }
    assert play(made, rules).outcome == {
        "verdict": "ImplicitlyDenied",
        "decided_by": "identity",
        "statement": None,
    }


def test_the_outcome_names_the_statement(rules: RuleBook) -> None:
    done = play(ask(allow("s3:PutObject"), allow()), rules)
    assert done.outcome == {
        "verdict": "Allowed",
        "decided_by": "identity",
        "statement": {"policy": "id0", "index": 1},
    }


def test_the_near_miss_names_the_element_that_fails(rules: RuleBook) -> None:
    far = allow("s3:PutObject")
    near = allow(Condition=one("Bool", "aws:SecureTransport", "true"))
    done = play(ask(far, near, context={"aws:SecureTransport": "false"}), rules)
    judged = [event for event in done.events if type(event).__name__ == "LayerJudged"]
    miss = judged[-1].near
    assert miss is not None
    assert (miss.rule, miss.field, miss.found) == ("id0 2", "condition", "false")
    assert "aws:SecureTransport = true" in miss.wanted


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"request": {"principal": ROLE}}, "made by a user"),
        ({"request": {"principal": "ann"}}, "made by a user"),
        ({"request": {"action": "GetObject"}}, "match pattern"),
        ({"request": {"resource": {"accountId": "1"}}}, "match pattern"),
        (ask({"Effect": "Allow", "Resource": "*"}), "either Action or NotAction"),
        (ask(allow(NotAction="s3:*")), "either Action or NotAction"),
        (ask(allow(NotResource="*")), "Resource or NotResource"),
        (ask(allow(Condition={"StringIs": {"a": "b"}})), "no condition operator 'StringIs'"),
        (ask(allow(Condition={"NullIfExists": {"a": "b"}})), "no condition operator"),
        (ask(allow(Condition={"ForSome:Bool": {"a": "b"}})), "no condition operator"),
        (ask(to(ANN)), "names no principal"),
        (ask(resource=[allow()]), "names its principals"),
        (ask(allow(Surplus="x")), "Extra inputs"),
    ],
)
def test_what_is_no_policy_is_refused(broken: Json, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        IamParams.model_validate(broken)


# Changes


def test_changes_do_what_they_say() -> None:
    params = IamParams.model_validate(ask(allow(), account=THERE))
    assert Evaluator(apply(params, "allow-resource")).decide().ending.verdict == "Allowed"
    denied = IamParams.model_validate(ask(allow(), deny()))
    dropped = apply(denied, "drop.identity.0.1")
    assert [one.effect for one in dropped.identity_policies[0].policy.statement] == ["Allow"]
    trap = IamParams.model_validate(ask(allow(), deny(Condition=one("Bool", MFA, "false"))))
    assert Evaluator(apply(trap, "if-exists.0.1")).decide().ending.verdict == "ExplicitlyDenied"
    assert apply(trap, "mfa").request.context_variables[MFA] == "true"


@pytest.mark.parametrize(
    "code", ["", "allow-", "allow-everything", "drop", "drop.identity.7.0", "drop.identity.x",
             "drop.sky.0", "if-exists.0", "allow-scp.5"],
)  # fmt: skip
def test_unknown_changes_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match="there is no"):
        apply(IamParams(), code)


def test_proposals_are_tried_one_by_one(rules: RuleBook) -> None:
    made = ask(allow(), account=THERE)
    made["proposals"] = ["allow-identity", "allow-resource", "drop.identity.9.9", "nonsense"]
    done = play(made, rules)
    tried = [one.verdict for one in done.events if type(one).__name__ == "ProposalTried"]
    assert done.outcome["works"] == ["allow-resource"]  # type: ignore[index]
    assert tried == ["ImplicitlyDenied", "Allowed", "impossible", "impossible"]


@settings(max_examples=40)
@given(some_world)
def test_every_edit_is_one_change_that_can_be_evaluated(made: Json) -> None:
    params = IamParams.model_validate(made)
    for edit in edits(params):
        again = IamParams.model_validate(edit.params.model_dump(mode="json"))
        assert again == edit.params
        assert Evaluator(again).decide().ending.verdict in LETTER


# Problems and pictures


def test_questions_draw_well(rules: RuleBook) -> None:
    for problem in PROBLEMS:
        keys: set[Any] = set()
        used: Counter[str] = Counter()
        for seed in range(100):
            draw = next(draws(SIM, problem, seed, rules))
            keys.add(draw.key)
            used.update(list(draw.distractors))
        assert len(keys) >= 5, problem.id
        assert all(used[name] >= 2 for name in problem.wrong), (problem.id, used)


def test_the_key_of_a_repair_is_the_only_change_that_works(rules: RuleBook) -> None:
    repair = SIM.problem("repair")
    for seed in range(60):
        draw = next(draws(SIM, repair, seed, rules))
        outcome: Any = run(MODEL, Script(draw.params), rules).outcome
        assert outcome["verdict"] != "Allowed"
        assert [code.partition(".")[0] for code in outcome["works"]] == [draw.key]


def test_questions_fit_a_screen(catalog: Catalog, rules: RuleBook) -> None:
    page = catalog.sims["iam_evaluation"]
    for problem in PROBLEMS:
        for seed in range(40):
            item = make_item(page, problem.id, seed, rules)
            for language in LANGUAGES:
                lines = len(wrap(item.stem[language], 76))
                for choice in item.choices:
                    lines += len(wrap(choice.text[language], 70))
                    lines += len(wrap(choice.why[language], 70))
                assert lines <= 19, (problem.id, seed, language)


def test_the_picture_fits_and_marks_what_decided(rules: RuleBook) -> None:
    made = ask(
        allow(), allow("s3:PutObject"), boundary=[allow("s3:*")], scps=[FULL, FULL, EC2],
        resource=[to(BOB)],
    )  # fmt: skip
    simulation = MODEL(IamParams.model_validate(made), 1, rules)
    while simulation.next_at is not None:
        frame = simulation.advance(simulation.next_at)
    sieve, table = frame.panels
    assert isinstance(sieve, panels.Sieve)
    assert isinstance(table, panels.Table)
    marks = {layer.name: layer.mark for layer in sieve.layers}
    assert (marks["SCP root"], marks["SCP account"]) == ("good", "bad")
    assert marks["identity"] == "muted"
    assert len(sieve.layers) + len(table.rows) + 3 <= 18
    assert all(cells(str(cell)) <= 40 for row in table.rows for cell in row.cells)


def test_the_picture_shows_where_a_deny_stands(rules: RuleBook) -> None:
    simulation = MODEL(IamParams.model_validate(ask(allow(), boundary=[deny()])), 1, rules)
    frame = simulation.advance(99)
    sieve = frame.panels[0]
    assert isinstance(sieve, panels.Sieve)
    assert (sieve.layers[0].mark, sieve.layers[0].note) == ("bad", "boundary")


def test_a_missing_policy_of_another_account_is_told(rules: RuleBook) -> None:
    simulation = MODEL(IamParams.model_validate(ask(allow(), account=THERE)), 1, rules)
    sieve = simulation.advance(99).panels[0]
    assert isinstance(sieve, panels.Sieve)
    found = {layer.name: (layer.verdict, layer.mark) for layer in sieve.layers}
    assert found["resource"] == ("not-there", "bad")
