"""A new root: everything stays openable while it turns, and what lay under the old root is lost to everybody."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator

import pytest
from django.db import connections

from kindr.privacy import gates
from kindr.privacy.people import Person
from kindr.privacy.vault import keyrings, rotation, wrapping
from kindr.privacy.vault.checks import the_roots_open_the_keys
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.models import DataKey, RetiredEpoch
from kindr.privacy.vault.ports import EpochUnknown
from kindr.privacy.vault.rotation import KeysLeftBehind
from kindr.shop.accounts.personal import Profile
from tests.contracts.roots_in_memory import RootsInMemory
from tests.privacy.vault.conftest import AT, access_of


@pytest.fixture
def roots() -> Iterator[RootsInMemory]:
    before, mine = keyrings.roots(), RootsInMemory()
    keyrings.adopt_roots(mine)
    yield mine
    keyrings.adopt_roots(before)


def some_slots(count: int) -> list[Slot]:
    return [Slot(uuid.uuid4(), "profile", "life") for _ in range(count)]


@pytest.mark.django_db
def test_every_key_opens_the_same_after_the_root_has_turned(
    roots: RootsInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 7)
    before = keyrings.for_writing(some_slots(30), at=AT)
    assert rotation.turn(at=AT) == 2
    after = keyrings.fetch(slots=list(before)).by_slot
    assert {slot: key.secret for slot, key in after.items()} == {slot: key.secret for slot, key in before.items()}
    assert set(DataKey.objects.values_list("epoch", flat=True)) == {2}
    assert RetiredEpoch.objects.get().epoch == 1


@pytest.mark.django_db
def test_an_old_copy_of_the_key_table_opens_nothing_once_its_epoch_is_destroyed(
    roots: RootsInMemory, mara: Person
) -> None:
    access = access_of(mara)
    profile = gates.collect(
        Profile, person=mara.id, access=access, at=AT, source="account", values={"name": "Mara", "phone": None}
    )
    backup = list(DataKey.objects.values())
    rotation.turn(at=AT)
    assert gates.read(profile, access=access, at=AT).name == "Mara"
    keyrings.shred([profile.slot], at=AT)
    DataKey.objects.all().delete()
    DataKey.objects.bulk_create(DataKey(**row) for row in backup)
    assert keyrings.fetch(slots=[profile.slot]).by_id == {}
    with pytest.raises(gates.Forgotten):
        gates.read(profile, access=access, at=AT)


@pytest.mark.django_db
def test_a_turn_that_was_interrupted_can_be_run_again(roots: RootsInMemory) -> None:
    slots = some_slots(5)
    before = keyrings.for_writing(slots, at=AT)
    roots.start_epoch()
    assert rotation.rewrap(2) == 5
    assert rotation.turn(at=AT) == 3
    after = keyrings.fetch(slots=slots).by_slot
    assert all(after[slot].secret == before[slot].secret for slot in slots)
    assert set(RetiredEpoch.objects.values_list("epoch", flat=True)) == {1, 2}


@pytest.mark.django_db
def test_no_key_is_made_under_a_retired_epoch_by_a_program_that_has_not_noticed(
    roots: RootsInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotation.turn(at=AT)
    late = iter([1, 1, 2, 2, 2])
    monkeypatch.setattr(wrapping, "wrap", lambda epoch, secret, place, wrap=wrapping.wrap: wrap(2, secret, place))
    monkeypatch.setattr(roots, "current_epoch", lambda: next(late))
    slot = some_slots(1)[0]
    assert keyrings.for_writing([slot], at=AT)[slot].secret
    assert DataKey.objects.get().epoch == 2


@pytest.mark.django_db
def test_a_root_is_kept_while_a_key_could_not_be_wrapped_again(
    roots: RootsInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = some_slots(1)[0]
    key = keyrings.for_writing([slot], at=AT)[slot]
    monkeypatch.setattr(rotation, "_wrap_again", lambda rows, to_epoch: 0)
    with pytest.raises(KeysLeftBehind, match="1 keys"):
        rotation.turn(at=AT)
    assert keyrings.fetch(slots=[slot]).by_slot[slot].secret == key.secret


@pytest.mark.django_db
def test_a_key_file_that_lacks_an_epoch_is_a_fault_and_nobody_is_forgotten(roots: RootsInMemory) -> None:
    slot = some_slots(1)[0]
    roots.start_epoch()
    keyrings.for_writing([slot], at=AT)
    keyrings.adopt_roots(RootsInMemory())
    with pytest.raises(EpochUnknown):
        keyrings.fetch(slots=[slot])


@pytest.mark.django_db
def test_a_lost_or_wrong_key_file_is_found_before_anything_is_served(roots: RootsInMemory) -> None:
    keyrings.for_writing(some_slots(2), at=AT)
    assert the_roots_open_the_keys(databases=["keys"]) == []
    keyrings.adopt_roots(RootsInMemory())
    [found] = the_roots_open_the_keys(databases=["keys"])
    assert (found.id, "epoch 1" in found.msg) == ("vault.E003", True)
    assert the_roots_open_the_keys(databases=["default"]) == []


@pytest.mark.django_db
def test_a_key_that_is_wrapped_again_while_it_is_read_is_not_taken_for_forgotten(
    roots: RootsInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = some_slots(1)[0]
    key = keyrings.for_writing([slot], at=AT)[slot]
    read, reads = keyrings._rows_of, []

    def overtaken(*asked: object) -> list[tuple[object, ...]]:
        rows = read(*asked)  # type: ignore[arg-type]  # passed through as it came
        reads.append(len(rows))
        if len(reads) == 1:
            rotation.turn(at=AT)
        return rows

    monkeypatch.setattr(keyrings, "_rows_of", overtaken)
    assert keyrings.fetch(slots=[slot]).by_slot[slot].secret == key.secret
    assert reads == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_reading_and_making_keys_goes_on_while_the_root_turns(
    roots: RootsInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 10)
    slots, secrets, stop = some_slots(40), {}, threading.Event()
    secrets.update({slot: key.secret for slot, key in keyrings.for_writing(slots, at=AT).items()})
    wrong: list[object] = []

    def serve() -> None:
        try:
            while not stop.is_set():
                found = keyrings.fetch(slots=slots).by_slot
                wrong.extend(slot for slot in slots if found[slot].secret != secrets[slot])
                new = some_slots(1)[0]
                secrets[new] = keyrings.for_writing([new], at=AT)[new].secret
        except Exception as error:  # whatever goes wrong fails the test
            wrong.append(error)
        finally:
            connections.close_all()

    server = threading.Thread(target=serve)
    server.start()
    for _ in range(3):
        rotation.turn(at=AT)
    stop.set()
    server.join()
    assert wrong == []
    found = keyrings.fetch(slots=list(secrets)).by_slot
    assert {slot: key.secret for slot, key in found.items()} == secrets
