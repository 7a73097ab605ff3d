"""Chapter 1: who answers for your data."""

from __future__ import annotations

import pytest
from django.db import connections
from django.test import Client

from kindr.base import clock
from kindr.policy import POLICY
from kindr.privacy import gates
from kindr.privacy.access.terms import NotYours
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault import keyrings
from kindr.shop.accounts.personal import Profile
from tests.cast import Player
from tests.promises.evidence import columns_of, tables_with

pytestmark = pytest.mark.django_db


@pytest.mark.clause("1.2", "6.3.6")
@pytest.mark.parametrize("address", ["/privacy/", "/en/privacy/"])
def test_everybody_can_read_what_is_collected_where_it_is_kept_for_what_and_how_to_change_it(address: str) -> None:
    language = "en" if address.startswith("/en/") else "id"
    page = Client().get(address).content.decode()
    for clause in POLICY.clauses.values():
        assert f'id="{clause.number}"' in page, clause.key
    for purpose in POLICY.purposes.values():
        assert purpose.says[language].split("'")[0] in page, purpose.key
    assert POLICY.parties["controller"].name in page


@pytest.mark.clause("1.3")
def test_data_about_a_child_comes_from_its_parent_only(mara: Player, ilse: Player, noa: Player) -> None:
    at, values = clock.now(), {"name": "Noa", "phone": None}

    def tell(who: Player) -> Profile:
        access = who.access("keep_account")
        return gates.collect(Profile, person=noa.id, access=access, at=at, source="account", values=values)  # type: ignore[arg-type]

    told = tell(mara)
    assert gates.read(told, access=mara.access("keep_account"), at=at).name == "Noa"
    with pytest.raises(NotYours):
        tell(ilse)
    with pytest.raises(NotYours):
        gates.read(told, access=ilse.access("keep_account"), at=at)


@pytest.mark.clause("1.3")
def test_there_is_no_child_without_a_guardian() -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Person.objects.create(kind=PersonKind.CHILD)


@pytest.mark.clause("1.4")
def test_personal_data_lies_sealed_and_its_keys_lie_on_another_server(mara: Player) -> None:
    assert tables_with(mara.name) == tables_with(mara.email) == tables_with("Jalan Contoh 12") == set()
    data, keys = (connections[alias].get_connection_params() for alias in ("default", "keys"))
    assert (data["host"], data["port"]) != (keys["host"], keys["port"])
    assert not columns_of("vault_datakey")
    assert columns_of("accounts_profile")


@pytest.mark.clause("1.5")
def test_to_delete_a_key_is_to_forget_the_data_wherever_a_copy_lies(mara: Player) -> None:
    row, access = Profile.objects.get(person_id=mara.id), mara.access("keep_account")
    backup = bytes(row.name.sealed)
    assert gates.read(row, access=access, at=clock.now()).name == "Mara"
    keyrings.shred([row.slot], at=clock.now())
    assert bytes(row.name.sealed) == backup
    with pytest.raises(gates.Forgotten):
        gates.read(row, access=access, at=clock.now())


@pytest.mark.clause("1.6")
def test_the_policy_says_whom_to_write_to() -> None:
    assert Client().get("/en/privacy/").content.decode().count(POLICY.parties["controller"].email) >= 3
