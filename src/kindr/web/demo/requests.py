"""Requests under their rights that people of the demo have made: open, waiting, refused and done; none is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kindr.base import facts
from kindr.privacy.access.declare import access_of, stranger_access, system_access
from kindr.privacy.people import Person
from kindr.privacy.rights.requests import actions
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Proof
from kindr.shop.accounts.queries import account_of_address


@dataclass(frozen=True)
class Wish:
    """Who asked for what, how many hours ago, and how it ended."""

    email: str
    kind: str
    hours: float
    words: str = ""
    channel: str = "page"
    is_known: bool = False
    is_proven: bool = False
    answer: str = ""
    denial: str = ""


WISHES = (
    Wish("mara@families.example", "objection", 26 * 24, "Pesanan saya dibatalkan mesin.", is_known=True,
         answer="Seorang petugas sudah menilainya lagi. Pembatalannya karena barang habis, bukan karena Anda."),
    Wish("dewi.rahmawati@families.example", "erasure", 12 * 24, channel="email", denial="insuf_verification"),
    Wish("budi.santoso@families.example", "objection", 23, "My order was refused without a reason.", "email",
         is_proven=True),
    Wish("siti.nurhaliza@families.example", "correction", 17, "Nama saya tertulis salah di label.", "phone"),
    Wish("rina.kartika@families.example", "access", 9, channel="email"),
    Wish("mara@families.example", "correction", 5, "Nomor rumah di faktur bulan lalu seharusnya 12A.", is_known=True),
)  # fmt: skip
"""The oldest comes first."""


def load(*, at: datetime) -> None:
    """Makes the requests where there are none yet; their letters are long read, so none goes out."""
    if Request.objects.exists():
        return
    with facts.told_to(lambda _fact: None):
        for wish in WISHES:
            _make(wish, at=at - timedelta(hours=wish.hours))


def _make(wish: Wish, *, at: datetime) -> None:
    request = _received(wish, at=at)
    later, access = at + timedelta(hours=2), system_access("answer_requests")
    if wish.is_proven:
        actions.prove_identity(request, Proof.FRESH, access=access, at=later)
    if wish.answer:
        actions.fulfil(request, evidence={"answered": 1}, answer=wish.answer, access=access, at=later)
    if wish.denial:
        actions.deny(request, wish.denial, access=access, at=at + timedelta(hours=70))


def _received(wish: Wish, *, at: datetime) -> Request:
    account = account_of_address(wish.email) if wish.is_known else None
    person = Person.objects.get(pk=account.pk) if account else None
    return actions.receive(
        kind=wish.kind, channel=wish.channel, language="id", received_at=at, at=at, words=wish.words,
        person=person.pk if person else None, address="" if person else wish.email, proof=Proof.FRESH,
        access=access_of(person, "record_requests") if person else stranger_access("record_requests"),
    )  # fmt: skip
