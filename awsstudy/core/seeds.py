"""Chance, from named streams: one seed, and a stream of its own for every source of chance.

A stream that is drawn from more often does not shift another one, so runs stay comparable.
"""

from __future__ import annotations

from hashlib import blake2b
from random import Random


def stream(seed: int | str, name: str) -> Random:
    """The stream ``name`` of ``seed``: equal on every machine and in every process."""
    digest = blake2b(f"{seed}|{name}".encode(), digest_size=16).digest()
    return Random(int.from_bytes(digest))
