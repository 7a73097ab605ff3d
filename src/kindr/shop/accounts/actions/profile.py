"""The profile, and the birthday that is kept only with a consent of its own (policy 2.1, 4.4)."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Decided, Decision
from kindr.privacy.vault import lookup
from kindr.shop.accounts.personal import Birthday, Profile
from kindr.shop.accounts.queries.own import own_id

GREETING = "greet_birthday"


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


def keep_birthday(born: date, *, shown: str, language: str, access: Access, at: datetime) -> None:
    """Records the consent, word for word as it was shown, and then keeps the date of birth."""
    person = own_id(access)
    decided = Decided(GREETING, Decision.GIVEN, shown=shown, language=language, channel="profile")
    ledger.record(decided, person=person, by=person, at=at)
    row = Birthday.objects.filter(person_id=person).first()
    if row is None:
        gates.collect(Birthday, person=person, access=access, at=at, source="account", values={"date_of_birth": born})
    else:
        gates.correct(row, access=access, at=at, values={"date_of_birth": born})


def withdraw_birthday(*, shown: str, language: str, access: Access, at: datetime) -> None:
    """Records the withdrawal and forgets the date of birth."""
    person = own_id(access)
    decided = Decided(GREETING, Decision.WITHDRAWN, shown=shown, language=language, channel="profile")
    ledger.record(decided, person=person, by=person, at=at)
    for row in Birthday.objects.filter(person_id=person):
        gates.expire(row, access=access, at=at)
