"""The time that is left of an exam: it can be hidden, and repaints nothing but itself."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from awsstudy.quiz.exam.running import RunningExam

LATE_MS = 5 * 60_000
"""From here on the time is shown even where it was hidden."""


def clock_text(milliseconds: int) -> str:
    """A span of time as a clock shows it: ``1:05:09`` or ``5:09``."""
    seconds = max(0, milliseconds) // 1000
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class Countdown(Static):
    """A clock of one line that runs backwards."""

    def __init__(self, exam: RunningExam, *, hidden: bool = False) -> None:
        super().__init__(id="countdown", markup=False)
        self.hidden = hidden
        """Whether the learner wants it out of sight."""
        self._exam = exam
        self._shown = ""

    def on_mount(self) -> None:
        """Keep up with the time."""
        self.set_interval(1.0, self.show)
        self.show()

    def switch(self) -> None:
        """Hide the time, or show it again."""
        self.hidden = not self.hidden
        self.show()

    def show(self) -> None:
        """Show the time where it has changed."""
        left = self._exam.left_ms
        late = left <= LATE_MS
        # Whole seconds that are left: at 0 the exam is over, and not one second before.
        text = clock_text(left + 999) if late or not self.hidden else "--:--"
        if text != self._shown:
            self._shown = text
            self.update(Content.styled(text, "bold $due" if late else "$muted"), layout=False)
