"""Letters as mail programs write them, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from zlib import crc32

from kindr.privacy.rights.intake.rules import Envelope, Inbound, Mailbox, read

OURS = "support@kindrkids.id"
MAILBOX = Mailbox(frozenset({OURS}), frozenset({"mx.kindrkids.id"}))
PASSED = "mx.kindrkids.id; dmarc=pass (p=reject) header.from={}; spf=pass smtp.mailfrom={}"
FAILED = "mx.kindrkids.id; dmarc=fail (p=none) header.from={}; spf=fail"


def letter(
    text: str, *, sender: str = "mara@families.example", subject: str = "Halo", more: Mapping[str, str] | None = None
) -> EmailMessage:
    """A plain letter; `more` are further headers."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = OURS
    message["Subject"] = subject
    message["Message-ID"] = f"<{crc32(f'{text}{sender}{subject}'.encode())}@families.example>"
    message["Date"] = "Sun, 22 Nov 2026 20:00:00 +0700"
    for name, value in (more or {}).items():
        message[name] = value
    message.set_content(text)
    return message


def passed(sender: str) -> dict[str, str]:
    """What our mail server says of a sender whose domain vouches for them."""
    domain = sender.rpartition("@")[2]
    return {"Authentication-Results": PASSED.format(domain, domain)}


def read_as(message: EmailMessage | bytes, *, sender: str | None = "mara@families.example") -> Inbound:
    """A letter as the program reads it; `sender` is the envelope's."""
    raw = message if isinstance(message, bytes) else message.as_bytes()
    return read(raw, Envelope(sender, OURS), MAILBOX)
