"""The gate for many: the same checks, keys, log lines and seals as one by one, for people who are new here."""

from __future__ import annotations

from datetime import datetime

import pytest

from kindr.base import clock
from kindr.base.ids import new_person_id
from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.declare import access_of, system_access
from kindr.privacy.access.terms import Access, PurposeNotAllowed
from kindr.privacy.gates import Incomplete
from kindr.privacy.moving_in import Arrival, NotNew, Rows, collect_many
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault import copying, keyrings
from kindr.shop.accounts.personal import Profile
from tests.cast import Player

pytestmark = pytest.mark.django_db


def arrival(at: datetime, name: str, *, purpose: str = "keep_account", **values: object) -> Arrival:
    person = Person(id=new_person_id(), kind=PersonKind.PARENT)
    access = access_of(person, "keep_account") if purpose == "keep_account" else Access(_actor(person), purpose)
    return Arrival(Profile, person.id, access, at, "account", {"name": name, "phone": None, **values})


def _actor(person: Person):  # type: ignore[no-untyped-def]
    return access_of(person, "keep_account").actor


def people_of(arrivals: list[Arrival]) -> Rows:
    return Rows(Person, ["id", "kind"], [[each.person, "parent"] for each in arrivals])


def test_what_came_with_many_opens_and_is_in_the_log_like_what_came_alone() -> None:
    at = clock.now()
    arrivals = [arrival(at, f"Siti {number}") for number in range(60)]
    assert collect_many(arrivals, beside=[people_of(arrivals)], at=at) == 60 * (2 + 1 + 1 + 1)
    records = list(Profile.objects.filter(pk__in=[each.id for each in arrivals]))
    opened = gates.read_many(records, access=system_access("keep_account"), at=at)
    assert sorted(each.name for each in opened) == sorted(f"Siti {number}" for number in range(60))
    [alone] = [line for line in log.lines_about(arrivals[0].person) if line.verb == "collect"]
    assert (alone.role, alone.purpose, set(alone.opened)) == ("customer", "keep_account", {"profile"})


def test_somebody_who_is_known_already_goes_through_the_gate_for_one(mara: Player) -> None:
    at = clock.now()
    known = Arrival(Profile, mara.person.pk, mara.access("keep_account"), at, "account", {"name": "M", "phone": None})
    with pytest.raises(NotNew):
        collect_many([known], at=at)
    assert Profile.objects.filter(person_id=mara.id).count() == 1


def test_a_refusal_is_recorded_and_nothing_of_the_chunk_is_kept() -> None:
    at = clock.now()
    fine, refused = arrival(at, "Siti"), arrival(at, "Budi", purpose="newsletter")
    with pytest.raises(PurposeNotAllowed):
        collect_many([fine, refused], beside=[people_of([fine, refused])], at=at)
    assert not Profile.objects.exists()
    assert log.lines_about(refused.person)[0].refused_by
    assert not keyrings.living_slots(fine.person)


def test_a_missing_column_is_noticed() -> None:
    at = clock.now()
    half = arrival(at, "Siti")
    with pytest.raises(Incomplete):
        collect_many([Arrival(Profile, half.person, half.access, at, "account", {"phone": None})], at=at)


def test_a_crash_between_the_servers_leaves_keys_only(monkeypatch: pytest.MonkeyPatch) -> None:
    at = clock.now()
    one = arrival(at, "Siti")

    def crash(*_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr("kindr.privacy.moving_in.copy_rows", crash)
    with pytest.raises(RuntimeError):
        collect_many([one], beside=[people_of([one])], at=at)
    assert keyrings.living_slots(one.person)
    assert not Person.objects.filter(pk=one.person).exists()
    monkeypatch.undo()
    with pytest.raises(copying.NotNew):
        collect_many([one], beside=[people_of([one])], at=at)
