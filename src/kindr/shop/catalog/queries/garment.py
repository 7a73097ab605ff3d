"""What a picture is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kindr.shop.catalog.models import Colour, Product
from kindr.shop.catalog.queries.language import said


class NoSuchGarment(LookupError):
    """There is no such product, or it is not made in that colour."""


@dataclass(frozen=True)
class Garment:
    """The stored design of a product and the paint of one colour."""

    title: str
    colour_name: str
    hex: str
    design: Mapping[str, object]


def garment(slug: str, colour: str, *, language: str) -> Garment:
    """The design behind a picture; raises NoSuchGarment. Two queries."""
    product = Product.objects.filter(slug=slug).only("title_id", "title_en", "design").first()
    paint = Colour.objects.filter(key=colour).first()
    if product is None or paint is None:
        raise NoSuchGarment(f"There is no {slug} in {colour}.")
    return Garment(said(product, "title", language), said(paint, "name", language), paint.hex, product.design)


def dye(colour: str) -> str:
    """The hex of a colour's dye; raises NoSuchGarment. One query."""
    paint = Colour.objects.filter(key=colour).first()
    if paint is None:
        raise NoSuchGarment(f"There is no colour {colour}.")
    return paint.hex
