"""The recall of facts by cards reaches the choice of questions."""

from awsstudy.core.clock import FixedClock
from awsstudy.quiz.selection import Wish
from awsstudy.workspace.flags import toggle_flag
from awsstudy.workspace.workspace import Workspace


def test_a_fact_whose_card_was_missed_is_asked_first_and_says_so(workspace: Workspace) -> None:
    from awsstudy.flashcards.scheduling import Rating

    clock = FixedClock()
    space = Workspace(None, clock=clock, seed=1, in_memory=True)
    space.__dict__["catalog"] = workspace.catalog
    desk = space.cards()
    item = desk.next()
    assert item is not None
    desk.rate(item, Rating.AGAIN, 1000)
    evidence = space.quiz.evidence()
    assert 0 < evidence.recall[item.fact_id] <= 1
    clock.advance(days=9)
    query = space.quiz.query("recall:>0 source:bank")
    facts = {one.facts[0] for one in space.quiz.fitting(Wish(query=query)).written}
    assert facts == {item.fact_id}
    later = space.quiz.evidence()
    assert later.recall[item.fact_id] < evidence.recall[item.fact_id]
    session = space.quiz.start(Wish(length=1, generated=False), seed=1)
    assert session.item.concept_id == item.concept_id
    assert session.reason is not None
    assert (session.reason.kind, session.reason.concept_id) == ("weak", item.concept_id)
    space.close()


def test_a_flag_is_set_and_taken_away(workspace: Workspace) -> None:
    assert toggle_flag(workspace, "dns.ttl") is True
    assert workspace.quiz.evidence().flagged == {"dns.ttl"}
    assert toggle_flag(workspace, "dns.ttl") is False
    assert workspace.quiz.evidence().flagged == frozenset()
