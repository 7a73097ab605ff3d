"""Certificates of consultants as the officer sees them (policy 5.2)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from kindr.base.clock import JAKARTA
from kindr.privacy import gates
from kindr.privacy.access import colleagues
from kindr.privacy.access.models import Certificate
from kindr.privacy.access.queries.grants import purposes_in_words
from kindr.privacy.access.terms import Access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.streams import Pieces


@dataclass(frozen=True)
class CertificateShown:
    """One certificate, opened."""

    id: uuid.UUID
    who: str
    issuer: str = field(repr=False)
    number: str = field(repr=False)
    scope: tuple[str, ...]
    expires_on: date
    registered_at: datetime
    revoked_at: datetime | None
    document: uuid.UUID | None
    is_in_force: bool


def certificates(*, access: Access, at: datetime) -> list[CertificateShown]:
    """All certificates, the newest first; raises Refused."""
    rows = list(Certificate.objects.order_by("-collected_at", "-pk"))
    opened = gates.read_many(rows, access=access, at=at)
    names = colleagues.names({row.person_id for row in rows}, access=access, at=at)
    today = at.astimezone(JAKARTA).date()
    return [
        CertificateShown(
            one.record.pk,
            names.get(one.record.person_id, ""),
            one.issuer,
            one.number,
            tuple(words for _, words in purposes_in_words(one.record.scope)),
            one.record.expires_on,
            one.record.collected_at,
            one.record.revoked_at,
            one.record.document,
            one.record.holds_on(today),
        )
        for one in opened
        if not one.is_forgotten
    ]


def consultants(*, access: Access, at: datetime) -> list[tuple[str, str]]:
    """Consultants with a working account, for a field to choose from."""
    ids = list(Person.objects.filter(kind=PersonKind.CONSULTANT).values_list("pk", flat=True))
    names = colleagues.names(ids, access=access, at=at)
    return [(str(one), names.get(one, str(one)[:8])) for one in ids]


def document(certificate: uuid.UUID, *, access: Access, at: datetime) -> tuple[str, Pieces] | None:
    """The picture of a certificate and what kind of file it is; None when there is none."""
    row = Certificate.objects.filter(pk=certificate, document__isnull=False).first()
    file = SealedFile.objects.filter(pk=row.document).first() if row and row.document else None
    return (file.media_type, gates.read_file(file, access=access, at=at)) if file else None
