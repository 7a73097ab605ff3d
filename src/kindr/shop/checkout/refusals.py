"""What the shop says when a basket or an order is refused."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kindr.privacy.access.connection import LogUnavailable
from kindr.shop.accounts.actions import TooManyTries
from kindr.shop.checkout.actions import BasketFull, NoSuchVariant
from kindr.shop.orders.actions import EmptyOrder, PriceChanged, SoldOut

KNOWN = (SoldOut, PriceChanged, EmptyOrder, NoSuchVariant, BasketFull, TooManyTries)
OUT_OF_REACH = (OperationalError, LogUnavailable)
"""A server of ours does not answer, the keys' or the log's: nothing is sealed, so nothing is taken in."""

CHOICE = gettext_lazy("Please choose one of these.")
PHONE = gettext_lazy("This is not a telephone number of Indonesia. One looks like 0812-3456-7890.")
POSTCODE = gettext_lazy("This postcode does not belong to the chosen village. It has five digits.")


def words_for(refusal: Exception, titles: Mapping[int, str] | None = None) -> str:
    """The refusal in the words of the page's language; `titles` name the variants."""
    if isinstance(refusal, OUT_OF_REACH):
        return _("We cannot seal your data right now, so we took nothing in. Please try again in a moment.")
    if isinstance(refusal, TooManyTries):
        return _("Many orders were placed for this e-mail address just now. Please wait a few minutes and try again.")
    if isinstance(refusal, SoldOut):
        return _sold_out(refusal, (titles or {}).get(refusal.variant_id, refusal.sku))
    if isinstance(refusal, PriceChanged):
        return _("A price has changed: the items now cost %(goods)s. Please look once more, then confirm.") % {
            "goods": refusal.goods
        }
    if isinstance(refusal, BasketFull):
        return _("A basket holds forty different items. Please order these first.")
    if isinstance(refusal, EmptyOrder):
        return _("There is nothing in your basket that could be ordered.")
    return _("This item is not in the shop any more.")


def _sold_out(refusal: SoldOut, title: str) -> str:
    if not refusal.left:
        return _("%(title)s has just been sold out. Everything you typed is still here.") % {"title": title}
    return _("Only %(left)s of %(title)s are left. Everything you typed is still here.") % {
        "left": refusal.left,
        "title": title,
    }
