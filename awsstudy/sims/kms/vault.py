"""A KMS key inside KMS: its state, its materials, who may use it, what it can read.

A ciphertext is modelled by what authenticated encryption promises (AES-256-GCM): which material
made it, the encryption context bound to it, and whether its bytes are still as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from awsstudy.sims.kernel import NearMiss
from awsstudy.sims.kms import rule_ids as ids
from awsstudy.sims.kms.world import Caller, Key

LIMITS: Mapping[str, tuple[int, str]] = {
    "symmetric": (4096, ids.SIZE),
    "rsa": (190, ids.RSA_SIZE),
}
"""Bytes that a key of a type encrypts itself, and the rule (RSA_2048 with SHA-256)."""

Life = Literal["enabled", "disabled", "pending", "deleted"]


@dataclass(frozen=True, slots=True)
class Blob:
    """A ciphertext that KMS made."""

    material: int
    """Which of the key's materials encrypted it, counted from 1."""
    context: tuple[tuple[str, str], ...]
    intact: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a call fails."""

    layer: str
    rules: tuple[str, ...]
    near: NearMiss | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a caller may use the key, and by which rules."""

    allowed: bool
    rules: tuple[str, ...]
    near: NearMiss | None = None


def bound(context: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """A context as it is authenticated: pairs in a fixed order."""
    return tuple(sorted(context.items()))


class Vault:
    """The key, and what it does with a call; each wrong model believes otherwise of something."""

    key: Key
    life: Life
    materials: int

    def open_vault(self, key: Key) -> None:
        """The key as it is at the beginning, on day 0."""
        self.key, self.life, self.materials, self.day = key, key.state, 1, 0
        self.next_rotation = key.rotation_days
        self.deleted_on = key.window_days if key.state == "pending" else None

    # Who may use it.

    def may_use(self, caller: Caller) -> Verdict:
        """An explicit deny wins; else the key policy, a grant or an enabled IAM policy allows."""
        if caller.iam == "deny":
            return Verdict(allowed=False, rules=(ids.DENY,))
        if rule := self.allowing(caller):
            return Verdict(allowed=True, rules=(rule,))
        near = (
            NearMiss(ids.ACCOUNT, "account-statement", "present", "absent")
            if caller.iam == "allow"
            else NearMiss(ids.NAMED, "key-policy", "allows", "silent")
        )
        return Verdict(allowed=False, rules=(ids.NEEDS_ALLOW,), near=near)

    def allowing(self, caller: Caller) -> str | None:
        """The rule by which a caller is allowed: key policy, grant, or IAM where it is enabled."""
        ways = (
            (caller.named, ids.NAMED),
            (caller.grant, ids.GRANT),
            (caller.iam == "allow" and self.key.account, ids.ACCOUNT),
        )
        return next((rule for able, rule in ways if able), None)

    # Whether a call works.

    def usable(self) -> bool:
        """Whether the key's state lets it encrypt or decrypt."""
        return self.life == "enabled"

    def limit(self) -> int:
        """Bytes that the key encrypts itself."""
        return LIMITS.get(self.key.type, (0, ""))[0]

    def keeps_old_material(self) -> bool:
        """Whether what was encrypted before a rotation can still be read."""
        return True

    def same_context(self, wanted: Blob, given: Mapping[str, str]) -> bool:
        """Whether the context of a call is the one that was bound; the order is no matter."""
        return wanted.context == bound(given)

    def state_refusal(self) -> Refusal | None:
        """What the key's state says against any use."""
        if self.life == "deleted":
            return Refusal("gone", (ids.GONE,))
        if self.usable():
            return None
        rule = ids.STATE_PENDING if self.life == "pending" else ids.STATE_DISABLED
        return Refusal("key-state", (rule,), NearMiss(rule, "state", "enabled", self.life))

    def refusals(self, caller: Caller) -> Iterator[Refusal]:
        """What the caller's rights and the key's state say against a call."""
        verdict = self.may_use(caller)
        if not verdict.allowed:
            yield Refusal("permission", verdict.rules, verdict.near)
        if refusal := self.state_refusal():
            yield refusal

    def encrypt_refusal(self, size: int, context: Mapping[str, str]) -> Refusal | None:
        """What type and size say against Encrypt."""
        if self.key.type == "hmac" or (self.key.type == "rsa" and context):
            rule = ids.ASYMMETRIC if self.key.type == "hmac" else ids.NO_CONTEXT
            return Refusal("key-type", (rule,), NearMiss(rule, "type", "symmetric", self.key.type))
        if size > self.limit():
            rule = LIMITS[self.key.type][1]
            near = NearMiss(rule, "size", f"1-{self.limit()}", str(size))
            return Refusal("size", (rule,), near)
        return None

    def data_key_refusal(self) -> Refusal | None:
        """Only a symmetric encryption key makes data keys."""
        if self.key.type == "symmetric":
            return None
        near = NearMiss(ids.ASYMMETRIC, "type", "symmetric", self.key.type)
        return Refusal("key-type", (ids.ASYMMETRIC,), near)

    def decrypt_refusal(self, blob: Blob, context: Mapping[str, str]) -> Refusal | None:
        """What the ciphertext says against Decrypt."""
        if blob.material < self.materials and not self.keeps_old_material():
            return Refusal("material", (ids.OLD_READABLE,))
        if not self.same_context(blob, context):
            near = NearMiss(ids.CONTEXT, "context", _told(blob.context), _told(bound(context)))
            return Refusal("context", (ids.CONTEXT,), near)
        if not blob.intact:
            return Refusal("changed", (ids.INTACT,))
        return None

    def seal(self, context: Mapping[str, str]) -> Blob:
        """Encrypt with the newest material."""
        return Blob(self.materials, bound(context))

    # What becomes of the key.

    def rotated(self) -> None:
        """New material; the old one is kept."""
        self.materials += 1

    def scheduled(self) -> None:
        """The waiting period begins."""
        self.life, self.deleted_on = "pending", self.day + self.waiting_days()

    def waiting_days(self) -> int:
        """How long a deletion waits."""
        return self.key.window_days

    def cancelled(self) -> None:
        """The deletion is off, and the key is disabled."""
        self.life, self.deleted_on = "disabled", None

    def disabled(self) -> None:
        """The key is out of use until it is enabled."""
        self.life = "disabled"

    def enabled(self) -> None:
        """The key can be used again."""
        self.life = "enabled"

    def management_refusal(self, op: str) -> Refusal | None:
        """The states in which an operation on the key itself is refused."""
        if self.life == "deleted":
            return Refusal("gone", (ids.GONE,))
        if op == "rotate" and self.key.type != "symmetric":
            return self.data_key_refusal()
        fits = {"rotate": self.life == "enabled", "cancel-deletion": self.life == "pending"}
        if fits.get(op, self.life != "pending"):
            return None
        rule = ids.STATE_PENDING if self.life == "pending" else ids.STATE_DISABLED
        wanted = "pending" if op == "cancel-deletion" else "enabled"
        return Refusal("key-state", (rule,), NearMiss(rule, "state", wanted, self.life))

    def due(self, until: int) -> tuple[int, Literal["rotation", "deletion"]] | None:
        """The next thing that happens by itself up to a day."""
        found: list[tuple[int, Literal["rotation", "deletion"]]] = []
        if self.deleted_on is not None and self.life == "pending":
            found.append((self.deleted_on, "deletion"))
        if self.next_rotation is not None and self.life == "enabled":
            found.append((max(self.day, self.next_rotation), "rotation"))
        return min((one for one in found if one[0] <= until), default=None)


def tampered(blob: Blob) -> Blob:
    """The same ciphertext with a bit flipped."""
    return replace(blob, intact=False)


def _told(context: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name}={value}" for name, value in context) or "-"
