"""KMS against real AES-256-GCM: a small key service made of it answers the same calls.

The peer is the ``cryptography`` package, used at test time only; without it the test is skipped.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from random import Random
from typing import Any

import pytest

from awsstudy.sims.kernel import Script, run
from awsstudy.sims.models.kms_envelope import MODEL

aead = pytest.importorskip(
    "cryptography.hazmat.primitives.ciphers.aead",
    reason="the Python package cryptography is not installed: make oracles",
)
SCRIPTS = 3000
NONCE = 12


class RealKey:
    """A key whose materials are real: what it encrypts it can open, and nothing else."""

    def __init__(self, key_id: bytes = b"key-1234") -> None:
        self.key_id = key_id
        self.materials = [os.urandom(32)]

    def encrypt(self, data: bytes, context: dict[str, str]) -> bytes:
        header = self.key_id + len(self.materials).to_bytes(4, "big")
        nonce = os.urandom(NONCE)
        sealed = aead.AESGCM(self.materials[-1]).encrypt(nonce, data, header + bound(context))
        return header + nonce + sealed

    def decrypt(self, blob: bytes, context: dict[str, str]) -> bytes:
        key_id, number = blob[:8], int.from_bytes(blob[8:12], "big")
        if key_id != self.key_id or not 1 <= number <= len(self.materials):
            raise ValueError("no such key")
        nonce, sealed = blob[12 : 12 + NONCE], blob[12 + NONCE :]
        material = aead.AESGCM(self.materials[number - 1])
        return material.decrypt(nonce, sealed, blob[:12] + bound(context))

    def data_key(self, context: dict[str, str]) -> tuple[bytes, bytes]:
        plain = os.urandom(32)
        return plain, self.encrypt(plain, context)


def bound(context: dict[str, str]) -> bytes:
    return json.dumps(context, sort_keys=True).encode()


def fails(call: Any) -> bool:
    try:
        call()
    except Exception:  # noqa: BLE001 - any refusal of the peer counts
        return True
    return False


class RealApplication:
    """Plays a script's steps with real ciphertexts."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.key = RealKey()
        self.storage: dict[str, tuple[bytes, bytes | None]] = {}
        self.truth: dict[str, bytes] = {}

    def play(self, step: dict[str, Any]) -> bool:
        return not fails(lambda: getattr(self, step["op"])(step))

    def encrypt(self, step: dict[str, Any]) -> None:
        data = self.chance.randbytes(step["size"])
        self.storage[step["item"]] = (self.key.encrypt(data, step["context"]), None)
        self.truth[step["item"]] = data

    def envelope(self, step: dict[str, Any]) -> None:
        data = self.chance.randbytes(step["size"])
        plain, sealed = self.key.data_key(step["context"])
        nonce = os.urandom(NONCE)
        file = nonce + aead.AESGCM(plain).encrypt(nonce, data, None)
        self.storage[step["item"]] = (sealed, file)
        self.truth[step["item"]] = data

    def decrypt(self, step: dict[str, Any]) -> None:
        blob, file = self.storage[step["item"]]
        opened = self.key.decrypt(blob, step["context"])
        if file is not None:
            opened = aead.AESGCM(opened).decrypt(file[:NONCE], file[NONCE:], None)
        assert opened == self.truth[step["item"]]

    def rotate(self, step: dict[str, Any]) -> None:
        self.key.materials.append(os.urandom(32))

    def tamper(self, step: dict[str, Any]) -> None:
        blob, file = self.storage[step["item"]]
        bits = bytearray(blob)
        bits[self.chance.randrange(len(bits))] ^= 1 << self.chance.randrange(8)
        self.storage[step["item"]] = (bytes(bits), file)


CONTEXTS = [{}, {"b": "a"}, {"b": "A"}, {"b": "a", "o": "x"}, {"o": "x", "b": "a"}, {"B": "a"}]


def random_step(chance: Random, op: str = "") -> dict[str, Any]:
    ops = ["encrypt", "envelope", "rotate", "tamper", *["decrypt"] * 5]
    op = op or chance.choice(ops)
    size = chance.choice([1, 32, 4096]) if op == "encrypt" else chance.choice([1, 500, 9000])
    item = chance.choice(["x", "y"])
    return {"op": op, "item": item, "size": size, "context": chance.choice(CONTEXTS)}


def test_scripts_end_as_with_real_ciphertexts(rules, record) -> None:
    chance = Random(31)
    counts: Counter[str] = Counter()
    wrong = []
    for _ in range(SCRIPTS):
        steps = [random_step(chance, op) for op in ("envelope", "encrypt")]
        steps += [random_step(chance) for _ in range(chance.randint(2, 8))]
        # The same bit flipped twice would mend a ciphertext; the model does not go so far.
        real = RealApplication(chance)
        params = MODEL.PARAMS.model_validate({"steps": steps})
        outcome: Any = run(MODEL, Script(params), rules).outcome
        for step, told in zip(steps, outcome["steps"], strict=True):
            done = real.play(step)
            counts[f"{step['op']}: {told}"] += 1
            if done != (told == "done"):
                wrong.append((steps, step, told))
    told = f"steps of {SCRIPTS} scripts: {dict(sorted(counts.items()))}"
    record("AES-256-GCM, cryptography", counts.total(), len(wrong), told)
    assert wrong == []
    assert counts["decrypt: context"] > 100
    assert counts["decrypt: changed"] > 100


# The properties that the model takes for granted, one by one.


def model_reads(rules, stored: dict[str, str], *between: str, given: dict[str, str]) -> bool:
    steps = [{"op": "envelope", "item": "x", "context": stored}]
    steps += [{"op": op, "item": "x"} for op in between]
    steps.append({"op": "decrypt", "item": "x", "context": given})
    outcome: Any = run(MODEL, Script(MODEL.PARAMS.model_validate({"steps": steps})), rules).outcome
    return bool(outcome["last"] == "done")


def test_1_the_same_context_opens_in_any_order(rules) -> None:
    key = RealKey()
    first, second = {"a": "1", "b": "2"}, {"b": "2", "a": "1"}
    assert key.decrypt(key.encrypt(b"data", first), second) == b"data"
    assert model_reads(rules, first, given=second)


@pytest.mark.parametrize("given", [{}, {"a": "2"}, {"A": "1"}, {"a": "1", "b": "2"}])
def test_2_another_context_does_not_open(rules, given: dict[str, str]) -> None:
    key = RealKey()
    blob = key.encrypt(b"data", {"a": "1"})
    assert fails(lambda: key.decrypt(blob, given))
    assert not model_reads(rules, {"a": "1"}, given=given)


def test_3_no_changed_bit_goes_unnoticed(rules) -> None:
    key = RealKey()
    blob = key.encrypt(b"data", {})
    for place in range(len(blob) * 8):
        bits = bytearray(blob)
        bits[place // 8] ^= 1 << place % 8
        assert fails(lambda bits=bits: key.decrypt(bytes(bits), {}))
    assert not model_reads(rules, {}, "tamper", given={})


def test_4_rotation_keeps_old_ciphertexts_and_seals_new_ones_anew(rules) -> None:
    key = RealKey()
    old = key.encrypt(b"old", {})
    key.materials.append(os.urandom(32))
    new = key.encrypt(b"new", {})
    assert (key.decrypt(old, {}), key.decrypt(new, {})) == (b"old", b"new")
    assert (old[8:12], new[8:12]) == ((1).to_bytes(4, "big"), (2).to_bytes(4, "big"))
    assert model_reads(rules, {}, "rotate", "rotate", given={})


def test_5_what_is_stored_holds_no_plaintext_key() -> None:
    real = RealApplication(Random(1))
    seen = []
    make = real.key.data_key
    real.key.data_key = lambda context: seen.append(make(context)) or seen[-1]  # type: ignore[method-assign, func-returns-value]
    real.envelope({"item": "x", "size": 5000, "context": {}})
    plain, sealed = seen[0]
    blob, file = real.storage["x"]
    assert file
    assert blob == sealed
    assert plain not in blob + file
    assert real.truth["x"][:64] not in file
    assert make({})[0] != plain


def test_6_without_its_material_nothing_opens(rules) -> None:
    key, other = RealKey(), RealKey()
    blob = key.encrypt(b"data", {})
    assert fails(lambda: other.decrypt(blob, {}))
    steps = [{"op": "envelope"}, {"op": "schedule-deletion"}, {"op": "wait", "days": 40}]
    params = MODEL.PARAMS.model_validate({"steps": [*steps, {"op": "decrypt"}]})
    outcome: Any = run(MODEL, Script(params), rules).outcome
    assert outcome["last"] == "gone"
