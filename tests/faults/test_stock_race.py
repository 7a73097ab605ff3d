"""800 buyers in 16 processes racing for 37 pieces buy exactly 37: real processes, real PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.db.models import Sum

from kindr.shop.catalog.models import StockMovement, Variant
from kindr.shop.orders.models import Delivery, GuestContact, Order, OrderLine
from tests.buying import a_garment

BUYERS, PROCESSES, PIECES = 800, 16, 37
SECONDS = 240

RACER = """
import json, os, sys, uuid
import django
django.setup()
from django.db import connections
from kindr.base import clock
from kindr.privacy.access.terms import STRANGER, Access
from kindr.shop.catalog.models import Variant
from kindr.shop.orders import actions
from tests.buying import wish

garment = Variant.objects.get(pk=int(sys.argv[1]))
for alias in connections:
    connections[alias].ensure_connection() if alias in ("default", "keys") else None
print("ready", flush=True)
sys.stdin.readline()
came = {"sold": 0, "sold out": 0}
for buyer in range(int(sys.argv[2])):
    wanted = wish(garment, email=f"buyer{buyer}.{os.getpid()}@elsewhere.example", key=uuid.uuid4())
    try:
        actions.place_order(wanted, access=Access(STRANGER, "place_order"), at=clock.now())
        came["sold"] += 1
    except actions.SoldOut:
        came["sold out"] += 1
print(json.dumps(came), flush=True)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_800_buyers_in_16_processes_racing_for_37_pieces_buy_exactly_37() -> None:
    garment = a_garment(stock=PIECES)
    racers = [_racer(garment.pk, BUYERS // PROCESSES) for _ in range(PROCESSES)]
    try:
        for racer in racers:
            assert racer.stdout is not None
            assert racer.stdout.readline() == "ready\n"
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("go\n")
            racer.stdin.flush()
        came: Counter[str] = Counter()
        for racer in racers:
            out, _ = racer.communicate(timeout=SECONDS)
            assert racer.returncode == 0
            came.update(json.loads(out))
    finally:
        for racer in racers:
            racer.kill()
    assert came == {"sold": PIECES, "sold out": BUYERS - PIECES}
    assert Variant.objects.get().stock == 0
    assert Order.objects.count() == Delivery.objects.count() == GuestContact.objects.count() == PIECES
    assert OrderLine.objects.aggregate(all=Sum("pieces"))["all"] == PIECES
    assert StockMovement.objects.aggregate(all=Sum("quantity"))["all"] == 0


def _racer(garment: int, buyers: int) -> subprocess.Popen[str]:
    """A process of its own on this test's databases, waiting for the start."""
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kindr.web.settings", "PYTHONPATH": f"{root / 'src'}:{root}"}
    return subprocess.Popen(
        [sys.executable, "-c", RACER, str(garment), str(buyers)],
        cwd=root,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
