"""Packing, shipping, letters, the claim of an account, and forgetting after arrival."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kindr.adapters.mail.models import MailboxLetter
from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import NotYours, PurposeNotAllowed
from kindr.privacy.people import Claim, Person
from kindr.privacy.retention import actions as retention
from kindr.privacy.vault.lookup import LookupEntry
from kindr.shop.orders import actions, queries
from kindr.shop.orders.actions import NoSuchOrder, NoTrackingNumber, Occasion, StepNotAllowed
from kindr.shop.orders.models import Delivery, GuestContact, Order, OrderEvent, Shipment
from kindr.shop.orders.rules import Stage
from tests.buying import a_garment, arrived, guest_order, order_of, paid, run_tasks, shipped
from tests.cast import Player

pytestmark = pytest.mark.django_db

SAM = "sam@elsewhere.example"


def letters() -> list[tuple[str, str, str]]:
    """Recipient, subject and body of every letter in the development mailbox."""
    rows = list(MailboxLetter.objects.order_by("collected_at"))
    opened = gates.read_many(rows, access=system_access("deliver_letters"), at=clock.now())
    return [(each.to, each.subject, each.body) for each in opened]


def test_a_packer_packs_and_ships_and_the_history_says_who(bima: Player) -> None:
    placed = shipped(paid(guest_order(SAM)), by=bima)
    order = Order.objects.get()
    assert order.packed_at is not None
    assert order.shipped_at is not None
    assert list(OrderEvent.objects.order_by("at", "id").values_list("step", "role")) == [
        ("place", "stranger"),
        ("pay", "system"),
        ("pack", "packer"),
        ("ship", "packer"),
    ]
    assert str(Shipment.objects.get().tracking_number) == "•••"
    assert placed.number == order.number


def test_only_the_warehouse_packs(tariq: Player, ratna: Player, bima: Player, mara: Player) -> None:
    placed = paid(order_of(mara))
    for access in (tariq.access("answer_customer"), ratna.access("refund_payment"), mara.access("place_order")):
        with pytest.raises(PurposeNotAllowed):
            actions.pack(placed.number, access=access, at=clock.now())
    actions.pack(placed.number, access=bima.access("fulfil_order"), at=clock.now())


def test_an_unpaid_order_is_not_packed_and_an_unpacked_one_not_shipped(bima: Player) -> None:
    placed, access = guest_order(SAM), bima.access("fulfil_order")
    with pytest.raises(StepNotAllowed):
        actions.pack(placed.number, access=access, at=clock.now())
    paid(placed)
    with pytest.raises(StepNotAllowed):
        actions.ship(placed.number, tracking_number="JNE001", access=access, at=clock.now())
    with pytest.raises(NoSuchOrder):
        actions.pack("KD-0000-0000", access=access, at=clock.now())


@pytest.mark.parametrize("number", ["", "abc", "x" * 41, "JNE 0012", "<b>JNE</b>"])
def test_a_parcel_needs_a_couriers_number(bima: Player, number: str) -> None:
    placed, access = paid(guest_order(SAM)), bima.access("fulfil_order")
    actions.pack(placed.number, access=access, at=clock.now())
    with pytest.raises(NoTrackingNumber):
        actions.ship(placed.number, tracking_number=number, access=access, at=clock.now())


def test_the_confirmation_and_the_shipment_are_told_by_mail_in_the_language_of_the_order(bima: Player) -> None:
    placed = shipped(paid(guest_order(SAM)), by=bima)
    run_tasks()
    sent = letters()
    assert {to for to, _, _ in sent} == {SAM}
    assert [subject for _, subject, _ in sent] == [
        f"We have your order {placed.number}",
        f"The payment for order {placed.number} has arrived",
        f"Order {placed.number} is on its way",
    ]
    assert "JNE0012345678" in sent[2][2]
    assert "Jalan Contoh" not in "".join(body for _, _, body in sent)


def test_a_letter_sent_twice_carries_the_same_id(mara: Player) -> None:
    placed = order_of(mara)
    for _ in range(2):
        actions.write_letter(placed.order_id, Occasion.PLACED, access=system_access("deliver_letters"), at=clock.now())
    assert MailboxLetter.objects.get().message_id == f"order-placed.{placed.order_id}"


def test_the_link_in_a_guests_letter_shows_that_order_and_no_other(sam: Player) -> None:
    placed, other = guest_order(SAM), guest_order("other@elsewhere.example")
    run_tasks({"write_of_order"})
    body = next(body for to, _, body in letters() if to == SAM)
    link = next(word for word in body.split() if "/open/" in word).split("://", 1)[1].split("/", 1)[1]
    client = sam.client()
    assert client.get(f"/{link}")["Location"].endswith(f"/orders/{placed.number}/")
    assert client.get(f"/en/orders/{placed.number}/").status_code == 200
    assert client.get(f"/en/orders/{other.number}/").status_code == 404
    assert sam.client().get(f"/{link}x/").status_code == 404
    assert sam.client().get(f"/{link.replace(placed.number, other.number)}").status_code == 404


def test_an_account_that_proves_the_same_address_claims_what_a_guest_ordered(mara: Player, ilse: Player) -> None:
    placed = guest_order(mara.email.upper())
    stranger = guest_order("other@elsewhere.example")
    for _ in range(2):
        actions.claim_guest_orders(mara.id, access=system_access("place_order"), at=clock.now())  # type: ignore[arg-type]
    assert Claim.objects.get().guest_id == placed.person_id
    page = mara.client().get(f"/en/orders/{placed.number}/")
    assert page.status_code == 200
    assert placed.number in mara.client().get("/en/orders/").content.decode()
    assert mara.client().get(f"/en/orders/{stranger.number}/").status_code == 404
    assert ilse.client().get(f"/en/orders/{placed.number}/").status_code == 404


def test_what_somebody_orders_without_signing_in_is_theirs_when_their_account_has_proven_the_address(
    mara: Player, tariq: Player
) -> None:
    placed, others = guest_order(mara.email.upper()), [guest_order("other@elsewhere.example"), guest_order(tariq.email)]
    run_tasks({"claim_order"})
    assert Claim.objects.get().guest_id == placed.person_id
    assert mara.client().get(f"/en/orders/{placed.number}/").status_code == 200
    assert {mara.client().get(f"/en/orders/{each.number}/").status_code for each in others} == {404}


def test_staff_find_orders_by_number_exact_address_or_phone_and_never_by_name(tariq: Player, mara: Player) -> None:
    guest, own = guest_order(SAM), order_of(mara)
    access, at = tariq.access("answer_customer"), clock.now()
    assert queries.find_orders(guest.number.lower(), access=access, at=at) == [guest.number]
    assert queries.find_orders(" SAM@elsewhere.example ", access=access, at=at) == [guest.number]
    assert queries.find_orders("0812-3456-7890", access=access, at=at) == [guest.number]
    assert queries.find_orders(mara.email, access=access, at=at) == [own.number]
    assert queries.find_orders("Mara", access=access, at=at) == []
    assert queries.find_orders("sam@elsewhere", access=access, at=at) == []


def test_the_address_is_forgotten_30_days_after_the_parcel_arrived_and_not_before(bima: Player) -> None:
    arrived(paid(guest_order(SAM)), by=bima)
    access = system_access("keep_systems_running")
    retention.sweep(access=access, at=clock.now() + timedelta(days=29))
    assert Delivery.objects.exists()
    retention.sweep(access=access, at=clock.now() + timedelta(days=31))
    assert not Delivery.objects.exists()
    assert not GuestContact.objects.exists()
    assert not LookupEntry.objects.filter(person_id=Order.objects.get().person_id).exists()
    assert Order.objects.get().standing.stage is Stage.DELIVERED


def test_a_parcel_under_way_keeps_its_address_however_long_it_takes(bima: Player) -> None:
    shipped(paid(guest_order(SAM)), by=bima)
    retention.sweep(access=system_access("keep_systems_running"), at=clock.now() + timedelta(days=90))
    assert Delivery.objects.exists()
    later = clock.now() + timedelta(days=22)
    assert actions.presume_delivered(access=system_access("fulfil_order"), at=later) == 1
    retention.sweep(access=system_access("keep_systems_running"), at=later + timedelta(days=31))
    assert not Delivery.objects.exists()


def test_a_buyer_reads_a_forgotten_address_as_forgotten(mara: Player, bima: Player) -> None:
    placed = arrived(paid(order_of(mara)), by=bima)
    retention.sweep(access=system_access("keep_systems_running"), at=clock.now() + timedelta(days=31))
    page = mara.client().get(f"/en/orders/{placed.number}/").content.decode()
    assert "has been forgotten" in page
    assert "JNE0012345678" in page


def test_what_an_erasure_has_to_wait_for_is_named(mara: Player, bima: Player) -> None:
    placed = paid(order_of(mara))
    waiting = {hold.slot.clause for hold in queries.holds([mara.id])}  # type: ignore[list-item]  # Mara has an id
    assert waiting == {"delivery_address", "order_contact", "order_book"}
    arrived(placed, by=bima)
    assert queries.holds([mara.id]) == []  # type: ignore[list-item]


def test_a_label_is_opened_for_fulfilment_only(bima: Player, ratna: Player) -> None:
    placed = paid(guest_order(SAM))
    label = queries.parcel_label(placed.number, access=bima.access("fulfil_order"), at=clock.now())
    assert label.address.street == "Jalan Contoh 12"
    assert "Jalan" not in repr(label)
    with pytest.raises(PurposeNotAllowed):
        queries.parcel_label(placed.number, access=ratna.access("keep_tax_records"), at=clock.now())


def test_a_page_of_names_takes_one_key_query_however_many(bima: Player, django_assert_num_queries: object) -> None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    garment = a_garment()
    counted = []
    for _ in range(2):
        for _ in range(3):
            paid(guest_order(SAM, garment))
        with CaptureQueriesContext(connections["keys"]) as asked:
            page = queries.queue(Stage.TO_PACK)
            named = queries.with_names(page, access=bima.access("fulfil_order"), at=clock.now())
        counted.append(len(asked))
        assert {row.recipient for row in named.rows} == {"Mara"}
    assert counted[1] <= counted[0]
    assert queries.counts()[Stage.TO_PACK] == 6
    assert [line.pieces for line in queries.pick_list(language="en")] == [6]


def test_a_person_that_is_nobodys_sees_nothing(sam: Player) -> None:
    placed = guest_order(SAM)
    with pytest.raises(NotYours):
        queries.order_page(placed.number, access=sam.access("place_order"), at=clock.now(), language="en")
    assert queries.orders_of(access=sam.access("place_order"), language="en").deals == ()
    assert Person.objects.count() == 1
