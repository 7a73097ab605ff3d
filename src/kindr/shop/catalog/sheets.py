"""Sheets of prices and texts as colleagues exchange them: reading, what is wrong in which row, and writing.

Pure functions. A sheet never sets a stock: pieces are sold while it lies on a desk, so it can say what was counted or
what has arrived, and the stock written beside them is for reading only.
"""

from __future__ import annotations

import csv
import enum
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_ROWS = 5000
HIGHEST_PRICE = 99_999_999
MOST_PIECES = 99_999


class Fault(enum.StrEnum):
    """What can be wrong with a row or with the whole sheet."""

    EMPTY = "empty"
    NO_KEY_COLUMN = "no_key_column"
    UNKNOWN_COLUMN = "unknown_column"
    TWICE = "twice"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_CELLS = "too_many_cells"
    NO_KEY = "no_key"
    UNKNOWN_KEY = "unknown_key"
    NO_PRICE = "no_price"
    NO_PIECES = "no_pieces"
    BOTH_WAYS = "both_ways"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: in which line of the file, in which column, and what stands there."""

    line: int
    fault: Fault
    column: str = ""
    given: str = ""


@dataclass(frozen=True)
class Row:
    """One row that can be understood: its line in the file, its key, and the cells that say something."""

    line: int
    key: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of sheet; each can be called by its Indonesian or its English name."""

    key: str
    names: Mapping[str, tuple[str, str]]
    """Column -> its heading in Indonesian and in English."""
    longest: Mapping[str, int]
    """Column of text -> the most characters it holds."""
    told: frozenset[str] = frozenset()
    """Columns that are only for reading."""


PRICES = Layout(
    key="sku",
    names={
        "sku": ("sku", "sku"),
        "title": ("produk", "product"),
        "colour": ("warna", "colour"),
        "size": ("ukuran", "size"),
        "stock": ("stok", "stock"),
        "price": ("harga", "price"),
        "counted": ("dihitung", "counted"),
        "arrived": ("datang", "arrived"),
    },
    longest={},
    told=frozenset({"title", "colour", "size", "stock"}),
)
TEXTS = Layout(
    key="slug",
    names={
        "slug": ("alamat", "address"),
        "title_id": ("nama (id)", "name (id)"),
        "title_en": ("nama (en)", "name (en)"),
        "description_id": ("uraian (id)", "description (id)"),
        "description_en": ("uraian (en)", "description (en)"),
        "material_id": ("bahan (id)", "material (id)"),
        "material_en": ("bahan (en)", "material (en)"),
        "origin_id": ("asal (id)", "origin (id)"),
        "origin_en": ("asal (en)", "origin (en)"),
        "also_called": ("sebutan lain", "also called"),
    },
    longest={
        "title_id": 90, "title_en": 90, "description_id": 2000, "description_en": 2000, "material_id": 120,
        "material_en": 120, "origin_id": 80, "origin_en": 80, "also_called": 200,
    },
)  # fmt: skip
# A spreadsheet takes a cell for a formula that begins with one of these; an apostrophe before it says that it is text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(layout: Layout, rows: Iterable[Mapping[str, object]], *, language: str) -> str:
    """A sheet as text, with headings in one language and the separator that its spreadsheets expect."""
    out = io.StringIO()
    pen = csv.writer(out, delimiter="," if language == "en" else ";", lineterminator="\r\n")
    pen.writerow([names[language == "en"] for names in layout.names.values()])
    for row in rows:
        pen.writerow([_harmless(str(row.get(column, ""))) for column in layout.names])
    return out.getvalue()


def read(layout: Layout, text: str) -> tuple[tuple[Row, ...], tuple[Wrong, ...]]:
    """The rows of a sheet and everything that is wrong with it, without asking the catalogue."""
    lines = _lines(text.lstrip("\ufeff"))
    if lines is None:
        return (), (Wrong(1, Fault.UNREADABLE),)
    heading, body = (lines[0], lines[1:]) if lines else ((0, ()), ())
    columns, wrong = _columns(layout, heading[1])
    if not body and not wrong:
        wrong = [Wrong(1, Fault.EMPTY)]
    if len(body) > MOST_ROWS:
        wrong = [*wrong, Wrong(body[MOST_ROWS][0], Fault.TOO_MANY_ROWS)]
    if wrong:
        return (), tuple(wrong)
    return _rows(layout, columns, body)


def price_in(cell: str) -> int | None:
    """The rupiah of a cell, `129000`, `129.000` or `Rp 129.000`; None when it is no price of ours."""
    plain = re.sub(r"^rp\.?", "", re.sub(r"\s", "", cell), flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]{1,9}|[0-9]{1,3}([.,][0-9]{3}){1,2}", plain, flags=re.ASCII):
        return None
    amount = int(re.sub(r"[.,]", "", plain))
    return amount if 0 < amount <= HIGHEST_PRICE else None


def pieces_in(cell: str, *, least: int) -> int | None:
    """The pieces of a cell; None when it is no whole number from `least` up."""
    plain = cell.strip()
    if not re.fullmatch(r"[0-9]{1,6}", plain, flags=re.ASCII):
        return None
    return int(plain) if least <= int(plain) <= MOST_PIECES else None


def moved(price: int, *, percent: int) -> int:
    """A price some percent higher or lower, rounded half up to whole thousands and never below one thousand."""
    exact = price * (100 + percent)
    return min(max(1, (exact + 50_000) // 100_000) * 1000, HIGHEST_PRICE)


def _lines(text: str) -> list[tuple[int, tuple[str, ...]]] | None:
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found, before = [], 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((before + 1, tuple(_meant(cell) for cell in cells)))
            before = reader.line_num
    except csv.Error:
        return None
    return None if any("\0" in cell for _, cells in found for cell in cells) else found


def _columns(layout: Layout, heading: Sequence[str]) -> tuple[list[str], list[Wrong]]:
    known = {name: column for column, names in layout.names.items() for name in (column, *names)}
    columns, wrong = [], []
    for cell in heading:
        column = known.get(cell.strip().lower(), "")
        if not column:
            wrong.append(Wrong(1, Fault.UNKNOWN_COLUMN, given=cell))
        elif column in columns:
            wrong.append(Wrong(1, Fault.TWICE, column, cell))
        columns.append(column)
    if heading and layout.key not in columns:
        wrong.append(Wrong(1, Fault.NO_KEY_COLUMN, layout.key))
    return columns, wrong


def _rows(
    layout: Layout, columns: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]
) -> tuple[tuple[Row, ...], tuple[Wrong, ...]]:
    rows: list[Row] = []
    wrong: list[Wrong] = []
    seen: set[str] = set()
    for line, cells in body:
        said = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
        key = said.pop(layout.key, "")
        row = Row(line, key, {column: cell for column, cell in said.items() if column not in layout.told})
        found = list(_wrong_in(layout, row))
        if len(cells) > len(columns):
            found.append(Wrong(line, Fault.TOO_MANY_CELLS))
        if key in seen:
            found.append(Wrong(line, Fault.TWICE, layout.key, key))
        seen.add(key)
        wrong += found
        rows += [] if found else [row]
    return tuple(rows), tuple(wrong)


def _wrong_in(layout: Layout, row: Row) -> Iterator[Wrong]:
    if not row.key:
        yield Wrong(row.line, Fault.NO_KEY, layout.key)
    for column, cell in row.cells.items():
        if column == "price" and price_in(cell) is None:
            yield Wrong(row.line, Fault.NO_PRICE, column, cell)
        if column in ("counted", "arrived") and pieces_in(cell, least=int(column == "arrived")) is None:
            yield Wrong(row.line, Fault.NO_PIECES, column, cell)
        if len(cell) > layout.longest.get(column, 10_000):
            yield Wrong(row.line, Fault.TOO_LONG, column, cell[:40])
    if "counted" in row.cells and "arrived" in row.cells:
        yield Wrong(row.line, Fault.BOTH_WAYS, "counted", row.cells["counted"])


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("'", *FORMULA)) else cell


def _meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(("'", *FORMULA)) else cell
