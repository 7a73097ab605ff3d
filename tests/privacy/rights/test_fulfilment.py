"""Carrying out a right: the package, its days, who may fetch it, and that one request is one fulfilment."""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile
from datetime import timedelta

import pytest

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import NotYours, Refused
from kindr.privacy.rights import stores
from kindr.privacy.rights.fulfilment import actions, packages
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.fulfilment.terms import Kind, Outcome, State
from kindr.privacy.vault.files import SealedFile
from kindr.shop.accounts.personal import Profile
from tests.cast import Player
from tests.privacy.rights.fulfilling import fulfil

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = '=HYPERLINK("https://elsewhere.example","<script>alert(1)</script>")'


def unpacked(player: Player, outcome: Outcome) -> zipfile.ZipFile:
    package = packages.package_of(Fulfilment.objects.get(pk=outcome.run), at=clock.now())
    assert package is not None
    pieces = packages.read(package, access=player.access("show_my_data"), at=clock.now())
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


@pytest.mark.clause("6.1.1")
@pytest.mark.clause("6.1.3")
def test_a_package_has_a_page_a_file_for_machines_and_tables(mara: Player) -> None:
    outcome = fulfil(mara)
    assert outcome.state == State.DONE
    archive = unpacked(mara, outcome)
    assert {"kindr.html", "kindr.json", "tables/accounts.Profile.csv"} <= set(archive.namelist())
    content = json.loads(archive.read("kindr.json"))
    assert content["vocabularies"]["dpv"].startswith("https://w3id.org/dpv")
    assert mara.email in archive.read("kindr.html").decode()
    assert mara.email in archive.read("tables/accounts.AccountContact.csv").decode()


def test_every_store_was_asked_and_the_steps_hold_counts_and_names_only(mara: Player) -> None:
    outcome = fulfil(mara)
    visited = outcome.steps["stores"]["counts"]
    assert isinstance(visited, dict)
    assert set(visited) == {store.name for store in stores.registered()}
    written = json.dumps(dict(outcome.steps))
    assert mara.email not in written
    assert "Mara" not in written


def test_a_hostile_value_is_run_by_no_spreadsheet_and_no_browser(mara: Player) -> None:
    profile = Profile.objects.get(person_id=mara.id)
    gates.correct(profile, access=mara.access("keep_account"), at=clock.now(), values={"name": HOSTILE})
    archive = unpacked(mara, fulfil(mara))
    assert "<script>alert" not in archive.read("kindr.html").decode()
    assert "&lt;script&gt;alert" in archive.read("kindr.html").decode()
    rows = list(csv.DictReader(io.StringIO(archive.read("tables/accounts.Profile.csv").decode("utf-8-sig"))))
    assert [row["value"] for row in rows if row["name"] == "name"] == [f"'{HOSTILE}"]


def test_one_request_is_one_fulfilment_and_one_package(mara: Player) -> None:
    request = uuid.uuid4()
    first, second = fulfil(mara, request=request), fulfil(mara, request=request)
    assert first.run == second.run
    assert SealedFile.objects.filter(clause="request_papers").count() == 1


def test_a_fulfilment_that_is_no_longer_there_is_said_to_be_gone(mara: Player) -> None:
    gone = Fulfilment(request=uuid.uuid4(), person_id=mara.person.id, kind=Kind.ACCESS, began_at=clock.now())
    with pytest.raises(Fulfilment.DoesNotExist, match=str(gone.pk)):
        actions.go_on(gone, access=mara.access("show_my_data"), at=clock.now())


def test_a_package_holds_no_package(mara: Player) -> None:
    fulfil(mara)
    archive = unpacked(mara, fulfil(mara))
    [packed] = json.loads(archive.read("kindr.json"))["stores"]["files"]
    assert "content" not in packed


def test_somebody_else_neither_asks_for_it_nor_fetches_it(mara: Player, ilse: Player) -> None:
    assert mara.id is not None
    with pytest.raises(NotYours):
        actions.carry_out(
            kind=Kind.ACCESS,
            person=mara.id,
            request=uuid.uuid4(),
            access=ilse.access("show_my_data"),
            at=clock.now(),
        )
    outcome = fulfil(mara)
    with pytest.raises(NotYours):
        unpacked(ilse, outcome)


@pytest.mark.clause("6.1.4", "request_papers")
def test_a_package_ends_after_seven_days_and_nothing_of_it_opens(mara: Player) -> None:
    outcome = fulfil(mara)
    run, later = Fulfilment.objects.get(pk=outcome.run), clock.now() + timedelta(days=7, minutes=1)
    package = packages.package_of(run, at=clock.now())
    assert package is not None
    assert packages.package_of(run, at=later) is None
    with pytest.raises(Refused):
        packages.read(package, access=mara.access("show_my_data"), at=later)
    assert packages.sweep(access=system_access("keep_systems_running"), at=later) == 1
    with pytest.raises(gates.Forgotten):
        packages.read(package, access=mara.access("show_my_data"), at=clock.now())
