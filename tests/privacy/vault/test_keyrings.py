"""Data keys: one per slot whoever races, committed to, gone when shredded, and never longer in memory than needed."""

from __future__ import annotations

import gc
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from kindr.privacy import gates
from kindr.privacy.access import connection
from kindr.privacy.people import Person
from kindr.privacy.vault import keyrings, sealing, wrapping
from kindr.privacy.vault.keyrings import PersonClosed, Slot
from kindr.privacy.vault.models import DataKey, Hold, Tombstone
from kindr.privacy.vault.sealing import DataCipher, TamperedSeal
from kindr.shop.accounts.personal import Profile, SavedAddress
from tests.privacy.vault.conftest import AT, access_of

ADDRESS = {
    "label": "rumah",
    "recipient": "Mara",
    "phone": "+628111111111",
    "street": "Jalan Melati 3",
    "area": "3173041003",
    "postcode": "11220",
    "notes": None,
}


def a_slot(period: str = "life") -> Slot:
    return Slot(uuid.uuid4(), "profile", period)


def close_connections() -> None:
    """As a thread of the web server does at its end: the access log has a connection of its own."""
    connections.close_all()
    connection.close()


def in_threads(work: Callable[[int], object], count: int = 8) -> list[object]:
    """Starts the work in many threads at one moment; each closes its own connections."""
    barrier = Barrier(count)

    def run(number: int) -> object:
        try:
            barrier.wait()
            return work(number)
        except Exception as error:  # the test looks at what was raised
            return error
        finally:
            close_connections()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db
def test_a_slot_gets_one_key_and_keeps_it() -> None:
    slot = a_slot()
    first = keyrings.for_writing([slot], at=AT)[slot]
    second = keyrings.for_writing([slot], at=AT)[slot]
    assert (first.id, first.secret) == (second.id, second.secret)
    assert DataKey.objects.filter(person_id=slot.person).count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_want_a_key_at_the_same_moment_get_the_same_one() -> None:
    slots = [a_slot(str(year)) for year in range(2020, 2024)]
    found = in_threads(lambda _: [keyrings.for_writing(slots, at=AT)[slot].secret for slot in slots])
    assert all(keys == found[0] for keys in found)
    assert DataKey.objects.count() == len(slots)


@pytest.mark.django_db(transaction=True)
def test_nobody_gets_a_key_for_somebody_who_is_being_closed() -> None:
    person = uuid.uuid4()

    def work(number: int) -> object:
        if number == 0:
            keyrings.close(person, at=AT)
            return sorted(keyrings.living_slots(person), key=str)
        slot = Slot(person, "profile", str(number))
        return keyrings.for_writing([slot], at=AT)[slot].id

    found = in_threads(work)
    seen_by_the_closer = found[0]
    assert isinstance(seen_by_the_closer, list)
    made = {found_key for found_key in found[1:] if isinstance(found_key, uuid.UUID)}
    assert all(isinstance(one, uuid.UUID | PersonClosed) for one in found[1:])
    assert len(seen_by_the_closer) == len(made), "a key was made after the person was closed"


@pytest.mark.django_db
def test_a_shredded_key_leaves_a_tombstone_and_the_next_one_is_a_new_generation() -> None:
    slot = a_slot()
    old = keyrings.for_writing([slot], at=AT)[slot]
    assert keyrings.shred([slot], at=AT) == 1
    assert keyrings.shred([slot], at=AT) == 0
    assert keyrings.fetch(ids=[old.id], slots=[slot]).by_id == {}
    assert Tombstone.objects.get(person_id=slot.person).generation == 1
    new = keyrings.for_writing([slot], at=AT)[slot]
    assert new.secret != old.secret
    assert DataKey.objects.get(person_id=slot.person).generation == 2


@pytest.mark.django_db
def test_a_closed_person_gets_evidence_only_and_it_is_locked() -> None:
    person = uuid.uuid4()
    keyrings.close(person, at=AT)
    keyrings.close(person, at=AT)
    with pytest.raises(PersonClosed):
        keyrings.for_writing([Slot(person, "profile", "life")], at=AT)
    evidence = Slot(person, "access_log", "2026")
    key = keyrings.for_writing([evidence], at=AT, outliving=["access_log"])[evidence]
    assert key.hold == Hold.LOCKED


@pytest.mark.django_db
def test_lifting_a_restriction_does_not_unlock_what_the_law_locked() -> None:
    slot = a_slot()
    keyrings.for_writing([slot], at=AT)
    steps = ((Hold.RESTRICTED, "restricted"), (Hold.OPEN, ""), (Hold.LOCKED, "locked"), (Hold.OPEN, "locked"))
    for asked, then in steps:
        keyrings.lock(person=slot.person, clauses=["profile"], hold=asked, at=AT)
        assert DataKey.objects.get(person_id=slot.person).hold == then


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["wrapped", "commitment", "person_id", "clause", "period", "generation", "id"])
def test_a_wrapped_key_that_was_changed_or_moved_does_not_open(change: str) -> None:
    slot = a_slot()
    keyrings.for_writing([slot], at=AT)
    row = DataKey.objects.get(person_id=slot.person)
    values = {
        "wrapped": bytes(row.wrapped)[:-1] + bytes([bytes(row.wrapped)[-1] ^ 1]),
        "commitment": bytes(32),
        "person_id": uuid.uuid4(),
        "clause": "birthday",
        "period": "2026",
        "generation": 2,
        "id": uuid.uuid4(),
    }
    DataKey.objects.filter(pk=row.pk).update(**{change: values[change]})
    changed = DataKey.objects.get()
    with pytest.raises(TamperedSeal):
        keyrings.fetch(ids=[changed.id])


@pytest.mark.django_db
def test_a_key_that_was_not_promised_is_refused_even_when_it_is_wrapped_well() -> None:
    slot = a_slot()
    key = keyrings.for_writing([slot], at=AT)[slot]
    epoch = keyrings.roots().current_epoch()
    other = wrapping.wrap(epoch, bytes(range(32)), wrapping.place_of(key.id, slot, 1))
    DataKey.objects.filter(pk=key.id).update(wrapped=other)
    with pytest.raises(TamperedSeal, match="commitment"):
        keyrings.fetch(ids=[key.id])


@pytest.mark.django_db
def test_a_page_of_many_people_takes_one_key_query_and_one_log_insert(mara: Person) -> None:
    records = [
        gates.collect(
            SavedAddress,
            person=person.id,
            access=access_of(person),
            at=AT,
            source="account",
            values=ADDRESS,
        )
        for person in [mara, *(Person.objects.create(kind="parent") for _ in range(7))]
        for _ in range(2)
    ]
    access = gates_access_of_service()
    gates.read_many(records, access=access, at=AT)
    with (
        CaptureQueriesContext(connections["keys"]) as keys,
        CaptureQueriesContext(connections["default"]) as data,
    ):
        opened = gates.read_many(records, access=access, at=AT)
    assert [one.recipient for one in opened] == ["Mara"] * 16
    assert len(keys) == 1
    assert len(data) == 0, "the log is written on its own connection, in one insert"


def gates_access_of_service() -> object:
    from kindr.privacy.access.terms import Access, Actor, ActorKind

    return Access(Actor(ActorKind.STAFF, uuid.uuid4(), "service"), "answer_customer")


@pytest.mark.django_db
def test_no_key_outlives_the_opening_that_needed_it(mara: Person) -> None:
    access = access_of(mara)
    profile = gates.collect(
        Profile, person=mara.id, access=access, at=AT, source="account", values={"name": "Mara", "phone": None}
    )
    opened = gates.read(profile, access=access, at=AT)
    gc.collect()
    assert opened.name == "Mara"
    assert [thing for thing in gc.get_objects() if type(thing) is DataCipher] == []


def test_a_key_prints_nothing_and_is_never_pickled() -> None:
    import copy
    import pickle

    key = DataCipher(uuid.uuid4(), bytes(32))
    assert repr(key) == str(key) == f"{key}" == "DataCipher(•••)"
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never pickled"):
            attempt(key)


def test_the_commitment_and_the_keys_of_values_and_files_differ() -> None:
    secret = bytes(range(32))
    labels = ["kindr/blob/v1", "kindr/fold/v1", "kindr/wrap/v1"]
    assert len({sealing.derive(secret, label) for label in labels} | {secret, *sealing.expand(secret)}) == 6
