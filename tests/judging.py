"""Saying how a size was without pages, and the counts as they are and as they should be."""

from __future__ import annotations

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault.fields import SealedValue
from kindr.shop.catalog.models import Variant
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.queries import Verdict, Verdicts
from kindr.shop.measuring.rules.feedback import LEAST_BUYERS, counted
from kindr.shop.orders import actions as orders
from kindr.shop.orders.actions import Placed
from tests.buying import order_of, paid
from tests.cast import Player


def arrived(placed: Placed) -> Placed:
    """The same order packed, shipped and delivered, as the system may do it."""
    access, at = system_access("fulfil_order"), clock.now()
    orders.pack(placed.number, access=access, at=at)
    orders.ship(placed.number, tracking_number="JNE0012345678", access=access, at=at)
    orders.mark_delivered(placed.number, access=access, at=at)
    return placed


def bought(player: Player, garment: Variant) -> Placed:
    """An order of a garment that has arrived."""
    return arrived(paid(order_of(player, garment)))


def say(verdict: Verdict | None, of: Placed, garment: Variant, by: Player) -> None:
    """Says it, or takes back what was said."""
    if verdict is None:
        orders.take_back_judgement(of.number, garment.pk, access=by.access("erase_my_data"), at=clock.now())
    else:
        orders.judge_size(of.number, garment.pk, verdict, access=by.access("improve_sizes"), at=clock.now())


def totals(garment: Variant) -> Verdicts:
    """The counts of its product that may be used."""
    row = FitTotals.objects.filter(pk=garment.product_id, is_stale=False).first()
    return Verdicts(row.too_small, row.right, row.too_large) if row else Verdicts()


def spoken_of(product: int, said: Verdicts, *, people: int = LEAST_BUYERS) -> None:
    """So much was said of a product, by so many people; their rows hold no words, for nobody opens them."""
    counts = {"too_small": said.too_small, "right": said.right, "too_large": said.too_large}
    FitVerdict.objects.filter(product=product).delete()
    FitTotals.objects.update_or_create(product=product, defaults={**counts, "is_stale": False})
    buyers = [Person.objects.create(kind=PersonKind.GUEST) for _ in range(people)]
    first = FitVerdict.objects.count() + 1_000_000
    FitVerdict.objects.bulk_create(
        FitVerdict(
            person=each,
            source="order",
            collected_at=clock.now(),
            covers="life",
            line=line,
            product=product,
            verdict=SealedValue(b"-"),
        )
        for line, each in enumerate(buyers, start=first)
    )


def rebuilt(garment: Variant, **only: bool) -> Verdicts:
    """The counts as they are when they are made anew from the rows that are there, opened through the gate."""
    rows = list(FitVerdict.objects.filter(product=garment.product_id, **only))
    opened = gates.read_many(rows, access=system_access("improve_sizes"), at=clock.now())
    return counted(Verdict(each.verdict) for each in opened)
