"""Filling and changing a basket. Nothing is reserved here: stock is taken when the order is placed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from kindr.base.ids import new_id
from kindr.shop.catalog.queries import VariantLine, variant_lines
from kindr.shop.checkout.models import Basket
from kindr.shop.checkout.rules import KEPT_FOR, MOST_LINES, allowed_pieces, basket_id_of
from kindr.shop.orders.actions import SoldOut


class NoSuchVariant(LookupError):
    """The catalogue does not have it."""


class BasketFull(Exception):
    """A basket holds forty different items at most."""


def add(token: uuid.UUID | None, *, variant: int, pieces: int, at: datetime) -> uuid.UUID:
    """Puts pieces of one variant into the basket, as `add_all` does."""
    return add_all(token, wanted={variant: pieces}, at=at)


def add_all(token: uuid.UUID | None, *, wanted: Mapping[int, int], at: datetime) -> uuid.UUID:
    """Puts pieces of several variants into the basket, beside what lies there already; gives the token of the basket.

    All of them or none. A basket that is not known any more is made anew under another token. Raises NoSuchVariant,
    SoldOut and BasketFull.
    """
    garments = _garments(wanted)
    with transaction.atomic():
        token, basket = _the_basket(token, at=at)
        there = dict(basket.lines.values_list("variant", "pieces"))
        for variant, pieces in wanted.items():
            there[variant] = allowed_pieces(there.get(variant, 0) + pieces)
            _check_stock(garments[variant], there[variant])
        if len(there) > MOST_LINES:
            raise BasketFull
        for variant in wanted:
            basket.lines.update_or_create(variant=variant, defaults={"pieces": there[variant]})
    return token


def add_what_is_left(
    token: uuid.UUID | None, *, wanted: Mapping[int, int], at: datetime
) -> tuple[uuid.UUID | None, list[int]]:
    """Puts in what can still be had of these variants; gives the token, and the variants that fell short."""
    known = variant_lines(wanted, language="id")
    short = []
    for variant, pieces in wanted.items():
        left = min(pieces, known[variant].stock) if variant in known else 0
        try:
            token = add(token, variant=variant, pieces=left, at=at) if left else token
        except (SoldOut, BasketFull):
            left = 0
        if left < pieces:
            short.append(variant)
    return token, short


def change(token: uuid.UUID, *, variant: int, pieces: int, to_variant: int, at: datetime) -> None:
    """Sets the pieces of a line, none removes it, and moves it to another size; lines that meet are joined.

    Raises NoSuchVariant and SoldOut, and changes nothing then.
    """
    garment = _garments([to_variant])[to_variant]
    with transaction.atomic():
        token, basket = _the_basket(token, at=at)
        if to_variant != variant:
            there = basket.lines.filter(variant=to_variant).first()
            pieces += there.pieces if there and pieces else 0
        wanted = allowed_pieces(pieces)
        _check_stock(garment, wanted)
        basket.lines.filter(variant=variant).exclude(variant=to_variant).delete()
        if wanted:
            basket.lines.update_or_create(variant=to_variant, defaults={"pieces": wanted})
        else:
            basket.lines.filter(variant=to_variant).delete()


def sweep(*, at: datetime) -> int:
    """Throws away baskets that nobody touched for 30 days; counts them."""
    return Basket.objects.filter(touched_at__lte=at - KEPT_FOR).delete()[1].get("checkout.Basket", 0)


def _garments(variants: Collection[int]) -> dict[int, VariantLine]:
    found = variant_lines(variants, language="id")
    for variant in variants:
        if variant not in found:
            raise NoSuchVariant(str(variant))
    return found


def _check_stock(garment: VariantLine, wanted: int) -> None:
    if wanted > garment.stock:
        raise SoldOut(variant_id=garment.variant_id, sku=garment.sku, wanted=wanted, left=garment.stock)


def _the_basket(token: uuid.UUID | None, *, at: datetime) -> tuple[uuid.UUID, Basket]:
    """The basket, locked, so that two clicks count both; a new one when it is gone, for a token of our own choice."""
    basket = Basket.objects.select_for_update().filter(pk=basket_id_of(token)).first() if token else None
    if token is None or basket is None:
        token = new_id()
        return token, Basket.objects.create(id=basket_id_of(token), touched_at=at)
    basket.touched_at = at
    basket.save(update_fields=["touched_at"])
    return token, basket
