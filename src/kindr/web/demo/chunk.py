"""One chunk of a large demo: sixty families and three hundred orders, as arrivals for the gate and rows beside them."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from kindr.base import ids
from kindr.privacy import registry
from kindr.privacy.access.declare import access_of, system_access
from kindr.privacy.access.terms import Access
from kindr.privacy.moving_in import Arrival
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention.rules import end_of
from kindr.privacy.vault import lookup
from kindr.privacy.vault.lookup import Index, LookupEntry
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.queries import Area, area_of_code, phone_number
from kindr.shop.orders.rules import Step
from kindr.web.demo import families, order_rows, year
from kindr.web.demo.families import Family
from kindr.web.demo.order_rows import Sold, Words
from kindr.web.demo.sheets import Course, Sheets
from kindr.web.demo.stories import Story
from kindr.web.demo.telling import CARDS

ORDERS = 300


@dataclass
class Chunk:
    """What is loaded in one commit, or not at all."""

    seed: int
    number: int
    at: datetime
    words: Words
    packer: Access
    orders: int = ORDERS
    sheets: Sheets = field(default_factory=Sheets)
    arrivals: list[Arrival] = field(default_factory=list)
    people: dict[Family, uuid.UUID] = field(default_factory=dict)

    @cached_property
    def stories(self) -> list[tuple[int, Story]]:
        """Its numbered stories, the oldest first."""
        here = families.families(self.seed, chunk=self.number)
        return year.stories(here, seed=f"{self.seed}/{self.number}", at=self.at, many=self.orders)

    def key(self, number: int) -> uuid.UUID:
        """By which an order is known again; it says nothing about anybody."""
        chance = random.Random(f"{self.seed}/chunk/{self.number}/{number}/key")  # noqa: S311  # the same each time
        return uuid.UUID(int=chance.getrandbits(128), version=4)

    def fill(self) -> None:
        """Makes everything; nothing is written yet."""
        for number, story in self.stories:
            chance = random.Random(f"{self.seed}/chunk/{self.number}/{number}")  # noqa: S311  # the same each time
            with ids.drawn_from(chance):
                self._order(number, story, chance)

    def _order(self, number: int, story: Story, chance: random.Random) -> None:
        family = story.by
        if not isinstance(family, Family):
            raise TypeError("a chunk has stories of its own families only")
        course = Course(story, self.at, "customer" if family.has_account else "guest")
        person = self._buyer(family, course.at())
        order = order_rows.sold(story, family, self.words, chance, person=person, key=self.key(number))
        order_rows.write(order, course, self.words, self.sheets)
        self._destination(order, course)
        self._papers(order, course, chance)

    def _buyer(self, family: Family, at: datetime) -> uuid.UUID:
        if not family.has_account:
            return self._person(PersonKind.GUEST)
        return self.people.get(family) or self._account(family, at)

    def _person(self, kind: PersonKind) -> uuid.UUID:
        made = ids.new_person_id()
        self.sheets.add(Person, id=made, kind=kind.value, is_of_age=False)
        return made

    def _account(self, family: Family, at: datetime) -> uuid.UUID:
        """An account that signs in by code, with a profile and one address; it agreed to nothing."""
        person = self.people[family] = self._person(PersonKind.PARENT)
        phone, keep = phone_number(family.phone), _buyer_access(person, "keep_account")
        self.sheets.add(Account, person_id=person, password=f"!{ids.readable_code(40)}")
        self._findable(lookup.SIGN_IN_ADDRESS, lookup.normalised_address(family.email), person)
        self._findable(lookup.PHONE, phone, person)
        contact = {"email": family.email}
        profile = {"name": family.name, "phone": phone}
        book = {
            "label": family.label, "recipient": family.name, "phone": phone, "street": family.street,
            "area": family.area, "postcode": family.postcode, "notes": family.notes or None,
        }  # fmt: skip
        self._take("AccountContact", person, keep, at, values=contact, plain={"verified_at": at}, source="account")
        self._take("Profile", person, keep, at, values=profile, plain={}, source="account")
        self._take("SavedAddress", person, keep, at, values=book, plain={"is_default": True}, source="account")
        return person

    def _destination(self, order: Sold, course: Course) -> None:
        """Where the parcel goes and whom to write to, unless it arrived so long ago that this is forgotten."""
        if _is_due("Delivery", course.closed_at, self.at):
            return
        family, person, of_order = order.family, order.person, {"order_id": order.id}
        area, phone = _area(family.area), phone_number(family.phone)
        access = _buyer_access(person, "place_order", PersonKind.PARENT if family.has_account else PersonKind.GUEST)
        values = {
            "recipient": family.name, "phone": phone, "street": family.street, "area_code": area.code,
            "village": area.village, "district": area.district, "city": area.city, "province": area.province,
            "postcode": family.postcode, "notes": family.notes,
        }  # fmt: skip
        self._take("Delivery", person, access, course.at(), values=values, plain=of_order)
        if family.has_account:
            self._take("OrderContact", person, access, course.at(), values={"email": family.email}, plain=of_order)
            return
        contact = {"email": family.email, "phone": phone}
        self._take("GuestContact", person, access, course.at(), values=contact, plain=of_order)
        self._findable(lookup.GUEST_ADDRESS, lookup.normalised_address(family.email), person)
        self._findable(lookup.PHONE, phone, person)

    def _papers(self, order: Sold, course: Course, chance: random.Random) -> None:
        """Invoice, courier's number and card, each where the order came so far."""
        family, person, paid_at, shipped_at = order.family, order.person, course.paid_at, course.moment(Step.SHIP)
        if paid_at:
            area = _area(family.area)
            lines = [family.street, f"{area.village}, {area.district}", area.city, f"{area.province} {family.postcode}"]
            values, plain = {"name": family.name, "address": lines}, {"order_id": order.id, "issued_at": paid_at}
            self._take("Invoice", person, _system("place_order"), paid_at, values=values, plain=plain, source="system")
        if paid_at and order.story.method == "card" and not _is_due("CardUsed", paid_at, self.at):
            self._take("CardUsed", person, _system("take_payment"), paid_at, values=_card(family, chance),
                       plain={"payment_id": order.payment})  # fmt: skip
        if shipped_at:
            tracking = {"tracking_number": f"JNE{chance.randrange(10**10):010}"}
            self._take("Shipment", person, self.packer, shipped_at, values=tracking, plain={"order_id": order.id},
                       source="system")  # fmt: skip

    def _findable(self, index: Index, value: str, person: uuid.UUID) -> None:
        self.sheets.add(LookupEntry, id=ids.new_id(), person_id=person, index=index.name, tag=lookup.tag(index, value))

    def _take(
        self, name: str, person: uuid.UUID, access: Access, at: datetime, *, values: Mapping[str, object],
        plain: Mapping[str, object], source: str = "order",
    ) -> None:  # fmt: skip
        self.arrivals.append(Arrival(_records()[name], person, access, at, source, values, plain))


def _records() -> Mapping[str, type[PersonalRecord]]:
    return {model.__name__: model for model in registry.personal_records()}


def _buyer_access(person: uuid.UUID, purpose: str, kind: PersonKind = PersonKind.PARENT) -> Access:
    return access_of(Person(id=person, kind=kind), purpose)


def _system(purpose: str) -> Access:
    return system_access(purpose)


def _area(code: str) -> Area:
    found = area_of_code(code)
    if found is None:
        raise LookupError(code)
    return found


def _card(family: Family, chance: random.Random) -> Mapping[str, object]:
    brand, last4 = chance.choice(CARDS)
    expiry = f"{chance.randint(1, 12):02}/{chance.randint(28, 31)}"
    return {
        "token": "sim_of_the_demo", "brand": brand, "last4": last4, "expiry": expiry, "holder": family.name.upper()
    }  # fmt: skip


def _is_due(name: str, event: datetime | None, at: datetime) -> bool:
    """Whether the time of a record is over whose own event this is."""
    end = end_of(registry.clause(_records()[name].clause).keep, period="", event=event)
    return end is not None and end <= at
