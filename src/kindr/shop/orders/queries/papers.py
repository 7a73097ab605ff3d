"""Invoices and labels as PDFs, made in memory: opened by the same gate as their pages, and kept nowhere (policy 2.3.2).

What stands on a paper is made first, as words, and drawn afterwards; the words of a masked copy have initials where the
original has a name and an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kindr.privacy.access.terms import Access
from kindr.shop.orders.queries import sheets
from kindr.shop.orders.queries.of_buyer import InvoicePage, invoice_page
from kindr.shop.orders.queries.of_desk import ParcelLabel, parcel_label
from kindr.shop.orders.queries.opened import Address
from kindr.shop.orders.queries.sheets import InvoiceSheet, LabelSheet
from kindr.shop.orders.queries.showing import Line
from kindr.shop.orders.rules import initials

SELLER = ("PT Stream Intelligence Indonesia", "Kindr · kindrkids.id")


@dataclass(frozen=True)
class Paper:
    """A PDF and the name it is saved under, which names nobody."""

    name: str
    content: bytes = field(repr=False)

    @property
    def headers(self) -> Mapping[str, str]:
        """What its answer says; the view adds that nobody keeps it."""
        return {"Content-Disposition": f'inline; filename="{self.name}"'}

    @property
    def headers_to_save(self) -> Mapping[str, str]:
        """The same for a paper that was asked for with a form: a browser's viewer would ask for its address again."""
        return {"Content-Disposition": f'attachment; filename="{self.name}"'}


def invoice_pdf(number: str, *, access: Access, at: datetime, language: str, is_masked: bool = False) -> Paper:
    """The invoice of one order, A4; raises NotYours where there is none, Forgotten and Restricted, as its page does."""
    page = invoice_page(number, access=access, at=at, language=language)
    copy = "-masked" if is_masked else ""
    sheet = invoice_sheet(page, language=language, is_masked=is_masked)
    return Paper(f"{page.number.replace('/', '-')}{copy}.pdf", sheets.draw_invoice(sheet, at=at))


def label_pdf(number: str, *, access: Access, at: datetime, language: str, is_masked: bool = False) -> Paper:
    """The label of one parcel, A6; raises NoSuchOrder, Refused and Forgotten, as its page does."""
    label = parcel_label(number, access=access, at=at)
    return Paper(
        f"{label.number}.pdf", sheets.draw_label(label_sheet(label, language=language, is_masked=is_masked), at=at)
    )


def invoice_sheet(page: InvoicePage, *, language: str, is_masked: bool = False) -> InvoiceSheet:
    """What stands on an invoice, in the words of one language."""
    deal, shown = page.deal, initials if is_masked else str
    with override(language):
        day = date_format(localtime(deal.placed_at), "j F Y")
        delivery = _("Delivery %(service)s") % {"service": deal.service.upper()}
        return InvoiceSheet(
            title=_("Invoice"),
            number=page.number,
            day=date_format(localtime(page.issued_at), "j F Y"),
            note=_("Copy with initials, to be handed on") if is_masked else "",
            seller=SELLER,
            buyer=(shown(page.name), *(shown(line) for line in page.address)),
            order=_("Order %(number)s of %(day)s") % {"number": deal.number, "day": day},
            heads=(_("Item"), _("Price"), _("Pieces"), _("Sum")),
            lines=(*(_cells(line) for line in deal.lines), (delivery, "", "", str(deal.totals.delivery))),
            totals=(
                (_("Before tax"), str(page.before_tax)),
                (_("PPN 11%"), str(deal.totals.tax)),
                (_("Total"), str(deal.totals.total)),
            ),
            foot=_("Tax law has us keep this invoice for ten years; nobody opens it for anything else."),
        )


def label_sheet(label: ParcelLabel, *, language: str, is_masked: bool = False) -> LabelSheet:
    """What stands on a label, in the words of one language."""
    to = _masked(label.address) if is_masked else label.address
    with override(language):
        pieces = ngettext("%(pieces)s item", "%(pieces)s items", label.pieces) % {"pieces": label.pieces}
    return LabelSheet(
        service=label.service.upper(),
        pieces=pieces,
        recipient=to.recipient,
        lines=(to.street, f"{to.village}, {to.district}", f"{to.city}, {to.province}"),
        postcode=to.postcode,
        phone=to.phone if is_masked else to.readable_phone,
        notes=to.notes,
        number=label.number,
    )


def _cells(line: Line) -> tuple[str, ...]:
    return f"{line.title}, {line.colour}, {line.size}", str(line.price), str(line.pieces), str(line.sum)


def _masked(address: Address) -> Address:
    return replace(address, **{name: initials(getattr(address, name)) for name in address.__dataclass_fields__})
