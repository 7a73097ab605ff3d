"""The profile, and the birthday that is kept only with a consent of its own (policy 2.1, 4.4)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import islice

from kindr.privacy import gates
from kindr.privacy.access.terms import Access, Refused
from kindr.privacy.consent import actions as consents
from kindr.privacy.consent.events import BOX, Decision
from kindr.privacy.consent.ledger import people_who_consent
from kindr.privacy.consent.wording import Shown
from kindr.privacy.retention import held
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.vault import lookup
from kindr.shop.accounts.personal import Birthday, Profile
from kindr.shop.accounts.queries.own import own_id

GREETING = "greet_birthday"
BATCH = 200


def keep_profile(*, name: str, phone: str, access: Access, at: datetime) -> None:
    """Keeps what the acting parent is called and their telephone number (E.164, may be empty)."""
    values = {"name": name, "phone": phone or None}
    profile = Profile.objects.filter(person_id=own_id(access)).first()
    if profile is None:
        gates.collect(Profile, person=own_id(access), access=access, at=at, source="account", values=values)
    else:
        gates.correct(profile, access=access, at=at, values=values)
    find_by_phone(own_id(access), phone)


def find_by_phone(person: uuid.UUID, phone: str) -> None:
    """Lets customer service find a parent by their exact number (E.164), or no longer when it is empty."""
    if phone:
        lookup.add(lookup.PHONE, phone, person=person)
    else:
        lookup.drop(lookup.PHONE, person=person)


def keep_birthday(born: date, *, shown: Shown, access: Access, at: datetime, has_gpc: bool | None = None) -> None:
    """Records the consent, word for word as it was shown, and then keeps the date of birth."""
    person = own_id(access)
    consents.decide(
        person=person, purpose=GREETING, decision=Decision.GIVEN, shown=shown, by=person, offer=BOX, access=access,
        at=at, has_gpc=has_gpc,
    )  # fmt: skip
    row = Birthday.objects.filter(person_id=person).first()
    if row is None:
        gates.collect(Birthday, person=person, access=access, at=at, source="account", values={"date_of_birth": born})
    else:
        gates.correct(row, access=access, at=at, values={"date_of_birth": born})


def withdraw_birthday(*, language: str, access: Access, at: datetime) -> None:
    """Takes the consent back; the date of birth is forgotten with it (`forget_birthday`)."""
    person = own_id(access)
    requests.withdraw(person, [GREETING], by=person, language=language, access=access, at=at)


def forget_birthday(person: uuid.UUID, *, language: str, access: Access, at: datetime) -> int:  # noqa: ARG001
    """What stops with the consent to be greeted: the date of birth goes. Counts what went.

    What a legal hold keeps is locked instead, and goes with the first sweep after the hold's end (6.3.9).
    """
    gone, keeping = 0, held.in_force(at, people=[person])
    for row in Birthday.objects.filter(person_id=person):
        if keeping.covers(row.slot):
            gates.lock([row.slot], access=access, at=at)
        else:
            gates.expire(row, access=access, at=at)
            gone += 1
    return gone


def sweep_birthdays(*, access: Access, at: datetime) -> int:
    """Forgets the dates of birth whose consent is gone, whatever became of the job that was to; counts what went.

    Those that only a legal hold still kept are among them once it has ended.
    """
    gone = 0
    for person in _without_consent(at):
        with suppress(Refused):  # it is counted as left over, and the others go
            gone += forget_birthday(person, language="", access=access, at=at)
    return gone


def birthdays_left_over(*, at: datetime) -> int:
    """How many dates of birth should be gone with their consent and are still there; what is held is not counted."""
    rows = Birthday.objects.exclude(held.in_force(at).rows(Birthday.clause))
    return rows.filter(person_id__in=list(_without_consent(at))).count()


def _without_consent(at: datetime) -> Iterator[uuid.UUID]:
    """Whose date of birth is kept without a consent that stands. The ledger is asked after the rows are seen."""
    people = Birthday.objects.values_list("person_id", flat=True).order_by("person_id").iterator(chunk_size=BATCH)
    while batch := list(islice(people, BATCH)):
        consenting = people_who_consent(GREETING, batch, at=at)
        yield from (person for person in batch if person not in consenting)
