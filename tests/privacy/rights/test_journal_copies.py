"""The second place of the shred journal: only what is new travels, and nothing arrives unchecked."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kindr.base.signing import Signer
from kindr.privacy.rights import journal_copies
from kindr.privacy.rights.journal import Journal, JournalTampered
from kindr.privacy.rights.journal_copies import NAME, CopyIsAhead, copy_to, newest
from kindr.privacy.vault.ports import Forgetting

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / NAME, Signer(bytes(range(32))))


def forget(journal: Journal, number: int) -> None:
    journal.append([Forgetting("shred", uuid.UUID(int=n + 1), "profile", "life", 1, AT) for n in range(number)])


def test_only_new_bytes_travel(journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "elsewhere"
    assert copy_to(journal, there).lines == 0
    forget(journal, 40)
    assert copy_to(journal, there) == journal.head()
    sizes: list[int] = []
    add = journal_copies._add
    monkeypatch.setattr(journal_copies, "_add", lambda s, c, a, b: sizes.append(b - a) or add(s, c, a, b))
    assert copy_to(journal, there) == journal.head()
    assert sizes == []
    before = journal.path.stat().st_size
    forget(journal, 1)
    assert copy_to(journal, there) == journal.head()
    assert sizes == [journal.path.stat().st_size - before]
    assert (there / NAME).read_bytes() == journal.path.read_bytes()
    assert (there / NAME).stat().st_mode & 0o777 == 0o600


def test_a_line_that_a_crash_tore_off_on_either_side_is_not_copied_and_not_kept(
    journal: Journal, tmp_path: Path
) -> None:
    there = tmp_path / "elsewhere"
    forget(journal, 3)
    copy_to(journal, there)
    with journal.path.open("ab") as file:
        file.write(b'{"v": 1, "n"')
    with (there / NAME).open("ab") as file:
        file.write(b'{"v"')
    assert copy_to(journal, there).lines == 3
    forget(journal, 1)
    assert copy_to(journal, there).lines == 4


def test_a_changed_line_does_not_arrive_as_a_good_one(journal: Journal, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere"
    forget(journal, 2)
    copy_to(journal, there)
    forget(journal, 2)
    written = journal.path.read_bytes().splitlines(keepends=True)
    written[3] = written[3].replace(b"profile", b"invoice")
    journal.path.write_bytes(b"".join(written))
    with pytest.raises(JournalTampered):
        copy_to(journal, there)
    assert journal.elsewhere(there / NAME).head().lines == 2


def test_a_journal_that_was_put_back_does_not_shorten_its_copy(journal: Journal, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere"
    forget(journal, 2)
    old = journal.path.read_bytes()
    forget(journal, 2)
    copy_to(journal, there)
    journal.path.write_bytes(old)
    with pytest.raises(CopyIsAhead):
        copy_to(journal, there)
    assert newest([journal, journal.elsewhere(there / NAME)]).head().lines == 4  # type: ignore[union-attr]


def test_another_shops_journal_is_not_written_over(journal: Journal, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere"
    other = Journal(tmp_path / "other", Signer(bytes(range(32))))
    forget(other, 1)
    other.append([Forgetting("close", uuid.uuid4(), "*", "*", 0, AT)])
    copy_to(other, there)
    forget(journal, 9)
    with pytest.raises(JournalTampered):
        copy_to(journal, there)
    with pytest.raises(JournalTampered):
        newest([journal, journal.elsewhere(there / NAME)])


def test_without_any_journal_there_is_no_newest(journal: Journal, tmp_path: Path) -> None:
    assert newest([journal, journal.elsewhere(tmp_path / "nothing")]) is None
