"""A consultant without a certificate is turned away; with one, and a grant of two colleagues, something opens.

And a colleague makes a passkey, after which a code alone opens no data any more.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.faults.installation import Installation
from tests.journeys.staff import come_in, first_factor
from tests.journeys.test_parent import has_authenticator
from tests.journeys.walking import DESKTOP, PHONE, Walk, walking

pytestmark = pytest.mark.slow
TURNED_AWAY = {"id": "belum ada dalam daftar kami", "en": "is not in our register"}
GRANT = "main a[href*='grant=']"
PROFILE = "main section#profile"
PAPER = b"%PDF-1.7\n%certificate of Yusuf\n"


def is_refused(walk: Walk, words: str) -> None:
    """The page says so; that browsers note a refusal in their console is no fault."""
    expect(walk.page.locator("main")).to_contain_text(words)
    walk.problems[:] = [one for one in walk.problems if "403" not in one]


def say(walk: Walk, step: str) -> None:
    """Presses the first button of the list of grants that takes a step."""
    walk.go("/desk/access/grants/")
    walk.press(f"main form[action$='/{step}/'] button")


def take_certificate_back(officer: Walk) -> None:
    officer.go("/desk/access/certificates/")
    officer.press("main form[action$='/revoke/'] button")


def register_certificate(officer: Walk) -> None:
    until = (datetime.now(UTC) + timedelta(days=200)).date()
    officer.go("/desk/access/certificates/")
    page = officer.page
    page.locator("main [name=consultant]").select_option(label="Yusuf")
    officer.fill(issuer="Lembaga Sertifikasi Contoh", number="KPDP-2026-0500", expires_on=until.isoformat())
    page.locator("main [name=scope][value=answer_customer]").check()
    page.locator("main [name=document]").set_input_files(
        {"name": "sertifikat.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    )
    officer.press("main form:has([name=issuer]) button")
    with page.expect_download() as saved:
        page.locator("main a[href$='/document/']").first.click()
    assert saved.value.path().read_bytes() == PAPER


def ask_for_ilse(service: Walk) -> None:
    service.go("/desk/access/grants/ask/")
    page = service.page
    page.locator("main [name=receiver]").select_option(label="Yusuf")
    page.locator("main [name=purpose]").select_option("answer_customer")
    page.locator("main [name=hours]").select_option("8")
    service.fill(people="ilse@families.example", reason="Keluhan ini perlu dinilai dari luar.")
    service.press("main form:has([name=people]) button")


def test_a_consultant_is_turned_away_then_opens_what_was_granted_and_is_stopped_at_the_next_click(
    browser: Browser, shop: Installation
) -> None:
    with ExitStack() as stack:
        window = {"window": DESKTOP, "language": "en"}
        officer, service = (stack.enter_context(walking(browser, shop, **window)) for _ in range(2))
        consultant = stack.enter_context(walking(browser, shop, window=PHONE, language="id"))
        come_in(officer, "Odile")
        take_certificate_back(officer)
        first_factor(consultant, "Yusuf")
        is_refused(consultant, TURNED_AWAY["id"])
        officer.go("/desk/alarms/")
        expect(officer.page.locator("main")).to_contain_text("A consultant without a certificate was turned away")
        expect(officer.page.locator("main")).to_contain_text("Yusuf")

        register_certificate(officer)
        come_in(service, "Tariq")
        ask_for_ilse(service)
        say(officer, "approve")
        come_in(consultant, "Yusuf")
        consultant.press(GRANT)
        consultant.page.locator(f"{PROFILE} button").click()
        expect(consultant.page.locator(f"{PROFILE} [data-opened]")).to_contain_text("Ilse")

        whose = consultant.page.url
        say(officer, "revoke")
        consultant.page.goto(whose)
        is_refused(consultant, "izin")
        take_certificate_back(officer)
        consultant.page.goto(whose)
        is_refused(consultant, TURNED_AWAY["id"])
        consultant.go("/desk/")
        assert consultant.page.title() != "", "the visit is over"
        consultant.problems[:] = [one for one in consultant.problems if "404" not in one]


def test_a_colleague_makes_a_passkey_and_a_code_alone_opens_nothing_from_then_on(
    browser: Browser, shop: Installation
) -> None:
    with walking(browser, shop, window=PHONE, language="en") as own:
        has_authenticator(own.page)
        come_in(own, "Lestari")
        own.go("/account/security/")
        own.fill(label="Telepon")
        own.press("form[data-passkey=create] button")
        expect(own.page.locator("main")).to_contain_text("Telepon")
        own.press("main form[action$='/sign-out/'] button")
        first_factor(own, "Lestari")
        own.press("form[data-passkey=get] button")
        assert own.page.url.endswith("/desk/"), own.page.url
        expect(own.page.locator("main h1")).to_contain_text("Marketing")
        with walking(browser, shop, window=DESKTOP, language="en") as thief:
            come_in(thief, "Lestari")
            is_refused(thief, "Please use your passkey")
            thief.go("/account/security/")
            thief.press("main form[action$='/second-factor/codes/'] button")
            expect(thief.page.locator("main")).to_contain_text("The code of the app is not enough here")
