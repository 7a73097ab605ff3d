"""The rows of one order of a large demo that hold nothing personal: lines, history, payment, gateway and stock."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from kindr.adapters.payments.models import SimulatedPayment, SimulatedRefund
from kindr.base.ids import new_id, readable_code
from kindr.base.money import Rupiah
from kindr.shop.accounts.areas import is_jabodetabek
from kindr.shop.catalog.models import Reason, StockMovement
from kindr.shop.catalog.queries import VariantLine
from kindr.shop.orders import rules
from kindr.shop.orders.models import Order, OrderEvent, OrderLine
from kindr.shop.orders.rules import Refund, Service, Step, Totals
from kindr.shop.payments.models import Payment, PaymentNotification, RefundRow
from kindr.shop.payments.rules import TIME_TO_PAY, Kind, Method
from kindr.shop.payments.rules import State as Paying
from kindr.web.demo.families import Family
from kindr.web.demo.sheets import Course, Sheets
from kindr.web.demo.stories import End, Story
from kindr.web.demo.telling import BANKS, LATE, WORKSHOP

Words = Mapping[str, Sequence[VariantLine]]
"""Every garment in the words of both languages, in one order."""
BEGUN = 0.02
"""So many hours after the order was placed its payment begins."""
STATES = {
    End.WAITS: Paying.WAITING, End.LAPSED: Paying.EXPIRED, End.FAILED: Paying.FAILED, End.CANCELLED: Paying.REFUNDED,
    End.OWED: Paying.REFUNDED, End.REFUNDED: Paying.REFUNDED, End.PARTLY_REFUNDED: Paying.PARTLY_REFUNDED,
}  # fmt: skip


@dataclass(frozen=True)
class Sold:
    """One order with what it sells, before it is written."""

    story: Story
    family: Family
    person: uuid.UUID
    key: uuid.UUID
    number: str
    lines: Sequence[tuple[int, int]]
    """Place of the garment in `Words`, pieces."""
    totals: Totals
    id: uuid.UUID
    payment: uuid.UUID
    reference: str
    bank: str


def sold(
    story: Story, family: Family, words: Words, chance: random.Random, *, person: uuid.UUID, key: uuid.UUID
) -> Sold:
    """What the family buys: some garments are liked much more than others."""
    known, chosen = words["id"], dict[int, int]()
    for pieces in story.pieces:
        chosen[min(int(chance.paretovariate(0.7)) - 1, 10**6) * 7919 % len(known)] = pieces
    priced = [(known[place].price, pieces) for place, pieces in chosen.items()]
    goods = sum((price * pieces for price, pieces in priced), Rupiah(0))
    delivery = rules.delivery_price(Service(story.service), near=is_jabodetabek(family.area), goods=goods)
    return Sold(
        story, family, person, key, f"KD-{readable_code(4)}-{readable_code(4)}", list(chosen.items()),
        rules.totals(priced, delivery), new_id(), new_id(), readable_code(20),
        chance.choice(BANKS) if story.method == Method.VIRTUAL_ACCOUNT else "",
    )  # fmt: skip


def write(order: Sold, course: Course, words: Words, sheets: Sheets) -> None:
    """All rows of the order that are not personal."""
    _order(order, course, sheets)
    _lines(order, words, sheets)
    for event in course.events:
        sheets.add(
            OrderEvent, order_id=order.id, step=event.step.value, state=event.standing.state.value,
            parcel=event.standing.parcel.value, refund=event.standing.refund.value, role=event.role, at=event.at,
        )  # fmt: skip
    _payment(order, course, words, sheets)
    _stock(order, course, words, sheets)


def _order(order: Sold, course: Course, sheets: Sheets) -> None:
    standing, totals = course.standing, order.totals
    sheets.add(
        Order, id=order.id, number=order.number, person_id=order.person, state=standing.state.value,
        parcel=standing.parcel.value, refund=standing.refund.value, service=order.story.service,
        near=is_jabodetabek(order.family.area), goods=totals.goods.amount, delivery_price=totals.delivery.amount,
        tax=totals.tax.amount, total=totals.total.amount, language=order.story.language, key=order.key,
        stock_hold=order.id, paid_by=order.payment if course.paid_at else None, placed_at=course.at(),
        paid_at=course.paid_at, packed_at=course.moment(Step.PACK), shipped_at=course.moment(Step.SHIP),
        delivered_at=course.moment(Step.DELIVER), closed_at=course.closed_at,
    )  # fmt: skip


def _lines(order: Sold, words: Words, sheets: Sheets) -> None:
    for place, pieces in order.lines:
        here, there = words["id"][place], words["en"][place]
        sheets.add(
            OrderLine, order_id=order.id, variant=here.variant_id, slug=here.slug, sku=here.sku, title_id=here.title,
            title_en=there.title, colour_key=here.colour_key, colour_id=here.colour, colour_en=there.colour,
            size=here.size, price=here.price.amount, pieces=pieces, tax=rules.line_tax(here.price, pieces).amount,
        )  # fmt: skip


def _payment(order: Sold, course: Course, words: Words, sheets: Sheets) -> None:
    total, started, paid_at = order.totals.total.amount, course.at(BEGUN), course.paid_at
    method, page = Method(order.story.method), reverse("orders:order", args=[order.number])
    back, expires_at = _paid_back(order, course, words), started + TIME_TO_PAY[method]
    sheets.add(
        Payment, id=order.payment, order=order.id, person_id=order.person, method=method.value, bank=order.bank,
        amount=total, state=STATES.get(order.story.end, Paying.PAID).value, received=total if paid_at else 0,
        refunded=back, reference=order.reference, instruction="", return_path=page, idempotency=new_id(),
        started_at=started, expires_at=expires_at, paid_at=paid_at, checked_at=None,
        card_taken_at=paid_at if method is Method.CARD else None,
    )  # fmt: skip
    seen = {End.WAITS: "waiting", End.LAPSED: "expired", End.FAILED: "failed"}.get(order.story.end, "settled")
    sheets.add(
        SimulatedPayment, reference=order.reference, amount=total, method=method.value, bank=order.bank,
        account_number=f"88{order.key.int % 10**12:012}" if order.bank else "", state=seen, expires_at=expires_at,
        changed_at=paid_at, return_url=page,
    )  # fmt: skip
    for kind, at in _news(order, course):
        sheets.add(
            PaymentNotification, id=new_id(), payment_id=order.payment, event=f"{order.reference}-{kind}",
            kind=kind.value, amount=total, occurred_at=at, received_at=at, applied=True, ignored_because="",
        )  # fmt: skip
    if back:
        _refund(order, back, course.moment(Step.PAY_BACK_ALL, Step.PAY_BACK_PART), sheets)


def _refund(order: Sold, amount: int, at: datetime | None, sheets: Sheets) -> None:
    refund = new_id()
    sheets.add(
        RefundRow, id=refund, payment_id=order.payment, amount=amount, state="done", asked_at=at, done_at=at
    )  # fmt: skip
    sheets.add(SimulatedRefund, key=refund, payment_id=order.reference, amount=amount)


def _news(order: Sold, course: Course) -> list[tuple[Kind, datetime]]:
    late = course.at(LATE[order.story.method])
    if order.story.end in (End.LAPSED, End.FAILED):
        return [(Kind.EXPIRED if order.story.end is End.LAPSED else Kind.FAILED, late)]
    news = [(Kind.SETTLED, course.paid_at)] if course.paid_at else []
    return [*([(Kind.EXPIRED, late)] if order.story.end is End.REVIVED else []), *news]


def _paid_back(order: Sold, course: Course, words: Words) -> int:
    refund = course.standing.refund
    if refund is Refund.DONE:
        return order.totals.total.amount
    return words["id"][order.lines[0][0]].price.amount if refund is Refund.PARTLY else 0


def _stock(order: Sold, course: Course, words: Words, sheets: Sheets) -> None:
    """The book stays even: what was sold for good had come from the workshop before."""
    placed, given_back = course.at(), _given_back(order, course)
    for place, pieces in order.lines:
        variant = words["id"][place].variant_id
        reason, at = given_back or (Reason.RECEIVED, placed - WORKSHOP)
        of = order.id if given_back else None
        sheets.add(StockMovement, variant_id=variant, quantity=-pieces, reason="sold", order=order.id, at=placed)
        sheets.add(StockMovement, variant_id=variant, quantity=pieces, reason=reason.value, order=of, at=at)


def _given_back(order: Sold, course: Course) -> tuple[Reason, datetime] | None:
    if order.story.end is End.REFUNDED:
        return Reason.RETURNED, course.moment(Step.PAY_BACK_ALL) or course.at()
    cancelled = course.moment(Step.CANCEL)
    return (Reason.RELEASED, cancelled) if cancelled and order.story.end is not End.REVIVED else None
