"""A part of the shop is down: what needs it says so and opens nothing, and the catalogue goes on being shown."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.privacy import gates, ports
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.ports import RootsUnavailable
from kindr.shop.accounts.personal import Profile
from kindr.shop.orders.models import Order
from kindr.web.servers.logins import connect_as_superuser
from kindr.web.tasks import take_up_stalled_jobs
from tests import databases
from tests.buying import a_garment, order_of
from tests.cast import Player
from tests.faults.killing import done_until

pytestmark = pytest.mark.django_db(transaction=True)
CATALOGUE = ("/en/", "/en/c/kaus/", "/en/search/?q=kaus", "/en/privacy/", "/en/sign-in/")
PERSONAL = ("/en/account/", "/en/account/profile/", "/en/my-data/", "/en/my-data/download.json")


@contextmanager
def keys_are_down() -> Iterator[None]:
    """Nobody answers where the key server was."""
    connections["keys"].close()
    settings = connections["keys"].settings_dict
    before, settings["HOST"] = settings["HOST"], "/nowhere"
    try:
        yield
    finally:
        connections["keys"].close()
        settings["HOST"] = before


@contextmanager
def log_is_full() -> Iterator[None]:
    """The disk under the access log is full (SQLSTATE 53100)."""
    with connect_as_superuser(databases.servers().data, databases.OUR_NAME) as owner:
        owner.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )
        owner.execute("CREATE TRIGGER full_disk BEFORE INSERT ON privacy_accessentry EXECUTE FUNCTION full_disk()")
        try:
            yield
        finally:
            log_connection.close()
            owner.execute("DROP FUNCTION full_disk() CASCADE")


@pytest.fixture(params=[keys_are_down, log_is_full], ids=["keys", "log"])
def trouble(request: pytest.FixtureRequest) -> Callable[[], object]:
    found: Callable[[], object] = request.param
    return found


def test_the_catalogue_is_shown_while_keys_or_log_are_down(trouble: Callable[[], object]) -> None:
    garment = a_garment()
    with trouble():  # type: ignore[attr-defined]  # a context manager
        for address in (*CATALOGUE, f"/en/p/{garment.product.slug}/"):
            assert Client().get(address).status_code == 200, address
        basket = Client().post("/en/basket/add/", {"variant": garment.pk, "quantity": 1}, follow=True)
        assert garment.product.title_en in basket.content.decode()


def test_personal_pages_say_503_and_show_nothing_while_keys_or_log_are_down(
    trouble: Callable[[], object], mara: Player
) -> None:
    client = mara.client()
    with trouble():  # type: ignore[attr-defined]  # a context manager
        for address in PERSONAL:
            response = client.get(address)
            assert response.status_code == 503, address
            assert response["Retry-After"]
            page = response.content.decode()
            assert "<h1" in page
            assert not any(value in page for value in ("Mara", mara.email, "Jalan Contoh"))
    assert client.get("/en/account/profile/").status_code == 200


def test_nothing_is_taken_in_and_no_order_placed_while_keys_or_log_are_down(
    trouble: Callable[[], object], mara: Player
) -> None:
    garment, client = a_garment(), mara.client()
    profile = Profile.objects.get(person_id=mara.id)
    client.post("/en/basket/add/", {"variant": garment.pk, "quantity": 1})
    typed = {
        "turn": 0, "agreed": garment.price, "email": mara.email, "recipient": "Mara", "phone": "0812-3456-7890",
        "street": "Jalan Contoh 12", "area": "31.74.07.1001", "postcode": "12160", "service": "regular",
        "method": "qris",
    }  # fmt: skip
    with trouble():  # type: ignore[attr-defined]  # a context manager
        assert client.post("/en/checkout/", typed).status_code == 503
        assert client.post("/en/account/profile/", {"name": "Somebody", "phone": ""}).status_code == 503
    garment.refresh_from_db()
    assert (Order.objects.count(), garment.stock) == (0, 10)
    assert gates.read(profile, access=mara.access("keep_account"), at=clock.now()).name == "Mara"
    assert client.post("/en/checkout/", typed).status_code == 302


def test_a_full_log_releases_nothing(mara: Player) -> None:
    profile, before = Profile.objects.get(person_id=mara.id), AccessEntry.objects.count()
    with log_is_full(), pytest.raises(LogUnavailable):
        gates.read(profile, access=mara.access("keep_account"), at=clock.now())
    assert AccessEntry.objects.count() == before


def work() -> None:
    """A worker of the queue, until there is nothing left to do."""
    queue = app.connector
    assert isinstance(queue, DjangoConnector)
    with app.replace_connector(queue.get_worker_connector()) as worker:
        worker.run_worker(wait=False, concurrency=1, install_signal_handlers=False)


def test_a_worker_lost_in_the_middle_of_a_letter_is_followed_by_one_that_sends_it_with_the_same_message_id(
    mara: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed, sent = order_of(mara), tmp_path / "sent"
    real = ports.mailer().send

    def send_and_die(letter: ports.Letter) -> None:
        """The provider has taken the letter; whoever brought it dies before it can note that."""
        with sent.open("a") as book:
            book.write(f"{letter.message_id}\n")
        real(letter)
        if len(sent.read_text().splitlines()) == 1:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(ports.mailer(), "send", send_and_die)
    assert done_until(10**9, work).was_killed
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
        assert cursor.fetchone() == (1,)
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    with suppress(AlreadyEnqueued):  # the lost worker may have queued it as its first work
        take_up_stalled_jobs.defer(timestamp=0)
    assert not done_until(10**9, work).was_killed
    assert not done_until(10**9, work).was_killed
    message = f"order-placed.{placed.order_id}"
    assert sent.read_text().splitlines() == [message, message]
    assert MailboxLetter.objects.filter(message_id=message).count() == 1
    assert Order.objects.get().state == "awaiting_payment"


def test_while_the_key_service_does_not_answer_pages_say_not_now_and_nobody_is_forgotten(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, rows = mara.client(), Profile.objects.count()

    def refused(_epoch: int) -> bytes:
        raise RootsUnavailable("throttled")

    with monkeypatch.context() as away:
        away.setattr(keyrings.roots(), "root", refused, raising=False)
        for address in PERSONAL:
            answer = browser.get(address)
            assert (answer.status_code, "Retry-After" in answer) == (503, True), address
        assert browser.get("/en/privacy/").status_code == 200
    assert Profile.objects.count() == rows
    assert browser.get("/en/account/profile/").status_code == 200
