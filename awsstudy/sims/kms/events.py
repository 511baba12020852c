"""What happens when a KMS key is used, rotated, disabled or deleted."""

from __future__ import annotations

from dataclasses import dataclass

from awsstudy.sims.kernel import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DataEncrypted(Event):
    """KMS encrypted the data itself."""

    item: str
    size: int
    material: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DataKeyGenerated(Event):
    """KMS handed out a data key, once in plaintext and once encrypted."""

    item: str
    material: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EncryptedLocally(Event):
    """The application encrypted the data with the data key, outside of KMS."""

    item: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaintextKeyErased(Event):
    """The application removed the plaintext data key from its memory."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeStored(Event):
    """The encrypted data and the encrypted data key were stored together."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDecrypted(Event):
    """KMS decrypted the encrypted data key and handed it out."""

    item: str
    material: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRead(Event):
    """The data is there in plaintext."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRefused(Event):
    """A call failed."""

    call: str
    layer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingThere(Event):
    """There is nothing to read or to change."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRotated(Event):
    """The key got new material; the old one is kept."""

    day: int
    material: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDisabled(Event):
    """The key cannot be used until it is enabled."""

    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEnabled(Event):
    """The key can be used again."""

    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionScheduled(Event):
    """The waiting period of a deletion began."""

    day: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionCancelled(Event):
    """The deletion is off; the key is disabled."""

    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDeleted(Event):
    """The material is gone, and with it whatever it encrypted."""

    day: int
    unreadable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CiphertextChanged(Event):
    """Somebody changed stored bytes."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayChosen(Event):
    """How data of a size is encrypted."""

    size: int
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerJudged(Event):
    """A caller may use the key, or may not."""

    caller: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsCounted(Event):
    """How many calls of KMS encrypt a load."""

    objects: int
    reuse: int
    calls: int


ALL: tuple[type[Event], ...] = (
    DataEncrypted,
    DataKeyGenerated,
    EncryptedLocally,
    PlaintextKeyErased,
    EnvelopeStored,
    KeyDecrypted,
    DataRead,
    CallRefused,
    NothingThere,
    KeyRotated,
    KeyDisabled,
    KeyEnabled,
    DeletionScheduled,
    DeletionCancelled,
    KeyDeleted,
    CiphertextChanged,
    WayChosen,
    CallerJudged,
    CallsCounted,
)
