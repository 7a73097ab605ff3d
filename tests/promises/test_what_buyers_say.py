"""What is promised about the words that buyers have for a size (2.3.5, 4.7.12)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import NotYours, PurposeNotAllowed
from kindr.privacy.retention import actions as retention
from kindr.privacy.rights import actions as rights
from kindr.shop.catalog.models import Variant
from kindr.shop.measuring import queries
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.queries import Verdict, Verdicts
from kindr.shop.measuring.rules.feedback import counted
from kindr.shop.orders import actions as orders
from kindr.shop.orders.actions import NotDelivered, Placed
from kindr.shop.orders.models import Order
from tests.buying import a_garment, guest_order, order_of, paid
from tests.cast import Player
from tests.promises.evidence import lines_about

pytestmark = pytest.mark.django_db
TWO_YEARS = timedelta(days=2 * 365 + 2)


def arrived(placed: Placed) -> Placed:
    """The same order packed, shipped and delivered, as the system may do it."""
    access, at = system_access("fulfil_order"), clock.now()
    orders.pack(placed.number, access=access, at=at)
    orders.ship(placed.number, tracking_number="JNE0012345678", access=access, at=at)
    orders.mark_delivered(placed.number, access=access, at=at)
    return placed


def bought(player: Player, garment: Variant) -> Placed:
    """An order of a garment that has arrived."""
    return arrived(paid(order_of(player, garment)))


def say(verdict: Verdict | None, of: Placed, garment: Variant, by: Player) -> None:
    orders.judge_size(of.number, garment.pk, verdict, access=by.access("improve_sizes"), at=clock.now())


def totals(garment: Variant) -> Verdicts:
    return queries.verdicts_on([garment.product_id]).get(garment.product_id, Verdicts())


def rebuilt(garment: Variant) -> Verdicts:
    """The counts as they are when they are made anew from the rows that are there, opened through the gate."""
    rows = list(FitVerdict.objects.filter(product=garment.product_id))
    opened = gates.read_many(rows, access=system_access("improve_sizes"), at=clock.now())
    return counted(Verdict(each.verdict) for each in opened)


@pytest.mark.clause("2.3.5", "fit_verdict", "4.7.12")
def test_a_word_about_a_size_is_sealed_counted_and_written_into_the_record_of_openings(mara: Player) -> None:
    garment = a_garment()
    say(Verdict.TOO_SMALL, bought(mara, garment), garment, mara)
    kept = FitVerdict.objects.get()
    assert gates.read(kept, access=mara.access("improve_sizes"), at=clock.now()).verdict == "too_small"
    assert (kept.person_id, kept.source) == (mara.id, "order")
    assert totals(garment) == Verdicts(too_small=1)
    assert any(line.verb == "collect" and "fit_verdict" in line.opened for line in lines_about(mara.id))


@pytest.mark.clause("4.7.12")
def test_erasing_a_person_takes_exactly_their_word_out_of_the_count(mara: Player, ilse: Player) -> None:
    """The same counts as if they had been made anew without that person, for every product."""
    garments = [a_garment(), a_garment()]
    for player, words in (
        (mara, (Verdict.TOO_SMALL, Verdict.TOO_LARGE)),
        (ilse, (Verdict.TOO_SMALL, Verdict.RIGHT)),
    ):
        for garment, verdict in zip(garments, words, strict=True):
            say(verdict, bought(player, garment), garment, player)
    assert [totals(each) for each in garments] == [Verdicts(too_small=2), Verdicts(right=1, too_large=1)]
    assert mara.id is not None
    rights.delete_account(mara.id, language="en", access=mara.access("erase_my_data"), at=clock.now())
    assert [totals(each) for each in garments] == [Verdicts(too_small=1), Verdicts(right=1)]
    assert [totals(each) for each in garments] == [rebuilt(each) for each in garments]
    assert not FitVerdict.objects.filter(person_id=mara.id).exists()


@pytest.mark.clause("2.3.5", "fit_verdict")
def test_after_two_years_the_word_goes_and_its_count_with_it(mara: Player) -> None:
    garment = a_garment()
    say(Verdict.RIGHT, bought(mara, garment), garment, mara)
    kept = FitVerdict.objects.get()
    retention.sweep(access=system_access("keep_systems_running"), at=clock.now() + timedelta(days=700))
    assert totals(garment) == Verdicts(right=1)
    retention.sweep(access=system_access("keep_systems_running"), at=clock.now() + TWO_YEARS)
    assert totals(garment) == Verdicts() == rebuilt(garment)
    with pytest.raises(gates.Forgotten):
        gates.read(kept, access=mara.access("improve_sizes"), at=clock.now())


def test_a_second_word_takes_the_place_of_the_first_and_can_be_taken_back(mara: Player) -> None:
    garment = a_garment()
    order = bought(mara, garment)
    for verdict, count in (
        (Verdict.TOO_SMALL, Verdicts(too_small=1)),
        (Verdict.TOO_SMALL, Verdicts(too_small=1)),
        (Verdict.TOO_LARGE, Verdicts(too_large=1)),
        (None, Verdicts()),
        (None, Verdicts()),
        (Verdict.RIGHT, Verdicts(right=1)),
    ):
        say(verdict, order, garment, mara)
        assert totals(garment) == count == rebuilt(garment)


def test_only_the_buyer_can_speak_of_a_size_and_no_colleague_can_read_it(
    mara: Player, ilse: Player, tariq: Player, lestari: Player
) -> None:
    """The same order and the same word, by everybody: one of them succeeds."""
    garment = a_garment()
    order = bought(mara, garment)
    with pytest.raises(NotYours):
        say(Verdict.RIGHT, order, garment, ilse)
    for colleague in (tariq, lestari):
        with pytest.raises(PurposeNotAllowed):
            say(Verdict.RIGHT, order, garment, colleague)
    assert not FitVerdict.objects.exists()
    say(Verdict.RIGHT, order, garment, mara)
    kept = FitVerdict.objects.get()
    for colleague, purpose in ((tariq, "answer_customer"), (tariq, "improve_sizes"), (lestari, "newsletter")):
        with pytest.raises(PurposeNotAllowed):
            gates.read(kept, access=colleague.access(purpose), at=clock.now())
    assert gates.read(kept, access=mara.access("improve_sizes"), at=clock.now()).verdict == "right"


def test_what_has_not_arrived_cannot_be_judged(mara: Player) -> None:
    garment = a_garment()
    order = paid(order_of(mara, garment))
    with pytest.raises(NotDelivered):
        say(Verdict.RIGHT, order, garment, mara)
    arrived(order)
    say(Verdict.RIGHT, order, garment, mara)
    assert totals(garment) == Verdicts(right=1)


def test_counts_know_no_person() -> None:
    assert {field.name for field in FitTotals._meta.fields} == {"product", "too_small", "right", "too_large"}


@pytest.mark.parametrize(("word", "pressed"), [("too_large", 1), ("right", 1), ("nonsense", 0), ("", 0)])
def test_the_page_of_an_order_takes_the_word_and_shows_it(mara: Player, word: str, pressed: int) -> None:
    garment = a_garment()
    order, client = bought(mara, garment), mara.client()
    page = f"/en/orders/{order.number}/"
    assert "How were the sizes?" in client.get(page).content.decode()
    answer = client.post(f"{page}size/{garment.pk}/", {"verdict": word}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert answer.content.decode().count('aria-pressed="true"') == pressed
    assert FitVerdict.objects.count() == pressed


def test_a_guest_says_it_too(db: None) -> None:
    garment = a_garment()
    order = arrived(paid(guest_order("sam@elsewhere.example", garment)))
    client = Client()
    session = client.session
    session[GUEST_SESSION_KEY] = str(Order.objects.get(number=order.number).person_id)
    session.save()
    client.post(f"/orders/{order.number}/size/{garment.pk}/", {"verdict": "too_small"})
    assert totals(garment) == Verdicts(too_small=1) == rebuilt(garment)
