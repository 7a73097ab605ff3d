"""A second implementation of `vault/FORMAT.md`, written from that page and from nothing of ours.

`python -m tests.vectors.reference` writes the vectors anew; a change in them is a change of the format.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

FOLDER = Path(__file__).parent
PERSON = uuid.UUID("0f6c2a4e-5b7d-4c1e-9a3b-8d2e7f105c64")
OTHER_PERSON = uuid.UUID("7a1d9c3b-2e4f-4a60-8b5c-6d7e8f901a2b")
ROW = uuid.UUID("c2b1a098-7f6e-4d5c-8b3a-291807f6e5d4")
OTHER_ROW = uuid.UUID("11111111-2222-4333-8444-555555555555")
KEY_ID = uuid.UUID("deadbeef-0000-4000-8000-00000000cafe")
OTHER_KEY_ID = uuid.UUID("deadbeef-0000-4000-8000-00000000babe")
SECRET = bytes(range(32))
OTHER_SECRET = bytes(range(100, 132))
NONCE = bytes.fromhex("a0a1a2a3a4a5a6a7a8a9aaab")
SALT = bytes(range(200, 232))
PREFIX = bytes.fromhex("f0f1f2f3f4f5f6")
CHUNK = 65536


def u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def encode(*parts: bytes) -> bytes:
    whole = u64(len(parts))
    for part in parts:
        whole += u64(len(part)) + part
    return whole


def mac(key: bytes, message: bytes) -> bytes:
    made = hmac.HMAC(key, hashes.SHA256())
    made.update(message)
    return made.finalize()


def expand(root: bytes, label: str) -> bytes:
    return HKDFExpand(hashes.SHA256(), 32, label.encode()).derive(root)


def halves(secret: bytes) -> tuple[bytes, bytes]:
    both = HKDFExpand(hashes.SHA512(), 64, b"kindr/data/v1").derive(secret)
    return both[:32], both[32:]


def gcm(key: bytes, nonce: bytes, plaintext: bytes, bound: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(bound)
    return cipher.update(plaintext) + cipher.finalize() + cipher.tag


def place(table: str, column: str, person: uuid.UUID, row: uuid.UUID, clause: str) -> bytes:
    return encode(table.encode(), column.encode(), person.bytes, row.bytes, clause.encode())


def seal(plaintext: bytes, where: bytes, *, secret: bytes = SECRET, start: bytes = b"\x01\x01" + KEY_ID.bytes) -> bytes:
    padded = plaintext + b"\x80"
    while len(padded) % 32:
        padded += b"\x00"
    bound = encode(start, where) if start[0] == 1 else encode(b"kindr/value/v2", start, where)
    return start + NONCE + gcm(halves(secret)[0], NONCE, padded, bound)


def seal_file(plaintext: bytes, where: bytes, *, version: int = 1) -> bytes:
    header = bytes([version]) + b"\x02" + KEY_ID.bytes + b"\x10" + SALT + PREFIX
    bound = encode(header, where) if version == 1 else encode(b"kindr/file/v2", header, where)
    key = HKDF(hashes.SHA256(), 32, SALT, b"kindr/blob/v1").derive(SECRET)
    pieces = [plaintext[i : i + CHUNK] for i in range(0, len(plaintext), CHUNK)] or [b""]
    whole = header
    for number, piece in enumerate(pieces):
        is_last = number == len(pieces) - 1
        whole += gcm(key, PREFIX + number.to_bytes(4, "big") + bytes([is_last]), piece, bound)
    return whole


def wrap(secret: bytes, root: bytes, person: uuid.UUID, clause: str, period: str, generation: int) -> bytes:
    parts = [b"kindr/key/v1", KEY_ID.bytes, person.bytes, clause.encode(), period.encode(), str(generation).encode()]
    return NONCE + gcm(expand(root, "kindr/wrap/v1"), NONCE, secret, encode(*parts))


def content(length: int) -> bytes:
    """Bytes of a file that need not be written down: the SHA-256 of 0, 1, 2 … as 4-byte numbers, one after another."""
    blocks = (hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(length // 32 + 1))
    return b"".join(blocks)[:length]


def values() -> dict[str, Any]:
    where = {"table": "accounts_profile", "column": "name", "person": str(PERSON), "row": str(ROW), "clause": "profile"}
    here = place("accounts_profile", "name", PERSON, ROW, "profile")
    texts = [b"", b"true", b'"Mara"', '"Jalan Melati 3, Kelurahan Gondangdia — ジャカルタ"'.encode(), b"\x80\x00\x00"]
    texts += [b"x" * 30, b"x" * 31, b"x" * 32, b"\x00" * 63]
    good = [{"plaintext": text.hex(), "sealed": seal(text, here).hex()} for text in texts]
    return {
        "key_id": str(KEY_ID),
        "secret": SECRET.hex(),
        "nonce": NONCE.hex(),
        "place": where,
        "encoded_place": here.hex(),
        "value_key": halves(SECRET)[0].hex(),
        "good": good,
        "good_2": [
            {"plaintext": text.hex(), "sealed": seal(text, here, start=b"\x02\x01" + KEY_ID.bytes).hex()}
            for text in texts
        ],
        "bad": bad_values(here),
    }


def bad_values(here: bytes) -> list[dict[str, str]]:
    fine = seal(b'"Mara"', here)
    elsewhere = {
        "another table": place("accounts_birthday", "name", PERSON, ROW, "profile"),
        "another column": place("accounts_profile", "phone", PERSON, ROW, "profile"),
        "another person": place("accounts_profile", "name", OTHER_PERSON, ROW, "profile"),
        "another row": place("accounts_profile", "name", PERSON, OTHER_ROW, "profile"),
        "another clause": place("accounts_profile", "name", PERSON, ROW, "birthday"),
        "a letter moved from the table to the column": place("accounts_profil", "ename", PERSON, ROW, "profile"),
    }
    bytes_of = {"nonce": 18, "ciphertext": 30, "last ciphertext byte": len(fine) - 17, "tag": len(fine) - 1}
    changed = {
        f"one bit of the {what}": fine[:at] + bytes([fine[at] ^ 1]) + fine[at + 1 :] for what, at in bytes_of.items()
    }
    key = halves(SECRET)[0]
    start = b"\x01\x01" + KEY_ID.bytes

    def with_padding(padded: bytes, key: bytes = key) -> bytes:
        return start + NONCE + gcm(key, NONCE, padded, encode(start, here))

    tampered = {
        **{f"sealed for {name}": seal(b'"Mara"', where) for name, where in elsewhere.items()},
        **changed,
        "under another key": seal(b'"Mara"', here, secret=OTHER_SECRET),
        "under another key's id": seal(b'"Mara"', here, start=b"\x01\x01" + OTHER_KEY_ID.bytes),
        "under the data key itself": with_padding(b'"Mara"\x80'.ljust(32, b"\x00"), SECRET),
        "without padding": with_padding(b'"Mara"'),
        "padded by a whole block too much": with_padding(b"x\x80" + bytes(62)),
        "padded to a multiple of 16 only": with_padding(b"x\x80" + bytes(14)),
        "with nothing but zeros": with_padding(bytes(32)),
        "of version 1, called version 2": b"\x02" + fine[1:],
        "of version 2, called version 1": b"\x01" + seal(b'"Mara"', here, start=b"\x02" + start[1:])[1:],
        "cut by a byte": fine[:-1],
        "with a byte more": fine + b"\x00",
    }
    unknown = {
        "version 0": b"\x00" + fine[1:],
        "version 3": b"\x03" + fine[1:],
        "algorithm 0": b"\x01\x00" + fine[2:],
        "algorithm 2": b"\x01\x02" + fine[2:],
        "nothing": b"",
        "only a header": fine[:30],
        "45 bytes": fine[:45],
    }
    return [
        *({"what": name, "sealed": sealed.hex(), "error": "TamperedSeal"} for name, sealed in tampered.items()),
        *({"what": name, "sealed": sealed.hex(), "error": "UnknownFormat"} for name, sealed in unknown.items()),
    ]


def files() -> dict[str, Any]:
    here = place("privacy_sealedfile", "content", PERSON, ROW, "problem_picture")
    good = []
    for length in (0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17):
        sealed = seal_file(content(length), here)
        good.append(
            {
                "length": length,
                "sealed_length": len(sealed),
                "sealed_sha256": hashlib.sha256(sealed).hexdigest(),
                "sealed": sealed.hex() if length <= 100 else None,
            }
        )
    where = {"person": str(PERSON), "file": str(ROW), "clause": "problem_picture"}
    return {
        "key_id": str(KEY_ID),
        "secret": SECRET.hex(),
        "salt": SALT.hex(),
        "prefix": PREFIX.hex(),
        "place": where,
        "encoded_place": here.hex(),
        "good": good,
        "good_2": [
            {"length": length, "sealed": seal_file(content(length), here, version=2).hex()} for length in (0, 1, 100)
        ],
    }


def keys() -> dict[str, Any]:
    root = bytes(range(64, 96))
    good = wrap(SECRET, root, PERSON, "profile", "life", 1)
    bad = {
        "for another person": wrap(SECRET, root, OTHER_PERSON, "profile", "life", 1),
        "for another clause": wrap(SECRET, root, PERSON, "birthday", "life", 1),
        "for another period": wrap(SECRET, root, PERSON, "profile", "2026", 1),
        "for another generation": wrap(SECRET, root, PERSON, "profile", "life", 2),
        "under another root": wrap(SECRET, bytes(32), PERSON, "profile", "life", 1),
        "another key, rightly wrapped": wrap(OTHER_SECRET, root, PERSON, "profile", "life", 1),
        "with one bit changed": good[:-1] + bytes([good[-1] ^ 1]),
    }
    return {
        "root": root.hex(),
        "wrap_key": expand(root, "kindr/wrap/v1").hex(),
        "key_id": str(KEY_ID),
        "person": str(PERSON),
        "clause": "profile",
        "period": "life",
        "generation": 1,
        "secret": SECRET.hex(),
        "nonce": NONCE.hex(),
        "wrapped": good.hex(),
        "commitment": halves(SECRET)[1].hex(),
        "bad": [{"what": what, "wrapped": wrapped.hex()} for what, wrapped in bad.items()],
    }


def books() -> dict[str, Any]:
    salt, moment = bytes(range(16)), "2026-03-14T09:26:53.000000+00:00"
    payload = b'{"salt":"' + salt.hex().encode() + b'","v":1}'
    parts = [b"kindr/leaf/v1", ROW.bytes, PERSON.bytes, moment.encode(), payload]
    leaf = hashlib.sha256(b"\x00" + mac(salt, encode(*parts))).digest()
    hour, clauses = "2026-03-14T09:00:00+00:00", ["address_book", "profile"]
    what = [part.encode() for part in (hour, "keep_account", *clauses)]
    folded = mac(expand(SECRET, "kindr/fold/v1"), encode(PERSON.bytes, *what))
    return {
        "leaf": {
            "payload": payload.decode(),
            "salt": salt.hex(),
            "row": str(ROW),
            "person": str(PERSON),
            "at": moment,
            "leaf": leaf.hex(),
        },
        "fold": {
            "secret": SECRET.hex(),
            "person": str(PERSON),
            "hour": hour,
            "purpose": "keep_account",
            "clauses": clauses,
            "id": str(uuid.UUID(bytes=folded[:16], version=4)),
        },
    }


def indexes() -> dict[str, Any]:
    root = bytes(range(32, 64))
    found = []
    for name, bits, typed, value in (
        ("sign_in_address", 128, "  Mara@Example.ORG ", "mara@example.org"),
        ("sign_in_address", 128, "ｍａｒａ@example.org", "mara@example.org"),
        ("guest_address", 16, "Mara@Straße.example", "mara@straße.example"),
        ("phone", 16, "+628111111111", "+628111111111"),
    ):
        tag = mac(expand(root, f"kindr/index/{name}/v1"), value.encode())[: bits // 8]
        found.append({"index": name, "typed": typed, "normalised": value, "tag": tag.hex()})
    return {"root": root.hex(), "tags": found}


def all_vectors() -> dict[str, dict[str, Any]]:
    return {"values": values(), "files": files(), "keys": keys(), "books": books(), "indexes": indexes()}


def as_text(vectors: dict[str, Any]) -> str:
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name, vectors in all_vectors().items():
        (FOLDER / f"{name}.json").write_text(as_text(vectors), encoding="utf-8")
