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
from kindr.privacy.incidents.actions import book, steps
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

    The letter goes first: killed between the two, the worker sends it again under the same Message-ID.
    """
    book.check_purpose(access)
    incident = Incident.objects.get(pk=incident_id)
    order, address = _order_that_waits(incident), _address()
    if order is None or not address or incident.closed_at is not None:
        return False
    ports.mailer().send(_letter(incident, address, by=order.by, access=access, at=at))
    steps.tell_authority(incident, Way.EMAIL, sent_at=at, access=access, at=at)
    return True


def go_on_to_authority(*, access: Access, at: datetime) -> None:
    """Tries every notice again that waits, however often the mail provider has refused it."""
    asked = Incident.objects.filter(closed_at=None, events__happened=Step.AUTHORITY_ASKED.value)
    for incident in asked.distinct():
        try:
            send_to_authority(incident.pk, access=access, at=at)
        except OSError:
            logger.warning("the notice to the authority of %s was refused", incident.number)


def _order_that_waits(incident: Incident) -> IncidentEvent | None:
    """The newest order, unless an e-mail was taken after it."""
    asked = incident.events.filter(happened=Step.AUTHORITY_ASKED.value).order_by("-at").first()
    told = incident.events.filter(happened=Step.AUTHORITY_TOLD.value, about__way=Way.EMAIL.value)
    return None if asked is None or told.filter(at__gte=asked.at).exists() else asked


def _address() -> str:
    receiver = registry.policy().authority
    return receiver.email if receiver else ""


def _letter(incident: Incident, address: str, *, by: uuid.UUID | None, access: Access, at: datetime) -> ports.Letter:
    """The address is an institution's, and the words are about nobody: neither has a gate to pass."""
    said = texts.newest(incident, access=access, at=at)
    found = authority.notice(incident, said, language=LANGUAGE, at=at)
    return ports.Letter(
        to=Disclosed(address, TO),
        subject=f"{found.title}: {incident.number}",
        body=Disclosed(papers.as_text(found), TO),
        message_id=f"incident-notice.{incident.pk}",
        person=by,
    )
