"""The letters of an incident: queued for everybody affected, sent one by one, each with a proof of what became of it.

Killed at any point, sending goes on where it was: a letter without an end is sent again under its own Message-ID, by
which the mailbox knows it, and no letter that was handed over is sent once more.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kindr.base import facts
from kindr.privacy import gates, people, ports
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, Refused
from kindr.privacy.gates import Disclosed
from kindr.privacy.incidents import texts, writing
from kindr.privacy.incidents.actions import book, calling, steps
from kindr.privacy.incidents.facts import NoticesOrdered
from kindr.privacy.incidents.models import AffectedPerson, Incident, IncidentEvent, Notice, NoticeEvent
from kindr.privacy.incidents.rules import Reached, Step, StepNotAllowed
from kindr.privacy.people import Claim, Person
from kindr.privacy.rights import contacts
from kindr.privacy.vault.keyrings import PersonClosed
from kindr.privacy.vault.opening import Forgotten

TO = "mail_provider"
BATCH = 200
MOST_REFUSALS = 8
"""After so many the address counts as unreachable, and the person is among those for the public notice."""

logger = logging.getLogger(__name__)


def order_letters(incident: Incident, reached: Reached, *, access: Access, at: datetime) -> Incident:
    """Queues the sending; ordering it again for more people adds those. Raises StepNotAllowed, Incomplete."""
    book.check_purpose(access)
    with transaction.atomic():
        living = book.locked(incident.pk)
        book.check_living(living)
        if living.is_drill:
            raise StepNotAllowed("drill")
        if steps.newest_radius(living) is None:
            raise StepNotAllowed("no_radius")
        if steps.missing_texts(living):
            raise book.Incomplete("texts")
        living.reached = reached.value
        living.save(update_fields=["reached"])
        book.write(living, Step.LETTERS_ORDERED, access=access, at=at, about={"reached": reached.value})
        facts.publish(NoticesOrdered(living.pk))
    return living


def send_letters(incident_id: uuid.UUID, *, access: Access, at: datetime) -> int:
    """Queues what is missing and sends what has not gone yet; counts what was handed over now."""
    # The order comes first: what is ordered while we send is carried out by the next run.
    order = _newest_order(incident_id)
    incident = Incident.objects.get(pk=incident_id)
    radius = steps.newest_radius(incident)
    if not incident.reached or incident.is_drill or radius is None:
        return 0
    _queue(incident, radius.pk, at=at)
    said = texts.newest(incident, access=system_access("prove_compliance"), at=at)
    sent, tried, broken = 0, uuid.UUID(int=0), list[datetime]()
    while batch := list(waiting(incident).filter(pk__gt=tried).order_by("pk")[:BATCH]):
        sent += sum(_tried(notice, said, broken, access=access, at=at) for notice in batch)
        tried = batch[-1].pk
    if broken:
        calling.call_the_officer(incident, calling.LETTERS, since=min(broken), at=at)
    _finish(incident, order, access=access, at=at)
    return sent


def go_on(*, access: Access, at: datetime) -> None:
    """Goes on with every sending that is not through; one that fails holds up no other."""
    for incident in Incident.objects.exclude(reached="").filter(closed_at=None):
        try:
            if waiting(incident).exists() or not _is_finished(incident):
                send_letters(incident.pk, access=access, at=at)
        except Exception:
            logger.exception("the letters of %s stopped", incident.number)
            order = _newest_order(incident.pk)
            calling.call_the_officer(incident, calling.LETTERS, since=order.at if order else at, at=at)


def waiting(incident: Incident) -> QuerySet[Notice]:
    """The letters that have neither been handed over nor given up."""
    ended = NoticeEvent.objects.filter(notice=OuterRef("pk")).exclude(happened=NoticeEvent.REFUSED)
    return Notice.objects.filter(~Exists(ended), incident=incident)


def _queue(incident: Incident, radius: uuid.UUID, *, at: datetime) -> None:
    """One letter for each household, whatever of it is in the radius; those that are queued already stay."""
    affected = AffectedPerson.objects.filter(radius=radius)
    if incident.reached == Reached.OPENED:
        affected = affected.exclude(opened={}, changed={})
    last = 0
    while batch := list(affected.filter(pk__gt=last).order_by("pk")[: BATCH * 5]):
        found = receivers([each.person_id for each in batch])
        Notice.objects.bulk_create(
            (Notice(incident=incident, person_id=person, radius=radius, queued_at=at) for person in found),
            ignore_conflicts=True,
        )
        last = batch[-1].pk


def receivers(affected: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Who is written to for these people: guardians for children, the account for a guest whom it claimed."""
    guardians = dict(Person.objects.filter(pk__in=affected, guardian__isnull=False).values_list("pk", "guardian_id"))
    first = [guardians.get(person, person) for person in affected]
    claims = dict(Claim.objects.filter(guest_id__in=first).values_list("guest_id", "account_id"))
    return sorted({claims.get(person, person) for person in first})


def _tried(notice: Notice, said: writing.Texts, broken: list[datetime], *, access: Access, at: datetime) -> bool:
    """Sends one letter; one that the program fails at waits, the others go, and `broken` says since when it waits."""
    try:
        return _send(notice, said, access=access, at=at)
    except (LogUnavailable, DatabaseError):
        raise
    except Exception:
        logger.exception("the letter %s did not go", notice.pk)
        broken.append(notice.queued_at)
        return False


def _send(notice: Notice, said: writing.Texts, *, access: Access, at: datetime) -> bool:
    """Sends one letter and writes down what became of it."""
    contact = contacts.contact_of(notice.person_id)
    try:
        if contact is None:
            raise Forgotten("nobody knows where to write")
        address: Disclosed[str] = gates.disclose(contact.record, access=access, at=at, to=TO).disclosed(contact.column)
        ports.mailer().send(_letter(notice, said, address))
    except (Forgotten, Refused, PersonClosed):
        return _note(notice, NoticeEvent.NO_ADDRESS, at=at)
    except OSError:
        logger.warning("the letter %s was refused", notice.pk)
        refused = NoticeEvent.objects.filter(notice=notice, happened=NoticeEvent.REFUSED).count()
        _note(notice, NoticeEvent.REFUSED, at=at)
        return refused + 1 >= MOST_REFUSALS and _note(notice, NoticeEvent.NO_ADDRESS, at=at)
    _note(notice, NoticeEvent.HANDED_OVER, at=at)
    return True


def _note(notice: Notice, happened: str, *, at: datetime) -> bool:
    """Of two workers that end one letter, one writes; false, for what was not handed over."""
    NoticeEvent.objects.bulk_create([NoticeEvent(notice=notice, at=at, happened=happened)], ignore_conflicts=True)
    return False


def _letter(notice: Notice, said: writing.Texts, address: Disclosed[str]) -> ports.Letter:
    household = people.covered_by(notice.person_id)
    affected = list(AffectedPerson.objects.filter(radius=notice.radius, person_id__in=household).order_by("pk"))
    affected.sort(key=lambda each: (each.person_id != notice.person_id, each.kind == "child"))
    written = writing.letter(notice.incident, affected, said)
    return ports.Letter(
        to=address,
        subject=written.subject,
        body=Disclosed(written.text, TO),
        message_id=f"incident.{notice.pk}",
        person=notice.person_id,
        html=Disclosed(written.html, TO),
    )


def _finish(incident: Incident, order: IncidentEvent | None, *, access: Access, at: datetime) -> None:
    """Says in the timeline, once for each order, that no letter waits any more."""
    if order is None or waiting(incident).exists():
        return
    counts = NoticeEvent.objects.filter(notice__incident=incident).aggregate(
        handed_over=Count("pk", filter=Q(happened=NoticeEvent.HANDED_OVER)),
        no_address=Count("pk", filter=Q(happened=NoticeEvent.NO_ADDRESS)),
    )
    with transaction.atomic():
        living = book.locked(incident.pk)
        if not book.is_answered(order, Step.LETTERS_SENT):
            about = {**counts, "order": str(order.pk)}
            book.write(living, Step.LETTERS_SENT, access=access, at=max(at, order.at), about=about)


def _newest_order(incident: uuid.UUID) -> IncidentEvent | None:
    ordered = IncidentEvent.objects.filter(incident=incident, happened=Step.LETTERS_ORDERED.value)
    return ordered.order_by("-at", "-id").first()


def _is_finished(incident: Incident) -> bool:
    """Whether the last order was carried out to its end."""
    order = _newest_order(incident.pk)
    return order is None or book.is_answered(order, Step.LETTERS_SENT)
