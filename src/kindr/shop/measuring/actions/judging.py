"""Saying how a size was, saying it anew, and taking it back (policy 2.3.5, 4.7.12)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import objections
from kindr.privacy.retention import held
from kindr.privacy.turns import in_turn
from kindr.shop.measuring.actions import counting
from kindr.shop.measuring.personal import FitVerdict
from kindr.shop.measuring.queries.verdicts import PURPOSE, pausing, said_of_lines
from kindr.shop.measuring.rules.feedback import Verdict


class UseIsPaused(Exception):
    """The buyer has paused the use of such words: no other is taken in, and the one that was said stays."""


def say_of_fit(verdict: Verdict, *, line: int, product: int, person: uuid.UUID, access: Access, at: datetime) -> None:
    """Writes down what the buyer of a line says of its size; a second word takes the place of the first.

    The caller knows whose line it is, and of which product. Raises Refused, UseIsPaused.
    """
    if pausing([person]):
        raise UseIsPaused(line)
    with in_turn(f"verdict {line}"):
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
    with in_turn(f"verdict {line}"):
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
    """Forgets what somebody said while they were objecting, and makes counts right; counts the forgotten words."""
    late = FitVerdict.objects.filter(person_id__in=objections.objecting(PURPOSE))
    gone = sum(
        forget_words_of(person, language="id", access=access, at=at)
        for person in set(late.values_list("person_id", flat=True))
    )
    counting.doubt_what_is_locked(at=at)
    counting.keep_to_pauses(access=access, at=at)
    counting.make_stale_anew(at=at)
    return gone


def _forget(line: int, *, access: Access, at: datetime) -> None:
    for said in FitVerdict.objects.filter(line=line):
        gates.expire(said, access=access, at=at)
