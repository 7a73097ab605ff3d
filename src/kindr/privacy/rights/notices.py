"""The letter that tells a person that the account was deleted (UU 27/2022 art. 45); the address goes after it."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from kindr.privacy import gates, ports
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Refused
from kindr.privacy.gates import Disclosed
from kindr.privacy.ports import Letter
from kindr.privacy.rights import contacts, preview
from kindr.privacy.rights.contacts import Contact
from kindr.privacy.rights.models import Erasure
from kindr.privacy.rights.planning import Fate
from kindr.privacy.rights.stores import Hold
from kindr.privacy.vault.keyrings import PersonClosed
from kindr.privacy.vault.opening import Forgotten

RECIPIENT = "mail_provider"
PATIENCE = timedelta(days=1)
REASON = {
    "id": "Surat bukti penghapusan sedang dikirim ke alamat ini.",
    "en": "The letter that confirms the deletion is on its way to this address.",
}

logger = logging.getLogger(__name__)


def contact_for(erasure: Erasure) -> Contact | None:
    """Whom the letter goes to; None when it is not due, or when there is no address."""
    return contacts.contact_of(erasure.person_id) if erasure.letter == "due" else None


def holds_for(contact: Contact | None) -> list[Hold]:
    """The address waits while the letter is due."""
    return [Hold(contact.record.slot, REASON)] if contact else []


def send(erasure: Erasure, contact: Contact | None, fates: list[Fate], *, at: datetime) -> str:
    """Sends the letter that is due: the new state, due, sent or none. A lost answer means it is sent again."""
    if contact is None:
        return "none"
    try:
        access = system_access("deliver_letters")
        address = gates.disclose(contact.record, access=access, at=at, to=RECIPIENT).disclosed(contact.column)
        ports.mailer().send(_letter(erasure, fates, address))
    except (Forgotten, Refused, PersonClosed):
        return "none"
    except OSError:
        # The account goes at once even when the mail provider is down; only the address waits, for a day at most.
        logger.warning("the letter of erasure %s could not be sent yet", erasure.id)
        return "due" if at - erasure.requested_at < PATIENCE else "none"
    return "sent"


def _letter(erasure: Erasure, fates: list[Fate], address: Disclosed[str]) -> Letter:
    with translation.override(erasure.language):
        lines = [preview.shown(fate) for fate in fates]
        body = render_to_string("rights/erasure_letter.txt", {"erasure": erasure, "lines": lines})
        subject = _("Your Kindr account has been deleted")
    return Letter(address, subject, Disclosed(body, RECIPIENT), f"erasure-{erasure.id}", erasure.person_id)
