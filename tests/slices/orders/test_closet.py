"""My closet: what was bought for whom, and what fits still; only the guardian sees it, and it goes with the child."""

from __future__ import annotations

import dataclasses
import uuid
from datetime import timedelta

import pytest

from kindr.base import clock, facts
from kindr.base.facts import Fact
from kindr.base.money import Rupiah
from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import ConsentMissing, NotYours, PurposeNotAllowed
from kindr.privacy.consent import ledger
from kindr.privacy.consent.events import BOX, Channel, Decided, Decision
from kindr.shop.accounts.actions import family
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.catalog.models import Chart, Product, Variant
from kindr.shop.catalog.queries import Kind
from kindr.shop.measuring import actions as measuring
from kindr.shop.measuring.actions import NotAgreed
from kindr.shop.measuring.queries import Fits
from kindr.shop.measuring.rules.measures import Measure, Occasion
from kindr.shop.orders import actions, queries
from kindr.shop.orders.actions import Placed
from kindr.shop.orders.facts import GarmentOutgrown
from kindr.shop.orders.models import Order, OrderLine, Worn
from kindr.shop.orders.rules import Refund
from tests.buying import a_garment, order_of, paid, run_tasks, wish
from tests.cast import Player
from tests.consents import last_of, say
from tests.slices.test_page_queries import page, questions

pytestmark = pytest.mark.django_db


def hang_up(of: Player, *, size: int = 110, kind: Kind = Kind.TOPS) -> OrderLine:
    """A garment of a size that has arrived."""
    garment = a_garment()
    Product.objects.filter(pk=garment.product_id).update(kind=kind)
    Variant.objects.filter(pk=garment.pk).update(size=size)
    garment.refresh_from_db()
    return delivered(paid(order_of(of, garment)))[0]


def delivered(placed: Placed) -> list[OrderLine]:
    """The lines of an order that has arrived."""
    access, at = system_access("fulfil_order"), clock.now()
    actions.pack(placed.number, access=access, at=at)
    actions.ship(placed.number, tracking_number="JNE0012345678", access=access, at=at)
    actions.mark_delivered(placed.number, access=access, at=at)
    return list(OrderLine.objects.filter(order__number=placed.number).order_by("id"))


def profile_of(child: Player) -> uuid.UUID:
    return ChildProfile.objects.get(person_id=child.id).pk


def measure(of: Player, child: Player, mm: int, *, foot: int | None = None, days_ago: int = 0) -> None:
    found = {Measure.HEIGHT: mm} | ({Measure.FOOT_LENGTH: foot} if foot else {})
    told = Occasion(clock.now().astimezone(clock.JAKARTA).date() - timedelta(days=days_ago), found)
    measuring.keep(profile_of(child), told, access=of.access("measure_sizes"), at=clock.now())


def dress(line: OrderLine, child: Player | None, by: Player) -> None:
    profile = profile_of(child) if child else None
    actions.dress(line.pk, profile, access=by.access("measure_sizes"), at=clock.now())


def closet(of: Player) -> queries.Closet:
    return queries.closet(access=of.access("measure_sizes"), at=clock.now(), language="en")


def test_each_garment_says_whether_it_fits_its_child_still(mara: Player, noa: Player) -> None:
    measure(mara, noa, 1180)
    lines = {size: hang_up(mara, size=size) for size in (98, 122, 140)}
    for line in lines.values():
        dress(line, noa, mara)
    (shelf,) = (each for each in closet(mara).shelves if each.child.person == noa.id)
    found = {each.size: each.wear.fits for each in shelf.garments if each.wear}
    assert found == {98: Fits.OUTGROWN, 122: Fits.NOW, 140: Fits.LATER}
    assert shelf.garments[-1].size == 98
    assert closet(mara).unsaid == ()


@pytest.mark.clause("2.5.4", "child_wardrobe")
def test_what_is_said_can_be_said_otherwise_and_taken_back(mara: Player, noa: Player) -> None:
    line = hang_up(mara)
    assert [each.line for each in closet(mara).unsaid] == [line.pk]
    for child in (noa, noa, None, noa):
        dress(line, child, mara)
        assert Worn.objects.filter(line=line).count() == (1 if child else 0)
        assert bool(closet(mara).unsaid) is (child is None)
    kept = Worn.objects.get()
    assert (kept.person_id, kept.source) == (noa.id, "order")
    assert gates.read(kept, access=mara.access("measure_sizes"), at=clock.now()).garment.endswith(", 110")


@pytest.mark.clause("2.5.4", "child_wardrobe")
def test_nobody_else_says_or_sees_for_whom_something_is(mara: Player, noa: Player, ilse: Player, tariq: Player) -> None:
    """The same garment and child, by everybody: the guardian alone succeeds, and only with the child's consent."""
    line = hang_up(mara)
    with pytest.raises(NotYours):
        dress(line, noa, ilse)
    with pytest.raises(PurposeNotAllowed):
        dress(line, noa, tariq)
    dress(line, noa, mara)
    kept = Worn.objects.get()
    with pytest.raises(NotYours):
        gates.read(kept, access=ilse.access("measure_sizes"), at=clock.now())
    with pytest.raises(PurposeNotAllowed):
        gates.read(kept, access=tariq.access("answer_customer"), at=clock.now())
    assert closet(ilse).shelves == () == closet(ilse).unsaid
    say(noa.id, "measure_sizes", Decision.WITHDRAWN)
    with pytest.raises((ConsentMissing, gates.Forgotten)):
        gates.read(kept, access=mara.access("measure_sizes"), at=clock.now())


def test_what_is_not_there_yet_cannot_be_given_to_a_child(mara: Player, noa: Player) -> None:
    placed = paid(order_of(mara))
    with pytest.raises(NotYours):
        dress(OrderLine.objects.get(order__number=placed.number), noa, mara)


def test_the_page_takes_the_child_and_shows_the_garment_on_its_shelf(mara: Player, noa: Player) -> None:
    line, client = hang_up(mara), mara.client()
    assert "For whom is this?" in client.get("/en/account/closet/").content.decode()
    answer = client.post(f"/en/account/closet/{line.pk}/", {"child": str(profile_of(noa))}, follow=True)
    shown = answer.content.decode()
    assert "For whom is this?" not in shown
    assert shown.count('aria-pressed="true"') == 1
    assert client.post(f"/en/account/closet/{line.pk}/", {"child": "x"}).status_code == 404
    client.post(f"/en/account/closet/{line.pk}/", {"child": ""})
    assert not Worn.objects.exists()


def test_a_full_closet_asks_no_more_questions_than_one_garment(mara: Player, noa: Player) -> None:
    client, counts = mara.client(), []
    for size in (110, 116, 122):
        dress(hang_up(mara, size=size), noa, mara)
        counts.append(questions(page(client, "/account/closet/")))
    assert counts[0] == counts[-1]


def test_trousers_that_do_not_close_are_outgrown_and_told_of(mara: Player, noa: Player) -> None:
    """The same height; only with the waist and hip are 104 known to be too small."""
    line = hang_up(mara, size=104, kind=Kind.BOTTOMS)
    dress(line, noa, mara)
    measure(mara, noa, 1010)
    assert seen(mara) != {104: Fits.OUTGROWN}
    assert outgrown_seen() == []
    girths = Occasion(
        clock.now().astimezone(clock.JAKARTA).date(), {Measure.HEIGHT: 1010, Measure.WAIST: 640, Measure.HIP: 700}
    )
    measuring.keep(profile_of(noa), girths, access=mara.access("measure_sizes"), at=clock.now())
    assert seen(mara) == {104: Fits.OUTGROWN}
    assert outgrown_seen() == [Worn.objects.get().pk]


def test_an_old_measurement_ages(mara: Player, noa: Player) -> None:
    """What fits today is outgrown in three years, without anybody measuring again."""
    measure(mara, noa, 1180)
    line = hang_up(mara, size=122)
    dress(line, noa, mara)
    later = queries.closet(access=mara.access("measure_sizes"), at=clock.now() + timedelta(days=3 * 365), language="en")
    found = next(each for shelf in later.shelves for each in shelf.garments)
    assert found.wear
    assert found.wear.fits is Fits.OUTGROWN


def seen(of: Player) -> dict[int, Fits | None]:
    """Size -> how it stands to its child, of everything on a shelf."""
    worn = (garment for shelf in closet(of).shelves for garment in shelf.garments)
    return {each.size: each.wear.fits if each.wear else None for each in worn}


def test_shoes_are_judged_by_the_foot_and_never_by_the_height(mara: Player, noa: Player) -> None:
    for size in (22, 29, 33):
        dress(hang_up(mara, size=size, kind=Kind.SHOES), noa, mara)
    measure(mara, noa, 1180)
    assert seen(mara) == {22: None, 29: None, 33: None}
    shown = mara.client().get("/en/account/closet/").content.decode()
    assert shown.count("Measure the foot to see whether they fit still") == 3
    assert outgrown_seen() == []
    measure(mara, noa, 1180, foot=178)
    assert seen(mara) == {22: Fits.OUTGROWN, 29: Fits.NOW, 33: Fits.LATER}
    assert outgrown_seen() == [Worn.objects.get(line__size=22).pk]


def test_a_foot_of_last_year_says_nothing_of_shoes(mara: Player, noa: Player) -> None:
    dress(hang_up(mara, size=29, kind=Kind.SHOES), noa, mara)
    measure(mara, noa, 1180, foot=178, days_ago=400)
    assert seen(mara) == {29: None}
    measure(mara, noa, 1180, foot=178, days_ago=200)
    assert seen(mara)[29] is not None


def test_what_has_no_size_is_neither_fitting_nor_outgrown(mara: Player, noa: Player) -> None:
    dress(hang_up(mara, size=50, kind=Kind.UNSIZED), noa, mara)
    measure(mara, noa, 1180, foot=178)
    assert seen(mara) == {50: None}
    assert outgrown_seen() == []
    assert "Measure the foot" not in mara.client().get("/en/account/closet/").content.decode()


@pytest.mark.parametrize(("size", "fits"), [(29, Fits.NOW), (122, Fits.NOW), (98, Fits.OUTGROWN)])
def test_what_the_catalogue_has_forgotten_is_told_by_its_size(mara: Player, noa: Player, size: int, fits: Fits) -> None:
    """A number below all heights is that of a shoe."""
    dress(line := hang_up(mara, size=size), noa, mara)
    OrderLine.objects.filter(pk=line.pk).update(variant=987_654_321)
    measure(mara, noa, 1180, foot=178)
    assert seen(mara) == {size: fits}


def test_a_garment_is_held_against_its_own_chart(mara: Player, noa: Player) -> None:
    """The same child and size; by this maker's chart a 116 reaches only to 108 cm."""
    own = Chart.objects.create(
        key="kecil", rows={"116": {"height": 108}, "110": {"height": 106}, "104": {"height": 104}}
    )
    measure(mara, noa, 1130)
    dress(hang_up(mara, size=116), noa, mara)
    assert seen(mara) == {116: Fits.NOW}
    Product.objects.update(chart=own)
    assert seen(mara) == {116: Fits.OUTGROWN}


def outgrown_seen(*, days: int = 0) -> list[uuid.UUID]:
    """The garments that the daily look tells of, some days from now."""
    told: list[Fact] = []
    with facts.told_to(told.append):
        actions.look_for_outgrown(access=system_access("measure_sizes"), at=clock.now() + timedelta(days=days))
    return [each.worn_id for each in told if isinstance(each, GarmentOutgrown)]


def test_what_is_outgrown_is_told_once_and_by_its_id_alone(mara: Player, noa: Player) -> None:
    measure(mara, noa, 1180)
    for size in (98, 122):
        dress(hang_up(mara, size=size), noa, mara)
    small, fitting = Worn.objects.order_by("line__size")
    assert outgrown_seen() == [small.pk]
    assert outgrown_seen() == []
    assert outgrown_seen(days=3 * 365) == [fitting.pk]
    assert [field.name for field in dataclasses.fields(GarmentOutgrown)] == ["worn_id"]


def told_to_the_profile(of: Player, child: Player, height: int | None, *, years: int) -> None:
    """What the profile knows without anybody measuring."""
    born = clock.now().astimezone(clock.JAKARTA).date() - timedelta(days=round(365.25 * years + 200))
    values = {"nickname": "Noa", "birth_month": f"{born:%Y-%m}", "height": height, "size": None}
    family.change_child(profile_of(child), values, access=of.access("measure_sizes"), at=clock.now())


def test_of_an_age_alone_the_closet_says_so_and_nothing_is_told(mara: Player, noa: Player) -> None:
    """The same child of four; only with a height is what it has outgrown told of."""
    for size in (92, 98, 104):
        dress(hang_up(mara, size=size), noa, mara)
    told_to_the_profile(mara, noa, None, years=4)
    assert seen(mara)[92] is Fits.OUTGROWN
    assert outgrown_seen() == []
    weak = "Because children of this age are usually that tall."
    assert weak in mara.client().get("/en/account/closet/").content.decode()
    told_to_the_profile(mara, noa, 104, years=4)
    assert weak not in mara.client().get("/en/account/closet/").content.decode()
    assert set(outgrown_seen()) == {worn.pk for worn in Worn.objects.filter(line__size__in=(92, 98))}


def test_what_is_only_likely_outgrown_is_not_told_yet(mara: Player, noa: Player) -> None:
    """The page says what is likeliest; unasked the shop says only what is nearly sure."""
    measure(mara, noa, 1103)
    dress(hang_up(mara, size=110), noa, mara)
    assert seen(mara) == {110: Fits.OUTGROWN}
    assert outgrown_seen() == []
    assert len(outgrown_seen(days=200)) == 1


def test_what_fits_again_after_a_correction_is_told_of_another_time(mara: Player, noa: Player) -> None:
    """128 was typed for 108: told by error, and once more when it is true."""
    measure(mara, noa, 1280)
    dress(hang_up(mara, size=110), noa, mara)
    worn = Worn.objects.get()
    assert outgrown_seen() == [worn.pk]
    measure(mara, noa, 1080)
    assert seen(mara) == {110: Fits.NOW}
    assert outgrown_seen() == []
    assert not Worn.objects.get().is_told
    assert outgrown_seen(days=3 * 365) == [worn.pk]
    assert outgrown_seen(days=3 * 365 + 1) == []


def test_when_something_was_outgrown_stands_nowhere_beside_the_child(mara: Player, noa: Player) -> None:
    """Of a told garment the table has the moment at which it was said whose it is, and no other."""
    measure(mara, noa, 1280)
    dress(hang_up(mara, size=110), noa, mara)
    in_clear = [field.attname for field in Worn._meta.concrete_fields if field.name != "garment"]
    before = Worn.objects.values(*in_clear).get()
    assert outgrown_seen() == [before["id"]]
    assert Worn.objects.values(*in_clear).get() == {**before, "is_told": True}


def test_what_has_gone_back_is_not_told_of(mara: Player, tariq: Player, noa: Player, pair: list[OrderLine]) -> None:
    """The same child and two garments that are too small; the one that came back says nothing."""
    kept, gone = pair
    measure(mara, noa, 1280)
    may = tariq.access("refund_payment")
    actions.refund_pieces(kept.order.number, pieces={gone.variant: 1}, access=may, at=clock.now(), restock=True)
    assert outgrown_seen() == [Worn.objects.get(line=kept).pk]


@pytest.mark.parametrize("decision", [Decision.GIVEN, Decision.REFUSED])
def test_without_consent_nobody_looks(mara: Player, noa: Player, decision: Decision) -> None:
    """The same child and garment; only the guardian's word differs."""
    measure(mara, noa, 1180)
    dress(hang_up(mara, size=98), noa, mara)
    say(noa.id, "measure_sizes", decision)
    assert bool(outgrown_seen()) is (decision is Decision.GIVEN)


@pytest.fixture
def pair(mara: Player, noa: Player) -> list[OrderLine]:
    """One order of two garments for Noa, two pieces of the first and one of the second."""
    lines = {a_garment().pk: 2, a_garment().pk: 1}
    wanted = wish(Variant.objects.get(pk=next(iter(lines))), email=mara.email)
    wanted = dataclasses.replace(wanted, lines=lines, agreed=Rupiah(3 * 129_000))
    placed = actions.place_order(wanted, access=mara.access("place_order"), at=clock.now())
    found = delivered(paid(placed))
    for line in found:
        dress(line, noa, mara)
    return found


def hang_still(of: Player) -> set[int]:
    return {garment.line for shelf in closet(of).shelves for garment in shelf.garments}


def test_what_is_kept_hangs_on_when_a_part_of_the_money_or_of_the_pieces_goes_back(
    mara: Player, tariq: Player, pair: list[OrderLine]
) -> None:
    """A goodwill and one piece of two take nothing along; a garment goes when its last piece is back."""
    two, one = pair
    number, at = two.order.number, clock.now()
    may = tariq.access("refund_payment")
    actions.refund(number, access=may, at=at, amount=Rupiah(10_000))
    run_tasks()
    assert Order.objects.get().refund == Refund.PARTLY
    assert hang_still(mara) == {two.pk, one.pk}
    actions.refund_pieces(number, pieces={two.variant: 1}, access=may, at=at, restock=True)
    assert hang_still(mara) == {two.pk, one.pk}
    actions.refund_pieces(number, pieces={one.variant: 1}, access=may, at=at, restock=True)
    assert hang_still(mara) == {two.pk}


def test_an_order_that_goes_back_altogether_hangs_in_no_closet(
    mara: Player, noa: Player, tariq: Player, pair: list[OrderLine]
) -> None:
    """Nothing can be said of it any more, and what was said can be taken back."""
    line = pair[0]
    actions.refund(line.order.number, access=tariq.access("refund_payment"), at=clock.now(), restock=True)
    assert hang_still(mara) == set()
    with pytest.raises(NotYours):
        dress(line, noa, mara)
    dress(line, None, mara)
    assert [worn.line_id for worn in Worn.objects.all()] == [pair[1].pk]


def test_the_words_are_asked_of_every_garment_that_still_hangs(
    mara: Player, noa: Player, tariq: Player, pair: list[OrderLine]
) -> None:
    """Though another piece of its order went back; of that one nothing is asked."""
    two, one = pair
    may = tariq.access("refund_payment")
    actions.refund_pieces(two.order.number, pieces={one.variant: 1}, access=may, at=clock.now(), restock=True)
    run_tasks()
    for line in pair:
        dress(line, None, mara)
    agreed_to_older_words(noa, mara)
    answers = [
        mara.client().post(f"/en/account/closet/{line.pk}/", {"child": str(profile_of(noa))}) for line in (two, one)
    ]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert "What you agree to" in answers[0].content.decode()


def agreed_to_older_words(child: Player, by: Player) -> None:
    """A consent from the time when nobody asked about purchases."""
    assert child.id
    version = "child-profile/1"
    older = Decided("measure_sizes", Decision.GIVEN, "older text", "en", Channel.PAGE, text_version=version, offer=BOX)
    ledger.record(older, person=child.id, by=by.person.pk, at=clock.now())


def test_nothing_is_said_for_a_child_under_words_that_name_no_purchases(mara: Player, noa: Player) -> None:
    line = hang_up(mara)
    agreed_to_older_words(noa, mara)
    with pytest.raises(NotAgreed):
        dress(line, noa, mara)
    assert not Worn.objects.exists()
    say(noa.id, "measure_sizes", Decision.GIVEN)
    dress(line, noa, mara)
    assert Worn.objects.get().person_id == noa.id


def test_older_words_are_followed_by_those_of_today_in_place_and_nothing_is_lost(mara: Player, noa: Player) -> None:
    line, client = hang_up(mara), mara.client()
    agreed_to_older_words(noa, mara)
    path, chosen = f"/en/account/closet/{line.pk}/", {"child": str(profile_of(noa))}
    assert f'action="{path}"' in client.get("/en/account/closet/").content.decode()
    asks = client.post(path, chosen)
    page = asks.content.decode()
    assert asks.status_code == 200
    assert "What you agree to" in page
    assert "title for Noa" in page
    assert f'name="child" value="{profile_of(noa)}"' in page
    assert "Without your consent" not in page
    for box in ({}, {"agree": ""}, {"agree": "false"}):
        again = client.post(path, {**chosen, "asked": "1", **box}).content.decode()
        assert "Without your consent we keep nothing about your child." in again
        assert not Worn.objects.exists()
        assert last_of(noa.id)["measure_sizes"].text_version == "child-profile/1"
    assert client.post(path, {**chosen, "asked": "1", "agree": "on"})["Location"].endswith("/account/closet/")
    assert Worn.objects.get().person_id == noa.id
    event = last_of(noa.id)["measure_sizes"]
    assert (event.decision, event.by, event.text_version) == (Decision.GIVEN, str(mara.id), "child-profile/2")


def test_nobody_agrees_for_somebody_elses_child(mara: Player, noa: Player, ilse: Player) -> None:
    line, foreign = hang_up(mara), hang_up(ilse)
    agreed_to_older_words(noa, mara)
    sent = {"child": str(profile_of(noa)), "asked": "1", "agree": "on"}
    assert ilse.client().post(f"/en/account/closet/{line.pk}/", sent).status_code == 404
    assert ilse.client().post(f"/en/account/closet/{foreign.pk}/", sent).status_code == 404
    assert mara.client().post(f"/en/account/closet/{foreign.pk}/", sent).status_code == 404
    assert last_of(noa.id)["measure_sizes"].text_version == "child-profile/1"
    assert not Worn.objects.exists()


def test_a_closet_opens_though_one_child_may_not_be_looked_at(mara: Player, noa: Player) -> None:
    hang_up(mara)
    say(noa.id, "measure_sizes", Decision.WITHDRAWN)
    assert mara.client().get("/en/account/closet/").status_code == 200
    assert [line.refused_by for line in log.lines_about(noa.id) if line.refused_by] == []
