"""The certificate of a deletion: signed, with the day on which the last copy dies, and final when nothing is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kindr.base import clock, statements
from kindr.base.signing import SignatureRefused
from kindr.privacy import ports
from kindr.privacy.access.declare import system_access
from kindr.privacy.retention import actions as retention
from kindr.privacy.rights.fulfilment import certificates
from kindr.privacy.rights.fulfilment.certificates import Lifetimes
from kindr.privacy.rights.fulfilment.terms import Kind, State
from kindr.privacy.rights.models import Erasure
from tests.cast import Player
from tests.privacy.rights.fulfilling import fulfil

pytestmark = pytest.mark.django_db(transaction=True)


def certificate(player: Player, *, at: datetime | None = None) -> dict[str, object]:
    found = certificates.certificate_of(Erasure.objects.get(person_id=player.id), at=at or clock.now())
    assert found is not None
    return found


@pytest.mark.clause("6.3.3")
def test_a_certificate_is_signed_names_nobody_and_says_when_the_last_copy_dies(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "_lifetimes", [Lifetimes(key_backups=7, data_backups=35, logs=30)])
    assert fulfil(mara, Kind.ERASURE).state == State.DONE
    found = certificate(mara)
    erasure = Erasure.objects.get()
    assert erasure.finished_at is not None
    assert found["last_copy_dies_on"] == certificates.last_copy_dies_on(erasure.finished_at).isoformat()
    assert certificates.last_copy_dies_on(clock.now()) >= (clock.now() + timedelta(days=34)).date()
    ours = (ports.signer().public_key,)
    statements.verify(found, ours)
    with pytest.raises(SignatureRefused):
        statements.verify({**found, "final": True}, ours)
    assert mara.email not in str(found)
    assert str(mara.id) not in str(found)


def test_what_the_law_kept_is_added_when_it_is_destroyed_and_then_the_certificate_is_final(mara: Player) -> None:
    fulfil(mara, Kind.ERASURE)
    before = certificate(mara)
    assert (before["final"], before["destroyed_later"]) == (False, [])
    assert before["kept_clauses"]
    later = clock.now() + timedelta(days=365 * 12)
    retention.sweep(access=system_access("keep_systems_running"), at=later)
    found = certificate(mara, at=later)
    assert found["kept_clauses"] == []
    assert {entry["clause"] for entry in found["destroyed_later"]} == set(before["kept_clauses"])  # type: ignore[attr-defined, call-overload]  # lists
    assert found["final"] is True
    assert str(found["last_copy_dies_on"]) > str(before["last_copy_dies_on"])


def test_the_certificate_can_be_fetched_without_signing_in_by_whoever_knows_its_number(
    mara: Player, client: Client
) -> None:
    fulfil(mara, Kind.ERASURE)
    address = reverse("rights:certificate", kwargs={"erasure": Erasure.objects.get().pk})
    assert client.get(address).json()["certificate"] == str(Erasure.objects.get().pk)
    assert (
        "my-data/certificate" in client.get(reverse("rights:receipt", args=[Erasure.objects.get().pk])).content.decode()
    )


def test_a_package_is_fetched_on_its_page_by_its_owner_alone(mara: Player, ilse: Player) -> None:
    outcome = fulfil(mara)
    page, archive = (reverse(f"rights:{name}", args=[outcome.run]) for name in ("package", "package_zip"))
    browser = mara.client()
    from tests.cast import prove

    prove(browser)
    assert archive in browser.get(page).content.decode()
    response = browser.get(archive)
    assert b"".join(response.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # it streams
    stranger = ilse.client()
    prove(stranger)
    assert stranger.get(page).status_code == 404
    assert stranger.get(archive).status_code == 404
