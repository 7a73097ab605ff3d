"""The desk's page of fifty orders with the names of fifty people, opened in bulk, beside itself with plain columns."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections, models

from bench.asking import asking, signed_in
from bench.measuring import Claim, by_turns
from kindr.base import clock
from kindr.base.money import Rupiah
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import STRANGER, Access
from kindr.privacy.people import PersonKind
from kindr.shop.accounts.queries import area_of_code
from kindr.shop.catalog.actions import load_catalogue
from kindr.shop.catalog.models import Variant
from kindr.shop.orders import actions as orders
from kindr.shop.orders import queries
from kindr.shop.orders.actions import Destination, Wish
from kindr.shop.orders.models import Delivery, Order
from kindr.shop.orders.queries import Address, Queue, Service, of_desk

ROWS = 50
PAGE = "/desk/orders/?stage=awaiting_payment"
TOKEN = "x" * 32
VALUES = tuple(Address.__dataclass_fields__)


class PlainDelivery(models.Model):
    """Where a parcel goes, as an ordinary shop keeps it."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, primary_key=True, related_name="+")
    person = models.UUIDField()
    source = models.CharField(max_length=20)
    collected_at = models.DateTimeField()
    covers = models.CharField(max_length=36)
    recipient = models.TextField()
    phone = models.TextField()
    street = models.TextField()
    village = models.TextField()
    district = models.TextField()
    city = models.TextField()
    province = models.TextField()
    postcode = models.TextField()
    notes = models.TextField()

    class Meta:
        app_label = "bench"
        managed = False
        db_table = "bench_plaindelivery"

    def __str__(self) -> str:
        return f"plain delivery {self.pk}"


def claims() -> Iterator[Claim]:
    """One claim: the whole page, each name's opening logged and durable."""
    _make_table()
    _fill(clock.now())
    ask = asking(f"{signed_in(PersonKind.STAFF, role='packer')}; form={TOKEN}")

    def ours() -> bytes:
        return ask(PAGE, {"csrfmiddlewaretoken": TOKEN}, status="200")

    def plain() -> bytes:
        with _plain_columns():
            return ours()

    if _names(ours()) != _names(plain()) or len(_names(ours())) != ROWS:
        raise RuntimeError("both pages must show the same names")
    yield by_turns(f"the desk's page of {ROWS} orders with names beside plain columns", ours, plain, target=1.4)


def _make_table() -> None:
    values = ", ".join(f"{name} text NOT NULL" for name in VALUES)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_plaindelivery (order_id uuid PRIMARY KEY REFERENCES orders_order (id), person uuid,"
            f" source varchar(20), collected_at timestamptz, covers varchar(36), {values})"
        )
        cursor.execute("GRANT SELECT, INSERT ON bench_plaindelivery TO app")


def _fill(at: datetime) -> None:
    load_catalogue(seed=7, at=at)
    area = area_of_code("31.74.07.1001")
    assert area is not None
    garments = Variant.objects.filter(stock__gt=0).order_by("pk")[:ROWS]
    for number, garment in enumerate(garments):
        to = Destination(
            recipient=f"Mara Melati Kusuma {number}", phone="+6281234567890", street="Jalan Contoh No. 12, RT 03 RW 05",
            area=area, postcode="12160", notes="Pagar hijau",
        )  # fmt: skip
        wish = Wish(
            key=uuid.uuid4(), lines={garment.pk: 1}, service=Service.REGULAR, agreed=Rupiah(garment.price),
            language="id", email=f"mara{number}@example.com", to=to,
        )  # fmt: skip
        orders.place_order(wish, access=Access(STRANGER, "place_order"), at=at)
    for opened in gates.read_many(list(Delivery.objects.all()), access=system_access("fulfil_order"), at=at):
        record, values = opened.record, opened.values()
        PlainDelivery.objects.create(
            order_id=record.order_id, person=record.person_id, source=record.source, collected_at=record.collected_at,
            covers=record.covers, **{name: values[name] or "" for name in VALUES},
        )  # fmt: skip


@contextmanager
def _plain_columns() -> Iterator[None]:
    """The desk's own page and queries, except that the names come from plain columns and nothing is logged."""
    kept = queries.with_names
    queries.with_names = _with_plain_names
    try:
        yield
    finally:
        queries.with_names = kept


def _with_plain_names(found: Queue, **_: object) -> Queue:
    """What `with_names` does, without a gate."""
    shown = PlainDelivery.objects.only("order", "person", "covers", "recipient", "city")
    deliveries = list(shown.filter(order__in=[row.id for row in found.rows]))
    named = {each.order_id: each for each in deliveries}
    rows = tuple(of_desk._named(row, named.get(row.id)) for row in found.rows)
    return Queue(rows, found.found, found.number, found.last)


def _names(page: bytes) -> list[bytes]:
    return [line.strip() for line in page.splitlines() if b"Mara Melati Kusuma" in line]
