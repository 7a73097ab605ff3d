"""Keeping measurements: one step from the answer, corrected and forgotten on the child's page, never for others."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kindr.base import clock
from kindr.privacy.consent import ledger, wording
from kindr.privacy.consent.events import BOX, Channel, Decided, Decision
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts import actions as accounts
from kindr.shop.accounts import queries as accounts_queries
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.measuring import actions, queries
from kindr.shop.measuring.personal import Measurement
from kindr.shop.measuring.queries import MeasuredChild
from kindr.shop.measuring.rules.errors import SPREAD_CM, Method
from kindr.shop.measuring.rules.measures import Measure, Occasion
from tests.cast import Player
from tests.consents import last_of, say

pytestmark = pytest.mark.django_db
KEEP = "/en/measure/keep/"
ONE = "/en/account/measurements/"
TOLD = {"height": "123,4", "method": "wall", "weight": "24.5", "foot": "19,6"}
AGREES = {"agree": "on"}


def profile_of(child: Player) -> uuid.UUID:
    return ChildProfile.objects.get(person_id=child.id).pk


def page_of(child: Player, rest: str = "") -> str:
    return f"/en/account/children/{profile_of(child)}/measurements/{rest}"


def kept(of: Player, child: Player) -> MeasuredChild:
    return queries.measured_child(profile_of(child), access=of.access("measure_sizes"), at=clock.now())


def keep(of: Player, child: Player, days_ago: int, values: Mapping[Measure, int]) -> uuid.UUID:
    told = Occasion(clock.now().astimezone(clock.JAKARTA).date() - timedelta(days=days_ago), values)
    return actions.keep(profile_of(child), told, access=of.access("measure_sizes"), at=clock.now())


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def agreed_to_older_words(of: Player, child: Player) -> None:
    """The guardian has agreed to words that named neither weight nor girths."""
    assert child.id
    version = "child-profile/1"
    older = Decided("measure_sizes", Decision.GIVEN, "older text", "en", Channel.PAGE, text_version=version, offer=BOX)
    ledger.record(older, person=child.id, by=of.person.pk, at=clock.now())


def test_one_click_keeps_what_was_answered_for_a_child_whose_guardian_agreed(mara: Player, noa: Player) -> None:
    client = mara.client()
    assert "Keep this for next time?" in text(client.post("/en/measure/", TOLD))
    offered = text(client.get("/en/measure/keep/for/"))
    assert f'value="{profile_of(noa)}"' in offered
    assert "Keep for Noa" in offered
    answer = client.post(KEEP, {**TOLD, "child": str(profile_of(noa))})
    assert answer["Location"] == page_of(noa)
    [one] = kept(mara, noa).kept
    assert one.occasion.values == {Measure.HEIGHT: 1234, Measure.WEIGHT: 24500, Measure.FOOT_LENGTH: 196}
    assert one.occasion.measured_on == clock.now().astimezone(clock.JAKARTA).date()


def test_it_says_until_when_before_anything_is_kept(mara: Player, noa: Player) -> None:
    assert noa.id
    page = text(mara.client().post("/en/measure/", TOLD))
    assert "as long as you have an account, or until you delete it" in page


def test_a_guardian_who_agreed_to_older_words_reads_the_new_ones_first(mara: Player, noa: Player) -> None:
    """The older text named neither weight nor girths; it stands for what it named."""
    agreed_to_older_words(mara, noa)
    client, wanted = mara.client(), {**TOLD, "child": str(profile_of(noa))}
    page = text(client.post(KEEP, wanted))
    assert "the measurements that I choose to keep" in page
    assert 'name="height" value="123,4"' in page
    assert not Measurement.objects.exists()
    client.post(KEEP, {**wanted, **AGREES})
    assert Measurement.objects.count() == 1
    event = last_of(noa.id)["measure_sizes"]
    assert (event.decision, event.by, event.text_version) == (Decision.GIVEN, str(mara.id), "child-profile/2")


@pytest.mark.parametrize(("answers", "count"), [(AGREES, 1), ({}, 0), ({"agree": ""}, 0)])
def test_who_has_no_child_here_agrees_in_place(ilse: Player, answers: dict[str, str], count: int) -> None:
    client = ilse.client()
    page = text(client.post(KEEP, TOLD))
    assert "What you agree to" in page
    assert "checked" not in page[page.index('name="agree"') : page.index('name="agree"') + 120]
    client.post(KEEP, {**TOLD, "month": "5", "year": "2019", "nickname": "Tito", "child": "", **answers})
    assert Measurement.objects.count() == Person.objects.filter(kind=PersonKind.CHILD).count() == count
    for child in queries.measured_children(access=ilse.access("measure_sizes"), at=clock.now()):
        assert (child.name, child.born_on) == ("Tito", date(2019, 5, 1))
        assert last_of(child.person)["measure_sizes"].text_version == "child-profile/2"


def test_somebody_who_is_not_signed_in_any_more_gets_the_answer_and_nothing_is_kept() -> None:
    page = text(Client().post(KEEP, {**TOLD, "child": str(uuid.uuid4())}))
    assert 'name="height" value="123,4"' in page
    assert "We store nothing while you sign in" in page


def test_a_page_that_stayed_open_over_a_sign_in_is_sent_again_without_a_token(mara: Player, noa: Player) -> None:
    """Signing in changes the token; the measuring page needs none, for it changes nothing."""
    assert noa.id
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = mara.client().cookies
    assert "Keep these measurements" in text(strict.post("/en/measure/", TOLD))
    assert strict.post(KEEP, {**TOLD, "child": str(profile_of(noa))}).status_code == 403


def test_nothing_but_an_age_is_nothing_to_keep(mara: Player, noa: Player) -> None:
    told = {"month": "3", "year": "2021"}
    assert "Keep this for next time?" not in text(mara.client().post("/en/measure/", told))
    mara.client().post(KEEP, {**told, "child": str(profile_of(noa))})
    assert kept(mara, noa).kept == ()


def test_the_same_day_is_one_occasion_and_is_completed(mara: Player, noa: Player) -> None:
    first = keep(mara, noa, 0, {Measure.HEIGHT: 1210, Measure.WAIST: 550})
    assert keep(mara, noa, 0, {Measure.HEIGHT: 1214, Measure.FOOT_LENGTH: 190}) == first
    [one] = kept(mara, noa).kept
    assert one.occasion.values == {Measure.HEIGHT: 1214, Measure.WAIST: 550, Measure.FOOT_LENGTH: 190}


def test_a_day_moved_onto_another_becomes_one_with_it_and_the_page_says_so(mara: Player, noa: Player) -> None:
    """What both told is what was told last; what only the other day had stays."""
    there = keep(mara, noa, 40, {Measure.HEIGHT: 1200, Measure.HEAD: 520})
    moved = keep(mara, noa, 10, {Measure.HEIGHT: 1210})
    day = (clock.now().astimezone(clock.JAKARTA).date() - timedelta(days=40)).isoformat()
    told = {"measured_on": day, "height": "120.4", "waist": "55"}
    answer = mara.client().post(f"{ONE}{moved}/", told, follow=True)
    assert "This day had measurements already, and is one day now" in text(answer)
    [one] = kept(mara, noa).kept
    assert one.occasion.values == {Measure.HEIGHT: 1204, Measure.WAIST: 550, Measure.HEAD: 520}
    assert one.occasion.measured_on.isoformat() == day
    assert not Measurement.objects.filter(pk=there).exists()


@pytest.mark.parametrize(("path", "words"), [("/en", "more than 19 years ago."), ("", "Ini lebih dari 19 tahun")])
def test_a_day_on_which_no_child_was_born_is_refused_and_nothing_typed_is_lost(
    mara: Player, path: str, words: str
) -> None:
    client, shown = mara.client(), wording.asked("measure_sizes", "en")
    values = {"nickname": "Si Kecil", "birth_month": None, "height": None, "size": None}
    profile = accounts.add_child(values, shown=shown, access=mara.access("measure_sizes"), at=clock.now())
    today = clock.now().astimezone(clock.JAKARTA).date()
    page = f"{path}/account/children/{profile}/measurements/new/"
    for day, is_kept in ((date(today.year - 20, 6, 1), False), (date(today.year - 18, 6, 1), True)):
        told = {"measured_on": day.isoformat(), "height": "118.7", "waist": "55.3"}
        said = text(client.post(page, told))
        assert (words not in said) is is_kept
        assert Measurement.objects.exists() is is_kept
        assert is_kept or all(f'value="{value}"' in said for value in told.values())


def told_the_profile(child: Player, days_ago: int) -> None:
    """The height of the profile is as old as that."""
    noted_at = clock.now() - timedelta(days=days_ago)
    ChildProfile.objects.filter(person_id=child.id).update(height_told_at=noted_at)


def profile_height(of: Player, child: Player) -> tuple[int | None, date]:
    """The height that the profile shows, and the day beside it."""
    shown = accounts_queries.minor(profile_of(child), access=of.access("keep_account"), at=clock.now())
    return shown.height, shown.height_told_at.astimezone(clock.JAKARTA).date()


def test_the_profile_shows_the_newest_measured_height_with_its_day_and_forgets_it_with_it(
    mara: Player, noa: Player
) -> None:
    told_the_profile(noa, 900)
    today = clock.now().astimezone(clock.JAKARTA).date()
    older = keep(mara, noa, 200, {Measure.HEIGHT: 1172})
    newest = keep(mara, noa, 30, {Measure.HEIGHT: 1204})
    keep(mara, noa, 400, {Measure.HEIGHT: 1105})
    keep(mara, noa, 1, {Measure.WAIST: 550})
    assert profile_height(mara, noa) == (120, today - timedelta(days=30))
    assert "120 cm" in text(mara.client().get("/en/account/children/"))
    access = mara.access("measure_sizes")
    corrected = Occasion(today - timedelta(days=20), {Measure.HEIGHT: 1217})
    actions.change(newest, corrected, access=access, at=clock.now())
    assert profile_height(mara, noa) == (122, today - timedelta(days=20))
    actions.forget(newest, access=access, at=clock.now())
    assert profile_height(mara, noa) == (117, today - timedelta(days=200))
    assert older
    mara.client().post(page_of(noa, "forget/"))
    assert profile_height(mara, noa)[0] is None


def test_the_same_height_measured_anew_is_as_young_as_its_new_day(mara: Player, noa: Player) -> None:
    told_the_profile(noa, 900)
    today = clock.now().astimezone(clock.JAKARTA).date()
    for days in (90, 10, 40):
        keep(mara, noa, days, {Measure.HEIGHT: 1204})
    assert profile_height(mara, noa) == (120, today - timedelta(days=10))


def test_a_height_told_to_the_profile_later_is_the_newest_everywhere(mara: Player, noa: Player) -> None:
    """A change of the nickname makes no height newer."""
    told_the_profile(noa, 900)
    keep(mara, noa, 90, {Measure.HEIGHT: 1172})
    page = f"/en/account/children/{profile_of(noa)}/"
    same = {"nickname": "Noa", "month": "", "year": "", "height": "117", "size": ""}
    mara.client().post(page, {**same, "nickname": "Noa kecil"})
    assert (profile_height(mara, noa)[0], kept(mara, noa).heights[0].cm) == (117, 117.2)
    assert profile_height(mara, noa)[1] == clock.now().astimezone(clock.JAKARTA).date() - timedelta(days=90)
    mara.client().post(page, {**same, "height": "121"})
    assert profile_height(mara, noa)[0] == kept(mara, noa).heights[0].cm == 121
    assert kept(mara, noa).measured.height == 121
    keep(mara, noa, 120, {Measure.HEIGHT: 1160})
    assert profile_height(mara, noa)[0] == kept(mara, noa).heights[0].cm == 121
    keep(mara, noa, 0, {Measure.HEIGHT: 1223})
    assert (profile_height(mara, noa)[0], kept(mara, noa).heights[0].cm) == (122, 122.3)


def test_what_else_is_changed_of_a_profile_leaves_its_height_as_old_as_it_was(mara: Player, noa: Player) -> None:
    """A height of two years ago asks for the size of today, whatever was written beside it since."""
    told_the_profile(noa, 730)
    page, before = f"/en/account/children/{profile_of(noa)}/", kept(mara, noa)
    shown = accounts_queries.minor(profile_of(noa), access=mara.access("keep_account"), at=clock.now())
    mara.client().post(page, {**shown.as_initial(), "nickname": "Noa Kecil", "size": "122"})
    after = kept(mara, noa)
    assert (after.name, after.preferred, after.measured.days_ago) == ("Noa Kecil", 122, 730)
    assert queries.advice(after.measured).kinds == queries.advice(before.measured).kinds


def test_of_a_height_of_the_profile_nobody_says_how_it_was_measured(mara: Player, noa: Player) -> None:
    """It is believed as little as the worst way, and no page names a way; a measured one is believed by its own."""
    page = page_of(noa)
    for days in (0, 300):
        told_the_profile(noa, days)
        told = kept(mara, noa)
        assert (told.measured.method, told.heights[0].spread) == (Method.TOLD, max(SPREAD_CM.values()))
        shown = text(mara.client().get(page))
        assert f"a height of {told.heights[0].cm:g} cm was noted" in shown
        assert not any(way in shown for way in ("with a tape", "at a wall", "from memory"))
    keep(mara, noa, 0, {Measure.HEIGHT: 1220})
    assert (kept(mara, noa).measured.method, kept(mara, noa).heights[0].spread) == (Method.WALL, 1.0)
    assert "cm was noted" not in text(mara.client().get(page))


def test_the_page_shows_size_history_and_growth(mara: Player, noa: Player) -> None:
    told_the_profile(noa, 900)
    keep(mara, noa, 400, {Measure.HEIGHT: 1150})
    keep(mara, noa, 30, {Measure.HEIGHT: 1204, Measure.WEIGHT: 22100})
    page = text(mara.client().get(page_of(noa)))
    assert "Shirts and jackets" in page
    assert "120.4 cm" in page
    assert page.count("<circle") == 2
    assert "weeks ago, measured at a wall" in page
    assert "style=" not in page
    imperial = text(mara.client().get(page_of(noa, "?units=imperial")))
    assert "47.4 in" in imperial
    assert "48.7 lb" in imperial


def test_a_day_is_added_corrected_and_deleted(mara: Player, noa: Player) -> None:
    client, day = mara.client(), "2026-03-01"
    client.post(page_of(noa, "new/"), {"measured_on": day, "units": "imperial", "height": "46", "head": "20.5"})
    [one] = kept(mara, noa).kept
    assert one.occasion.values == {Measure.HEIGHT: 1168, Measure.HEAD: 521}
    form = text(client.get(f"{ONE}{one.id}/?units=imperial"))
    assert 'value="46"' in form
    client.post(f"{ONE}{one.id}/", {"measured_on": day, "height": "117", "method": "guess"})
    assert kept(mara, noa).kept[0].occasion == Occasion(date(2026, 3, 1), {Measure.HEIGHT: 1170}, Method.GUESS)
    assert "for good" in text(client.get(f"{ONE}{one.id}/forget/"))
    assert Measurement.objects.count() == 1
    client.post(f"{ONE}{one.id}/forget/")
    assert not Measurement.objects.exists()


def test_the_way_a_foot_was_measured_is_asked_and_can_be_corrected(mara: Player, noa: Player) -> None:
    client, told = mara.client(), {"measured_on": "2026-03-01", "foot_length": "18,2"}
    client.post(page_of(noa, "new/"), {**told, "foot_method": "photo"})
    [one] = kept(mara, noa).kept
    assert one.occasion.foot_method is Method.PHOTO
    assert '<option value="photo" selected>' in text(client.get(f"{ONE}{one.id}/"))
    client.post(f"{ONE}{one.id}/", told)
    assert kept(mara, noa).kept[0].occasion.foot_method is Method.PHOTO
    client.post(f"{ONE}{one.id}/", {**told, "foot_method": "tape"})
    assert kept(mara, noa).kept[0].occasion.foot_method is Method.TAPE


def test_everything_is_deleted_after_a_question_and_new_days_can_be_kept(mara: Player, noa: Player) -> None:
    for days in (300, 200, 100):
        keep(mara, noa, days, {Measure.HEIGHT: 1200 - days // 10})
    assert "3 days" in text(mara.client().get(page_of(noa, "forget/")))
    mara.client().post(page_of(noa, "forget/"))
    assert not Measurement.objects.exists()
    keep(mara, noa, 0, {Measure.HEIGHT: 1210})
    assert len(kept(mara, noa).kept) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"height": "160"}, "Is the height right?"),
        ({"height": "118", "foot_length": "26"}, "The height and the foot do not quite seem to go together."),
        ({"height": "114"}, "This is 6 cm less than on"),
    ],
)
def test_what_is_hardly_possible_is_asked_about_and_then_taken(
    mara: Player, noa: Player, change: dict[str, str], words: str
) -> None:
    keep(mara, noa, 60, {Measure.HEIGHT: 1200})
    client, told = mara.client(), {"measured_on": clock.now().astimezone(clock.JAKARTA).date().isoformat(), **change}
    assert words in text(client.post(page_of(noa, "new/"), told))
    assert len(kept(mara, noa).kept) == 1
    client.post(page_of(noa, "new/"), {**told, "sure": "on"})
    assert len(kept(mara, noa).kept) == 2


def test_a_height_that_was_confirmed_is_not_asked_about_again(mara: Player, noa: Player) -> None:
    """Its yes stays when something else of the day is corrected; another height is asked about anew."""
    client, day = mara.client(), clock.now().astimezone(clock.JAKARTA).date().isoformat()
    told = {"measured_on": day, "height": "160", "method": "wall"}
    client.post(page_of(noa, "new/"), {**told, "sure": "on"})
    [one] = kept(mara, noa).kept
    client.post(f"{ONE}{one.id}/", {**told, "weight": "30"})
    [same] = kept(mara, noa).kept
    assert same.occasion.is_sure
    assert same.occasion.values == {Measure.HEIGHT: 1600, Measure.WEIGHT: 30_000}
    assert "Is the height right?" in text(client.post(f"{ONE}{one.id}/", {**told, "height": "161"}))


@pytest.mark.parametrize("words", ["height", "foot_length"])
def test_the_yes_stands_below_the_answer_that_is_asked_about(mara: Player, noa: Player, words: str) -> None:
    day = clock.now().astimezone(clock.JAKARTA).date().isoformat()
    told = {"measured_on": day, **({"height": "160"} if words == "height" else {"height": "118", "foot_length": "26"})}
    page = mara.client().post(page_of(noa, "new/"), told).content.decode()
    following = page[page.index('class="field-sure"') :]
    assert page.count('class="field-sure"') == 1
    assert ('name="weight"' in following) == (words == "height")
    assert ("Yes, this is right" in following) == (words == "foot_length")
    assert 'name="foot_width"' in following


@pytest.mark.parametrize(
    ("change", "is_sure"),
    [({"height": "118", "foot_length": "26"}, False), ({"height": "121"}, False), ({"height": "160"}, True)],
)
def test_only_a_height_that_was_asked_about_is_sure(
    mara: Player, noa: Player, change: dict[str, str], is_sure: bool
) -> None:
    """The box is ticked for an odd foot, or still ticked when the height was typed anew; neither confirms a height."""
    day = clock.now().astimezone(clock.JAKARTA).date().isoformat()
    mara.client().post(page_of(noa, "new/"), {"measured_on": day, **change, "sure": "on"})
    [one] = kept(mara, noa).kept
    assert one.occasion.is_sure is is_sure
    born = {"month": "3", "year": "2019"}
    answer = {"height": change["height"], "method": "wall", **born, "sure": "on", "child": str(profile_of(noa))}
    mara.client().post(page_of(noa, "forget/"))
    mara.client().post(KEEP, answer)
    [one] = kept(mara, noa).kept
    assert one.occasion.is_sure is is_sure


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"measured_on": "2090-01-01"}, "This day is still to come."),
        ({"measured_on": "2001-01-01"}, "This day lies before the birth."),
        ({"height": "", "measured_on": "2026-01-01"}, "Please fill in at least one measure."),
        ({"height": "9000", "units": "imperial"}, "This should be between 11.8 in and 78.7 in."),
        ({"height": "tall", "units": "imperial"}, "A length is a number in inches"),
        ({"measured_on": "yesterday"}, "Enter a valid date."),
    ],
)
def test_bad_input_is_said_in_words(mara: Player, noa: Player, change: dict[str, str], words: str) -> None:
    told = {"measured_on": "2026-06-01", "height": "118", **change}
    assert words in text(mara.client().post(page_of(noa, "new/"), told))
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("unticked", [{}, {"agree": "false"}])
def test_a_box_that_is_not_ticked_is_no_consent_to_words_that_name_measurements(
    mara: Player, noa: Player, unticked: dict[str, str]
) -> None:
    agreed_to_older_words(mara, noa)
    told, before = {"measured_on": "2026-06-01", "height": "118"}, len(ledger.events_of([noa.id or uuid.uuid4()]))
    page = text(mara.client().post(page_of(noa, "new/"), told | unticked))
    assert "Please read what you agree to, and tick the box." in page
    assert not Measurement.objects.exists()
    assert len(ledger.events_of([noa.id or uuid.uuid4()])) == before


@pytest.mark.parametrize(("header", "signal"), [({"HTTP_SEC_GPC": "1"}, True), ({}, False)])
def test_words_agreed_to_beside_a_day_note_what_the_browser_signals(
    mara: Player, noa: Player, header: dict[str, str], signal: bool
) -> None:
    agreed_to_older_words(mara, noa)
    told = {"measured_on": "2026-06-01", "height": "118", **AGREES}
    assert mara.client().post(page_of(noa, "new/"), told, **header).status_code == 302
    given = last_of(noa.id)["measure_sizes"]
    assert (given.decision, given.offer, given.has_gpc) == (Decision.GIVEN, BOX, signal)
    assert len(kept(mara, noa).kept) == 1


def test_another_parent_meets_nothing_there_and_staff_are_refused(
    mara: Player, noa: Player, ilse: Player, tariq: Player, odile: Player
) -> None:
    one = keep(mara, noa, 10, {Measure.HEIGHT: 1200})
    pages = [page_of(noa), page_of(noa, "new/"), page_of(noa, "forget/"), f"{ONE}{one}/", f"{ONE}{one}/forget/"]
    for page in pages:
        told = {"measured_on": "2026-06-01", "height": "99"}
        assert ilse.client().get(page).status_code == 404
        assert tariq.client().get(page).status_code == 403
        assert odile.client().get(page).status_code == 403
        assert Client().get(page).status_code == 302
        if page != pages[0]:
            assert ilse.client().post(page, told).status_code == 404
            assert tariq.client().post(page, told).status_code == 403
    assert ilse.client().post(KEEP, {**TOLD, "child": str(profile_of(noa)), **AGREES}).status_code == 404
    assert [each.occasion.values for each in kept(mara, noa).kept] == [{Measure.HEIGHT: 1200}]


def test_without_consent_the_pages_are_closed(mara: Player, noa: Player) -> None:
    keep(mara, noa, 10, {Measure.HEIGHT: 1200})
    say(noa.id, "measure_sizes", Decision.WITHDRAWN)
    assert mara.client().get(page_of(noa)).status_code == 403


def test_one_query_for_all_children_and_all_that_was_measured(mara: Player, noa: Player) -> None:
    """The number of queries does not grow with children and days."""
    access = mara.access("measure_sizes")

    def counted() -> int:
        with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["keys"]) as keys:
            queries.measured_children(access=access, at=clock.now())
        return len(data) + len(keys)

    keep(mara, noa, 100, {Measure.HEIGHT: 1190})
    few = counted()
    for days in (40, 20):
        keep(mara, noa, days, {Measure.HEIGHT: 1200})
    for name in ("Tito", "Ayu"):
        mara.client().post(KEEP, {**TOLD, "nickname": name, "child": "", **AGREES})
    assert counted() == few
    assert len(queries.measured_children(access=access, at=clock.now())) == 3


def test_old_values_count_for_less_and_the_size_follows_growth(mara: Player, noa: Player) -> None:
    """A height of fifteen months ago is not that of today."""
    keep(mara, noa, 450, {Measure.HEIGHT: 1150})
    [top, *_] = queries.advice(kept(mara, noa).measured).kinds
    assert top.sizes.best
    assert top.sizes.best.size > 116
