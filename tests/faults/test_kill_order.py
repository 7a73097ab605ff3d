"""Ordering and paying while the program is killed at each step: one order, one payment, one invoice, stock exact."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.models import Sum
from django.test import Client

from kindr.adapters.mail.personal import MailboxLetter
from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base import clock
from kindr.shop.catalog.models import StockMovement, Variant
from kindr.shop.checkout.models import BasketLine
from kindr.shop.orders.models import Delivery, GuestContact, Invoice, Order, OrderEvent
from kindr.shop.payments import ports
from kindr.shop.payments.models import Payment, PaymentNotification
from kindr.shop.payments.personal import CardUsed
from tests.buying import CARD, a_garment, run_tasks
from tests.faults.killing import Work, killed_at_every_step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
STOCK = 5


def typed(garment: Variant) -> dict[str, object]:
    return {
        "turn": 0, "agreed": garment.price, "email": f"sam.{garment.pk}@elsewhere.example", "recipient": "Sam",
        "phone": "0812-3456-7890", "street": "Jalan Contoh 12", "area": "31.74.07.1001", "postcode": "12160",
        "notes": "", "service": "regular", "method": "card", "place": "",
    }  # fmt: skip


def filled_basket() -> tuple[Client, Variant]:
    client, garment = Client(), a_garment(stock=STOCK)
    client.post("/en/basket/add/", {"variant": garment.pk, "quantity": 1})
    return client, garment


def order_page(client: Client, garment: Variant) -> None:
    response = client.post("/en/checkout/", typed(garment))
    assert response.status_code == 302, response.content.decode()[-2000:]
    assert "/payments/" in response["Location"]


def the_order(garment: Variant) -> Order:
    """The one order of this garment, whole: with its address, its contact and its piece of the stock."""
    order = Order.objects.get(lines__variant=garment.pk)
    assert Delivery.objects.filter(order=order).count() == GuestContact.objects.filter(order=order).count() == 1
    assert OrderEvent.objects.filter(order=order, step="place").count() == 1
    assert Variant.objects.get(pk=garment.pk).stock == STOCK - 1
    moved = StockMovement.objects.filter(variant=garment.pk).aggregate(all=Sum("quantity"))["all"]
    assert moved == STOCK - 1
    return order


def waiting_order() -> tuple[Client, Variant, Payment]:
    client, garment = filled_basket()
    order_page(client, garment)
    run_tasks()
    return client, garment, Payment.objects.get(order=the_order(garment).id)


def news_of(payment: Payment) -> tuple[bytes, dict[str, str]]:
    gateway = ports.gateway()
    assert isinstance(gateway, Simulator)
    body, headers = gateway.play(payment.reference, Deed.PAY, at=clock.now(), card=CARD)[0]
    return body, dict(headers)


def tell(body: bytes, headers: dict[str, str]) -> None:
    response = Client().post("/payments/notification/", body, content_type="application/json", headers=headers)
    assert response.status_code == 200


def is_paid_once(garment: Variant, payment: Payment) -> None:
    order = the_order(garment)
    payment.refresh_from_db()
    assert (payment.received, payment.refunded, order.total) == (payment.amount, 0, payment.amount)
    assert PaymentNotification.objects.filter(payment=payment).count() == 1
    assert CardUsed.objects.filter(payment=payment).count() == 1
    assert (order.state, order.paid_by) == ("paid", payment.pk)
    assert OrderEvent.objects.filter(order=order, step="pay").count() == 1
    assert Invoice.objects.filter(order=order, serial__isnull=False).count() == 1
    for occasion in ("placed", "paid"):
        assert MailboxLetter.objects.filter(message_id=f"order-{occasion}.{order.id}").count() == 1


def test_an_order_can_be_killed_anywhere_and_the_same_page_sent_again_is_the_same_order() -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        client, garment = filled_basket()

        def go_on() -> None:
            order_page(client, garment)
            order = the_order(garment)
            assert Payment.objects.filter(order=order.id).count() == 1
            assert not BasketLine.objects.filter(variant=garment.pk).exists()

        return (lambda: order_page(client, garment)), go_on

    assert killed_at_every_step(prepare) > 12


def test_news_of_a_payment_can_be_killed_anywhere_and_told_again() -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        _client, garment, payment = waiting_order()
        body, headers = news_of(payment)

        def go_on() -> None:
            tell(body, headers)
            run_tasks()
            is_paid_once(garment, payment)

        return (lambda: tell(body, headers)), go_on

    assert killed_at_every_step(prepare) > 5


def test_a_worker_can_be_killed_anywhere_between_the_money_and_the_letters() -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        _client, garment, payment = waiting_order()
        tell(*news_of(payment))

        def go_on() -> None:
            run_tasks()
            is_paid_once(garment, payment)

        return (lambda: run_tasks()), go_on

    assert killed_at_every_step(prepare) > 10
    serials = sorted(Invoice.objects.values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
