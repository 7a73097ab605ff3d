"""The shred journal: what was forgotten, in signed lines that follow each other, outside both servers."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from kindr.base.signing import Signer
from kindr.privacy.rights import journal as journals
from kindr.privacy.rights.journal import Head, Journal, JournalTampered
from kindr.privacy.vault.ports import Forgetting, JournalUnavailable

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def _entry(clause: str = "profile") -> Forgetting:
    return Forgetting("shred", uuid.uuid4(), clause, "life", 1, AT)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "shreds.journal", Signer(b"s" * 32))


def test_what_was_written_is_read_back_in_order(journal: Journal) -> None:
    entries = [_entry(), _entry("invoice"), Forgetting("hold", uuid.uuid4(), "invoice", "*", 0, AT, "locked")]
    journal.append(entries[:1])
    journal.append(entries[1:])
    assert journal.entries() == entries
    assert journal.head().lines == 3


def test_only_its_owner_may_read_the_file(journal: Journal) -> None:
    journal.append([_entry()])
    assert journal.path.stat().st_mode & 0o077 == 0


def test_nothing_to_write_makes_no_file(journal: Journal) -> None:
    journal.append([])
    assert not journal.path.exists()
    assert journal.entries() == []


@pytest.mark.parametrize("torn", [b"{", b'{"v":1,"n":3,"do":"shred"', b"\x00" * 40])
def test_a_last_line_that_a_crash_tore_off_is_taken_away_by_the_next_writer(journal: Journal, torn: bytes) -> None:
    journal.append([_entry(), _entry()])
    with journal.path.open("ab") as file:
        file.write(torn)
    assert len(journal.entries()) == 2
    last = _entry()
    journal.append([last])
    assert journal.entries()[2:] == [last]


def test_a_journal_of_which_only_a_torn_line_is_left_starts_anew(journal: Journal) -> None:
    journal.path.write_bytes(b'{"v":1')
    journal.append([_entry()])
    assert journal.head().lines == 1


def _change(text: bytes) -> bytes:
    return text.replace(b'"profile"', b'"invoice"', 1)


def _leave_out(text: bytes) -> bytes:
    return b"".join(text.splitlines(keepends=True)[1:])


def _swap(text: bytes) -> bytes:
    first, second, *rest = text.splitlines(keepends=True)
    return b"".join([second, first, *rest])


def _repeat(text: bytes) -> bytes:
    return text + text.splitlines(keepends=True)[-1]


def _scribble(text: bytes) -> bytes:
    return text + b"not a line\n"


@pytest.mark.parametrize("tamper", [_change, _leave_out, _swap, _repeat, _scribble])
def test_a_line_that_was_changed_left_out_swapped_repeated_or_added_is_noticed(
    journal: Journal, tamper: Callable[[bytes], bytes]
) -> None:
    journal.append([_entry(), _entry(), _entry()])
    journal.path.write_bytes(tamper(journal.path.read_bytes()))
    with pytest.raises(JournalTampered):
        journal.entries()


def test_lines_signed_by_another_installation_are_refused(journal: Journal) -> None:
    Journal(journal.path, Signer(b"x" * 32)).append([_entry()])
    with pytest.raises(JournalTampered, match="not signed by this installation"):
        journal.entries()


def test_a_journal_that_lost_its_end_does_not_hold_an_older_head(journal: Journal) -> None:
    journal.append([_entry(), _entry()])
    head = journal.head()
    assert journal.holds(head)
    assert journal.holds(Head(0, journals.FIRST))
    journal.path.write_bytes(journal.path.read_bytes().splitlines(keepends=True)[0])
    assert not journal.holds(head)


def test_a_disk_that_refuses_leaves_the_journal_as_it_was(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.append([_entry()])
    before = journal.path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(JournalUnavailable):
        journal.append([_entry()])
    assert journal.path.read_bytes() == before


def test_writers_at_once_make_one_chain(journal: Journal) -> None:
    threads = [Thread(target=lambda: [journal.append([_entry()]) for _ in range(20)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert journal.head().lines == 80
