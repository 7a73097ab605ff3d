"""The development mailbox: keeps letters, sealed, instead of sending them."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.ports import Letter
from kindr.privacy.vault.keyrings import PersonClosed


class DevelopmentMailbox:
    """A Mailer whose letters can be read at /-/mailbox/ for a week."""

    def send(self, letter: Letter) -> None:
        if MailboxLetter.objects.filter(message_id=letter.message_id).exists():
            return
        # Nothing new is kept about somebody who was erased: a real mailer would send it, this one lets it go.
        with suppress(PersonClosed):
            gates.collect(
                MailboxLetter,
                person=UUID(str(letter.person)),
                access=system_access("deliver_letters"),
                at=clock.now(),
                source="system",
                values={
                    "to": letter.to.value,
                    "subject": letter.subject,
                    "body": letter.body.value,
                    "html": letter.html.value if letter.html else None,
                },
                plain={"message_id": letter.message_id},
            )
