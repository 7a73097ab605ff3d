"""Sealed files move to another format version while they are read, added and forgotten."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections

from kindr.adapters.files.on_disk import FilesOnDisk
from kindr.privacy import gates
from kindr.privacy.access import connection as log_connection
from kindr.privacy.gates import FileTerms
from kindr.privacy.people import Person
from kindr.privacy.vault import files, keyrings, resealing, sealing, streams
from kindr.privacy.vault.files import MediaType, SealedFile
from kindr.privacy.vault.streams import CHUNK, HEADER
from tests.privacy.vault.conftest import AT, access_of

pytestmark = pytest.mark.django_db(transaction=True)
PURPOSE = "answer_customer"
SOUND = bytes(range(256)) * (CHUNK // 256 * 2 + 3)
"""Two whole chunks and a part of a third."""
PATIENCE = 60.0


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[FilesOnDisk]:
    before, mine = files.store(), FilesOnDisk(tmp_path / "files")
    files.adopt_store(mine)
    yield mine
    files.adopt_store(before)
    sealing.write_version(1)


def collected(person: Person, content: bytes, report: uuid.UUID) -> SealedFile:
    terms = FileTerms("problem_picture", MediaType.WEBP, "order", belongs_to=report)
    return gates.collect_file([content], person=person.id, access=access_of(person, PURPOSE), at=AT, terms=terms)


def read(file: SealedFile, person: Person, **part: int) -> bytes:
    return b"".join(gates.read_file(file, access=access_of(person, PURPOSE), at=AT, **part))


def version_of(file: SealedFile) -> int:
    with files.store().open(file.id) as source:
        return streams.version_of(source.read(HEADER.size))


def on_a_thread(work: Callable[[], object]) -> tuple[threading.Thread, list[Exception]]:
    wrong: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # whatever goes wrong fails the test
            wrong.append(error)
        finally:
            connections.close_all()
            log_connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, wrong


def test_every_file_moves_and_reads_as_before_whole_and_in_part(mara: Person) -> None:
    kept = [collected(mara, SOUND, uuid.uuid4()), collected(mara, b"", uuid.uuid4())]
    keys = [files.key_id(file) for file in kept]
    sealing.write_version(2)
    assert resealing.left().files == 2
    assert [read(file, mara) for file in kept] == [SOUND, b""]
    resealing.reseal()
    assert resealing.left() == resealing.Left(0, 0)
    assert [version_of(file) for file in kept] == [2, 2]
    assert [files.key_id(file) for file in kept] == keys
    assert [read(file, mara) for file in kept] == [SOUND, b""]
    assert read(kept[0], mara, start=CHUNK - 7, stop=CHUNK + 9) == SOUND[CHUNK - 7 : CHUNK + 9]


def test_a_file_that_was_forgotten_is_left_alone(mara: Person, store: FilesOnDisk) -> None:
    file = collected(mara, SOUND, uuid.uuid4())
    keyrings.shred([file.slot], at=AT)
    sealing.write_version(2)
    assert resealing.reseal() == 0
    assert version_of(file) == 1
    store.remove(file.id)
    assert resealing.left().files == 0


def test_a_reader_in_the_middle_of_a_file_goes_on_reading_it(mara: Person) -> None:
    file = collected(mara, SOUND, uuid.uuid4())
    pieces = gates.read_file(file, access=access_of(mara, PURPOSE), at=AT)
    first = next(pieces)
    sealing.write_version(2)
    resealing.reseal()
    assert first + b"".join(pieces) == SOUND


def test_reading_adding_and_forgetting_go_on_while_files_are_sealed_again(mara: Person) -> None:
    report, stop = uuid.uuid4(), threading.Event()
    kept = [collected(mara, SOUND[number:], report) for number in range(3)]

    def serve() -> None:
        while not stop.is_set():
            for number, file in enumerate(kept):
                assert read(file, mara) == SOUND[number:]
                assert read(file, mara, start=CHUNK + 1, stop=CHUNK + 5) == SOUND[number:][CHUNK + 1 : CHUNK + 5]
            gone = collected(mara, b"for a moment", uuid.uuid4())
            gates.expire_file(gone, access=access_of(mara, "erase_my_data"), at=AT)

    server, wrong = on_a_thread(serve)
    for version in (2, 1, 2):
        sealing.write_version(version)
        while resealing.left().files:
            resealing.reseal()
    stop.set()
    server.join()
    assert wrong == []
    assert {version_of(file) for file in kept} == {2}


def test_a_key_that_was_replaced_meanwhile_never_comes_back(mara: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The neighbour of a picture that goes is sealed under another key; sealing it again must not undo that."""
    report, begun, go_on = uuid.uuid4(), threading.Event(), threading.Event()
    going, staying = collected(mara, b"goes", report), collected(mara, SOUND, report)
    seal_again = files.seal_again

    def slowly(*given: object) -> None:
        if not begun.is_set():
            begun.set()
            go_on.wait(PATIENCE)
        seal_again(*given)  # type: ignore[arg-type]  # passed through as it came

    monkeypatch.setattr(files, "seal_again", slowly)
    sealing.write_version(2)
    sealer, wrong = on_a_thread(resealing.reseal)
    assert begun.wait(PATIENCE)
    forgetter, refused = on_a_thread(lambda: gates.expire_file(going, access=access_of(mara, "erase_my_data"), at=AT))
    forgetter.join(0.3)
    assert forgetter.is_alive()
    go_on.set()
    sealer.join(PATIENCE)
    forgetter.join(PATIENCE)
    assert (wrong, refused) == ([], [])
    assert read(staying, mara) == SOUND
    assert files.left_of([going.id, staying.id]) == [staying.id]
