"""The notice to the institution goes out by e-mail, where the policy names an address (art. 46(1))."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime

from django.db import transaction

from kindr.base import facts
from kindr.privacy import ports, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import Disclosed
from kindr.privacy.incidents import authority, papers, texts
from kindr.privacy.incidents.actions import book, calling, steps
from kindr.privacy.incidents.facts import AuthorityNoticeOrdered
from kindr.privacy.incidents.models import Incident, IncidentEvent
from kindr.privacy.incidents.rules import Step, StepNotAllowed, Way

TO = "mail_provider"
LANGUAGE = "id"
"""The language that binds."""

logger = logging.getLogger(__name__)


def order_notice(incident: Incident, *, access: Access, at: datetime) -> Incident:
    """Has the notice sent by the worker; one that is on its way is not ordered again. Raises StepNotAllowed."""
    book.check_purpose(access)
    with transaction.atomic():
        living = book.locked(incident.pk)
        book.check_living(living)
        if living.is_drill:
            raise StepNotAllowed("drill")
        if not _address():
            raise StepNotAllowed("no_address")
        if steps.missing_texts(living):
            raise book.Incomplete("texts")
        if not is_on_its_way(living):
            book.write(living, Step.AUTHORITY_ASKED, access=access, at=at)
            facts.publish(AuthorityNoticeOrdered(living.pk))
    return living


def is_on_its_way(incident: Incident) -> bool:
    """Whether it was ordered, and the mail provider has not taken it since."""
    return _order_that_waits(incident) is not None


def send_to_authority(incident_id: uuid.UUID, *, access: Access, at: datetime) -> bool:
    """Sends the notice that was ordered, and writes down that it was taken; raises OSError, having written nothing.

    The letter goes first: killed between the two, the worker sends it again under the same Message-ID, the order's own.
    """
    book.check_purpose(access)
    incident = Incident.objects.get(pk=incident_id)
    order, address = _order_that_waits(incident), _address()
    if order is None or not address or incident.closed_at is not None:
        return False
    ports.mailer().send(_letter(incident, address, order=order, access=access, at=at))
    # Clocks of two machines differ, and nobody was told before it was ordered or known.
    told_at = max(at, order.at, incident.known_at)
    steps.tell_authority(incident, Way.EMAIL, sent_at=told_at, access=access, at=told_at, order=order.pk)
    return True


def go_on_to_authority(*, access: Access, at: datetime) -> None:
    """Tries every notice again that waits, whatever stopped it; one that cannot go holds up no other."""
    asked = Incident.objects.filter(closed_at=None, events__happened=Step.AUTHORITY_ASKED.value)
    for incident in asked.distinct():
        try:
            send_to_authority(incident.pk, access=access, at=at)
        except Exception as problem:
            logger.exception("the notice to the authority of %s did not go", incident.number)
            _call_the_officer(incident, problem, at=at)


def _call_the_officer(incident: Incident, problem: Exception, *, at: datetime) -> None:
    order = _order_that_waits(incident)
    if order is not None:
        why, once = "refused" if isinstance(problem, OSError) else "broken", f"{order.pk} notice stopped"
        calling.call_the_officer(incident, calling.NOTICE, since=order.at, at=at, why=why, once=once)


def _order_that_waits(incident: Incident) -> IncidentEvent | None:
    """The newest order that no e-mail has answered, the worker's own or one that the officer wrote down."""
    asked = incident.events.filter(happened=Step.AUTHORITY_ASKED.value).order_by("-at", "-id")
    by_mail = {"about__way": Way.EMAIL.value}
    return next((order for order in asked if not book.is_answered(order, Step.AUTHORITY_TOLD, **by_mail)), None)


def _address() -> str:
    receiver = registry.policy().authority
    return receiver.email if receiver else ""


def _letter(incident: Incident, address: str, *, order: IncidentEvent, access: Access, at: datetime) -> ports.Letter:
    """The address is an institution's, and the words are about nobody: neither has a gate to pass."""
    said = texts.newest(incident, access=access, at=at)
    found = authority.notice(incident, said, language=LANGUAGE, at=at)
    return ports.Letter(
        to=Disclosed(address, TO),
        subject=f"{found.title}: {incident.number}",
        body=Disclosed(papers.as_text(found), TO),
        message_id=f"incident-notice.{order.pk}",
        person=order.by,
    )
