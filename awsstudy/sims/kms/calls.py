"""What an application does with a KMS key: encrypt, read, rotate, disable, delete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from awsstudy.sims.kernel import Event
from awsstudy.sims.kms import events as happened
from awsstudy.sims.kms import rule_ids as ids
from awsstudy.sims.kms.vault import Blob, Refusal, Vault, tampered
from awsstudy.sims.kms.world import KmsParams, Op, Step


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies in the storage for an item."""

    way: str
    """``direct``: KMS encrypted the data; ``envelope``: a data key did."""
    size: int
    blob: Blob
    """What KMS must decrypt: the data, or the data key."""


class Calls(Vault):
    """An application with its storage; each step is told as events."""

    params: KmsParams

    def open_storage(self) -> None:
        """Nothing is stored and nothing was called yet."""
        self.storage: dict[str, Stored] = {}
        self.calls = 0
        self.results: list[str] = []
        """What became of each step: ``done`` or the layer that refused it."""
        self.last: Refusal | None = None
        self.call = ""
        self.plaintext: tuple[str, ...] = ()
        """Where a plaintext data key is now."""

    # Where plaintext data keys are.

    def where(self) -> tuple[str, ...]:
        """The places of a plaintext data key now."""
        return self.plaintext

    def erases(self) -> bool:
        """Whether the application removes the plaintext data key after use."""
        return True

    # The script.

    def do(self, step: Step) -> Iterator[Event]:
        """One step, an event at a time."""
        self.call = step.op
        self.last = None
        before = len(self.results)
        match step.op:
            case "encrypt":
                yield from self._encrypt(step)
            case "envelope":
                yield from self._envelope(step)
            case "decrypt":
                yield from self._decrypt(step)
            case "wait":
                yield from self._wait(step.days)
            case "tamper":
                yield self._tamper(step.item)
            case _:
                yield self._manage(step)
        if len(self.results) == before:
            self.results.append("done")

    def _refused(self, refusals: Iterator[Refusal | None]) -> Event | None:
        self.calls += 1
        found = next((refusal for refusal in refusals if refusal), None)
        if found is None:
            return None
        self.last = found
        self.results.append(found.layer)
        return happened.CallRefused(
            call=self.call, layer=found.layer, rules=found.rules, near=found.near
        )

    def _encrypt(self, step: Step) -> Iterator[Event]:
        def refusals() -> Iterator[Refusal | None]:
            yield from self.refusals(self.params.caller)
            yield self.encrypt_refusal(step.size, step.context)

        if refused := self._refused(refusals()):
            yield refused
            return
        self.storage[step.item] = Stored("direct", step.size, self.seal(step.context))
        yield happened.DataEncrypted(
            item=step.item, size=step.size, material=self.materials, rules=(ids.SIZE, ids.STAYS)
        )

    def _envelope(self, step: Step) -> Iterator[Event]:
        def refusals() -> Iterator[Refusal | None]:
            yield from self.refusals(self.params.caller)
            yield self.data_key_refusal()

        self.call = "generate-data-key"
        if refused := self._refused(refusals()):
            yield refused
            return
        blob = self.seal(step.context)
        self.plaintext = ("app",)
        yield happened.DataKeyGenerated(
            item=step.item, material=self.materials, rules=(ids.DATA_KEY, ids.STAYS)
        )
        yield happened.EncryptedLocally(item=step.item, size=step.size, rules=(ids.LOCAL,))
        yield from self._erase(step.item)
        self.storage[step.item] = Stored("envelope", step.size, blob)
        yield happened.EnvelopeStored(item=step.item, rules=(ids.BESIDE, ids.NOT_STORED))

    def _erase(self, item: str) -> Iterator[Event]:
        if self.erases():
            self.plaintext = ()
        yield happened.PlaintextKeyErased(item=item, rules=(ids.ERASE,))

    def _decrypt(self, step: Step) -> Iterator[Event]:
        stored = self.storage.get(step.item)
        if stored is None:
            yield self._nothing(step.item)
            return

        def refusals() -> Iterator[Refusal | None]:
            yield from self.refusals(self.params.caller)
            yield self.decrypt_refusal(stored.blob, step.context)

        if refused := self._refused(refusals()):
            yield refused
            return
        old = stored.blob.material < self.materials
        rules = (ids.FINDS_KEY, ids.CONTEXT, *((ids.OLD_READABLE,) if old else ()))
        if stored.way == "direct":
            yield happened.DataRead(item=step.item, rules=rules)
            return
        self.plaintext = ("app",)
        yield happened.KeyDecrypted(item=step.item, material=stored.blob.material, rules=rules)
        yield happened.DataRead(item=step.item, rules=(ids.LOCAL,))
        yield from self._erase(step.item)

    def _nothing(self, item: str) -> Event:
        self.results.append("nothing")
        return happened.NothingThere(item=item, rules=(ids.BESIDE,))

    def _tamper(self, item: str) -> Event:
        stored = self.storage.get(item)
        if stored is None:
            return self._nothing(item)
        self.storage[item] = replace(stored, blob=tampered(stored.blob))
        return happened.CiphertextChanged(item=item, rules=(ids.INTACT,))

    # The key's life.

    def _manage(self, step: Step) -> Event:
        if refusal := self.management_refusal(step.op):
            self.last = refusal
            self.results.append(refusal.layer)
            return happened.CallRefused(
                call=step.op, layer=refusal.layer, rules=refusal.rules, near=refusal.near
            )
        match step.op:
            case "rotate":
                return self._rotate(ids.ROTATE)
            case "schedule-deletion":
                return self._schedule()
            case _:
                return self._switch(step.op)

    def _switch(self, op: Op) -> Event:
        if op == "disable":
            self.disabled()
            return happened.KeyDisabled(day=self.day, rules=(ids.STATE_DISABLED,))
        if op == "enable":
            self.enabled()
            return happened.KeyEnabled(day=self.day, rules=(ids.ENABLE,))
        self.cancelled()
        return happened.DeletionCancelled(day=self.day, rules=(ids.CANCEL,))

    def _schedule(self) -> Event:
        self.scheduled()
        until = self.day if self.deleted_on is None else self.deleted_on
        return happened.DeletionScheduled(day=self.day, until=until, rules=(ids.WINDOW,))

    def _rotate(self, rule: str) -> Event:
        self.rotated()
        return happened.KeyRotated(
            day=self.day, material=self.materials, rules=(rule, ids.OLD_READABLE)
        )

    def _wait(self, days: int) -> Iterator[Event]:
        until = self.day + days
        while found := self.due(until):
            self.day, what = found
            if what == "deletion":
                self.life = "deleted"
                yield happened.KeyDeleted(
                    day=self.day, unreadable=len(self.storage), rules=(ids.WINDOW, ids.GONE)
                )
                continue
            self.next_rotation = self.day + (self.key.rotation_days or 0)
            yield self._rotate(ids.SCHEDULE)
        self.day = until
