"""The queue's filters, the ones that are kept, and steps for several orders at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.base import clock
from kindr.shop.desk import rules
from kindr.shop.desk.forms import FilterForm
from kindr.shop.desk.models import SavedFilter
from kindr.shop.desk.rules import Urgency, waiting
from kindr.shop.orders.actions import report_problem
from kindr.shop.orders.models import Order
from kindr.shop.orders.queries import Wanted
from tests.buying import a_garment, order_of, paid
from tests.cast import colleague
from tests.slices.desk.conftest import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

QUEUE = "/en/desk/orders/"
NUMBERS = re.compile(r'name="order" value="(KD-[0-9A-Z]{4}-[0-9A-Z]{4})"')


@pytest.fixture
def packer(world: World) -> Client:
    return world.browsers["packer"]


@pytest.fixture
def three(world: World) -> list[str]:
    """Mara's order and two more of hers, all to be packed; the last has waited for three days and goes BEST."""
    numbers = [world.number, *(paid(order_of(world.mara)).number for _ in range(2))]
    long_ago = clock.now() - timedelta(days=3)
    Order.objects.filter(number=numbers[2]).update(service="best", paid_at=long_ago, placed_at=long_ago)
    return numbers


def _shown(browser: Client, asked: str = "") -> list[str]:
    return NUMBERS.findall(browser.get(f"{QUEUE}?{asked}").content.decode())


def test_each_filter_shows_what_it_says(world: World, packer: Client, three: list[str]) -> None:
    first, second, old = three
    assert _shown(packer) == [old, first, second], "the longest waiting come first"
    assert _shown(packer, "service=best") == [old]
    assert _shown(packer, "waiting=2") == [old]
    assert _shown(packer, "waiting=4") == []
    assert _shown(packer, "problem=open") == [first], "Mara reported something about her first order"
    assert _shown(packer, "pieces=one") == [old, first, second]
    assert _shown(packer, "pieces=many") == []
    assert _shown(packer, "sort=newest")[-1] == old
    assert _shown(packer, "service=regular&problem=open") == [first]


@pytest.mark.parametrize("asked", ["service=pigeon", "waiting=9", "stage=lost", "sort=%27--", "pieces=&waiting=x"])
def test_a_filter_that_nobody_knows_asks_for_nothing(packer: Client, three: list[str], asked: str) -> None:
    assert len(_shown(packer, asked)) == 3


def test_the_stages_are_counted_under_the_same_filter(packer: Client, three: list[str]) -> None:
    page = packer.get(f"{QUEUE}?service=best").content.decode()
    counts = dict(re.findall(r'href="\?stage=(\w+)[^"]*"[^>]*>[^<]*<span class="badge">(\d+)<', page))
    assert counts["to_pack"] == "1"
    assert counts["packed"] == "0"


def test_a_closed_report_is_no_open_problem(world: World, packer: Client) -> None:
    world.browsers["service"].post(f"/desk/problems/{world.report}/close/")
    assert _shown(packer, "problem=open") == []


def test_a_part_of_the_page_is_sent_when_the_page_asks_for_it(packer: Client, three: list[str]) -> None:
    part = packer.get(f"{QUEUE}?service=best", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="desk-queue')
    assert three[2] in part
    assert "<html" not in part
    again = packer.get(QUEUE, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in again.content.decode()


def test_a_filter_is_kept_under_the_name_of_what_it_does(packer: Client, three: list[str]) -> None:
    packer.post("/en/desk/orders/filters/", {"stage": "to_pack", "service": "best", "waiting": "2", "pieces": "pigeon"})
    packer.post("/en/desk/orders/filters/", {"stage": "to_pack", "service": "best", "waiting": "2"})
    [kept] = SavedFilter.objects.all()
    page = packer.get(QUEUE).content.decode()
    assert "To pack · BEST · waiting 2 days or more" in page
    assert "Perlu dikemas · BEST · menunggu 2 hari atau lebih" in packer.get("/desk/orders/").content.decode()
    packer.post(f"/en/desk/orders/filters/{kept.pk}/drop/")
    assert not SavedFilter.objects.exists()


def test_nobody_drops_the_filter_of_a_colleague(world: World, packer: Client) -> None:
    packer.post("/en/desk/orders/filters/", {"service": "best"})
    kept = SavedFilter.objects.get()
    other = colleague("Lestari")
    SavedFilter.objects.filter(pk=kept.pk).update(staff=other.person)
    assert packer.post(f"/en/desk/orders/filters/{kept.pk}/drop/").status_code == 302
    assert SavedFilter.objects.filter(pk=kept.pk).exists()
    assert "BEST ·" not in packer.get(QUEUE).content.decode()


def test_at_most_twelve_filters_are_kept(packer: Client) -> None:
    wishes = [(s, w) for s in ("best", "regular", "") for w in ("1", "2", "4", "")]
    for service, wait in [*wishes, ("best", "1")]:
        packer.post("/en/desk/orders/filters/", {"service": service, "waiting": wait, "sort": "total"})
    packer.post("/en/desk/orders/filters/", {"problem": "open"})
    assert SavedFilter.objects.count() == 12
    assert SavedFilter.objects.filter(problem="open").exists()


def test_a_kept_filter_has_no_place_for_a_word_of_ones_own() -> None:
    texts = {field.name for field in SavedFilter._meta.concrete_fields if field.get_internal_type() == "CharField"}
    assert texts <= set(FilterForm.base_fields)
    assert FilterForm({"service": "Mara Melati", "sort": "0812"}).wanted == Wanted("to_pack")


def test_several_orders_are_packed_and_one_that_cannot_be_does_not_stop_them(packer: Client, three: list[str]) -> None:
    packer.post(f"/desk/orders/{three[1]}/pack/")
    page = packer.post("/en/desk/orders/pack/", {"order": [*three, "KD-0000-0000"]}).content.decode()
    assert "2 orders moved on." in page
    assert "It has moved on since you opened the page" in page
    assert "There is no order with this number." in page
    assert set(Order.objects.values_list("parcel", flat=True)) == {"packed"}


@pytest.mark.django_db(transaction=True)
def test_each_order_of_several_has_a_transaction_of_its_own(
    world: World, packer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of three are committed although the one between them fails after it was already changed."""
    numbers = [world.number, *(paid(order_of(world.mara)).number for _ in range(2))]
    from kindr.shop.orders.actions import steps
    from kindr.shop.orders.rules import StepNotAllowed

    real = steps.note

    def fails_once(order: Order, step: object, **more: object) -> None:
        real(order, step, **more)  # type: ignore[arg-type]  # what it was called with
        if order.number == numbers[1]:
            raise StepNotAllowed(order.standing, step)  # type: ignore[arg-type]  # a step

    monkeypatch.setattr(steps, "note", fails_once)
    packer.post("/en/desk/orders/pack/", {"order": numbers})
    parcels = dict(Order.objects.values_list("number", "parcel"))
    assert [parcels[number] for number in numbers] == ["packed", "waiting", "packed"]
    events = Order.objects.get(number=numbers[1]).events
    assert not events.filter(step="pack").exists()


def test_one_line_is_packed_in_place(packer: Client, three: list[str]) -> None:
    given = {"order": three, "only": three[0]}
    cell = packer.post("/en/desk/orders/pack/", given, headers={"HX-Request": "true"}).content.decode().strip()
    assert cell.startswith("<td")
    assert "badge-good" in cell
    assert sorted(Order.objects.values_list("parcel", flat=True)) == ["packed", "waiting", "waiting"]


def test_several_orders_are_shipped_each_with_its_own_number(packer: Client, three: list[str]) -> None:
    packer.post("/en/desk/orders/pack/", {"order": three})
    asked = packer.post("/en/desk/orders/ship/", {"order": three}).content.decode()
    assert asked.count('name="tracking_') == 3
    given = {f"tracking_{three[0]}": "JNE0001", f"tracking_{three[1]}": "x", f"tracking_{three[2]}": ""}
    page = packer.post("/en/desk/orders/ship/", {"order": three, **given}).content.decode()
    assert "1 order moved on." in page
    assert "This is no tracking number" in page
    assert page.count('name="tracking_') == 2
    parcels = dict(Order.objects.values_list("number", "parcel"))
    assert [parcels[number] for number in three] == ["shipped", "packed", "packed"]


@pytest.mark.clause("5.3")
def test_labels_of_several_parcels_open_together_and_leave_a_line(
    world: World, packer: Client, three: list[str]
) -> None:
    page = packer.post("/en/desk/orders/labels/", {"order": three}).content.decode()
    assert page.count('class="label"') == 3
    assert page.count("Jalan Contoh 12") == 3
    [line] = world.log()
    assert (line.purpose, set(line.opened)) == ("fulfil_order", {"delivery_address"})


def test_filters_names_and_labels_ask_as_much_for_five_orders_as_for_one(world: World, packer: Client) -> None:
    def asked(numbers: list[str]) -> list[tuple[int, int]]:
        found = []
        for ask in (
            lambda: packer.get(f"{QUEUE}?service=regular&problem=&pieces=one&sort=total"),
            lambda: packer.post(f"{QUEUE}?pieces=one"),
            lambda: packer.post("/en/desk/orders/labels/", {"order": numbers}),
        ):
            ask()
            with (
                CaptureQueriesContext(connections["default"]) as data,
                CaptureQueriesContext(connections["keys"]) as keys,
            ):
                assert ask().status_code == 200
            found.append((len(data), len(keys)))
        return found

    one = asked([world.number])
    five = asked([world.number, *(paid(order_of(world.mara)).number for _ in range(4))])
    assert five == one
    assert [keys for _, keys in five] == [0, 1, 1]


def test_nothing_ticked_changes_nothing_and_says_so(packer: Client) -> None:
    for step in ("labels", "pack", "ship"):
        page = packer.post(f"/en/desk/orders/{step}/", follow=True).content.decode()
        assert "Choose at least one order" in page
    assert Order.objects.get().parcel == "waiting"


def test_the_pick_list_of_the_ticked_orders_only(packer: Client, three: list[str]) -> None:
    page = packer.post("/en/desk/orders/pick-list/", {"order": three[:2]}).content.decode()
    assert three[0] in page
    assert three[2] not in page


def test_an_order_that_waits_too_long_says_so_in_words(packer: Client, three: list[str]) -> None:
    page = packer.get(QUEUE).content.decode()
    assert "3 days · late" in page
    assert "3 hari · terlambat" in packer.get("/desk/orders/").content.decode()


@pytest.mark.parametrize(
    ("service", "hours", "urgency"),
    [
        ("regular", 1, "calm"),
        ("regular", 24, "soon"),
        ("regular", 48, "late"),
        ("best", 9, "soon"),
        ("best", 24, "late"),
    ],
)
def test_best_becomes_pressing_sooner(service: str, hours: int, urgency: str) -> None:
    now = clock.now()
    assert waiting(now - timedelta(hours=hours), now, rules.PATIENCE[service]).urgency is Urgency(urgency)


def test_waiting_is_said_in_its_largest_unit() -> None:
    now = clock.now()
    said = [waiting(now - timedelta(minutes=m), now, None) for m in (0, 59, 60, 1439, 1440, 4400)]
    assert [(each.number, each.unit) for each in said] == [
        (1, "minutes"), (59, "minutes"), (1, "hours"), (23, "hours"), (1, "days"), (3, "days"),
    ]  # fmt: skip


def test_the_queue_with_all_its_filters_names_nobody(world: World, packer: Client, three: list[str]) -> None:
    page = packer.get(f"{QUEUE}?service=best&waiting=2&pieces=one&sort=pieces").content.decode()
    assert "sealed" in page
    assert ">Mara<" not in page
    assert world.log() == []


def test_a_report_shows_beside_the_number_of_its_order(world: World, packer: Client) -> None:
    said = {"message": "Lagi", "access": world.mara.access("answer_customer"), "at": clock.now()}
    report_problem(world.number, **said)  # type: ignore[arg-type]  # one dictionary of several kinds
    assert "2 problems" in packer.get(QUEUE).content.decode()


def test_garments_of_an_order_are_counted(world: World, packer: Client) -> None:
    order_of(world.mara, a_garment())
    assert len(_shown(packer, "stage=awaiting_payment&pieces=one")) == 1
