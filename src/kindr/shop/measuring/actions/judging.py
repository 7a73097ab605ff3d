"""Saying how a size was, saying it anew, and taking it back (policy 2.3.5, 4.7.12)."""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.shop.measuring.personal import FitVerdict
from kindr.shop.measuring.rules.feedback import Verdict


def say_of_fit(verdict: Verdict, *, line: int, product: int, person: uuid.UUID, access: Access, at: datetime) -> None:
    """Writes down what the buyer of a line says of its size; a second word takes the place of the first.

    The caller knows whose line it is, and of which product. Raises Refused.
    """
    if FitVerdict.objects.filter(line=line, adds_to=verdict).exists():
        return
    take_back_of_fit(line, access=access, at=at)
    gates.collect(
        FitVerdict, person=person, access=access, at=at, source="order", values={"verdict": verdict.value},
        plain={"line": line, "product": product, "adds_to": verdict.value},
    )  # fmt: skip


def take_back_of_fit(line: int, *, access: Access, at: datetime) -> None:
    """Forgets what was said of a line, and takes it out of the counts; raises Refused."""
    for said in FitVerdict.objects.filter(line=line):
        gates.expire(said, access=access, at=at)
