"""What learners believe of sizes, contexts, rights and rotation instead."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.kms.service import KmsEnvelope
from awsstudy.sims.kms.vault import Blob, Verdict
from awsstudy.sims.kms.world import MOST_BYTES, Caller


class AnySize(KmsEnvelope):
    """KMS encrypts whatever it is sent."""

    def limit(self) -> int:
        """No limit."""
        return MOST_BYTES

    def way(self, size: int) -> str:
        """Always sent to KMS."""
        return "direct"


class KeyIsDownloaded(KmsEnvelope):
    """The KMS key is fetched and used on the server."""

    def way(self, size: int) -> str:
        """With the KMS key itself."""
        return "download"


class PlainKeyBeside(KmsEnvelope):
    """The data key that encrypted a file is kept beside it."""

    def way(self, size: int) -> str:
        """In plaintext."""
        return "plain-beside"


class InBlocks(KmsEnvelope):
    """Large data is sent to KMS in pieces."""

    def way(self, size: int) -> str:
        """Piece by piece, at least two."""
        return "blocks"


class AlwaysEnvelope(KmsEnvelope):
    """KMS never encrypts data itself."""

    def way(self, size: int) -> str:
        """Always with a data key."""
        return "envelope"


class ContextIgnored(KmsEnvelope):
    """The encryption context is a comment."""

    def same_context(self, wanted: Blob, given: Mapping[str, str]) -> bool:
        """Anything will do."""
        return True


class OrderMatters(KmsEnvelope):
    """The pairs of a context must come in the same order."""

    def same_context(self, wanted: Blob, given: Mapping[str, str]) -> bool:
        """Pair by pair; what was stored was in the order of the alphabet."""
        return wanted.context == tuple(given.items())


class RotationBreaks(KmsEnvelope):
    """After a rotation old data cannot be read."""

    def keeps_old_material(self) -> bool:
        """The old material is gone."""
        return False


class KeyPolicyOnly(KmsEnvelope):
    """Only whom the key policy names may use the key."""

    def allowing(self, caller: Caller) -> str | None:
        """IAM policies and grants do not count."""
        return super().allowing(caller.model_copy(update={"iam": "none", "grant": False}))


class IamSuffices(KmsEnvelope):
    """An IAM policy that allows is enough."""

    def allowing(self, caller: Caller) -> str | None:
        """As if the key policy let IAM decide."""
        named = caller.model_copy(update={"named": caller.named or caller.iam == "allow"})
        return super().allowing(named)


class GrantsIgnored(KmsEnvelope):
    """Only policies give rights."""

    def allowing(self, caller: Caller) -> str | None:
        """Without grants."""
        return super().allowing(caller.model_copy(update={"grant": False}))


class DenyLoses(KmsEnvelope):
    """What the key policy allows, IAM cannot deny."""

    def may_use(self, caller: Caller) -> Verdict:
        """As if there were no deny."""
        denied = caller.iam == "deny"
        return super().may_use(caller.model_copy(update={"iam": "none"}) if denied else caller)
