"""The tables of the catalogue: nothing here knows a person."""

from kindr.shop.catalog.models.errands import Errand, ErrandLine, Kind, Outcome, State
from kindr.shop.catalog.models.goods import Care, Category, Chart, Colour, Edition, Family, Product, SearchWord
from kindr.shop.catalog.models.stock import PriceChange, Reason, StockMovement, Variant

__all__ = [
    "Care",
    "Category",
    "Chart",
    "Colour",
    "Edition",
    "Errand",
    "ErrandLine",
    "Family",
    "Kind",
    "Outcome",
    "PriceChange",
    "Product",
    "Reason",
    "SearchWord",
    "State",
    "StockMovement",
    "Variant",
]
