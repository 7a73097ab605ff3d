"""What can be asked of the catalogue; answers are frozen and in one language."""

from __future__ import annotations

from kindr.shop.catalog.queries.beside import Chosen, OtherSize, chosen
from kindr.shop.catalog.queries.cards import Card
from kindr.shop.catalog.queries.edition import current_edition
from kindr.shop.catalog.queries.garment import Garment, NoSuchGarment, dye, garment
from kindr.shop.catalog.queries.lines import VariantLine, variant_lines
from kindr.shop.catalog.queries.listing import Facets, Listing, category_listing, newest
from kindr.shop.catalog.queries.product import ColourChoice, ProductPage, SizeChoice, product_page
from kindr.shop.catalog.queries.search import SearchResult, search
from kindr.shop.catalog.queries.sections import NoSuchSection, Section, ShelfTile, section, sections, shelf_tiles
from kindr.shop.catalog.rules import SIZE_CHART, Filters, Pages, SizeRow, Sort

__all__ = [
    "SIZE_CHART",
    "Card",
    "Chosen",
    "ColourChoice",
    "Facets",
    "Filters",
    "Garment",
    "Listing",
    "NoSuchGarment",
    "NoSuchSection",
    "OtherSize",
    "Pages",
    "ProductPage",
    "SearchResult",
    "Section",
    "ShelfTile",
    "SizeChoice",
    "SizeRow",
    "Sort",
    "VariantLine",
    "category_listing",
    "chosen",
    "current_edition",
    "dye",
    "garment",
    "newest",
    "product_page",
    "search",
    "section",
    "sections",
    "shelf_tiles",
    "variant_lines",
]
