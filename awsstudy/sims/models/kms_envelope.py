"""AWS KMS: envelopes, encryption context, rotation, key policy, deletion.

The key stands in ``sims.kms.vault``, the calls in ``sims.kms.calls``, what learners believe
instead in ``sims.kms.beliefs_*``.
"""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.kernel import Simulation
from awsstudy.sims.kms import (
    ask_data_keys,
    ask_key,
    ask_use,
    beliefs_data_keys,
    beliefs_life,
    beliefs_use,
)
from awsstudy.sims.kms.repairs import edits
from awsstudy.sims.kms.service import KmsEnvelope
from awsstudy.sims.kms.world import KmsParams
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = KmsEnvelope
PROBLEMS: tuple[Problem[KmsParams], ...] = (
    *ask_use.PROBLEMS,
    *ask_key.PROBLEMS,
    *ask_data_keys.PROBLEMS,
)

WRONG_MODELS: Mapping[str, type[Simulation[KmsParams]]] = {
    "any-size": beliefs_use.AnySize,
    "key-is-downloaded": beliefs_use.KeyIsDownloaded,
    "plain-key-beside": beliefs_use.PlainKeyBeside,
    "in-blocks": beliefs_use.InBlocks,
    "always-envelope": beliefs_use.AlwaysEnvelope,
    "context-ignored": beliefs_use.ContextIgnored,
    "order-matters": beliefs_use.OrderMatters,
    "rotation-breaks": beliefs_use.RotationBreaks,
    "key-policy-only": beliefs_use.KeyPolicyOnly,
    "iam-suffices": beliefs_use.IamSuffices,
    "grants-ignored": beliefs_use.GrantsIgnored,
    "deny-loses": beliefs_use.DenyLoses,
    "stopped-key-still-reads": beliefs_life.StoppedKeyStillReads,
    "disabling-destroys": beliefs_life.DisablingDestroys,
    "deletes-at-once": beliefs_life.DeletesAtOnce,
    "cancelled-is-enabled": beliefs_life.CancelledIsEnabled,
    "cancel-is-refused": beliefs_life.CancelIsRefused,
    "cancel-only-pauses": beliefs_life.CancelOnlyPauses,
    "stays-enabled": beliefs_life.StaysEnabled,
    "always-thirty-days": beliefs_life.AlwaysThirtyDays,
    "deleted-is-restored": beliefs_life.DeletedIsRestored,
    "stays-disabled": beliefs_life.StaysDisabled,
    "a-call-an-object": beliefs_data_keys.ACallAnObject,
    "one-call-in-all": beliefs_data_keys.OneCallInAll,
    "rounds-down": beliefs_data_keys.RoundsDown,
    "data-in-blocks": beliefs_data_keys.DataInBlocks,
    "kms-keeps-data-keys": beliefs_data_keys.KmsKeepsDataKeys,
    "data-key-stays-inside": beliefs_data_keys.DataKeyStaysInside,
    "never-in-the-clear": beliefs_data_keys.NeverInTheClear,
    "plain-key-is-stored": beliefs_data_keys.PlainKeyIsStored,
    "key-is-not-erased": beliefs_data_keys.KeyIsNotErased,
}
