"""Every page of the desk for every role: what it answers, and what a refusal leaves behind."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.urls import reverse

from kindr.shop.desk import urls
from tests.slices.desk.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLES = ("stranger", "customer", "packer", "service", "accountant", "dpo", "marketer")
INSIDE = ("packer", "service", "accountant", "dpo", "marketer")

STAFF = dict.fromkeys(("packer", "service", "accountant", "dpo", "marketer"), 200)
MATRIX: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "home": ("get", {"packer": 302, "service": 302, "accountant": 302, "dpo": 302, "marketer": 200}),
    "jump": ("post", {"packer": 302, "service": 200, "accountant": 302, "dpo": 200}),
    "me": ("post", STAFF),
    "queue": ("get", {"packer": 200}),
    "pick_list": ("get", {"packer": 200}),
    "labels": ("post", {"packer": 302}),
    "pack_together": ("post", {"packer": 302}),
    "ship_together": ("post", {"packer": 302}),
    "keep_filter": ("post", {"packer": 302}),
    "drop_filter": ("post", {"packer": 302}),
    "order": ("get", {"packer": 200, "service": 200, "accountant": 200}),
    "label": ("post", {"packer": 200}),
    "label_paper": ("post", {"packer": 200}),
    "pack": ("post", {"packer": 302}),
    "ship": ("post", {"packer": 200}),
    "delivered": ("post", {"packer": 302}),
    "cancel": ("post", {"service": 302, "accountant": 302}),
    "refund": ("post", {"service": 200, "accountant": 200}),
    "problems": ("get", {"service": 200}),
    "problem": ("post", {"service": 200}),
    "close_problem": ("post", {"service": 302}),
    "find": ("get", {"service": 200, "dpo": 200}),
    "person": ("get", {"service": 200, "accountant": 200, "dpo": 200}),
    "open_card": ("post", {"service": 200, "accountant": 403, "dpo": 403}),
    "sizes": ("post", {"service": 200}),
    "invoices": ("get", {"accountant": 200}),
    "invoice": ("post", {"accountant": 200}),
    "invoice_paper": ("post", {"accountant": 200}),
    "invoice_file": ("post", {"accountant": 200}),
    "today": ("get", {"dpo": 200}),
    "oversight": ("get", {"dpo": 200}),
    "log": ("get", {"dpo": 200}),
}
"""Address -> how it is called, and what each role gets that is neither 404 for outsiders nor 403 for staff.

A card is asked to open for answering the customer, which only service may claim.
"""


def _address(name: str, world: World) -> str:
    known = {"number": world.number, "report": world.report, "person": world.mara.id, "clause": "profile"}
    known["kept"] = world.mara.id
    pattern = next(each for each in urls.urlpatterns if each.name == name)
    return reverse(f"desk:{name}", kwargs={key: known[key] for key in pattern.pattern.converters})


def test_the_matrix_names_every_address_of_the_desk() -> None:
    assert set(MATRIX) == {pattern.name for pattern in urls.urlpatterns}


@pytest.mark.clause("5.1")
@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_its_pages_and_no_others(world: World, role: str) -> None:
    got, wanted = {}, {}
    for name, (method, allowed) in MATRIX.items():
        given = {"purpose": "answer_customer"} if name == "open_card" else {}
        answer = getattr(world.browsers[role], method)(_address(name, world), given)
        got[name] = answer.status_code
        wanted[name] = allowed.get(role, 403 if role in INSIDE else 404)
    assert got == wanted


@pytest.mark.parametrize("role", ["stranger", "customer"])
def test_outsiders_cannot_tell_a_page_of_the_desk_from_nothing(world: World, role: str) -> None:
    for name, (method, _) in MATRIX.items():
        other = "get" if method == "post" else "post"
        assert getattr(world.browsers[role], other)(_address(name, world)).status_code == 404


@pytest.mark.parametrize("role", ["packer", "service", "accountant", "dpo"])
def test_nothing_that_opens_or_changes_answers_to_a_link(world: World, role: str) -> None:
    before = len(world.log())
    for name, (method, allowed) in MATRIX.items():
        if method == "post" and allowed.get(role, 403) != 403:
            assert world.browsers[role].get(_address(name, world)).status_code == 405
    assert len(world.log()) == before


def test_a_refused_page_names_the_clause(world: World) -> None:
    page = world.browsers["packer"].get("/en/desk/oversight/")
    assert page.status_code == 403
    assert "5.3" in page.content.decode()


@pytest.mark.clause("5.3")
def test_a_packer_at_a_persons_page_is_refused_and_recorded(world: World) -> None:
    assert world.browsers["packer"].get(f"/desk/people/{world.mara.id}/").status_code == 403
    newest = world.log()[0]
    assert (newest.role, newest.refused_by, newest.verb) == ("packer", "5.3", "read")


@pytest.mark.parametrize(
    ("role", "landing"),
    [("packer", "queue"), ("service", "find"), ("accountant", "invoices"), ("dpo", "today")],
)
def test_each_role_lands_where_its_work_is(world: World, role: str, landing: str) -> None:
    assert world.browsers[role].get("/desk/")["Location"] == reverse(f"desk:{landing}")


def test_the_side_lists_only_what_the_role_may_enter(world: World) -> None:
    page = world.browsers["packer"].get("/en/desk/orders/").content.decode()
    assert "Pick list" in page
    assert "Oversight" not in page
    assert "Find a person" not in page


def test_no_page_of_the_desk_is_kept_by_a_cache(world: World) -> None:
    answer = world.browsers["service"].get(f"/desk/people/{world.mara.id}/")
    assert "no-store" in answer["Cache-Control"]
