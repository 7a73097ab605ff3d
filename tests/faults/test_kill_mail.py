"""`kindr mail receive` killed, cut off or raced anywhere: the letter comes again, and nothing is lost or doubled."""

from __future__ import annotations

import io
import itertools
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from email.message import EmailMessage

import pytest
from django.db import connection, connections

from kindr.base import clock
from kindr.privacy.access.declare import system_access
from kindr.privacy.consent import actions as consent
from kindr.privacy.consent import ledger, wording
from kindr.privacy.consent.events import Decision
from kindr.privacy.rights.intake import actions
from kindr.privacy.rights.intake.models import ReceivedLetter
from kindr.privacy.rights.requests.models import Request, RequestEvent, RequestProof
from kindr.privacy.rights.requests.personal import RequestContact, RequestText
from kindr.shop.accounts.models import Bucket
from kindr.web import cli
from kindr.web.commands import mail
from kindr.web.servers.logins import connect_as_superuser
from tests import databases
from tests.cast import Player
from tests.faults.killing import Work, done_until, killed_at_every_step
from tests.faults.test_down import keys_are_down, log_is_full
from tests.privacy.rights.intake.writing import OURS, letter, read_as

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
numbers = itertools.count()
LATER = 10_000
"""A step that no letter gets to."""


def newcomer() -> str:
    """Somebody nobody knows, who has written nothing so far."""
    Bucket.objects.all().delete()
    return f"newcomer{next(numbers)}@elsewhere.example"


def delivered(message: EmailMessage, sender: str) -> int:
    """What the mail server is told when it hands a letter over; the program ends, and its connections with it."""
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(message.as_bytes()))
    try:
        return cli.main(["mail", "receive", "--from", sender, "--to", OURS])
    finally:
        sys.stdin = before
        connections.close_all()


def requests_of(message: EmailMessage, sender: str) -> list[Request]:
    """What one letter, delivered once more, has become; the same as before, whatever came between."""
    known = ReceivedLetter.objects.count()
    assert delivered(message, sender) == 0
    assert ReceivedLetter.objects.count() == known
    return list(Request.objects.order_by("number"))


def is_whole(requests: list[Request]) -> None:
    """Each request has its address, its words, its first line, and one letter that waits to be written."""
    for request in requests:
        assert RequestContact.objects.filter(request=request).count() == 1
        assert RequestText.objects.filter(request=request).count() == 1
        assert RequestEvent.objects.filter(request=request, happened="received").count() == 1
        assert RequestProof.objects.filter(request=request).count() == int(request.needs_verification)
        assert letters_due(request) == 1
        assert not request.is_quiet


def letters_due(request: Request) -> int:
    """How often the worker will write the receipt of a request."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE %s AND args->>'request_id' = %s",
            ["%%write_receipt", str(request.pk)],
        )
        return int(cursor.fetchone()[0])


def test_a_letter_killed_anywhere_comes_again_and_is_taken_in_once() -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        sender, before = newcomer(), set(Request.objects.values_list("pk", flat=True))
        message = letter("Kirimkan salinan data saya, lalu hapus akun saya.", sender=sender)

        def go_on() -> None:
            assert delivered(message, sender) == 0
            made = [request for request in requests_of(message, sender) if request.pk not in before]
            assert sorted(request.kind for request in made) == ["access", "erasure"]
            is_whole(made)

        return (lambda: delivered(message, sender)), go_on

    assert killed_at_every_step(prepare) > 8


def test_a_withdrawal_killed_anywhere_comes_again_stops_once_and_has_one_number(mara: Player) -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        Bucket.objects.all().delete()
        now, shown = clock.now(), wording.asked("newsletter", "id")
        assert shown
        assert mara.id
        consent.decide(person=mara.id, purpose="newsletter", decision=Decision.GIVEN, shown=shown, by=mara.id,
                       access=mara.access("show_my_data"), at=now)  # fmt: skip
        before = set(Request.objects.values_list("pk", flat=True))
        ended = len(endings(mara))
        message = letter(f"Saya mau berhenti berlangganan buletin. {next(numbers)}", sender=mara.email)

        def go_on() -> None:
            assert delivered(message, mara.email) == 0
            assert mara.id not in ledger.people_who_consent("newsletter", [mara.id], at=clock.now())
            assert len(endings(mara)) == ended + 1
            is_whole([request for request in requests_of(message, mara.email) if request.pk not in before])
            assert Request.objects.count() == len(before) + 1

        return (lambda: delivered(message, mara.email)), go_on

    assert killed_at_every_step(prepare) > 15


def test_an_answer_to_our_letter_killed_anywhere_joins_its_request_once() -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        sender = newcomer()
        delivered(letter("Tolong hapus akun saya.", sender=sender), sender)
        asked = Request.objects.order_by("-number").first()
        assert asked
        reply = letter("Terima kasih, saya tunggu.", sender=sender, subject=f"Re: {asked.number}")

        def go_on() -> None:
            assert delivered(reply, sender) == 0
            assert delivered(reply, sender) == 0
            assert RequestText.objects.filter(request=asked).count() == 2
            assert RequestEvent.objects.filter(request=asked, happened="wrote_again").count() == 1

        return (lambda: delivered(reply, sender)), go_on

    assert killed_at_every_step(prepare) > 3


def test_a_bounce_killed_anywhere_stays_nothing_but_a_mark() -> None:
    def prepare() -> tuple[Work, Callable[[], None]]:
        message = letter(f"550 no such user {next(numbers)}", sender="mailer-daemon@elsewhere.example")
        before = ReceivedLetter.objects.count()

        def go_on() -> None:
            assert delivered(message, "") == 0
            assert ReceivedLetter.objects.count() == before + 1
            assert not Request.objects.exists()

        return (lambda: delivered(message, "")), go_on

    assert killed_at_every_step(prepare) > 0


def test_killed_between_the_commit_and_the_exit_code_it_is_taken_in_once() -> None:
    sender = newcomer()
    message = letter("Tolong hapus akun saya.", sender=sender)

    def work() -> None:
        assert delivered(message, sender) == 0
        os.kill(os.getpid(), signal.SIGKILL)

    assert done_until(LATER, work).was_killed
    assert Request.objects.count() == 1
    is_whole(requests_of(message, sender))
    assert Request.objects.count() == 1


def test_one_letter_delivered_many_times_at_once_is_one_request() -> None:
    sender = newcomer()
    read = read_as(letter("Tolong hapus akun saya.", sender=sender), sender=sender)
    start, ends = threading.Barrier(4), []

    def work() -> None:
        start.wait()
        try:
            while True:
                try:
                    ends.append(actions.take_in(read, access=system_access("answer_requests"), at=clock.now()).pk)
                    return
                except actions.Busy:
                    start.reset()
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(ends) == 4
    assert len(set(ends)) == 1
    is_whole(list(Request.objects.all()))
    assert Request.objects.count() == 1


@contextmanager
def data_are_away() -> Iterator[None]:
    """Nobody answers where the data server was."""
    connections["default"].close()
    settings = connections["default"].settings_dict
    before, settings["HOST"] = settings["HOST"], "/nowhere"
    try:
        yield
    finally:
        connections["default"].close()
        settings["HOST"] = before


@contextmanager
def table_is_locked() -> Iterator[None]:
    """Somebody holds the table of letters and does not let go."""
    with connect_as_superuser(databases.servers().data, databases.OUR_NAME) as owner, owner.transaction():
        owner.execute("LOCK TABLE privacy_receivedletter IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def disk_is_full() -> Iterator[None]:
    """The disk under the data server is full at the very last row (SQLSTATE 53100)."""
    with connect_as_superuser(databases.servers().data, databases.OUR_NAME) as owner:
        owner.execute(
            "CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )
        owner.execute("CREATE TRIGGER no_space BEFORE INSERT ON privacy_receivedletter EXECUTE FUNCTION no_space()")
        try:
            yield
        finally:
            owner.execute("DROP FUNCTION no_space() CASCADE")


@pytest.mark.parametrize("trouble", [data_are_away, keys_are_down, log_is_full, table_is_locked, disk_is_full])
def test_while_anything_is_away_locked_or_full_the_mail_server_keeps_the_letter(
    trouble: Callable[[], AbstractContextManager[None]],
    mara: Player,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    message = letter("Saya mau berhenti berlangganan buletin.", sender=mara.email)
    # Only while the trouble lasts: afterwards a slow computer may take longer than this, and must not be refused.
    with trouble(), monkeypatch.context() as patch:
        patch.setattr(mail, "PATIENCE", 2)
        assert delivered(message, mara.email) == 75
    said = capsys.readouterr().err
    assert "try again" in said
    assert "buletin" not in said
    assert mara.email not in said
    assert not Request.objects.exists()
    assert delivered(message, mara.email) == 0
    assert mara.id not in ledger.people_who_consent("newsletter", [mara.id], at=clock.now())
    is_whole(requests_of(message, mara.email))
    assert len(endings(mara)) == 1


def endings(player: Player) -> list[ledger.Event]:
    """The withdrawals in somebody's ledger."""
    assert player.id
    return [event for event in ledger.events_of([player.id]) if event.decision is Decision.WITHDRAWN]
