"""Turning the key that signs: what the old one signed stays good for its time, and a stolen copy signs nothing new."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from kindr.adapters.keys.key_file import KeyFile
from kindr.base import clock, statements
from kindr.base.signing import SignatureRefused, Signer
from kindr.base.statements import GRACE
from kindr.privacy import ports as privacy_ports
from kindr.privacy import signing_keys
from kindr.privacy.evidence import checking, comparing, notes, ports
from kindr.privacy.evidence.models import LogCheckpoint
from kindr.privacy.evidence.notes import Checkpoint, LogKey, NoCheckpoint
from kindr.privacy.evidence.ports import Log
from kindr.privacy.evidence.witness import WitnessFile
from kindr.privacy.rights.journal import Journal, JournalTampered
from kindr.privacy.signing_keys import LOG_KEY, SigningKeys
from kindr.privacy.vault.sealing import derive
from kindr.web.commands import keys as keys_command
from kindr.web.commands import receipt as receipt_command
from tests.privacy.evidence.books import A_MINUTE, opened, turn
from tests.privacy.evidence.test_pages import Verify, verify
from tests.privacy.rights.test_journal import _entry

__all__ = ["verify"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own(tmp_path: Path, log_of_its_own: Log, monkeypatch: pytest.MonkeyPatch) -> Iterator[SigningKeys]:
    """Keys of the test's own, with which everything here is signed."""
    keys = SigningKeys(KeyFile(tmp_path / "keys" / "roots.json"), tmp_path / "keys" / "roots.json.signers")
    keys.note(at=clock.now())
    monkeypatch.setattr(privacy_ports, "_signers", [keys.signer])
    monkeypatch.setattr(privacy_ports, "_older", [keys.older])
    monkeypatch.setattr(signing_keys, "_adopted", [keys])
    ports.bind(dataclasses.replace(log_of_its_own, signer=keys.log_signer, older=keys.older))
    return keys


def seed_of(keys: SigningKeys) -> bytes:
    """What a thief of the key file has."""
    return keys._seeds.signing_seed()


def dated(at: datetime) -> dict[str, object]:
    return {"kind": "test", "issued_at": at.isoformat()}


def test_a_receipt_is_proven_after_the_turn_by_what_is_published(own: SigningKeys, tmp_path: Path) -> None:
    receipt = statements.signed(dated(clock.now()), privacy_ports.signer())
    own.turn(at=clock.now())
    newer = statements.signed(dated(clock.now()), privacy_ports.signer())
    assert receipt["public_key"] != newer["public_key"]
    published, file = tmp_path / "published.json", tmp_path / "receipt.json"
    published.write_bytes(Client().get("/.well-known/kindr-signing-key.json").content)
    new, old = json.loads(published.read_text())["keys"]
    assert "until" not in new
    assert old["since"] < old["until"]
    for each in (receipt, newer):
        file.write_text(json.dumps(each))
        assert receipt_command.run(argparse.Namespace(file=file, key=published)) == receipt_command.PROVEN


def test_a_stolen_old_key_signs_nothing_that_is_dated_after_it_was_replaced(own: SigningKeys) -> None:
    thief = Signer(seed_of(own))
    own.turn(at=clock.now())
    trusted, now = privacy_ports.trusted_keys(), clock.now()
    assert statements.verify(statements.signed(dated(now - A_MINUTE), thief), trusted).is_key_known
    for content in (dated(now + GRACE + A_MINUTE), {"kind": "test"}, {"kind": "test", "issued_at": "soon"}):
        with pytest.raises(SignatureRefused, match="replaced"):
            statements.verify(statements.signed(content, thief), trusted)


def test_a_program_that_runs_already_goes_on_with_the_new_key(own: SigningKeys, tmp_path: Path) -> None:
    there = SigningKeys(KeyFile(tmp_path / "keys" / "roots.json"), tmp_path / "keys" / "roots.json.signers")
    before = there.signer.public_key
    own.turn(at=clock.now())
    assert there.signer.public_key == own.signer.public_key != before
    assert [known.public_key for known in there.older()] == [before]
    signed = statements.signed(dated(clock.now()), there.signer)
    assert statements.verify(signed, privacy_ports.trusted_keys()).is_key_known


def test_the_log_goes_on_under_the_new_key_and_all_of_it_is_verified_without_us(
    own: SigningKeys, verify: Verify, client: Client
) -> None:
    opened(3, at=clock.now())
    turn(at=clock.now())
    own.turn(at=clock.now())
    opened(2, at=clock.now())
    turn(at=clock.now())
    assert checking.check().findings == []
    witness = ports.this_log().witness
    assert comparing.compare(WitnessFile(witness).notes()).findings == []
    key = client.get("/log/key").content.decode().strip()
    assert len(key.splitlines()) == 2
    for given in (witness.read_bytes(), client.get("/log/growth.json?first=1&second=2").content):
        done = verify(given, "--key", key)
        assert done.returncode == 0, done.stdout + done.stderr
        assert verify(given, "--key", key.splitlines()[0]).returncode == 1, "the new key signed both"


def test_a_stolen_old_key_of_the_log_signs_no_new_checkpoint(own: SigningKeys, verify: Verify, client: Client) -> None:
    opened(1, at=clock.now())
    made = turn(at=clock.now())
    thief = Signer(derive(seed_of(own), LOG_KEY))
    own.turn(at=clock.now())
    later = Checkpoint(made.size, bytes(32), made.number + 1, clock.now() + GRACE + A_MINUTE)
    forged = notes.signed(later, origin=ports.this_log().origin, signer=thief)
    with pytest.raises(NoCheckpoint):
        notes.opened(forged, ports.this_log().keys)
    assert notes.opened(forged, [LogKey(ports.this_log().origin, thief.public_key)]).number == later.number
    key = client.get("/log/key").content.decode().strip()
    first = LogCheckpoint.objects.get().note
    assert verify(f"{first}\n".encode(), "--key", key).returncode == 0
    done = verify(f"{first}\n{forged}\n".encode(), "--key", key)
    assert (done.returncode, "was replaced on" in done.stdout) == (1, True), done.stdout


def test_the_journal_takes_no_line_of_an_old_key_behind_one_of_the_new(own: SigningKeys, tmp_path: Path) -> None:
    thief, path = Signer(seed_of(own)), tmp_path / "shreds.journal"
    journal = Journal(path, own.signer, signed_before=privacy_ports.older_public_keys)
    journal.append([_entry()])
    own.turn(at=clock.now())
    journal.append([_entry()])
    assert len(journal.entries()) == 2
    Journal(path, thief).append([_entry()])
    with pytest.raises(JournalTampered, match="line 3"):
        journal.entries()


def test_the_command_turns_it_and_says_what_was(own: SigningKeys, capsys: pytest.CaptureFixture[str]) -> None:
    before = own.signer.public_key
    parser = argparse.ArgumentParser()
    keys_command.add_arguments(parser)
    for turns in (1, 2):
        assert keys_command.run(parser.parse_args(["new-signer"])) == 0
        assert len(own.older()) == turns
    said = capsys.readouterr().out
    assert signing_keys.mark_of(before) in said
    assert signing_keys.mark_of(own.signer.public_key) in said
    ends = [known.until for known in own.older()]
    assert all(until and until - clock.now() < timedelta(0) for until in ends)
