"""People without an account have every right by e-mail: who ordered as a guest, and who only gets the newsletter."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy.access.declare import access_of
from kindr.privacy.consent import actions as consent
from kindr.privacy.consent import ledger, wording
from kindr.privacy.consent.events import Decision
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights.requests import ports
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import State
from kindr.shop.orders.models import GuestContact
from tests.buying import guest_order, paid, run_tasks
from tests.privacy.rights.intake.test_taking_in import SAM, taken
from tests.privacy.rights.intake.writing import letter
from tests.privacy.rights.requests.test_pages import Post, post

__all__ = ["post"]
pytestmark = pytest.mark.django_db(transaction=True)
READER = "reader@families.example"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody of whom nothing is known but an address and that the newsletter may go there."""
    person = Person.objects.create(kind=PersonKind.GUEST)
    real = list(ports._finders)
    found = [lambda address, **_: [person.pk] if address == READER else []]
    monkeypatch.setattr(ports, "_finders", [*real, *found])
    consent.decide(
        person=person.pk, purpose="newsletter", decision=Decision.GIVEN, shown=wording.asked("newsletter", "id"),
        by=person.pk, access=access_of(person, "show_my_data"), at=clock.now(),
    )  # fmt: skip
    return person


def asked(sender: str, text: str) -> Request:
    """A letter that has been taken in, and everything that can be done without its sender."""
    _, (request,) = taken(letter(text, sender=sender), sender=sender)
    run_tasks()
    request.refresh_from_db()
    return request


def way_in(post: Post, path: str) -> str:
    """The newest link of this kind that a letter carried."""
    return [way for each in post.sent for way in re.findall(rf"http\S+?(/(?:en/)?{path}/\S+)", each.body.value)][-1]


def confirmed(request: Request, post: Post) -> None:
    """The link of the letter, pressed."""
    assert request.needs_verification
    assert Client().post(way_in(post, "requests/confirm")).status_code == 200
    run_tasks()
    request.refresh_from_db()


@pytest.mark.clause("6.1.1", "7.5")
def test_a_guest_asks_by_e_mail_confirms_by_the_letter_and_fetches_the_package(post: Post) -> None:
    placed = paid(guest_order(SAM))
    request = asked(SAM, "Mohon kirimkan salinan semua data saya.")
    confirmed(request, post)
    assert request.state == State.FULFILLED
    assert {each.to.value for each in post.sent if each.message_id.startswith("request-")} == {SAM}
    browser = Client()
    page = browser.get(way_in(post, "requests/follow"), follow=True)
    assert request.number in page.content.decode()
    package = browser.get(f"/en/my-requests/{request.number}/package.zip")
    assert package.status_code == 200
    assert placed.number
    assert Client().get(f"/en/my-requests/{request.number}/package.zip").status_code != 200


@pytest.mark.clause("6.3.3", "7.5")
def test_a_guests_deletion_by_e_mail_does_nothing_before_the_link_and_runs_after_it(post: Post) -> None:
    guest_order(SAM)
    request = asked(SAM, "Tolong hapus semua data saya.")
    assert GuestContact.objects.exists()
    confirmed(request, post)
    assert request.state in (State.FULFILLED, State.IN_PROGRESS)
    assert request.events.filter(happened="taken_up").exists()


@pytest.mark.clause("9.1.2", "9.1.3")
def test_somebody_who_only_gets_the_newsletter_stops_it_by_one_letter_and_may_undo_it(
    reader: Person, post: Post
) -> None:
    request = asked(READER, "Saya mau berhenti berlangganan buletin.")
    assert not ledger.people_who_consent("newsletter", [reader.pk], at=clock.now())
    assert request.state == State.FULFILLED
    assert Client().post(way_in(post, "requests/undo")).status_code == 200
    assert ledger.people_who_consent("newsletter", [reader.pk], at=clock.now()) == {reader.pk}


@pytest.mark.clause("6.1.1", "6.3.2", "6.3.3")
@pytest.mark.parametrize(
    "text",
    ["Mohon kirimkan salinan data saya.", "Tolong hapus semua data saya.", "Tolong batasi penggunaan data saya."],
)
def test_somebody_who_only_gets_the_newsletter_has_the_other_rights_too(reader: Person, post: Post, text: str) -> None:
    request = asked(READER, text)
    confirmed(request, post)
    assert request.state == State.FULFILLED
