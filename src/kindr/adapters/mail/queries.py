"""What lies in the development mailbox."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from kindr.adapters.mail.personal import MailboxLetter
from kindr.privacy import gates
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.opening import Opened

NEWEST = 50


@dataclass(frozen=True)
class OpenedLetter:
    """A letter as its receiver would read it."""

    id: uuid.UUID
    sent_at: datetime
    to: str
    subject: str
    body: str
    html: str


def letters(*, access: Access, at: datetime) -> list[OpenedLetter]:
    """The newest letters, newest first; those of people who were forgotten are left out."""
    rows = list(MailboxLetter.objects.order_by("-collected_at", "-id")[:NEWEST])
    return [_letter(each) for each in gates.read_many(rows, access=access, at=at) if not each.is_forgotten]


def letter(wanted: uuid.UUID, *, access: Access, at: datetime) -> OpenedLetter | None:
    """One letter; None when there is no such letter. Raises Forgotten."""
    row = MailboxLetter.objects.filter(pk=wanted).first()
    return _letter(gates.read(row, access=access, at=at)) if row else None


def _letter(opened: Opened[MailboxLetter]) -> OpenedLetter:
    record = opened.record
    return OpenedLetter(record.id, record.collected_at, opened.to, opened.subject, opened.body, opened.html or "")
