"""Reports of problems with an order, and their pictures: for their owner and for customer service."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access, NotYours
from kindr.privacy.vault.files import SealedFile
from kindr.shop.orders.models import Order, ProblemReport
from kindr.shop.orders.queries.finding import order_id_of

CLAUSE = "problem_picture"


@dataclass(frozen=True)
class Report:
    """One report; `pictures` are the ids of its files."""

    id: uuid.UUID
    at: datetime
    closed_at: datetime | None
    message: str = field(repr=False)
    pictures: tuple[uuid.UUID, ...]


def reports_of(number: str, *, access: Access, at: datetime) -> list[Report]:
    """What was reported about one order, newest first, opened; raises NoSuchOrder, NotYours and Refused."""
    order = Order.objects.get(pk=order_id_of(number))
    checks.check_reach([order.person_id], access)
    rows = list(ProblemReport.objects.filter(order=order).order_by("-collected_at", "-pk"))
    pictures: dict[str, list[uuid.UUID]] = {}
    for file in SealedFile.objects.filter(clause=CLAUSE, covers__in=[str(row.pk) for row in rows]).order_by("id"):
        pictures.setdefault(file.covers, []).append(file.id)
    return [
        Report(
            each.record.id,
            each.record.collected_at,
            each.record.closed_at,
            "" if each.is_forgotten else each.message,
            tuple(pictures.get(str(each.record.pk), ())),
        )
        for each in gates.read_many(rows, access=access, at=at)
    ]


def problem_picture(number: str, file_id: uuid.UUID, *, access: Access, at: datetime) -> tuple[str, Iterable[bytes]]:
    """Kind and content of one picture of an order's reports; raises NotYours, Forgotten, Refused and LogUnavailable."""
    reports = ProblemReport.objects.filter(order__number=number).values_list("id", flat=True)
    file = SealedFile.objects.filter(pk=file_id, clause=CLAUSE, covers__in=[str(each) for each in reports]).first()
    if file is None:
        raise NotYours("there is no such picture")
    return file.media_type, gates.read_file(file, access=access, at=at)
