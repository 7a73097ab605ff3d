"""What can be asked of the catalogue; answers are frozen and in one language."""

from __future__ import annotations

from kindr.shop.catalog.queries.beside import Chosen, OtherSize, chosen
from kindr.shop.catalog.queries.cards import Card
from kindr.shop.catalog.queries.edition import current_edition
from kindr.shop.catalog.queries.facets import Counts, Facets
from kindr.shop.catalog.queries.garment import Garment, NoSuchGarment, dye, garment
from kindr.shop.catalog.queries.garment_page import ColourChoice, ProductPage, SizeChoice, Variety
from kindr.shop.catalog.queries.lines import VariantLine, variant_lines
from kindr.shop.catalog.queries.listing import Listing, all_garments, category_listing, newest
from kindr.shop.catalog.queries.outfits import Outfit, outfit
from kindr.shop.catalog.queries.palette import Shade, palette
from kindr.shop.catalog.queries.product import product_page
from kindr.shop.catalog.queries.search import SearchResult, search
from kindr.shop.catalog.queries.sections import NoSuchSection, Section, ShelfTile, section, sections, shelf_tiles, slugs
from kindr.shop.catalog.queries.seen import garments_numbered
from kindr.shop.catalog.queries.tailoring import Charts, Wearable, charts, sizes_left, ways_of, ways_of_making
from kindr.shop.catalog.rules import (
    AGES,
    FABRICS,
    SIZE_CHART,
    Cut,
    Filters,
    Kind,
    Pages,
    SizeRow,
    Sort,
    Tailored,
    Wish,
    is_size,
    kind_of_size,
    size_for_height,
    size_row,
)  # fmt: skip

__all__ = [
    "AGES",
    "FABRICS",
    "SIZE_CHART",
    "Card",
    "Charts",
    "Chosen",
    "ColourChoice",
    "Counts",
    "Cut",
    "Facets",
    "Filters",
    "Garment",
    "Kind",
    "Listing",
    "NoSuchGarment",
    "NoSuchSection",
    "OtherSize",
    "Outfit",
    "Pages",
    "ProductPage",
    "SearchResult",
    "Section",
    "Shade",
    "ShelfTile",
    "SizeChoice",
    "SizeRow",
    "Sort",
    "Tailored",
    "VariantLine",
    "Variety",
    "Wearable",
    "Wish",
    "all_garments",
    "category_listing",
    "charts",
    "chosen",
    "current_edition",
    "dye",
    "garment",
    "garments_numbered",
    "is_size",
    "kind_of_size",
    "newest",
    "outfit",
    "palette",
    "product_page",
    "search",
    "section",
    "sections",
    "shelf_tiles",
    "size_for_height",
    "size_row",
    "sizes_left",
    "slugs",
    "variant_lines",
    "ways_of",
    "ways_of_making",
]
