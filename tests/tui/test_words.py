"""Terms of the glossary: on one key, and where the mouse rests."""

from rich.cells import cell_len

from awsstudy.catalog.catalog import Catalog
from awsstudy.catalog.models.vocabulary import ConfusablePairs, Glossary
from awsstudy.tui.concept import ConceptScreen

GLOSSARY = Glossary.model_validate(
    [
        {
            "id": "spot",
            "term": {"en": "Spot Instance", "ko": "스팟 인스턴스"},
            "accept": ["Spot"],
            "meaning": {"en": "Spare capacity, cheap.", "ko": "싸게 쓰는 남는 용량."},
        }
    ]
)
PAIRS = ConfusablePairs.model_validate(
    [
        {
            "id": "spot-reserved",
            "title": {"en": "Spot / Reserved", "ko": "스팟 / 예약"},
            "concepts": ["ec2-spot-instances"],
            "apart": {"en": "One can be taken back.", "ko": "한쪽은 회수될 수 있다."},
            "questions": ["a.b", "a.c"],
        }
    ]
)


def put(seat, *models) -> None:
    """Gives the workspace a catalogue with these models in place of its own of their kinds."""
    kinds = tuple(type(model) for model in models)
    kept = [one for one in seat.workspace.catalog.models if not isinstance(one, kinds)]
    seat.workspace.__dict__["catalog"] = Catalog((*kept, *models))


async def test_the_terms_of_a_page_are_told_in_both_languages(sit) -> None:
    async with sit("ko") as seat:
        put(seat, GLOSSARY)
        seat.app.push_screen(ConceptScreen(seat.workspace, "ec2-spot-instances"))
        await seat.settle()
        await seat.press("6")
        assert "스팟 인스턴스 (Spot Instance)" in seat.seen()
        assert "싸게 쓰는 남는 용량." in seat.seen()


async def test_a_term_under_the_mouse_is_explained(sit) -> None:
    async with sit() as seat:
        put(seat, GLOSSARY)
        screen = ConceptScreen(seat.workspace, "ec2-spot-instances")
        seat.app.push_screen(screen)
        await seat.settle()
        text = screen.query_one("#text")
        lines = str(text.content).split("\n")
        row = next(n for n, line in enumerate(lines) if "Spot" in line)
        column = cell_len(lines[row][: lines[row].index("Spot")])
        await seat.pilot.hover(text, offset=(column, row))
        assert text.tooltip == "Spot Instance (스팟 인스턴스): Spare capacity, cheap."
        blank = next(n for n, line in enumerate(lines) if not line)
        await seat.pilot.hover(text, offset=(0, blank))
        assert text.tooltip is None


async def test_a_page_says_what_tells_its_pairs_apart(sit) -> None:
    async with sit() as seat:
        put(seat, PAIRS)
        seat.app.push_screen(ConceptScreen(seat.workspace, "ec2-spot-instances"))
        await seat.settle()
        assert "Spot / Reserved: One can be taken back." in seat.texts()
