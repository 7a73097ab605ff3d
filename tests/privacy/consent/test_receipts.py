"""Receipts prove a decision to anybody, without any server; one changed byte and they prove nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kindr.base import clock, signing, statements
from kindr.privacy import ports
from kindr.privacy.consent import receipts
from kindr.privacy.consent.events import Decision
from kindr.web.cli import main
from kindr.web.commands.receipt import PROVEN, REFUSED, UNKNOWN_KEY, UNREADABLE
from tests.cast import Player
from tests.consents import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(ilse: Player) -> dict[str, Any]:
    return receipts.signed(say(ilse.id, "greet_birthday", Decision.GIVEN), at=clock.now())


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The published key, saved as anybody would."""
    file = tmp_path / "key.json"
    file.write_bytes(Client().get("/.well-known/kindr-signing-key.json").content)
    return file


def verified(folder: Path, content: str, *options: str) -> int:
    file = folder / "receipt.json"
    file.write_text(content, encoding="utf-8")
    return main(["receipt", "verify", str(file), *options])


def test_a_receipt_has_the_sections_and_the_names_of_the_standards(receipt: dict[str, Any], ilse: Player) -> None:
    assert {"header", "processing", "pii", "party", "event"} <= receipt.keys()
    assert receipt["header"]["schema_version"] == "ISO/IEC TS 27560:2023"
    assert receipt["header"]["pii_principal_id"] == str(ilse.id)
    assert receipt["event"]["event_state"] == "dpv:ConsentGiven"
    assert receipt["processing"]["purpose"]["type"].startswith("dpv:")
    assert [pii["pii_type"] for pii in receipt["pii"]] == ["pd:BirthDate"]
    assert receipt["party"][0]["name"].startswith("PT Stream Intelligence Indonesia")
    assert receipt["event"]["text_shown"].endswith("Saya setuju")


def test_asking_twice_gives_the_same_receipt_but_for_its_moment(ilse: Player) -> None:
    event, at = say(ilse.id, "newsletter", Decision.REFUSED), clock.now()
    assert receipts.signed(event, at=at) == receipts.signed(event, at=at)


def test_a_receipt_is_proven_offline_and_told_in_words(
    receipt: dict[str, Any], key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(tmp_path, json.dumps(receipt, ensure_ascii=False, indent=2), "--key", str(key)) == PROVEN
    said = capsys.readouterr().out
    assert "PROVEN" in said
    assert "ConsentGiven to: Send a greeting in the month of a birthday" in said
    assert "Kindr boleh menyimpan tanggal lahir saya" in said


def test_without_the_published_key_only_wholeness_is_proven(
    receipt: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verified(tmp_path, json.dumps(receipt)) == UNKNOWN_KEY
    assert "--key" in capsys.readouterr().out


def test_a_receipt_signed_by_somebody_else_is_refused(receipt: dict[str, Any], key: Path, tmp_path: Path) -> None:
    forged = statements.signed(statements.content_of(receipt), signing.Signer(bytes(32)))
    assert verified(tmp_path, json.dumps(forged), "--key", str(key)) == REFUSED


def test_every_single_changed_byte_is_noticed(receipt: dict[str, Any]) -> None:
    source = json.dumps(receipt, ensure_ascii=False, separators=(",", ":")).encode()
    ours = (ports.signer().public_key,)
    assert statements.verify(statements.read(source.decode()), ours).is_key_known
    unnoticed = [position for position in range(len(source)) if _passes(_changed(source, position), ours, receipt)]
    assert unnoticed == []


def _changed(source: bytes, position: int) -> bytes:
    return source[:position] + bytes([source[position] ^ 1]) + source[position + 1 :]


def _passes(source: bytes, keys: tuple[bytes, ...], receipt: dict[str, Any]) -> bool:
    """Whether a changed file is taken for proven, and says something else than the true one."""
    try:
        found = statements.read(source.decode())
        return statements.verify(found, keys).is_key_known and found != receipt
    except (statements.Unreadable, signing.SignatureRefused, UnicodeDecodeError):
        return False


def test_a_signature_is_spelt_in_one_way_only(receipt: dict[str, Any]) -> None:
    ours, signature = (ports.signer().public_key,), str(receipt["signature"])
    for spelling in (f"{signature}=", f" {signature}", f"{signature[:8]}\n{signature[8:]}", f"{signature}=AA"):
        with pytest.raises(statements.Unreadable):
            statements.verify({**receipt, "signature": spelling}, ours)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no receipt",
        "[]",
        "{}",
        '{"signature": "x", "public_key": "y"}',
        '{"a": 1, "a": 2}',
        "[" * 5000,
        '{"a": 0.5}',
    ],
)
def test_what_is_no_receipt_is_said_to_be_none(content: str, tmp_path: Path) -> None:
    assert verified(tmp_path, content) == UNREADABLE


def test_the_key_is_published_as_a_key_set_that_names_itself() -> None:
    found = Client().get("/.well-known/kindr-signing-key.json").json()["keys"]
    assert [(one["kty"], one["crv"]) for one in found] == [("OKP", "Ed25519")]
    assert [key.public_key for key in statements.keys_in(json.dumps({"keys": found}))] == [ports.signer().public_key]
