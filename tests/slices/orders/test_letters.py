"""Letters about an order: text and a page with the same facts, in the buyer's language, with nobody else's content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.test import Client

from kindr.adapters.mail.models import MailboxLetter
from kindr.adapters.mail.smtp import SmtpMailer
from kindr.base import clock
from kindr.privacy import gates, ports
from kindr.privacy.access.declare import system_access
from kindr.shop.orders import actions
from kindr.shop.orders.actions import Occasion, Placed
from kindr.shop.orders.models import Order
from tests.buying import guest_order, order_of, paid, shipped
from tests.cast import Player

pytestmark = pytest.mark.django_db

WORDS: Mapping[str, Mapping[Occasion, str]] = {
    "en": {
        Occasion.PLACED: "hold the items for you",
        Occasion.PAID: "Your payment of",
        Occasion.SHIPPED: "JNE0012345678",
        Occasion.CANCELLED: "goes back the way it came",
    },
    "id": {
        Occasion.PLACED: "kami simpan untuk Anda",
        Occasion.PAID: "Pembayaran Anda sebesar",
        Occasion.SHIPPED: "JNE0012345678",
        Occasion.CANCELLED: "dikembalikan",
    },
}


def written(placed: Placed, occasion: Occasion) -> tuple[str, str, str]:
    """Subject, text and page of a letter that has just been written."""
    access = system_access("deliver_letters")
    actions.write_letter(placed.order_id, occasion, access=access, at=clock.now())
    row = MailboxLetter.objects.get(message_id=f"order-{occasion}.{placed.order_id}")
    opened = gates.read(row, access=access, at=clock.now())
    return opened.subject, opened.body, opened.html


@pytest.mark.parametrize("occasion", list(Occasion))
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_letter_says_the_same_as_text_and_as_a_page(
    mara: Player, bima: Player, occasion: Occasion, language: str
) -> None:
    placed = shipped(paid(order_of(mara)), by=bima)
    Order.objects.update(language=language)
    subject, text, page = written(placed, occasion)
    assert placed.number in subject
    for fact in (WORDS[language][occasion], "141.000", "129.000", placed.number, "#2.1.9"):
        assert fact in text.replace("\u00a0", " "), fact
        assert fact in page.replace("\u00a0", " "), fact
    assert f'lang="{language}"' in page
    assert "{{" not in text + page
    assert not re.search(r"\n{4,}", text)


def test_a_letter_loads_nothing_and_leads_to_this_shop_only(mara: Player) -> None:
    _, _, page = written(order_of(mara), Occasion.PLACED)
    assert not re.search(r"<(img|script|link|iframe|object|form)\b|url\(|@import|\bon\w+=", page)
    assert all(address.startswith(settings.BASE_URL) for address in re.findall(r'href="([^"]+)"', page))


def test_only_a_guests_letter_has_a_link_that_lets_in_and_says_so(mara: Player) -> None:
    _, text, page = written(guest_order("sam@elsewhere.example"), Occasion.PLACED)
    link = re.search(r"/en/orders/KD-[\w-]+/open/[^\s\"]+", text)
    assert link
    assert link[0] in page
    assert "keep it to yourself" in text
    assert "keep it to yourself" in page
    _, text, page = written(order_of(mara), Occasion.PLACED)
    assert "/open/" not in text + page
    assert "keep it to yourself" not in text + page


def test_what_a_catalogue_calls_a_garment_cannot_become_markup(mara: Player) -> None:
    placed = order_of(mara)
    Order.objects.get().lines.update(title_en="<b onclick=x>Dress</b>")
    _, text, page = written(placed, Occasion.PLACED)
    assert "<b onclick" not in page
    assert "&lt;b onclick" in page
    assert "<b onclick=x>Dress</b>" in text


def test_the_mailbox_shows_the_page_in_a_sandbox_and_keeps_the_shops_own_policy(mara: Player) -> None:
    written(order_of(mara), Occasion.PLACED)
    address = f"/-/mailbox/{MailboxLetter.objects.get().id}/"
    letter = Client().get(address)
    assert "unsafe-inline" not in letter["Content-Security-Policy"]
    assert f"{address}drawn/" in letter.content.decode()
    drawn = Client().get(f"{address}drawn/")
    assert drawn["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "script-src" not in drawn["Content-Security-Policy"]
    assert drawn.content.decode().startswith("<!doctype html>")
    assert Client().get("/-/mailbox/00000000-0000-0000-0000-000000000000/drawn/").status_code == 404


def test_smtp_sends_both_parts_and_text_alone_where_there_is_no_page(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []

    class Server:
        def __enter__(self) -> Server:
            return self

        def __exit__(self, *_: object) -> None: ...

        def send_message(self, message: EmailMessage) -> None:
            sent.append(message.as_bytes())

    monkeypatch.setattr(SmtpMailer, "_connect", lambda _self: Server())
    before = ports.mailer()
    monkeypatch.setattr(ports, "mailer", lambda: SmtpMailer("smtp://localhost:25"))
    actions.write_letter(
        order_of(mara).order_id, Occasion.PLACED, access=system_access("deliver_letters"), at=clock.now()
    )
    assert before is not ports.mailer()
    message = message_from_bytes(sent[0], policy=policy.default)
    assert {"From", "To", "Subject", "Date", "Message-ID"} <= set(message.keys())
    assert message.get_content_type() == "multipart/alternative"
    parts = [part.get_content_type() for part in message.iter_parts()]  # type: ignore[attr-defined]  # policy.default
    assert parts == ["text/plain", "text/html"]
