"""What the data protection officer oversees: openings, refusals, erasures, and who may open what (policy 5.3, 8)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from kindr.privacy import gates, registry
from kindr.privacy.access import log
from kindr.privacy.access.log import Line
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights.labels import in_words
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.terms import Clause, Recipient

LOOKED_AT = 1000
SHOWN = 60
NEWEST_ERASURES = 10
A_DAY = timedelta(days=1)
BOOKS = {log.CLAUSE, "consent_ledger"}


@dataclass(frozen=True)
class Happened:
    """A line of the access log in plain words."""

    at: datetime
    person: uuid.UUID
    who: str
    did: str
    """The verb's key: read, disclose, collect, correct, restrict, expire or erase."""
    what: tuple[str, ...]
    why: str
    to: str
    refused_by: str
    """The number of the clause that said no; empty when it was allowed."""


@dataclass(frozen=True)
class Overview:
    """Counts of what the officer watches; nothing is opened for them."""

    people: Mapping[PersonKind, int]
    lines_today: int
    lines_in_a_month: int
    erasures: Mapping[ErasureState, int]
    newest_erasures: tuple[Erasure, ...]


def overview(*, at: datetime) -> Overview:
    """The counts of this moment. Five queries."""
    people = Person.objects.order_by().values_list("kind").annotate(Count("pk"))
    erasures = Erasure.objects.order_by().values_list("state").annotate(Count("pk"))
    return Overview(
        people={PersonKind(kind): number for kind, number in people},
        lines_today=AccessEntry.objects.filter(at__gt=at - A_DAY).count(),
        lines_in_a_month=AccessEntry.objects.filter(at__gt=at - 30 * A_DAY).count(),
        erasures={ErasureState(state): number for state, number in erasures},
        newest_erasures=tuple(Erasure.objects.order_by("-requested_at")[:NEWEST_ERASURES]),
    )


def happenings(*, refusals_only: bool, access: Access, at: datetime) -> list[Happened]:
    """The newest openings and refusals, newest first; that the log was read is itself recorded, once for each person.

    What the officer's own reading of the log left behind is passed over. Raises Refused and LogUnavailable.
    """
    lines = [line for line in log.newest_lines(limit=LOOKED_AT) if _is_worth_a_look(line, refusals_only)][:SHOWN]
    gates.open_books({line.person for line in lines}, clauses=[log.CLAUSE], access=access, at=at)
    return [_in_words(line) for line in lines]


def who_may_open() -> list[tuple[Clause, list[Recipient]]]:
    """Every clause with the roles inside Kindr that may open what it holds, straight from the policy."""
    policy = registry.policy()
    inside = [each for each in policy.recipients.values() if not each.outside and each.key not in SELVES]
    kept = [clause for clause in policy.clauses.values() if not clause.pending]
    return [(clause, [each for each in inside if each.purposes & clause.purposes]) for clause in kept]


SELVES = {"customer", "guest", "stranger", "system"}
"""Recipients that are nobody at Kindr."""


def _is_worth_a_look(line: Line, refusals_only: bool) -> bool:
    if refusals_only:
        return bool(line.refused_by)
    return bool(line.refused_by) or not (line.verb == "read" and set(line.opened) <= BOOKS)


def _in_words(line: Line) -> Happened:
    policy = registry.policy()
    known = policy.recipients.get(line.role), policy.purposes.get(line.purpose), policy.recipients.get(line.to)
    who, why, to = (in_words(each.says) if each else "" for each in known)
    what = tuple(in_words(policy.clauses[key].says) for key in line.opened if key in policy.clauses)
    return Happened(
        line.at, line.person, who or line.role, line.verb, what, why or line.purpose, to or line.to, line.refused_by
    )
