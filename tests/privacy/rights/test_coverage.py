"""Nothing is complete without proof: a table, a column or a folder that nobody declared holds requests up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections

import kindr
from kindr.base import clock
from kindr.privacy.access.models import Alarm
from kindr.privacy.rights import actions, stores
from kindr.privacy.rights.fulfilment import coverage
from kindr.privacy.rights.fulfilment.models import Fulfilment
from kindr.privacy.rights.fulfilment.tasks import resume_deletions, resume_fulfilments
from kindr.privacy.rights.fulfilment.terms import Kind, State
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.rights.stores.places import Impersonal
from kindr.privacy.rights.tasks import resume_erasures
from kindr.privacy.vault import keyrings
from kindr.shop.accounts.models import Account
from kindr.web import places
from kindr.web.configuration import configuration
from tests.cast import Player
from tests.privacy.rights.fulfilling import fulfil

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")

SOURCE = Path(kindr.__file__).parent


@contextmanager
def a_planted_table() -> Iterator[None]:
    """A table with a note about somebody, made by hand."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE wishlist (person uuid, note text)")
        cursor.execute("INSERT INTO wishlist VALUES (gen_random_uuid(), 'likes green')")
    try:
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP TABLE wishlist")


@contextmanager
def a_planted_schema() -> Iterator[None]:
    """A table beside the common schema, which the program has no rights on."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE SCHEMA aside; CREATE TABLE aside.notes (note text)")
    try:
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP SCHEMA aside CASCADE")


@contextmanager
def a_planted_key_table() -> Iterator[None]:
    with connections["keys_owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE key_notes (note text)")
    try:
        yield
    finally:
        with connections["keys_owner"].cursor() as cursor:
            cursor.execute("DROP TABLE key_notes")


@contextmanager
def a_column_added_by_hand() -> Iterator[None]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE orders_order ADD COLUMN remark text")
    try:
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE orders_order DROP COLUMN remark")


@contextmanager
def a_new_folder() -> Iterator[None]:
    folder = configuration().data_folder / "exports"
    folder.mkdir()
    try:
        yield
    finally:
        folder.rmdir()


@contextmanager
def a_strange_file_among_sealed_ones() -> Iterator[None]:
    folder = configuration().folder("files")
    strange = folder / "customers.csv"
    strange.write_text("Mara")
    try:
        yield
    finally:
        strange.unlink()


PLANTED = [
    (a_planted_table, "table", "wishlist"),
    (a_planted_schema, "table", "aside.notes"),
    (a_planted_key_table, "table", "key_notes"),
    (a_column_added_by_hand, "column", "orders_order.remark"),
    (a_new_folder, "folder", "exports"),
    (a_strange_file_among_sealed_ones, "folder", "files/customers.csv"),
]


def test_an_installation_as_it_is_made_has_no_gap() -> None:
    proof = coverage.proof()
    assert proof.gaps == ()
    assert proof.is_whole
    assert proof.tables > 40
    assert proof.columns > 300


@pytest.mark.parametrize(("plant", "kind", "name"), PLANTED, ids=[name for _plant, _kind, name in PLANTED])
def test_what_nobody_declared_is_found_and_named(plant: object, kind: str, name: str) -> None:
    with plant():  # type: ignore[operator]  # one of the planters above
        assert (kind, name) in {(gap.kind, gap.name) for gap in coverage.proof().gaps}
    assert coverage.proof().is_whole


@pytest.mark.clause("6.1.1")
@pytest.mark.parametrize("plant", [a_planted_table, a_column_added_by_hand, a_new_folder])
def test_a_copy_of_the_data_is_held_up_and_goes_on_by_itself(mara: Player, plant: object) -> None:
    with plant():  # type: ignore[operator]  # one of the planters above
        held_up = fulfil(mara)
        assert held_up.state == State.BLOCKED
        assert "package" not in held_up.steps
        resume_fulfilments(timestamp=0)
        assert Fulfilment.objects.get().state == State.BLOCKED
        assert Alarm.objects.filter(kind="coverage", person_id=mara.id).count() == 1
    resume_fulfilments(timestamp=0)
    assert Fulfilment.objects.get().state == State.DONE


@pytest.mark.clause("6.3.3")
@pytest.mark.parametrize("plant", [a_planted_table, a_column_added_by_hand, a_new_folder])
def test_a_deletion_is_held_up_before_anything_goes_and_goes_on_by_itself(mara: Player, plant: object) -> None:
    assert mara.id is not None
    before = set(keyrings.living_slots(mara.id))
    with plant():  # type: ignore[operator]  # one of the planters above
        assert fulfil(mara, Kind.ERASURE).state == State.BLOCKED
        erasure = actions.delete_account(mara.id, language="en", access=mara.access("erase_my_data"), at=clock.now())
        assert (erasure.state, erasure.receipt) == (ErasureState.INTENT, None)
        resume_erasures(timestamp=0)
        resume_deletions(timestamp=0)
        assert Erasure.objects.get().receipt is None
        assert before <= set(keyrings.living_slots(mara.id))
    resume_deletions(timestamp=0)
    assert Fulfilment.objects.get().state == State.DONE
    assert not Account.objects.filter(pk=mara.id).exists()


def test_a_gap_that_appears_on_the_way_keeps_a_deletion_from_being_called_complete(
    mara: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert mara.id is not None
    real = stores.registered()[1].erase
    planted = a_planted_table()

    def planting(*arguments: object, **options: object) -> object:
        planted.__enter__()
        return real(*arguments, **options)  # type: ignore[arg-type]  # passed on as it came

    with monkeypatch.context() as patch:
        patch.setattr(stores.registered()[1], "erase", planting)
        erasure = actions.delete_account(mara.id, language="en", access=mara.access("erase_my_data"), at=clock.now())
    assert erasure.state == ErasureState.CLEARED
    planted.__exit__(None, None, None)
    resume_erasures(timestamp=0)
    assert Erasure.objects.get().state == ErasureState.DONE


def test_a_store_that_was_not_asked_is_a_gap(mara: Player) -> None:
    try:
        stores.register(Impersonal("a new place"))
        visited = {store.name for store in stores.registered()} - {"a new place"}
        assert [gap.name for gap in coverage.proof(visited=visited).gaps] == ["a new place"]
        assert fulfil(mara).state == State.DONE
    finally:
        stores._stores.pop("a new place")


def test_a_kind_of_place_that_no_store_looks_at_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "VISITED_BY", {**places.VISITED_BY, "cache": "nobody"})
    assert "cache" in {gap.name for gap in coverage.proof().gaps}


def test_every_folder_that_the_program_makes_is_declared() -> None:
    made = re.compile(r'(?:\.folder\(|data_folder / |DATA_FOLDER / )"([\w.-]+)"')
    named = {name for path in SOURCE.rglob("*.py") for name in made.findall(path.read_text(encoding="utf-8"))}
    assert {"keys", "files"} <= named
    assert named - places.DATA_FOLDER.keys() == set()
