"""What is written back to a letter: the same to known and unknown senders, to the address on file, to no machine."""

from __future__ import annotations

import re

import pytest

from kindr.base import clock
from kindr.privacy.consent import ledger
from kindr.privacy.rights.intake.models import Became
from kindr.privacy.rights.requests.models import Request
from kindr.shop.accounts.models import Bucket
from tests.buying import run_tasks
from tests.cast import Player
from tests.privacy.rights.intake.test_taking_in import SAM, taken, told
from tests.privacy.rights.intake.writing import FAILED, letter, passed
from tests.privacy.rights.requests.test_pages import Post, post

__all__ = ["post"]
pytestmark = pytest.mark.django_db(transaction=True)
OWN = re.compile(
    r"PD-\d{4}-\d{6}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32,64}\b|\b\d{3} \d{3}\b|\b\d{2}:\d{2}\b"
    r"|(?<=/undo/)[^/\s\"]+"
)
"""What is a letter's own: numbers, marks of links, codes and minutes."""
WISHES = (
    "Mohon kirimkan salinan semua data saya.",
    "Tolong hapus akun saya.",
    "Nama anak saya salah, tolong perbaiki.",
    "Saya mau berhenti berlangganan buletin.",
    "Saya menarik semua persetujuan saya.",
    "Kapan pesanan saya datang?",
    "I want you to delete my account and everything in it.",
)


def written_to(sender: str, text: str, post: Post, *, envelope: str | None, more: dict[str, str]) -> list[str]:
    """Every answer that goes out when somebody writes, but for what is its own; the worker has done all it can."""
    Bucket.objects.all().delete()
    before = len(post.sent)
    taken(letter(text, sender=sender, more=more), sender=envelope)
    run_tasks()
    sent = [each for each in post.sent[before:] if each.message_id.startswith("request-")]
    assert {each.to.value for each in sent} <= {sender}
    return [OWN.sub("…", f"{each.subject}\n{each.body.value}\n{each.html.value if each.html else ''}") for each in sent]


@pytest.mark.clause("7.5", "7.7")
@pytest.mark.parametrize("text", WISHES)
def test_known_and_unknown_senders_get_the_same_letters(mara: Player, ilse: Player, post: Post, text: str) -> None:
    unknown = written_to(SAM, text, post, envelope=SAM, more={})
    assert unknown
    for known in (mara, ilse):
        assert written_to(known.email, text, post, envelope=known.email, more={}) == unknown


@pytest.mark.clause("7.5", "7.7")
def test_whoever_their_mail_server_vouches_for_gets_the_same_letters_known_or_not(mara: Player, post: Post) -> None:
    for text in WISHES:
        found = [
            written_to(sender, text, post, envelope="bounces@lists.example", more=passed(sender))
            for sender in (SAM, mara.email)
        ]
        assert found[0]
        assert found[0] == found[1]


@pytest.mark.clause("7.5")
@pytest.mark.parametrize(
    ("envelope", "more"),
    [
        ("somebody@else.example", {}),
        ("", {}),
        (None, {}),
        ("same", {"Authentication-Results": FAILED.format("families.example")}),
        ("same", {"Auto-Submitted": "auto-generated"}),
        ("same", {"Precedence": "bulk"}),
        ("same", {"List-Id": "<everybody.lists.example>"}),
        ("same", {"X-Auto-Response-Suppress": "All"}),
    ],
)
def test_nothing_is_written_to_a_machine_or_to_a_name_that_may_be_borrowed_known_or_not(
    mara: Player, post: Post, envelope: str | None, more: dict[str, str]
) -> None:
    for sender in (SAM, mara.email):
        from_ = sender if envelope == "same" else envelope
        assert written_to(sender, "Please delete my account.", post, envelope=from_, more=more) == []
        request = Request.objects.latest("number")
        assert request.is_quiet
        assert request.needs_verification


@pytest.mark.clause("7.5", "9.1.3")
def test_a_forged_withdrawal_is_told_to_the_address_on_file_because_something_has_stopped(
    mara: Player, post: Post
) -> None:
    text = "Saya mau berhenti berlangganan buletin."
    assert written_to(mara.email, text, post, envelope="forger@evil.example", more={})
    assert mara.id not in ledger.people_who_consent("newsletter", [mara.id], at=clock.now())
    assert written_to(SAM, text, post, envelope="forger@evil.example", more={}) == []


@pytest.mark.clause("7.5")
def test_reply_to_is_never_written_to(mara: Player, post: Post) -> None:
    for envelope in (mara.email, "thief@evil.example"):
        message = letter("Tolong hapus akun saya.", sender=mara.email, more={"Reply-To": "thief@evil.example"})
        _, (request,) = taken(message, sender=envelope)
        told(request, post)
    assert {each.to.value for each in post.sent} == {mara.email}


def test_bounces_absence_notes_and_our_own_letters_become_nothing_else() -> None:
    notes = {
        Became.AUTOMATIC: letter("Saya sedang cuti.", sender=SAM, more={"Auto-Submitted": "auto-replied"}),
        Became.LOOP: letter("…", sender="support@kindrkids.id"),
        Became.BOUNCE: letter("550 no such user", sender="mailer-daemon@elsewhere.example"),
    }
    del notes[Became.LOOP]["Message-ID"]
    notes[Became.LOOP]["Message-ID"] = "<request-receipt.0b6ffb06-0f2c-4f30-9d02-5a1ff7f1c9a1@mail.example>"
    for became, message in notes.items():
        assert taken(message, sender="")[0].became == became
    assert not Request.objects.exists()


def test_of_many_letters_to_one_address_only_some_are_written(post: Post) -> None:
    for number in range(8):
        taken(letter(f"Tolong hapus akun saya, nomor {number}.", sender=SAM))
    assert Request.objects.count() == 8
    assert 0 < Request.objects.filter(is_quiet=False).count() < 8


def test_a_machine_that_answers_every_letter_without_saying_so_is_soon_talking_to_itself(post: Post) -> None:
    taken(letter("Tolong hapus akun saya.", sender=SAM), sender=SAM)
    for round_ in range(20):
        run_tasks()
        if len(post.sent) <= round_:
            break
        taken(letter(f"Kami sudah menerima pesan Anda nomor {round_}.", sender=SAM), sender=SAM)
    assert 1 < len(post.sent) <= 5


def test_an_answer_that_keeps_our_subject_is_never_answered(post: Post) -> None:
    taken(letter("Tolong hapus akun saya.", sender=SAM), sender=SAM)
    run_tasks()
    for round_ in range(3):
        text, subject = f"Saya sedang cuti, hari ke-{round_}.", f"Re: {post.sent[0].subject}"
        found, _ = taken(letter(text, sender=SAM, subject=subject), sender=SAM)
        assert found.became == Became.JOINED
        run_tasks()
    assert len(post.sent) == 1
