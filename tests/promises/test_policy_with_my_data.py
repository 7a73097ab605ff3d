"""The policy with the reader's own data beside it: opened on request, for one purpose, with one line in the record."""

from __future__ import annotations

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.base import clock
from kindr.privacy import gates, registry
from kindr.privacy.access import log
from kindr.privacy.access.declare import declared
from kindr.privacy.consent import wording
from kindr.shop.accounts import actions as accounts
from kindr.shop.orders.models import Delivery
from kindr.web.policy_pages.mine import show_mine
from kindr.web.policy_pages.texts import published
from tests.buying import order_of, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db
MINE = "/en/privacy/mine/"
BESIDE_TABLES = 5
"""The session, the person, the household, and one question about which tables have rows at all."""


def test_it_is_opened_for_one_purpose() -> None:
    declaration = declared(show_mine)
    assert declaration is not None
    assert declaration.purposes == ("show_my_data",)


def test_a_stranger_is_asked_to_sign_in() -> None:
    response = Client().get(MINE)
    assert response.status_code == 302
    assert f"next={MINE}" in response["Location"]


def test_staff_have_no_such_page(tariq: Player) -> None:
    assert tariq.client().get(MINE).status_code == 403


def test_no_browser_keeps_it(mara: Player) -> None:
    assert "no-store" in mara.client().get(MINE)["Cache-Control"]


@pytest.mark.clause("6.1.2")
def test_each_value_stands_beside_the_sentence_that_lets_it_be_kept(mara: Player, ilse: Player) -> None:
    page = mara.client().get(MINE).content.decode()
    line = page.partition('id="2.1.3"')[2].partition('class="mine-line"')[0]
    assert mara.email in line
    assert "As long as" not in line
    assert "When you open or change an account" in line
    assert ilse.email not in page
    assert "Mara" not in ilse.client().get(MINE).content.decode()


@pytest.mark.clause("5.3.4")
def test_it_says_how_often_something_was_opened_and_last_by_whom_and_why(mara: Player, tariq: Player) -> None:
    placed = paid(order_of(mara))
    delivery = Delivery.objects.get(order_id=placed.order_id)
    gates.read(delivery, access=tariq.access("answer_customer"), at=clock.now())
    page = mara.client().get(MINE).content.decode()
    line = page.partition('id="2.1.9"')[2].partition('class="mine-line"')[0]
    assert "Customer service staff opened" in line
    assert "to answer your questions and complaints." in line


def test_consents_stand_beside_their_purpose(mara: Player) -> None:
    page = mara.client().get(MINE).content.decode()
    line = page.partition('id="4.4.1"')[2].partition('class="mine-line"')[0]
    assert "agreed" in line


def test_all_sentences_are_shown_when_asked_for(ilse: Player) -> None:
    page = ilse.client().get(f"{MINE}?show=all").content.decode()
    assert all(f'id="{number}"' in page for number in published("en").sentences())


def asked_by(browser: Client) -> tuple[int, int]:
    """How many questions the page asks both servers; what the shop's head asks about the goods is left out."""
    with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
        assert browser.get(MINE).status_code == 200
    return len([query for query in data if "catalog_" not in query["sql"]]), len(keys)


def test_it_is_one_line_in_the_record_and_one_question_for_keys(mara: Player) -> None:
    assert mara.id
    browser = mara.client()
    paid(order_of(mara))
    browser.get(MINE)
    lines = len(log.lines_about(mara.id))
    assert asked_by(browser)[1] == 1
    assert len(log.lines_about(mara.id)) == lines


def test_however_much_is_kept_it_asks_no_more_questions(mara: Player, noa: Player) -> None:
    """No order, one, two, six, and three children: only a table that had nothing may add a question of its own."""
    browser = mara.client()
    asked_by(browser)
    none = asked_by(browser)
    assert none == asked_by(browser)
    paid(order_of(mara))
    one = asked_by(browser)
    paid(order_of(mara))
    two = asked_by(browser)
    for _ in range(4):
        paid(order_of(mara))
    six = asked_by(browser)
    for name in ("Adik", "Bungsu"):
        accounts.add_child(
            {"nickname": name, "birth_month": None, "height": 98}, shown=wording.asked("measure_sizes", "id"),
            access=mara.access("keep_account"), at=clock.now(),
        )  # fmt: skip
    children = asked_by(browser)
    assert one == two == six == children
    assert [keys for _, keys in (none, one, children)] == [1, 1, 1]
    tables = len(registry.personal_records())
    assert none[0] <= one[0] <= none[0] + tables
    assert one[0] <= tables + BESIDE_TABLES, f"{one[0]} questions about {tables} tables"


def test_what_is_held_of_a_child_stands_there_too(mara: Player, noa: Player) -> None:
    assert noa.id
    before = len(log.lines_about(noa.id))
    mara.client().get(MINE)
    assert len(log.lines_about(noa.id)) >= before
    assert {line.purpose for line in log.lines_about(noa.id)} >= {"show_my_data"}
