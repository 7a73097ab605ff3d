"""Chapters S and C: what Kindr adds by itself, and its cookies."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy.terms import Period
from kindr.shop.accounts.actions import arriving
from kindr.shop.accounts.models import Account
from kindr.shop.accounts.personal import Birthday
from tests.buying import a_garment, run_tasks
from tests.cast import Player
from tests.promises.evidence import tables_with

pytestmark = pytest.mark.django_db


@pytest.mark.clause("S.4", "development_mailbox")
def test_trial_letters_are_kept_sealed_for_seven_days_and_the_real_shop_has_no_such_mailbox(settings: Settings) -> None:
    arriving.ask_for_code("sam@elsewhere.example", caller="127.0.0.1", language="en", at=clock.now())
    run_tasks()
    assert MailboxLetter.objects.count() == 1
    assert tables_with("sam@elsewhere.example") == set()
    keep = POLICY.clauses["development_mailbox"].keep
    assert (keep.period, keep.days) == (Period.RECORD, 7)
    assert "sam@elsewhere.example" in Client().get("/-/mailbox/").content.decode()
    settings.DEVELOPMENT = False
    assert Client().get("/-/mailbox/").status_code == 404


@pytest.mark.clause("S.7")
def test_the_indonesian_text_stands_first_and_the_english_one_beside_it() -> None:
    pages = [Client().get(address).content.decode() for address in ("/privacy/", "/en/privacy/")]
    assert [re.search(r'<html lang="(\w+)"', page)[1] for page in pages] == ["id", "en"]  # type: ignore[index]
    assert POLICY.languages[0] == "id"


@pytest.mark.clause("S.8")
def test_an_account_is_for_adults_only(ilse: Player, noa: Player) -> None:
    client = ilse.client()
    young = (clock.now() - timedelta(days=17 * 365)).date().isoformat()
    for born, kept in ((young, 0), ("1991-05-04", 1)):
        client.post("/en/account/birthday/", {"born": born, "agree": "on"})
        assert Birthday.objects.filter(person_id=ilse.id).count() == kept
    assert not Account.objects.filter(pk=noa.id).exists()


@pytest.mark.clause("S.9")
def test_no_page_makes_a_browser_talk_to_anybody_else() -> None:
    a_garment()
    for address in ("/en/", "/en/privacy/", "/en/sign-in/"):
        response = Client().get(address)
        assert "default-src 'none'" in response["Content-Security-Policy"]
        allowed = set(re.findall(r"https?://[^\s;]+", response["Content-Security-Policy"]))
        assert not allowed
        loaded = re.findall(
            r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(https?://[^"]+)', response.content.decode()
        )
        assert not [url for url in loaded if "localhost" not in url and "testserver" not in url]


@pytest.mark.clause("C.1", "C.2")
def test_only_the_declared_cookies_are_set_and_none_by_anybody_else(mara: Player) -> None:
    client = mara.client()
    for address in ("/en/", "/en/privacy/", "/en/account/", "/en/account/profile/", "/en/basket/"):
        client.get(address)
    client.post("/en/basket/add/", {"variant": a_garment().pk, "quantity": 1})
    assert client.cookies["basket"].value
    assert set(client.cookies) <= POLICY.cookies.keys()
    for cookie in client.cookies.values():
        assert cookie["domain"] == ""
        assert cookie["max-age"] in ("", POLICY.cookies[cookie.key].seconds)


@pytest.mark.clause("C.1")
def test_a_first_visit_sets_nothing_that_lasts() -> None:
    client = Client()
    client.get("/en/privacy/")
    assert not {name for name, cookie in client.cookies.items() if cookie["max-age"] or cookie["expires"]}
