"""The pictures of single services, as lines of text."""

from datetime import date

from awsstudy.core.i18n import Localized
from awsstudy.core.rulebook import RuleBook
from awsstudy.sims.panels import (
    Grid,
    Lane,
    Layer,
    Panel,
    Place,
    Plan,
    Queue,
    Queues,
    Sieve,
    Sign,
    Span,
    Strip,
    Timeline,
)
from awsstudy.tui.widgets import drawing
from awsstudy.tui.widgets.panels import Canvas, draw_panel

TERMS = {"boundary": Localized("Permissions boundary", "권한 경계"), "web": Localized("web", "웹")}


def drawn(panel: Panel, width: int = 40, language: str = "en") -> list[str]:
    canvas = Canvas(width, language, TERMS, RuleBook((), date(2026, 1, 1)), plain=True)
    return [line.rstrip() for line in str(draw_panel(panel, canvas)).split("\n")]


def test_a_sieve_shows_where_the_request_was_stopped() -> None:
    layers = (
        Layer("scp", "allows", "good"),
        Layer("boundary", "silent", "bad", "Action"),
        Layer("session", "not asked", "muted"),
    )
    assert drawn(Sieve("sieve", layers), 60) == [
        "sieve",
        "+ [scp                 ] allows",
        "x [Permissions boundary] silent - Action",
        "  [session             ] not asked",
    ]


def test_a_grid_is_thinned_to_fit_and_explains_its_signs() -> None:
    panel = Grid("g", (Strip("r1", "o" * 50 + "n" * 50),), (Sign("o", "old"), Sign("n", "new")))
    lines = drawn(panel, 24)
    assert lines[1] == "r1  " + "o" * 10 + "n" * 10
    assert lines[2] == "o old   n new"


def test_a_plan_joins_neighbours_and_stars_the_walker() -> None:
    panel = Plan(
        "p",
        (Place("igw", 0, 0), Place("web", 1, 0, note="10.0.0.10"), Place("db", 1, 1)),
        links=(("igw", "web"), ("web", "db")),
        at="web",
        header="203.0.113.9 -> 10.0.0.10",
    )
    assert drawn(panel, 24) == [
        "p",
        "[igw]-------[*web]",
        "             10.0.0.10",
        "              |",
        "            [db]",
        "* 203.0.113.9 ->",
        "10.0.0.10",
    ]


def test_a_plan_keeps_its_columns_in_korean() -> None:
    panel = Plan("p", (Place("web", 0, 0), Place("igw", 1, 0)), links=(("web", "igw"),))
    assert drawn(panel, 24, "ko")[1] == "[웹]--------[igw]"


def test_queues_show_work_and_waiting() -> None:
    panel = Queues("q", (Queue("a", 2, 4), Queue("b", 4, 4, 3, "bad"), Queue("c", 9, 99, 40)))
    assert drawn(panel) == ["q", "  a [##..]", "x b [####] ooo", "  c [9/99] +40"]


def test_a_timeline_says_what_its_cut_names_stand_for() -> None:
    lane = Lane("a", (Span(0, 2, "starting"), Span(2, 10, "serving")))
    assert drawn(Timeline("t", (lane,), 0, 10, "s"), 33) == [
        "t",
        "a  |start|serving----------------",
        "   0                         10 s",
        "|start = starting",
    ]


def test_many_strips_go_on_beside_each_other() -> None:
    strips = tuple(Strip(f"r{n}", "ooon") for n in range(14))
    lines = drawn(Grid("g", strips, (Sign("o", "old"),)), 74)
    assert len(lines) == 1 + 7 + 1
    assert lines[1] == "r0   ooon   r7   ooon"


def test_parts_and_whole_sentences_are_not_broken() -> None:
    assert drawing.packed([10, 10, 10], 25, 3) == [[0, 1], [2]]
    assert drawing.sentences("One. Two three. Four five six.", 16, 1) == ["One. Two three."]
    assert drawing.wrap("about 10 % more", 10) == ["about 10 %", "more"]
    assert drawing.wrap("about 10 % more", 9) == ["about", "10 % more"]
    assert [drawing.brief(x) for x in (93600.4, 583.61, -11.278, 0.034, 0)] == [
        *("93,600", "583.6", "-11.28", "0.03", "0")
    ]
