"""Chapter 5, the signed log: nobody changes a line unseen, and a customer proves a line without us."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.evidence import actions, checking, ports
from kindr.privacy.evidence.findings import Kind
from kindr.shop.accounts.personal import Profile
from tests.cast import Player
from tests.privacy.evidence.books import done_by_superuser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def log_of_its_own(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    before = ports.this_log()
    ports.bind(dataclasses.replace(before, witness=tmp_path / "log.witness"))
    yield
    ports.bind(before)


@pytest.fixture
def line(log_of_its_own: None, mara: Player, tariq: Player) -> AccessEntry:
    """Tariq opened Mara's profile, and the log was signed."""
    profile = Profile.objects.get(person_id=mara.id)
    gates.read(profile, access=tariq.access("answer_customer"), at=clock.now())
    actions.take_turn(at=clock.now())
    return AccessEntry.objects.filter(person_id=mara.id).latest("at")


@pytest.mark.clause("5.3.8")
@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        ("UPDATE privacy_accessentry SET at = at - interval '1 s' WHERE id = %s", Kind.ROW_CHANGED),
        ("DELETE FROM privacy_accessentry WHERE id = %s", Kind.ROW_GONE),
    ],
)
def test_a_line_that_is_changed_or_dropped_is_seen(line: AccessEntry, deed: str, expected: Kind) -> None:
    assert checking.check().findings == []
    done_by_superuser(deed, line.pk)
    assert {finding.kind for finding in checking.check().findings} == {expected}


@pytest.mark.clause("5.3.8")
@pytest.mark.usefixtures("line")
def test_the_record_is_published_signed(client: Client) -> None:
    lines = client.get("/log/checkpoint").content.decode().splitlines()
    assert int(lines[1]) == AccessEntry.objects.count() + ConsentEvent.objects.count()
    assert lines[-1].startswith("\u2014 ")


@pytest.mark.clause("5.3.9")
def test_a_customer_downloads_the_proof_of_a_line_and_checks_it_without_us(
    mara: Player, line: AccessEntry, client: Client, tmp_path: Path
) -> None:
    proof, program = tmp_path / "proof.json", tmp_path / "verify_log.py"
    proof.write_bytes(mara.client().get(f"/my-data/proof/access_log/{line.pk}.json").content)
    program.write_bytes(client.get("/log/verify_log.py").content)
    command = [sys.executable, "-I", str(program), str(proof)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={}, timeout=60)
    assert (done.returncode, done.stdout[:5]) == (0, "HOLDS"), done.stdout + done.stderr
    changed = json.loads(proof.read_text())
    changed["line"]["payload"] = changed["line"]["payload"].replace("service", "packer")
    proof.write_text(json.dumps(changed))
    assert subprocess.run(command, capture_output=True, cwd=tmp_path, env={}, timeout=60).returncode == 1
