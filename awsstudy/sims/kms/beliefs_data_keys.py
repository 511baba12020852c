"""What learners believe of data keys instead."""

from __future__ import annotations

from math import ceil

from awsstudy.sims.kms.service import KmsEnvelope
from awsstudy.sims.kms.world import Load


class ACallAnObject(KmsEnvelope):
    """Every object takes a call."""

    def calls_for(self, load: Load) -> int:
        """As many as objects."""
        return load.objects


class OneCallInAll(KmsEnvelope):
    """A cached data key serves everything."""

    def calls_for(self, load: Load) -> int:
        """One."""
        return 1


class RoundsDown(KmsEnvelope):
    """What does not fill a data key takes none."""

    def calls_for(self, load: Load) -> int:
        """Full ones only."""
        return load.objects // load.reuse


class DataInBlocks(KmsEnvelope):
    """KMS gets the data in pieces of its limit."""

    def calls_for(self, load: Load) -> int:
        """A call a piece."""
        return load.objects * ceil(load.size / self.limit())


class KmsKeepsDataKeys(KmsEnvelope):
    """KMS keeps the data keys that it generates."""

    def where(self) -> tuple[str, ...]:
        """In KMS, too."""
        return (*self.plaintext, "kms")


class DataKeyStaysInside(KmsEnvelope):
    """A data key never leaves KMS."""

    def where(self) -> tuple[str, ...]:
        """Only there."""
        return ("kms",)


class NeverInTheClear(KmsEnvelope):
    """KMS hands out data keys encrypted only."""

    def where(self) -> tuple[str, ...]:
        """Nowhere."""
        return ()


class PlainKeyIsStored(KmsEnvelope):
    """The plaintext data key is stored with the data so that it can be read again."""

    def where(self) -> tuple[str, ...]:
        """In the storage, too."""
        return (*self.plaintext, "storage")


class KeyIsNotErased(KmsEnvelope):
    """The application keeps the plaintext data key."""

    def erases(self) -> bool:
        """It stays in memory."""
        return False
