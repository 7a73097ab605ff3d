"""A guardian's children: added with consent, told apart, corrected, taken along, forgotten; and grown up one day."""

from __future__ import annotations

import html
import json
import re
import uuid
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.terms import NotYours, PurposeNotAllowed
from kindr.privacy.consent import wording
from kindr.privacy.consent.ledger import Decision
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.rights import actions as rights
from kindr.privacy.rights import planning
from kindr.privacy.vault import keyrings
from kindr.shop.accounts import queries
from kindr.shop.accounts.actions import family
from kindr.shop.accounts.forms import ChildForm
from kindr.shop.accounts.growing import Month
from kindr.shop.accounts.personal import ChildProfile
from kindr.shop.measuring.forms import MeasureForm
from tests.cast import Player
from tests.consents import last_of

pytestmark = pytest.mark.django_db
CHILDREN = "/en/account/children/"
TITO = {"nickname": "Tito", "month": "3", "year": "2023", "height": "96", "size": "", "agree": "on"}
UNKNOWN = dict.fromkeys(("birth_month", "height", "size"))
LONG = "Si Kecil Yang Paling Suka Lari Pagi Pagi"


def text(response) -> str:
    return html.unescape(response.content.decode())


def kept(of: Player) -> list[queries.Child]:
    return queries.children(access=of.access("keep_account"), at=clock.now())


def profile_of(child: Player) -> ChildProfile:
    return ChildProfile.objects.get(person_id=child.id)


@pytest.mark.parametrize("path", ["", "new/"])
def test_children_are_a_matter_of_parents(path: str, bima: Player, sam: Player) -> None:
    assert sam.client().get(CHILDREN + path)["Location"].startswith("/en/sign-in/")
    assert bima.client().get(CHILDREN + path).status_code == 302


def test_the_page_without_children_says_why_one_would_add_one(ilse: Player) -> None:
    page = text(ilse.client().get(CHILDREN))
    assert "No child here yet" in page
    assert "scenes/children.svg" in page


def test_a_child_is_added_and_shown_with_the_size_that_the_height_asks_for(ilse: Player) -> None:
    client = ilse.client()
    assert client.post(CHILDREN + "new/", TITO)["Location"] == CHILDREN
    page = text(client.get(CHILDREN))
    assert "Tito" in page
    assert "96 cm" in page
    assert '<strong class="number">98</strong>' in page
    [child] = kept(ilse)
    person = Person.objects.get(pk=child.person)
    assert (person.kind, person.guardian_id) == (PersonKind.CHILD, ilse.id)


def test_a_nickname_is_enough(ilse: Player) -> None:
    ilse.client().post(CHILDREN + "new/", {"nickname": "  Si   kecil ", "agree": "on"})
    [child] = kept(ilse)
    assert (child.nickname, child.born, child.height, child.size, child.of_age_on) == (
        "Si kecil",
        None,
        None,
        None,
        None,
    )


def test_no_field_asks_for_a_full_name_or_a_day(ilse: Player) -> None:
    page = ilse.client().get(CHILDREN + "new/").content.decode()
    form = page[page.index('name="nickname"') - 2000 :]
    assert set(re.findall(r'name="(\w+)"', form)) <= {
        "csrfmiddlewaretoken", "nickname", "month", "year", "height", "size", "agree", "next", "q", "sure", "language",
    }  # fmt: skip
    assert 'type="date"' not in page


def test_the_preferred_size_goes_before_the_height(ilse: Player) -> None:
    ilse.client().post(CHILDREN + "new/", {**TITO, "size": "104"})
    assert kept(ilse)[0].size == 104


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"nickname": ""}, "Please type a nickname"),
        ({"nickname": "x" * 41}, "40 letters"),
        ({"month": ""}, "both the month and the year"),
        ({"year": ""}, "both the month and the year"),
        ({"year": "2090"}, "born already"),
        ({"month": "13"}, "both the month and the year"),
        ({"height": "29"}, "between 30 and 200"),
        ({"height": "201"}, "between 30 and 200"),
        ({"height": "tall"}, "between 30 and 200"),
        ({"size": "111"}, "Select a valid choice"),
        ({"agree": ""}, "Without your consent we keep nothing"),
    ],
)
def test_a_wrong_answer_is_said_and_nothing_is_kept(ilse: Player, change: dict[str, str], words: str) -> None:
    page = text(ilse.client().post(CHILDREN + "new/", {**TITO, **change}))
    assert words in page
    assert not ChildProfile.objects.exists()
    assert not Person.objects.filter(kind=PersonKind.CHILD).exists()


def test_a_month_to_come_is_not_a_birth(ilse: Player) -> None:
    later = clock.now().astimezone(clock.JAKARTA) + timedelta(days=40)
    born = {"month": str(later.month), "year": str(later.year)}
    page = text(ilse.client().post(CHILDREN + "new/", {**TITO, **born}))
    assert "born already" in page
    assert kept(ilse) == []


def test_an_unusual_height_is_questioned_and_then_taken(ilse: Player) -> None:
    client, odd = ilse.client(), {**TITO, "height": "169"}
    page = text(client.post(CHILDREN + "new/", odd))
    assert "The height and the month of birth do not quite seem to go together. Is the height right?" in page
    assert "Yes, this height is right" in page
    assert kept(ilse) == []
    client.post(CHILDREN + "new/", {**odd, "sure": "on"})
    assert kept(ilse)[0].height == 169


def test_a_height_that_is_kept_is_not_asked_about_again(ilse: Player) -> None:
    """A height gets old and stays what it was: who changes the nickname alone is asked nothing."""
    client, odd = ilse.client(), {**TITO, "height": "169", "sure": "on"}
    client.post(CHILDREN + "new/", odd)
    [child] = kept(ilse)
    page = f"{CHILDREN}{child.id}/"
    client.post(page, {**odd, "nickname": "Tito kecil", "sure": ""})
    assert kept(ilse)[0].nickname == "Tito kecil"
    assert "Is the height right?" in text(client.post(page, {**odd, "height": "170", "sure": ""}))
    assert kept(ilse)[0].height == 169


BORN = st.builds(Month, st.integers(2008, 2025), st.integers(1, 12))


@given(BORN, st.integers(30, 200), st.booleans())
def test_profile_and_measuring_page_ask_about_the_same_heights_in_the_same_words(
    born: Month, height: int, is_sure: bool
) -> None:
    told = {"height": str(height), "month": str(born.month), "year": str(born.year), "sure": "on" if is_sure else ""}
    today = date(2025, 12, 20)
    profile = ChildForm({**told, "nickname": "Tito"}, today=today)
    page = MeasureForm(QueryDict(urlencode(told)), today=today)
    assert profile.errors.get("height") == page.errors.get("height")
    assert (profile.confirming is None) == (page.confirming is None)
    assert profile.is_valid() == page.is_valid() == (not profile.is_doubtful)


def test_a_height_without_a_month_is_not_questioned(ilse: Player) -> None:
    ilse.client().post(CHILDREN + "new/", {**TITO, "month": "", "year": "", "height": "169"})
    assert kept(ilse)[0].height == 169


def test_the_box_is_never_ticked_beforehand_and_the_text_stands_in_full(ilse: Player) -> None:
    for address in (CHILDREN + "new/", "/account/children/new/"):
        page = text(ilse.client().get(address))
        assert "checked" not in page[page.index('name="agree"') : page.index('name="agree"') + 120]
        language = "en" if address.startswith("/en") else "id"
        for paragraph in wording.asked("measure_sizes", language).text.splitlines():
            assert paragraph in page


def test_the_consent_is_on_record_word_for_word_with_its_mark(ilse: Player) -> None:
    ilse.client().post(CHILDREN + "new/", TITO)
    event = last_of(kept(ilse)[0].person)["measure_sizes"]
    shown = wording.asked("measure_sizes", "en")
    assert (event.decision, event.shown, event.language, event.by) == (Decision.GIVEN, shown.text, "en", str(ilse.id))
    assert (event.channel, event.text_version) == ("page", "child-profile/2")
    assert len(event.text_sha256) == 64
    assert "Saya orang tua atau wali anak ini." in event.shown


def test_two_children_with_one_nickname_cannot_be_told_apart(mara: Player, noa: Player) -> None:
    client = mara.client()
    page = text(client.post(CHILDREN + "new/", {**TITO, "nickname": " NOA "}))
    assert "Add a letter, so that you can tell them apart." in page
    client.post(CHILDREN + "new/", TITO)
    tito = kept(mara)[1]
    page = text(client.post(f"{CHILDREN}{tito.id}/", {**TITO, "nickname": "noa"}))
    assert "Add a letter" in page
    assert [child.nickname for child in kept(mara)] == ["Noa", "Tito"]


def test_another_familys_nickname_is_free(mara: Player, ilse: Player) -> None:
    ilse.client().post(CHILDREN + "new/", {**TITO, "nickname": "Noa"})
    assert kept(ilse)[0].nickname == "Noa"


def test_there_are_eight_profiles_at_most(ilse: Player) -> None:
    client = ilse.client()
    for number in range(8):
        client.post(CHILDREN + "new/", {**TITO, "nickname": f"{LONG[:38]}{number}"})
    assert len(kept(ilse)) == 8
    assert "that is the most" in text(client.get(CHILDREN))
    assert "There are eight profiles here" in text(client.post(CHILDREN + "new/", TITO))
    assert len(kept(ilse)) == 8


def test_children_cost_the_same_queries_however_many(ilse: Player, django_assert_num_queries) -> None:
    for number in (1, 4):
        for each in range(number):
            ilse.client().post(CHILDREN + "new/", {**TITO, "nickname": f"T{number}{each}"})
        with django_assert_num_queries(1, using="keys"):
            kept(ilse)


def test_a_profile_is_corrected_without_asking_for_consent_again(mara: Player, noa: Player) -> None:
    profile = profile_of(noa)
    page = text(mara.client().get(f"{CHILDREN}{profile.pk}/"))
    assert 'value="122"' in page
    assert 'name="agree"' not in page
    mara.client().post(f"{CHILDREN}{profile.pk}/", {"nickname": "Noa", "month": "", "year": "", "height": "125"})
    [child] = kept(mara)
    assert (child.height, child.size, child.born) == (125, 128, None)


@pytest.mark.parametrize("path", ["", "forget/", "download.json", "shop/"])
def test_another_familys_child_is_not_there(mara: Player, noa: Player, ilse: Player, path: str) -> None:
    address = f"{CHILDREN}{profile_of(noa).pk}/{path}"
    assert ilse.client().get(address).status_code in (404, 405)
    assert ilse.client().post(address, TITO).status_code in (404, 405)
    assert ilse.client().get(f"{CHILDREN}{uuid.uuid4()}/").status_code == 404
    assert kept(mara)[0].nickname == "Noa"
    assert mara.client().get(f"{CHILDREN}{profile_of(noa).pk}/").status_code == 200


def test_only_the_guardian_may_have_a_child_erased(mara: Player, noa: Player, ilse: Player, tariq: Player) -> None:
    assert noa.id
    for other in (ilse, tariq):
        with pytest.raises((NotYours, PurposeNotAllowed)):
            rights.ask_for_erasure(noa.id, language="id", access=other.access("erase_my_data"), at=clock.now())


def test_a_copy_of_one_child_holds_that_child_alone(mara: Player, noa: Player) -> None:
    mara.client().post(CHILDREN + "new/", TITO)
    response = mara.client().get(f"{CHILDREN}{profile_of(noa).pk}/download.json")
    copy = json.loads(b"".join(response.streaming_content))
    assert "Noa" not in response["Content-Disposition"]
    assert copy["people"] == [str(noa.id)]
    [record] = copy["stores"]["records"]
    assert record["record"] == "accounts.ChildProfile"
    assert "Noa" in json.dumps(record)
    assert "Tito" not in json.dumps(copy)
    assert "mara@families.example" not in json.dumps(copy)
    assert copy["stores"]["consent ledger"][0]["decision"] == "given"


def test_before_a_child_is_forgotten_the_page_says_what_stops_and_what_goes(mara: Player, noa: Player) -> None:
    page = text(mara.client().get(f"{CHILDREN}{profile_of(noa).pk}/forget/"))
    assert "The child's profile, measurements and measuring pictures are erased" in page
    assert "Size charts, and the measuring tool without keeping, can still be used." in page
    assert "A child's profile" in page
    assert kept(mara)


@pytest.mark.django_db(transaction=True)
def test_one_step_forgets_a_child_and_shows_the_receipt(mara: Player, noa: Player) -> None:
    client, profile = mara.client(), profile_of(noa)
    client.post(CHILDREN + "new/", TITO)
    told = text(client.post(f"{CHILDREN}{profile.pk}/forget/", follow=True))
    assert "Taken back, and stopped" in told
    assert "Noa" not in told
    receipt = re.search(r'href="(/en/my-data/receipt/[^"]+)"', told)
    assert receipt
    assert "It is deleted" in text(client.get(receipt[1]))
    assert [child.nickname for child in kept(mara)] == ["Tito"]
    assert noa.id
    assert last_of(noa.id)["measure_sizes"].decision is Decision.WITHDRAWN
    assert keyrings.is_closed(noa.id)
    with pytest.raises(gates.Forgotten):
        gates.read(profile, access=mara.access("show_my_data"), at=clock.now())
    assert client.get(f"{CHILDREN}{profile.pk}/").status_code == 404
    assert client.get("/en/my-data/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_guardian_who_forgot_a_child_can_still_delete_everything(mara: Player, noa: Player) -> None:
    client = mara.client()
    client.post(f"{CHILDREN}{profile_of(noa).pk}/forget/")
    client.post(CHILDREN + "new/", TITO)
    response = client.post("/en/my-data/delete/", {"word": "DELETE"}, follow=True)
    assert "It is deleted" in text(response)
    assert not ChildProfile.objects.exists()


def later(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def test_a_grown_childs_profile_is_used_for_nothing_and_not_changed(
    ilse: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    ilse.client().post(CHILDREN + "new/", TITO)
    [child] = kept(ilse)
    assert "From March 2041 on this is your child's own" in text(ilse.client().get(CHILDREN))
    later(monkeypatch, datetime(2041, 2, 28, 17, 1, tzinfo=clock.JAKARTA))
    assert kept(ilse)[0].height == 96
    later(monkeypatch, datetime(2041, 3, 1, 0, 0, 1, tzinfo=clock.JAKARTA))
    [grown] = kept(ilse)
    assert (grown.nickname, grown.is_of_age, grown.height, grown.size) == ("Tito", True, None, None)
    client = ilse.client()
    page = text(client.get(CHILDREN))
    assert "Tito is of age" in page
    assert "96 cm" not in page
    assert "This profile is your grown child's own now" in text(client.get(f"{CHILDREN}{child.id}/"))
    assert "Only your child decides" in text(client.post(f"{CHILDREN}{child.id}/", {**TITO, "year": "2030"}))
    assert client.post(f"{CHILDREN}{child.id}/shop/")["Location"] == CHILDREN
    assert client.get(f"{CHILDREN}{child.id}/download.json").status_code == 403
    assert client.get(f"{CHILDREN}{child.id}/forget/").status_code == 403
    assert client.post(f"{CHILDREN}{child.id}/forget/").status_code == 403


def test_a_child_that_is_added_while_everything_is_deleted_is_deleted_too(
    ilse: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    access, at, values = ilse.access("keep_account"), clock.now(), {"nickname": "Tito"} | UNKNOWN
    plan_for = planning.plan_for

    def meanwhile(*args: Any, **given: Any) -> Any:
        plan = plan_for(*args, **given)
        if not ChildProfile.objects.exists():
            family.add_child(values, shown=wording.asked("measure_sizes", "id"), access=access, at=at)
        return plan

    monkeypatch.setattr(planning, "plan_for", meanwhile)
    assert ilse.id
    erasing = ilse.access("erase_my_data")
    erasure = rights.ask_for_erasure(ilse.id, language="id", access=erasing, at=at)
    erasure = rights.carry_out(erasure, access=erasing, at=at)
    monkeypatch.setattr(planning, "plan_for", plan_for)
    assert erasure.id in rights.erasures_under_way()
    assert rights.take_up_again(erasure.id, access=erasing, at=at).state == "done"
    assert not ChildProfile.objects.exists()


def test_no_child_is_added_to_an_account_that_is_forgotten(ilse: Player) -> None:
    access, at, values = ilse.access("keep_account"), clock.now(), {"nickname": "Tito"} | UNKNOWN
    assert ilse.id
    keyrings.close(ilse.id, at=at)
    with pytest.raises(NotYours):
        family.add_child(values, shown=wording.asked("measure_sizes", "id"), access=access, at=at)
    assert not ChildProfile.objects.exists()
