"""My data: everything held, whence, why, until when, who may see it, who opened it; in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.base import clock
from kindr.privacy import gates, registry
from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.vault.records import PersonalRecord
from kindr.shop.orders.models import Delivery, Invoice
from tests.buying import order_of, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db


def _values_of(player: Player) -> Iterator[str]:
    """Every text that is held about somebody, opened by the system."""
    for model in registry.personal_records():
        rows: list[PersonalRecord] = list(model._default_manager.filter(person_id=player.id))
        for opened in gates.read_many(rows, access=system_access("show_my_data"), at=clock.now()):
            yield from (value for value in opened.values().values() if isinstance(value, str))


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/my-data/")
    assert response.status_code == 302
    assert "next=/my-data/" in response["Location"]


@pytest.mark.clause("6.1")
def test_every_value_that_is_held_stands_on_the_page(mara: Player) -> None:
    page = mara.client().get("/my-data/").content.decode()
    assert mara.email in page
    for value in ("Mara",):
        assert value in page


@pytest.mark.parametrize(("path", "words"), [("/my-data/", "Data saya"), ("/en/my-data/", "My data")])
def test_the_page_speaks_both_languages(mara: Player, path: str, words: str) -> None:
    assert words in mara.client().get(path).content.decode()


def test_each_clause_says_why_until_when_and_who_may_see_it(mara: Player) -> None:
    page = mara.client().get("/en/my-data/").content.decode()
    assert "Keep your account, profile and address book" in page
    assert "a contract with you" in page
    assert "Kept as long as you have an account" in page
    assert "Customer service staff" in page


def test_an_opening_by_staff_is_shown_with_role_and_reason(mara: Player, tariq: Player) -> None:
    from django.apps import apps

    profile = apps.get_model("accounts.Profile")._default_manager.get(person_id=mara.id)
    gates.read(profile, access=tariq.access("answer_customer"), at=clock.now())
    page = mara.client().get("/en/my-data/").content.decode()
    assert "Customer service staff" in page
    assert "To: Answer your questions and complaints" in page


def test_the_number_of_queries_does_not_grow_with_what_is_held(mara: Player) -> None:
    client = mara.client()
    paid(order_of(mara))
    client.get("/my-data/")
    counts = []
    for _ in range(2):
        with (
            CaptureQueriesContext(connections["default"]) as data,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            client.get("/my-data/")
        # The head of the page asks the catalogue for its sections again whenever the catalogue has changed.
        counts.append((len([query for query in data if "catalog_" not in query["sql"]]), len(keys)))
        _more_addresses(mara, 5)
        paid(order_of(mara))
    assert counts[0] == counts[1]
    assert counts[0][1] == 2  # the keys, and what is paused


def _more_addresses(player: Player, count: int) -> None:
    from django.apps import apps

    model = apps.get_model("accounts.SavedAddress")
    old = model._default_manager.filter(person_id=player.id).first()
    values = gates.read(old, access=system_access("show_my_data"), at=clock.now()).values()
    for _ in range(count):
        gates.collect(
            model,
            person=player.id,
            access=player.access("keep_account"),
            at=clock.now(),
            source="account",
            values=values,
        )


def test_the_copy_for_machines_has_every_value_with_its_names_and_the_trail(mara: Player) -> None:
    response = mara.client().get("/my-data/download.json")
    assert response["Content-Disposition"].startswith("attachment")
    content = json.loads(b"".join(response.streaming_content))  # type: ignore[attr-defined]  # a streamed answer
    assert content["schema"] == "kindr-my-data/1"
    values = [value for record in content["stores"]["records"] for value in record.get("values", [])]
    assert mara.email in {value["value"] for value in values}
    assert all(value["dpv"] for value in values)
    assert content["stores"]["access log"]


def test_the_copy_to_read_is_one_page(mara: Player) -> None:
    response = mara.client().get("/en/my-data/download.html")
    page = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]  # a streamed answer
    assert mara.email in page
    assert "Who opened your data" in page


def test_secrets_that_let_somebody_sign_in_are_named_and_never_shown(mara: Player) -> None:
    response = mara.client().get("/my-data/download.json")
    content = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]  # a streamed answer
    categories = {
        value["category"]: value["value"]
        for record in json.loads(content)["stores"]["records"]
        for value in record.get("values", [])
    }
    assert categories.get("password_factor") is None


def test_looking_is_logged_and_folded(mara: Player) -> None:
    client = mara.client()
    client.get("/my-data/")
    once = len(log.lines_about(mara.id))
    client.get("/my-data/")
    assert len(log.lines_about(mara.id)) == once


@pytest.mark.parametrize("show", ["others", "all", "refused", "nonsense"])
@pytest.mark.parametrize("page", ["1", "0", "-3", "999999999999", "x"])
def test_the_page_of_openings_takes_any_filter_and_page(mara: Player, show: str, page: str) -> None:
    response = mara.client().get("/en/my-data/openings/", {"show": show, "page": page, "clause": "profile"})
    assert response.status_code == 200


def test_a_village_is_shown_by_its_names(mara: Player) -> None:
    page = mara.client().get("/my-data/").content.decode()
    assert "Melawai, Kebayoran Baru" in page


def test_the_indonesian_page_has_no_english_left(mara: Player) -> None:
    browser = mara.client()
    for path in ("/my-data/", "/my-data/openings/?show=all", "/my-data/delete/"):
        page = browser.get(path).content.decode()
        for words in ("Clause", "Kept until", "looked at it", "Change", "Show", "entries", "a contract with you"):
            assert words not in page, (path, words)


def test_a_value_is_corrected_in_place(mara: Player) -> None:
    placed = paid(order_of(mara))
    delivery = Delivery.objects.get(order_id=placed.order_id)
    browser = mara.client()
    address = f"/en/my-data/correct/{delivery.pk}/recipient/"
    assert address in browser.get("/en/my-data/").content.decode()
    assert 'value="Mara"' in browser.get(address).content.decode()
    response = browser.post(address, {"value": "  Mara   Baru "}, follow=True)
    assert "It is corrected." in response.content.decode()
    delivery.refresh_from_db()
    opened = gates.read(delivery, access=mara.access("show_my_data"), at=clock.now())
    assert opened.recipient == "Mara Baru"


@pytest.mark.parametrize("value", ["", "   ", "x" * 201, "Mara\x00Baru"])
def test_a_correction_that_cannot_be_right_is_refused_with_a_sentence(mara: Player, value: str) -> None:
    placed = paid(order_of(mara))
    delivery = Delivery.objects.get(order_id=placed.order_id)
    response = mara.client().post(f"/en/my-data/correct/{delivery.pk}/recipient/", {"value": value})
    assert response.status_code == 422
    delivery.refresh_from_db()
    assert gates.read(delivery, access=mara.access("show_my_data"), at=clock.now()).recipient == "Mara"


def test_nobody_corrects_somebody_elses_value_nor_one_that_is_not_corrected_here(mara: Player, ilse: Player) -> None:
    placed = paid(order_of(mara))
    delivery = Delivery.objects.get(order_id=placed.order_id)
    assert ilse.client().post(f"/my-data/correct/{delivery.pk}/recipient/", {"value": "X"}).status_code == 404
    assert mara.client().get(f"/my-data/correct/{delivery.pk}/postcode/").status_code == 404
    invoice = Invoice.objects.get(order_id=placed.order_id)
    assert mara.client().get(f"/my-data/correct/{invoice.pk}/name/").status_code == 404


def test_what_a_parent_reads_about_a_child_folds_as_their_own(mara: Player, noa: Player) -> None:
    assert noa.id is not None
    browser = mara.client()
    browser.get("/my-data/")
    once = len(log.lines_about(noa.id))
    browser.get("/my-data/")
    assert len(log.lines_about(noa.id)) == once


def test_staff_have_no_page_of_their_own_here(tariq: Player) -> None:
    assert tariq.client().get("/my-data/").status_code == 403
