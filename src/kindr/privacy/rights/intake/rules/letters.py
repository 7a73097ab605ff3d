"""From the bytes of a message to the facts of a letter; whatever the bytes are, there is a letter in the end."""

from __future__ import annotations

import hashlib
import re
import uuid
from email import policy
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage, Message
from email.parser import BytesParser
from functools import cache

from kindr.privacy.rights.intake.rules import headers, senders
from kindr.privacy.rights.intake.rules.bodies import parts_of, text_and_attached, type_of
from kindr.privacy.rights.intake.rules.cutting import new_and_rest
from kindr.privacy.rights.intake.rules.languages import language_of
from kindr.privacy.rights.intake.rules.terms import Envelope, Inbound, Mailbox, Nature

MOST_BYTES = 25 * 1024 * 1024
"""What is read of one message; mail servers take no larger ones, and the words come first."""
LONGEST_HEAD = 128 * 1024
MOST_BOUNDARIES = 60
NUMBER = re.compile(r"\bPD-[0-9]{4}-[0-9]{6,9}\b", re.IGNORECASE)
ANSWERED = re.compile(r"<request-[\w-]{1,60}\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)
LONG_CONTENT = re.compile(rb"^content-[a-z-]+:(?:[^\n]|\n[ \t]){3000}", re.IGNORECASE | re.MULTILINE)
"""A header on which the standard's parser would spend minutes."""
REPLY = re.compile(r"^\s*(?:re|bls|balas|aw|sv|fw|fwd|tr|auto(?:matic reply)?|balasan otomatis)\s*:", re.IGNORECASE)
MOST_NAMED = 5


def read(raw: bytes, envelope: Envelope, mailbox: Mailbox) -> Inbound:
    """The facts of a message. Never raises: what cannot be taken apart is read as plain text."""
    message = message_of(raw[:MOST_BYTES])
    envelope = _with_return_path(message, envelope)
    address = headers.address_of(message)
    confidence, nature = senders.confidence_in(message, address, mailbox), senders.nature_of(message, envelope, mailbox)
    subject = headers.decoded(headers.first_of(message, "Subject"))[:500]
    text, attached = text_and_attached(message)
    words, rest = new_and_rest(text)
    replied = f"{headers.first_of(message, 'In-Reply-To')} {headers.first_of(message, 'References')}"
    return Inbound(
        nature=nature,
        address=address,
        confidence=confidence,
        may_reply=nature is Nature.LETTER and senders.may_reply(address, confidence, envelope),
        subject=subject,
        words=words,
        rest=rest,
        language=language_of(f"{subject}\n{words or rest}"),
        attached=attached,
        numbers=tuple(number.upper() for number in NUMBER.findall(subject)[:MOST_NAMED]),
        answers=tuple(uuid.UUID(found) for found in ANSWERED.findall(replied)[:MOST_NAMED]),
        is_reply=bool(REPLY.match(subject) or replied.strip()),
        sent_on=headers.moment_of(headers.first_of(message, "Received")),
        complainer=_complainer(message, nature),
        digest=_digest(message, address, subject, text),
    )


def message_of(raw: bytes) -> Message:
    """The message, taken apart; as one plain text when that fails or when it is packed absurdly."""
    if len(re.findall(rb"boundary\s*[*=]", raw, re.IGNORECASE)) <= MOST_BOUNDARIES and _is_sane(raw):
        try:
            parsed = BytesParser(policy=_reading_headers_once()).parsebytes(raw)
            parsed.get_content_type()
            return parsed
        except Exception:  # the parser raises what it likes, a RecursionError too
            return _flat(raw)
    return _flat(raw)


def _reading_headers_once() -> policy.EmailPolicy[EmailMessage]:
    """The standard's parser reads a header anew whenever it is asked for; what it found is kept with the message."""
    return policy.default.clone(header_factory=cache(HeaderRegistry()))


def _is_sane(raw: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", raw[: LONGEST_HEAD + 4], maxsplit=1)[0]
    return len(head) <= LONGEST_HEAD and not LONG_CONTENT.search(raw)


def _flat(raw: bytes) -> Message:
    """Headers that look like headers, and the rest as text; compat32 parses no header by itself."""
    head, _, body = raw.partition(b"\n\n") if b"\n\n" in raw else raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    message = Message()
    for line in head[:LONGEST_HEAD].splitlines()[:500]:
        name, colon, value = line.partition(b":")
        if colon and re.fullmatch(rb"[A-Za-z0-9-]{1,60}", name) and not name.lower().startswith(b"content-"):
            message[name.decode("ascii")] = value[: headers.LONGEST].decode("utf-8", "replace").strip()
    message.set_payload(body.replace(b"\x00", b"").decode("utf-8", "replace"), charset="utf-8")
    return message


def _with_return_path(message: Message, envelope: Envelope) -> Envelope:
    if envelope.sender is not None:
        return envelope
    found = headers.first_of(message, "Return-Path")
    return Envelope(found.strip().strip("<>") if found else None, envelope.recipient)


def _complainer(message: Message, nature: Nature) -> str:
    """Who pressed the button: the report's own field. What the reported letter says of itself is not asked."""
    for part in parts_of(message) if nature is Nature.COMPLAINT else ():
        if type_of(part) == "message/feedback-report":
            inside = part.get_payload()
            fields = inside[0] if isinstance(inside, list) and inside else _fields(part)
            if isinstance(fields, Message):
                return headers.plain_address(headers.first_of(fields, "Original-Rcpt-To"))
    return ""


def _fields(part: Message) -> Message:
    raw = part.get_payload(decode=True)
    return BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(raw if isinstance(raw, bytes) else b"")


def _digest(message: Message, address: str, subject: str, text: str) -> str:
    """Of what stays the same when a server delivers again; other letters under a borrowed Message-ID are others."""
    same = [headers.first_of(message, "Message-ID"), headers.first_of(message, "Date"), address, subject, text]
    return hashlib.sha256("\x00".join(same).encode("utf-8", "replace")).hexdigest()
