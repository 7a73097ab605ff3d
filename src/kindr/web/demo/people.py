"""The cast of the demo: parents, a child, a colleague for each desk and a consultant; their addresses cannot exist."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from kindr.policy.withdrawing import WITHDRAWALS
from kindr.privacy.access.declare import access_of
from kindr.privacy.consent import ledger, wording
from kindr.privacy.consent.events import BOX, Channel, Decided, Decision
from kindr.privacy.people import Person
from kindr.shop.accounts import actions, queries
from kindr.web.demo.families import Family

LANGUAGE = "id"


@dataclass(frozen=True)
class Parent:
    """A parent of the cast."""

    name: str
    email: str
    password: str
    phone: str
    address: Mapping[str, str]
    born: date | None = None
    children: Mapping[str, int] = field(default_factory=dict)
    """Nickname and height in cm."""
    consents: bool = False


@dataclass(frozen=True)
class Colleague:
    """A colleague of the cast; `totp_secret` is base 32."""

    role: str
    name: str
    email: str
    password: str
    totp_secret: str


PARENTS = (
    Parent(
        "Mara", "mara@families.example", "kereta pagi lewat jam tujuh", "0812-3456-7890",
        {
            "label": "Rumah", "street": "Jalan Contoh 12, RT 003/RW 004", "area": "31.74.07.1001",
            "postcode": "12160", "notes": "Pagar hijau",
        },
        born=date(1990, 3, 21), children={"Noa": 122}, consents=True,
    ),
    Parent(
        "Ilse", "ilse@families.example", "hujan turun di kebun teh", "0813-9876-5432",
        {"label": "Rumah", "street": "Jalan Contoh 5", "area": "32.73.01.1001", "postcode": "40151"},
    ),
)  # fmt: skip
STAFF = (
    Colleague(
        "service", "Tariq", "tariq@staff.example", "tujuh layang di atas bukit", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    ),
    Colleague(
        "packer", "Bima", "bima@staff.example", "kardus rapi sebelum makan siang", "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"
    ),
    Colleague(
        "accountant", "Ratna", "ratna@staff.example", "dua kolom selalu sama besar", "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"
    ),
    Colleague(
        "marketer",
        "Lestari",
        "lestari@staff.example",
        "surat hangat tiap awal musim",
        "NRSXG5DBOJUSA53SNF2GK4ZAMJZGS5DF",
    ),
    Colleague(
        "analyst", "Bagas", "bagas@staff.example", "grafik naik turun seperti ombak", "MJQWOYLTEBWGS23FOMQG45LNMJSXE4ZB"
    ),
    Colleague(
        "merchandiser",
        "Citra",
        "citra@staff.example",
        "kancing kayu dan kain katun",
        "MNUXI4TBEBSG6Z3TEBWG65TFEBTGS3TF",
    ),
    Colleague("dpo", "Odile", "odile@staff.example", "lima gembok dan satu buku", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
)
CONSULTANTS = (
    Colleague(
        "consultant",
        "Yusuf",
        "yusuf@consultants.example",
        "cap resmi di atas kertas",
        "PF2XG5LGEBSG6ZLTEBXG65BANBSXEZJB",
    ),
)
"""Officially certified consultants from outside; Odile has registered Yusuf's certificate (`demo.access`)."""


def is_loaded() -> bool:
    """True when a colleague of the cast is there; parents may have deleted their accounts."""
    return any(queries.account_of_address(colleague.email) for colleague in STAFF)


def has_accounts() -> bool:
    """True when anybody of the cast can sign in."""
    return any(queries.account_of_address(one.email) for one in (*STAFF, *CONSULTANTS, *PARENTS))


def load(*, at: datetime) -> dict[str, uuid.UUID]:
    """Makes the cast through the same gates as everybody; ids by name."""
    return load_parents(at=at) | load_colleagues(at=at)


def load_parents(*, at: datetime) -> dict[str, uuid.UUID]:
    """Makes the parents of the cast with their children; ids by name."""
    return {parent.name: _load_parent(parent, at) for parent in PARENTS}


def load_colleagues(*, at: datetime) -> dict[str, uuid.UUID]:
    """Makes the colleagues and consultants who are missing; a demo of an earlier version knows fewer. Ids by name."""
    found: dict[str, uuid.UUID] = {}
    for one in (*STAFF, *CONSULTANTS):
        if not queries.account_of_address(one.email):
            found[one.name] = _load_colleague(one, at)
    return found


def _load_colleague(one: Colleague, at: datetime) -> uuid.UUID:
    known = {"name": one.name, "email": one.email, "password": one.password, "totp_secret": one.totp_secret}
    if one in CONSULTANTS:
        return actions.create_consultant(**known, at=at)
    return actions.create_staff(role=one.role, **known, at=at)


def load_families(families: Iterable[Family], *, joined: Mapping[Family, datetime]) -> dict[str, uuid.UUID]:
    """Makes the accounts of families that are missing, each in one commit; their ids by address."""
    found: dict[str, uuid.UUID] = {}
    for family in families:
        account = queries.account_of_address(family.email)
        with transaction.atomic():
            found[family.email] = account.pk if account else _load_family(family, joined[family])
    return found


def _load_parent(parent: Parent, at: datetime) -> uuid.UUID:
    made = actions.create_parent(
        email=parent.email, name=parent.name, phone=parent.phone, password=parent.password, at=at
    )
    person = Person.objects.get(pk=made)
    access = access_of(person, "keep_account")
    number = queries.phone_number(parent.phone)
    values = {"notes": None, **parent.address, "recipient": parent.name, "phone": number}
    actions.add_address(values, access=access, at=at)
    for nickname, height in parent.children.items():
        # Seven years and some months old, so that birthdays do not make the demo another one each day.
        born = at - timedelta(days=7 * 365 + 120)
        child = {"nickname": nickname, "birth_month": f"{born:%Y-%m}", "height": height, "size": None}
        actions.add_child(child, shown=wording.asked(actions.CHILD_PURPOSE, LANGUAGE), access=access, at=at)
    if parent.consents:
        _consent_to_all(person.pk, at)
    if parent.born:
        actions.keep_birthday(parent.born, shown=wording.asked(actions.GREETING, LANGUAGE), access=access, at=at)
    return person.pk


def _load_family(family: Family, at: datetime) -> uuid.UUID:
    """A family signs in by code only; they said yes to some purposes on the way."""
    made = actions.create_parent(email=family.email, name=family.name, phone=family.phone, at=at)
    person = Person.objects.get(pk=made)
    values = {
        "label": family.label, "street": family.street, "area": family.area, "postcode": family.postcode,
        "notes": family.notes or None, "recipient": family.name, "phone": queries.phone_number(family.phone),
    }  # fmt: skip
    actions.add_address(values, access=access_of(person, "keep_account"), at=at)
    for one in family.children:
        born = at - timedelta(days=30 * one.months)
        child = {"nickname": one.nickname, "birth_month": f"{born:%Y-%m}", "height": one.height, "size": None}
        shown = wording.asked(actions.CHILD_PURPOSE, family.language)
        actions.add_child(child, shown=shown, access=access_of(person, "keep_account"), at=at)
    for purpose in family.consents:
        say_yes(person.pk, purpose, language=family.language, at=at)
    return made


def _consent_to_all(person: uuid.UUID, at: datetime) -> None:
    for withdrawal in WITHDRAWALS:
        say_yes(person, withdrawal.purpose, language=LANGUAGE, at=at)


def say_yes(person: uuid.UUID, purpose: str, *, language: str, at: datetime) -> None:
    """Somebody of the demo consents on a page."""
    shown = wording.asked(purpose, language)
    decided = Decided(
        purpose, Decision.GIVEN, shown.text, shown.language, Channel.PAGE, text_version=shown.version, offer=BOX
    )
    ledger.record(decided, person=person, by=person, at=at)
