"""The gates: check, record, do; what is refused is recorded too, and without a line in the log nothing is released."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connections

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access import log
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.declare import system_access
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import STRANGER, Access, ConsentMissing, NotYours, PurposeNotAllowed, Restricted
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Channel, Decided, Decision
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.gates import Forgotten, Incomplete
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.keyrings import PersonClosed
from kindr.privacy.vault.models import Hold
from kindr.shop.accounts.personal import AccountContact, Birthday, Profile, SavedAddress
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)


def _profile(player: Player) -> Profile:
    return Profile.objects.get(person_id=player.id)


def _newest(player: Player) -> log.Line:
    assert player.id is not None
    return log.lines_about(player.id)[0]


def test_whoever_may_claim_a_purpose_of_the_clause_reads(mara: Player, tariq: Player) -> None:
    opened = gates.read(_profile(mara), access=tariq.access("answer_customer"), at=clock.now())
    assert opened.name == "Mara"
    line = _newest(mara)
    assert (line.verb, line.role, line.purpose) == ("read", "service", "answer_customer")
    assert line.opened == {"profile": ["name", "phone"]}
    assert line.actor == str(tariq.id)


@pytest.mark.clause("5.3")
def test_a_role_that_may_not_claim_the_purpose_is_refused_and_the_refusal_recorded(mara: Player, bima: Player) -> None:
    with pytest.raises(PurposeNotAllowed) as refused:
        gates.read(_profile(mara), access=bima.access("answer_customer"), at=clock.now())
    assert refused.value.clause == "5.3"
    assert _newest(mara).refused_by == "5.3"


def test_a_purpose_that_the_clause_does_not_serve_is_refused_by_the_number_of_the_clause(
    mara: Player, bima: Player
) -> None:
    with pytest.raises(PurposeNotAllowed) as refused:
        gates.read(_profile(mara), access=bima.access("fulfil_order"), at=clock.now())
    assert refused.value.clause == "2.1.4"
    assert _newest(mara).refused_by == "2.1.4"


@pytest.mark.clause("5.4")
def test_a_purpose_that_the_policy_does_not_mention_opens_nothing(mara: Player, tariq: Player) -> None:
    with pytest.raises(PurposeNotAllowed) as refused:
        gates.read(_profile(mara), access=tariq.access("sell_to_others"), at=clock.now())
    assert refused.value.clause == "5.4"


def test_one_parent_does_not_reach_another(mara: Player, ilse: Player) -> None:
    with pytest.raises(NotYours):
        gates.read(_profile(mara), access=ilse.access("keep_account"), at=clock.now())
    assert _newest(mara).refused_by


def test_a_stranger_reaches_nobody(mara: Player, sam: Player) -> None:
    with pytest.raises(NotYours):
        gates.read(_profile(mara), access=sam.access("keep_account"), at=clock.now())


def test_a_stranger_adds_nothing_to_an_account(ilse: Player) -> None:
    address = SavedAddress.objects.get(person_id=ilse.id)
    values = gates.read(address, access=system_access("show_my_data"), at=clock.now()).values()
    for purpose in ("keep_account", "place_order", "answer_customer"):
        with pytest.raises(NotYours):
            gates.collect(
                SavedAddress, person=ilse.person.pk, access=Access(STRANGER, purpose), at=clock.now(),
                source="account", values=values,
            )  # fmt: skip


def test_nobody_erases_or_halts_for_somebody_else(mara: Player, ilse: Player) -> None:
    assert mara.id is not None
    slots = keyrings.living_slots(mara.id)
    with pytest.raises(NotYours):
        gates.erase(slots, access=ilse.access("erase_my_data"), at=clock.now())
    with pytest.raises(NotYours):
        gates.hold(
            person=mara.id,
            clauses=["profile"],
            state=Hold.RESTRICTED,
            access=ilse.access("erase_my_data"),
            at=clock.now(),
        )
    assert set(slots) <= set(keyrings.living_slots(mara.id))


def _decide(player: Player, decision: Decision) -> None:
    assert player.id is not None
    decided = Decided("greet_birthday", decision, "Send me a greeting", "en", Channel.PAGE)
    ledger.record(decided, person=player.id, by=player.id, at=clock.now())


def test_what_rests_on_consent_is_collected_only_while_it_stands(ilse: Player) -> None:
    assert ilse.id is not None
    wanted: dict[str, Any] = {
        "person": ilse.id,
        "access": ilse.access("keep_account"),
        "source": "account",
        "values": {"date_of_birth": date(1990, 4, 1)},
    }
    with pytest.raises(ConsentMissing):
        gates.collect(Birthday, at=clock.now(), **wanted)
    _decide(ilse, Decision.GIVEN)
    birthday = gates.collect(Birthday, at=clock.now(), **wanted)
    assert gates.read(birthday, access=system_access("greet_birthday"), at=clock.now()).date_of_birth


@pytest.mark.clause("9.1")
def test_a_withdrawn_consent_stops_use_at_once(mara: Player) -> None:
    _decide(mara, Decision.GIVEN)
    birthday = Birthday.objects.filter(person_id=mara.id).first() or gates.collect(
        Birthday,
        person=mara.person.id,
        access=mara.access("keep_account"),
        at=clock.now(),
        source="account",
        values={"date_of_birth": date(1990, 4, 1)},
    )
    gates.read(birthday, access=system_access("greet_birthday"), at=clock.now())
    _decide(mara, Decision.WITHDRAWN)
    with pytest.raises(ConsentMissing) as refused:
        gates.read(birthday, access=system_access("greet_birthday"), at=clock.now())
    assert refused.value.clause == "4.4.3"


def test_a_source_that_the_clause_does_not_name_is_refused(mara: Player) -> None:
    with pytest.raises(PurposeNotAllowed):
        gates.collect(
            AccountContact,
            person=mara.person.id,
            access=mara.access("keep_account"),
            at=clock.now(),
            source="browsing",
            values={"email": "a@families.example"},
            plain={"verified_at": clock.now()},
        )


def test_a_collection_needs_exactly_the_sealed_columns(mara: Player) -> None:
    with pytest.raises(Incomplete):
        gates.collect(
            Profile,
            person=mara.person.id,
            access=mara.access("keep_account"),
            at=clock.now(),
            source="account",
            values={"nickname": "Mar"},
        )
    with pytest.raises(Incomplete):
        gates.correct(_profile(mara), access=mara.access("keep_account"), at=clock.now(), values={"nickname": "Mar"})


def test_ones_own_openings_fold_to_one_line_an_hour(mara: Player) -> None:
    at = clock.now().replace(minute=10)
    access, profile = mara.access("keep_account"), _profile(mara)
    before = AccessEntry.objects.filter(person_id=mara.id).count()
    for minutes in (0, 5, 20):
        gates.read(profile, access=access, at=at + timedelta(minutes=minutes))
    assert AccessEntry.objects.filter(person_id=mara.id).count() == before + 1
    gates.read(profile, access=access, at=at + timedelta(hours=1))
    assert AccessEntry.objects.filter(person_id=mara.id).count() == before + 2


def test_openings_by_staff_never_fold(mara: Player, tariq: Player) -> None:
    before = AccessEntry.objects.filter(person_id=mara.id).count()
    for _ in range(3):
        gates.read(_profile(mara), access=tariq.access("answer_customer"), at=clock.now())
    assert AccessEntry.objects.filter(person_id=mara.id).count() == before + 3


def test_a_correction_is_read_back_and_the_old_value_is_gone(mara: Player) -> None:
    gates.correct(_profile(mara), access=mara.access("keep_account"), at=clock.now(), values={"name": "Mara Baru"})
    assert gates.read(_profile(mara), access=mara.access("keep_account"), at=clock.now()).name == "Mara Baru"


def test_a_halt_stops_use_and_leaves_the_rights(mara: Player, tariq: Player) -> None:
    assert mara.id is not None
    gates.hold(
        person=mara.id, clauses=["profile"], state=Hold.RESTRICTED, access=mara.access("erase_my_data"), at=clock.now()
    )
    with pytest.raises(Restricted):
        gates.read(_profile(mara), access=tariq.access("answer_customer"), at=clock.now())
    assert gates.read(_profile(mara), access=mara.access("show_my_data"), at=clock.now()).name == "Mara"


def test_what_was_forgotten_says_so_and_is_no_fault(mara: Player, tariq: Player) -> None:
    profile = _profile(mara)
    keyrings.shred([profile.slot], at=clock.now())
    [opened] = gates.read_many([profile], access=tariq.access("answer_customer"), at=clock.now())
    assert opened.is_forgotten
    with pytest.raises(Forgotten):
        gates.read(profile, access=tariq.access("answer_customer"), at=clock.now())
    with pytest.raises(Forgotten):
        gates.correct(profile, access=mara.access("keep_account"), at=clock.now(), values={"name": "Mara"})


def test_forgetting_one_address_leaves_the_others_readable(mara: Player) -> None:
    first = SavedAddress.objects.filter(person_id=mara.id).first()
    assert first is not None
    values = gates.read(first, access=mara.access("keep_account"), at=clock.now()).values()
    second = gates.collect(
        SavedAddress,
        person=mara.person.id,
        access=mara.access("keep_account"),
        at=clock.now(),
        source="account",
        values=values,
    )
    gates.expire(first, access=mara.access("keep_account"), at=clock.now())
    second.refresh_from_db()
    assert gates.read(second, access=mara.access("keep_account"), at=clock.now()).values() == values


def test_nothing_is_collected_about_a_closed_person(ilse: Player) -> None:
    assert ilse.id is not None
    keyrings.close(ilse.id, at=clock.now())
    keyrings.shred(keyrings.living_slots(ilse.id), at=clock.now())
    with pytest.raises(PersonClosed):
        gates.collect(
            SavedAddress,
            person=ilse.id,
            access=ilse.access("keep_account"),
            at=clock.now(),
            source="account",
            values=dict.fromkeys(["label", "recipient", "phone", "street", "area", "postcode"], "x") | {"notes": None},
        )


class _FullDisk:
    """A log connection whose server has no room left: SQLSTATE 53100."""

    closed = broken = False

    def execute(self, *_: object) -> None:
        raise psycopg.errors.DiskFull

    def close(self) -> None: ...


DEEDS: list[tuple[str, Callable[[Player], object]]] = [
    ("read", lambda mara: gates.read(_profile(mara), access=mara.access("keep_account"), at=clock.now())),
    (
        "disclose",
        lambda mara: gates.disclose(
            AccountContact.objects.get(person_id=mara.id),
            access=system_access("deliver_letters"),
            at=clock.now(),
            to="mail_provider",
        ),
    ),
    ("expire", lambda mara: gates.expire(_profile(mara), access=mara.access("keep_account"), at=clock.now())),
    ("erase", lambda mara: gates.erase([_profile(mara).slot], access=mara.access("erase_my_data"), at=clock.now())),
    (
        "my data",
        lambda mara: gates.open_books(
            [mara.person.id], clauses=[log.CLAUSE], access=mara.access("show_my_data"), at=clock.now()
        ),
    ),
]


@pytest.mark.parametrize("deed", [deed for _, deed in DEEDS], ids=[name for name, _ in DEEDS])
def test_while_the_log_has_no_room_nothing_is_released_and_nothing_goes(
    mara: Player, monkeypatch: pytest.MonkeyPatch, deed: Callable[[Player], object]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(log_connection, "of_this_thread", _FullDisk)
        with pytest.raises(LogUnavailable):
            deed(mara)
    assert gates.read(_profile(mara), access=mara.access("keep_account"), at=clock.now()).name == "Mara"


def test_while_the_log_has_no_room_a_page_says_so_and_shows_nothing(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = mara.client()
    monkeypatch.setattr(log_connection, "of_this_thread", _FullDisk)
    response = browser.get("/en/my-data/")
    assert response.status_code == 503
    assert mara.email not in response.content.decode()


@pytest.mark.parametrize("model", [AccessEntry, ConsentEvent])
@pytest.mark.parametrize("deed", ["UPDATE {} SET at = now()", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_login_of_the_program_cannot_alter_log_or_ledger(mara: Player, model: Any, deed: str) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("app",)
        with pytest.raises(Exception, match="permission denied"):
            cursor.execute(deed.format(model._meta.db_table))
