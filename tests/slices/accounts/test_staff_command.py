"""`kindr staff` makes the working account of a colleague without leaving a trace in a shell."""

from __future__ import annotations

import argparse
import getpass
import re

import pyotp
import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy.access.models import RoleAssignment
from kindr.shop.accounts import actions
from kindr.shop.accounts.actions.opening import NoSuchRole
from kindr.shop.accounts.models import Account
from kindr.web.commands import staff
from kindr.web.servers import CannotRun
from tests.slices.accounts.people import BIMA, SECRET, SENTENCE, bima, mara

pytestmark = pytest.mark.django_db


def make(monkeypatch: pytest.MonkeyPatch, *, role: str = "packer", email: str = BIMA, password: str = SENTENCE) -> int:
    answers = iter(["Bima", email])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    monkeypatch.setattr(getpass, "getpass", lambda _question: password)
    return staff.run(argparse.Namespace(role=role))


def test_a_colleague_made_by_the_command_can_sign_in(monkeypatch, capsys, client: Client) -> None:
    assert make(monkeypatch) == 0
    found = re.search(r"secret=([A-Z2-7]+)", capsys.readouterr().out)
    assert found
    client.post("/staff/sign-in/", {"email": BIMA, "password": SENTENCE})
    code = pyotp.TOTP(found[1]).at(int(clock.now().timestamp()))
    assert client.post("/sign-in/second-factor/", {"code": code}).status_code == 302
    assert RoleAssignment.objects.get().role == "packer"


@pytest.mark.parametrize("password", ["short", "password", "bima-staff"])
def test_a_weak_password_makes_no_account(monkeypatch, password: str) -> None:
    with pytest.raises(CannotRun):
        make(monkeypatch, password=password)
    assert not Account.objects.exists()


def test_an_address_in_use_makes_no_account(monkeypatch) -> None:
    bima()
    with pytest.raises(CannotRun):
        make(monkeypatch)
    assert Account.objects.count() == 1


@pytest.mark.parametrize("role", ["customer", "system", "courier", "emperor"])
def test_only_roles_of_the_policy_for_staff_can_be_given(role: str) -> None:
    mara()
    with pytest.raises(NoSuchRole):
        actions.create_staff(
            role=role, name="Sam", email="sam@staff.example", password=SENTENCE, totp_secret=SECRET, at=clock.now()
        )
