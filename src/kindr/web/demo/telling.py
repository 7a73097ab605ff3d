"""Tells one story of the demo: an order through the shop's own actions, at moments of the past."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db import transaction

from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base import facts, ids
from kindr.base.clock import JAKARTA
from kindr.base.facts import Fact
from kindr.base.money import Rupiah
from kindr.privacy.access.declare import access_of, stranger_access, system_access
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person
from kindr.shop.accounts.queries import area_of_code, phone_number
from kindr.shop.catalog import actions as stock
from kindr.shop.catalog import queries as catalog
from kindr.shop.orders import actions as orders
from kindr.shop.orders import queries
from kindr.shop.orders.actions import Destination, Occasion, Placed, Wish
from kindr.shop.payments import actions as payments
from kindr.shop.payments import ports
from kindr.shop.payments.ports import CardFacts
from kindr.shop.payments.queries import payment
from kindr.web.demo import openings, people, pictures
from kindr.web.demo.stories import End, Guest, Story

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LETTERS_FOR = 48 * HOUR
"""The mailbox has the letters of orders that are not older than this."""
WORKSHOP = timedelta(days=9)
"""So long before it was sold a piece came from the workshop, when the shelf is to stay as full as it is."""
BANKS = ("bca", "mandiri", "bni", "bri", "permata")
CARDS = (("Visa", "4242"), ("Visa", "1881"), ("Mastercard", "4444"), ("Mastercard", "5100"), ("JCB", "0505"))
SENT = (End.SHIPPED, End.DELIVERED, End.PARTLY_REFUNDED, End.REFUNDED, End.REVIVED)
CAME = SENT[1:]
UNPAID = {End.LAPSED: Deed.EXPIRE, End.FAILED: Deed.FAIL, End.REVIVED: Deed.PAY_LATE}
LATE = {"qris": 1.5, "card": 2.5, "virtual_account": 25.0}
"""After so many hours the time to pay is over."""
MONEY_NEWS = ("PaymentSettled", "PaidLate", "PaymentExpired", "PaymentFailed", "PaymentRefunded")
LETTERS = {"OrderPlaced": Occasion.PLACED, "OrderPaid": Occasion.PAID, "OrderShipped": Occasion.SHIPPED}


@dataclass
class Telling:
    """One story on its way through the shop; `cast` are the ids of those who have an account, by address."""

    story: Story
    cast: Mapping[str, uuid.UUID]
    now: datetime
    chance: random.Random
    brings_stock: bool = False

    def tell(self, pieces: Mapping[int, int], *, key: uuid.UUID) -> bool:
        """Plays the whole story; False when the shop knows the order already."""
        with transaction.atomic(), ids.drawn_from(self.chance), _kept() as news:
            self.news = news
            if self.brings_stock:
                stock.receive_stock(pieces, at=self._at() - WORKSHOP)
            self.placed = self._place(pieces, key)
            if self.placed.placed_at != self._at():
                return False
            self._follow(self._at())
            self._pay()
            self._send()
            self._complain()
            self._pay_back()
            self._look_back()
        return True

    def _at_work(self, at: datetime) -> datetime:
        """The same moment, or the next morning in Jakarta when nobody is at work."""
        there = at.astimezone(JAKARTA)
        if 8 <= there.hour < 19:
            return at
        return min(there.replace(hour=9) + (DAY if there.hour >= 19 else 0 * DAY), self.now)

    def _at(self, hours: float = 0) -> datetime:
        """So many hours after the order was placed, or now when that has not come."""
        return min(self.now + (hours - self.story.hours) * HOUR, self.now)

    def _as(self, name: str, purpose: str) -> Access:
        email = next(one.email for one in people.STAFF if one.name == name)
        return access_of(Person.objects.get(pk=self.cast[email]), purpose)

    def _as_buyer(self, purpose: str) -> Access:
        return access_of(Person.objects.get(pk=self.placed.person_id), purpose)

    def _place(self, pieces: Mapping[int, int], key: uuid.UUID) -> Placed:
        known = catalog.variant_lines(pieces, language="id")
        email = address_of(self.story)
        wish = Wish(
            key=key,
            lines=pieces,
            service=queries.Service(self.story.service),
            agreed=sum((known[each].price * count for each, count in pieces.items()), Rupiah(0)),
            language=self.story.language,
            email=email,
            to=_destination(self.story.by),
        )
        buyer = self.cast.get(email)
        access = access_of(Person.objects.get(pk=buyer), "place_order") if buyer else stranger_access("place_order")
        return orders.place_order(wish, access=access, at=self._at())

    def _pay(self) -> None:
        end, method = self.story.end, self.story.method
        if self.story.is_paid_otherwise:
            self._begin("card" if method == "virtual_account" else "virtual_account", 0)
        waiting = self._begin(method, 0.02)
        if end is not End.WAITS:
            reference = payment(waiting, access=system_access("take_payment")).reference
            after = LATE[method] if end in UNPAID else self.story.pace.paid
            self._play(reference, UNPAID.get(end, Deed.PAY), self._at(0.4 if end is End.FAILED else after))
        if end is End.FAILED:
            orders.settle_up(self.placed.order_id, access=system_access("take_payment"), at=self._at(LATE[method]))

    def _begin(self, method: str, after: float) -> uuid.UUID:
        bank = self.chance.choice(BANKS) if method == "virtual_account" else ""
        access = system_access("take_payment")
        return orders.pay(self.placed.number, access=access, at=self._at(after), method=method, bank=bank)

    def _play(self, reference: str, deed: Deed, at: datetime) -> None:
        """The buyer's bank pays, or lets the time go by; its signed news is taken in as from the real gateway."""
        card = self._card() if self.story.method == "card" and deed is Deed.PAY else None
        for body, headers in cast(Simulator, ports.gateway()).play(reference, deed, at=at, card=card):
            payments.receive_notification(body, headers, at=at, access=system_access("take_payment"))
            self._follow(at)

    def _card(self) -> CardFacts:
        brand, last4 = self.chance.choice(CARDS)
        holder = self.story.by if isinstance(self.story.by, str) else self.story.by.name
        expiry = f"{self.chance.randint(1, 12):02}/{self.chance.randint(28, 31)}"
        return CardFacts(token="sim_of_the_demo", brand=brand, last4=last4, expiry=expiry, holder=holder.upper())  # noqa: S106

    def _send(self) -> None:
        """Bima opens the label and packs; the courier takes the parcel; it arrives."""
        number, end, pace = self.placed.number, self.story.end, self.story.pace
        if end is not End.PACKED and end not in SENT:
            return
        late = LATE[self.story.method] if end is End.REVIVED else 0
        packer = self._as("Bima", "fulfil_order")
        queries.parcel_label(number, access=packer, at=self._at(late + pace.packed))
        orders.pack(number, access=packer, at=self._at(late + pace.packed))
        if end in SENT:
            tracking = f"JNE{self.chance.randrange(10**10):010}"
            orders.ship(number, tracking_number=tracking, access=packer, at=self._at(late + pace.shipped))
            self._follow(self._at(late + pace.shipped))
        if end in CAME:
            orders.mark_delivered(number, access=self._as_buyer("place_order"), at=self._at(late + pace.arrived))

    def _complain(self) -> None:
        """The buyer reports a problem, and Tariq opens it."""
        problem, arrived = self.story.problem, self.story.pace.arrived
        if problem is None:
            return
        report = orders.report_problem(
            self.placed.number, message=problem.message, access=self._as_buyer("answer_customer"),
            at=self._at(arrived + 24), pictures=[pictures.drawn(self.chance)] if problem.has_picture else [],
        )  # fmt: skip
        agent, at = self._as("Tariq", "answer_customer"), self._at_work(self._at(arrived + 30))
        queries.problem_report(report, access=agent, at=at)
        if problem.is_closed:
            orders.close_problem(report, access=agent, at=at)

    def _pay_back(self) -> None:
        number, end, at = self.placed.number, self.story.end, self._at(self.story.pace.arrived + 48)
        if end in (End.CANCELLED, End.OWED):
            at = self._at(max(2, self.story.pace.paid + 1))
            orders.cancel(number, access=self._as_buyer("place_order"), at=at)
        elif end is End.REFUNDED:
            orders.refund(number, access=self._as("Tariq", "refund_payment"), at=at, restock=True)
        elif end is End.PARTLY_REFUNDED:
            first = queries.order_detail(number, language="id").deal.lines[0].variant
            orders.refund_pieces(number, pieces={first: 1}, access=self._as("Tariq", "refund_payment"), at=at)
        if end is not End.OWED:
            self._follow(at)

    def _look_back(self) -> None:
        """What staff opened about it; letters and labels of the cast's own orders are openings enough."""
        if self.brings_stock and self.story.end not in (End.OWED, End.WAITS):
            at, placed = min(self._at(30), self.now - DAY), self.placed
            if at > self._at():
                openings.play(placed.order_id, placed.person_id, at=at, as_=self._as, chance=self.chance)

    def _follow(self, at: datetime) -> None:
        """What the worker would have done then about the news; the table is `reactions.REACTIONS`."""
        while self.news:
            self._react(self.news.pop(0), at)

    def _react(self, fact: Fact, at: datetime) -> None:
        name, order = type(fact).__name__, self.placed.order_id
        if name in MONEY_NEWS:
            orders.settle_up(order, access=system_access("take_payment"), at=at)
        elif name == "OrderPaid":
            orders.issue_invoice(order, access=system_access("place_order"), at=at)
        elif name == "RefundAsked":
            payments.send_refund(fact.refund_id, at=at)  # type: ignore[attr-defined]  # this fact has it
        if name in LETTERS and self._at() > self.now - LETTERS_FOR:
            orders.write_letter(order, LETTERS[name], access=system_access("deliver_letters"), at=at)


@contextmanager
def _kept() -> Iterator[list[Fact]]:
    """Keeps the news of a story from the queue: the worker would do today what belongs to a day long past."""
    news: list[Fact] = []
    with facts.told_to(news.append):
        yield news


def _parent(name: str) -> people.Parent:
    return next(one for one in people.PARENTS if one.name == name)


def address_of(story: Story) -> str:
    """Where letters about the order of a story go."""
    return story.by.email if isinstance(story.by, Guest) else _parent(story.by).email


def _destination(by: str | Guest) -> Destination:
    if isinstance(by, Guest):
        place = {"street": by.street, "postcode": by.postcode, "notes": by.notes, "area": by.area}
    else:
        place = dict(_parent(by).address)
    name, phone = (by.name, by.phone) if isinstance(by, Guest) else (by, _parent(by).phone)
    found = area_of_code(place["area"])
    if found is None:
        raise LookupError(place["area"])
    return Destination(
        recipient=name, phone=phone_number(phone), street=place["street"], area=found, postcode=place["postcode"],
        notes=place.get("notes", ""),
    )  # fmt: skip
