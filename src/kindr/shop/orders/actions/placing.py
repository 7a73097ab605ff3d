"""Placing an order: once for each key, everything in one transaction (policy 2.3, 3.2)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from kindr.base.ids import new_id, readable_code
from kindr.base.money import Rupiah
from kindr.privacy import gates
from kindr.privacy.access.declare import stranger_access
from kindr.privacy.access.terms import Access, ActorKind
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault import lookup
from kindr.shop.accounts.areas import Area, is_jabodetabek
from kindr.shop.accounts.queries import phone_number
from kindr.shop.catalog import actions as catalog
from kindr.shop.catalog.actions import SoldOut
from kindr.shop.catalog.queries import VariantLine, variant_lines
from kindr.shop.orders import rules
from kindr.shop.orders.actions import steps
from kindr.shop.orders.models import Delivery, GuestContact, Order, OrderContact, OrderLine
from kindr.shop.orders.rules import Service, Step, Totals

__all__ = ["Destination", "EmptyOrder", "Placed", "PriceChanged", "SoldOut", "Wish", "place_order"]

LANGUAGES = ("id", "en")


class EmptyOrder(Exception):
    """There is nothing in the order that the catalogue knows."""


class PriceChanged(Exception):
    """The garments now cost something else than the buyer agreed to; `goods` is what they cost."""

    def __init__(self, goods: Rupiah) -> None:
        self.goods = goods
        super().__init__(f"The garments cost {goods} now.")


@dataclass(frozen=True)
class Destination:
    """Where a parcel goes, as the buyer typed it."""

    recipient: str = field(repr=False)
    phone: str = field(repr=False)
    street: str = field(repr=False)
    area: Area = field(repr=False)
    postcode: str = field(repr=False)
    notes: str = field(repr=False, default="")


@dataclass(frozen=True)
class Wish:
    """What a buyer wants. `lines` are variant -> pieces; `agreed` is the sum of the garments that the page showed.

    What the delivery costs follows from the service and the place, as the page says for both zones.
    """

    key: uuid.UUID
    lines: Mapping[int, int]
    service: Service
    agreed: Rupiah
    language: str
    email: str = field(repr=False)
    to: Destination = field(repr=False)


@dataclass(frozen=True)
class Placed:
    """An order that was placed, now or before under the same key."""

    order_id: uuid.UUID
    number: str
    person_id: uuid.UUID
    placed_at: datetime


def place_order(wish: Wish, *, access: Access, at: datetime) -> Placed:
    """Takes an order and holds its pieces; the same key gives the same order, however often and at once.

    Prices come from the catalogue. Raises SoldOut, PriceChanged, EmptyOrder, PersonClosed and Refused; then nothing is
    kept of it.
    """
    steps.check_claim(access, "place_order")
    before = _placed(wish.key)
    if before is not None:
        return before
    try:
        with transaction.atomic():
            return _place(wish, access=access, at=at)
    except IntegrityError:
        # Two clicks at once: the other one was first, and its order is this order.
        before = _placed(wish.key)
        if before is None:
            raise
        return before


def _placed(key: uuid.UUID) -> Placed | None:
    order = Order.objects.filter(key=key).first()
    return Placed(order.id, order.number, order.person_id, order.placed_at) if order else None


def _place(wish: Wish, *, access: Access, at: datetime) -> Placed:
    words = {language: variant_lines(wish.lines, language=language) for language in LANGUAGES}
    amounts = _amounts(wish, words["id"])
    person, access = _buyer(wish.email, access=access, at=at)
    order = _opened(wish, amounts, person=person, at=at)
    OrderLine.objects.bulk_create(_lines(order, wish.lines, words))
    # Keys are made before any row of the stock is locked: a slow key server holds up nobody else.
    _keep_destination(order, wish.to, access=access, at=at)
    _keep_contact(order, wish, access=access, at=at)
    catalog.take_stock(wish.lines, order=order.stock_hold, at=at)
    steps.note(order, Step.PLACE, access=access, at=at)
    return Placed(order.id, order.number, order.person_id, order.placed_at)


def _amounts(wish: Wish, known: Mapping[int, VariantLine]) -> Totals:
    if not wish.lines or wish.lines.keys() - known.keys():
        raise EmptyOrder
    _check_stock(wish.lines, known)
    priced = [(known[variant].price, pieces) for variant, pieces in wish.lines.items()]
    goods = sum((price * pieces for price, pieces in priced), Rupiah(0))
    near = is_jabodetabek(wish.to.area.code)
    amounts = rules.totals(priced, rules.delivery_price(wish.service, near=near, goods=goods))
    if amounts.goods != wish.agreed:
        raise PriceChanged(amounts.goods)
    return amounts


def _check_stock(lines: Mapping[int, int], known: Mapping[int, VariantLine]) -> None:
    """Turns away early who is clearly too late, before keys are made; the stock itself decides about all others."""
    for variant, pieces in lines.items():
        if pieces > known[variant].stock:
            raise SoldOut(variant_id=variant, sku=known[variant].sku, wanted=pieces, left=known[variant].stock)


def _buyer(email: str, *, access: Access, at: datetime) -> tuple[uuid.UUID, Access]:
    """The person who buys, and their access. A stranger becomes a guest at this moment and not before.

    So does a guest who gives another e-mail address than before: two people who share a browser, or a link that
    somebody sent, stay two people, and neither sees the other's order.
    """
    actor = access.actor
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        return Person.objects.create(kind=PersonKind.GUEST).id, access
    if actor.role != "guest" or _is_known_by(email, guest=actor.id, access=access, at=at):
        return actor.id, access
    return Person.objects.create(kind=PersonKind.GUEST).id, stranger_access("place_order")


def _is_known_by(email: str, *, guest: uuid.UUID, access: Access, at: datetime) -> bool:
    """Whether the guest has given this address before, and no other."""
    contacts = list(GuestContact.objects.filter(person_id=guest))
    opened = gates.read_many(contacts, access=access, at=at)
    known = {lookup.normalised_address(each.email) for each in opened if not each.is_forgotten}
    return known == {lookup.normalised_address(email)}


def _opened(wish: Wish, amounts: Totals, *, person: uuid.UUID, at: datetime) -> Order:
    return Order.objects.create(
        id=new_id(),
        number=f"KD-{readable_code(4)}-{readable_code(4)}",
        person_id=person,
        service=wish.service,
        near=is_jabodetabek(wish.to.area.code),
        goods=amounts.goods.amount,
        delivery_price=amounts.delivery.amount,
        tax=amounts.tax.amount,
        total=amounts.total.amount,
        language=wish.language,
        key=wish.key,
        placed_at=at,
    )


def _lines(order: Order, lines: Mapping[int, int], words: Mapping[str, Mapping[int, VariantLine]]) -> list[OrderLine]:
    return [
        OrderLine(
            order=order,
            variant=variant,
            slug=words["id"][variant].slug,
            sku=words["id"][variant].sku,
            title_id=words["id"][variant].title,
            title_en=words["en"][variant].title,
            colour_key=words["id"][variant].colour_key,
            colour_id=words["id"][variant].colour,
            colour_en=words["en"][variant].colour,
            size=words["id"][variant].size,
            price=words["id"][variant].price.amount,
            pieces=pieces,
            tax=rules.line_tax(words["id"][variant].price, pieces).amount,
        )
        for variant, pieces in lines.items()
    ]


def _keep_destination(order: Order, to: Destination, *, access: Access, at: datetime) -> None:
    values = {
        "recipient": to.recipient,
        "phone": to.phone,
        "street": to.street,
        "area_code": to.area.code,
        "village": to.area.village,
        "district": to.area.district,
        "city": to.area.city,
        "province": to.area.province,
        "postcode": to.postcode,
        "notes": to.notes,
    }
    gates.collect(
        Delivery, person=order.person_id, access=access, at=at, source="order", values=values, plain={"order": order}
    )


def _keep_contact(order: Order, wish: Wish, *, access: Access, at: datetime) -> None:
    """The address for letters; a guest is also made findable by it, so that staff can help."""
    of_account = access.actor.role == "customer"
    model: type[OrderContact | GuestContact] = OrderContact if of_account else GuestContact
    values = {"email": wish.email} if of_account else {"email": wish.email, "phone": wish.to.phone}
    gates.collect(
        model, person=order.person_id, access=access, at=at, source="order", values=values, plain={"order": order}
    )
    if not of_account:
        lookup.add(lookup.GUEST_ADDRESS, lookup.normalised_address(wish.email), person=order.person_id)
        lookup.add(lookup.PHONE, phone_number(wish.to.phone), person=order.person_id)
