"""The profile, and the birthday that is kept only with a consent of its own (policy 2.1, 4.4)."""

from __future__ import annotations

from datetime import date, datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Decided, Decision
from kindr.shop.accounts.personal import Birthday, Profile
from kindr.shop.accounts.queries.own import own_id

GREETING = "greet_birthday"


class ConsentNotGiven(Exception):
    """A date of birth was given without the consent that would let Kindr keep it."""


def keep_profile(*, name: str, phone: str, access: Access, at: datetime) -> None:
    """Keeps what the acting parent is called and their telephone number (E.164, may be empty)."""
    values = {"name": name, "phone": phone or None}
    profile = Profile.objects.filter(person_id=own_id(access)).first()
    if profile is None:
        gates.collect(Profile, person=own_id(access), access=access, at=at, source="account", values=values)
    else:
        gates.correct(profile, access=access, at=at, values=values)


def keep_birthday(born: date, *, shown: str, language: str, access: Access, at: datetime) -> None:
    """Records the consent, word for word as it was shown, and then keeps the date of birth."""
    person = own_id(access)
    decided = Decided(GREETING, Decision.GIVEN, shown=shown, language=language, channel="profile")
    ledger.record(decided, person=person, by=person, at=at)
    row = Birthday.objects.filter(person_id=person).first()
    if row is None:
        gates.collect(
            Birthday, person=person, access=access, at=at, source="account", values={"date_of_birth": born}
        )
    else:
        gates.correct(row, access=access, at=at, values={"date_of_birth": born})


def withdraw_birthday(*, shown: str, language: str, access: Access, at: datetime) -> None:
    """Records the withdrawal and forgets the date of birth."""
    person = own_id(access)
    decided = Decided(GREETING, Decision.WITHDRAWN, shown=shown, language=language, channel="profile")
    ledger.record(decided, person=person, by=person, at=at)
    for row in Birthday.objects.filter(person_id=person):
        gates.expire(row, access=access, at=at)
