"""The tables of the catalogue: nothing here knows a person."""

from kindr.shop.catalog.models.goods import Care, Category, Colour, Edition, Family, Product, SearchWord
from kindr.shop.catalog.models.stock import Reason, StockMovement, Variant

__all__ = [
    "Care",
    "Category",
    "Colour",
    "Edition",
    "Family",
    "Product",
    "Reason",
    "SearchWord",
    "StockMovement",
    "Variant",
]
