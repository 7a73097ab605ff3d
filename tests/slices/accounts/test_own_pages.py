"""The account's own pages: profile, birthday, address book, the address to sign in with, and the trial mailbox."""

from __future__ import annotations

import html
import uuid
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kindr.adapters.mail.personal import MailboxLetter
from kindr.base import clock
from kindr.privacy.access.declare import access_of
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import wording
from kindr.privacy.consent.ledger import Decision
from kindr.privacy.people import Person
from kindr.privacy.rights import corrections
from kindr.privacy.vault import keyrings, lookup, opening
from kindr.shop.accounts import queries, rules, tasks
from kindr.shop.accounts.actions import add_address, arriving
from kindr.shop.accounts.personal import Birthday, Profile, SavedAddress, SignInAttempt
from kindr.shop.accounts.queries import own
from tests.consents import last_of
from tests.slices.accounts.letters import letters, newest_letter
from tests.slices.accounts.people import ILSE, MARA, SENTENCE, bima, code_in_letter, mara, sign_in, totp

pytestmark = pytest.mark.django_db

HOME = {
    "label": "Rumah", "recipient": "Mara", "phone": "0812-3456-7890", "street": "Jalan Contoh 12",
    "place": "Melawai", "area": "31.74.07.1001", "postcode": "12160", "notes": "",
}  # fmt: skip


def access_to(person: uuid.UUID) -> Access:
    return access_of(Person.objects.get(pk=person), "keep_account")


@pytest.fixture
def person(client: Client) -> uuid.UUID:
    made = mara()
    sign_in(client, MARA)
    return made


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.mark.parametrize(
    "name", ["home", "profile", "addresses", "add_address", "security", "password", "new_sign_in_address"]
)
def test_own_pages_ask_strangers_to_sign_in(client: Client, name: str) -> None:
    with translation.override("id"):
        address = reverse(f"accounts:{name}")
    assert client.get(address)["Location"] == f"/sign-in/?next={address}"


@pytest.mark.parametrize("name", ["home", "profile", "addresses", "add_address"])
def test_staff_have_no_place_among_parents(client: Client, name: str) -> None:
    bima()
    client.post("/staff/sign-in/", {"email": "bima@staff.example", "password": SENTENCE})
    client.post("/sign-in/second-factor/", {"code": totp()})
    response = client.get(reverse(f"accounts:{name}"))
    assert response.status_code == 302
    assert not response["Location"].startswith("/sign-in/")


def test_a_profile_is_shown_and_changed(client: Client, person: uuid.UUID) -> None:
    assert "0812-3456-7890" in text(client.get("/account/profile/"))
    client.post("/account/profile/", {"name": "Mara W.", "phone": ""})
    me = own.me(access=access_to(person), at=clock.now())
    assert (me.name, me.phone) == ("Mara W.", "")


def test_a_number_corrected_from_my_data_is_the_one_that_one_is_found_by(client: Client, person: uuid.UUID) -> None:
    assert 'href="/en/account/profile/"' in client.get("/en/my-data/").content.decode()
    assert lookup.find(lookup.PHONE, "+6281234567890") == [person]
    client.post("/en/account/profile/", {"name": "Mara", "phone": "0813-1111-2222"})
    assert lookup.find(lookup.PHONE, "+6281234567890") == []
    assert lookup.find(lookup.PHONE, "+6281311112222") == [person]
    profile = Profile.objects.get(person_id=person)
    assert corrections.column_of(profile, "phone") is None


def test_a_first_profile_is_kept(client: Client) -> None:
    sign_in(client, ILSE)
    client.post("/account/profile/", {"name": "Ilse", "phone": "+62 813 9876 5432"})
    assert "Halo, Ilse" in text(client.get("/account/"))


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Ini bukan nomor telepon Indonesia."), ("/en", "not an Indonesian telephone number")]
)
def test_a_foreign_number_is_said_and_kept_in_the_form(client: Client, person, prefix: str, words: str) -> None:
    page = text(client.post(f"{prefix}/account/profile/", {"name": "Mara", "phone": "+1 212 555 0123"}))
    assert words in page
    assert 'value="+1 212 555 0123"' in page


def test_the_birthday_box_is_never_ticked_beforehand(client: Client, person: uuid.UUID) -> None:
    page = client.get("/account/profile/").content.decode()
    assert "checked" not in page[page.index('name="agree"') : page.index('name="agree"') + 120]


def test_a_birthday_comes_with_its_consent_word_for_word(client: Client, person: uuid.UUID) -> None:
    page = text(client.get("/en/account/profile/"))
    client.post("/en/account/birthday/", {"born": "1990-03-21", "agree": "on"})
    event = last_of(person)["greet_birthday"]
    assert event.decision is Decision.GIVEN
    assert event.language == "en"
    for line in event.shown.splitlines():
        assert line in page
    assert own.birthday(access=access_to(person), at=clock.now()) == date(1990, 3, 21)


def test_without_the_consent_no_birthday_is_kept(client: Client, person: uuid.UUID) -> None:
    page = text(client.post("/en/account/birthday/", {"born": "1990-03-21"}))
    assert "Without this consent" in page
    assert not Birthday.objects.exists()
    assert "greet_birthday" not in last_of(person)


@pytest.mark.django_db(transaction=True)
def test_taking_the_consent_back_forgets_the_birthday(client: Client, person: uuid.UUID) -> None:
    client.post("/account/birthday/", {"born": "1990-03-21", "agree": "on"})
    copy = Birthday.objects.get()
    client.post("/account/birthday/forget/")
    assert not Birthday.objects.exists()
    assert last_of(person)["greet_birthday"].decision is Decision.WITHDRAWN
    assert opening.opened(copy, keyrings.fetch(ids=opening.key_ids([copy]))).is_forgotten
    client.post("/account/birthday/", {"born": "1991-04-22", "agree": "on"})
    assert own.birthday(access=access_to(person), at=clock.now()) == date(1991, 4, 22)


@pytest.mark.parametrize("born", ["2020-01-01", "1890-01-01", "2999-01-01", "21 March", ""])
def test_a_childs_birthday_is_not_the_parents(client: Client, person: uuid.UUID, born: str) -> None:
    assert client.post("/account/birthday/", {"born": born, "agree": "on"}).status_code == 200
    assert not Birthday.objects.exists()


def test_an_address_is_kept_changed_preferred_and_forgotten(client: Client, person: uuid.UUID) -> None:
    client.post("/account/addresses/new/", HOME)
    client.post("/account/addresses/new/", {**HOME, "label": "Kantor", "notes": "Titip ke satpam"})
    first, second = queries.addresses(access=access_to(person), at=clock.now())
    assert (first.label, first.is_default, first.phone) == ("Rumah", True, "+6281234567890")
    assert first.place == (
        "Melawai, Kebayoran Baru, Kota Administrasi Jakarta Selatan, Daerah Khusus Ibukota Jakarta 12160"
    )
    client.post(f"/account/addresses/{second.id}/prefer/")
    client.post(f"/account/addresses/{first.id}/", {**HOME, "street": "Jalan Contoh 14"})
    page = text(client.get("/account/addresses/"))
    assert page.index("Kantor") < page.index("Jalan Contoh 14")
    client.post(f"/account/addresses/{second.id}/forget/")
    (left,) = queries.addresses(access=access_to(person), at=clock.now())
    assert (left.street, left.is_default) == ("Jalan Contoh 14", True)


def test_the_place_is_found_without_javascript(client: Client, person: uuid.UUID) -> None:
    page = text(client.post("/account/addresses/new/", {**HOME, "area": "", "find": "1"}))
    assert 'value="31.74.07.1001"' in page
    assert 'value="Jalan Contoh 12"' not in page
    assert "Jalan Contoh 12" in page
    assert "Mohon" not in page
    assert not SavedAddress.objects.exists()


def test_places_come_while_one_types(client: Client) -> None:
    page = text(client.post("/areas/", {"q": "melawai"}))
    assert 'value="31.74.07.1001"' in page
    assert "<html" not in page
    assert "radio" not in text(client.post("/areas/", {"q": "me"}))
    assert "We know no village" in text(client.post("/en/areas/", {"q": "zzzzzz"}))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"postcode": "90111"}, "does not belong to the place"),
        ({"postcode": "1216"}, "does not belong to the place"),
        ({"area": ""}, "choose your village"),
        ({"area": "31.74.07.9999"}, "choose your village"),
        ({"area": "<script>"}, "choose your village"),
        ({"phone": "12"}, "not an Indonesian telephone number"),
        ({"recipient": " "}, "who takes the parcel"),
        ({"street": ""}, "street and number"),
        ({"label": "x" * 41}, "40"),
    ],
)
def test_a_wrong_address_is_said_and_nothing_typed_is_lost(client, person, change, words: str) -> None:
    page = text(client.post("/en/account/addresses/new/", {**HOME, **change}))
    assert words in page
    assert "Jalan Contoh 12" in page or "street" in change
    assert not SavedAddress.objects.exists()


def test_an_address_of_somebody_else_is_not_there(client: Client, person: uuid.UUID) -> None:
    sign_in(other := Client(), ILSE)
    other.post("/account/addresses/new/", {**HOME, "street": "Jalan Rahasia 1"})
    theirs = SavedAddress.objects.get()
    for path in ("", "forget/", "prefer/"):
        assert client.post(f"/account/addresses/{theirs.pk}/{path}", HOME).status_code == 404
    assert client.get(f"/account/addresses/{theirs.pk}/").status_code == 404
    assert "Jalan Rahasia 1" in text(other.get("/account/addresses/"))


def test_the_address_book_has_twenty_entries(client: Client, person: uuid.UUID) -> None:
    access = access_to(person)
    values = {**{name: HOME[name] for name in HOME if name != "place"}, "notes": None}
    for _ in range(rules.MOST_ADDRESSES):
        add_address(values, access=access, at=clock.now())
    assert "Your address book is full." in text(client.post("/en/account/addresses/new/", HOME))
    assert SavedAddress.objects.count() == rules.MOST_ADDRESSES


def test_the_address_book_costs_the_same_queries_however_long(
    client: Client, person: uuid.UUID, django_assert_num_queries
) -> None:
    values = {**{name: HOME[name] for name in HOME if name != "place"}, "notes": None}
    for number in (1, 9):
        for _ in range(number):
            add_address(values, access=access_to(person), at=clock.now())
        with django_assert_num_queries(1, using="keys"):
            queries.addresses(access=access_to(person), at=clock.now())


def test_a_new_sign_in_address_is_proven_and_the_old_one_told(client: Client, person: uuid.UUID) -> None:
    client.post("/account/address/", {"email": "mara.new@families.example"})
    tasks.send_code(client.session["attempt"])
    code = code_in_letter("mara.new@families.example")
    assert client.post("/account/address/code/", {"code": code}).status_code == 302
    farewell = SignInAttempt.objects.get(kind="farewell")
    tasks.send_farewell(str(farewell.pk))
    assert "alamat e-mail lain" in newest_letter(MARA).body
    assert not SignInAttempt.objects.exists()
    assert queries.account_of_address(MARA) is None
    account = queries.account_of_address("mara.new@families.example")
    assert account is not None
    assert account.pk == person
    assert "mara.new@families.example" in text(client.get("/account/"))


def test_the_address_of_another_account_is_not_taken_and_not_betrayed(client: Client, person: uuid.UUID) -> None:
    sign_in(Client(), ILSE)
    response = client.post("/account/address/", {"email": ILSE})
    assert response.status_code == 302
    attempt = uuid.UUID(client.session["attempt"])
    tasks.send_code(str(attempt))
    assert "sudah punya akun" in newest_letter(ILSE).body
    page = text(client.post("/en/account/address/code/", {"code": arriving.code_of(attempt)}))
    assert "This is not the code" in page
    assert queries.account_of_address(ILSE) is not None
    assert MARA in text(client.get("/account/"))


def test_the_code_of_somebody_elses_new_address_is_of_no_use(client: Client, person: uuid.UUID) -> None:
    sign_in(other := Client(), ILSE)
    client.post("/account/address/", {"email": "mara.new@families.example"})
    session = other.session
    session["attempt"] = client.session["attempt"]
    session.save()
    code = arriving.code_of(uuid.UUID(client.session["attempt"]))
    assert other.post("/account/address/code/", {"code": code}).status_code == 404
    assert queries.account_of_address("mara.new@families.example") is None


def test_the_trial_mailbox_shows_letters_newest_first(client: Client) -> None:
    sign_in(Client(), MARA)
    sign_in(Client(), ILSE)
    page = text(client.get("/-/mailbox/"))
    assert page.index(ILSE) < page.index(MARA)
    newest = MailboxLetter.objects.order_by("-collected_at")[0]
    assert letters()[0].subject in text(client.get(f"/en/-/mailbox/{newest.pk}/"))
    assert client.get(f"/-/mailbox/{uuid.uuid4()}/").status_code == 404


def test_there_is_no_trial_mailbox_outside_development(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEVELOPMENT", False)
    assert client.get("/-/mailbox/").status_code == 404


def test_the_consent_is_a_sentence_in_both_languages() -> None:
    assert "ulang tahun" in wording.asked("greet_birthday", "id").text
    assert "birthday" in wording.asked("greet_birthday", "en").text
