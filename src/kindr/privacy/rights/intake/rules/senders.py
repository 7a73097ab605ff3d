"""What a message is by its transport: a bounce, a program's note, our own letter; and how sure its sender is."""

from __future__ import annotations

import re
from email.message import Message

from kindr.privacy.rights.intake.rules import headers
from kindr.privacy.rights.intake.rules.bodies import type_of
from kindr.privacy.rights.intake.rules.terms import Confidence, Envelope, Mailbox, Nature

MOST_HOPS = 50
OURS = re.compile(r"<?(?:request|alarm|code|order|package|farewell|intake)-?[\w-]*\.[0-9a-f-]{36}@", re.IGNORECASE)
"""The left half of every Message-ID that we write."""
LISTS = ("List-Id", "List-Post", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Loop", "Feedback-ID")
COMMENT = re.compile(r"\([^()]*\)")
QUOTED = re.compile(r'"[^"]*"')
FOUND = re.compile(r"\b(dmarc|spf)\s*=\s*([a-z]+)", re.IGNORECASE)
OF = re.compile(r"\bheader\.from\s*=\s*([^\s;]+)", re.IGNORECASE)
SERVERS = frozenset({"mailer-daemon", "postmaster", "mail-daemon"})


def nature_of(message: Message, envelope: Envelope, mailbox: Mailbox) -> Nature:
    """What the message is; a letter when nothing says otherwise."""
    report = headers.first_of(message, "Content-Type").lower()
    address = headers.address_of(message)
    if type_of(message) == "multipart/report" and "feedback-report" in report:
        return Nature.COMPLAINT
    if _is_bounce(message, report, address, envelope):
        return Nature.BOUNCE
    if OURS.match(headers.first_of(message, "Message-ID")) and address in {*mailbox.addresses, ""}:
        return Nature.LOOP
    return Nature.AUTOMATIC if _is_automatic(message, address, envelope, mailbox) else Nature.LETTER


def confidence_in(message: Message, address: str, mailbox: Mailbox) -> Confidence:
    """What our own mail server says of the sender. Only its topmost word counts: those below may be forged."""
    for value in headers.all_of(message, "Authentication-Results"):
        plain = QUOTED.sub(" ", COMMENT.sub(" ", value))
        server = plain.partition(";")[0].split()
        if server and server[0].lower() in mailbox.authserv_ids:
            return _said(plain, address.rpartition("@")[2])
    return Confidence.UNKNOWN


def _said(plain: str, domain: str) -> Confidence:
    said: dict[str, str] = {}
    for name, result in FOUND.findall(plain):
        said.setdefault(name.lower(), result.lower())
    about = OF.search(plain)
    is_about_it = bool(about and domain and about[1].lower().strip('"') == domain)
    if said.get("dmarc") == "pass":
        return Confidence.PASSED if is_about_it else Confidence.UNKNOWN
    has_failed = said.get("dmarc") == "fail" or said.get("spf") == "fail"
    return Confidence.FAILED if has_failed else Confidence.UNKNOWN


def may_reply(address: str, confidence: Confidence, envelope: Envelope) -> bool:
    """Whether a reply goes to whoever sent it: the envelope agrees with From, and our server found nothing wrong."""
    if not address or confidence is Confidence.FAILED or not envelope.sender:
        return False
    return confidence is Confidence.PASSED or headers.plain_address(envelope.sender) == address


def _is_bounce(message: Message, report: str, address: str, envelope: Envelope) -> bool:
    if type_of(message) == "multipart/report" and ("delivery-status" in report or "disposition-notif" in report):
        return True
    return envelope.sender == "" and address.partition("@")[0] in SERVERS


def _is_automatic(message: Message, address: str, envelope: Envelope, mailbox: Mailbox) -> bool:
    submitted = headers.first_of(message, "Auto-Submitted").lower().partition(";")[0].strip()
    precedence = headers.first_of(message, "Precedence").lower().strip()
    suppress = headers.first_of(message, "X-Auto-Response-Suppress").lower()
    return (
        submitted not in ("", "no")
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or any(word in suppress for word in ("all", "oof", "autoreply"))
        or any(headers.first_of(message, name) for name in LISTS)
        or len(headers.all_of(message, "Received")) > MOST_HOPS
        or envelope.sender == ""
        or address in mailbox.addresses
        or address.partition("@")[0] in SERVERS
    )
