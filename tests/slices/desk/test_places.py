"""The desk's own head, what each role finds first, and the accountant's file."""

from __future__ import annotations

import csv
import io

import pytest

from kindr.base.cells import safe_cell
from kindr.privacy.access.terms import Actor, ActorKind
from kindr.shop.desk import rules
from tests.buying import order_of, paid
from tests.cast import colleague
from tests.slices.desk.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_desk_has_a_head_of_its_own_that_names_the_role_and_nobody(world: World) -> None:
    page = world.browsers["packer"].get("/en/desk/orders/").content.decode()
    assert "Warehouse staff" in page
    assert "Bima" not in page
    assert "site-search" not in page
    assert 'action="/en/sign-out/"' in page
    assert 'href="/desk/orders/"' in page, "the same page in the other language"
    assert "desk_keys.js" in page
    assert 'id="desk-keys"' in page


@pytest.mark.clause("5.3")
def test_a_colleague_sees_their_own_name_when_they_ask_and_it_is_recorded(world: World) -> None:
    browser = world.browsers["packer"]
    part = browser.post("/en/desk/me/", headers={"HX-Request": "true"}).content.decode()
    assert "Bima" in part


def test_the_quick_find_leads_to_an_order_or_a_person_as_the_role_may(world: World) -> None:
    typed = world.number.lower().replace("-", " ")
    for role in ("packer", "service", "accountant"):
        answer = world.browsers[role].post("/en/desk/find/", {"words": typed})
        assert answer["Location"] == f"/en/desk/orders/{world.number}/", role
    person = f"/en/desk/people/{world.mara.id}/"
    for role in ("service", "dpo"):
        assert world.browsers[role].post("/en/desk/find/", {"words": world.mara.email})["Location"] == person
    assert world.browsers["dpo"].post("/en/desk/find/", {"words": world.number})["Location"] == person
    for role in ("packer", "accountant"):
        page = world.browsers[role].post("/en/desk/find/", {"words": world.mara.email}, follow=True).content.decode()
        assert "finds orders by their number" in page
    page = world.browsers["packer"].post("/en/desk/find/", {"words": "KD-0000-0000"}, follow=True).content.decode()
    assert "There is no order with this number." in page


def test_what_is_typed_into_the_quick_find_reaches_no_address(world: World) -> None:
    for role in ("packer", "service"):
        answer = world.browsers[role].post("/en/desk/find/", {"words": world.mara.email})
        assert world.mara.email not in answer["Location"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Lestari", ("Send the newsletter", "being built")),
        ("Bagas", ("Learn how customers use", "counts, never people")),
        ("Citra", ("garments, stock and prices", "Nothing about customers is open")),
    ],
)
@pytest.mark.django_db
def test_every_other_role_reads_what_it_may_do_and_what_comes(name: str, words: tuple[str, ...]) -> None:
    browser = colleague(name).client()
    page = browser.get("/en/desk/").content.decode()
    for word in words:
        assert word in page
    assert "Opened" not in page
    assert browser.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_a_merchandiser_is_led_to_the_back_office_where_there_is_one() -> None:
    browser = colleague("Citra").client()
    page = browser.get("/en/desk/").content.decode()
    assert ("/back-office/" in page) is (browser.get("/en/back-office/").status_code != 404)


@pytest.mark.clause("5.3")
def test_opening_says_before_and_after_that_it_is_recorded(world: World) -> None:
    browser, page = world.browsers["service"], f"/en/desk/people/{world.mara.id}/"
    assert "Open to answer the customer" in browser.get(page).content.decode()
    opened = browser.post(f"{page}profile/", {"purpose": "answer_customer"}).content.decode()
    assert "to answer the customer · in the customer's record" in opened
    part = browser.post(f"{page}profile/", {"purpose": "answer_customer"}, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<section class="masked masked-open"')
    assert "no-store" in part["Cache-Control"]


def test_problem_reports_wait_in_order_and_closed_ones_stand_apart(world: World) -> None:
    browser = world.browsers["service"]
    assert world.number in browser.get("/en/desk/problems/").content.decode()
    assert world.number not in browser.get("/en/desk/problems/?status=closed").content.decode()
    browser.post(f"/en/desk/problems/{world.report}/close/")
    assert "Nobody waits for an answer" in browser.get("/en/desk/problems/").content.decode()
    assert world.number in browser.get("/en/desk/problems/?status=closed&page=7").content.decode()


def test_invoices_are_shown_by_month_with_what_they_come_to(world: World) -> None:
    browser = world.browsers["accountant"]
    paid(order_of(world.mara))
    page = browser.get("/en/desk/invoices/").content.decode()
    assert "258.000" in page or "Rp" in page
    assert "?year=" in page
    for asked in ("year=1999", "month=13", "month=x", "year=x&page=y"):
        assert browser.get(f"/en/desk/invoices/?{asked}").status_code == 200


@pytest.mark.clause("4.2.1")
def test_the_file_for_the_books_has_names_only_when_they_are_asked_for(world: World) -> None:
    browser = world.browsers["accountant"]
    year = {"year": browser.get("/en/desk/invoices/").context["year"]}
    plain = browser.post("/en/desk/invoices/file/", year)
    assert plain["Content-Type"].startswith("text/csv")
    assert "no-store" in plain["Cache-Control"]
    text = plain.content.decode("utf-8-sig")
    assert world.number in text
    assert "Mara" not in text
    assert world.log() == []
    named = browser.post("/en/desk/invoices/file/", {**year, "names": "yes"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(named), delimiter=";"))
    assert "Mara" in rows[1]
    [line] = world.log()
    assert (line.role, line.purpose, set(line.opened)) == ("accountant", "keep_tax_records", {"invoice"})
    assert world.browsers["service"].post("/en/desk/invoices/file/", {**year, "names": "yes"}).status_code == 403


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\n"])
def test_no_spreadsheet_runs_what_a_customer_is_called(start: str) -> None:
    assert safe_cell(f"{start}cmd|calc") == f"'{start}cmd|calc"
    assert safe_cell("Mara") == "Mara"


def test_every_place_of_the_desk_is_for_a_purpose_that_a_role_may_claim() -> None:
    staff = Actor(ActorKind.STAFF, None, "merchandiser")
    assert staff.role not in rules.LANDINGS
    assert {spot.name.removeprefix("desk:") for spot in rules.SPOTS} >= set(rules.LANDINGS.values())
