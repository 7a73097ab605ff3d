"""Another format version: everything moves while it is read and written, and nobody sees an error."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.db import connections

from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.declare import system_access
from kindr.privacy.people import Person
from kindr.privacy.vault import keyrings, resealing, sealing
from kindr.shop.accounts.personal import Profile
from tests.privacy.vault.conftest import AT, access_of


@pytest.fixture(autouse=True)
def _version_1_again() -> Iterator[None]:
    yield
    sealing.write_version(1)


def profile_of(person: Person, name: str) -> Profile:
    return gates.collect(
        Profile, person=person.id, access=access_of(person), at=AT, source="account",
        values={"name": name, "phone": None},
    )  # fmt: skip


def version_of(record: Profile) -> int:
    return int(Profile.objects.get(pk=record.pk).name.sealed[0])


@pytest.mark.django_db
def test_everything_moves_to_the_version_that_is_written_and_opens_as_before(mara: Person) -> None:
    profile = profile_of(mara, "Mara")
    sealing.write_version(2)
    assert gates.read(profile, access=access_of(mara), at=AT).name == "Mara"
    assert resealing.left().rows >= 1
    assert resealing.reseal() >= 1
    assert (resealing.left(), version_of(profile)) == (resealing.Left(0, 0), 2)
    assert resealing.reseal() == 0
    found = Profile.objects.get(pk=profile.pk)
    assert gates.read(found, access=access_of(mara), at=AT).name == "Mara"
    sealing.write_version(1)
    assert gates.read(found, access=access_of(mara), at=AT).name == "Mara"


@pytest.mark.django_db
def test_a_correction_at_the_same_moment_wins(mara: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = profile_of(mara, "Mara")
    sealing.write_version(2)
    openable = resealing._openable

    def overtaken(batch: object) -> object:
        found = openable(batch)  # type: ignore[arg-type]  # passed through as it came
        gates.correct(Profile.objects.get(pk=profile.pk), access=access_of(mara), at=AT, values={"name": "Mara S."})
        return found

    monkeypatch.setattr(resealing, "_openable", overtaken)
    assert resealing.reseal() == 0
    assert gates.read(Profile.objects.get(pk=profile.pk), access=access_of(mara), at=AT).name == "Mara S."


@pytest.mark.django_db
def test_what_was_forgotten_is_left_alone(mara: Person) -> None:
    profile = profile_of(mara, "Mara")
    keyrings.shred([profile.slot], at=AT)
    sealing.write_version(2)
    assert resealing.reseal() == 0
    assert resealing.left().rows == 0


@pytest.mark.django_db(transaction=True)
def test_reading_and_writing_go_on_while_everything_is_sealed_again(mara: Person) -> None:
    everybody = [Person.objects.create(kind=mara.kind) for _ in range(20)]
    profiles = [profile_of(person, f"Name {number}") for number, person in enumerate(everybody)]
    access = system_access("keep_account")
    wrong: list[object] = []
    stop, written = threading.Event(), {profile.pk: f"Name {n}" for n, profile in enumerate(profiles)}

    def serve() -> None:
        number = 0
        try:
            while not stop.is_set():
                number += 1
                found = list(Profile.objects.filter(person__in=everybody))
                opened = gates.read_many(found, access=access, at=AT)
                wrong.extend(one for one in opened if one.name != written[one.record.pk])
                changed = found[number % len(found)]
                gates.correct(changed, access=access, at=AT, values={"name": f"Again {number}"})
                written[changed.pk] = f"Again {number}"
        except Exception as error:  # whatever goes wrong fails the test
            wrong.append(error)
        finally:
            connections.close_all()
            log_connection.close()

    server = threading.Thread(target=serve)
    server.start()
    for version in (2, 1, 2):
        sealing.write_version(version)
        while resealing.left().rows:
            resealing.reseal()
    stop.set()
    server.join()
    assert wrong == []
    assert {version_of(profile) for profile in profiles} == {2}
