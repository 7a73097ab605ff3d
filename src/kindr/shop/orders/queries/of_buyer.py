"""What a buyer sees of their own orders; somebody else's are not there for them (NotYours, shown as 404)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kindr.base.money import Rupiah
from kindr.privacy import gates, people
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access, ActorKind, NotYours
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.catalog.queries import VariantLine, variant_lines
from kindr.shop.measuring.queries import Verdict, is_objecting, pausing, said_of_lines
from kindr.shop.orders.models import Delivery, Invoice, Order, ProblemReport, Shipment
from kindr.shop.orders.queries.opened import Address, address_in
from kindr.shop.orders.queries.showing import Deal, deal_of, deals_of
from kindr.shop.payments import queries as payments
from kindr.shop.payments.queries import PaymentShown

PAGE = 12
BUYERS = {ActorKind.PERSON, ActorKind.STRANGER}


@dataclass(frozen=True)
class OrderPage:
    """One order as its buyer sees it; `address` is None when it is forgotten."""

    deal: Deal
    pictures: dict[int, str]
    """Variant -> address of its picture, for those that are still in the catalogue."""
    address: Address | None = field(repr=False)
    tracking_number: str = field(repr=False)
    payment: PaymentShown | None
    is_paid_twice: bool
    """Money came by two ways; what came later goes back."""
    has_invoice: bool
    problems: int
    judged: frozenset[int]
    """The variants of which a word about the size makes the advice better, or was said: all that has sizes.

    Whoever objects to that use is asked of none.
    """
    said: dict[int, Verdict]
    """Variant -> what the buyer said of its size."""
    is_pausing: bool
    """The buyer has paused the use of such words, so that none is taken in."""
    at: datetime

    @property
    def is_waiting_for(self) -> PaymentShown | None:
        """The payment that was begun and can still be finished."""
        open_one = self.payment if self.payment and self.payment.is_open(at=self.at) else None
        return open_one if self.deal.is_payable else None

    @property
    def is_being_confirmed(self) -> bool:
        """True for the moment between the money's arrival and the worker's taking it to the order."""
        return self.deal.is_payable and self.payment is not None and self.payment.is_paid


@dataclass(frozen=True)
class OrderList:
    """One page of somebody's orders, the newest first; `pictures` are known by their variants."""

    deals: tuple[Deal, ...]
    pictures: dict[int, str]
    number: int
    last: int


@dataclass(frozen=True)
class InvoicePage:
    """An invoice, to be printed."""

    deal: Deal
    number: str
    issued_at: datetime
    name: str = field(repr=False)
    address: tuple[str, ...] = field(repr=False)
    before_tax: Rupiah


def order_page(number: str, *, access: Access, at: datetime, language: str) -> OrderPage:
    """One order with its address, opened by one key query and one line of the log; raises NotYours."""
    order = _own(number, access)
    sealed: list[PersonalRecord] = [
        *Delivery.objects.filter(order=order),
        *Shipment.objects.filter(order=order),
    ]
    opened = {type(each.record): each for each in gates.read_many(sealed, access=access, at=at)}
    deal = deal_of(order, language=language)
    attempts = payments.payments_of_order(order.id)
    known = _known([deal], language)
    said = _said(order, access=access, at=at) if order.delivered_at else {}
    sized = {number for number, line in known.items() if line.tailored.has_sizes}
    return OrderPage(
        deal=deal,
        pictures=_pictures(known),
        address=_address(opened.get(Delivery)),
        tracking_number=_tracking(opened.get(Shipment)),
        payment=payments.counting(attempts),
        is_paid_twice=sum(each.is_paid for each in attempts) > 1,
        has_invoice=Invoice.objects.filter(order=order).exists(),
        problems=ProblemReport.objects.filter(order=order).count(),
        judged=frozenset(said if order.delivered_at and is_objecting(order.person_id) else sized | set(said)),
        said=said,
        is_pausing=bool(order.delivered_at and pausing([order.person_id])),
        at=at,
    )


def own_order(number: str, *, access: Access, language: str) -> Deal:
    """One order without opening anything; raises NotYours."""
    return deal_of(_own(number, access), language=language)


def orders_of(*, access: Access, language: str, page: int = 1) -> OrderList:
    """The orders of whoever asks, those of guests they claimed too. Opens nothing; five queries however many."""
    if access.actor.kind is not ActorKind.PERSON:
        return OrderList((), {}, 1, 1)
    found = Order.objects.filter(person_id__in=people.covered_by(access.actor.id)).order_by("-placed_at", "-pk")
    last = max(1, -(-found.count() // PAGE))
    number = min(max(1, page), last)
    deals = tuple(deals_of(found[(number - 1) * PAGE : number * PAGE], language=language))
    return OrderList(deals, _pictures(_known(deals, language)), number, last)


def invoice_page(number: str, *, access: Access, at: datetime, language: str) -> InvoicePage:
    """The invoice of one order; raises NotYours where there is none, Forgotten and Restricted."""
    invoice = Invoice.objects.select_related("order").filter(order__number=number).first()
    if invoice is None:
        raise NotYours("there is no such invoice")
    opened = gates.read(invoice, access=access, at=at)
    deal = deal_of(invoice.order, language=language)
    return InvoicePage(
        deal=deal,
        number=invoice.number,
        issued_at=invoice.issued_at,
        name=opened.name,
        address=tuple(opened.address),
        before_tax=deal.totals.total - deal.totals.tax,
    )


def _known(deals: Collection[Deal], language: str) -> dict[int, VariantLine]:
    """What is still in the catalogue of some orders, by the variant. One query."""
    return variant_lines({line.variant for deal in deals for line in deal.lines}, language=language)


def _pictures(known: Mapping[int, VariantLine]) -> dict[int, str]:
    """Variant -> address of its picture."""
    return {variant: line.picture for variant, line in known.items()}


def _said(order: Order, *, access: Access, at: datetime) -> dict[int, Verdict]:
    """Variant -> what was said of its size."""
    variants = dict(order.lines.values_list("id", "variant"))
    return {variants[line]: said for line, said in said_of_lines(variants, access=access, at=at).items()}


def _own(number: str, access: Access) -> Order:
    # Staff who may answer a customer meet the order at their desk: these pages speak and act in the buyer's name.
    order = Order.objects.filter(number=number).first() if access.actor.kind in BUYERS else None
    if order is None:
        raise NotYours("there is no such order")
    checks.check_reach([order.person_id], access)
    return order


def _address(opened: Any) -> Address | None:
    return address_in(opened) if opened is not None else None


def _tracking(opened: Any) -> str:
    return "" if opened is None or opened.is_forgotten else str(opened.tracking_number)
