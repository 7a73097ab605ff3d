"""How often a gate goes to the servers: that, and what waits for the disk, is what a promise costs (`docs/adr`)."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from bench.histories import own_access, person_with
from django.db import DatabaseError, connections, transaction
from django.db.transaction import TransactionManagementError

from kindr.base import clock, merkle
from kindr.privacy import gates
from kindr.privacy.access import log
from kindr.privacy.access.declare import system_access
from kindr.privacy.consent import ledger
from kindr.privacy.consent.ledger import Channel, Decided, Decision, Standing
from kindr.privacy.evidence.tree import KeptTree
from kindr.privacy.vault import asking, keyrings
from kindr.privacy.vault.copying import copy_rows
from kindr.shop.accounts.personal import Birthday, Profile, SavedAddress, SignInAttempt
from kindr.web.database_urls import PREPARED_AFTER
from tests.cast import Player
from tests.privacy.counting import counted

pytestmark = pytest.mark.django_db(transaction=True)


def _said(person: uuid.UUID, decision: Decision, *, hours: int = 0) -> ledger.Event:
    decided = Decided("greet_birthday", decision, "May we greet you?", "en", Channel.PAGE)
    return ledger.record(decided, person=person, by=person, at=clock.now() + timedelta(hours=hours))


def _born(person: uuid.UUID) -> Birthday:
    values = {"date_of_birth": date(1990, 4, 1)}
    access = own_access(person, "keep_account")
    return gates.collect(Birthday, person=person, access=access, at=clock.now(), source="account", values=values)


def test_a_use_that_rests_on_consent_asks_the_ledger_once_and_the_keys_once() -> None:
    person = person_with(1)
    _said(person, Decision.GIVEN)
    row = _born(person)
    with counted("default") as data, counted("keys") as keys:
        assert gates.read(row, access=system_access("greet_birthday"), at=clock.now()).date_of_birth == date(1990, 4, 1)
    assert (len(data), len(keys)) == (1, 1)


def test_people_who_do_not_consent_are_left_out_of_a_page_without_a_question_more() -> None:
    people = [person_with(1), person_with(1)]
    for person in people:
        _said(person, Decision.GIVEN)
    rows = [_born(person) for person in people]
    _said(people[1], Decision.WITHDRAWN, hours=1)
    before = len(log.lines_about(people[1]))
    with counted("default") as data, counted("keys") as keys:
        opened = gates.read_usable(rows, access=system_access("greet_birthday"), at=clock.now() + timedelta(hours=2))
    assert [each.record.person_id for each in opened] == people[:1]
    assert len(log.lines_about(people[1])) == before
    assert (len(data), len(keys)) == (1, 1)


def test_a_correction_and_its_line_are_one_statement(mara: Player) -> None:
    row = Profile.objects.get(person_id=mara.id)
    with counted("default") as data:
        gates.correct(row, access=mara.access("keep_account"), at=clock.now(), values={"name": "Mara Lee"})
    assert sum("privacy_accessentry" in statement and "UPDATE" in statement for statement in data) == 1
    assert not any("SAVEPOINT" in statement for statement in data)
    found = gates.read(Profile.objects.get(person_id=mara.id), access=mara.access("keep_account"), at=clock.now())
    assert found.name == "Mara Lee"


def test_a_correction_of_a_row_that_went_meanwhile_says_that_it_is_forgotten() -> None:
    person = person_with(1)
    row = SavedAddress.objects.get(person_id=person)
    SavedAddress.objects.filter(pk=row.pk).delete()
    with pytest.raises(gates.Forgotten):
        gates.correct(row, access=own_access(person, "keep_account"), at=clock.now(), values={"recipient": "Mara"})


def test_a_consent_is_one_statement_and_comes_after_the_last_one_even_when_a_clock_goes_back() -> None:
    person = person_with(1)
    later = _said(person, Decision.GIVEN, hours=5)
    with counted("default") as data:
        earlier = _said(person, Decision.WITHDRAWN)
    assert earlier.at > later.at
    assert len(data) == 3, "one that finds a later entry, one question when that was, and one that is later still"
    with counted("default") as data:
        _said(person, Decision.GIVEN, hours=6)
    assert len(data) == 1
    stands = ledger.standings(ledger.events_of([person]), at=clock.now() + timedelta(hours=7))
    assert stands[person, "greet_birthday"] is Standing.GIVEN


def test_a_consent_that_is_rolled_back_was_never_given(mara: Player) -> None:
    before = len(ledger.events_of([mara.person.id]))
    with transaction.atomic():
        _said(mara.person.id, Decision.GIVEN)
        transaction.set_rollback(True)
    assert len(ledger.events_of([mara.person.id])) == before


def test_a_record_with_a_key_of_its_own_is_taken_in_with_one_question_to_the_keys(mara: Player) -> None:
    at = clock.now()
    plain = {"kind": "sign_in", "language": "id", "tries": 0, "expires_at": at + timedelta(hours=1)}
    wanted: dict[str, Any] = {
        "person": mara.person.id, "access": system_access("keep_account"), "at": at, "source": "account",
        "values": {"address": "mara@families.example"}, "plain": plain,
    }  # fmt: skip
    gates.collect(SignInAttempt, **wanted)
    with counted("keys") as keys:
        row = gates.collect(SignInAttempt, **wanted)
    assert len(keys) == 1
    assert gates.read(row, access=system_access("keep_account"), at=at).address == "mara@families.example"


def test_proofs_of_many_leaves_are_one_question() -> None:
    leaves, frontier, subtrees = [bytes([number % 251]) * 32 for number in range(700)], merkle.Frontier(), []
    for leaf in leaves:
        subtrees += [(1, index, found) for level, index, found in frontier.append(leaf) if level == 8]
    rows = [(number, 1, uuid.uuid4(), leaf) for number, leaf in enumerate(leaves)]
    copy_rows("default", "privacy_logleaf", ("index", "book", "row", "hash"), rows)
    copy_rows("default", "privacy_logsubtree", ("level", "index", "hash"), subtrees)
    with counted("default") as data:
        paths = KeptTree().inclusion_proofs(range(700), 700)
    assert len(data) == 1
    head = merkle.root_of(leaves)
    assert all(merkle.includes(leaves[index], index, 700, path, head) for index, path in paths.items())
    assert all(path == merkle.inclusion_proof(index, 700, _node(leaves)) for index, path in paths.items())


def test_a_reading_and_a_correction_are_one_question_to_each_server_in_words_that_stay_the_same() -> None:
    words = []
    for person in (person_with(1), person_with(1)):
        row, access = SavedAddress.objects.get(person_id=person), own_access(person, "keep_account")
        with counted("default") as data, counted("keys") as keys:
            gates.read(row, access=access, at=clock.now())
            assert (len(data), len(keys)) == (0, 1), "the line goes by the log's own connection"
            gates.correct(row, access=access, at=clock.now(), values={"recipient": "Mara"})
            assert len(data) == 1
        words.append((data, keys[:2]))
    assert words[0] == words[1]


def test_forgetting_a_record_asks_no_more_than_it_must(mara: Player) -> None:
    at, access = clock.now(), system_access("keep_systems_running")
    plain = {"kind": "sign_in", "language": "id", "tries": 0, "expires_at": at}
    row = gates.collect(
        SignInAttempt, person=mara.person.id, access=system_access("keep_account"), at=at, source="account",
        values={"address": "mara@families.example"}, plain=plain,
    )  # fmt: skip
    with counted("default") as data, counted("keys") as keys:
        assert gates.expire_many([row], access=access, at=at) == 1
    assert len(data) <= 4, "nobody places a hold meanwhile, what is held, holds may be placed again, the row"
    assert len(keys) == 2, "which keys there are, and that they go"


def test_a_question_of_every_use_is_prepared_by_the_server() -> None:
    person = person_with(1)
    for _ in range(PREPARED_AFTER + 1):
        ledger.rows_of([person])
        keyrings.fetch(slots=[log.slot_of(person, clock.now())])
    for alias, table in (("default", "privacy_consentevent"), ("keys", "vault_datakey")):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%{table}%"])
            assert cursor.fetchone()[0] >= 1


def test_a_question_in_a_transaction_that_has_failed_is_refused_as_any_other() -> None:
    with transaction.atomic():
        with suppress(DatabaseError), transaction.atomic(savepoint=False):
            asking.rows("SELECT 1 / 0", [])
        with pytest.raises(TransactionManagementError):
            asking.rows("SELECT 1", [])


def test_a_row_is_read_as_the_orm_reads_it(mara: Player) -> None:
    [found] = asking.whole(Profile, "SELECT *, 7 AS lucky FROM accounts_profile WHERE person_id = %s", [mara.id])
    meant = Profile.objects.get(person_id=mara.id)
    assert found == meant
    assert found.lucky == 7  # type: ignore[attr-defined]  # beside the columns
    here, there = found.__dict__, meant.__dict__
    assert {name for name in there if not name.startswith("_")} <= here.keys()
    assert (found.collected_at, found.source, found.covers) == (meant.collected_at, meant.source, meant.covers)
    opened = gates.read(found, access=mara.access("keep_account"), at=clock.now())
    assert opened.values() == gates.read(meant, access=mara.access("keep_account"), at=clock.now()).values()


def _node(leaves: list[bytes]) -> merkle.Node:
    return lambda level, index: merkle.root_of(leaves[index << level : (index + 1) << level])
