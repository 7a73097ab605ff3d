"""Chapter 7 and 9: the information centre and the officer are reached by e-mail, and what is written has its effect."""

from __future__ import annotations

import pytest

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy.access.declare import system_access
from kindr.privacy.consent import ledger
from kindr.privacy.rights.intake import actions
from kindr.privacy.rights.intake.rules import Envelope, Mailbox, read
from kindr.privacy.rights.requests.models import Request
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)


def written(sender: str, text: str, *, to: str) -> Request:
    """A letter that has arrived."""
    raw = f"From: {sender}\nTo: {to}\nSubject: Data\n\n{text}\n".encode()
    letter = read(raw, Envelope(sender, to), Mailbox({to}))
    found = actions.take_in(letter, access=system_access("answer_requests"), at=clock.now())
    return Request.objects.get(pk__in=found.requests)


@pytest.mark.clause("7.1")
@pytest.mark.parametrize(
    ("text", "language"), [("Tolong kirimkan salinan data saya.", "id"), ("Please send me a copy of my data.", "en")]
)
def test_the_information_centre_takes_requests_by_e_mail_in_both_languages(
    mara: Player, text: str, language: str
) -> None:
    request = written(mara.email, text, to=POLICY.parties["information_centre"].email)
    assert (request.kind, request.language, request.channel) == ("access", language, "email")
    assert request.number.startswith("PD-")


@pytest.mark.clause("9.1.2")
def test_a_withdrawal_written_to_the_officer_stops_the_use_when_it_arrives(mara: Player) -> None:
    assert ledger.people_who_consent("promotional_email", [mara.id], at=clock.now())
    request = written(
        mara.email, "Saya menarik persetujuan saya untuk promosi.", to=POLICY.parties["data_protection_officer"].email
    )
    assert request.kind == "withdrawal"
    assert not ledger.people_who_consent("promotional_email", [mara.id], at=clock.now())
