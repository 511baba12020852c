"""Sits an exam until it is killed; acknowledges each thing done once it is committed.

Called with a folder. Each line on stdin is a seed, the number of an exam and what to do: ``sit``
goes on answering without end, ``submit`` hands the exam in. A child process does it and says ``pid
<pid>``, then ``answer <place> <response>`` or ``clock <milliseconds>`` for what is done,
``submitting`` before it hands in, ``submitted`` after, and ``ended <status>`` when it is gone. The
heavy imports are done once.
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from awsstudy.core.clock import FixedClock
from awsstudy.core.i18n import LANGUAGES
from awsstudy.core.seeds import stream
from awsstudy.quiz.exam.sitting import Sitting
from awsstudy.store.store import Store
from tests.quiz.exam_items import ITEMS, blank, running

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def exam(number: int) -> Sitting:
    """An exam by its number."""
    made = blank(NOW, ITEMS, minutes=100_000)
    return Sitting(f"{number:032}", made.entries, 7, made.limit_ms, "en", NOW)


def say(words: str) -> None:
    """One write a line: lines of several processes never mix."""
    os.write(1, f"{words}\n".encode())


def sit(folder: Path, seed: int, number: int, what: str) -> None:
    """Do one thing after another."""
    chance, clock = stream(seed, "sitter"), FixedClock(NOW + timedelta(seconds=seed))
    store = Store.open(folder, NOW)
    room = running(store, clock, exam(number))
    room.enter(LANGUAGES[seed % 2])
    if what == "submit":
        say("submitting")
        room.submit()
        say("submitted")
        return
    while True:
        clock.advance(seconds=chance.random() * 7)
        match int(chance.random() * 6):
            case 0:
                room.visit(int(chance.random() * len(ITEMS)))
            case 1:
                room.flag()
            case 2:
                room.tick()
                say(f"clock {room.elapsed_ms}")
            case _:
                room.toggle(int(chance.random() * 4))
        response = json.dumps(room.state.entry.response)
        say(f"answer {room.state.place} {response}")


def main() -> None:
    """Start a child for every line on stdin."""
    folder = Path(sys.argv[1])
    for line in sys.stdin:
        seed, number, what = line.split()
        if (pid := os.fork()) == 0:
            try:
                sit(folder, int(seed), int(number), what)
            except BaseException as error:  # noqa: BLE001 - a fork must not go on as its parent
                say(f"error {error!r}")
                os._exit(1)
            os._exit(0)
        say(f"pid {pid}")
        _, status = os.waitpid(pid, 0)
        say(f"ended {status}")


main()
