"""People with a history of so many rows, each sealed, taken in through the gate for many."""

from __future__ import annotations

import uuid

from kindr.base import clock
from kindr.privacy.access.terms import Access, Actor, ActorKind
from kindr.privacy.moving_in import Arrival, collect_many
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts.personal import SavedAddress

VALUES = {
    "label": "Rumah",
    "recipient": "Mara Melati Kusuma",
    "phone": "+6281234567890",
    "street": "Jalan Cikini Raya No. 73, RT 03 RW 05",
    "area": "31.71.06.1001",
    "postcode": "10330",
}


def person_with(rows: int) -> uuid.UUID:
    """A new parent with so many addresses, which stand for whatever history there is: rows under one key."""
    person, at = Person.objects.create(kind=PersonKind.PARENT).pk, clock.now()
    access = own_access(person, "keep_account")
    plain = {"is_default": False}
    collect_many([Arrival(SavedAddress, person, access, at, "account", VALUES, plain) for _ in range(rows)], at=at)
    return person


def own_access(person: uuid.UUID, purpose: str) -> Access:
    """The person asking for what is theirs."""
    return Access(Actor(ActorKind.PERSON, person, "customer"), purpose)
