"""Outside parties: what was disclosed to whom, what each was told, and what it answered (UU 27/2022 art. 51, 52).

The access log says to whom something went; the wiring adds parties that hold something without a disclosure of ours:
the gateway took the card on its own page. Each is told once a run, and its answer is tracked.
"""

from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from kindr.privacy import ports, registry
from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.log import Line
from kindr.privacy.access.terms import Access
from kindr.privacy.ports import OutsideMessage
from kindr.privacy.rights import books
from kindr.privacy.rights.fulfilment.models import AnswerState, OutsideAnswer
from kindr.privacy.vault import asking

OPEN = "SELECT * FROM privacy_outsideanswer WHERE state = %s AND run = ANY(%s) ORDER BY asked_at, id"

logger = logging.getLogger(__name__)

People = Collection[uuid.UUID]
Known = Callable[[People], Iterable[tuple[uuid.UUID, str]]]
"""For some people: each person with a number by which the party knows something of theirs."""

_known: dict[str, list[Known]] = defaultdict(list)


@dataclass
class Told:
    """What one party holds of one person, as far as we know."""

    clauses: set[str] = field(default_factory=set)
    references: set[str] = field(default_factory=set)


def register(party: str, known: Known) -> None:
    """Says how a party that the policy names knows people; called by the wiring."""
    if known not in _known[party]:
        _known[party].append(known)


def told_about(people: People, *, access: Access, at: datetime) -> Mapping[tuple[uuid.UUID, str], Told]:
    """Every party that holds something, by person; the log is read for it, and that is logged. Raises Refused."""
    books.open_for(people, access=access, at=at)
    return told_in(log.disclosures_about(people), people)


def told_in(lines: Iterable[Line], people: People) -> Mapping[tuple[uuid.UUID, str], Told]:
    """As `told_about`, from lines of the log that were opened already."""
    found: dict[tuple[uuid.UUID, str], Told] = defaultdict(Told)
    for line in lines:
        if line.verb == "disclose" and line.to and not line.refused_by:
            found[line.person, line.to].clauses |= line.opened.keys()
    for party, ways in _known.items():
        for way in ways:
            for person, reference in way(people):
                found[person, party].references.add(reference)
    return found


def tell(run: uuid.UUID, verb: str, people: People, *, at: datetime, only: Collection[str] = ()) -> int:
    """Writes down a message to each party that holds something, and sends it; counts the parties. Done once a run."""
    # Whatever somebody came for, it is the system that reads the log here, to know whom it has to tell.
    found = told_about(people, access=system_access("prove_compliance"), at=at)
    rows = [
        OutsideAnswer(
            run=run,
            person_id=person,
            party=party,
            verb=verb,
            clauses=sorted(told.clauses),
            references=sorted(told.references),
            asked_at=at,
        )
        for (person, party), told in sorted(found.items(), key=str)
        if party in registry.policy().recipients and (not only or party in only)
    ]
    OutsideAnswer.objects.bulk_create(rows, ignore_conflicts=True)
    send_open([run], at=at)
    return OutsideAnswer.objects.filter(run=run, verb=verb).count()


def send_open(runs: Collection[uuid.UUID], *, at: datetime) -> int:
    """Sends what nobody has answered yet, once more where it must be; counts those who have not answered after that.

    A party that cannot be reached stays open.
    """
    rows = asking.whole(OutsideAnswer, OPEN, [AnswerState.ASKED.value, list(runs)])
    for row in rows:
        party = ports.outside_party(row.party)
        if party is None:
            continue
        message = OutsideMessage(row.pk, row.verb, tuple(row.clauses), tuple(row.references))
        try:
            answer = party.ask(message)
        except OSError:
            logger.warning("%s could not be told of %s yet", row.party, row.pk)
            continue
        OutsideAnswer.objects.filter(pk=row.pk, sent_at=None).update(sent_at=at)
        if answer is not None:
            note_answer(row.pk, AnswerState(answer), at=at)
    return open_count(runs) if rows else 0


@transaction.atomic
def note_answer(message: uuid.UUID, state: AnswerState, *, at: datetime) -> bool:
    """Writes down what a party said; False when it had answered before: the first answer stands."""
    rows = OutsideAnswer.objects.filter(pk=message, state=AnswerState.ASKED)
    return bool(rows.update(state=state, answered_at=at, sent_at=at))


def open_count(runs: Collection[uuid.UUID]) -> int:
    """How many parties have not answered yet."""
    return OutsideAnswer.objects.filter(run__in=runs, state=AnswerState.ASKED).count()


def answers_of(runs: Collection[uuid.UUID]) -> list[OutsideAnswer]:
    """Every message of some runs, oldest first."""
    return list(OutsideAnswer.objects.filter(run__in=runs).order_by("asked_at", "party", "id"))
