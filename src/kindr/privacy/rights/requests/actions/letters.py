"""Letters about a request: written when they are sent, in its language, to the address on file and no other."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from kindr.privacy import gates, ports
from kindr.privacy.access.terms import Access, Refused
from kindr.privacy.gates import Disclosed
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights import contacts
from kindr.privacy.rights.contacts import Contact
from kindr.privacy.rights.requests import links, rules, writing
from kindr.privacy.rights.requests.actions.proving import living_proof
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact
from kindr.privacy.rights.requests.writing import Written
from kindr.privacy.vault.keyrings import PersonClosed
from kindr.privacy.vault.lookup import normalised_address
from kindr.privacy.vault.opening import Forgotten

TO = "mail_provider"


@dataclass(frozen=True)
class _Addressed:
    """An address that passed its gate, and whose it is."""

    address: Disclosed[str] = field(repr=False)
    person: uuid.UUID


def write_receipt(request_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """The number and the deadline, and what to confirm; raises Refused, LogUnavailable, OSError."""
    request = Request.objects.get(pk=request_id)
    if not request.is_quiet:
        _send(request, "receipt", writing.receipt(request, _link(request, at=at), at=at), access=access, at=at)


def write_proof(request_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """A new link and code; nothing when they are not needed any more."""
    request = Request.objects.get(pk=request_id)
    proof = living_proof(request, at=at)
    if request.needs_verification and proof is not None:
        written = writing.proof(request, _link(request, at=at))
        _send(request, f"proof-{proof.pk}", written, access=access, at=at)


def write_result(request_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """How it ended; then the address that somebody without an account asked from is forgotten."""
    request = Request.objects.get(pk=request_id)
    is_told = not request.is_quiet or request.proof >= rules.Proof.CHANNEL
    if is_told and (request.erasure is None or request.subject_id != request.person_id):
        _send(request, "result", writing.result(request, _follow(request, at=at)), access=access, at=at)
    for contact in RequestContact.objects.filter(request=request):
        gates.expire(contact, access=access, at=at)


def tell_everybody(request_id: uuid.UUID, *, access: Access, at: datetime) -> None:
    """Where a stranger could do harm, every other address on file hears that somebody has asked."""
    request = Request.objects.get(pk=request_id)
    if request.kind not in rules.TELLS_EVERYBODY:
        return
    found = [_disclosed(contact, access=access, at=at) for contact in contacts.all_of(request.person_id)]
    told = {normalised_address(one.address.value) for one in found[:1] if one}
    for one in found[1:]:
        if one and (address := normalised_address(one.address.value)) not in told:
            told.add(address)
            _mail(request, f"notice-{len(told)}", writing.notice(request), one)


def _send(request: Request, occasion: str, written: Written, *, access: Access, at: datetime) -> None:
    """Somebody who was forgotten meanwhile gets no letter."""
    contact = _contact_of(request)
    addressed = _disclosed(contact, access=access, at=at) if contact else None
    if addressed is not None:
        _mail(request, occasion, written, addressed)


def _contact_of(request: Request) -> Contact | None:
    own = RequestContact.objects.filter(request=request).first()
    return Contact(own, "email") if own else contacts.contact_of(request.person_id)


def _disclosed(contact: Contact, *, access: Access, at: datetime) -> _Addressed | None:
    try:
        address: Disclosed[str] = gates.disclose(contact.record, access=access, at=at, to=TO).disclosed(contact.column)
    except (Forgotten, Refused, PersonClosed):
        return None
    return _Addressed(address, contact.record.person_id)


def _mail(request: Request, occasion: str, written: Written, to: _Addressed) -> None:
    with translation.override(request.language):
        shown = {"written": written, "language": request.language, "shop": settings.BASE_URL}
        body = render_to_string("requests/letter.txt", shown)
        html = render_to_string("requests/letter.html", shown)
    letter = ports.Letter(
        to=to.address,
        subject=written.subject,
        body=Disclosed(body.strip() + "\n", TO),
        message_id=f"request-{occasion}.{request.pk}",
        person=to.person,
        html=Disclosed(html, TO),
    )
    ports.mailer().send(letter)


def _link(request: Request, *, at: datetime) -> tuple[str, str]:
    """Where the letter leads, and the code that does the same; no code when nothing is to be proven."""
    proof = living_proof(request, at=at) if request.needs_verification else None
    if proof is None:
        return _follow(request, at=at), ""
    with translation.override(request.language):
        return settings.BASE_URL + links.link_to_prove(proof), writing.code_for(proof)


def _follow(request: Request, *, at: datetime) -> str:
    """Nobody can follow a request whose person is not known; the letter is then all they get."""
    if Person.objects.get(pk=request.person_id).kind == PersonKind.NEWCOMER:
        return ""
    with translation.override(request.language):
        return settings.BASE_URL + links.link_to_follow(request, at=at)
