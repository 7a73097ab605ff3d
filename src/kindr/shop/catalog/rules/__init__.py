"""Pure functions of the catalogue: sizes, lists, spelling, wishes, the meaning of words, and what goes together."""

from kindr.shop.catalog.rules.lists import (
    LOW_STOCK,
    MOST_PAGES,
    MOST_PER_LINE,
    PAGE_LENGTH,
    Pages,
    is_low,
    pages,
)
from kindr.shop.catalog.rules.meaning import FAMILY_WORDS, Meant, meant, of_words
from kindr.shop.catalog.rules.narrowing import FABRICS, Filters, Good, Sort, Wish, fits
from kindr.shop.catalog.rules.sizes import (
    AGES,
    HEIGHTS,
    SIZE_CHART,
    NoSuchSize,
    SizeRow,
    runs_of_sizes,
    size_for_height,
    size_row,
    sizes_of_months,
)
from kindr.shop.catalog.rules.spelling import is_slip, likeness, nearness, trigrams, words
from kindr.shop.catalog.rules.tailoring import MEASURES, Cut, Kind, Tailored, WrongChart, kind_of, own_chart
from kindr.shop.catalog.rules.wearing import BESIDE, PARTS, Part, Worn, outfit, part_of

__all__ = [
    "AGES",
    "BESIDE",
    "FABRICS",
    "FAMILY_WORDS",
    "HEIGHTS",
    "LOW_STOCK",
    "MEASURES",
    "MOST_PAGES",
    "MOST_PER_LINE",
    "PAGE_LENGTH",
    "PARTS",
    "SIZE_CHART",
    "Cut",
    "Filters",
    "Good",
    "Kind",
    "Meant",
    "NoSuchSize",
    "Pages",
    "Part",
    "SizeRow",
    "Sort",
    "Tailored",
    "Wish",
    "Worn",
    "WrongChart",
    "fits",
    "is_low",
    "is_slip",
    "kind_of",
    "likeness",
    "meant",
    "nearness",
    "of_words",
    "outfit",
    "own_chart",
    "pages",
    "part_of",
    "runs_of_sizes",
    "size_for_height",
    "size_row",
    "sizes_of_months",
    "trigrams",
    "words",
]
