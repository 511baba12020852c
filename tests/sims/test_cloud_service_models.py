"""Service models: the sourced matrix, what a move changes, who acts, beliefs, words."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.sim import SimPage
from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.rulebook import RuleBook
from awsstudy.core.template import fill
from awsstudy.sims import panels
from awsstudy.sims.kernel import Run, Script, Simulation, run
from awsstudy.sims.models.cloud_service_models import MODEL, PROBLEMS, WRONG_MODELS, edits
from awsstudy.sims.player import Player
from awsstudy.sims.problems import Model
from awsstudy.sims.responsibility import matrix
from awsstudy.sims.responsibility.matrix import DUTIES, SERVICES, TOUCHES, Duty, Service
from awsstudy.sims.responsibility.world import ResponsibilityParams

SIM = Model("cloud_service_models", MODEL, WRONG_MODELS, PROBLEMS, edits)
Y, P, S = "you", "provider", "shared"


def play(
    params: ResponsibilityParams,
    rules: RuleBook,
    model: type[Simulation[ResponsibilityParams]] = MODEL,
) -> Run:
    return run(model, Script(params), rules)


def outcome(params: ResponsibilityParams, rules: RuleBook, **model: Any) -> Any:
    return play(params, rules, **model).outcome


def made(**params: Any) -> ResponsibilityParams:
    return ResponsibilityParams.model_validate(params)


# The matrix.

# Amazon RDS User Guide, Welcome: the two tables of management models.
RDS_TABLES: list[tuple[Duty, str, str, str]] = [
    ("code", Y, Y, Y),  # application optimization
    ("backups", Y, Y, P),  # database backups
    ("runtime", Y, Y, P),  # database software patching
    ("os", Y, Y, P),  # operating system patching
    ("hardware", Y, P, P),  # server maintenance, hardware lifecycle
    ("facility", Y, P, P),  # power, network, and cooling
]
# Security chapters of EC2, RDS, S3; shared responsibility of Beanstalk platforms and of Lambda's
# runtimes; NIST SP 800-145 on SaaS; data and access by the shared responsibility model.
CHAPTERS: list[tuple[Service, Duty, str]] = [
    ("ec2", "os", Y),
    ("ec2", "network", Y),
    ("ec2", "access", Y),
    ("ec2", "hypervisor", P),
    ("beanstalk", "os", S),
    ("beanstalk", "runtime", S),
    ("beanstalk", "code", Y),
    ("beanstalk", "hypervisor", P),
    ("rds", "network", Y),
    ("rds", "access", Y),
    ("rds", "encryption", Y),
    ("lambda", "os", P),
    ("lambda", "runtime", P),
    ("lambda", "code", Y),
    ("lambda", "access", Y),
    ("dynamodb", "runtime", P),
    ("dynamodb", "hardware", P),
    ("dynamodb", "data", Y),
    ("s3", "os", P),
    ("s3", "access", Y),
    ("s3", "data", Y),
    ("s3", "encryption", Y),
    ("saas", "code", P),
    ("saas", "os", P),
    ("saas", "data", Y),
    ("saas", "access", Y),
]


@pytest.mark.parametrize(("duty", "own", "ec2", "rds"), RDS_TABLES)
def test_the_comparison_of_the_rds_guide(
    duty: Duty, own: str, ec2: str, rds: str, rules: RuleBook
) -> None:
    services: tuple[Service, ...] = ("own", "ec2", "rds")
    assert [matrix.written(one, duty, rules) for one in services] == [own, ec2, rds]


@pytest.mark.parametrize(("service", "duty", "owner"), CHAPTERS)
def test_the_security_chapters(service: Service, duty: Duty, owner: str, rules: RuleBook) -> None:
    assert matrix.written(service, duty, rules) == owner


def test_every_cell_has_a_source_and_a_known_place(rules: RuleBook) -> None:
    cells = {name: rule for name, rule in rules.items() if name.startswith("cloud.duty.")}
    known = {matrix.cell(one, duty) for one in SERVICES for duty in matrix.known(one, rules)}
    assert set(cells) == known
    assert len(known) == 74
    for rule in cells.values():
        assert rule.evidence == "documented"
        assert rule.source.startswith("https://")
        assert rule.as_of
        assert rule.value in {Y, P, S}


def test_a_cell_that_names_nobody_is_refused(rules: RuleBook) -> None:
    class Odd:
        def __getitem__(self, _name: str) -> Any:
            return rules["cloud.shared.of-and-in"]

    with pytest.raises(TypeError):
        matrix.written("ec2", "os", Odd())  # type: ignore[arg-type]


def test_lists_and_literals_agree() -> None:
    assert set(DUTIES) == set(get_args(Duty))
    assert set(SERVICES) == set(get_args(Service))
    assert set(TOUCHES.values()) <= set(DUTIES)


# Moves, incidents, order.

MOVES: list[tuple[str, str, list[str]]] = [
    ("own", "ec2", ["facility", "hardware", "hypervisor"]),
    ("ec2", "rds", ["os", "runtime", "backups"]),
    ("own", "rds", ["facility", "hardware", "hypervisor", "os", "runtime", "backups"]),
    ("ec2", "lambda", ["os", "runtime"]),
    ("ec2", "beanstalk", ["os", "runtime"]),
    ("ec2", "saas", ["os", "runtime", "code"]),
    ("rds", "ec2", []),
    ("own", "own", []),
]


@pytest.mark.parametrize(("source", "target", "moved"), MOVES)
def test_what_changes_hands(source: str, target: str, moved: list[str], rules: RuleBook) -> None:
    assert outcome(made(service=source, move_to=target), rules)["moved"] == moved


@pytest.mark.parametrize(
    ("kind", "service", "owner"),
    [
        ("os-hole", "ec2", Y),
        ("os-hole", "rds", P),
        ("os-hole", "lambda", P),
        ("os-hole", "beanstalk", S),
        ("hypervisor-hole", "ec2", P),
        ("disk-dies", "own", Y),
        ("disk-dies", "s3", P),
        ("fire", "saas", P),
        ("public-data", "s3", Y),
        ("leaked-key", "lambda", Y),
        ("weak-password", "saas", Y),
        ("injection", "rds", Y),
        ("injection", "saas", P),
        ("engine-hole", "rds", P),
        ("open-port", "rds", Y),
        ("no-encryption", "s3", Y),
    ],
)
def test_who_acts(kind: str, service: str, owner: str, rules: RuleBook) -> None:
    found = outcome(made(incidents=[{"kind": kind, "service": service}]), rules)
    assert [one["owner"] for one in found["incidents"]] == [owner]
    assert found["acting"] == ([service] if owner == Y else [])


def test_what_no_page_speaks_of_is_left_open(rules: RuleBook) -> None:
    done = play(made(incidents=[{"kind": "open-port", "service": "s3"}]), rules)
    assert done.outcome["incidents"] == []  # type: ignore[index]
    assert any(type(event).__name__ == "CellUnknown" for event in done.events)


def test_the_stack_is_ordered(rules: RuleBook) -> None:
    params = made(ranked=["saas", "lambda", "own", "beanstalk", "ec2"])
    expected = ["own", "ec2", "beanstalk", "lambda", "saas"]
    assert outcome(params, rules)["order"] == expected


def test_hours_are_those_of_ones_own_incidents(rules: RuleBook) -> None:
    incidents = [{"kind": "os-hole", "service": one} for one in ("ec2", "rds", "own")]
    done = play(made(incidents=incidents, hours_each=3), rules)
    assert (done.metrics["your_incidents"], done.metrics["your_hours"]) == (2, 6)


def test_a_move_to_nowhere_may_be_written_as_null() -> None:
    assert made(move_to=None).move_to is None
    with pytest.raises(ValidationError):
        made(move_to="mainframe")


# Invariants.

services = st.sampled_from(SERVICES)


@given(service=services)
def test_data_and_access_are_always_the_customers(service: Service, rules: RuleBook) -> None:
    assert matrix.written(service, "data", rules) == Y
    assert matrix.written(service, "access", rules) == Y


@given(service=services)
def test_the_bottom_is_the_customers_only_at_home(service: Service, rules: RuleBook) -> None:
    for duty in ("facility", "hardware", "hypervisor"):
        assert matrix.written(service, duty, rules) == (Y if service == "own" else P)


@settings(max_examples=60, deadline=None)
@given(service=services, target=services, chosen=st.sets(st.sampled_from(DUTIES), min_size=1))
def test_layers_are_neither_lost_nor_doubled(
    service: Service, target: Service, chosen: set[Duty], rules: RuleBook
) -> None:
    params = made(service=service, move_to=target, duties=sorted(chosen))
    done = play(params, rules)
    found: Any = done.outcome
    assert found["owners"].keys() == found["after"].keys()
    assert set(found["owners"]) <= chosen
    counted = sum(done.metrics[name] for name in ("yours", "providers", "shared"))
    assert counted == len(found["owners"])
    assert not set(found["moved"]) & set(found["stays"])


@settings(max_examples=40, deadline=None)
@given(chain=st.sampled_from([("own", "ec2", "rds"), ("own", "ec2", "lambda", "saas")]))
def test_going_up_never_gives_a_layer_back(chain: tuple[Service, ...], rules: RuleBook) -> None:
    for lower, higher in pairwise(chain):
        for duty in DUTIES:
            both = all(matrix.cell(one, duty) in rules for one in (lower, higher))
            if both and matrix.written(lower, duty, rules) != Y:
                assert matrix.written(higher, duty, rules) != Y


# Problems and wrong models.


@pytest.mark.parametrize("name", WRONG_MODELS)
def test_every_wrong_model_is_caught(name: str, rules: RuleBook) -> None:
    corpus = [made(service=source, move_to=target) for source, target, _ in MOVES]
    corpus += [made(service=one) for one in SERVICES]
    corpus.append(made(ranked=["saas", "ec2", "lambda"]))
    wrong = WRONG_MODELS[name]
    assert any(outcome(one, rules) != outcome(one, rules, model=wrong) for one in corpus)


# Words.


@pytest.fixture(scope="module")
def page(catalog: Catalog) -> SimPage:
    return catalog.sims["cloud_service_models"]


def shown_ids(frame_panels: tuple[panels.Panel, ...]) -> set[str]:
    found: set[str] = set()
    for panel in frame_panels:
        found.add(panel.id)
        if isinstance(panel, panels.Sieve):
            found |= {part for layer in panel.layers for part in (layer.name, layer.verdict)}
            found |= {str(layer.note) for layer in panel.layers if layer.note is not None}
        elif isinstance(panel, panels.Table):
            found |= {column.id for column in panel.columns}
            found |= {str(cell) for row in panel.rows for cell in row.cells}
        elif isinstance(panel, panels.Bars):
            found |= {bar.name for bar in panel.bars}
    return found


def test_events_and_panels_speak_both_languages(page: SimPage, rules: RuleBook) -> None:
    kinds = set()
    corpus = [made(service=one, move_to=other) for one in SERVICES for other in SERVICES]
    corpus += [
        made(incidents=[{"kind": kind, "service": one} for one in SERVICES]) for kind in TOUCHES
    ]
    corpus.append(made(ranked=list(SERVICES)))
    for params in corpus:
        player = Player(MODEL, Script(params), rules)
        assert shown_ids(player.frame.panels) <= set(page.terms)
        player.end()
        assert shown_ids(player.frame.panels) <= set(page.terms)
        for event in player.events:
            kinds.add(type(event))
            values = {field.name: getattr(event, field.name) for field in fields(event)}
            if event.near:
                assert event.near.field in page.terms
            for language in LANGUAGES:
                assert fill(page.events[type(event).__name__], values, language, page.terms)
    assert kinds == set(MODEL.EVENTS)
