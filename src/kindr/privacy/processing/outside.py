"""What outside parties were told about rights of people, and what they answered: counts and moments only."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from kindr.privacy.rights.fulfilment.models import AnswerState, Fulfilment, OutsideAnswer
from kindr.privacy.rights.requests.models import Request

OPEN_SHOWN = 30


@dataclass(frozen=True)
class OpenMessage:
    """A message that nobody has answered yet, and the request that it belongs to."""

    party: str
    verb: str
    asked_at: datetime
    is_sent: bool
    number: str
    """Of the request; empty where the account was deleted on the page itself."""


@dataclass(frozen=True)
class Messages:
    """Every message by party and answer, and the open ones, the oldest first."""

    counts: Mapping[str, Mapping[str, int]]
    open: tuple[OpenMessage, ...]

    @property
    def open_count(self) -> int:
        """How many nobody has answered."""
        return sum(states.get(AnswerState.ASKED, 0) for states in self.counts.values())


def messages() -> Messages:
    """All of it in five queries, whatever there is."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for party, state, number in OutsideAnswer.objects.order_by().values_list("party", "state").annotate(Count("pk")):
        counts[party][state] = number
    rows = list(OutsideAnswer.objects.filter(state=AnswerState.ASKED).order_by("asked_at", "id")[:OPEN_SHOWN])
    numbers = _numbers_of({row.run for row in rows})
    shown = [
        OpenMessage(row.party, row.verb, row.asked_at, bool(row.sent_at), numbers.get(row.run, "")) for row in rows
    ]
    return Messages(dict(counts), tuple(shown))


def open_count() -> int:
    """How many messages nobody has answered. One query."""
    return OutsideAnswer.objects.filter(state=AnswerState.ASKED).count()


def _numbers_of(runs: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """The numbers of the requests for which something was carried out; an erasure is known by its own id."""
    by_request = dict(Fulfilment.objects.filter(pk__in=runs).values_list("request", "pk"))
    carried = Request.objects.filter(pk__in=by_request).values_list("pk", "number")
    erased = Request.objects.filter(erasure__in=runs).values_list("erasure", "number")
    return {**{by_request[request]: number for request, number in carried}, **{run: n for run, n in erased if run}}
