"""800 buyers in 16 processes racing for 37 pieces buy exactly 37: real processes, real PostgreSQL."""

from __future__ import annotations

import multiprocessing
import uuid
from collections import Counter
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

import pytest
from django.db import connections
from django.db.models import Sum

from kindr.base import clock
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.terms import STRANGER, Access
from kindr.shop.catalog.models import StockMovement, Variant
from kindr.shop.orders import actions
from kindr.shop.orders.models import Delivery, GuestContact, Order, OrderLine
from tests.buying import a_garment, wish

BUYERS, PROCESSES, PIECES = 800, 16, 37
SECONDS = 240


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_800_buyers_in_16_processes_racing_for_37_pieces_buy_exactly_37() -> None:
    garment = a_garment(stock=PIECES)
    came = raced(garment.pk, BUYERS // PROCESSES)
    assert came == {"sold": PIECES, "sold out": BUYERS - PIECES}
    assert Variant.objects.get().stock == 0
    assert Order.objects.count() == Delivery.objects.count() == GuestContact.objects.count() == PIECES
    assert OrderLine.objects.aggregate(all=Sum("pieces"))["all"] == PIECES
    assert StockMovement.objects.aggregate(all=Sum("quantity"))["all"] == 0


def raced(garment: int, buyers: int) -> Counter[str]:
    """What came of the buyers of all processes: forks of this one, with connections of their own, at one signal."""
    forked, came = multiprocessing.get_context("fork"), Counter[str]()
    start = forked.Barrier(PROCESSES)
    connections.close_all()
    log_connection.close()
    racers = []
    for number in range(PROCESSES):
        told, tells = forked.Pipe(duplex=False)
        racer = forked.Process(target=_race, args=(garment, number, buyers, start, tells))
        racer.start()
        tells.close()
        racers.append((racer, told))
    try:
        for racer, told in racers:
            assert told.poll(SECONDS), "a process has not said what came of its buyers"
            came.update(told.recv())
            racer.join(SECONDS)
            assert racer.exitcode == 0
    finally:
        for racer, _told in racers:
            racer.kill()
    return came


def _race(garment: int, number: int, buyers: int, start: Barrier, tells: Connection) -> None:
    chosen = Variant.objects.get(pk=garment)
    connections["keys"].ensure_connection()
    start.wait(SECONDS)
    came: Counter[str] = Counter()
    for buyer in range(buyers):
        wanted = wish(chosen, email=f"buyer{buyer}.{number}@elsewhere.example", key=uuid.uuid4())
        try:
            actions.place_order(wanted, access=Access(STRANGER, "place_order"), at=clock.now())
            came["sold"] += 1
        except actions.SoldOut:
            came["sold out"] += 1
    tells.send(came)
