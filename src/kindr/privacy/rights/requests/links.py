"""Links in letters: the one that proves who asks, and the one that lets somebody without an account follow it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse

from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights.requests.actions.proving import LinkExpired, token_of
from kindr.privacy.rights.requests.models import Request, RequestProof

SALT = "kindr.requests.follow"
UNDO_SALT = "kindr.requests.undo"
GOOD_FOR = timedelta(days=30)


def link_to_prove(proof: RequestProof) -> str:
    """The path at which a request is confirmed; looking at it does nothing."""
    return reverse("requests:prove", kwargs={"proof": proof.pk, "token": token_of(proof.pk)})


def link_to_follow(request: Request, *, at: datetime) -> str:
    """The path of a request: for somebody without an account one that lets them in, signed and for a time."""
    if Person.objects.get(pk=request.person_id).kind != PersonKind.GUEST:
        return reverse("requests:request", kwargs={"number": request.number})
    token = signing.dumps([request.number, int((at + GOOD_FOR).timestamp())], salt=SALT, compress=True)
    return reverse("requests:follow", kwargs={"number": request.number, "token": token})


def link_to_undo(request: Request, *, at: datetime) -> str:
    """The path at which a withdrawal by e-mail is undone; it stands in the letter to the address on file alone."""
    token = signing.dumps([request.number, int((at + GOOD_FOR).timestamp())], salt=UNDO_SALT, compress=True)
    return reverse("requests:undo", kwargs={"token": token})


def request_of_undo(token: str, *, at: datetime) -> Request:
    """The withdrawal that a letter's link undoes, once; raises LinkExpired."""
    try:
        number, until = signing.loads(token, salt=UNDO_SALT)
    except signing.BadSignature:
        raise LinkExpired from None
    found = Request.objects.filter(number=number, kind="withdrawal").first()
    if found is None or at.timestamp() > until or found.events.filter(happened="undone").exists():
        raise LinkExpired
    return found


def request_of_link(number: str, token: str, *, at: datetime) -> Request | None:
    """The request that a letter's link shows to somebody without an account; None when it is old or was changed."""
    try:
        signed_number, until = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found = Request.objects.filter(number=number).first()
    if found is None or signed_number != number or at.timestamp() > until:
        return None
    return found if Person.objects.get(pk=found.person_id).kind == PersonKind.GUEST else None
