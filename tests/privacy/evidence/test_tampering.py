"""A superuser rewrites, drops, reorders, slips in and rolls back; each of it is found, and says what it is."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from kindr.privacy.access.models import AccessEntry
from kindr.privacy.consent import ledger
from kindr.privacy.evidence import actions, checking, comparing
from kindr.privacy.evidence.actions import Rewritten, RolledBack
from kindr.privacy.evidence.findings import Kind
from kindr.privacy.evidence.models import LogCheckpoint, LogLeaf
from kindr.privacy.evidence.ports import Log
from kindr.privacy.evidence.witness import WitnessFile
from kindr.privacy.vault import keyrings
from tests.privacy.evidence.books import A_MINUTE, NOW, agreed, done_by_superuser, opened, turn

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = uuid.UUID(int=1, version=4)


@pytest.fixture(autouse=True)
def grown() -> None:
    """A log of three turns: 300 openings, two consents."""
    opened(150, person=PERSON)
    agreed(PERSON)
    turn()
    opened(149, at=NOW + A_MINUTE)
    agreed(at=NOW + A_MINUTE)
    turn(at=NOW + A_MINUTE)
    opened(1, at=NOW + 2 * A_MINUTE)
    turn(at=NOW + 2 * A_MINUTE)


def kinds() -> set[Kind]:
    return {finding.kind for finding in checking.check().findings}


def test_an_honest_log_has_no_findings() -> None:
    found = checking.check()
    assert (found.findings, found.size, found.forgotten) == ([], 302, 0)


ONE = "(SELECT id FROM privacy_accessentry ORDER BY id LIMIT 1)"
TWO = "SELECT {} FROM privacy_logleaf WHERE index = {}"
DEEDS: list[tuple[str, str, set[Kind]]] = [
    ("the moment", f"UPDATE privacy_accessentry SET at = at - interval '1 s' WHERE id = {ONE}", {Kind.ROW_CHANGED}),
    ("the person", f"UPDATE privacy_accessentry SET person_id = id WHERE id = {ONE}", {Kind.ROW_CHANGED}),
    ("the words", f"UPDATE privacy_accessentry SET payload = set_byte(payload, 60, get_byte(payload, 60) # 1)"
                  f" WHERE id = {ONE}", {Kind.ROW_CHANGED}),
    ("the key", f"UPDATE privacy_accessentry SET payload = set_byte(payload, 5, get_byte(payload, 5) # 1)"
                f" WHERE id = {ONE}", {Kind.ROW_CHANGED}),
    ("the leaf", f"UPDATE privacy_accessentry SET leaf = set_byte(leaf, 0, get_byte(leaf, 0) # 1) WHERE id = {ONE}",
     {Kind.LEAF_CHANGED}),
    ("the consent", "UPDATE privacy_consentevent SET at = at + interval '1 s'", {Kind.ROW_CHANGED}),
    ("a row is dropped", f"DELETE FROM privacy_accessentry WHERE id = {ONE}", {Kind.ROW_GONE}),
    ("a consent is dropped", "DELETE FROM privacy_consentevent", {Kind.ROW_GONE}),
    ("another id", f"UPDATE privacy_accessentry SET id = gen_random_uuid() WHERE id = {ONE}",
     {Kind.ROW_GONE, Kind.OUTSIDE}),
    ("a leaf is dropped", "DELETE FROM privacy_logleaf WHERE index = 7",
     {Kind.LEAF_GONE, Kind.HEAD_CHANGED, Kind.SUBTREE_CHANGED, Kind.OUTSIDE}),
    ("a leaf is changed", "UPDATE privacy_logleaf SET hash = sha256('x') WHERE index = 7",
     {Kind.LEAF_CHANGED, Kind.HEAD_CHANGED, Kind.SUBTREE_CHANGED}),
    ("a kept hash", "UPDATE privacy_logsubtree SET hash = sha256('x')", {Kind.SUBTREE_CHANGED}),
    ("a checkpoint is dropped", "DELETE FROM privacy_logcheckpoint WHERE number = 2", {Kind.CHECKPOINT_GONE}),
    ("a checkpoint's size", "UPDATE privacy_logcheckpoint SET size = 7 WHERE number = 2",
     {Kind.NOT_SIGNED}),
    ("a checkpoint's words", "UPDATE privacy_logcheckpoint SET note = replace(note, 'number 2', 'number 3')"
                             " WHERE number = 2", {Kind.NOT_SIGNED}),
    ("the last leaf", "DELETE FROM privacy_logleaf WHERE index = 301", {Kind.LEAF_GONE, Kind.OUTSIDE}),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "expected"), [deed[1:] for deed in DEEDS], ids=[deed[0] for deed in DEEDS])
def test_what_a_superuser_changes_is_found(deed: str, expected: set[Kind]) -> None:
    assert done_by_superuser(deed) >= 1
    assert kinds() == expected


def test_two_leaves_that_change_places_are_found() -> None:
    done_by_superuser("UPDATE privacy_logleaf SET index = -1 WHERE index = 3")
    done_by_superuser("UPDATE privacy_logleaf SET index = 3 WHERE index = 9")
    done_by_superuser("UPDATE privacy_logleaf SET index = 9 WHERE index = -1")
    assert kinds() == {Kind.HEAD_CHANGED, Kind.SUBTREE_CHANGED}


def test_two_rows_that_exchange_all_but_their_ids_are_found() -> None:
    one, other = AccessEntry.objects.filter(person_id=PERSON).order_by("id")[:2]
    for row, as_other in ((one, other), (other, one)):
        done_by_superuser(
            "UPDATE privacy_accessentry SET payload = %s, leaf = %s WHERE id = %s",
            bytes(as_other.payload), bytes(as_other.leaf), row.id,
        )  # fmt: skip
    assert kinds() == {Kind.LEAF_CHANGED}


def test_a_row_that_is_slipped_in_later_is_found() -> None:
    opened(1, at=NOW - timedelta(days=3))
    assert turn(at=NOW + 3 * A_MINUTE).count("past") == 1
    assert kinds() == {Kind.PAST}


def test_a_row_that_is_slipped_in_behind_the_sequencer_is_found() -> None:
    opened(1, at=NOW)
    done_by_superuser("UPDATE privacy_accessentry SET written_in = 3 WHERE written_in = (SELECT max(written_in)"
                      " FROM privacy_accessentry)")  # fmt: skip
    turn(at=NOW + 3 * A_MINUTE)
    assert kinds() == {Kind.OUTSIDE}
    turn(at=NOW + 4 * A_MINUTE, thorough=True)
    assert kinds() == {Kind.FOUND}


def test_a_row_that_was_dropped_with_its_leaf_is_found() -> None:
    done_by_superuser("DELETE FROM privacy_accessentry WHERE id = (SELECT row FROM privacy_logleaf WHERE index = 301)")
    done_by_superuser("DELETE FROM privacy_logleaf WHERE index = 301")
    assert kinds() == {Kind.LEAF_GONE}
    with pytest.raises(Rewritten):
        actions.take_turn(at=NOW + 3 * A_MINUTE)


def roll_back() -> None:
    """Everything as it was after the first turn, as a server that was put back to an older day."""
    done_by_superuser("DELETE FROM privacy_logcheckpoint WHERE number > 1")
    done_by_superuser("DELETE FROM privacy_logleaf WHERE index >= 151")
    done_by_superuser("DELETE FROM privacy_logsubtree")
    done_by_superuser("DELETE FROM privacy_accessentry WHERE at > %s", NOW)
    done_by_superuser("DELETE FROM privacy_consentevent WHERE at > %s", NOW)


def test_a_tree_that_was_rolled_back_is_found_by_its_witness_alone(log_of_its_own: Log) -> None:
    roll_back()
    assert kinds() == set()
    found = comparing.compare(WitnessFile(log_of_its_own.witness).notes())
    assert {finding.kind for finding in found.findings} == {Kind.ROLLED_BACK}
    with pytest.raises(RolledBack):
        actions.take_turn(at=NOW + 3 * A_MINUTE)


def test_a_restore_that_says_so_goes_on(log_of_its_own: Log) -> None:
    roll_back()
    made = actions.go_on_after_restore(at=NOW + 3 * A_MINUTE)
    assert (made.number, made.size, made.says["restored"]) == (4, 151, "1")
    assert made.says["lost"].startswith("3 302 ")
    opened(2, at=NOW + 4 * A_MINUTE)
    turn(at=NOW + 4 * A_MINUTE)
    assert kinds() == set()
    found = comparing.compare(WitnessFile(log_of_its_own.witness).notes())
    assert (found.findings, found.checkpoints, found.lost) == ([], 5, 2)


def test_a_tree_that_was_written_anew_is_found_by_its_witness(log_of_its_own: Log) -> None:
    roll_back()
    log_of_its_own.witness.rename(log_of_its_own.witness.with_suffix(".copy"))
    for number in (1, 2, 3):
        opened(100, at=NOW + number * A_MINUTE)
        turn(at=NOW + number * A_MINUTE)
    assert kinds() == set()
    found = comparing.compare(WitnessFile(log_of_its_own.witness.with_suffix(".copy")).notes())
    assert {finding.kind for finding in found.findings} == {Kind.WITNESS_DIFFERS}


def test_a_person_who_is_forgotten_leaves_the_tree_whole() -> None:
    slots = [keyrings.Slot(PERSON, clause, "2026") for clause in ("access_log", ledger.CLAUSE)]
    assert keyrings.shred(slots, at=NOW) == 2
    found = checking.check()
    assert (found.findings, found.forgotten) == ([], 151)
    assert LogLeaf.objects.count() == LogCheckpoint.objects.latest("number").size


def test_the_short_check_looks_at_the_end_alone() -> None:
    done_by_superuser("UPDATE privacy_accessentry SET person_id = id WHERE at = %s", NOW)
    assert checking.check(since=NOW + A_MINUTE).since == 151
    assert checking.check(since=NOW + A_MINUTE).findings == []
    done_by_superuser("UPDATE privacy_accessentry SET person_id = id WHERE at > %s", NOW)
    assert {one.kind for one in checking.check(since=NOW + A_MINUTE).findings} == {Kind.ROW_CHANGED}
