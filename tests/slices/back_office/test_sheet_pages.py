"""Sheets in the back office: a check changes nothing, doing it changes what the check said, and it can be undone."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kindr.base import clock
from kindr.base.ids import new_id
from kindr.shop.catalog import actions
from kindr.shop.catalog.actions import errands
from kindr.shop.catalog.models import Errand, ErrandLine, Outcome, PriceChange, Product, State, StockMovement, Variant
from tests.buying import a_garment, run_tasks
from tests.cast import Player


class Killed(BaseException):
    """Stands for a worker that is killed."""


@pytest.fixture
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errands, "STEP", 2)


def _send(client: Client, text: str, *, kind: str = "prices") -> uuid.UUID | None:
    sheet = SimpleUploadedFile("sheet.csv", text.encode("utf-8-sig"), "text/csv")
    answer = client.post(reverse("admin:sheets"), {"kind": kind, "sheet": sheet})
    return Errand.objects.get(state=State.CHECKED).pk if answer.status_code == 302 else None


def _turn(client: Client, errand: uuid.UUID | None, step: str) -> None:
    assert errand is not None
    assert client.post(reverse("admin:turn", args=[errand, step])).status_code == 302


def _numbers(garments: list[Variant]) -> list[tuple[int, int]]:
    rows = Variant.objects.filter(pk__in=[each.pk for each in garments])
    return list(rows.order_by("pk").values_list("price", "stock"))


def _sheet(garments: list[Variant], *, price: int = 99_000) -> str:
    rows = [
        f"{each.sku};{price};{3 if place % 2 else ''};{'' if place % 2 else 4}" for place, each in enumerate(garments)
    ]
    return "\n".join(["sku;harga;dihitung;datang", *rows])


@pytest.fixture
def garments(db: None) -> list[Variant]:
    return [a_garment() for _ in range(5)]


def test_what_was_fetched_changes_nothing_when_it_comes_back(desk: Client, garments: list[Variant]) -> None:
    addresses = [(kind, reverse("admin:download", args=[kind])) for kind in ("prices", "texts")]
    for kind, address in addresses:
        for prefix in ("", "/en"):
            fetched = desk.get(prefix + address)
            assert fetched["Content-Type"] == "text/csv; charset=utf-8"
            assert _send(desk, fetched.content.decode("utf-8-sig"), kind=kind) is None
    assert Errand.objects.count() == 0


def test_a_check_says_what_will_be_done_and_does_nothing(desk: Client, garments: list[Variant]) -> None:
    errand = _send(desk, _sheet(garments))
    assert _numbers(garments) == [(129_000, 10)] * 5
    said = set(ErrandLine.objects.filter(errand=errand).values_list("key", "field", "before", "after"))
    assert len(said) == 10
    _turn(desk, errand, "begin")
    run_tasks({"carry_on"})
    assert _numbers(garments) == [(99_000, 3 if place % 2 else 14) for place in range(5)]
    done = ErrandLine.objects.filter(errand=errand, outcome=Outcome.DONE)
    assert set(done.values_list("key", "field", "before", "after")) == said
    assert PriceChange.objects.count() == 5
    assert StockMovement.objects.count() == 10


def test_all_of_it_can_be_put_back(desk: Client, garments: list[Variant]) -> None:
    errand = _send(desk, _sheet(garments))
    for step in ("begin", "take-back"):
        _turn(desk, errand, step)
        run_tasks({"carry_on"})
    assert _numbers(garments) == [(129_000, 10)] * 5
    assert Errand.objects.get().state == State.UNDONE
    page = desk.get(reverse("admin:errand", args=[errand])).content.decode()
    assert "Sudah dikembalikan" in page


@pytest.mark.parametrize("killed_after", range(6))
@pytest.mark.usefixtures("_small_steps")
def test_a_worker_killed_in_the_middle_changes_neither_twice_nor_never(
    desk: Client, garments: list[Variant], killed_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    errand = _send(desk, _sheet(garments))
    assert errand is not None
    _turn(desk, errand, "begin")
    for _ in range(killed_after):
        actions.do_some(errand, at=clock.now())
    with monkeypatch.context() as patch:

        def killed(*_given: object, **_named: object) -> None:
            raise Killed

        patch.setattr(ErrandLine.objects, "bulk_update", killed)
        if killed_after < 5:
            with pytest.raises(Killed):
                actions.do_some(errand, at=clock.now())
    assert Errand.objects.get().done == min(10, killed_after * 2)
    run_tasks({"carry_on"})
    assert _numbers(garments) == [(99_000, 3 if place % 2 else 14) for place in range(5)]
    assert (Errand.objects.get().state, Errand.objects.get().done) == (State.DONE, 10)
    assert StockMovement.objects.count() == 10


def test_what_somebody_changed_meanwhile_is_left_alone_and_said(desk: Client, garments: list[Variant]) -> None:
    errand = _send(desk, _sheet(garments))
    actions.set_prices({garments[0].pk: 150_000}, at=clock.now())
    _turn(desk, errand, "begin")
    run_tasks({"carry_on"})
    assert _numbers(garments)[0] == (150_000, 14)
    page = desk.get(reverse("admin:errand", args=[errand])).content.decode()
    assert "1 baris dibiarkan" in page
    actions.set_prices({garments[1].pk: 151_000}, at=clock.now())
    _turn(desk, errand, "take-back")
    run_tasks({"carry_on"})
    assert _numbers(garments) == [(150_000, 10), (151_000, 10), *[(129_000, 10)] * 3]


def test_pieces_sold_between_check_and_doing_stay_sold(desk: Client, garments: list[Variant]) -> None:
    errand = _send(desk, f"sku;dihitung\n{garments[0].sku};8")
    actions.take_stock({garments[0].pk: 5}, order=new_id(), at=clock.now())
    _turn(desk, errand, "begin")
    run_tasks({"carry_on"})
    assert _numbers(garments)[0] == (129_000, 3)


def test_texts_come_and_go(desk: Client, garments: list[Variant], client: Client) -> None:
    product = Product.objects.get(pk=garments[0].product_id)
    errand = _send(desk, f"slug,title_en,material_en\n{product.slug},Pumpkin dress,", kind="texts")
    _turn(desk, errand, "begin")
    run_tasks({"carry_on"})
    page = f"/en/p/{product.slug}/"
    assert b"Pumpkin dress" in client.get(page).content
    _turn(desk, errand, "take-back")
    run_tasks({"carry_on"})
    assert b"Pumpkin dress" not in client.get(page).content


def test_a_sheet_with_one_wrong_row_changes_nothing_and_names_the_row(desk: Client, garments: list[Variant]) -> None:
    sheet = SimpleUploadedFile("s.csv", f"{_sheet(garments)}\nK-nowhere;murah;;".encode(), "text/csv")
    answer = desk.post(reverse("admin:sheets"), {"kind": "prices", "sheet": sheet})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ini bukan harga" in page
    assert '<th scope="row">7</th>' in page
    assert Errand.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x89PNG\r\n", b"sku;harga"])
def test_a_file_that_is_no_sheet_is_refused_kindly(desk: Client, garments: list[Variant], content: bytes) -> None:
    sheet = SimpleUploadedFile("s.csv", content, "text/csv")
    answer = desk.post(reverse("admin:sheets"), {"kind": "prices", "sheet": sheet})
    assert answer.status_code in (200, 422)
    assert Errand.objects.count() == 0


def test_pressed_twice_it_is_done_once(desk: Client, garments: list[Variant]) -> None:
    errand = _send(desk, _sheet(garments))
    for _ in range(2):
        _turn(desk, errand, "begin")
    assert run_tasks({"carry_on"}) == ["carry_on"]
    _turn(desk, errand, "begin")
    assert run_tasks({"carry_on"}) == []
    _turn(desk, errand, "drop")
    assert Errand.objects.count() == 1


def test_a_dropped_check_and_an_older_one_are_forgotten(desk: Client, garments: list[Variant]) -> None:
    _send(desk, _sheet(garments))
    errand = _send(desk, _sheet(garments, price=98_000))
    assert Errand.objects.count() == 1
    _turn(desk, errand, "drop")
    assert Errand.objects.count() == 0


def test_progress_is_asked_for_until_nothing_moves(desk: Client, garments: list[Variant], citra: Player) -> None:
    errand = _send(desk, _sheet(garments))
    address = reverse("admin:errand", args=[errand])
    _turn(desk, errand, "begin")
    moving = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" in moving
    assert "0 / 10" in moving
    assert "<html" not in moving
    run_tasks({"carry_on"})
    still = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in still
    assert "10 / 10" in still
    assert Errand.objects.get().staff == citra.id


def test_every_garment_is_drawn_once_and_what_cannot_be_is_named(desk: Client, garments: list[Variant]) -> None:
    Product.objects.update(design={"silhouette": "tee"})
    Product.objects.filter(pk=garments[0].product_id).update(design={"silhouette": "toga"})
    desk.post(reverse("admin:drawings"))
    run_tasks({"carry_on"})
    outcomes = dict(ErrandLine.objects.values_list("key", "outcome"))
    assert outcomes.pop(garments[0].product.slug) == Outcome.SKIPPED
    assert set(outcomes.values()) == {Outcome.DONE}
    page = desk.get(reverse("admin:errand", args=[Errand.objects.get().pk])).content.decode()
    assert "1 pakaian tidak dapat digambar" in page


def test_a_whole_section_gets_cheaper_once_it_was_looked_at(desk: Client, garments: list[Variant]) -> None:
    address = reverse("admin:reprice")
    assert desk.post(address, {"section": "kaus", "percent": "-10"}).status_code == 302
    assert _numbers(garments) == [(129_000, 10)] * 5
    _turn(desk, Errand.objects.get().pk, "begin")
    run_tasks({"carry_on"})
    assert _numbers(garments) == [(116_000, 10)] * 5
    assert desk.post(address, {"percent": "0"}).status_code == 200
    assert "id_percent_error" in desk.post(address, {"percent": "-99"}).content.decode()
    assert Errand.objects.count() == 1
