"""Letters that came to the information centre of the demo by e-mail, one of each kind, taken in as a real one is."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from kindr.base import facts
from kindr.privacy.access.declare import system_access
from kindr.privacy.rights.intake import actions
from kindr.privacy.rights.intake.models import ReceivedLetter
from kindr.privacy.rights.intake.rules import Envelope, read
from kindr.privacy.rights.requests.actions import letters as answers
from kindr.privacy.rights.requests.models import Request
from kindr.shop.accounts import queries
from kindr.web.commands.mail import mailbox
from kindr.web.demo.people import say_yes

TO = "support@kindrkids.id"
SAID_YES = timedelta(days=2)


@dataclass(frozen=True)
class Letter:
    """Who wrote what, how many hours ago; `envelope` is another sender's, where a name is borrowed.

    What the sender had said yes to is named where the letter takes it back; its answer lies in the trial mailbox.
    """

    sender: str
    hours: float
    subject: str
    text: str
    envelope: str | None = None
    more: str = ""
    consents: str = ""


LETTERS = (
    Letter("lina.permata@families.example", 22.5, "Data anak saya", "Selamat pagi, mohon kirimkan salinan data saya."),
    Letter("hendra.gunawan@families.example", 21.5, "We have moved", "Hello, I would like that you no longer know us."
           " We have moved abroad. What do you need from me?"),
    Letter("dewi.rahmawati@families.example", 20, "Buletin", "Saya mau berhenti berlangganan buletin. Terima kasih.",
           consents="newsletter"),
    Letter("rudi.hartono@families.example", 14, "Akun", "Tolong hapus akun saya dan semua data di dalamnya."),
    Letter("yanti.kusuma@families.example", 11, "Alamat", "Alamat saya salah, tolong perbaiki: Jalan Melati 7."),
    Letter("siti.nurhaliza@families.example", 7, "Please delete", "Please delete my account and all my data.",
           envelope="somebody@elsewhere.example"),
    Letter("rina.kartika@families.example", 4, "Re: Kaus ukuran 110", "Anak saya sudah besar. Bisa dibantu?"),
    Letter("budi.santoso@families.example", 3, "Tidak di kantor", "Saya sedang cuti sampai Senin.",
           more="Auto-Submitted: auto-replied\n"),
    Letter("mailer-daemon@elsewhere.example", 2, "Undelivered mail", "550 no such user", envelope=""),
)  # fmt: skip
"""The oldest comes first: clear ones, some that the officer has to read, one with a borrowed name, two machines."""
REPLY = Letter("rudi.hartono@families.example", 9, "Re: {}", "Apakah surat saya sudah dibaca? Saya menunggu kabar.")
"""An answer to the receipt of an earlier one: it joins its request."""


def load(*, at: datetime) -> None:
    """Takes the letters in where none came so far; what is answered is long read, so none goes out."""
    if ReceivedLetter.objects.exists():
        return
    taken: list[tuple[Letter, str]] = []
    with facts.told_to(lambda _fact: None):
        for letter in LETTERS:
            _say_yes_before(letter, at=at)
            found = _take_in(letter, letter.subject, at=at)
            taken += [(letter, request) for request in found.requests]
            if letter.sender == REPLY.sender:
                _take_in(REPLY, REPLY.subject.format(Request.objects.get(pk=found.requests[0]).number), at=at)

    for letter, request in taken:
        if letter.consents:
            _answer(letter, uuid.UUID(request), at=at)


def _answer(letter: Letter, request: uuid.UUID, *, at: datetime) -> None:
    written_at = at - timedelta(hours=letter.hours)
    answers.write_receipt(request, access=system_access("deliver_letters"), at=written_at)


def _say_yes_before(letter: Letter, *, at: datetime) -> None:
    account = queries.account_of_address(letter.sender) if letter.consents else None
    if account is not None:
        say_yes(account.pk, letter.consents, language="id", at=at - SAID_YES)


def _take_in(letter: Letter, subject: str, *, at: datetime) -> ReceivedLetter:
    """As `kindr mail receive` does it, some hours ago."""
    raw = f"From: {letter.sender}\nTo: {TO}\nSubject: {subject}\n{letter.more}\n{letter.text}\n".encode()
    sender = letter.sender if letter.envelope is None else letter.envelope
    inbound = read(raw, Envelope(sender, TO), mailbox())
    return actions.take_in(inbound, access=system_access("answer_requests"), at=at - timedelta(hours=letter.hours))
