"""A learner's folder that a bench may write into, and the environment of the app that uses it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def learner_home() -> Iterator[dict[str, str]]:
    """A learner's folder of its own, in English, and the environment that names it."""
    with tempfile.TemporaryDirectory(prefix="awsstudy-bench-") as folder:
        Path(folder, "settings.toml").write_text('language = "en"\nnew_per_day = 0\n', "utf-8")
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHONDONTWRITE")}
        yield kept | {
            "AWSSTUDY_HOME": folder,
            "AWSSTUDY_CACHE_DIR": str(Path(folder, "cache")),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
