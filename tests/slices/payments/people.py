"""The people and the ids that payment tests need."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from kindr.base.money import Rupiah
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, Actor, ActorKind
from kindr.privacy.people import Person, PersonKind
from kindr.shop.payments import actions
from kindr.shop.payments.queries import PaymentShown
from kindr.shop.payments.rules import Method

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
PRICE = Rupiah(129_000)


def mara() -> Person:
    return Person.objects.create(kind=PersonKind.PARENT)


def as_customer(person: Person, purpose: str = "take_payment") -> Access:
    return Access(Actor(ActorKind.PERSON, person.id, "customer"), purpose)


def as_system(purpose: str = "take_payment") -> Access:
    return system_access(purpose)


def a_payment(person: Person, method: Method = Method.QRIS, **wishes: object) -> PaymentShown:
    """A started payment of Mara's for a new order, unless the wishes say otherwise."""
    wish = {"order_id": uuid.uuid4(), "amount": PRICE, "at": NOON, "access": as_customer(person), **wishes}
    bank = "bca" if method is Method.VIRTUAL_ACCOUNT else ""
    return actions.start_payment(person_id=person.id, method=method, bank=bank, **wish)  # type: ignore[arg-type]
