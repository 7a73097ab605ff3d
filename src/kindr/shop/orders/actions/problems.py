"""Reports that something is wrong with an order, with pictures as proof (policy 2.7.2, 2.8.2)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from kindr.privacy import gates
from kindr.privacy.access import checks
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import FileTerms
from kindr.privacy.retention import held
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.pictures import NotAPicture, Picture, PictureTooLarge, redrawn
from kindr.shop.orders.actions import steps
from kindr.shop.orders.models import Order, ProblemReport
from kindr.shop.orders.rules import MOST_OPEN_REPORTS, PICTURES_KEPT_FOR

__all__ = [
    "LONGEST_MESSAGE",
    "MOST_PICTURES",
    "NotAPicture",
    "PictureTooLarge",
    "TooManyReports",
    "close_problem",
    "report_problem",
    "sweep_pictures",
]

LONGEST_MESSAGE = 2000
MOST_PICTURES = 5
CLAUSE = "problem_picture"


class TooManyReports(Exception):
    """As many reports about this order are unanswered as there may be."""


def report_problem(
    number: str, *, message: str, access: Access, at: datetime, pictures: Sequence[BinaryIO] = ()
) -> uuid.UUID:
    """Takes in what a buyer wrote about their order, and pictures drawn anew; all or nothing of the pictures.

    Raises TooManyReports, NotAPicture, PictureTooLarge, NoSuchOrder, NotYours and Refused.
    """
    steps.check_claim(access, "answer_customer")
    order = Order.objects.get(pk=steps.order_id_of(number))
    checks.check_reach([order.person_id], access)
    if ProblemReport.objects.filter(order=order, closed_at=None).count() >= MOST_OPEN_REPORTS:
        raise TooManyReports(number)
    drawn = [redrawn(each) for each in pictures[:MOST_PICTURES]]
    report = gates.collect(
        ProblemReport,
        person=order.person_id,
        access=access,
        at=at,
        source="order",
        values={"message": message[:LONGEST_MESSAGE]},
        plain={"order": order},
    )
    for picture in drawn:
        _keep(picture, report, access=access, at=at)
    return report.id


def close_problem(report_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Says that customer service is done with a report; its pictures go 90 days later. Raises Refused."""
    steps.check_claim(access, "answer_customer", "refund_payment")
    report = ProblemReport.objects.filter(pk=report_id).first()
    if report is None:
        raise steps.NoSuchOrder("there is no such report")
    checks.check_reach([report.person_id], access)
    ProblemReport.objects.filter(pk=report_id, closed_at=None).update(closed_at=at)


def sweep_pictures(*, access: Access, at: datetime) -> int:
    """Forgets pictures of reports that were closed 90 days ago, or that are gone themselves; counts them."""
    of_report = ProblemReport.objects.annotate(text=Cast("id", CharField())).filter(text=OuterRef("covers"))
    open_still = of_report.filter(Q(closed_at=None) | Q(closed_at__gt=at - PICTURES_KEPT_FOR))
    gone = SealedFile.objects.filter(~Exists(open_still), clause=CLAUSE).exclude(held.in_force(at).rows(CLAUSE))
    due = list(gone.order_by("stored_at", "pk"))
    for picture in due:
        gates.expire_file(picture, access=access, at=at)
    return len(due)


def _keep(picture: Picture, report: ProblemReport, *, access: Access, at: datetime) -> None:
    gates.collect_file(
        [picture.content],
        person=report.person_id,
        access=access,
        at=at,
        terms=FileTerms(CLAUSE, picture.media_type, "order", belongs_to=report.id),
    )
