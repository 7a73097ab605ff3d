"""A withdrawal of whom nothing is proven yet: what can be given again stops at once, the rest waits for a proof (9.1).

Anybody can type somebody's address on a page or say it on the telephone, so nothing is taken away for good by that.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.consent.events import Channel as ConsentChannel
from kindr.privacy.people import Person, PersonKind, claimed_elsewhere
from kindr.privacy.rights.intake import stopping
from kindr.privacy.rights.requests import alarms, ports
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact
from kindr.privacy.rights.requests.rules import Channel

HERE = frozenset({Channel.PAGE, Channel.PHONE})
"""A letter stops at its receipt already, where it is taken in."""


def must_prove(kind: str) -> bool:
    """Whether what is asked for without a proof could take something away for good."""
    everything = registry.policy().withdrawals
    return kind == "withdrawal" and len(stopping.harmless(everything)) < len(everything)


def stop_at_receipt(request: uuid.UUID, *, access: Access, at: datetime) -> int:
    """Stops what can be given again, for whoever has the address; counts it. Nothing for a request that is proven."""
    found = Request.objects.get(pk=request)
    if found.kind != "withdrawal" or found.channel not in HERE or not found.needs_verification:
        return 0
    purposes = stopping.harmless(found.purposes or registry.policy().withdrawals)
    channel, asker = ConsentChannel(found.channel), _known(found)
    people = [found.subject_id] if asker else _having_the_address(found, access=access, at=at)
    if others := claimed_elsewhere(people):
        alarms.ring_claimed_elsewhere(found, len(others), at=at)
    return stopping.stop(people, purposes, by=asker, language=found.language, channel=channel, access=access, at=at)


def _known(request: Request) -> uuid.UUID | None:
    """Whoever asks, where we know who it is."""
    is_new = Person.objects.filter(pk=request.person_id, kind=PersonKind.NEWCOMER).exists()
    return None if is_new else request.person_id


def _having_the_address(request: Request, *, access: Access, at: datetime) -> list[uuid.UUID]:
    contact = RequestContact.objects.filter(request=request).first()
    opened = gates.read(contact, access=access, at=at) if contact else None
    return ports.people_of_address(opened.email, access=access, at=at) if opened and not opened.is_forgotten else []
