"""The service catalogue: every service of the notes in a line, with its status today."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awsstudy.catalog.models.reference import Service
from awsstudy.tui.base import StudyScreen
from awsstudy.tui.widgets.drawing import wrap


class ServicesScreen(StudyScreen[None]):
    """One page, by category."""

    TITLE_ID = "services.title"

    def body(self) -> ComposeResult:
        """One page."""
        with VerticalScroll(id="page"):
            yield Static(id="report", markup=False)

    def show_words(self) -> None:
        """Every category with its services."""
        services = self.workspace.catalog.services
        lines: list[Content] = []
        if services is not None:
            for category in services.categories:
                members = [one for one in services.services if one.category == category.id]
                if members:
                    head = Content.styled(self.of(category.title), "bold $accent")
                    lines += [Content(""), head]
                    for service in members:
                        lines += self._service(service)
        self.query_one("#report", Static).update(Content("\n").join(lines[1:]))

    def _service(self, service: Service) -> list[Content]:
        name = Content.styled(self.of(service.name), "bold")
        if service.status != "available":
            words = f"  [{self.text(f'service.{service.status}')}]"
            name = Content.assemble(name, (words, "bold $mark"))
        width = min(100, self.app.size.width - 8)
        lines = [name]
        lines += [Content("    " + line) for line in wrap(self.of(service.line), width)]
        if service.status_text:
            lines += [
                Content.styled("    " + line, "$mark")
                for line in wrap(self.of(service.status_text), width)
            ]
        return lines
