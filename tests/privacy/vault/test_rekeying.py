"""Forgetting one thing among several: it is gone wherever copies lie, and nothing else, whoever writes meanwhile."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.db import transaction

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person
from kindr.privacy.vault import keyrings, opening, rekeying
from kindr.privacy.vault.fields import SealedValue
from kindr.privacy.vault.keyrings import PersonClosed
from kindr.privacy.vault.models import DataKey, Hold, Tombstone
from kindr.shop.accounts.personal import Profile, SavedAddress
from tests.privacy.vault.conftest import AT, access_of
from tests.privacy.vault.test_keyrings import ADDRESS, close_connections, in_threads

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def access(mara: Person) -> Access:
    return access_of(mara)


def an_address(access: Access, label: str) -> SavedAddress:
    assert access.actor.id is not None
    return gates.collect(
        SavedAddress, person=access.actor.id, access=access, at=AT, source="account", values={**ADDRESS, "label": label}
    )


def labels(access: Access) -> list[str]:
    rows = list(SavedAddress.objects.filter(person_id=access.actor.id))
    return sorted(opened.label for opened in gates.read_many(rows, access=access, at=AT))


def test_one_address_of_three_is_forgotten_and_its_old_copy_opens_nothing(access: Access) -> None:
    home, office, school = (an_address(access, label) for label in ("rumah", "kantor", "sekolah"))
    backup = SealedValue(home.label.sealed)
    old_key = opening.key_ids([home])
    gates.expire(office, access=access, at=AT)
    assert labels(access) == ["rumah", "sekolah"]
    assert keyrings.fetch(ids=old_key).by_id == {}, "the key that the backup was sealed with is gone"
    home.label = backup
    assert opening.opened(home, keyrings.fetch(slots=[home.slot])).is_forgotten
    assert DataKey.objects.get(clause="address_book").generation == 2
    assert Tombstone.objects.get(clause="address_book").generation == 1
    assert school.slot == home.slot


def test_the_last_address_can_go_and_a_new_one_can_come(access: Access) -> None:
    home = an_address(access, "rumah")
    old_key = opening.key_ids([home])
    gates.expire(home, access=access, at=AT)
    assert keyrings.fetch(ids=old_key).by_id == {}
    an_address(access, "kantor")
    assert labels(access) == ["kantor"]


def test_a_restriction_stays_when_the_rest_gets_a_new_key(access: Access, mara: Person) -> None:
    home, office = an_address(access, "rumah"), an_address(access, "kantor")
    keyrings.lock(person=mara.id, clauses=["address_book"], hold=Hold.RESTRICTED, at=AT)
    rekeying.forget(office, at=AT)
    assert DataKey.objects.get(clause="address_book").hold == Hold.RESTRICTED
    assert home.slot == office.slot


def test_what_is_rolled_back_is_not_forgotten(access: Access) -> None:
    home = an_address(access, "rumah")
    an_address(access, "kantor")

    class ChangedMind(Exception):
        pass

    def half() -> None:
        with transaction.atomic():
            gates.expire(home, access=access, at=AT)
            raise ChangedMind

    with pytest.raises(ChangedMind):
        half()
    assert labels(access) == ["kantor", "rumah"]


def test_two_who_forget_at_once_lose_nothing_else(access: Access) -> None:
    rows = [an_address(access, str(number)) for number in range(8)]
    found = in_threads(lambda number: gates.expire(rows[number], access=access, at=AT), 6)
    assert found == [None] * 6
    assert labels(access) == ["6", "7"]
    assert DataKey.objects.filter(clause="address_book").count() == 1


def test_whoever_writes_while_another_thing_is_forgotten_loses_nothing(access: Access) -> None:
    goes = [an_address(access, f"goes {number}") for number in range(4)]
    stays = an_address(access, "changes")

    def work(number: int) -> Any:
        if number < 4:
            return gates.expire(goes[number], access=access, at=AT)
        if number < 6:
            return [an_address(access, f"comes {number} {turn}") for turn in range(5)] and None
        mine = SavedAddress.objects.get(pk=stays.pk)
        for turn in range(5):
            gates.correct(mine, access=access, at=AT, values={"label": f"changed {number} {turn}"})
        return None

    assert in_threads(work, 8) == [None] * 8
    found = labels(access)
    came = [label for label in found if label.startswith("comes")]
    assert came == [f"comes {number} {turn}" for number in (4, 5) for turn in range(5)]
    assert sum(label.startswith("changed") and label.endswith("4") for label in found) == 1
    assert len(found) == 11


def test_a_writer_that_was_overtaken_between_key_and_row_is_sealed_again(
    access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = an_address(access, "rumah"), an_address(access, "kantor")
    has_key, may_save = Event(), Event()
    seal = opening.seal_into

    def slowly(record: Any, values: Any, key: Any) -> None:
        seal(record, values, key)
        if values.get("label") == "late" and not may_save.is_set():
            has_key.set()
            may_save.wait(60)

    monkeypatch.setattr(opening, "seal_into", slowly)

    def write() -> None:
        try:
            an_address(access, "late")
        finally:
            close_connections()

    writer = Thread(target=write)
    writer.start()
    assert has_key.wait(60)
    gates.expire(first, access=access, at=AT)
    may_save.set()
    writer.join()
    assert labels(access) == ["kantor", "late"]
    assert len(opening.key_ids(SavedAddress.objects.all())) == 1
    assert second.slot == first.slot


def test_a_writer_that_was_overtaken_by_erasure_leaves_nothing(
    access: Access, mara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_address(access, "rumah")
    seal = opening.seal_into

    def overtaken(record: Any, values: Any, key: Any) -> None:
        seal(record, values, key)
        keyrings.close(mara.id, at=AT)
        keyrings.shred(keyrings.living_slots(mara.id), at=AT)

    monkeypatch.setattr(opening, "seal_into", overtaken)
    with pytest.raises(PersonClosed):
        an_address(access, "late")
    assert SavedAddress.objects.count() == 1


def test_a_correction_of_one_column_leaves_the_others_as_they_are(access: Access, mara: Person) -> None:
    values = {"name": "Mara", "phone": "+628111111111"}
    profile = gates.collect(Profile, person=mara.id, access=access, at=AT, source="account", values=values)
    gates.correct(profile, access=access, at=AT + timedelta(days=1), values={"phone": None})
    opened = gates.read(Profile.objects.get(), access=access, at=AT)
    assert opened.values() == {"name": "Mara", "phone": None}
