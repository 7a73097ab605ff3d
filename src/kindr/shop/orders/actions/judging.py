"""A buyer says how the size of something turned out, once it has arrived (policy 2.3.5)."""

from __future__ import annotations

from datetime import datetime

from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access, ActorKind
from kindr.shop.catalog.queries import variant_lines
from kindr.shop.measuring import actions as measuring
from kindr.shop.measuring.queries import Verdict
from kindr.shop.orders.actions import steps
from kindr.shop.orders.models import Order, OrderLine

PURPOSE = "improve_sizes"
TAKING_BACK = "erase_my_data"
"""A word is taken back under a right: no objection to its use stands in the way."""


class NotDelivered(Exception):
    """Nobody has worn it yet: it has not arrived."""


class NoLongerSold(Exception):
    """The catalogue does not know the garment any more, so no advice could get better."""


class WithoutSize(Exception):
    """It has no size to be found, so no word about one could make an advice better."""


def judge_size(number: str, variant: int, verdict: Verdict | None, *, access: Access, at: datetime) -> None:
    """Says of one line of a delivered order how its size was; None is no word, and changes nothing.

    Raises NotDelivered, NoLongerSold, WithoutSize, NoSuchOrder, NotYours, UseIsPaused and Refused.
    """
    line, order = _line_of(number, variant, PURPOSE, access)
    if verdict is None:
        return
    if order.delivered_at is None:
        raise NotDelivered(number)
    garment = variant_lines([variant], language="id").get(variant)
    if garment is None:
        raise NoLongerSold(variant)
    if not garment.tailored.has_sizes:
        raise WithoutSize(variant)
    measuring.say_of_fit(verdict, line=line.pk, product=garment.product, person=order.person_id, access=access, at=at)


def take_back_judgement(number: str, variant: int, *, access: Access, at: datetime) -> None:
    """Forgets what was said of one line of an order, for its buyer; raises NoSuchOrder, NotYours and Refused."""
    if access.actor.kind is not ActorKind.PERSON:
        raise steps.NoSuchOrder(number)
    line, _order = _line_of(number, variant, TAKING_BACK, access)
    measuring.take_back_of_fit(line.pk, access=access, at=at)


def _line_of(number: str, variant: int, purpose: str, access: Access) -> tuple[OrderLine, Order]:
    steps.check_claim(access, purpose)
    line = OrderLine.objects.select_related("order").filter(order__number=number, variant=variant).first()
    if line is None:
        raise steps.NoSuchOrder(number)
    checks.check_reach([line.order.person_id], access)
    return line, line.order
