"""Certificates of consultants: registered and taken back by the officer; without one nobody is let in (policy 5.2)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import BinaryIO

from kindr.base.clock import JAKARTA
from kindr.privacy import gates, registry
from kindr.privacy.access.actions.reasons import actor_id
from kindr.privacy.access.personal import Certificate
from kindr.privacy.access.terms import Access
from kindr.privacy.gates import FileTerms
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault.files import MediaType
from kindr.privacy.vault.pictures import redrawn

CLAUSE = "consultant_certificate"
PDF_SIGN = b"%PDF-"
PIECE = 64 * 1024


class CertificateRefused(ValueError):
    """This is no certificate that could be registered: nobody's, run out, or for no purpose of consultants."""


@dataclass(frozen=True)
class Registration:
    """What stands on a certificate."""

    consultant: uuid.UUID
    issuer: str
    number: str
    scope: tuple[str, ...]
    """Keys of purposes."""
    expires_on: date


def register(given: Registration, *, document: BinaryIO | None = None, access: Access, at: datetime) -> Certificate:
    """Registers a certificate, with the document as a picture or a PDF if there is one.

    Raises CertificateRefused, Refused, NotAPicture, PictureTooLarge.
    """
    _check(given, at=at)
    file = None
    if document is not None:
        pieces, kind = _kept(document)
        terms = FileTerms(CLAUSE, kind, "staff")
        file = gates.collect_file(pieces, person=given.consultant, access=access, at=at, terms=terms)
    return gates.collect(
        Certificate,
        person=given.consultant,
        access=access,
        at=at,
        source="staff",
        values={"issuer": given.issuer.strip(), "number": given.number.strip()},
        plain={
            "scope": sorted(given.scope),
            "expires_on": given.expires_on,
            "registered_by": actor_id(access),
            "document": file.pk if file else None,
        },
    )


def revoke(certificate: uuid.UUID, *, access: Access, at: datetime) -> bool:
    """Takes a certificate back: the consultant's visit ends at their next request. False when it was before."""
    rows = Certificate.objects.filter(pk=certificate, revoked_at=None)
    return bool(rows.update(revoked_at=at, revoked_by=actor_id(access)))


def _kept(document: BinaryIO) -> tuple[Iterable[bytes], MediaType]:
    """A PDF as it came, which is only ever saved to be read elsewhere; anything else drawn anew as a picture."""
    first = document.read(PIECE)
    if first.startswith(PDF_SIGN):
        return chain([first], iter(lambda: document.read(PIECE), b"")), MediaType.PDF
    document.seek(0)
    drawn = redrawn(document)
    return [drawn.content], drawn.media_type


def _check(given: Registration, *, at: datetime) -> None:
    allowed = registry.policy().recipients["consultant"].purposes
    is_consultant = Person.objects.filter(pk=given.consultant, kind=PersonKind.CONSULTANT).exists()
    is_over = given.expires_on < at.astimezone(JAKARTA).date()
    if not is_consultant or is_over or not given.scope or not allowed.issuperset(given.scope):
        raise CertificateRefused
