"""Files pass the same gates as values: checked, recorded, then done; and they are gone when they are forgotten."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.test.utils import CaptureQueriesContext

from kindr.adapters.files.on_disk import FilesOnDisk
from kindr.privacy import gates
from kindr.privacy.access import connection, log
from kindr.privacy.access.connection import LogUnavailable
from kindr.privacy.access.terms import Access, Actor, ActorKind, NotYours, PurposeNotAllowed, Restricted
from kindr.privacy.gates import FileTerms, Forgotten
from kindr.privacy.people import Person
from kindr.privacy.vault import files, keyrings
from kindr.privacy.vault.files import MediaType, SealedFile
from kindr.privacy.vault.models import Hold
from kindr.privacy.vault.ports import FileMissing
from kindr.privacy.vault.sealing import TamperedSeal
from tests.privacy.vault.conftest import AT, access_of

MARK = b"a marked picture of a torn sleeve"
PICTURE = MARK * 8000
TERMS = FileTerms(clause="problem_picture", media_type=MediaType.WEBP, source="order")

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FilesOnDisk]:
    before, mine = files.store(), FilesOnDisk(tmp_path / "files")
    files.adopt_store(mine)
    yield mine
    files.adopt_store(before)


@pytest.fixture
def access(mara: Person) -> Access:
    return access_of(mara, purpose_of_pictures())


def purpose_of_pictures() -> str:
    """A purpose that serves the clause and that a customer may claim."""
    from kindr.privacy import registry

    return next(
        purpose for purpose in sorted(registry.clause(TERMS.clause).purposes) if registry.may_claim("customer", purpose)
    )


@pytest.fixture
def picture(store: FilesOnDisk, mara: Person, access: Access) -> SealedFile:
    return gates.collect_file([PICTURE[:1000], PICTURE[1000:]], person=mara.id, access=access, at=AT, terms=TERMS)


def read(file: SealedFile, access: Access, **part: Any) -> bytes:
    return b"".join(gates.read_file(file, access=access, at=AT, **part))


def test_a_file_reads_as_it_was_given(picture: SealedFile, access: Access) -> None:
    stored = SealedFile.objects.get()
    assert (stored.size, stored.covers, stored.media_type) == (len(PICTURE), str(stored.id), "image/webp")
    assert read(stored, access) == PICTURE


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        (0, 1),
        (0, 65536),
        (65535, 65537),
        (65536, 131072),
        (100_000, None),
        (len(PICTURE) - 1, None),
        (5, 5),
        (10, 5),
        (len(PICTURE), None),
        (len(PICTURE) + 9, None),
        (0, len(PICTURE) + 9),
    ],
)
def test_any_part_can_be_read_alone(picture: SealedFile, access: Access, start: int, stop: int | None) -> None:
    assert read(picture, access, start=start, stop=stop) == PICTURE[start:stop]


def test_what_lies_on_the_disk_is_sealed_private_and_named_by_a_random_id(
    picture: SealedFile, store: FilesOnDisk
) -> None:
    path = store.folder / picture.id.hex[:2] / str(picture.id)
    assert [found for found in store.folder.rglob("*") if found.is_file()] == [path]
    assert path.stat().st_mode & 0o777 == 0o600
    assert {each.stat().st_mode & 0o777 for each in (path.parent, path.parent.parent)} == {0o700}
    assert MARK[:12] not in path.read_bytes()


def test_each_reading_is_recorded_before_anything_is_released(
    picture: SealedFile, mara: Person, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    gates.read_file(picture, access=access, at=AT).close()
    line = next(line for line in log.lines_about(mara.id) if line.verb == "read")
    assert line.opened == {"problem_picture": ["image"]}

    def broken(*_: object) -> None:
        raise LogUnavailable("no room on the disk")

    monkeypatch.setattr(connection, "write", broken)
    with pytest.raises(LogUnavailable):
        gates.read_file(picture, access=access, at=AT)


def test_reading_takes_one_key_query(picture: SealedFile, access: Access) -> None:
    read(picture, access)
    with CaptureQueriesContext(connections["keys"]) as keys:
        read(picture, access)
    assert len(keys) == 1


def test_nobody_else_reads_it_and_nobody_for_another_purpose(
    picture: SealedFile, mara: Person, ilse: Person, access: Access
) -> None:
    with pytest.raises(NotYours):
        gates.read_file(picture, access=access_of(ilse, access.purpose), at=AT)
    with pytest.raises(PurposeNotAllowed):
        gates.read_file(picture, access=access_of(mara, "place_order"), at=AT)
    assert read(picture, access) == PICTURE


def test_a_file_from_a_source_that_the_policy_does_not_name_is_not_taken(
    store: FilesOnDisk, mara: Person, access: Access
) -> None:
    terms = FileTerms("problem_picture", MediaType.WEBP, "browsing")
    with pytest.raises(PurposeNotAllowed, match="browsing"):
        gates.collect_file([b"x"], person=mara.id, access=access, at=AT, terms=terms)
    assert list(store.folder.rglob("*")) == []


def test_a_restricted_file_stays_closed(picture: SealedFile, mara: Person) -> None:
    keyrings.lock(person=mara.id, clauses=["problem_picture"], hold=Hold.RESTRICTED, at=AT)
    from kindr.privacy import registry
    from kindr.privacy.terms import Basis

    purpose = next(
        key
        for key in sorted(registry.clause("problem_picture").purposes)
        if registry.policy().purposes[key].basis is not Basis.LEGAL_DUTY and registry.may_claim("service", key)
    )
    with pytest.raises(Restricted):
        gates.read_file(picture, access=Access(Actor(ActorKind.STAFF, mara.pk, "service"), purpose), at=AT)


def test_content_that_breaks_off_leaves_neither_row_nor_file(store: FilesOnDisk, mara: Person, access: Access) -> None:
    def broken() -> Iterator[bytes]:
        yield PICTURE
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        gates.collect_file(broken(), person=mara.id, access=access, at=AT, terms=TERMS)
    assert not SealedFile.objects.exists()
    assert [found for found in store.folder.rglob("*") if found.is_file()] == []


def test_a_row_that_cannot_be_saved_takes_its_file_along(
    store: FilesOnDisk, mara: Person, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(SealedFile, "save", broken)
    with pytest.raises(DatabaseError):
        gates.collect_file([PICTURE], person=mara.id, access=access, at=AT, terms=TERMS)
    assert [found for found in store.folder.rglob("*") if found.is_file()] == []


def test_a_forgotten_file_has_no_key_no_row_and_no_ciphertext(
    picture: SealedFile, store: FilesOnDisk, access: Access
) -> None:
    gates.expire_file(picture, access=access, at=AT)
    assert keyrings.fetch(slots=[picture.slot]).by_id == {}
    assert files.left_of([picture.id]) == []
    with pytest.raises(Forgotten):
        read(picture, access)


def test_ciphertext_kept_by_somebody_opens_nothing_once_the_key_is_gone(
    picture: SealedFile, store: FilesOnDisk, access: Access
) -> None:
    keyrings.shred([picture.slot], at=AT)
    assert store.has(picture.id)
    with pytest.raises(Forgotten):
        read(picture, access)


def test_pictures_of_one_report_share_a_key_and_the_others_outlive_one(
    store: FilesOnDisk, mara: Person, access: Access
) -> None:
    terms = FileTerms("problem_picture", MediaType.WEBP, "order", belongs_to=uuid.uuid4())
    one, two = (
        gates.collect_file([content], person=mara.id, access=access, at=AT, terms=terms) for content in (b"one", b"two")
    )
    before = files.key_id(two)
    assert files.key_id(one) == before
    gates.expire_file(one, access=access, at=AT)
    assert read(two, access) == b"two"
    assert files.key_id(two) != before
    assert files.left_of([one.id, two.id]) == [two.id]


def test_erasing_twice_is_erasing_once(picture: SealedFile, mara: Person) -> None:
    assert files.of([mara.id]) == [picture]
    assert files.left_of([picture.id]) == [picture.id]
    assert [files.erase([picture]) for _ in range(2)] == [1, 0]
    assert files.of([mara.id]) == files.left_of([picture.id]) == []


def test_ciphertext_that_no_row_names_is_swept_after_a_while(picture: SealedFile, store: FilesOnDisk) -> None:
    orphan, young = uuid.uuid4(), uuid.uuid4()
    for id in (orphan, young):
        store.put(id, [b"left by a crash"])
    draft = store.folder / orphan.hex[:2] / "draft-0011223344556677"
    draft.write_bytes(b"half a file")
    now = datetime.now(UTC)
    for path in store.folder.rglob("*"):
        if path.is_file() and path.name != str(young):
            os.utime(path, (now.timestamp() - 90_000,) * 2)
    assert files.sweep(before=now - timedelta(days=1)) == 1
    assert (store.has(orphan), store.has(young), store.has(picture.id), draft.exists()) == (False, True, True, False)


@pytest.mark.parametrize("wrong", ["cut at a chunk", "cut", "longer", "one bit", "another's", "row says less"])
def test_a_file_that_was_changed_is_refused_before_a_byte_is_released(
    picture: SealedFile, store: FilesOnDisk, mara: Person, access: Access, wrong: str
) -> None:
    path = store.folder / picture.id.hex[:2] / str(picture.id)
    sealed = path.read_bytes()
    if wrong == "another's":
        other = gates.collect_file([PICTURE], person=mara.id, access=access, at=AT, terms=TERMS)
        path.write_bytes((store.folder / other.id.hex[:2] / str(other.id)).read_bytes())
    elif wrong == "row says less":
        SealedFile.objects.filter(pk=picture.pk).update(size=len(PICTURE) - 1)
        picture.refresh_from_db()
    else:
        path.write_bytes(
            {
                "cut at a chunk": sealed[: 58 + 2 * 65552],
                "cut": sealed[:-1],
                "longer": sealed + b"\x00",
                "one bit": sealed[:-5] + bytes([sealed[-5] ^ 8]) + sealed[-4:],
            }[wrong]
        )
    with pytest.raises(TamperedSeal):
        gates.read_file(picture, access=access, at=AT)


def test_a_store_gives_nothing_for_an_id_it_does_not_have(store: FilesOnDisk) -> None:
    assert (store.has(uuid.uuid4()), store.remove(uuid.uuid4())) == (False, False)
    with pytest.raises(FileMissing):
        store.open(uuid.uuid4())


def test_a_file_is_replaced_whole_or_not_at_all(store: FilesOnDisk) -> None:
    id = uuid.uuid4()
    store.put(id, [b"old"])

    def broken() -> Iterator[bytes]:
        yield b"new"
        raise OSError(28, "no room on the disk")

    with pytest.raises(OSError, match="no room"):
        store.put(id, broken())
    with store.open(id) as file:
        assert file.read() == b"old"
    assert len(list((store.folder / id.hex[:2]).iterdir())) == 1
