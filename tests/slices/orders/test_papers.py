"""Invoices and labels as PDFs: the same gate and line of the log as the page, in both languages, and kept nowhere."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kindr.base import clock
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import PurposeNotAllowed
from kindr.shop.orders import queries
from kindr.shop.orders.actions import Placed
from kindr.shop.orders.queries import sheets
from kindr.shop.orders.queries.papers import invoice_sheet, label_sheet
from kindr.shop.orders.rules import initials
from tests.buying import order_of, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db


ESCAPED = {rb"\r": b"\r", rb"\n": b"\n", rb"\(": b"(", rb"\)": b")", rb"\\": b"\\"}


def words_of(pdf: bytes) -> str:
    """The text of a PDF that is not packed: glyphs are numbered anew, and a table of each font names their letters."""
    letters = [
        {int(glyph, 16): chr(int(letter, 16)) for glyph, letter in re.findall(rb"<(\w{4})> <(\w{4})>", table)}
        for table in re.findall(rb"beginbfchar(.*?)endbfchar", pdf, re.DOTALL)
    ]
    found, font = [], 0
    for name, words in re.findall(rb"/F(\d) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", pdf, re.DOTALL):
        if name:
            font = int(name) - 1
            continue
        plain = re.sub(rb"\\.", lambda sign: ESCAPED[sign[0]], words, flags=re.DOTALL)
        found.append("".join(letters[font][high << 8 | low] for high, low in zip(plain[::2], plain[1::2], strict=True)))
    return "\n".join(found)


def invoice_words(placed: Placed, by: Player, *, language: str = "en", is_masked: bool = False) -> str:
    page = queries.invoice_page(placed.number, access=by.access("place_order"), at=clock.now(), language=language)
    sheet = invoice_sheet(page, language=language, is_masked=is_masked)
    cells = (cell for row in (*sheet.lines, *sheet.totals) for cell in row)
    return " | ".join((sheet.title, sheet.number, sheet.note, *sheet.buyer, sheet.order, *sheet.heads, *cells))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("id", ("Faktur", "Barang", "Sebelum pajak")), ("en", ("Invoice", "Item", "Before tax"))],
)
def test_an_invoice_says_all_that_its_page_says(mara: Player, language: str, expected: tuple[str, ...]) -> None:
    text = invoice_words(paid(order_of(mara)), mara, language=language)
    for words in (*expected, "INV/", "Mara", "Jalan Contoh 12", "129.000", "13.973", "141.000"):
        assert words in text, words


def test_a_masked_copy_has_initials_for_name_and_address(mara: Player) -> None:
    text = invoice_words(paid(order_of(mara)), mara, is_masked=True)
    assert "Jalan" not in text
    assert "Mara" not in text
    assert "12160" not in text
    assert "M." in text
    assert "J. C. •" in text
    assert "141.000" in text
    assert initials("Jalan Contoh 12, RT 003/RW 004") == "J. C. • R. • •"


def test_the_buyer_gets_the_invoice_as_a_pdf_that_nobody_keeps(mara: Player, ilse: Player, sam: Player) -> None:
    placed = paid(order_of(mara))
    address = f"/en/orders/{placed.number}/invoice.pdf"
    before = AccessEntry.objects.count()
    answer = mara.client().get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert re.fullmatch(r'inline; filename="INV-\d{4}-\d{6}.pdf"', answer["Content-Disposition"])
    assert AccessEntry.objects.count() > before
    masked = mara.client().get(address, {"copy": "masked"})
    assert "masked.pdf" in masked["Content-Disposition"]
    for other in (ilse, sam):
        assert other.client().get(address).status_code == 404
    assert mara.client().get(f"/en/orders/{order_of(mara).number}/invoice.pdf").status_code == 404


def test_a_label_is_opened_for_the_parcel_and_logged(mara: Player, bima: Player, ratna: Player) -> None:
    placed = paid(order_of(mara))
    before = AccessEntry.objects.count()
    given = {"access": bima.access("fulfil_order"), "at": clock.now(), "language": "id"}
    assert queries.label_pdf(placed.number, **given).content.startswith(b"%PDF-")
    assert AccessEntry.objects.count() == before + 1
    with pytest.raises(PurposeNotAllowed):
        queries.label_pdf(placed.number, **given | {"access": ratna.access("prepare_tax")})
    label = queries.parcel_label(placed.number, access=bima.access("fulfil_order"), at=clock.now())
    assert label_sheet(label, language="id").recipient == "Mara"
    masked = label_sheet(label, language="id", is_masked=True)
    assert (masked.recipient, masked.postcode, masked.phone) == ("M.", "•", "•")


def test_what_is_drawn_is_what_the_sheet_says(mara: Player, bima: Player) -> None:
    placed = paid(order_of(mara))
    label = queries.parcel_label(placed.number, access=bima.access("fulfil_order"), at=clock.now())
    sheet = label_sheet(label, language="id")
    pdf = sheets.draw_label(sheet, at=clock.now(), is_packed=False)
    text = words_of(pdf).replace("\n", " ")
    for words in (sheet.recipient, *sheet.lines, sheet.postcode, sheet.phone, sheet.number, sheet.service):
        assert words in text, words
    assert pdf.count(b"/Type /Page\n") == 1
    assert b"Mara" not in pdf, "a name is in what is written about the paper"


def test_a_long_invoice_runs_over_several_pages_and_loses_nothing(mara: Player) -> None:
    page = queries.invoice_page(
        paid(order_of(mara)).number, access=mara.access("place_order"), at=clock.now(), language="en"
    )
    line = replace(page.deal.lines[0], title="A garment with a name as long as sixty letters may ever be now")
    long = replace(
        page,
        name="Sri Wahyuningsih Kusumaningrum Hadiningrat Prawirodirdjo Putri",
        deal=replace(page.deal, lines=(line,) * 60),
    )
    pdf = sheets.draw_invoice(invoice_sheet(long, language="en"), at=clock.now(), is_packed=False)
    text = words_of(pdf)
    assert pdf.count(b"/Type /Page\n") > 2
    assert text.count("129.000") == 120
    assert "141.000" in text
    assert "Prawirodirdjo" in text


def test_which_letters_a_name_is_made_of_is_written_into_no_log(mara: Player, caplog: pytest.LogCaptureFixture) -> None:
    placed = paid(order_of(mara))
    caplog.clear()
    queries.invoice_pdf(placed.number, access=mara.access("place_order"), at=clock.now(), language="en")
    assert not [record for record in caplog.records if record.name.startswith(("fontTools", "fpdf"))]
