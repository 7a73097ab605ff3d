"""Buying without pages: one garment, orders of it, their payments, and what the worker then does."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import connection
from procrastinate.contrib.django import app

from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base import clock
from kindr.base.money import Rupiah
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import STRANGER, Access
from kindr.shop.accounts.queries import area_of_code
from kindr.shop.catalog.models import Category, Colour, Product, Reason, StockMovement, Variant
from kindr.shop.orders import actions as orders
from kindr.shop.orders.actions import Destination, Placed, Wish
from kindr.shop.orders.models import Order
from kindr.shop.orders.queries import Service
from kindr.shop.payments import actions as payments
from kindr.shop.payments import ports
from kindr.shop.payments.actions import NothingToRefund
from kindr.shop.payments.ports import CardFacts
from tests.cast import Player

__all__ = ["NothingToRefund", "a_garment", "arrived", "guest_order", "order_of", "paid", "run_tasks", "shipped"]

HOME = Destination(
    recipient="Mara", phone="+6281234567890", street="Jalan Contoh 12", postcode="12160", notes="Pagar hijau",
    area=area_of_code("31.74.07.1001"),  # type: ignore[arg-type]  # the table of places has it
)  # fmt: skip
CARD = CardFacts(token="sim_of_the_tests", brand="Visa", last4="4242", expiry="08/29", holder="MARA")


def a_garment(*, stock: int = 10, price: int = 129_000) -> Variant:
    """One variant of one product on one shelf."""
    shelf, _ = Category.objects.get_or_create(
        slug="kaus", defaults={"name_id": "Kaus", "name_en": "T-shirts", "intro_id": "", "intro_en": "", "position": 0}
    )
    colour, _ = Colour.objects.get_or_create(
        key="biru", defaults={"name_id": "Biru", "name_en": "Blue", "family": "blue", "hex": "#224488", "position": 0}
    )
    words = {
        f"{name}_{language}": name
        for name in ("title", "description", "material", "origin")
        for language in ("id", "en")
    }
    product = Product.objects.create(
        slug=f"kaus-{uuid.uuid4().hex[:8]}", category=shelf, care="warm", design={}, published_at=clock.now(), **words
    )
    variant = Variant.objects.create(
        product=product, colour=colour, size=110, sku=f"K-{uuid.uuid4().hex[:10]}", price=price, stock=stock
    )
    StockMovement.objects.create(variant=variant, quantity=stock, reason=Reason.RECEIVED, at=clock.now())
    return variant


def wish(garment: Variant, *, email: str, to: Destination = HOME, key: uuid.UUID | None = None) -> Wish:
    """One piece of a garment, sent the regular way."""
    return Wish(
        key=key or uuid.uuid4(),
        lines={garment.pk: 1},
        service=Service.REGULAR,
        agreed=Rupiah(garment.price),
        language="en",
        email=email,
        to=to,
    )


def order_of(player: Player, garment: Variant | None = None) -> Placed:
    """An order that a parent has placed."""
    wanted = wish(garment or a_garment(), email=player.email)
    return orders.place_order(wanted, access=player.access("place_order"), at=clock.now())


def guest_order(email: str, garment: Variant | None = None) -> Placed:
    """An order placed by somebody without an account."""
    wanted = wish(garment or a_garment(), email=email)
    return orders.place_order(wanted, access=Access(STRANGER, "place_order"), at=clock.now())


def paid(placed: Placed, *, method: str = "card") -> Placed:
    """The same order with its money received and its invoice written."""
    order = Order.objects.get(pk=placed.order_id)
    access, at = system_access("take_payment"), clock.now()
    payment = payments.start_payment(
        order_id=order.id, person_id=order.person_id, amount=Rupiah(order.total), method=ports.Method(method), at=at,
        access=access,
    )  # fmt: skip
    gateway = ports.gateway()
    assert isinstance(gateway, Simulator)
    card = CARD if method == "card" else None
    for body, headers in gateway.play(payment.reference, Deed.PAY, at=at, card=card):
        payments.receive_notification(body, headers, at=at, access=access)
    run_tasks({"settle_up", "issue_invoice"})
    return placed


def shipped(placed: Placed, *, by: Player) -> Placed:
    """The same order packed and handed to the courier."""
    access, at = by.access("fulfil_order"), clock.now()
    orders.pack(placed.number, access=access, at=at)
    orders.ship(placed.number, tracking_number="JNE0012345678", access=access, at=at)
    return placed


def arrived(placed: Placed, *, by: Player) -> Placed:
    """The same order delivered."""
    orders.mark_delivered(shipped(placed, by=by).number, access=by.access("fulfil_order"), at=clock.now())
    return placed


def run_tasks(only: Collection[str] = (), *, rounds: int = 20) -> list[str]:
    """Runs what is queued, here and now, as the worker would; the names of the tasks that ran.

    `only` names the functions to run; the others stay in the queue. A task that raises stays there too.
    """
    ran: list[str] = []
    for _round in range(rounds):
        waiting = [job for job in _waiting_jobs() if not only or job[1].rpartition(".")[2] in only]
        if not waiting:
            break
        for number, name, arguments in waiting:
            app.tasks[name](**arguments)
            _note_done(number)
            ran.append(name.rpartition(".")[2])
    return ran


def _waiting_jobs() -> list[tuple[int, str, dict[str, object]]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, task_name, args::text FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [(number, name, _read(text)) for number, name, text in cursor.fetchall()]


def _note_done(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [number])
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])


def _read(text: str) -> dict[str, object]:
    import json

    found: dict[str, object] = json.loads(text)
    return found
