"""A page of fifty sealed records of fifty people beside the same page of plain columns."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import connections
from django.test.utils import CaptureQueriesContext

from bench import addresses
from bench.addresses import PlainAddress, SealedAddress
from bench.asking import asking, signed_in
from bench.measuring import Claim, by_turns, exactly
from bench.urls import ROWS
from kindr.base.clock import now
from kindr.privacy import gates
from kindr.privacy.access import connection
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access, Actor, ActorKind
from kindr.privacy.people import Person, PersonKind


def claims() -> Iterator[Claim]:
    """The page's time, and how often it asks the key server and the log."""
    addresses.make_tables()
    _fill(ROWS)
    page = asking(signed_in(PersonKind.STAFF, role="service"))
    shown = _values_of(page("/bench/sealed/"))
    if shown != _values_of(page("/bench/plain/")) or len(shown) != ROWS:
        raise RuntimeError("the two pages must show the same")
    yield by_turns(
        f"a page of {ROWS} sealed records, each reading logged and durable, beside plain columns",
        lambda: page("/bench/sealed/"),
        lambda: page("/bench/plain/"),
        target=2,
    )
    for rows in (1, ROWS):
        keys, inserts = _counted(rows)
        yield exactly(f"key queries of {rows} sealed records", keys, 1, "queries")
        yield exactly(f"log inserts of {rows} sealed records", inserts, 1, "inserts")


def _fill(count: int) -> None:
    at = now()
    for _ in range(count):
        person = Person.objects.create(kind=PersonKind.PARENT)
        access = Access(Actor(ActorKind.PERSON, person.id, "customer"), "keep_account")
        gates.collect(SealedAddress, person=person.id, access=access, at=at, source="account", values=addresses.VALUES)
        PlainAddress.objects.create(
            id=uuid.uuid4(), person=person, source="account", collected_at=at, covers="life", **addresses.VALUES
        )


def _values_of(body: bytes) -> list[bytes]:
    """The lines with the personal values; the others name ids and moments of each row."""
    return sorted(line.strip() for line in body.splitlines() if line.strip().startswith(b"<td>") and b"nowrap" in line)


def _counted(rows: int) -> tuple[int, int]:
    """Queries to the key server and inserts into the log while some records are opened."""
    inserts = 0
    write = connection.write

    def counting(*given: object) -> list[tuple[object, ...]]:
        nonlocal inserts
        inserts += AccessEntry._meta.db_table in str(given[0])  # an alarm is written through the same connection
        return write(*given)  # type: ignore[arg-type]  # passed through as it came

    access = Access(Actor(ActorKind.STAFF, uuid.uuid4(), "service"), "answer_customer")
    found = list(SealedAddress.objects.order_by("id")[:rows])
    connection.write = counting  # type: ignore[assignment]
    try:
        with CaptureQueriesContext(connections["keys"]) as keys:
            gates.read_many(found, access=access, at=now())
    finally:
        connection.write = write
    return len(keys), inserts
