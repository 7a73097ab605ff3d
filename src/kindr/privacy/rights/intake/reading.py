"""The officer reads what the program could not: which right a letter asks for, and whose use has to stop (9.1.3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from kindr.privacy import gates, registry
from kindr.privacy.access.terms import Access
from kindr.privacy.rights.intake import stopping
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.rights.requests import ports, rules
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact


def read_as(request: Request, kind: str, *, access: Access, at: datetime, purposes: Collection[str] = ()) -> Request:
    """Makes a letter the right it asks for; a withdrawal stops now, for whoever the sender's address is on file for.

    Raises StepNotAllowed, UnknownRight, Refused, LogUnavailable.
    """
    rules.read_as(request.case, kind)
    chosen = sorted(purposes or registry.policy().withdrawals) if kind == "withdrawal" else []
    at_once = stopping.harmless(chosen)
    if at_once:
        _stop(request, at_once, access=access, at=at)
    must_prove = len(at_once) < len(chosen)
    return requests.read_as(request, kind, purposes=chosen, must_prove=must_prove, access=access, at=at)


def _stop(request: Request, purposes: Collection[str], *, access: Access, at: datetime) -> None:
    contact = RequestContact.objects.filter(request=request).first()
    address = gates.read(contact, access=access, at=at).email if contact else ""
    people = ports.people_of_address(address, access=access, at=at) if address else ()
    stopping.stop(people, purposes, language=request.language, access=access, at=at)
