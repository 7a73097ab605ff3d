"""Finding a person, their closed cards, opening one, and what the customer and the officer then see."""

from __future__ import annotations

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from kindr.base import clock
from kindr.privacy import registry
from kindr.privacy.access import actors
from kindr.privacy.access.models import RoleAssignment
from kindr.privacy.access.terms import Actor
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights import books
from kindr.privacy.vault.lookup import LookupEntry
from kindr.shop.accounts.actions import keep_profile
from kindr.shop.desk import queries
from kindr.shop.orders.models import Order
from tests.buying import guest_order, order_of
from tests.slices.desk.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECRETS = ("mara@", "Jalan", "+6281234567890", "0812-3456-7890", "12160", "Visa", "4242", "Kancingnya")


def _page(world: World) -> str:
    return f"/en/desk/people/{world.mara.id}/"


def _open(world: World, clause: str, purpose: str, *, role: str = "service") -> tuple[int, str]:
    answer = world.browsers[role].post(f"{_page(world)}{clause}/", {"purpose": purpose})
    return answer.status_code, answer.content.decode()


def test_a_person_is_found_by_order_number_address_or_phone(world: World) -> None:
    browser = world.browsers["service"]
    plain = world.number.replace("-", "").lower()
    for words in (world.number, plain, world.mara.email, f"  {world.mara.email.upper()} "):
        assert browser.post("/en/desk/people/", {"words": words})["Location"] == _page(world), words


def test_a_parent_is_found_by_the_number_in_their_profile(world: World) -> None:
    keep_profile(name="Mara", phone="+6281399988877", access=world.mara.access("keep_account"), at=clock.now())
    browser = world.browsers["service"]
    assert browser.post("/en/desk/people/", {"words": "0813 9998 8877"})["Location"] == _page(world)
    keep_profile(name="Mara", phone="", access=world.mara.access("keep_account"), at=clock.now())
    assert "Nobody is found" in browser.post("/en/desk/people/", {"words": "0813 9998 8877"}).content.decode()


def test_a_guest_is_found_by_address_and_phone_and_the_comparison_is_recorded(world: World) -> None:
    guest = guest_order("guest@elsewhere.example").person_id
    browser = world.browsers["service"]
    for words in ("Guest@elsewhere.example", "0812 3456 7890", "+62 812-3456-7890"):
        page = browser.post("/en/desk/people/", {"words": words}, follow=True).content.decode()
        assert str(guest)[:8] in page, words
    lines = books.lines_about([guest])
    assert [line.purpose for line in lines if line.role == "service"] == ["answer_customer"] * 3


@pytest.mark.parametrize("words", ["Mara", "mara", "kindr", "12", "mara@elsewhere.example", "KD-0000-0000", "'; --"])
def test_a_name_or_a_near_miss_leads_to_nobody(world: World, words: str) -> None:
    answer = world.browsers["service"].post("/en/desk/people/", {"words": words})
    assert answer.status_code == 200
    assert "Nobody is found" in answer.content.decode()


def test_a_shared_tag_of_somebody_else_does_not_lead_to_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    guest_order("guest@elsewhere.example")
    monkeypatch.setattr("kindr.privacy.vault.lookup.tag", lambda index, value: b"\0\0")
    person = Order.objects.exclude(number=world.number).get().person_id
    LookupEntry.objects.filter(person_id=person, index="guest_address").update(tag=b"\0\0")
    answer = world.browsers["service"].post("/en/desk/people/", {"words": "another@elsewhere.example"})
    assert "Nobody is found" in answer.content.decode()


def test_a_colleague_is_no_customer(world: World) -> None:
    colleague = Person.objects.filter(kind=PersonKind.STAFF).first()
    assert colleague
    assert world.browsers["service"].get(f"/desk/people/{colleague.pk}/").status_code == 404


@pytest.mark.clause("5.1")
def test_every_clause_has_a_card_and_none_shows_a_value(world: World) -> None:
    for role in ("service", "accountant", "dpo"):
        page = world.browsers[role].get(_page(world)).content.decode()
        assert "•••" in page
        for secret in SECRETS:
            assert secret not in page, (role, secret)
        for clause in ("profile", "address_book", "delivery_address", "order_contact", "payment_card", "invoice"):
            assert f'id="{clause}"' in page, (role, clause)
    assert world.log() == []


@pytest.mark.clause("5.3")
def test_a_card_opens_for_the_named_purpose_and_the_customer_sees_it(world: World) -> None:
    status, page = _open(world, "profile", "answer_customer")
    assert status == 200
    assert "Mara" in page
    assert "Jalan" not in page, "the other cards stay closed"
    (line,) = world.log()
    assert (line.role, line.purpose, list(line.opened), line.refused_by) == (
        "service", "answer_customer", ["profile"], "",
    )  # fmt: skip
    seen = books.lines_about([world.mara.id])  # type: ignore[list-item]  # she is no stranger
    assert line.id in {each.id for each in seen}


def test_the_customer_reads_of_it_in_my_data(world: World) -> None:
    _open(world, "profile", "answer_customer")
    page = world.mara.client().get("/en/my-data/").content.decode()
    assert "Answer your questions and complaints" in page


@pytest.mark.clause("5.3")
def test_a_card_that_a_clause_keeps_closed_is_refused_by_its_number(world: World) -> None:
    status, page = _open(world, "payment_card", "answer_customer")
    assert status == 403
    assert "2.2.4" in page
    (line,) = world.log()
    assert (line.refused_by, list(line.opened)) == ("2.2.4", ["payment_card"])


def test_a_purpose_of_another_role_is_refused_and_recorded(world: World) -> None:
    status, page = _open(world, "invoice", "keep_tax_records")
    assert (status, "5.3" in page) == (403, True)
    (line,) = world.log()
    assert (line.role, line.purpose, line.refused_by) == ("service", "keep_tax_records", "5.3")


@pytest.mark.parametrize("purpose", ["", "newsletter", "curiosity"])
def test_a_card_does_not_open_without_a_purpose_of_the_desk(world: World, purpose: str) -> None:
    status, page = _open(world, "profile", purpose)
    assert status == 403
    assert "Mara" not in page


def test_a_card_that_is_not_there_is_not_found(world: World) -> None:
    assert _open(world, "no_such_clause", "answer_customer")[0] == 404
    assert _open(world, "guest_contact", "answer_customer")[0] == 404


def test_each_card_offers_what_the_role_may_claim_and_the_clause_serves(world: World) -> None:
    for role in ("service", "accountant", "dpo"):
        actor = _actor(role)
        for card in queries.cards_of(world.mara.id, actor=actor, at=clock.now()):  # type: ignore[arg-type]  # she is no stranger
            for purpose in card.purposes:
                assert purpose.key in card.clause.purposes
                assert registry.may_claim(role, purpose.key)


@pytest.mark.parametrize("role", ["service", "accountant", "dpo"])
def test_every_offered_purpose_opens_and_no_other_does(world: World, role: str) -> None:
    for card in queries.cards_of(world.mara.id, actor=_actor(role), at=clock.now()):  # type: ignore[arg-type]
        offered = {purpose.key for purpose in card.purposes}
        for purpose in ("answer_customer", "refund_payment", "keep_tax_records", "answer_requests", "oversee_access"):
            status, _ = _open(world, card.clause.key, purpose, role=role)
            assert (status == 200) is (purpose in offered), (card.clause.key, purpose)


def test_a_closed_card_names_the_clause_that_says_no(world: World) -> None:
    page = world.browsers["accountant"].get(_page(world)).content.decode()
    assert "Stays closed: clause 2.1.4" in page


def test_a_persons_page_costs_the_same_however_many_orders(world: World) -> None:
    def queries_of_the_page() -> tuple[int, int]:
        with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
            world.browsers["service"].get(_page(world))
        return len(data.captured_queries), len(keys.captured_queries)

    queries_of_the_page()
    one = queries_of_the_page()
    for _ in range(3):
        order_of(world.mara)
    assert queries_of_the_page() == one
    assert one[1] == 0


def test_the_officer_reads_openings_and_refusals_in_plain_words(world: World) -> None:
    _open(world, "profile", "answer_customer")
    _open(world, "payment_card", "answer_customer")
    browser = world.browsers["dpo"]
    assert "refused by" not in browser.get("/en/desk/oversight/").content.decode()
    page = browser.post("/en/desk/oversight/", {"only": ""}).content.decode()
    assert "Customer service staff" in page
    assert "refused by 2.2.4" in page
    only = browser.post("/en/desk/oversight/", {"only": "refusals"}).content.decode()
    assert "refused by 2.2.4" in only
    assert "opened: Your profile" not in only


@pytest.mark.clause("5.3")
def test_reading_the_log_is_recorded_and_does_not_bury_the_log(world: World) -> None:
    _open(world, "profile", "answer_customer")
    for _ in range(3):
        page = world.browsers["dpo"].post("/en/desk/oversight/").content.decode()
        assert "opened: Your profile" in page
    assert [(line.role, list(line.opened)) for line in world.log()][:3] == [("dpo", ["access_log"])] * 3


def test_the_officer_sees_the_policys_own_table() -> None:
    table = {clause.key: {role.key for role in roles} for clause, roles in queries.who_may_open()}
    assert "packer" in table["delivery_address"]
    assert "packer" not in table["payment_card"]
    assert {"service", "accountant"} <= table["payment_card"]


@pytest.mark.parametrize("start", ["", "/en"])
def test_the_desk_speaks_both_languages(world: World, start: str) -> None:
    words = {"": ("Cari orang", "Tetap tertutup"), "/en": ("Find a person", "Stays closed")}[start]
    page = world.browsers["service"].get(f"{start}/desk/people/").content.decode()
    assert words[0] in page
    card = world.browsers["accountant"].get(f"{start}/desk/people/{world.mara.id}/").content.decode()
    assert words[1] in card


def _actor(role: str) -> Actor:
    return actors.actor_for(RoleAssignment.objects.select_related("person").get(role=role).person)
