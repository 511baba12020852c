"""Why an item was chosen: said on its screen, so that a quiz never seems arbitrary. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ReasonKind = Literal["flagged", "sure_wrong", "wrong", "hinted", "weak", "new", "again"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item was chosen."""

    kind: ReasonKind
    concept_id: str
    times: int = 0
    """How often it was answered wrongly, for ``wrong``; days since it was asked, for ``again``."""
    chance: float = 0.0
    """The chance that its fact is known, for ``weak``."""
