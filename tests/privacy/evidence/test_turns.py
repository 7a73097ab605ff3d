"""The sequencer: every committed row has exactly one place, whenever it was committed."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest
from django.db import transaction

from kindr.base import merkle
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.evidence import actions, sequencing
from kindr.privacy.evidence.models import LogCheckpoint, LogLeaf, LogSubtree
from kindr.privacy.evidence.ports import Log
from kindr.privacy.evidence.tree import KeptTree
from kindr.privacy.evidence.witness import WitnessFile
from tests.privacy.evidence.books import A_MINUTE, NOW, agreed, done_by_superuser, opened, turn

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = ("privacy_logleaf", "privacy_logsubtree", "privacy_logcheckpoint", "privacy_logcheck")


def leaves() -> list[bytes]:
    return [bytes(found) for found in LogLeaf.objects.order_by("index").values_list("hash", flat=True)]


def test_rows_of_both_books_stand_in_one_tree() -> None:
    opened(3)
    agreed()
    made = turn()
    assert (made.number, made.size) == (1, 4)
    assert made.root == merkle.root_of(leaves())
    assert sorted(leaves()) == sorted(
        bytes(row.leaf) for book in (AccessEntry, ConsentEvent) for row in book.objects.all()
    )


def test_a_turn_without_news_signs_the_same_tree_again() -> None:
    opened()
    first, second = turn(), turn(at=NOW + A_MINUTE)
    assert (second.number, second.size, second.root) == (2, 1, first.root)


def test_the_tree_goes_on_where_it_ended() -> None:
    for number in range(5):
        opened(200, at=NOW + number * A_MINUTE)
        made = turn(at=NOW + number * A_MINUTE)
        assert made.root == merkle.root_of(leaves())
    assert made.size == 1000
    assert LogSubtree.objects.filter(level=1).count() == 1000 // 256
    tree = KeptTree()
    for index in (0, 255, 256, 511, 999):
        path = tree.inclusion_proof(index, 1000)
        assert merkle.includes(leaves()[index], index, 1000, path, made.root)
    assert merkle.grew_from(200, 1000, tree.root(200), made.root, tree.consistency_proof(200, 1000))


def test_a_row_that_is_committed_late_comes_after_those_of_later_moments() -> None:
    other = psycopg.connect(**log_connection._parameters())
    columns = "(id, person_id, at, payload, leaf)"
    row = f"INSERT INTO privacy_accessentry {columns} VALUES (gen_random_uuid(), gen_random_uuid(), %s, '', %s)"
    other.execute(row, [NOW, bytes(32)])
    opened(2, at=NOW + A_MINUTE)
    made = turn(at=NOW + A_MINUTE)
    assert made.size == 0, "an older transaction is still open, so nothing behind it is complete"
    other.commit()
    other.close()
    made = turn(at=NOW + 2 * A_MINUTE)
    assert (made.size, made.says) == (3, {})
    assert leaves()[0] == bytes(32)


def test_what_is_rolled_back_has_no_place() -> None:
    other = psycopg.connect(**log_connection._parameters())
    other.execute(
        "INSERT INTO privacy_accessentry (id, person_id, at, payload, leaf)"
        " VALUES (gen_random_uuid(), gen_random_uuid(), now(), '', '')"
    )
    other.rollback()
    other.close()
    opened()
    assert turn().size == 1


def test_two_sequencers_at_once_are_one() -> None:
    opened(2)
    with transaction.atomic():
        assert sequencing.is_alone()
        with psycopg.connect(**log_connection._parameters()) as other:
            alone = other.execute("SELECT pg_try_advisory_xact_lock(%s)", [sequencing.LOCK]).fetchone()
            assert alone == (False,)
    assert turn().size == 2


def test_a_request_never_waits_for_the_sequencer() -> None:
    with transaction.atomic():
        sequencing.is_alone()
        opened()
    assert turn().size == 1


def test_a_row_behind_the_horizon_is_found_by_a_thorough_turn_and_named() -> None:
    opened()
    turn()
    opened(at=NOW + A_MINUTE)
    done_by_superuser("UPDATE privacy_accessentry SET written_in = 3 WHERE at > %s", NOW)
    assert turn(at=NOW + A_MINUTE).size == 1
    made = turn(at=NOW + A_MINUTE, thorough=True)
    assert (made.size, made.says) == (2, {"found": "1"})


def test_rows_of_the_past_are_named() -> None:
    opened()
    turn()
    opened(2, at=NOW - timedelta(days=1))
    assert turn(at=NOW + A_MINUTE).says == {"past": "2"}


def test_on_another_server_with_a_young_counter_nothing_is_missed() -> None:
    opened(2)
    turn()
    done_by_superuser("UPDATE privacy_logcheckpoint SET until = until + 1000000")
    done_by_superuser("UPDATE privacy_accessentry SET written_in = written_in + 1000000")
    opened(at=NOW + A_MINUTE)
    made = turn(at=NOW + A_MINUTE)
    assert (made.size, made.says) == (3, {})
    opened(at=NOW + A_MINUTE)
    assert turn(at=NOW + 2 * A_MINUTE).size == 4


@pytest.mark.parametrize(
    "table", ["privacy_logleaf", "privacy_logsubtree", "privacy_logcheckpoint", "privacy_logcheck"]
)
@pytest.mark.parametrize("deed", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET {} = {}"])
def test_the_program_cannot_change_the_tree(table: str, deed: str) -> None:
    column = {"privacy_logleaf": "hash", "privacy_logsubtree": "hash", "privacy_logcheckpoint": "note"}.get(table, "at")
    with psycopg.connect(**log_connection._parameters()) as own, pytest.raises(psycopg.errors.InsufficientPrivilege):
        own.execute(deed.format(table, column, column))


def test_a_witness_has_every_checkpoint(log_of_its_own: Log) -> None:
    for number in range(3):
        opened(at=NOW + number * A_MINUTE)
        turn(at=NOW + number * A_MINUTE)
    file = WitnessFile(log_of_its_own.witness)
    assert list(file.notes()) == list(LogCheckpoint.objects.order_by("number").values_list("note", flat=True))
    last = file.last(log_of_its_own.keys)
    assert last == actions.newest()
