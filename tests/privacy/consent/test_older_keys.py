"""A receipt outlives the key that signed it: the keys before it stay published, and nobody can slip one in."""

from __future__ import annotations

import argparse
import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from kindr.base.key_history import HistoryTampered, KeyHistory
from kindr.base.signing import Signer
from kindr.privacy import ports
from kindr.privacy.consent import receipts
from kindr.privacy.rights.journal import Journal, JournalTampered
from kindr.web.commands import receipt
from tests.cast import Player
from tests.consents import last_of
from tests.privacy.rights.test_journal import _entry

OLD, NEW, NOBODYS = (Signer(bytes([seed]) * 32) for seed in (1, 2, 3))
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def turned(folder: Path) -> KeyHistory:
    """The history of an installation whose key was replaced once."""
    KeyHistory(folder / "roots.json.signers", OLD).note(at=SINCE)
    history = KeyHistory(folder / "roots.json.signers", NEW)
    history.note(at=SINCE + timedelta(days=300))
    return history


@pytest.mark.django_db
def test_a_receipt_of_the_key_before_is_proven_with_the_published_set_and_a_strangers_is_not(
    mara: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, key, file = last_of(mara.id)["greet_birthday"], tmp_path / "key.json", tmp_path / "receipt.json"
    found = {}
    for name, signer in (("old", OLD), ("nobody's", NOBODYS)):
        monkeypatch.setattr(ports, "_signers", [signer])
        found[name] = json.dumps(receipts.signed(event, at=SINCE + timedelta(days=10)))
    monkeypatch.setattr(ports, "_signers", [NEW])
    monkeypatch.setattr(ports, "_older", [lambda: turned(tmp_path).all()[1:]])
    key.write_bytes(Client().get("/.well-known/kindr-signing-key.json").content)
    assert len(json.loads(key.read_text())["keys"]) == 2
    for name, code in (("old", receipt.PROVEN), ("nobody's", receipt.REFUSED)):
        file.write_text(found[name])
        assert receipt.run(argparse.Namespace(file=file, key=key)) == code


def test_the_history_names_each_key_once_the_newest_first(tmp_path: Path) -> None:
    history = turned(tmp_path)
    history.note(at=SINCE + timedelta(days=400))
    assert [known.public_key for known in history.all()] == [NEW.public_key, OLD.public_key]
    assert [known.since for known in history.all()] == [SINCE + timedelta(days=300), SINCE]


@pytest.mark.parametrize("deed", ["a key more", "no key", "not a file of keys"])
def test_a_history_that_was_changed_is_not_believed(tmp_path: Path, deed: str) -> None:
    history = turned(tmp_path)
    content = json.loads(history.path.read_text())
    if deed == "a key more":
        strange = {"public_key": base64.b64encode(NOBODYS.public_key).decode(), "since": SINCE.isoformat()}
        content["keys"].append(strange)
    elif deed == "no key":
        content["keys"] = []
    history.path.write_text("[1" if deed == "not a file of keys" else json.dumps(content))
    with pytest.raises(HistoryTampered):
        history.all()


def test_the_shred_journal_goes_on_under_a_new_key_and_takes_no_line_of_anybody_elses(tmp_path: Path) -> None:
    path = tmp_path / "shreds.journal"
    Journal(path, OLD).append([_entry()])
    turned_journal = Journal(path, NEW, signed_before=lambda: [OLD.public_key])
    turned_journal.append([_entry()])
    assert len(turned_journal.entries()) == 2
    with pytest.raises(JournalTampered):
        Journal(path, NEW).entries()
    with pytest.raises(JournalTampered):
        Journal(path, NOBODYS, signed_before=lambda: [OLD.public_key]).entries()
