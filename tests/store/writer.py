"""Writes reviews until it is killed; acknowledges each on stdout once it is committed.

Called with a folder. Each line on stdin is a number: a writer process is started that writes so
many reviews (0: without end). It says ``pid <pid>``, then ``saved <id>`` for each, and ``ended
<status>`` when it is gone. The heavy imports are done once, here; each writer is a fork.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from awsstudy.core.ids import event_id
from awsstudy.store.records import Review, UnitState
from awsstudy.store.store import Store


def say(words: str) -> None:
    """One write a line: lines of several processes never mix."""
    os.write(1, f"{words}\n".encode())


def write(folder: Path, reviews: int) -> None:
    """Review one card of the writer's own again and again."""
    now = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    store = Store.open(folder, now)
    card = f"writer.card-{os.getpid()}"
    for reps in count(1):
        moment = now + timedelta(seconds=reps)
        review = Review(
            id=event_id(moment),
            card_id=card,
            fact_id="writer.fact",
            at=moment,
            study_day=moment.date(),
            delta_days=0,
            rating=3,
            phase="review",
            ms=1000,
            algo="fsrs-6",
            content_hash="0123456789abcdef",
        )
        store.cards.record_review(review, UnitState(unit_id=card, phase="review", reps=reps))
        say(f"saved {review.id}")
        if reps == reviews:
            return


def main() -> None:
    """Start a writer for every line on stdin; several numbers in a line write at once."""
    folder = Path(sys.argv[1])
    for line in sys.stdin:
        pids = []
        for reviews in map(int, line.split()):
            if (pid := os.fork()) == 0:
                try:
                    write(folder, reviews)
                except BaseException as error:  # noqa: BLE001 - a fork must not go on as its parent
                    say(f"error {error!r}")
                    os._exit(1)
                os._exit(0)
            pids.append(pid)
            say(f"pid {pid}")
        for pid in pids:
            _, status = os.waitpid(pid, 0)
            say(f"ended {status}")


main()
