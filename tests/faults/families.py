"""What people do in a running shop, through its pages: sign up, fill in, order, pay, report, pack and ship."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyotp

from kindr.web.demo import people as demo_people
from tests.browsing import Browser, File, Page, awaited, options_of
from tests.faults.installation import Installation, code_in, letter_to, letters_to

CARD_NUMBER = "4111 1111 1111 1111"


@dataclass(frozen=True)
class Somebody:
    """Everything that one person types."""

    email: str
    name: str
    phone: str
    born: str
    street: str
    notes: str
    holder: str
    message: str
    area: str = "31.74.07.1001"
    postcode: str = "12160"

    def address(self) -> dict[str, str]:
        """The fields of a delivery address."""
        return {
            "recipient": self.name, "phone": self.phone, "street": self.street, "area": self.area,
            "postcode": self.postcode, "notes": self.notes,
        }  # fmt: skip


def fine(page: Page) -> Page:
    """The same page, when it is one that was wanted."""
    assert page.status == 200, f"{page.status} {page.address} {page.text[-2000:]}"
    return page


def ask_for_code(browser: Browser, who: Somebody) -> Page:
    """Types the address; the page that asks for the code."""
    page = fine(browser.get("/en/sign-in/"))
    asked = fine(browser.send(page, page.form("email"), email=who.email))
    assert asked.path == "/en/sign-in/code/"
    return asked


def sign_in(shop: Installation, browser: Browser, who: Somebody) -> Page:
    """Signs up or in, with the code from the letter."""
    before = letters_to(shop, who.email)
    asked = ask_for_code(browser, who)
    code = code_in(letter_to(shop, who.email, about="ode", but=before))
    home = fine(browser.send(asked, asked.form("code"), code=code))
    assert home.path == "/en/account/", home.text
    return home


def fill_in(browser: Browser, who: Somebody) -> None:
    """Name, telephone, birthday and an address."""
    page = fine(browser.get("/en/account/profile/"))
    fine(browser.send(page, page.form("name", "phone"), name=who.name, phone=who.phone))
    page = fine(browser.get("/en/account/profile/"))
    fine(browser.send(page, page.form("born", "agree"), born=who.born, agree="on"))
    page = fine(browser.get("/en/account/addresses/new/"))
    kept = browser.send(page, page.form("label", "street"), label=f"Home of {who.name}", **who.address())
    assert fine(kept).path == "/en/account/addresses/", kept.text


def put_into_basket(browser: Browser) -> Page:
    """The first garment of the shop that can be bought; the basket."""
    for link in [link for link in fine(browser.get("/en/")).links if "/p/" in link]:
        page = fine(browser.get(link))
        variants = options_of(page, "variant")
        if variants:
            basket = fine(browser.send(page, page.form("variant"), variant=variants[0], quantity="1"))
            assert basket.path == "/en/basket/"
            return basket
    raise AssertionError("nothing can be bought")


def order(browser: Browser, who: Somebody, *, method: str) -> Page:
    """From the basket to the page on which the order is paid."""
    page = fine(browser.get("/en/checkout/"))
    form = page.form("email", "street", "method")
    paying = browser.send(page, form, email=who.email, service="regular", method=method, **who.address())
    assert "/payments/" in fine(paying).path, paying.text
    return paying


def pay(browser: Browser, paying: Page, who: Somebody, *, deed: str = "pay") -> Page:
    """Plays the buyer's bank; the order, once its money has come."""
    gateway = fine(browser.get(next(link for link in paying.links if "/-/gateway/" in link)))
    form = gateway.form("deed")
    card = (
        {"number": CARD_NUMBER, "expiry": "08/29", "code": "973", "holder": who.holder}
        if "number" in form.names
        else {}
    )
    done = fine(browser.send(gateway, form, press=f"deed={deed}", **card))
    assert "/orders/" in done.path, done.text
    return done


def number_in(page: Page) -> str:
    """The number of the order that a page shows."""
    found = re.search(r"KD-[0-9A-Z]{4}-[0-9A-Z]{4}", page.address + page.text)
    assert found, page.text
    return found[0]


def report(browser: Browser, number: str, who: Somebody, picture: File) -> Page:
    """Says that something is wrong, with a picture."""
    page = fine(browser.get(f"/en/orders/{number}/problem/"))
    sent = browser.send(page, page.form("message"), files=[("pictures", picture)], message=who.message)
    assert fine(sent).path == f"/en/orders/{number}/", sent.text
    return sent


def staff(shop: Installation, name: str) -> Browser:
    """A colleague's browser, signed in with both factors."""
    if name in shop.colleagues:
        return shop.colleagues[name]
    one = next(each for each in demo_people.STAFF if each.name == name)
    shop.colleagues[name] = browser = shop.browser()
    page = fine(browser.get("/en/staff/sign-in/"))
    second = fine(browser.send(page, page.form("email", "password"), email=one.email, password=one.password))
    home = fine(browser.send(second, second.form("code"), code=pyotp.TOTP(one.totp_secret).now()))
    assert home.path.startswith("/en/desk/"), home.text
    return browser


def step(browser: Browser, number: str, action: str, **filled: str) -> Page:
    """One step of an order at the desk, as soon as the order is there for it."""

    def page_with_step() -> Page | None:
        page = fine(browser.get(f"/en/desk/orders/{number}/"))
        return page if any(form.action.partition("#")[0].endswith(f"/{action}/") for form in page.forms) else None

    page = awaited(page_with_step, what=f"{number} could not be {action}ed")
    return fine(browser.send(page, page.form(action=f"/{action}/"), **filled))


def delete_account(browser: Browser) -> Page:
    """Deletes everything; the receipt."""
    page = fine(browser.get("/en/my-data/delete/"))
    receipt = fine(browser.send(page, page.form("word"), word="DELETE"))
    assert "/receipt/" in receipt.path, receipt.text
    return receipt
