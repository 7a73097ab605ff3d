"""Plays the stories of the demo: each order through the shop's own actions, at moments of the past weeks."""

from __future__ import annotations

import io
import random
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.db import transaction
from PIL import Image, ImageDraw

from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base import facts
from kindr.base.facts import Fact
from kindr.base.money import Rupiah
from kindr.privacy.access.declare import access_of, stranger_access, system_access
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person
from kindr.shop.accounts.queries import account_of_address, area_of_code, phone_number
from kindr.shop.catalog import queries as catalog
from kindr.shop.orders import actions as orders
from kindr.shop.orders import queries
from kindr.shop.orders.actions import Destination, Occasion, Placed, Wish
from kindr.shop.payments import actions as payments
from kindr.shop.payments import ports
from kindr.shop.payments.ports import CardFacts
from kindr.shop.payments.queries import payment
from kindr.web import demo_people
from kindr.web.demo_stories import STORIES, End, Guest, Story

HOUR = timedelta(hours=1)
PAID, PACKED, SHIPPED, ARRIVED = 0.2 * HOUR, 20 * HOUR, 24 * HOUR, 5 * 24 * HOUR
"""How long after it was placed something happens to an order."""
LETTERS_FOR = 48 * HOUR
"""The mailbox has the letters of orders that are not older than this."""
BANK = "bca"
CARD = CardFacts(token="sim_of_the_demo", brand="Visa", last4="4242", expiry="08/29", holder="KELUARGA DEMO")  # noqa: S106
ON_THE_SHELF, ENOUGH = 24, 6
UNPAID = (End.WAITS, End.LAPSED)
SENT = (End.SHIPPED, End.DELIVERED, End.PARTLY_REFUNDED, End.REFUNDED)
CAME = SENT[1:]
LETTERS = {"OrderPlaced": Occasion.PLACED, "OrderPaid": Occasion.PAID, "OrderShipped": Occasion.SHIPPED}


def load(*, at: datetime, seed: int, most: int | None = None) -> int:
    """Plays the stories that this shop does not know yet, each in one commit; counts them.

    An interrupted load goes on where it stopped, and a complete one changes nothing. `most` limits the stories.
    """
    cast_ids = _cast()
    shelf = _shelf()
    if not shelf or not {one.name for one in demo_people.STAFF} <= cast_ids.keys():
        return 0
    told = 0
    for number, story in enumerate(STORIES[:most]):
        if isinstance(story.by, Guest) or story.by in cast_ids:
            # The key comes first: what is on the shelf by now must not make it another order.
            chance = random.Random(f"{seed}/{number}")  # noqa: S311  # the same demo for the same seed
            key = uuid.UUID(int=chance.getrandbits(128), version=4)
            told += _Telling(story, cast_ids, at).tell(_chosen(story, shelf, chance), key=key)
    return told


@dataclass
class _Telling:
    """One story on its way through the shop."""

    story: Story
    cast: Mapping[str, uuid.UUID]
    now: datetime

    def tell(self, pieces: Mapping[int, int], *, key: uuid.UUID) -> bool:
        """Plays the whole story; False when the shop knows the order already."""
        with transaction.atomic(), _kept() as news:
            self.news = news
            self.placed = self._place(pieces, key)
            if self.placed.placed_at != self._at():
                return False
            self._follow(self._at())
            self._pay()
            self._send()
            self._complain()
            self._pay_back()
        return True

    def _at(self, passed: timedelta = timedelta()) -> datetime:
        return min(self.now - self.story.hours * HOUR + passed, self.now)

    def _as(self, name: str, purpose: str) -> Access:
        return access_of(Person.objects.get(pk=self.cast[name]), purpose)

    def _as_buyer(self, purpose: str) -> Access:
        return access_of(Person.objects.get(pk=self.placed.person_id), purpose)

    def _place(self, pieces: Mapping[int, int], key: uuid.UUID) -> Placed:
        known = catalog.variant_lines(pieces, language="id")
        by = self.story.by
        wish = Wish(
            key=key,
            lines=pieces,
            service=queries.Service(self.story.service),
            agreed=sum((known[each].price * count for each, count in pieces.items()), Rupiah(0)),
            language=self.story.language,
            email=by.email if isinstance(by, Guest) else _parent(by).email,
            to=_destination(by),
        )
        access = stranger_access("place_order") if isinstance(by, Guest) else self._as(by, "place_order")
        return orders.place_order(wish, access=access, at=self._at())

    def _pay(self) -> None:
        access, at = system_access("take_payment"), self._at()
        bank = BANK if self.story.method == "virtual_account" else ""
        waiting = orders.pay(self.placed.number, access=access, at=at, method=self.story.method, bank=bank)
        if self.story.end is not End.WAITS:
            self._play(payment(waiting, access=access).reference, self.story.end is End.LAPSED)

    def _play(self, reference: str, is_lapsed: bool) -> None:
        """The buyer's bank pays, or lets the time go by; its signed message is taken in as from the real gateway."""
        at = self._at(24 * HOUR if self.story.method == "virtual_account" else HOUR) if is_lapsed else self._at(PAID)
        card = CARD if self.story.method == "card" and not is_lapsed else None
        deed = Deed.EXPIRE if is_lapsed else Deed.PAY
        for body, headers in cast(Simulator, ports.gateway()).play(reference, deed, at=at, card=card):
            payments.receive_notification(body, headers, at=at, access=system_access("take_payment"))
        self._follow(at)

    def _send(self) -> None:
        """Bima opens the label and packs; the courier takes the parcel; it arrives."""
        number, end = self.placed.number, self.story.end
        if end is not End.PACKED and end not in SENT:
            return
        packer = self._as("Bima", "fulfil_order")
        queries.parcel_label(number, access=packer, at=self._at(PACKED))
        orders.pack(number, access=packer, at=self._at(PACKED))
        if end in SENT:
            tracking = f"JNE{self.placed.order_id.int % 10**10:010}"
            orders.ship(number, tracking_number=tracking, access=packer, at=self._at(SHIPPED))
            self._follow(self._at(SHIPPED))
        if end in CAME:
            orders.mark_delivered(number, access=self._as_buyer("place_order"), at=self._at(ARRIVED))

    def _complain(self) -> None:
        """The buyer reports a problem, and Tariq opens it."""
        problem = self.story.problem
        if problem is None:
            return
        report = orders.report_problem(
            self.placed.number, message=problem.message, access=self._as_buyer("answer_customer"),
            at=self._at(ARRIVED + 24 * HOUR), pictures=[_drawn()] if problem.has_picture else [],
        )  # fmt: skip
        agent, at = self._as("Tariq", "answer_customer"), self._at(ARRIVED + 30 * HOUR)
        queries.problem_report(report, access=agent, at=at)
        if problem.is_closed:
            orders.close_problem(report, access=agent, at=at)

    def _pay_back(self) -> None:
        number, end, at = self.placed.number, self.story.end, self._at(ARRIVED + 48 * HOUR)
        if end is End.CANCELLED:
            at = self._at(2 * HOUR)
            orders.cancel(number, access=self._as_buyer("place_order"), at=at)
        elif end is End.REFUNDED:
            orders.refund(number, access=self._as("Tariq", "refund_payment"), at=at, restock=True)
        elif end is End.PARTLY_REFUNDED:
            first = queries.order_detail(number, language="id").deal.lines[0].variant
            orders.refund_pieces(number, pieces={first: 1}, access=self._as("Tariq", "refund_payment"), at=at)
        self._follow(at)

    def _follow(self, at: datetime) -> None:
        """What the worker would have done then about the news; the table is `reactions.REACTIONS`."""
        while self.news:
            self._react(self.news.pop(0), at)

    def _react(self, fact: Fact, at: datetime) -> None:
        name, order = type(fact).__name__, self.placed.order_id
        if name.startswith("Payment"):
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


def _cast() -> dict[str, uuid.UUID]:
    emails = {one.name: one.email for one in demo_people.PARENTS} | {one.name: one.email for one in demo_people.STAFF}
    found = {name: account_of_address(email) for name, email in emails.items()}
    return {name: account.pk for name, account in found.items() if account}


def _shelf() -> list[int]:
    """Variants of the newest garments that are well in stock, so that the demo sells nothing out."""
    cards = catalog.newest(count=ON_THE_SHELF, language="id")
    pages = [catalog.product_page(card.slug, language="id") for card in cards]
    return [size.variant_id for page in pages for size in page.sizes if size.stock >= ENOUGH]


def _chosen(story: Story, shelf: list[int], chance: random.Random) -> dict[int, int]:
    garments = chance.sample(shelf, min(len(story.pieces), len(shelf)))
    return dict(zip(garments, story.pieces, strict=False))


def _parent(name: str) -> demo_people.Parent:
    return next(one for one in demo_people.PARENTS if one.name == name)


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


def _drawn() -> io.BytesIO:
    """A picture as proof: a shirt with a torn seam."""
    picture = Image.new("RGB", (640, 480), "#efe9df")
    pen = ImageDraw.Draw(picture)
    shirt = [(230, 90), (410, 90), (540, 170), (490, 240), (440, 210), (440, 420), (200, 420), (200, 210), (150, 240),
             (100, 170)]  # fmt: skip
    pen.polygon(shirt, fill="#7fb0c9", outline="#33566b")
    pen.ellipse((275, 65, 365, 125), fill="#efe9df")
    pen.polygon([(205, 150), (236, 168), (222, 190), (244, 214), (212, 206)], fill="#3a2b25")
    pen.ellipse((150, 120, 300, 250), outline="#c0392b", width=6)
    written = io.BytesIO()
    picture.save(written, "PNG")
    written.seek(0)
    return written
