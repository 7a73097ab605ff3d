"""The notice to the institution goes out by e-mail, where the policy names an address (art. 46(1))."""

from __future__ import annotations

from datetime import datetime

from kindr.privacy import ports, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import Disclosed
from kindr.privacy.incidents import authority, papers, texts
from kindr.privacy.incidents.actions import book, steps
from kindr.privacy.incidents.models import Incident
from kindr.privacy.incidents.rules import StepNotAllowed, Way

TO = "mail_provider"
LANGUAGE = "id"
"""The language that binds."""


def send_to_authority(incident: Incident, *, access: Access, at: datetime) -> Incident:
    """Sends the notice and writes so down; raises StepNotAllowed, and then nothing is written.

    The letter goes first: a crash between the two leaves an officer who sends it again under the same Message-ID.
    """
    book.check_purpose(access)
    book.check_living(incident)
    receiver = registry.policy().authority
    address = receiver.email if receiver else ""
    if incident.is_drill:
        raise StepNotAllowed("drill")
    if not address:
        raise StepNotAllowed("no_address")
    if steps.missing_texts(incident):
        raise book.Incomplete("texts")
    try:
        ports.mailer().send(_letter(incident, address, access=access, at=at))
    except OSError:
        raise StepNotAllowed("unreachable") from None
    return steps.tell_authority(incident, Way.EMAIL, sent_at=at, access=access, at=at)


def _letter(incident: Incident, address: str, *, access: Access, at: datetime) -> ports.Letter:
    """The address is an institution's, and the words are about nobody: neither has a gate to pass."""
    said = texts.newest(incident, access=access, at=at)
    found = authority.notice(incident, said, language=LANGUAGE, at=at)
    return ports.Letter(
        to=Disclosed(address, TO),
        subject=f"{found.title}: {incident.number}",
        body=Disclosed(papers.as_text(found), TO),
        message_id=f"incident-notice.{incident.pk}",
        person=access.actor.id,
    )
