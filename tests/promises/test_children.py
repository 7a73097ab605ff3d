"""What is promised about children (2.1.11 to 2.1.13, 4.7.10, and chapters 5 and 9 where they speak of them)."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import actors
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.terms import Access, ConsentMissing, NotYours, PurposeNotAllowed, Refused
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Channel, Decided, Decision
from kindr.privacy.people import Person, PersonKind
from kindr.shop.accounts import queries
from kindr.shop.accounts.personal import ChildProfile, Profile
from tests.cast import Player
from tests.consents import last_of
from tests.promises.evidence import Committing, lines_about, tables_with

pytestmark = pytest.mark.django_db
NEW = "/en/account/children/new/"
NICKNAME = "Kancilmungil"
TOLD = {"nickname": NICKNAME, "month": "5", "year": "2022", "height": "103", "size": "104"}


def told(of: Player, **change: str) -> Client:
    client = of.client()
    client.post(NEW, {**TOLD, **change})
    return client


def profile_of(child: Player) -> ChildProfile:
    return ChildProfile.objects.get(person_id=child.id)


@pytest.mark.clause("2.1.11", "child_profile", "1.3")
@pytest.mark.parametrize(("answer", "kept"), [({"agree": "on"}, 1), ({}, 0), ({"agree": ""}, 0)])
def test_a_childs_profile_is_kept_only_if_the_guardian_agreed(ilse: Player, answer: dict[str, str], kept: int) -> None:
    told(ilse, **answer)
    assert ChildProfile.objects.count() == kept
    assert Person.objects.filter(kind=PersonKind.CHILD).count() == kept
    assert len(queries.children(access=ilse.access("keep_account"), at=clock.now())) == kept
    for child in Person.objects.filter(kind=PersonKind.CHILD):
        event = last_of(child.pk)["measure_sizes"]
        assert (event.decision, event.by) == (Decision.GIVEN, str(ilse.id))


@pytest.mark.clause("2.1.11", "child_profile")
@pytest.mark.parametrize("decision", [Decision.GIVEN, Decision.REFUSED, Decision.WITHDRAWN, None])
def test_the_gate_itself_takes_no_profile_in_without_consent(ilse: Player, decision: Decision | None) -> None:
    child = Person.objects.create(kind=PersonKind.CHILD, guardian=ilse.person)
    if decision:
        decided = Decided("measure_sizes", decision, shown="the text", language="en", channel=Channel.PAGE)
        ledger.record(decided, person=child.pk, by=ilse.person.pk, at=clock.now())
    values = {"nickname": NICKNAME, "birth_month": None, "height": None, "size": None}

    def collect() -> None:
        gates.collect(
            ChildProfile, person=child.pk, access=ilse.access("keep_account"), at=clock.now(), source="account",
            values=values, plain={"height_told_at": clock.now()},
        )  # fmt: skip

    if decision is Decision.GIVEN:
        collect()
    else:
        with pytest.raises(ConsentMissing):
            collect()
    assert ChildProfile.objects.count() == (decision is Decision.GIVEN)


@pytest.mark.clause("2.1.11", "child_profile", "1.4")
def test_nothing_about_a_child_lies_in_clear_anywhere(ilse: Player) -> None:
    client = told(ilse, agree="on")
    [child] = queries.children(access=ilse.access("keep_account"), at=clock.now())
    client.get("/en/account/children/")
    client.post(f"/en/account/children/{child.id}/", {**TOLD, "height": "105"})
    client.post(f"/en/account/children/{child.id}/shop/")
    client.get("/en/account/children/bar/")
    assert tables_with(NICKNAME) == set()
    assert tables_with("2022-05") == set()


@pytest.mark.clause("2.1.11", "child_profile", "5.1.1", "5.3.1")
def test_a_profile_opens_for_the_guardian_alone_and_each_opening_is_on_record(
    mara: Player, noa: Player, ilse: Player, tariq: Player, bima: Player, odile: Player
) -> None:
    row = profile_of(noa)
    assert gates.read(row, access=mara.access("measure_sizes"), at=clock.now()).nickname == "Noa"
    assert lines_about(noa.id)[-1].actor == str(mara.id)
    with pytest.raises(NotYours):
        gates.read(row, access=ilse.access("measure_sizes"), at=clock.now())
    for colleague, purpose in ((tariq, "answer_customer"), (bima, "fulfil_order"), (odile, "oversee_access")):
        with pytest.raises(PurposeNotAllowed):
            gates.read(row, access=colleague.access(purpose), at=clock.now())
    assert [line.refused_by != "" for line in lines_about(noa.id)][-4:] == [True] * 4


@pytest.mark.clause("2.1.12")
def test_neither_a_full_name_nor_a_day_of_birth_is_asked_and_a_nickname_is_enough(ilse: Player) -> None:
    page = ilse.client().get(NEW).content.decode()
    assert 'type="date"' not in page
    assert 'name="name"' not in page
    assert 'autocomplete="name"' not in page[page.index('name="nickname"') :]
    told(ilse, month="", year="", height="", size="", agree="on")
    opened = gates.read(ChildProfile.objects.get(), access=ilse.access("keep_account"), at=clock.now())
    assert opened.values() == {"nickname": NICKNAME, "birth_month": None, "height": None, "size": None}


@pytest.mark.clause("2.1.12")
def test_of_a_birthday_the_month_is_kept_and_no_day(ilse: Player) -> None:
    told(ilse, agree="on")
    opened = gates.read(ChildProfile.objects.get(), access=ilse.access("keep_account"), at=clock.now())
    assert opened.birth_month == "2022-05"


@pytest.mark.clause("2.1.13")
@pytest.mark.parametrize(
    ("now", "is_used"),
    [
        (datetime(2040, 4, 30, 23, 59, tzinfo=clock.JAKARTA), True),
        (datetime(2040, 5, 1, 0, 0, tzinfo=clock.JAKARTA), False),
        (datetime(2060, 1, 1, tzinfo=clock.JAKARTA), False),
    ],
)
def test_from_the_month_of_the_eighteenth_birthday_on_a_profile_is_used_for_nothing(
    ilse: Player, now: datetime, is_used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(ilse, agree="on")
    monkeypatch.setattr(clock, "now", lambda: now)
    client, profile = ilse.client(), ChildProfile.objects.get()
    [child] = queries.children(access=ilse.access("keep_account"), at=now)
    assert (child.size == 104) is is_used
    client.post(f"/en/account/children/{profile.pk}/shop/")
    assert (b"Shopping for" in client.get("/en/account/children/bar/").content) is is_used
    client.post(f"/en/account/children/{profile.pk}/", {**TOLD, "nickname": "Changed", "height": "105", "sure": "on"})
    opened = gates.read(profile, access=system_access("answer_requests"), at=now)
    assert (ChildProfile.objects.get().height_told_at == now) is is_used
    assert opened.is_forgotten is False
    answer = 200 if is_used else 403
    assert client.get(f"/en/account/children/{profile.pk}/download.json").status_code == answer
    assert client.get(f"/en/account/children/{profile.pk}/forget/").status_code == answer


@pytest.mark.clause("4.7.10")
@pytest.mark.parametrize(("decision", "finds"), [(None, True), (Decision.WITHDRAWN, False)])
def test_with_the_guardians_consent_and_not_without_it_a_childs_size_is_found(
    mara: Player, noa: Player, decision: Decision | None, finds: bool
) -> None:
    assert noa.id
    client, profile = mara.client(), profile_of(noa)
    if decision:
        decided = Decided("measure_sizes", decision, shown="the text", language="en", channel=Channel.PAGE)
        ledger.record(decided, person=noa.id, by=mara.person.pk, at=clock.now())
    response = client.post(f"/en/account/children/{profile.pk}/shop/")
    if finds:
        assert response["Location"] == "/en/search/?size=122&stock=1"
    else:
        assert response.status_code == 403
        with pytest.raises(Refused):
            gates.read(profile, access=mara.access("measure_sizes"), at=clock.now())


@pytest.mark.clause("9.1.1", "9.1.3", "2.1.11")
def test_a_guardian_takes_the_consent_back_in_one_step_and_the_profile_is_gone(
    mara: Player, noa: Player, committing: Committing
) -> None:
    assert noa.id
    client, row = mara.client(), profile_of(noa)
    with committing():
        assert client.post(f"/en/account/children/{row.pk}/forget/").status_code == 302
    event = last_of(noa.id)["measure_sizes"]
    assert (event.decision, event.by) == (Decision.WITHDRAWN, str(mara.id))
    assert "The child's profile, measurements and measuring pictures are erased" in event.shown
    assert not ChildProfile.objects.exists()
    for purpose in ("measure_sizes", "keep_account", "show_my_data"):
        with pytest.raises((ConsentMissing, gates.Forgotten)):
            gates.read(row, access=mara.access(purpose), at=clock.now())
    kept = gates.read(Profile.objects.get(person_id=mara.id), access=mara.access("keep_account"), at=clock.now())
    assert kept.name == "Mara"


@pytest.mark.clause("6.1.1", "6.1.2")
def test_my_data_covers_a_child_as_a_person_under_the_guardian(mara: Player, noa: Player, ilse: Player) -> None:
    page = mara.client().get("/en/my-data/").content.decode()
    assert "Noa" in page
    assert "2019" in page or "Month of birth" in page
    assert "Noa" not in ilse.client().get("/en/my-data/").content.decode()


@pytest.mark.clause("S.8")
def test_a_child_holds_no_account_and_acts_for_nobody(mara: Player, noa: Player) -> None:
    actor = actors.actor_for(noa.person)
    profile = Profile.objects.get(person_id=mara.id)
    with pytest.raises(NotYours):
        gates.read(profile, access=Access(actor, "keep_account"), at=clock.now())
