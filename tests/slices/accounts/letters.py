"""Reading the development mailbox in tests."""

from __future__ import annotations

from dataclasses import dataclass

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access


@dataclass(frozen=True)
class OpenedLetter:
    """A letter as its receiver reads it."""

    to: str
    subject: str
    body: str
    message_id: str


def letters() -> list[OpenedLetter]:
    """Every letter, newest first."""
    rows = list(MailboxLetter.objects.order_by("-collected_at"))
    opened = gates.read_many(rows, access=system_access("deliver_letters"), at=clock.now())
    return [OpenedLetter(each.to, each.subject, each.body, each.record.message_id) for each in opened]


def newest_letter(address: str) -> OpenedLetter:
    """The newest letter to an address."""
    return next(letter for letter in letters() if letter.to == address)
