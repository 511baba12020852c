"""What learners believe of a key that is disabled or deleted instead."""

from __future__ import annotations

from awsstudy.sims.kms.service import KmsEnvelope
from awsstudy.sims.kms.vault import Refusal


class StoppedKeyStillReads(KmsEnvelope):
    """A disabled key, or one about to be deleted, still decrypts."""

    def usable(self) -> bool:
        """Unless it is gone."""
        return self.life != "deleted"


class DisablingDestroys(KmsEnvelope):
    """Disabling a key destroys it."""

    def disabled(self) -> None:
        """Gone."""
        self.life = "deleted"


class DeletesAtOnce(KmsEnvelope):
    """A deletion happens at once."""

    def scheduled(self) -> None:
        """No waiting period."""
        super().scheduled()
        self.life = "deleted"


class CancelledIsEnabled(KmsEnvelope):
    """After a cancelled deletion the key works as before."""

    def cancelled(self) -> None:
        """Enabled again."""
        super().cancelled()
        self.life = "enabled"


class CancelIsRefused(KmsEnvelope):
    """A deletion cannot be cancelled."""

    def cancelled(self) -> None:
        """It goes on."""


class CancelOnlyPauses(KmsEnvelope):
    """A cancelled deletion can go on later."""

    def cancelled(self) -> None:
        """Pending without an end."""
        super().cancelled()
        self.life = "pending"


class StaysEnabled(KmsEnvelope):
    """Until it is deleted the key works."""

    def scheduled(self) -> None:
        """Nothing changes yet."""
        super().scheduled()
        self.life = "enabled"


class AlwaysThirtyDays(KmsEnvelope):
    """Every deletion waits 30 days."""

    def waiting_days(self) -> int:
        """The default."""
        return 30


class DeletedIsRestored(KmsEnvelope):
    """A deleted key can be had back."""

    def management_refusal(self, op: str) -> Refusal | None:
        """Enabling it is always possible."""
        return None if op == "enable" else super().management_refusal(op)


class StaysDisabled(KmsEnvelope):
    """Scheduling a deletion only disables the key, and enabling is for new keys."""

    def scheduled(self) -> None:
        """Disabled."""
        super().scheduled()
        self.life = "disabled"

    def enabled(self) -> None:
        """Nothing changes."""
