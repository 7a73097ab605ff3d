"""Saying how a size was, saying it anew, and taking it back (policy 2.3.5, 4.7.12)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections, transaction

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import objections
from kindr.privacy.retention import held
from kindr.shop.measuring.actions import counting
from kindr.shop.measuring.personal import FitVerdict
from kindr.shop.measuring.queries.verdicts import said_of_lines
from kindr.shop.measuring.rules.feedback import Verdict

PURPOSE = "improve_sizes"


def say_of_fit(verdict: Verdict, *, line: int, product: int, person: uuid.UUID, access: Access, at: datetime) -> None:
    """Writes down what the buyer of a line says of its size; a second word takes the place of the first.

    The caller knows whose line it is, and of which product. Raises Refused.
    """
    with _one_at_a_time(line):
        said = said_of_lines([line], access=access, at=at).get(line)
        if said is verdict and FitVerdict.objects.filter(line=line, is_counted=True).exists():
            return
        _forget(line, access=access, at=at)
        with transaction.atomic():
            gates.collect(
                FitVerdict, person=person, access=access, at=at, source="order", values={"verdict": verdict.value},
                plain={"line": line, "product": product},
            )  # fmt: skip
            counting.add(product, verdict)


def take_back_of_fit(line: int, *, access: Access, at: datetime) -> None:
    """Forgets what was said of a line, and takes it out of the counts; raises Refused."""
    with _one_at_a_time(line):
        _forget(line, access=access, at=at)


def forget_words_of(person: uuid.UUID, *, language: str, access: Access, at: datetime) -> int:  # noqa: ARG001  # a stop
    """What has to stop when somebody objects: all that they said of sizes goes out of the counts, and is forgotten.

    What a legal hold keeps goes out of the counts alone.
    """
    rows = list(FitVerdict.objects.filter(person_id=person))
    counting.take_out([row.slot for row in rows], access=access, at=at)
    keeping = held.in_force(at, people={person})
    free = [row.line for row in rows if not keeping.covers(row.slot)]
    for line in free:
        take_back_of_fit(line, access=access, at=at)
    return len(free)


def sweep_words(*, access: Access, at: datetime) -> int:
    """Forgets what somebody said while they were objecting, and makes stale counts anew; counts the words."""
    late = FitVerdict.objects.filter(person_id__in=objections.objecting(PURPOSE))
    gone = sum(
        forget_words_of(person, language="id", access=access, at=at)
        for person in set(late.values_list("person_id", flat=True))
    )
    counting.make_stale_anew(at=at)
    return gone


def _forget(line: int, *, access: Access, at: datetime) -> None:
    for said in FitVerdict.objects.filter(line=line):
        gates.expire(said, access=access, at=at)


@contextmanager
def _one_at_a_time(line: int) -> Iterator[None]:
    """Of two clicks at once the second waits until the first is written; whoever is killed lets go with the connection.

    No transaction lies around it: a key that has gone could not be taken back with one.
    """
    name = f"verdict {line}"
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
