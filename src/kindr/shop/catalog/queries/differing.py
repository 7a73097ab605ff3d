"""What a sheet would change: each cell that says something else than the catalogue, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kindr.shop.catalog import sheets
from kindr.shop.catalog.models import Kind, Product, Variant
from kindr.shop.catalog.queries.language import said
from kindr.shop.catalog.sheets import Fault, Layout, Row, Wrong

LAYOUTS: Mapping[Kind, Layout] = {Kind.PRICES: sheets.PRICES, Kind.TEXTS: sheets.TEXTS}


@dataclass(frozen=True)
class Difference:
    """One value that would change; `row` is its line in the file."""

    row: int
    key: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Checked:
    """What came of reading a sheet: with anything wrong in it, nothing of it is done."""

    differences: tuple[Difference, ...]
    wrong: tuple[Wrong, ...]


def check_sheet(kind: Kind, text: str) -> Checked:
    """Compares a sheet with the catalogue. One query."""
    rows, wrong = sheets.read(LAYOUTS[kind], text)
    there = _there(kind, [row.key for row in rows])
    unknown = [Wrong(row.line, Fault.UNKNOWN_KEY, LAYOUTS[kind].key, row.key) for row in rows if row.key not in there]
    if wrong or unknown:
        return Checked((), tuple(sorted((*wrong, *unknown), key=lambda each: (each.line, each.column))))
    return Checked(tuple(each for row in rows for each in _differences(row, there[row.key])), ())


def repriced(*, section: str, percent: int) -> tuple[Difference, ...]:
    """What every price of a section, or of all, would be some percent higher or lower, in whole thousands."""
    rows = Variant.objects.order_by("product__slug", "colour__position", "size").values_list("sku", "price")
    chosen = rows.filter(product__category__slug=section) if section else rows
    moved = [(sku, price, sheets.moved(price, percent=percent)) for sku, price in chosen]
    return tuple(
        Difference(row, sku, "price", str(before), str(after))
        for row, (sku, before, after) in enumerate(moved, 1)
        if before != after
    )


def sheet_of(kind: Kind, *, language: str) -> str:
    """The whole catalogue as a sheet of one kind. One query."""
    rows = _priced(language) if kind == Kind.PRICES else Product.objects.order_by("slug").values(*sheets.TEXTS.names)
    return sheets.write(LAYOUTS[kind], rows, language=language)


def _there(kind: Kind, keys: Sequence[str]) -> dict[str, Mapping[str, object]]:
    if kind == Kind.PRICES:
        prices = Variant.objects.filter(sku__in=keys).values("sku", "price", "stock")
        return {row["sku"]: row for row in prices}
    texts = Product.objects.filter(slug__in=keys).values(*sheets.TEXTS.names)
    return {row["slug"]: row for row in texts}


def _differences(row: Row, there: Mapping[str, object]) -> Iterator[Difference]:
    for field, cell in row.cells.items():
        before, after = _values(field, cell, there)
        if before != after:
            yield Difference(row.line, row.key, field, before, after)


def _values(field: str, cell: str, there: Mapping[str, object]) -> tuple[str, str]:
    if field == "price":
        return str(there["price"]), str(sheets.price_in(cell))
    if field == "counted":
        return str(there["stock"]), str(sheets.pieces_in(cell, least=0))
    if field == "arrived":
        return "", str(sheets.pieces_in(cell, least=1))
    return str(there[field]).strip(), cell


def _priced(language: str) -> Iterator[dict[str, object]]:
    rows = Variant.objects.select_related("product", "colour").order_by("product__slug", "colour__position", "size")
    for row in rows.defer("product__found_id", "product__found_en", "product__design").iterator(chunk_size=500):
        yield {
            "sku": row.sku,
            "title": said(row.product, "title", language),
            "colour": said(row.colour, "name", language),
            "size": row.size,
            "stock": row.stock,
            "price": row.price,
        }
