"""Signing up while the program is killed at each step: one account comes out of it, and nothing opens unrecorded."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from django.test import Client

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.shop.accounts.actions import arriving
from kindr.shop.accounts.models import Account, Bucket
from kindr.shop.accounts.personal import AccountContact, SignInAttempt
from kindr.shop.accounts.queries import account_of_address
from tests.buying import run_tasks
from tests.faults.killing import Work, killed_at_every_step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
numbers = itertools.count()


def newcomer() -> str:
    Bucket.objects.all().delete()
    return f"newcomer{next(numbers)}@families.example"


def ask(client: Client, address: str) -> None:
    assert client.post("/en/sign-in/", {"email": address}).status_code == 302


def enter(client: Client) -> bool:
    """Types the code of the newest letter; false when the shop wants a new one, or this visit was ended already."""
    if "attempt" not in client.session:
        return False
    attempt = SignInAttempt.objects.filter(pk=client.session["attempt"]).first()
    code = arriving.code_of(attempt.pk) if attempt else "000000"
    return client.post("/en/sign-in/code/", {"code": code}).status_code == 302


def is_one_account(address: str) -> None:
    account = account_of_address(address)
    assert account is not None
    assert AccountContact.objects.filter(person_id=account.pk).count() == 1
    assert AccountContact.objects.count() == Account.objects.count()


def test_asking_for_a_code_can_be_killed_anywhere_and_asked_again() -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        client, address = Client(), newcomer()

        def go_on() -> None:
            ask(client, address)
            run_tasks()
            assert enter(client)
            is_one_account(address)

        return (lambda: ask(client, address)), go_on

    assert killed_at_every_step(prepare) > 4


def test_entering_the_code_can_be_killed_anywhere_and_one_account_comes_of_it() -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        client, address = Client(), newcomer()
        ask(client, address)

        def go_on() -> None:
            if not enter(client):
                ask(client, address)
                assert enter(client)
            is_one_account(address)
            assert client.get("/en/account/").status_code == 200

        return (lambda: enter(client)), go_on

    assert killed_at_every_step(prepare) > 6


def test_a_worker_killed_while_it_writes_the_letter_writes_it_again_and_only_once() -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        client, address = Client(), newcomer()
        ask(client, address)
        attempt = SignInAttempt.objects.get(pk=client.session["attempt"])

        def go_on() -> None:
            run_tasks()
            letters = MailboxLetter.objects.filter(message_id__endswith=f".{attempt.pk}")
            assert letters.count() == 1
            assert attempt.expires_at > clock.now()

        return (lambda: run_tasks()), go_on

    assert killed_at_every_step(prepare) > 2
