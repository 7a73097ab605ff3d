"""A parent signs up with a passkey, buys, reads who opened the address, corrects it, takes a copy, and leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.faults.installation import Installation, code_in, letter_to
from tests.journeys.walking import BUYING, DESKTOP, PHONE, Walk, fill_the_basket, order, pay, walking

pytestmark = pytest.mark.slow

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WORD = {"id": "HAPUS", "en": "DELETE"}


@pytest.mark.parametrize(("window", "language"), [(PHONE, "en"), (DESKTOP, "id")], ids=["phone", "desktop"])
def test_a_parent_buys_sees_who_opened_the_address_and_leaves(
    browser: Browser, shop: Installation, of_bima: StorageState, tmp_path: Path, window: dict[str, int], language: str
) -> None:
    address = f"dewi.{language}@families.example"
    with walking(browser, shop, window=window, language=language) as parent:
        has_authenticator(parent.page)
        sign_up(parent, address)
        add_a_passkey(parent)
        come_back_with_the_passkey(parent)
        fill_the_basket(parent)
        order(parent, method="card", **BUYING | {"email": address, "recipient": "Dewi"})
        number = pay(parent, holder="Dewi")
        with walking(browser, shop, window=DESKTOP, language="en", cookies=of_bima) as packer:
            pack_and_ship(packer, number)
        read_who_opened(parent)
        correct_the_street(parent)
        take_a_copy(parent, tmp_path)
        leave(parent, tmp_path, word=WORD[language])
        nobody_is_left(parent)


def has_authenticator(page: Page) -> None:
    """A telephone's own authenticator, made of software (WebAuthn's virtual authenticator)."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def sign_up(walk: Walk, address: str) -> None:
    walk.go("/sign-in/")
    walk.fill(email=address)
    walk.press("main form:has([name=email]) button")
    walk.fill(code=code_in(letter_to(walk.shop, address)))
    walk.press("main form:has([name=code]) button")
    assert walk.page.url.endswith("/account/"), walk.page.locator("main").inner_text()


def add_a_passkey(walk: Walk) -> None:
    walk.go("/account/security/")
    walk.fill(label="Telepon")
    walk.press("form[data-passkey=create] button")
    expect(walk.page.locator("main")).to_contain_text("Telepon")


def come_back_with_the_passkey(walk: Walk) -> None:
    walk.go("/account/security/")
    walk.press("form[action$='/sign-out/'] button")
    walk.go("/sign-in/")
    walk.press("form[data-passkey=get] button")
    assert walk.page.url.endswith("/account/"), walk.page.url


def pack_and_ship(walk: Walk, number: str) -> None:
    """Bima prints the label and sends the parcel."""
    walk.go("/desk/orders/")
    walk.go(f"/desk/orders/{number}/")
    walk.press("form[action$='/label/'] button")
    expect(walk.page.locator("main")).to_contain_text("Jalan Contoh 12")
    walk.go(f"/desk/orders/{number}/")
    walk.press("form[action$='/pack/'] button")
    walk.fill(tracking_number="JNE1234567890")
    walk.press("form[action$='/ship/'] button")


def read_who_opened(walk: Walk) -> None:
    walk.go("/my-data/")
    walk.go("/my-data/openings/")
    warehouse = "Warehouse staff" if walk.prefix else "Petugas gudang"
    expect(walk.page.locator("main")).to_contain_text(warehouse)


def correct_the_street(walk: Walk) -> None:
    """The parcel's address can be put right where it stands."""
    walk.go("/my-data/")
    walk.page.locator("details.entry:has(a[href*='/my-data/correct/'][href$='/street/']) > summary").first.click()
    walk.press("main a[href*='/my-data/correct/'][href$='/street/']")
    walk.page.locator("main form [name=value]").fill("Jalan Contoh 99")
    walk.press("main form:has([name=value]) button")
    expect(walk.page.locator("main")).to_contain_text("Jalan Contoh 99")


def take_a_copy(walk: Walk, folder: Path) -> None:
    """The copy to read and the copy for machines hold what the page shows."""
    walk.go("/my-data/")
    for ending in ("json", "html"):
        with walk.page.expect_download() as download:
            walk.page.locator(f"main a[href$='download.{ending}']").first.click()
        download.value.save_as(folder / f"copy.{ending}")
        assert "Jalan Contoh 99" in (folder / f"copy.{ending}").read_text()
    assert json.loads((folder / "copy.json").read_text())


def leave(walk: Walk, folder: Path, *, word: str) -> None:
    """Deletes everything and keeps the signed receipt."""
    walk.go("/my-data/delete/")
    walk.fill(word=word)
    walk.press("main form:has([name=word]) button")
    assert "/my-data/receipt/" in walk.page.url, walk.page.locator("main").inner_text()
    with walk.page.expect_download() as download:
        walk.page.locator("main a[href$='.json']").first.click()
    download.value.save_as(folder / "receipt.json")
    receipt = (folder / "receipt.json").read_text()
    assert "signature" in receipt
    assert "Jalan Contoh" not in receipt


def nobody_is_left(walk: Walk) -> None:
    """The passkey opens nothing any more, and the account is not there."""
    walk.go("/sign-in/")
    walk.press("form[data-passkey=get] button")
    assert not walk.page.url.endswith("/account/")
    walk.page.goto(walk.shop.base.rstrip("/") + walk.prefix + "/account/")
    assert "/sign-in/" in walk.page.url
