"""Turning the key that signs: what the old one signed stays good for its time, and a stolen copy signs nothing new."""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from kindr.adapters.keys.key_file import KeyFile
from kindr.base import clock, statements
from kindr.base.signing import KeyReplaced, SignatureRefused, Signer, written
from kindr.base.statements import GRACE, NoMoment
from kindr.policy import POLICY
from kindr.privacy import ports as privacy_ports
from kindr.privacy import signing_keys
from kindr.privacy.evidence import checking, comparing, notes, ports
from kindr.privacy.evidence.models import LogCheckpoint
from kindr.privacy.evidence.notes import Checkpoint, LogKey, NoCheckpoint
from kindr.privacy.evidence.ports import Log
from kindr.privacy.evidence.witness import WitnessFile
from kindr.privacy.processing import in_json
from kindr.privacy.processing.record import record_of
from kindr.privacy.rights import journal_copies
from kindr.privacy.rights.journal import Journal, JournalTampered, SignerUnknown
from kindr.privacy.rights.journal_copies import copy_to
from kindr.privacy.signing_keys import LOG_KEY, SigningKeys
from kindr.privacy.vault.ports import JournalUnavailable
from kindr.privacy.vault.sealing import derive
from kindr.web.checks import the_key_that_signs_is_the_newest
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
    with pytest.raises(SignatureRefused, match="had been replaced"):
        statements.verify(statements.signed(dated(now + GRACE + A_MINUTE), thief), trusted)


@pytest.mark.parametrize("moment", [None, "soon", "2026-01-01", "2026-01-01T09:00:00", 5])
def test_what_does_not_say_when_is_not_signed_and_says_nothing_once_its_key_is_replaced(
    own: SigningKeys, tmp_path: Path, capsys: pytest.CaptureFixture[str], moment: object
) -> None:
    content = {"kind": "incident timeline", **({} if moment is None else {"issued_at": moment})}
    with pytest.raises(NoMoment):
        statements.signed(content, own.signer)
    older = {
        **content,
        "signature": written(own.signer.sign(content)),
        "public_key": written(own.signer.public_key),
    }
    own.turn(at=clock.now())
    with pytest.raises(NoMoment):
        statements.verify(older, privacy_ports.trusted_keys())
    published, file = tmp_path / "published.json", tmp_path / "statement.json"
    published.write_bytes(Client().get("/.well-known/kindr-signing-key.json").content)
    file.write_text(json.dumps(older))
    assert receipt_command.run(argparse.Namespace(file=file, key=published)) == receipt_command.REFUSED
    said = capsys.readouterr().out
    assert "NOT PROVEN" in said
    assert "was changed" not in said


def test_an_older_file_that_names_no_moment_is_good_for_as_long_as_its_key_signs(own: SigningKeys) -> None:
    content = in_json.content_of(record_of(POLICY))
    older = {**content, "signature": written(own.signer.sign(content)), "public_key": written(own.signer.public_key)}
    assert statements.verify(older, privacy_ports.trusted_keys()).is_key_known
    own.turn(at=clock.now())
    with pytest.raises(NoMoment, match="made anew"):
        statements.verify(older, privacy_ports.trusted_keys())


def test_the_record_of_processing_is_proven_after_a_turn(
    own: SigningKeys, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = in_json.signed(record_of(POLICY), at=clock.now())
    own.turn(at=clock.now())
    published, file = tmp_path / "published.json", tmp_path / "record.json"
    published.write_bytes(Client().get("/.well-known/kindr-signing-key.json").content)
    file.write_text(json.dumps(signed))
    assert receipt_command.run(argparse.Namespace(file=file, key=published)) == receipt_command.PROVEN
    said = capsys.readouterr().out
    assert "Record of processing of PT Stream Intelligence Indonesia" in said
    assert f"{len(POLICY.purposes)} activities" in said


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
    timeless = _signed_note(later, f"{later.at:%Y-%m-%dT%H:%M:%S}", thief)
    with pytest.raises(NoCheckpoint, match="no zone"):
        notes.opened(timeless, ports.this_log().keys)
    key = client.get("/log/key").content.decode().strip()
    first = LogCheckpoint.objects.get().note
    assert verify(f"{first}\n".encode(), "--key", key).returncode == 0
    done = verify(f"{first}\n{forged}\n".encode(), "--key", key)
    assert (done.returncode, "was replaced on" in done.stdout) == (1, True), done.stdout
    done = verify(f"{first}\n{timeless}\n".encode(), "--key", key)
    assert (done.returncode, "has no zone" in done.stdout) == (1, True), done.stdout


def _signed_note(checkpoint: Checkpoint, time: str, signer: Signer) -> str:
    """A checkpoint as a thief writes it, with a moment in another shape."""
    origin = ports.this_log().origin
    body, _, _ = notes.signed(checkpoint, origin=origin, signer=signer).partition("\n\n")
    body = re.sub("(?m)^time .*$", f"time {time}", body) + "\n"
    signature = LogKey(origin, signer.public_key).id + signer.sign_bytes(body.encode())
    return f"{body}\n{notes.DASH}{origin} {written(signature)}\n"


def test_the_journal_takes_no_line_of_an_old_key_behind_one_of_the_new(own: SigningKeys, tmp_path: Path) -> None:
    thief, path = Signer(seed_of(own)), tmp_path / "shreds.journal"
    journal = Journal(path, own.signer, signed_before=privacy_ports.older_public_keys)
    journal.append([_entry()])
    own.turn(at=clock.now())
    journal.append([_entry()])
    assert len(journal.entries()) == 2
    thiefs = Journal(path, thief, signed_before=lambda: [own.signer.public_key])
    thiefs.append([_entry()])
    with pytest.raises(JournalTampered, match="line 3"):
        journal.entries()


def test_no_copy_takes_a_line_of_an_old_key_behind_one_of_the_new(own: SigningKeys, tmp_path: Path) -> None:
    thief, path, copies = Signer(seed_of(own)), tmp_path / "shreds.journal", tmp_path / "elsewhere"
    journal = Journal(path, own.signer, signed_before=privacy_ports.older_public_keys)
    journal.append([_entry()])
    own.turn(at=clock.now())
    journal.append([_entry()])
    assert copy_to(journal, copies).lines == 2
    Journal(path, thief, signed_before=lambda: [own.signer.public_key]).append([_entry()])
    with pytest.raises(SignerUnknown, match="line 3"):
        copy_to(journal, copies)
    assert journal.elsewhere(copies / "shreds.journal").head().lines == 2


@pytest.fixture
def put_back(own: SigningKeys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A journal with a line of each of two keys, and roots.json from before the turn between them."""
    journal = Journal(tmp_path / "shreds.journal", own.signer, signed_before=privacy_ports.older_public_keys)
    monkeypatch.setattr(journal_copies, "_adopted", [(journal, None)])
    journal.append([_entry()])
    copy = [(path, path.read_bytes()) for path in (tmp_path / "keys").glob("roots*")]
    own.turn(at=clock.now())
    journal.append([_entry()])
    assert the_key_that_signs_is_the_newest() == []
    newest = [(path, path.read_bytes()) for path in (tmp_path / "keys").glob("roots*")]
    for path, content in newest:
        path.with_suffix(".newest").write_bytes(content)
    for path, content in copy:
        replace_with(path, content)
    return journal


def replace_with(path: Path, content: bytes) -> None:
    """Puts a file in another's place, as whoever restores it does."""
    draft = path.with_name("draft")
    draft.write_bytes(content)
    draft.chmod(0o600)
    draft.replace(path)


def newest_signers(tmp_path: Path) -> None:
    signers = tmp_path / "keys" / "roots.json.signers"
    replace_with(signers, signers.with_suffix(".newest").read_bytes())


def test_roots_put_back_from_before_a_turn_sign_nothing_and_read_the_journal(
    own: SigningKeys, put_back: Journal, tmp_path: Path
) -> None:
    newest_signers(tmp_path)
    before, lines = (tmp_path / "keys" / "roots.json.signers").read_bytes(), put_back.path.read_bytes()
    assert len(put_back.entries()) == 2
    for signs in (privacy_ports.signer(), ports.this_log().signer):
        with pytest.raises(KeyReplaced, match="new-signer"):
            signs.sign({"issued_at": clock.now().isoformat()})
    with pytest.raises(JournalUnavailable):
        put_back.append([_entry()])
    own.note(at=clock.now())
    assert (tmp_path / "keys" / "roots.json.signers").read_bytes() == before
    assert put_back.path.read_bytes() == lines
    (found,) = the_key_that_signs_is_the_newest()
    assert (found.id, "Put its newest copy back" in found.msg) == ("kindr.E011", True)


def test_a_key_that_came_back_is_trusted_for_its_time_only(
    own: SigningKeys, put_back: Journal, tmp_path: Path, client: Client
) -> None:
    thief = Signer(seed_of(own))
    newest_signers(tmp_path)
    forged = statements.signed(dated(clock.now() + GRACE + A_MINUTE), thief)
    published = statements.keys_in(client.get("/.well-known/kindr-signing-key.json").content.decode())
    for trusted in (privacy_ports.trusted_keys(), published):
        with pytest.raises(SignatureRefused, match="replaced"):
            statements.verify(forged, trusted)
    assert [key.until is None for key in ports.this_log().keys] == [True, False]


def test_with_the_newest_roots_lost_another_turn_goes_on(own: SigningKeys, put_back: Journal, tmp_path: Path) -> None:
    newest_signers(tmp_path)
    own.turn(at=clock.now())
    put_back.append([_entry()])
    assert len(put_back.entries()) == 3
    assert [known.until is None for known in own.note(at=clock.now())] == [True, False, False]
    assert the_key_that_signs_is_the_newest() == []


def test_with_both_files_put_back_the_journal_is_closed_and_says_what_to_do(
    own: SigningKeys, put_back: Journal, tmp_path: Path
) -> None:
    lines = put_back.path.read_bytes()
    with pytest.raises(SignerUnknown, match=r"roots\.json\.signers were put back"):
        put_back.entries()
    with pytest.raises(JournalUnavailable):
        put_back.append([_entry()])
    assert put_back.path.read_bytes() == lines
    (found,) = the_key_that_signs_is_the_newest()
    assert (found.id, "put their newest copies back" in found.msg) == ("kindr.E011", True)
    roots = tmp_path / "keys" / "roots.json"
    replace_with(roots, roots.with_suffix(".newest").read_bytes())
    newest_signers(tmp_path)
    put_back.append([_entry()])
    assert len(put_back.entries()) == 3


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
