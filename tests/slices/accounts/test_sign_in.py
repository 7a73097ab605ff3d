"""Signing up and signing in by code: one flow that tells nobody whether an address is known."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts import tasks
from kindr.shop.accounts.actions import create_parent
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import AccountContact, SignInAttempt
from kindr.shop.accounts.queries import account_of_address

pytestmark = pytest.mark.django_db


def code_in_letter(address: str) -> str:
    from tests.slices.accounts.letters import newest_letter

    found = re.search(r"\b(\d{3}) (\d{3})\b", newest_letter(address).body)
    assert found
    return "".join(found.groups())


def ask(client: Client, address: str) -> SignInAttempt:
    response = client.post("/sign-in/", {"email": address})
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/code/"
    attempt = SignInAttempt.objects.get(pk=client.session["attempt"])
    tasks.send_code(str(attempt.pk))
    return attempt


def test_a_new_address_opens_an_account(client: Client) -> None:
    ask(client, "mara@families.example")
    response = client.post("/sign-in/code/", {"code": code_in_letter("mara@families.example")})
    assert response.status_code == 302
    assert response["Location"] == "/account/"
    account = account_of_address("MARA@families.example ")
    assert account is not None
    assert account.person.kind == PersonKind.PARENT
    assert client.get("/account/").status_code == 200
