"""Rights in use: a parent pauses, downloads, withdraws by e-mail, is forgotten; a guest does so by an address alone."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kindr.policy import POLICY
from kindr.web.commands import receipt
from tests.browsing import awaited
from tests.faults.installation import Installation, letter_to, letters_to
from tests.journeys.test_consent import SWITCH
from tests.journeys.test_parent import sign_up
from tests.journeys.walking import BUYING, DESKTOP, PHONE, Walk, fill_the_basket, order, walking
from tests.privacy.rights.intake.writing import passed

pytestmark = pytest.mark.slow
OFFICER = POLICY.parties["data_protection_officer"].email
PATIENCE = 60


def ask(walk: Walk, kind: str) -> None:
    """Asks for a right, and waits on the request's page until the worker has done it."""
    walk.go("/my-requests/new/")
    walk.page.locator(f"main input[name=kind][value={kind}]").check(force=True)
    walk.press("main form:has([name=kind]) button")
    for _ in range(PATIENCE):
        if walk.page.locator("main .badge-good").count():
            return
        walk.page.wait_for_timeout(1000)
        walk.page.reload()
    expect(walk.page.locator("main .badge-good")).to_be_visible()


def save(walk: Walk, link: str, where: Path) -> Path:
    """Downloads what a link leads to."""
    with walk.page.expect_download() as download:
        walk.page.locator(link).first.click()
    download.value.save_as(where)
    return where


def test_a_parent_pauses_takes_her_data_along_and_is_forgotten(
    browser: Browser, shop: Installation, tmp_path: Path
) -> None:
    with walking(browser, shop, window=DESKTOP, language="en") as walk:
        sign_up(walk, "halted@families.example")
        ask(walk, "restriction")
        walk.go("/my-requests/pausing/")
        expect(walk.page.locator("#paused-title")).to_be_visible()
        walk.press("main form[action$='/lift/'] button")
        expect(walk.page.locator("#paused-title")).to_have_count(0)
        ask(walk, "access")
        package = save(walk, "main a[href$='/package.zip']", tmp_path / "package.zip")
        walk.go("/my-data/delete/")
        walk.fill(word="DELETE")
        walk.press("main form:has([name=word]) button")
        certificate = save(walk, "main a[href*='certificate']", tmp_path / "certificate.json")
        key = tmp_path / "key.json"
        key.write_text(walk.page.request.get(shop.base + ".well-known/kindr-signing-key.json").text())
    assert any(name.endswith(".json") for name in zipfile.ZipFile(package).namelist())
    assert receipt.run(argparse.Namespace(file=certificate, key=key)) == receipt.PROVEN


def mail(shop: Installation, sender: str, text: str) -> None:
    """A letter as a mail server hands it over: `kindr mail receive` with the letter on standard input."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, OFFICER, "Penarikan persetujuan"
    letter["Message-ID"] = f"<{sender}.withdraws@families.example>"
    letter["Authentication-Results"] = passed(sender)["Authentication-Results"]
    letter.set_content(text)
    command = [sys.executable, "-m", "kindr.web.cli", "mail", "receive", "--from", sender, "--to", OFFICER]
    environ = {**shop.environ, "KINDR_MAIL_AUTHSERV": "mx.kindrkids.id"}
    subprocess.run(command, env=environ, input=letter.as_bytes(), check=True, timeout=120, capture_output=True)


def test_a_parent_withdraws_by_e_mail_and_the_use_has_stopped_before_anybody_answers(
    browser: Browser, shop: Installation
) -> None:
    address = "writes@families.example"
    with walking(browser, shop, window=PHONE, language="en") as walk:
        sign_up(walk, address)
        walk.go("/my-choices/")
        switch = walk.page.locator(SWITCH)
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "true")
        mail(shop, address, "Halo,\n\nsaya menarik persetujuan saya untuk semua.\n\nSalam")
        walk.go("/my-choices/")
        expect(walk.page.locator(SWITCH)).to_have_attribute("aria-checked", "false")
        expect(walk.page.locator(".choice-lines")).to_contain_text("by e-mail")
        assert letter_to(shop, address, about="PD-")


def through_the_letter(walk: Walk, kind: str, address: str) -> str:
    """Asks on the public page for somebody without an account, and confirms by the letter; gives the number."""
    before = letters_to(walk.shop, address)
    walk.go(f"/requests/?kind={kind}")
    walk.fill(email=address)
    walk.press("main form:has([name=kind]) button")
    letter = letter_to(walk.shop, address, about="PD-", but=before)
    link = re.search(r"(?:/en)?/requests/confirm/[^\s\"<&]+", letter.body.decode())
    number = re.search(r"PD-\d+-\d+", letter.text)
    assert link
    assert number
    walk.page.goto(walk.shop.base.rstrip("/") + link[0])
    walk.look_at("the page that asks whether a request is yours")
    walk.press("main form button")
    return number[0]


def test_a_guest_sees_what_is_kept_and_has_it_erased_through_the_address_alone(
    browser: Browser, shop: Installation, tmp_path: Path
) -> None:
    address = "without.account@elsewhere.example"
    with walking(browser, shop, window=PHONE, language="en") as walk:
        fill_the_basket(walk)
        order(walk, method="qris", **BUYING | {"email": address})
        found = re.search(r"KD-[0-9A-Z]{4}-[0-9A-Z]{4}", walk.page.content())
        assert found
        walk.go(f"/orders/{found[0]}/")
        walk.page.locator("main details:has(form[action$='/cancel/']) summary").click()
        walk.press("main form[action$='/cancel/'] button")
    guest = shop.asked("buyer_of", found[0])
    with walking(browser, shop, window=PHONE, language="en") as walk:
        number = through_the_letter(walk, "access", address)
        letter = letter_to(shop, address, about=f"result of your request {number}")
        link = re.search(r"/en/requests/follow/[^\s\"<&]+", letter.body.decode())
        assert link
        walk.page.goto(shop.base.rstrip("/") + link[0])
        walk.look_at("the request of a guest")
        package = save(walk, "main a[href$='/package.zip']", tmp_path / "guest.zip")
        assert address in zipfile.ZipFile(package).read("kindr.html").decode()
        assert shop.asked("openable", guest)
        through_the_letter(walk, "erasure", address)
        awaited(lambda: not shop.asked("openable", guest), what="something of the guest still opens")
