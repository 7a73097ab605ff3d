"""Sheets: what is read is what was written, each wrong row is named, and numbers are read as people write them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.shop.catalog import sheets
from kindr.shop.catalog.sheets import PRICES, TEXTS, Fault, Layout, read, write

TEXT = st.text(st.characters(exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=60).map(str.strip)
KEYS = st.text("abcdefghijklmnopqrstuvwxyz-0123456789", min_size=1, max_size=20)
ROWS = st.lists(
    st.fixed_dictionaries({"slug": KEYS, **dict.fromkeys(TEXTS.longest, TEXT)}),
    min_size=1, max_size=8, unique_by=lambda row: row["slug"],
)  # fmt: skip


@given(rows=ROWS, language=st.sampled_from(["id", "en"]))
def test_what_is_written_is_read_back_in_either_language(rows: list[dict[str, str]], language: str) -> None:
    found, wrong = read(TEXTS, write(TEXTS, rows, language=language))
    assert wrong == ()
    assert [(row.key, dict(row.cells)) for row in found] == [
        (row["slug"], {name: cell for name, cell in row.items() if cell and name != "slug"}) for row in rows
    ]


@given(cell=TEXT)
def test_no_cell_of_ours_is_a_formula(cell: str) -> None:
    text = write(TEXTS, [{"slug": "a", "title_id": cell}], language="id")
    written = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1]
    assert not any(each.startswith(sheets.FORMULA) for each in written)


@given(text=st.text(max_size=300), layout=st.sampled_from([PRICES, TEXTS]))
def test_whatever_is_sent_gets_rows_or_reasons(text: str, layout: Layout) -> None:
    rows, wrong = read(layout, text)
    assert rows or wrong or not text.strip()
    assert all(row.key for row in rows)


@given(price=st.integers(1, sheets.HIGHEST_PRICE))
def test_a_price_is_understood_however_it_is_written(price: int) -> None:
    dotted = f"{price:,}".replace(",", ".")
    for written in (str(price), dotted, f"{price:,}", f"Rp {dotted}", f"Rp\u00a0{dotted}", f" rp.{price} "):
        assert sheets.price_in(written) == price


@pytest.mark.parametrize("cell", ["", "0", "-5", "12.9", "1.29", "1e5", "１２", "1000000000", "Rp", "12,5", "129.00"])
def test_what_is_no_price_is_not_taken_for_one(cell: str) -> None:
    assert sheets.price_in(cell) is None


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(1, Fault.EMPTY)]),
        ("sku;price\n", [(1, Fault.EMPTY)]),
        ("harga\n5", [(1, Fault.NO_KEY_COLUMN)]),
        ("sku,colour of hair\nK,red", [(1, Fault.UNKNOWN_COLUMN)]),
        ("sku,price,price\nK,1,2", [(1, Fault.TWICE)]),
        ("sku,price\nK,1\n\n\nK,2", [(5, Fault.TWICE)]),
        ("sku,price\n,1", [(2, Fault.NO_KEY)]),
        ("sku,price\nK,cheap", [(2, Fault.NO_PRICE)]),
        ("sku,arrived\nK,0", [(2, Fault.NO_PIECES)]),
        ("sku,counted\nK,-1", [(2, Fault.NO_PIECES)]),
        ("sku,counted,arrived\nK,1,1", [(2, Fault.BOTH_WAYS)]),
        ("sku,price\nK,1,2", [(2, Fault.TOO_MANY_CELLS)]),
        ('sku,price\n"K,1', [(1, Fault.UNREADABLE)]),
        ("sku,price\n\0,1", [(1, Fault.UNREADABLE)]),
        ("sku\n" + "\n".join(f"K{n}" for n in range(sheets.MOST_ROWS + 1)), [(5002, Fault.TOO_MANY_ROWS)]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, faults: list[tuple[int, Fault]]) -> None:
    _, wrong = read(PRICES, text)
    assert [(each.line, each.fault) for each in wrong] == faults


def test_a_long_text_is_refused() -> None:
    _, wrong = read(TEXTS, f"slug,title_id\na,{'x' * 91}")
    assert [each.fault for each in wrong] == [Fault.TOO_LONG]


def test_the_stock_of_a_sheet_is_for_reading_only() -> None:
    rows, wrong = read(PRICES, "sku;stok;harga\nK;999;129.000")
    assert wrong == ()
    assert [dict(row.cells) for row in rows] == [{"price": "129.000"}]


@given(price=st.integers(1, sheets.HIGHEST_PRICE), percent=st.integers(-80, 200))
def test_a_moved_price_is_whole_thousands_near_what_was_asked(price: int, percent: int) -> None:
    moved = sheets.moved(price, percent=percent)
    assert moved % 1000 == 0 or moved == sheets.HIGHEST_PRICE
    assert moved in (1000, sheets.HIGHEST_PRICE) or abs(moved * 100 - price * (100 + percent)) <= 50_000
