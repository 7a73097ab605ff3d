"""Finding a customer by order number, exact e-mail address or exact phone number; never by name (policy 5.1).

A shortened tag is shared by several values, so whoever it names is opened and compared, which the log records.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access, Refused
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault import lookup
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.shop.accounts.queries import NotAPhoneNumber, phone_number
from kindr.shop.desk.queries.cards import CUSTOMERS
from kindr.shop.desk.rules import Hint, hint_in, order_number
from kindr.shop.orders import queries as orders


@dataclass(frozen=True)
class Found:
    """Somebody the words led to: a random id and what kind of person."""

    id: uuid.UUID
    kind: PersonKind


def people_found(words: str, *, access: Access, at: datetime) -> list[Found]:
    """The customers that a number, an address or a phone number leads to; raises PurposeNotAllowed."""
    found = _SEARCHES[hint_in(words)](words.strip(), access, at)
    rows = Person.objects.filter(pk__in=found, kind__in=CUSTOMERS).order_by("kind", "pk")
    return [Found(row.id, PersonKind(row.kind)) for row in rows]


def _by_order(words: str, _access: Access, _at: datetime) -> set[uuid.UUID]:
    try:
        return {orders.person_of(order_number(words))}
    except orders.NoSuchOrder:
        return set()


def _by_address(words: str, access: Access, at: datetime) -> set[uuid.UUID]:
    wanted = lookup.normalised_address(words)
    own = set(lookup.find(lookup.SIGN_IN_ADDRESS, wanted))
    shared = set(lookup.find(lookup.GUEST_ADDRESS, wanted)) - own
    return own | _rechecked(shared, "email", lambda value: lookup.normalised_address(value) == wanted, access, at)


def _by_phone(words: str, access: Access, at: datetime) -> set[uuid.UUID]:
    wanted = _phone(words)
    shared = set(lookup.find(lookup.PHONE, wanted)) if wanted else set()
    return _rechecked(shared, "phone", lambda value: _phone(value) == wanted, access, at)


def _by_nothing(_words: str, _access: Access, _at: datetime) -> set[uuid.UUID]:
    return set()


_SEARCHES: dict[Hint, Callable[[str, Access, datetime], set[uuid.UUID]]] = {
    Hint.ORDER: _by_order,
    Hint.ADDRESS: _by_address,
    Hint.PHONE: _by_phone,
    Hint.NOTHING: _by_nothing,
}


def _rechecked(
    candidates: Collection[uuid.UUID], category: str, is_wanted: Callable[[Any], bool], access: Access, at: datetime
) -> set[uuid.UUID]:
    """Of those whose tag matches, the people who really gave this value; whoever has asked for a halt is left out."""
    found = set()
    for person in candidates:
        try:
            opened = gates.read_many(_records(person, category, access), access=access, at=at)
        except Refused:
            continue
        values = [each.values()[name] for each in opened if not each.is_forgotten for name in _columns(each, category)]
        found |= {person} if any(value and is_wanted(value) for value in values) else set()
    return found


def _records(person: uuid.UUID, category: str, access: Access) -> list[PersonalRecord]:
    """What this person gave of a category, under clauses that serve the purpose."""
    return [
        record
        for model in registry.personal_records()
        if access.purpose in registry.clause(model.clause).purposes
        and category in {column.category for column in sealed_columns(model).values()}
        for record in model._default_manager.filter(person_id=person)
    ]


def _columns(opened: gates.Opened[PersonalRecord], category: str) -> list[str]:
    columns = sealed_columns(type(opened.record))
    return [name for name, column in columns.items() if column.category == category and column.kind is str]


def _phone(words: str) -> str:
    try:
        return phone_number(words)
    except NotAPhoneNumber:
        return ""
