"""A short hash of texts: stored with every answer, so that a later change of the text is known."""

from __future__ import annotations

from hashlib import blake2b


def content_hash(*texts: str) -> str:
    """Sixteen hexadecimal digits that change when any of the texts does."""
    return blake2b("\x1f".join(texts).encode(), digest_size=8).hexdigest()
