"""Nothing that staff save runs in a spreadsheet or a browser, whatever a name says."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.base import clock
from kindr.base.cells import safe_cell
from kindr.privacy import gates
from kindr.shop.accounts.actions import create_staff
from kindr.shop.accounts.personal import Profile
from kindr.shop.orders.personal import Invoice
from tests.architecture.house_rules import SOURCE, python_files
from tests.buying import order_of, paid
from tests.cast import Player

HOSTILE = '=HYPERLINK("https://elsewhere.example","x"),=1+1;@SUM(A1)<script>alert(1)</script>'
FORMULA = ("=", "+", "-", "@")
OTHER_GUARDS = {"shop/catalog/sheets.py": "FORMULA"}
"""Sheets of goods are read back in, so they refuse formulas in their own way."""


def cells(text: str, delimiter: str) -> list[str]:
    return [
        cell
        for line in csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
        for cell in line
    ]


def formulas(text: str) -> list[str]:
    """The cells that begin like a formula, whatever sign the spreadsheet parts them by."""
    return [cell for parted in ",;\t" for cell in cells(text, parted) if cell.lstrip(' "\t\r\n').startswith(FORMULA)]


@given(st.text(st.sampled_from(list('=+-@,;"\t\r\n ab')), max_size=12), st.sampled_from([",", ";"]))
def test_no_cell_begins_like_a_formula_however_the_spreadsheet_parts_them(text: str, parted: str) -> None:
    written = io.StringIO(newline="")
    pen = csv.writer(written, delimiter=parted, quoting=csv.QUOTE_ALL)
    pen.writerows([[safe_cell(text), "a"], ["a", safe_cell(text)]])
    assert formulas(written.getvalue()) == []


def test_an_ordinary_name_or_address_is_left_as_it_is() -> None:
    for words in ("Mara", "Siti Nur-Aini", "Jalan Melati 5-7, RT 003/RW 004; pagar hijau", "O'Neil"):
        assert safe_cell(words) == words


def test_everything_that_writes_a_table_makes_its_cells_safe_and_quotes_them() -> None:
    unsafe = []
    for path in python_files():
        text, name = path.read_text(), str(path.relative_to(SOURCE))
        if "csv.writer(" in text and OTHER_GUARDS.get(name, "safe_cell(") not in text:
            unsafe.append(name)
        if "csv.writer(" in text and name not in OTHER_GUARDS and "QUOTE_ALL" not in text:
            unsafe.append(name)
    assert unsafe == []


def test_every_template_escapes_what_it_shows() -> None:
    pages = [path for path in SOURCE.rglob("*.html") if re.search(r"autoescape off|\|safe\b", path.read_text())]
    assert pages == [], "only letters in plain text may be written without escaping"


@pytest.mark.django_db
def test_the_review_of_access_is_safe_to_open_as_page_and_as_file(mara: Player, odile: Player) -> None:
    made = create_staff(
        role="service", name=HOSTILE, email="hostile@staff.example", password="kereta pagi lewat jam tujuh",
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", at=clock.now(),
    )  # fmt: skip
    hostile = Player(HOSTILE, "hostile@staff.example", made)
    gates.read(Profile.objects.get(person_id=mara.id), access=hostile.access("answer_customer"), at=clock.now())
    browser = odile.client()
    assert "<script>alert" not in browser.post("/en/desk/access/").content.decode()
    text = browser.post("/en/desk/access/review.csv").content.decode()
    assert safe_cell(HOSTILE) in cells(text, ",")
    assert formulas(text) == []


@pytest.mark.django_db
def test_the_book_of_invoices_is_safe_whatever_a_customer_is_called(mara: Player, ratna: Player) -> None:
    placed = paid(order_of(mara))
    invoice = Invoice.objects.get(order__number=placed.number)
    gates.correct(invoice, access=mara.access("place_order"), at=clock.now(), values={"name": HOSTILE})
    asked = {"year": str(invoice.issued_at.year), "names": "yes"}
    text = ratna.client().post("/en/desk/invoices/file/", asked).content.decode()
    assert safe_cell(HOSTILE) in cells(text, ";")
    assert formulas(text) == []
