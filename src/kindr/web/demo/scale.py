"""A demo many times as large: chunk after chunk through the gate for many, at the speed of COPY."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection, transaction

from kindr.base.clock import jakarta_year
from kindr.privacy import gates
from kindr.privacy.access import honeytokens
from kindr.privacy.access.declare import access_of
from kindr.privacy.access.terms import Access
from kindr.privacy.moving_in import Arrival, collect_many
from kindr.privacy.people import Person
from kindr.privacy.vault import lookup
from kindr.privacy.vault.lookup import LookupEntry
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.queries import account_of_address
from kindr.shop.catalog.models import Variant
from kindr.shop.catalog.queries import VariantLine, variant_lines
from kindr.shop.orders.models import Delivery, Invoice, InvoiceSerial, Order
from kindr.web.demo import families, people
from kindr.web.demo.chunk import ORDERS, Chunk
from kindr.web.demo.order_rows import Words
from kindr.web.demo.orders import Told

PAGE, PAGES = 50, 6
"""Of each chunk so many pages of invoices and of labels were opened at the desks."""


def load(*, at: datetime, seed: int, times: int, orders: int = ORDERS, told: Told | None = None) -> int:
    """Loads the chunks that are missing of a demo so many times as large as the first; counts the rows.

    Each chunk is there as a whole or not at all, so that an interrupted load goes on where it stopped.
    """
    words, packer, accountant = _words(), _colleague("Bima", "fulfil_order"), _colleague("Ratna", "keep_tax_records")
    rows = 0
    for number in range(1, times):
        chunk = Chunk(seed, number, at, words, packer, orders)
        if not Order.objects.filter(key=chunk.key(0)).exists():
            rows += load_chunk(chunk, accountant=accountant)
        if told:
            told(number, times - 1)
    return rows


def load_chunk(chunk: Chunk, *, accountant: Access) -> int:
    """Everything of one chunk, openings too, in one commit; counts the rows."""
    chunk.fill()
    with transaction.atomic():
        rows = collect_many(_numbered(chunk.arrivals), beside=chunk.sheets.all(), at=chunk.at)
        return rows + _openings(chunk, accountant)


def strangers(seed: int) -> int:
    """How many accounts of this shop are not of the demo."""
    emails = [one.email for one in (*people.PARENTS, *people.STAFF, *people.CONSULTANTS)]
    known, chunk, many = len(_accounts_of(emails)), 0, Account.objects.count() - honeytokens.count()
    while known < many:
        found = len(_accounts_of([family.email for family in families.families(seed, chunk=chunk)]))
        # The families of the first year may still be on their way; after them a chunk is there or not.
        if chunk and not found:
            return many - known
        known, chunk = known + found, chunk + 1
    return 0


def _accounts_of(emails: Sequence[str]) -> list[uuid.UUID]:
    tags = [lookup.tag(lookup.SIGN_IN_ADDRESS, lookup.normalised_address(email)) for email in emails]
    return list(
        LookupEntry.objects.filter(index=lookup.SIGN_IN_ADDRESS.name, tag__in=tags).values_list("person_id", flat=True)
    )


def _words() -> Words:
    variants = list(Variant.objects.order_by("sku").values_list("pk", flat=True))
    return {language: _in_order(variants, language) for language in ("id", "en")}


def _in_order(variants: Sequence[int], language: str) -> list[VariantLine]:
    known = variant_lines(variants, language=language)
    return [known[each] for each in variants]


def _colleague(name: str, purpose: str) -> Access:
    account = account_of_address(next(one.email for one in people.STAFF if one.name == name))
    if account is None:
        raise LookupError(name)
    return access_of(Person.objects.get(pk=account.pk), purpose)


def _numbered(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The same arrivals; invoices have the next numbers of their year, whose counter is locked until the commit."""
    invoices = sorted((each for each in arrivals if each.model is Invoice), key=lambda each: each.at)
    by_year: dict[int, list[Arrival]] = {}
    for each in invoices:
        by_year.setdefault(jakarta_year(each.at), []).append(each)
    numbered = [each for each in arrivals if each.model is not Invoice]
    for year, mine in sorted(by_year.items()):
        first = _serials(year, len(mine))
        for place, each in enumerate(mine):
            numbered.append(replace(each, plain={**each.plain, "year": year, "serial": first + place}))
    return numbered


def _serials(year: int, many: int) -> int:
    """The first of so many numbers of a year."""
    InvoiceSerial.objects.bulk_create([InvoiceSerial(year=year)], ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orders_invoiceserial SET last = last + %s WHERE year = %s RETURNING last", [many, year])
        return int(cursor.fetchone()[0]) - many + 1


def _openings(chunk: Chunk, accountant: Access) -> int:
    """What Bima and Ratna opened of it, page by page as at the desk; counts the people opened."""
    opened = 0
    for model, access in ((Delivery, chunk.packer), (Invoice, accountant)):
        mine = [each.id for each in chunk.arrivals if each.model is model][: PAGE * PAGES]
        for start in range(0, len(mine), PAGE):
            page = list(model._default_manager.filter(pk__in=mine[start : start + PAGE]))
            at = min(max(each.collected_at for each in page) + timedelta(hours=20), chunk.at)
            opened += len({each.record.person_id for each in gates.read_many(page, access=access, at=at)})
    return opened
