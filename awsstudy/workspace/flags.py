"""Flags: questions a learner wants to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awsstudy.core.clock import today
from awsstudy.core.ids import event_id
from awsstudy.store.records import Mark

if TYPE_CHECKING:
    from awsstudy.workspace.workspace import Workspace


def toggle_flag(workspace: Workspace, item_id: str) -> bool:
    """Flag an item, or take its flag away; tells whether it is flagged now.

    Raises:
        StoreError: it could not be saved.
    """
    log, now = workspace.store.judgements, workspace.clock.now()
    flagged = item_id not in log.flagged()
    log.record_mark(
        Mark(
            id=event_id(now),
            item_id=item_id,
            kind="flag" if flagged else "unflag",
            at=now,
            study_day=today(workspace.clock),
        )
    )
    return flagged
