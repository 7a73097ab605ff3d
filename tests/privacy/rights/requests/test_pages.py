"""The pages of requests: asking, following, confirming; the officer's queue; the telephone."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from procrastinate.contrib.django import app as queue

from kindr.base import clock
from kindr.privacy import ports
from kindr.privacy.access.declare import system_access
from kindr.privacy.rights.requests import actions
from kindr.privacy.rights.requests.actions import letters, proving
from kindr.privacy.rights.requests.models import Request
from kindr.privacy.rights.requests.rules import Clock, State
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.accounts.views.doors import PROVEN_AT
from tests.cast import Player, prove
from tests.privacy.rights.requests.test_receiving import ask, ask_unknown

pytestmark = pytest.mark.django_db(transaction=True)


class Post:
    """A mailer that remembers what it sent."""

    def __init__(self) -> None:
        self.sent: list[ports.Letter] = []

    def send(self, letter: ports.Letter) -> None:
        self.sent.append(letter)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    post = Post()
    monkeypatch.setattr(ports, "_mailers", [post])
    return post


def letter_of(request: Request, post: Post) -> ports.Letter:
    """The receipt as it goes out."""
    letters.write_receipt(request.pk, access=system_access("deliver_letters"), at=clock.now())
    return post.sent[-1]


def _stale(browser: Client) -> Client:
    session = browser.session
    session[PROVEN_AT] = 0
    session.save()
    return browser


def test_asking_takes_one_page_and_shows_number_clock_and_book(mara: Player) -> None:
    browser = mara.client()
    page = browser.post("/en/my-requests/new/", {"kind": "restriction", "words": "", "subject": ""}, follow=True)
    request = Request.objects.get()
    said = page.content.decode()
    assert request.number in said
    assert "Received" in said
    assert " WIB" in said
    assert request.number in browser.get("/en/my-requests/").content.decode()


def test_nobody_has_asked_yet_and_the_page_says_so(ilse: Player) -> None:
    assert "You have asked for nothing yet" in ilse.client().get("/en/my-requests/").content.decode()


def test_a_correction_needs_words(mara: Player) -> None:
    response = mara.client().post("/en/my-requests/new/", {"kind": "correction", "words": " ", "subject": ""})
    assert response.status_code == 422
    assert Request.objects.count() == 0


def test_a_guardian_asks_for_a_child_by_name(mara: Player, noa: Player) -> None:
    assert "Noa" in mara.client().get("/en/my-requests/new/").content.decode()
    mara.client().post("/en/my-requests/new/", {"kind": "access", "words": "", "subject": str(noa.id)})
    assert Request.objects.get().subject_id == noa.id


def test_somebody_elses_request_is_not_there(mara: Player, ilse: Player) -> None:
    request = ask(mara)
    for path in ("", "revoke/", "code/", "send-again/", "confirm/"):
        address = f"/en/my-requests/{request.number}/{path}"
        assert ilse.client().post(address).status_code in (404, 405)
    assert ilse.client().get(f"/en/my-requests/{request.number}/").status_code == 404
    assert Client().get(f"/en/my-requests/{request.number}/").status_code == 302


def test_a_stale_sign_in_confirms_by_proving_itself_again(mara: Player) -> None:
    browser = _stale(mara.client())
    browser.post("/en/my-requests/new/", {"kind": "erasure", "words": "", "subject": ""})
    request = Request.objects.get()
    assert request.needs_verification
    assert "/account/confirm/" in browser.post(f"/en/my-requests/{request.number}/confirm/")["Location"]
    request.refresh_from_db()
    assert request.needs_verification
    mara.client().post(f"/en/my-requests/{request.number}/confirm/")
    request.refresh_from_db()
    assert request.state == State.OPEN


def test_looking_at_the_link_of_the_letter_confirms_nothing_and_the_button_does(mara: Player, post: Post) -> None:
    request = ask_unknown(mara.email)
    letter = letter_of(request, post)
    assert letter.to.value == mara.email
    found = re.search(r"http\S+(/requests/confirm/\S+)", letter.body.value)
    assert found
    page = Client().get(found[1])
    assert page.status_code == 200
    request.refresh_from_db()
    assert request.needs_verification
    assert Client().post(found[1]).status_code == 200
    request.refresh_from_db()
    assert request.state == State.OPEN
    assert Client().get(found[1]).status_code == 410


@pytest.mark.clause("7.7")
def test_the_public_page_answers_alike_for_known_and_unknown_addresses(mara: Player, post: Post) -> None:
    answers, texts, statements = [], [], []
    for address in (mara.email, "nobody@elsewhere.example"):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as counted:
            response = Client().post("/en/requests/", {"email": address, "kind": "access", "words": ""})
        answers.append((response.status_code, response["Location"]))
        statements.append(len(counted))
        request = Request.objects.order_by("-received_at").first()
        assert request is not None
        letter = letter_of(request, post)
        assert letter.to.value == address
        texts.append(re.sub(r"PD-\d+-\d+|/confirm/\S+|\d{3} \d{3}|\d{2}:\d{2}", "…", letter.body.value))
    assert answers[0] == answers[1]
    assert texts[0] == texts[1]
    assert statements[0] == statements[1]


def test_an_account_behind_a_proven_address_owns_the_request(mara: Player) -> None:
    request = ask_unknown(mara.email, "objection", words="Pesanan saya ditolak mesin.")
    _prove(request)
    carried = actions.carry_on(request.pk, access=system_access("answer_requests"), at=clock.now())
    assert carried.person_id == carried.subject_id == mara.id
    assert request.number in mara.client().get("/en/my-requests/").content.decode()


def test_an_unknown_address_is_told_so_once_it_is_proven_and_not_before(post: Post) -> None:
    request = ask_unknown("nobody@elsewhere.example")
    actions.carry_on(request.pk, access=system_access("answer_requests"), at=clock.now())
    request.refresh_from_db()
    assert request.needs_verification
    _prove(request)
    carried = actions.carry_on(request.pk, access=system_access("answer_requests"), at=clock.now())
    assert (carried.state, carried.reason) == (State.DENIED, "no_match")
    letters.write_result(request.pk, access=system_access("deliver_letters"), at=clock.now())
    assert post.sent[-1].to.value == "nobody@elsewhere.example"


def test_an_access_request_of_an_account_is_packed_at_once(mara: Player) -> None:
    mara.client().post("/en/my-requests/new/", {"kind": "access", "words": "", "subject": ""})
    request = Request.objects.get()
    carried = actions.carry_on(request.pk, access=system_access("answer_requests"), at=clock.now())
    assert carried.state == State.FULFILLED
    assert carried.evidence["fulfilments"]
    page = mara.client().get(f"/en/my-requests/{request.number}/").content.decode()
    assert "Your package is ready" in page
    packed = mara.client().get(f"/en/my-requests/{request.number}/package.zip")
    assert b"".join(packed.streaming_content)[:2] == b"PK"


def test_a_browser_that_was_left_open_fetches_no_package(mara: Player) -> None:
    """Neither by the number of the request nor by the package's own address."""
    mara.client().post("/en/my-requests/new/", {"kind": "access", "words": "", "subject": ""})
    request = Request.objects.get()
    carried = actions.carry_on(request.pk, access=system_access("answer_requests"), at=clock.now())
    (run,) = carried.evidence["fulfilments"]
    addresses = (f"/en/my-requests/{request.number}/package.zip", f"/en/my-data/package/{run}.zip")
    for address in addresses:
        assert "/account/confirm/" in _stale(mara.client()).get(address)["Location"]
        assert mara.client().get(address).status_code == 200


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_browser_that_was_left_open_takes_no_copy_and_goes_on_with_it_after_the_proof(
    mara: Player, noa: Player, language: str
) -> None:
    profile = ChildProfile.objects.get(person_id=noa.id)
    children = f"/account/children/{profile.pk}/download.json"
    for path in ("/my-data/download.json", "/my-data/download.html", children):
        browser, address = mara.client(), f"{language}{path}"
        asked = _stale(browser).get(address, follow=True)
        assert asked.redirect_chain[0][0].startswith(f"{language}/account/confirm/?next=")
        words = "Your download then starts by itself." if language else "Setelah itu unduhan Anda dimulai sendiri."
        assert words in asked.content.decode()
        wanted = parse_qs(urlsplit(asked.redirect_chain[0][0]).query)["next"][0]
        prove(browser)
        page = browser.get(f"{language}/account/confirm/", {"next": wanted}, follow=True)
        assert f'<meta http-equiv="refresh" content="0; url={address}">' in page.content.decode()
        assert f'<a class="button" href="{address}">' in page.content.decode()
        assert browser.get(address)["Content-Disposition"].startswith("attachment")


def test_a_copy_taken_on_my_data_is_numbered_and_asks_nothing_more(mara: Player) -> None:
    browser = mara.client()
    for path in ("download.json", "download.html", "download.json"):
        response = browser.get(f"/en/my-data/{path}")
        assert b"".join(response.streaming_content)
    found = sorted(Request.objects.values_list("kind", "state"))
    assert found == [("access", "fulfilled"), ("portability", "fulfilled")]


def test_the_bar_beside_time_left_is_as_long_as_what_is_left(mara: Player, odile: Player) -> None:
    mara.client().post("/en/my-requests/new/", {"kind": "access", "words": "", "subject": ""})
    fresh, late = Clock(clock.now(), 0, 60, "calm"), Clock(clock.now(), 100, -1, "late")
    assert (fresh.share_left, late.share_left) == (100, 0)
    number = Request.objects.get().number
    for page in (odile.client().get("/en/desk/requests/"), mara.client().get(f"/en/my-requests/{number}/")):
        [meter] = re.findall(r"<meter[^>]*>", page.content.decode())
        assert 'optimum="100" value="100"' in meter


def test_looking_at_my_data_is_no_request(mara: Player) -> None:
    mara.client().get("/en/my-data/")
    assert Request.objects.count() == 0


def test_deleting_everything_is_numbered_and_ends_with_the_receipt(mara: Player) -> None:
    mara.client().post("/en/my-data/delete/", {"word": "DELETE"})
    request = Request.objects.get()
    assert (request.kind, request.state) == ("erasure", State.FULFILLED)
    assert request.evidence == {"erasure": str(request.erasure)}


def test_the_officer_sees_no_words_before_asking_for_them(mara: Player, odile: Player) -> None:
    request = ask(mara, "correction", words="Nama jalan saya salah.")
    browser, address = odile.client(), f"/en/desk/requests/{request.number}/"
    assert request.number in browser.get("/en/desk/requests/").content.decode()
    assert "Nama jalan" not in browser.get(address).content.decode()
    assert "Nama jalan" in browser.post(f"{address}open/", {"purpose": "answer_requests"}).content.decode()


def test_the_officer_fulfils_and_the_person_reads_the_answer(mara: Player, odile: Player, post: Post) -> None:
    request = ask(mara, "correction", words="Nama jalan saya salah.")
    odile.client().post(f"/en/desk/requests/{request.number}/fulfil/", {"text": "Sudah kami perbaiki."})
    assert "Sudah kami perbaiki." in mara.client().get(f"/en/my-requests/{request.number}/").content.decode()
    letters.write_result(request.pk, access=system_access("deliver_letters"), at=clock.now())
    assert "Sudah kami perbaiki." not in post.sent[-1].body.value


def test_the_officer_refuses_by_name_and_cannot_fulfil_unproven(mara: Player, odile: Player, tariq: Player) -> None:
    at = clock.now()
    request = actions.receive(
        kind="objection", channel="phone", language="en", received_at=at, at=at, person=mara.id, words="…",
        access=tariq.access("record_requests"),
    )  # fmt: skip
    browser = odile.client()
    browser.post(f"/en/desk/requests/{request.number}/fulfil/", {"text": "Done"})
    request.refresh_from_db()
    assert request.needs_verification
    browser.post(f"/en/desk/requests/{request.number}/deny/", {"reason": "suspected_fraud", "text": "Someone else."})
    request.refresh_from_db()
    assert (request.state, request.reason) == (State.DENIED, "suspected_fraud")


@pytest.mark.clause("7.6")
def test_customer_service_writes_down_and_sees_number_and_state_only(mara: Player, tariq: Player) -> None:
    browser = tariq.client()
    assert browser.get("/en/desk/requests/").status_code == 403
    made = browser.post(
        f"/en/desk/requests/by-phone/{mara.id}/", {"kind": "correction", "words": "Nomor rumahnya salah."}, follow=True
    )
    request = Request.objects.get()
    said = made.content.decode()
    assert request.number in said
    assert "Nomor rumahnya" not in said
    proof = proving.living_proof(request, at=clock.now())
    assert proof is not None
    browser.post(f"/en/desk/requests/by-phone/{request.number}/", {"code": proving.code_of(proof.pk)})
    request.refresh_from_db()
    assert request.state == State.OPEN
    for path in ("", "open/", "fulfil/", "deny/", "note/"):
        assert browser.post(f"/en/desk/requests/{request.number}/{path}").status_code in (403, 405)


def test_no_page_of_requests_queues_a_value(mara: Player) -> None:
    mara.client().post("/en/my-requests/new/", {"kind": "correction", "words": "Rahasia sekali", "subject": ""})
    jobs = [job.task_kwargs for job in _jobs()]
    assert jobs
    assert "Rahasia" not in str(jobs)
    assert mara.email not in str(jobs)


def _jobs() -> list[Any]:
    from asgiref.sync import async_to_sync

    return [job for job in async_to_sync(queue.job_manager.list_jobs_async)() if "requests" in job.task_name]


def _prove(request: Request) -> None:
    from tests.privacy.rights.requests.test_receiving import proven

    proven(request)
