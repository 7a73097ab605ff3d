"""What the demo has of strict access: Yusuf's certificate, a grant that runs and one that waits, decoy customers."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from kindr.privacy.access.actions import certificates, grants
from kindr.privacy.access.actions.certificates import Registration
from kindr.privacy.access.actions.grants import Asked
from kindr.privacy.access.declare import access_of
from kindr.privacy.access.models import Certificate, Grant, HoneyMark
from kindr.privacy.people import Person
from kindr.shop.accounts import queries
from kindr.web import decoys

ISSUER, NUMBER = "Lembaga Sertifikasi Contoh", "KPDP-2026-0417"
SCOPE = ("answer_customer", "oversee_access")
VALID_FOR = timedelta(days=300)
DECOYS = 3

__all__ = ["load"]


def load(*, at: datetime) -> None:
    """Whatever of it is missing; a grant of the demo runs for eight hours from when it was loaded."""
    odile, yusuf = _person("odile@staff.example"), _person("yusuf@consultants.example")
    if not HoneyMark.objects.exists():
        decoys.plant(DECOYS, chance=random.Random(20261122), at=at - timedelta(days=40))  # noqa: S311  # no secret
    if odile is None or yusuf is None:
        return
    if not Certificate.objects.filter(person=yusuf).exists():
        given = Registration(yusuf.pk, ISSUER, NUMBER, SCOPE, (at + VALID_FOR).date())
        certificates.register(given, access=access_of(odile, "oversee_access"), at=at - timedelta(days=20))
    if not Grant.objects.filter(actor_id=yusuf.pk).exists():
        _grants(odile, yusuf, at=at)


def _grants(odile: Person, yusuf: Person, *, at: datetime) -> None:
    """Tariq asked for two: Odile has approved one, the other waits for her."""
    tariq, mara, ilse = (_person(f"{name}.example") for name in ("tariq@staff", "mara@families", "ilse@families"))
    if tariq is None or mara is None or ilse is None:
        return
    asking, deciding = access_of(tariq, "run_staff"), access_of(odile, "run_staff")
    running = Asked(yusuf.pk, "answer_customer", 8, frozenset({mara.pk}))
    reason = "Keluhan atas ukuran yang tertukar perlu dinilai oleh ahli dari luar."
    granted = grants.ask(running, reason=reason, access=asking, at=at - timedelta(minutes=30))
    grants.approve(granted.pk, access=deciding, at=at - timedelta(minutes=20))
    waiting = Asked(yusuf.pk, "answer_customer", 2, frozenset({ilse.pk}))
    grants.ask(waiting, reason="Pertanyaan lanjutan tentang pengembalian barang.", access=asking, at=at)


def _person(address: str) -> Person | None:
    account = queries.account_of_address(address)
    return Person.objects.filter(pk=account.pk).first() if account else None
