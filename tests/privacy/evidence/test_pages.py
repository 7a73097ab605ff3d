"""The log's pages, and what they hand out: verified by the standalone program, in a process that knows no Kindr."""

from __future__ import annotations

import base64
import dataclasses
import json
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from kindr.base import clock
from kindr.base.signing import Signer
from kindr.privacy import gates
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.evidence import ports
from kindr.privacy.evidence.models import LogCheckpoint
from kindr.privacy.evidence.ports import Log
from kindr.shop.accounts.personal import Profile
from tests.cast import Player
from tests.privacy.evidence.books import opened, turn

pytestmark = pytest.mark.django_db(transaction=True)
Verify = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def verify(tmp_path: Path, client: Client) -> Verify:
    """Runs the program as it is downloaded, in isolated mode and an empty folder, so that Kindr is nowhere in sight."""
    program = tmp_path / "verify_log.py"
    program.write_bytes(client.get("/log/verify_log.py").content)

    def run(content: bytes | dict[str, object], *options: str) -> subprocess.CompletedProcess[str]:
        file = tmp_path / "given"
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        command = [sys.executable, "-I", str(program), str(file), *options]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={}, timeout=60)

    return run


@pytest.fixture
def line(mara: Player, tariq: Player) -> AccessEntry:
    """Tariq opened Mara's profile, and the log was signed."""
    profile = Profile.objects.get(person_id=mara.id)
    gates.read(profile, access=tariq.access("answer_customer"), at=clock.now())
    turn(at=clock.now())
    return AccessEntry.objects.filter(person_id=mara.id).latest("at")


def proof_of(player: Player, row: uuid.UUID, book: str = "access_log") -> bytes:
    response = player.client().get(f"/my-data/proof/{book}/{row}.json")
    assert response.status_code == 200
    return response.content


def test_the_program_imports_nothing_of_kindr(client: Client) -> None:
    program = client.get("/log/verify_log.py").content.decode()
    imports = [each for each in program.splitlines() if each.startswith(("import ", "from "))]
    assert imports
    assert not any("kindr" in each or "django" in each for each in imports)


@pytest.mark.clause("5.3.4")
def test_a_customer_proves_a_line_without_us(mara: Player, line: AccessEntry, verify: Verify, client: Client) -> None:
    page = mara.client().get("/en/my-data/openings/").content.decode()
    assert f"/en/my-data/proof/access_log/{line.pk}.json" in page
    key = client.get("/log/key").content.decode().strip()
    done = verify(proof_of(mara, line.pk), "--key", key)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("HOLDS")
    assert '"purpose": "answer_customer"' in done.stdout


@pytest.mark.usefixtures("line")
def test_a_consent_is_proven_like_an_opening(mara: Player, verify: Verify) -> None:
    event = ConsentEvent.objects.filter(person_id=mara.id).earliest("at")
    done = verify(proof_of(mara, event.pk, "consent_ledger"))
    assert done.returncode == 0, done.stdout
    assert "compare it with what others know" in done.stdout


@pytest.mark.parametrize("name", ["at", "person", "id", "payload", "leaf", "index", "path", "checkpoint"])
def test_a_proof_that_was_touched_does_not_hold(mara: Player, line: AccessEntry, verify: Verify, name: str) -> None:
    proof = json.loads(proof_of(mara, line.pk))
    if name == "payload":
        proof["line"][name] = proof["line"][name].replace("answer_customer", "oversee_access")
    elif name == "at":
        proof["line"][name] = proof["line"][name].replace("20", "19", 1)
    elif name in ("person", "id"):
        proof["line"][name] = str(uuid.uuid4())
    elif name == "checkpoint":
        proof[name] = proof[name].replace("number ", "number 9")
    else:
        proof[name] = {"leaf": "A" * 43 + "=", "index": proof["index"] - 1, "path": proof["path"][1:]}[name]
    done = verify(proof)
    assert (done.returncode, done.stdout[:13]) == (1, "DOES NOT HOLD"), done.stdout


def test_another_key_does_not_fit(mara: Player, line: AccessEntry, verify: Verify) -> None:
    other = "localhost/log+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    assert verify(proof_of(mara, line.pk), "--key", other).returncode == 1


def test_nobody_gets_the_proof_of_another_persons_line(ilse: Player, tariq: Player, line: AccessEntry) -> None:
    assert ilse.client().get(f"/my-data/proof/access_log/{line.pk}.json").status_code == 404
    assert tariq.client().get(f"/my-data/proof/access_log/{line.pk}.json").status_code in (403, 404)
    assert Client().get(f"/my-data/proof/access_log/{line.pk}.json").status_code == 302


def test_a_line_that_has_no_place_yet_offers_no_proof(mara: Player, tariq: Player) -> None:
    profile = Profile.objects.get(person_id=mara.id)
    gates.read(profile, access=tariq.access("answer_customer"), at=clock.now())
    row = AccessEntry.objects.filter(person_id=mara.id).latest("at")
    assert "/proof/access_log/" not in mara.client().get("/en/my-data/openings/?show=all").content.decode()
    assert mara.client().get(f"/my-data/proof/access_log/{row.pk}.json").status_code == 404
    assert mara.client().get(f"/my-data/proof/letters/{row.pk}.json").status_code == 404


def test_an_auditor_proves_that_the_log_only_grew(odile: Player, client: Client, verify: Verify) -> None:
    for _ in range(3):
        opened(70, at=clock.now())
        turn(at=clock.now())
    page = odile.client().get("/en/desk/evidence/?first=1&second=3").content.decode()
    assert "The later log begins with the earlier one." in page
    assert "/log/growth.json?first=1&amp;second=3" in page
    response = client.get("/log/growth.json?first=1&second=3")
    key = client.get("/log/key").content.decode().strip()
    done = verify(response.content, "--key", key)
    assert done.returncode == 0, done.stdout
    assert "of checkpoint 1" in done.stdout
    proof = json.loads(response.content)
    assert verify({**proof, "first": proof["second"], "second": proof["first"]}).returncode == 1
    assert verify({**proof, "path": proof["path"][::-1]}).returncode == 1


@pytest.mark.parametrize("asked", ["?first=2&second=1", "?first=1&second=1", "?first=1&second=99", "?first=x&second=1"])
def test_two_checkpoints_that_are_not_two_have_no_proof(client: Client, odile: Player, asked: str) -> None:
    turn(at=clock.now())
    turn(at=clock.now())
    assert client.get(f"/log/growth.json{asked}").status_code == 404
    assert "There is no proof for these two." in odile.client().get(f"/en/desk/evidence/{asked}").content.decode()


def test_a_witness_file_is_verified_without_us(
    log_of_its_own: Log, verify: Verify, mara: Player, line: AccessEntry
) -> None:
    opened(5, at=clock.now())
    turn(at=clock.now())
    copy, key = log_of_its_own.witness.read_bytes(), str(log_of_its_own.key)
    assert verify(copy, "--key", key).returncode == 0
    assert verify(copy[:-20], "--key", key).returncode == 0, "a copy may end in the middle of its last note"
    assert verify(copy.replace(b"\n2\n", b"\n1\n").replace(b"number 2", b"number 3"), "--key", key).returncode == 1
    assert verify(copy).returncode == 2
    notes = list(LogCheckpoint.objects.order_by("number").values_list("note", flat=True))
    backwards = "".join(f"{note}\n" for note in reversed(notes)).encode()
    assert verify(backwards, "--key", key).returncode == 1
    proof = proof_of(mara, line.pk)
    assert verify(proof, "--witness", str(log_of_its_own.witness)).returncode == 0
    other = log_of_its_own.witness.with_name("older")
    other.write_text(f"{notes[0]}\n", encoding="utf-8")
    assert verify(proof, "--witness", str(other)).returncode == 1


def test_a_key_is_read_whatever_signs_its_base64_has(log_of_its_own: Log, verify: Verify) -> None:
    signers = (Signer(bytes([number]) * 32) for number in range(256))
    signer = next(each for each in signers if b"+" in base64.b64encode(b"\x01" + each.public_key))
    ports.bind(dataclasses.replace(log_of_its_own, signer=signer))
    turn(at=clock.now())
    assert verify(log_of_its_own.witness.read_bytes(), "--key", str(ports.this_log().key)).returncode == 0


def test_nonsense_is_neither_a_proof_nor_a_witness_file(verify: Verify) -> None:
    for nonsense in (b"{}", b"[1]", b'{"proof": 3}', b"\xff\xfe", b""):
        assert verify(nonsense, "--key", "a+b+c").returncode == 2


def test_checkpoints_are_published(client: Client, log_of_its_own: Log) -> None:
    assert client.get("/log/checkpoint").status_code == 404
    assert "within a minute" in client.get("/en/log/").content.decode()
    opened()
    made = turn(at=clock.now())
    assert client.get("/log/checkpoint").content.decode() == LogCheckpoint.objects.get().note
    found = client.get("/log/checkpoints.json").json()
    assert (found["key"], [each["size"] for each in found["checkpoints"]]) == (str(log_of_its_own.key), [1])
    assert client.get("/log/checkpoints.json?before=1").json()["checkpoints"] == [], "nothing comes before the first"
    assert made.root.hex() in client.get("/en/log/").content.decode()


def test_the_officer_sees_how_the_log_is_kept(odile: Player) -> None:
    page = odile.client()
    assert "It should be signed every minute" in page.get("/en/desk/evidence/").content.decode()
    opened(3, at=clock.now())
    turn(at=clock.now())
    assert "It should be signed every minute" not in page.get("/en/desk/evidence/").content.decode()
