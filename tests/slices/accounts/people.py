"""Parents, staff and the way through the code, for the tests of accounts."""

from __future__ import annotations

import re
import uuid

import pyotp
from django.test import Client

from kindr.base import clock
from kindr.shop.accounts import tasks
from kindr.shop.accounts.actions import create_parent, create_staff
from kindr.shop.accounts.personal import SignInAttempt
from tests.slices.accounts.letters import newest_letter

MARA = "mara@families.example"
ILSE = "ilse@families.example"
BIMA = "bima@staff.example"
SENTENCE = "kereta pagi lewat jam tujuh"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def mara(password: str = "") -> uuid.UUID:
    """A parent with an account, a name and a number."""
    return create_parent(email=MARA, name="Mara", phone="081234567890", password=password, at=clock.now())


def bima() -> uuid.UUID:
    """A packer with a password and a second factor."""
    return create_staff(role="packer", name="Bima", email=BIMA, password=SENTENCE, totp_secret=SECRET, at=clock.now())


def ask(client: Client, address: str, *, path: str = "/sign-in/") -> SignInAttempt:
    """Asks for a code and lets the worker write the letter."""
    response = client.post(path, {"email": address})
    assert response.status_code == 302, response.content.decode()
    attempt = SignInAttempt.objects.get(pk=client.session["attempt"])
    tasks.send_code(str(attempt.pk))
    return attempt


def code_in_letter(address: str) -> str:
    """The code of the newest letter to an address."""
    found = re.search(r"\b(\d{3}) (\d{3})\b", newest_letter(address).body)
    assert found
    return "".join(found.groups())


def sign_in(client: Client, address: str) -> None:
    """Signs in by code."""
    ask(client, address)
    response = client.post("/sign-in/code/", {"code": code_in_letter(address)})
    assert response.status_code == 302, response.content.decode()


def totp(secret: str = SECRET) -> str:
    """The code that an authenticator shows now."""
    return pyotp.TOTP(secret).at(int(clock.now().timestamp()))
