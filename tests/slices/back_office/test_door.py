"""The door of the back office: merchandisers pass, everybody else finds nothing or is refused."""

from __future__ import annotations

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from kindr.base import clock
from kindr.privacy.access.declare import declared
from kindr.shop.catalog.models import Errand, Kind, Variant
from kindr.web.back_office.site import office
from tests.cast import Player, colleague, parent

OTHER_STAFF = ("Tariq", "Bima", "Ratna", "Odile", "Lestari", "Bagas")


def _addresses(garment: Variant, of: Player) -> list[str]:
    errand = Errand.objects.create(kind=Kind.PRICES, total=0, staff=of.id, asked_at=clock.now(), moved_at=clock.now())
    pages = [f"catalog_{name}_{page}" for name in ("product", "category", "colour") for page in ("changelist", "add")]
    of_one = [f"catalog_product_{page}" for page in ("change", "history", "pieces")]
    return [
        *(reverse(f"admin:{name}") for name in ("index", "sheets", "sizes", *pages)),
        *(reverse(f"admin:{name}", args=[garment.product_id]) for name in of_one),
        reverse("admin:download", args=["prices"]),
        reverse("admin:errand", args=[errand.pk]),
    ]


def test_a_merchandiser_meets_every_page_and_no_browser_keeps_it(desk: Client, garment: Variant, citra: Player) -> None:
    for address in _addresses(garment, citra):
        answer = desk.get(address)
        assert (address, answer.status_code) == (address, 200)
        assert "no-store" in answer["Cache-Control"]
        assert desk.get(f"/en{address}").status_code == 200


def test_other_staff_are_refused_everywhere(desk: Client, garment: Variant, citra: Player) -> None:
    others = {name: colleague(name).client() for name in OTHER_STAFF}
    for address in _addresses(garment, citra):
        assert desk.get(address).status_code == 200
        answers = {name: client.get(address).status_code for name, client in others.items()}
        assert (address, answers) == (address, dict.fromkeys(OTHER_STAFF, 403))


def test_customers_and_strangers_find_nothing_there(desk: Client, garment: Variant, citra: Player) -> None:
    mara = parent("Mara").client()
    for address in _addresses(garment, citra):
        assert desk.get(address).status_code == 200
        assert {mara.get(address).status_code, Client().get(address).status_code} == {404}


def test_somebody_elses_form_changes_nothing(garment: Variant) -> None:
    odile = colleague("Odile").client()
    address = reverse("admin:catalog_product_pieces", args=[garment.product_id])
    answer = odile.post(address, {"way": "arrived", f"pieces_{garment.pk}": "5"})
    assert answer.status_code == 403
    garment.refresh_from_db()
    assert garment.stock == 10


def test_there_is_no_second_sign_in(client: Client) -> None:
    answer = client.get(reverse("admin:login"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:staff_sign_in"))
    names = {pattern.name for pattern in office.get_urls() if isinstance(pattern, URLPattern)}
    assert not names & {"logout", "password_change", "jsi18n", "autocomplete", "view_on_site"}


def test_every_address_of_the_office_is_declared() -> None:
    def callbacks(patterns: list[URLPattern | URLResolver]) -> list[object]:
        return [
            each
            for pattern in patterns
            for each in (callbacks(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern.callback])
        ]

    found = callbacks(office.get_urls())
    assert len(found) > 20
    assert [view for view in found if declared(view) is None] == []


def test_a_form_without_its_token_is_refused(citra: Player, garment: Variant) -> None:
    client = citra.client()
    client.handler.enforce_csrf_checks = True
    address = reverse("admin:catalog_product_pieces", args=[garment.product_id])
    assert client.post(address, {"way": "arrived"}).status_code == 403


def test_a_merchandisers_first_page_leads_to_the_back_office(desk: Client) -> None:
    office = reverse("admin:index")
    assert f'href="{office}"' in desk.get(reverse("desk:home")).content.decode()


def test_no_page_of_the_office_needs_a_weaker_policy_or_a_script_of_djangos(
    desk: Client, garment: Variant, citra: Player
) -> None:
    for address in _addresses(garment, citra):
        answer = desk.get(address)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        assert "unsafe" not in answer["Content-Security-Policy"]
        page = answer.content.decode()
        assert "static/admin" not in page
        assert " style=" not in page
        assert " onclick=" not in page
    assert "unsafe" not in str(settings.CONTENT_SECURITY_POLICY)
    assert LogEntry.objects.count() == 0


def test_deeds_are_done_by_post_alone_and_the_door_comes_first(desk: Client, garment: Variant) -> None:
    for address in (reverse("admin:drawings"), reverse("admin:reprice")):
        assert (desk.get(address).status_code, Client().get(address).status_code) == (405, 404)
        assert Client().post(address).status_code == 404
    assert Errand.objects.count() == 0
