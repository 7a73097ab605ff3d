"""A letter arrives by e-mail: which request it becomes, whose it is, and what is never told to whom."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import DatabaseError

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy.access.declare import stranger_access, system_access
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.rights.intake import actions
from kindr.privacy.rights.intake.models import Became, ReceivedLetter
from kindr.privacy.rights.requests import actions as requests
from kindr.privacy.rights.requests import queries, rules
from kindr.privacy.rights.requests.actions import letters, proving
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.personal import RequestContact
from kindr.shop.accounts.queries import account_of_address
from tests.cast import Player
from tests.privacy.rights.intake.writing import letter, passed, read_as
from tests.privacy.rights.requests.test_pages import Post, post

__all__ = ["post"]
pytestmark = pytest.mark.django_db(transaction=True)
SAM = "sam@elsewhere.example"


def access() -> Access:
    """Whoever takes letters in."""
    return system_access("answer_requests")


def taken(message: EmailMessage | bytes, *, sender: str | None = SAM) -> tuple[ReceivedLetter, list[Request]]:
    """A letter that has arrived, and the requests it became."""
    found = actions.take_in(read_as(message, sender=sender), access=access(), at=clock.now())
    return found, list(Request.objects.filter(pk__in=found.requests))


def told(request: Request, post: Post) -> list[str]:
    """Whom the receipt of a request went to."""
    letters.write_receipt(request.pk, access=system_access("deliver_letters"), at=clock.now())
    return [each.to.value for each in post.sent]


def words_of(request: Request) -> str:
    """What was written, opened."""
    texts = queries.texts_of(request, access=access(), at=clock.now())
    return "\n".join(opened.text for opened in texts.get("words", ()))


@pytest.mark.clause("7.1", "7.3", "7.4")
@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Mohon kirimkan salinan semua data saya.", "id", "access"),
        ("Please send me a copy of all my personal data.", "en", "access"),
        ("Tolong hapus akun saya.", "id", "erasure"),
        ("I want you to delete my account and everything in it.", "en", "erasure"),
        ("Nama anak saya salah, tolong perbaiki.", "id", "correction"),
        ("Kapan pesanan saya datang?", "id", "question"),
    ],
)
def test_a_letter_becomes_a_numbered_request_in_its_language_with_the_clock_of_the_law(
    post: Post, text: str, language: str, kind: str
) -> None:
    found, (request,) = taken(letter(text, sender=SAM))
    assert (request.kind, request.language, request.channel) == (kind, language, "email")
    assert found.became == (Became.UNCLEAR if kind == "question" else Became.REQUEST)
    hours = POLICY.rights[kind].hours if kind in POLICY.rights else 72
    assert request.deadline_at - request.received_at == timedelta(hours=hours)
    assert told(request, post) == [SAM]
    assert request.number in post.sent[0].subject
    assert text in words_of(request)


@pytest.mark.clause("9.1.2", "9.1.3")
def test_a_withdrawal_by_e_mail_stops_the_use_at_receipt_and_tells_the_address_on_file(
    mara: Player, post: Post
) -> None:
    assert mara.id in ledger.people_who_consent("newsletter", [mara.id], at=clock.now())
    found, (request,) = taken(letter("Saya mau berhenti berlangganan buletin.", sender=mara.email), sender=mara.email)
    assert found.became == Became.WITHDRAWAL
    assert request.purposes == ["newsletter"]
    assert not ledger.people_who_consent("newsletter", [mara.id], at=clock.now())
    assert mara.id in ledger.people_who_consent("loyalty", [mara.id], at=clock.now())
    assert told(request, post) == [mara.email]
    assert "/requests/undo/" in post.sent[0].body.value
    done = requests.carry_on(request.pk, access=access(), at=clock.now())
    assert done.state == rules.State.FULFILLED
    assert mara.id in ledger.people_who_consent("loyalty", [mara.id], at=clock.now())


@pytest.mark.clause("7.5")
def test_a_forged_withdrawal_takes_nothing_away_for_good_until_it_is_confirmed(mara: Player, post: Post) -> None:
    _, (request,) = taken(
        letter("Saya menarik semua persetujuan saya.", sender=mara.email), sender="forger@evil.example"
    )
    now = clock.now()
    assert not ledger.people_who_consent("promotional_email", [mara.id], at=now)
    assert mara.id in ledger.people_who_consent("greet_birthday", [mara.id], at=now)
    assert request.needs_verification
    assert told(request, post) == [mara.email]
    proof = proving.living_proof(request, at=now)
    assert proof is not None
    requests.prove_by_link(
        proof.pk, proving.token_of(proof.pk), access=stranger_access("record_requests"), at=clock.now()
    )
    requests.carry_on(request.pk, access=access(), at=clock.now())
    assert not ledger.people_who_consent("greet_birthday", [mara.id], at=clock.now())


def test_whoever_their_own_mail_server_vouches_for_withdraws_everything_at_once(mara: Player) -> None:
    message = letter("Saya menarik semua persetujuan saya.", sender=mara.email, more=passed(mara.email))
    _, (request,) = taken(message, sender=mara.email)
    assert not ledger.people_who_consent("greet_birthday", [mara.id], at=clock.now())
    assert not request.needs_verification
    assert account_of_address(mara.email), "consents end, and the account stays"


def test_a_letter_that_is_delivered_twice_is_one_request() -> None:
    message = letter("Tolong hapus akun saya.", sender=SAM)
    first, _ = taken(message)
    again = b"Received: from a by b; Sun, 22 Nov 2026 20:01:00 +0700\r\n" + message.as_bytes()
    second, _ = taken(again)
    assert first.pk == second.pk
    assert Request.objects.count() == 1


def test_another_letter_under_a_borrowed_message_id_is_not_lost() -> None:
    for text in ("Tolong hapus akun saya.", "Tolong hapus akun saya. Segera."):
        taken(letter(text, sender=SAM, subject="x"))
    assert Request.objects.count() == 2


@pytest.mark.clause("7.4")
def test_the_clock_starts_when_our_mail_server_took_the_letter_in() -> None:
    earlier = clock.now() - timedelta(hours=5)
    message = letter("Tolong hapus akun saya.", sender=SAM)
    raw = f"Received: from a by mx; {earlier:%a, %d %b %Y %H:%M:%S +0000}\r\n".encode() + message.as_bytes()
    _, (request,) = taken(raw)
    assert abs(request.received_at - earlier) < timedelta(seconds=1)


def test_a_reply_from_the_same_address_joins_its_request() -> None:
    _, (request,) = taken(letter("Tolong hapus akun saya.", sender=SAM))
    reply = letter("Terima kasih, saya tunggu.", sender=SAM, subject=f"Re: permintaan {request.number}")
    found, (joined,) = taken(reply)
    assert found.became == Became.JOINED
    assert joined.pk == request.pk
    assert "saya tunggu" in words_of(request)


def test_a_reply_from_another_address_joins_nothing() -> None:
    _, (request,) = taken(letter("Tolong hapus akun saya.", sender=SAM))
    reply = letter(
        "Terima kasih.",
        sender="other@elsewhere.example",
        more={"In-Reply-To": f"<request-receipt.{request.pk}@mail.example>"},
    )
    found, (other,) = taken(reply, sender="other@elsewhere.example")
    assert found.became == Became.UNCLEAR
    assert other.pk != request.pk
    assert "Terima kasih" not in words_of(request)


def test_two_rights_in_one_letter_are_two_requests() -> None:
    _, found = taken(letter("Kirimkan salinan data saya, lalu hapus akun saya.", sender=SAM))
    assert sorted(request.kind for request in found) == ["access", "erasure"]


def test_attachments_are_named_by_their_type_and_not_kept() -> None:
    message = letter("Tolong hapus akun saya.", sender=SAM)
    message.add_attachment(b"KTP-SECRET", maintype="image", subtype="jpeg", filename="ktp-ratna.jpg")
    found, (request,) = taken(message)
    assert found.attached == 1
    assert "1 × image/jpeg" in words_of(request)
    assert "ktp-ratna" not in words_of(request)


def test_a_complaint_is_believed_when_our_server_vouches_for_the_provider_that_sends_it(mara: Player) -> None:
    for more, became in ((passed("loop@provider.example"), Became.COMPLAINT), ({}, Became.UNCLEAR)):
        found, (request,) = taken(complaint(mara.email, {**more, "Date": became}), sender="loop@provider.example")
        assert found.became == became
        assert request.is_quiet
    assert not ledger.people_who_consent("newsletter", [mara.id], at=clock.now())


def test_nothing_is_half_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise DatabaseError

    message = letter("Tolong hapus akun saya.", sender=SAM)
    with monkeypatch.context() as broken:
        broken.setattr(actions.ReceivedLetter.objects, "create", fails)
        with pytest.raises(DatabaseError):
            taken(message)
    assert not Request.objects.exists()
    assert not RequestContact.objects.exists()
    assert taken(message)[0].became == Became.REQUEST


def test_marks_are_forgotten_after_a_month() -> None:
    taken(letter("Tolong hapus akun saya.", sender=SAM))
    assert actions.sweep(access=access(), at=clock.now() + timedelta(days=29)) == 0
    assert actions.sweep(access=access(), at=clock.now() + timedelta(days=31)) == 1


def complaint(about: str, more: dict[str, str]) -> bytes:
    """A report of a mailbox provider, as RFC 5965 has it."""
    head = "".join(f"{name}: {value}\r\n" for name, value in more.items())
    return (
        f"{head}From: <loop@provider.example>\r\nTo: support@kindrkids.id\r\n"
        "Subject: abuse report\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is an abuse report.\r\n"
        "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\n"
        f"Original-Rcpt-To: <{about}>\r\n\r\n"
        "--b\r\nContent-Type: message/rfc822\r\n\r\n"
        "From: support@kindrkids.id\r\nSubject: Kabar\r\n\r\nHalo\r\n--b--\r\n"
    ).encode()
