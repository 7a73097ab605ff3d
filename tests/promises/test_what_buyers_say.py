"""What is promised about the words that buyers have for a size (2.3.5, 4.7.12)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.actors import GUEST_SESSION_KEY
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import NotYours, Objected, PurposeNotAllowed, Restricted
from kindr.privacy.consent import objections
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.retention import actions as retention
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights.fulfilment.terms import Asked, Kind, State
from kindr.privacy.vault import keyrings
from kindr.shop.catalog import queries as catalog
from kindr.shop.catalog.models import Product
from kindr.shop.measuring.actions import say_of_fit
from kindr.shop.measuring.models import FitTotals, FitVerdict
from kindr.shop.measuring.queries import Verdict, Verdicts, bias_cm, biases
from kindr.shop.measuring.rules.feedback import LEAST_BUYERS
from kindr.shop.orders.actions import NotDelivered, WithoutSize
from kindr.shop.orders.models import Order
from kindr.web.policy_pages.texts import published
from tests.buying import a_garment, guest_order, order_of, paid
from tests.cast import Player
from tests.judging import arrived, bought, rebuilt, say, totals
from tests.privacy.rights.fulfilling import fulfil
from tests.promises.evidence import lines_about

pytestmark = pytest.mark.django_db
TWO_YEARS = timedelta(days=2 * 365 + 2)


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


@pytest.mark.clause("2.3.5", "4.7.12")
def test_only_what_has_a_size_is_asked_about_and_counted(mara: Player) -> None:
    """No advice could get better by a word about a toy: nothing is collected, and the page does not ask for it."""
    garment, toy = a_garment(), a_garment()
    Product.objects.filter(pk=toy.product_id).update(kind=catalog.Kind.UNSIZED)
    placed = [bought(mara, each) for each in (garment, toy)]
    pages = [mara.client().get(f"/en/orders/{each.number}/").content.decode() for each in placed]
    assert ["How were the sizes?" in page for page in pages] == [True, False]
    with pytest.raises(WithoutSize):
        say(Verdict.TOO_SMALL, placed[1], toy, mara)
    mara.client().post(f"/en/orders/{placed[1].number}/size/{toy.pk}/", {"verdict": "too_small"})
    assert not FitVerdict.objects.exists()
    say(Verdict.TOO_SMALL, placed[0], garment, mara)
    assert totals(garment) == Verdicts(too_small=1)


def test_counts_know_no_person() -> None:
    known = {"product", "too_small", "right", "too_large", "is_stale"}
    assert {field.name for field in FitTotals._meta.fields} == known


def in_the_clear() -> list[dict[str, object]]:
    """Everything that lies in the clear of words about sizes, the counts too, without what is random or a moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(v) - 'id' - 'covers' - 'collected_at' - 'verdict' FROM measuring_fitverdict v"
            " UNION ALL SELECT to_jsonb(t) FROM measuring_fittotals t"
        )
        return sorted((row for (row,) in cursor.fetchall()), key=str)


@pytest.mark.clause("2.3.5", "fit_verdict", "4.7.13")
def test_of_buyers_who_differ_nothing_in_the_clear_says_who_said_which(mara: Player, ilse: Player) -> None:
    garment = a_garment()
    orders, seen = [bought(player, garment) for player in (mara, ilse)], []
    for words in ((Verdict.TOO_SMALL, Verdict.RIGHT), (Verdict.RIGHT, Verdict.TOO_SMALL)):
        for word, order, player in zip(words, orders, (mara, ilse), strict=True):
            say(word, order, garment, player)
        seen.append(in_the_clear())
    assert seen[0] == seen[1]


@pytest.mark.clause("4.7.13")
def test_the_count_of_one_tells_what_they_said_and_the_policy_says_so(mara: Player) -> None:
    """The rows are the same whatever was said; only the counts are not, and no page shows them."""
    garment, rows, counts = a_garment(), [], []
    order = bought(mara, garment)
    for verdict in Verdict:
        say(verdict, order, garment, mara)
        found = in_the_clear()
        rows.append([row for row in found if "line" in row])
        counts.append([row for row in found if "line" not in row])
    assert all(row == rows[0] for row in rows)
    assert len({str(each) for each in counts}) == len(Verdict)
    assert "where one buyer spoke, or all said the same" in published("en").sentences()["4.7.13"].words


@pytest.mark.clause("4.7.12", "6.3.5")
def test_whoever_objects_is_taken_out_of_the_count_and_what_they_said_is_forgotten(mara: Player, ilse: Player) -> None:
    garment = a_garment()
    order = bought(mara, garment)
    say(Verdict.TOO_SMALL, order, garment, mara)
    hers = bought(ilse, garment)
    say(Verdict.TOO_SMALL, hers, garment, ilse)
    kept = FitVerdict.objects.get(person_id=mara.id)
    run = fulfil(mara, Kind.OBJECTION, asked=Asked(purposes=["improve_sizes"]))
    assert (run.state, run.steps["objection"]["counts"]["stopped"]) == (State.DONE, 1)
    assert totals(garment) == Verdicts(too_small=1) == rebuilt(garment)
    assert not FitVerdict.objects.filter(person_id=mara.id).exists()
    with pytest.raises(gates.Forgotten):
        gates.read(kept, access=mara.access("show_my_data"), at=clock.now())
    with pytest.raises(Objected):
        say(Verdict.RIGHT, order, garment, mara)
    say(None, order, garment, mara)
    page = mara.client().get(f"/en/orders/{order.number}/").content.decode()
    assert 'aria-pressed="true"' not in page
    assert "How were the sizes?" not in page
    assert "How were the sizes?" in ilse.client().get(f"/en/orders/{hers.number}/").content.decode()


def test_a_word_said_in_the_moment_of_an_objection_is_taken_out_that_night_and_back_before(mara: Player) -> None:
    """The objection is noted while the word is on its way: neither stays, and no objection keeps anybody from it."""
    garments = [a_garment(), a_garment()]
    placed = [bought(mara, garment) for garment in garments]
    for order, garment in zip(placed, garments, strict=True):
        say(Verdict.RIGHT, order, garment, mara)
    assert mara.id is not None
    objections.note([mara.id], "improve_sizes", at=clock.now())
    answer = mara.client().post(f"/en/orders/{placed[0].number}/size/{garments[0].pk}/take-back/", follow=True)
    assert "Taken back" in answer.content.decode()
    assert [totals(each) for each in garments] == [Verdicts(), Verdicts(right=1)]
    retention.sweep(access=system_access("keep_systems_running"), at=clock.now())
    assert [totals(each) for each in garments] == [Verdicts(), Verdicts()]
    assert not FitVerdict.objects.exists()


def test_when_the_key_went_first_nobody_uses_the_counts_until_they_are_made_anew(mara: Player, ilse: Player) -> None:
    """As after a restore: the row came back, its key did not, and whoever drops it can't read what it had added."""
    garment = a_garment()
    say(Verdict.TOO_LARGE, bought(mara, garment), garment, mara)
    say(Verdict.RIGHT, bought(ilse, garment), garment, ilse)
    gone = FitVerdict.objects.get(person_id=mara.id)
    keyrings.shred([gone.slot], at=clock.now())
    gone.delete()
    assert totals(garment) == Verdicts()
    say(Verdict.TOO_SMALL, bought(mara, garment), garment, mara)
    assert totals(garment) == Verdicts()
    retention.sweep(access=system_access("keep_systems_running"), at=clock.now())
    assert totals(garment) == Verdicts(too_small=1, right=1) == rebuilt(garment)


@pytest.mark.clause("4.7.13")
def test_one_buyer_who_says_it_of_five_sizes_is_one_buyer_and_moves_no_advice(mara: Player) -> None:
    """The same words move it once five people are among those who said them, and not when one of the five is out."""
    garment = a_garment()
    for _size in range(LEAST_BUYERS):
        say(Verdict.TOO_SMALL, bought(mara, garment), garment, mara)
    product, alone = garment.product_id, totals(garment)
    assert alone == Verdicts(too_small=LEAST_BUYERS)
    assert alone.bias_cm < 0
    assert (bias_cm(product), biases([product]), biases()) == (0.0, {}, {})
    for line in range(1_000_000, 1_000_000 + LEAST_BUYERS - 1):
        assert bias_cm(product) == 0.0
        guest, access = Person.objects.create(kind=PersonKind.GUEST).pk, system_access("improve_sizes")
        say_of_fit(Verdict.TOO_SMALL, line=line, product=product, person=guest, access=access, at=clock.now())
    moved = totals(garment).bias_cm
    assert (bias_cm(product), biases([product]), biases()) == (moved, {product: moved}, {product: moved})
    FitVerdict.objects.filter(person_id=mara.id).update(is_counted=False)
    assert (bias_cm(product), biases()) == (0.0, {})


@pytest.mark.clause("4.7.12", "6.3.2")
def test_what_is_said_of_sizes_can_be_paused_and_counts_again_afterwards(mara: Player, ilse: Player) -> None:
    """Neither the count uses it meanwhile nor whoever opens; another word is not taken in, and the first one stays."""
    garments = [a_garment(), a_garment()]
    placed = [bought(mara, garment) for garment in garments]
    say(Verdict.TOO_SMALL, placed[0], garments[0], mara)
    say(Verdict.TOO_SMALL, bought(ilse, garments[0]), garments[0], ilse)
    fulfil(mara, Kind.RESTRICTION)
    kept = FitVerdict.objects.get(person_id=mara.id)
    for _night in range(2):
        assert totals(garments[0]) == Verdicts(too_small=1)
        assert gates.read_usable([kept], access=system_access("improve_sizes"), at=clock.now()) == []
        with pytest.raises(Restricted):
            gates.read(kept, access=system_access("improve_sizes"), at=clock.now())
        retention.sweep(access=system_access("keep_systems_running"), at=clock.now())
    for order, garment in zip(placed, garments, strict=True):
        page = f"/en/orders/{order.number}/"
        answer = mara.client().post(f"{page}size/{garment.pk}/", {"verdict": "right"}, follow=True)
        assert "You have paused the use of your data." in answer.content.decode()
        shown = mara.client().get(page).content.decode()
        assert "no new word about a size is taken in" in shown
        assert 'href="/en/my-requests/pausing/"' in shown
        buttons = re.findall(r'<button class="chip" name="verdict"[^>]*>', shown)
        assert [button.endswith(" disabled>") for button in buttons] == [True] * 3
    assert [totals(each) for each in garments] == [Verdicts(too_small=1), Verdicts()]
    fulfil(mara, Kind.LIFTING)
    assert [totals(each) for each in garments] == [Verdicts(too_small=2), Verdicts()]
    assert "no new word about a size" not in mara.client().get(page).content.decode()
    say(Verdict.RIGHT, placed[1], garments[1], mara)
    assert [totals(each) for each in garments] == [rebuilt(each) for each in garments]


def test_a_word_said_in_the_moment_of_a_pause_goes_that_night_and_one_left_behind_comes_back(mara: Player) -> None:
    garments = [a_garment(), a_garment()]
    for garment in garments:
        say(Verdict.TOO_LARGE, bought(mara, garment), garment, mara)
    assert mara.id is not None
    keyrings.lock(person=mara.id, clauses=["fit_verdict"], hold="restricted", at=clock.now())
    retention.sweep(access=system_access("keep_systems_running"), at=clock.now())
    assert [totals(each) for each in garments] == [Verdicts(), Verdicts()]
    keyrings.lock(person=mara.id, clauses=["fit_verdict"], hold="", at=clock.now())
    for _night in range(2):
        retention.sweep(access=system_access("keep_systems_running"), at=clock.now())
        assert [totals(each) for each in garments] == [Verdicts(too_large=1), Verdicts(too_large=1)]


def test_whoever_pauses_and_leaves_is_taken_out_too(mara: Player, ilse: Player) -> None:
    garment = a_garment()
    say(Verdict.TOO_LARGE, bought(mara, garment), garment, mara)
    say(Verdict.RIGHT, bought(ilse, garment), garment, ilse)
    fulfil(mara, Kind.RESTRICTION)
    assert mara.id is not None
    assert "fit_verdict" in keyrings.restricted_clauses([mara.id])[mara.id]
    rights.delete_account(mara.id, language="en", access=system_access("erase_my_data"), at=clock.now())
    assert totals(garment) == Verdicts(right=1) == rebuilt(garment)
    assert not FitTotals.objects.filter(is_stale=True).exists()


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
