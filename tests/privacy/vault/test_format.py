"""The written format: ours, the reference written from FORMAT.md, and the stored vectors agree, byte for byte."""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.privacy.access import rows
from kindr.privacy.access.log import Note
from kindr.privacy.access.terms import Access, Actor, ActorKind
from kindr.privacy.vault import fields, keyrings, leaves, lookup, sealing, streams, wrapping
from kindr.privacy.vault.fields import WrongKind
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.sealing import DataCipher, TamperedSeal, UnknownFormat
from tests.contracts.roots_in_memory import RootsInMemory
from tests.vectors import reference

VECTORS: dict[str, Any] = {
    name: json.loads((Path(reference.FOLDER) / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("values", "files", "keys", "books", "indexes")
}
VALUES, FILES, KEYS = VECTORS["values"], VECTORS["files"], VECTORS["keys"]
ERRORS = {"TamperedSeal": TamperedSeal, "UnknownFormat": UnknownFormat}


def key() -> DataCipher:
    return DataCipher(uuid.UUID(VALUES["key_id"]), bytes.fromhex(VALUES["secret"]))


def test_the_keys_of_values_are_those_that_were_written_down() -> None:
    assert sealing.expand(key().secret)[0].hex() == VALUES["value_key"]


def value_place() -> bytes:
    where = VALUES["place"]
    return sealing.place(
        table=where["table"],
        column=where["column"],
        person=uuid.UUID(where["person"]),
        row=uuid.UUID(where["row"]),
        clause=where["clause"],
    )


def file_place() -> bytes:
    where = FILES["place"]
    return sealing.place(
        table="privacy_sealedfile",
        column="content",
        person=uuid.UUID(where["person"]),
        row=uuid.UUID(where["file"]),
        clause=where["clause"],
    )


def test_the_stored_vectors_are_those_of_the_reference() -> None:
    for name, vectors in reference.all_vectors().items():
        stored = (Path(reference.FOLDER) / f"{name}.json").read_text(encoding="utf-8")
        assert stored == reference.as_text(vectors), f"{name}.json changed: that is a change of the format"


def test_places_are_encoded_as_written_down() -> None:
    assert value_place().hex() == VALUES["encoded_place"]
    assert file_place().hex() == FILES["encoded_place"]


@pytest.mark.parametrize("vector", VALUES["good"], ids=lambda vector: str(len(vector["plaintext"]) // 2))
def test_a_value_seals_and_opens_as_written_down(vector: dict[str, str]) -> None:
    plaintext, sealed = bytes.fromhex(vector["plaintext"]), bytes.fromhex(vector["sealed"])
    nonce = bytes.fromhex(VALUES["nonce"])
    assert sealing.seal(plaintext, key=key(), place=value_place(), nonces=lambda _: nonce) == sealed
    assert sealing.open_sealed(sealed, key=key(), place=value_place()) == plaintext


@pytest.fixture
def _version_2() -> Iterator[None]:
    sealing.write_version(2)
    yield
    sealing.write_version(1)


@pytest.mark.usefixtures("_version_2")
@pytest.mark.parametrize("vector", VALUES["good_2"], ids=lambda vector: str(len(vector["plaintext"]) // 2))
def test_a_value_of_version_2_seals_and_opens_as_written_down(vector: dict[str, str]) -> None:
    plaintext, sealed = bytes.fromhex(vector["plaintext"]), bytes.fromhex(vector["sealed"])
    nonce = bytes.fromhex(VALUES["nonce"])
    assert sealing.seal(plaintext, key=key(), place=value_place(), nonces=lambda _: nonce) == sealed
    sealing.write_version(1)
    assert sealing.open_sealed(sealed, key=key(), place=value_place()) == plaintext


def test_a_version_that_nobody_knows_is_not_written() -> None:
    with pytest.raises(UnknownFormat):
        sealing.write_version(3)


@pytest.mark.parametrize("vector", FILES["good_2"], ids=lambda vector: str(vector["length"]))
def test_a_file_of_version_2_opens_as_written_down(vector: dict[str, Any]) -> None:
    source = io.BytesIO(bytes.fromhex(vector["sealed"]))
    assert streams.SealedReader(source, key=key(), place=file_place()).read() == reference.content(vector["length"])


@pytest.mark.parametrize("vector", VALUES["bad"], ids=lambda vector: str(vector["what"]))
def test_a_wrong_value_is_refused_as_written_down(vector: dict[str, str]) -> None:
    with pytest.raises(ERRORS[vector["error"]]):
        sealing.open_sealed(bytes.fromhex(vector["sealed"]), key=key(), place=value_place())


def test_a_value_with_any_bit_of_any_byte_changed_does_not_open() -> None:
    sealed = bytes.fromhex(VALUES["good"][2]["sealed"])
    for position in range(len(sealed)):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[position] ^= 1 << bit
            with pytest.raises((TamperedSeal, UnknownFormat)):
                sealing.open_sealed(bytes(changed), key=key(), place=value_place())


@given(st.binary(max_size=300))
def test_what_is_sealed_opens_and_hides_short_lengths(plaintext: bytes) -> None:
    sealed = sealing.seal(plaintext, key=key(), place=value_place())
    assert sealing.open_sealed(sealed, key=key(), place=value_place()) == plaintext
    assert (len(sealed) - 30 - 16) % sealing.PADDING_BLOCK == 0
    assert sealing.key_id(sealed) == key().id


@given(st.lists(st.binary(max_size=20), max_size=6), st.lists(st.binary(max_size=20), max_size=6))
def test_no_two_lists_of_parts_are_encoded_alike(one: list[bytes], other: list[bytes]) -> None:
    assert (sealing.encode(*one) == sealing.encode(*other)) == (one == other)


def test_two_seals_of_one_value_differ() -> None:
    assert len({sealing.seal(b"x", key=key(), place=b"") for _ in range(1000)}) == 1000


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
)


@given(
    st.one_of(
        st.tuples(st.just(str), TEXT),
        st.tuples(st.just(int), st.integers()),
        st.tuples(st.just(bool), st.booleans()),
        st.tuples(st.just(date), st.dates()),
        st.tuples(st.just(bytes), st.binary(max_size=60)),
        st.tuples(st.just(list), st.lists(JSON, max_size=4)),
        st.tuples(st.just(dict), st.dictionaries(TEXT, JSON, max_size=4)),
    )
)
def test_a_value_of_every_kind_comes_back_and_is_written_in_one_way_only(case: tuple[type, Any]) -> None:
    kind, value = case
    written = fields.to_bytes(value, kind)
    found = fields.from_bytes(written, kind)
    assert (found, type(found)) == (value, type(value))
    assert fields.to_bytes(found, kind) == written


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (int, True),
        (int, "5"),
        (str, 5),
        (str, b"x"),
        (date, datetime(2026, 1, 1)),  # noqa: DTZ001 -- the wrong kind is what is tried
        (date, "2026-01-01"),
        (bytes, "x"),
        (list, {}),
        (dict, []),
        (bool, 1),
        (str, "\ud800"),
        (list, ["\udfff"]),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: type, value: object) -> None:
    with pytest.raises(WrongKind):
        fields.to_bytes(value, kind)


class TestKeys:
    SLOT = Slot(uuid.UUID(KEYS["person"]), KEYS["clause"], KEYS["period"])

    @pytest.fixture(autouse=True)
    def _roots(self) -> Any:
        before = keyrings.roots()
        keyrings.adopt_roots(RootsInMemory(first=bytes.fromhex(KEYS["root"])))
        yield
        keyrings.adopt_roots(before)

    def row(self, wrapped: str) -> tuple[Any, ...]:
        return (
            uuid.UUID(KEYS["key_id"]).bytes,
            self.SLOT.person.bytes,
            self.SLOT.clause,
            self.SLOT.period,
            KEYS["generation"],
            1,
            bytes.fromhex(wrapped),
            bytes.fromhex(KEYS["commitment"]),
            "",
        )

    def test_a_key_is_wrapped_as_written_down(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(wrapping.os, "urandom", lambda _: bytes.fromhex(KEYS["nonce"]))
        place = wrapping.place_of(uuid.UUID(KEYS["key_id"]), self.SLOT, KEYS["generation"])
        assert wrapping.wrap(1, bytes.fromhex(KEYS["secret"]), place).hex() == KEYS["wrapped"]
        assert key().commitment.hex() == KEYS["commitment"]

    def test_a_key_is_unwrapped_as_written_down(self) -> None:
        found = wrapping.unwrap(self.row(KEYS["wrapped"]), {})
        assert found is not None
        assert found.secret.hex() == KEYS["secret"]

    @pytest.mark.parametrize("vector", KEYS["bad"], ids=lambda vector: str(vector["what"]))
    def test_a_wrong_wrapped_key_is_refused(self, vector: dict[str, str]) -> None:
        with pytest.raises(TamperedSeal):
            wrapping.unwrap(self.row(vector["wrapped"]), {})

    @pytest.mark.parametrize("vector", VECTORS["indexes"]["tags"], ids=lambda vector: str(vector["typed"]))
    def test_tags_are_made_as_written_down(self, vector: dict[str, str]) -> None:
        keyrings.adopt_roots(RootsInMemory(index=bytes.fromhex(VECTORS["indexes"]["root"])))
        index = {one.name: one for one in (lookup.SIGN_IN_ADDRESS, lookup.GUEST_ADDRESS, lookup.PHONE)}[vector["index"]]
        assert lookup.normalised_address(vector["typed"]) == vector["normalised"]
        assert lookup.tag(index, vector["normalised"]).hex() == vector["tag"]


@given(st.text(max_size=40))
def test_a_normalised_address_stays_as_it_is(typed: str) -> None:
    once = lookup.normalised_address(typed)
    assert unicodedata.normalize("NFKC", once) == once
    assert lookup.normalised_address(once.strip()) == once.strip()


def test_domains_that_only_look_alike_stay_two() -> None:
    assert lookup.normalised_address("a@straße.example") != lookup.normalised_address("a@strasse.example")


def test_leaves_and_folded_ids_are_made_as_written_down() -> None:
    vector = VECTORS["books"]["leaf"]
    made = leaves.leaf(
        vector["payload"].encode(),
        bytes.fromhex(vector["salt"]),
        person=uuid.UUID(vector["person"]),
        row=uuid.UUID(vector["row"]),
        at=datetime.fromisoformat(vector["at"]),
    )
    assert made.hex() == vector["leaf"]
    fold = VECTORS["books"]["fold"]
    person = uuid.UUID(fold["person"])
    note = Note(person, "read", {clause: [] for clause in reversed(fold["clauses"])})
    access = Access(Actor(ActorKind.PERSON, person, "customer"), fold["purpose"])
    cipher = DataCipher(uuid.uuid4(), bytes.fromhex(fold["secret"]))
    time = rows._Time(datetime.fromisoformat(fold["hour"]) + timedelta(minutes=26), is_own=True)
    assert str(uuid.UUID(bytes=rows._row_id(note, access, time, cipher))) == fold["id"]


class TestFiles:
    def sealed(self, plaintext: bytes) -> bytes:
        given_back = {32: bytes.fromhex(FILES["salt"]), 7: bytes.fromhex(FILES["prefix"])}
        sealer = streams.Sealer(key(), file_place(), nonces=given_back.__getitem__)
        return sealer.header + sealer.add(plaintext) + sealer.finish()

    def reader(self, sealed: bytes, place: bytes | None = None) -> streams.SealedReader:
        return streams.SealedReader(io.BytesIO(sealed), key=key(), place=place or file_place())

    @pytest.mark.parametrize("vector", FILES["good"], ids=lambda vector: str(vector["length"]))
    def test_a_file_seals_and_opens_as_written_down(self, vector: dict[str, Any]) -> None:
        plaintext = reference.content(vector["length"])
        sealed = self.sealed(plaintext)
        assert (len(sealed), hashlib.sha256(sealed).hexdigest()) == (vector["sealed_length"], vector["sealed_sha256"])
        assert vector["sealed"] in (None, sealed.hex())
        assert self.reader(sealed).readall() == plaintext
        assert streams.sealed_size(len(plaintext)) == len(sealed)

    def test_a_small_file_with_any_byte_changed_does_not_open(self) -> None:
        sealed = self.sealed(b"a small picture")
        for position in range(len(sealed)):
            changed = bytearray(sealed)
            changed[position] ^= 0x40
            with pytest.raises((TamperedSeal, UnknownFormat)):
                self.reader(bytes(changed)).readall()

    @given(st.data())
    def test_any_range_of_any_file_reads_as_it_was_written(self, data: st.DataObject) -> None:
        length = data.draw(st.sampled_from([0, 1, 65535, 65536, 65537, 131072, 200_000]))
        plaintext = reference.content(length)
        pieces = data.draw(st.lists(st.integers(1, max(1, length)), max_size=5))
        sealer = streams.Sealer(key(), file_place())
        sealed, position = sealer.header, 0
        for piece in [*pieces, length]:
            sealed += sealer.add(plaintext[position : position + piece])
            position += piece
        sealed += sealer.finish()
        start = data.draw(st.integers(0, length + 2))
        stop = data.draw(st.integers(0, length + 2))
        found = b"".join(streams.Pieces(self.reader(sealed), start, stop))
        assert found == plaintext[start:stop]

    def test_a_file_cut_anywhere_is_refused_before_its_last_chunk_is_read(self) -> None:
        sealed = self.sealed(reference.content(150_000))
        chunk = streams.CHUNK + 16
        cuts = [0, 10, 57, 58, 60, 73, 74, 58 + chunk, 58 + chunk + 16, 58 + 2 * chunk - 1, 58 + 2 * chunk]
        for cut in [*cuts, len(sealed) - 1]:
            with pytest.raises((TamperedSeal, UnknownFormat)):
                self.reader(sealed[:cut]).check_end()

    def test_chunks_that_were_swapped_doubled_dropped_or_added_do_not_open(self) -> None:
        sealed, chunk = self.sealed(reference.content(3 * streams.CHUNK + 9)), streams.CHUNK + 16
        head, body = sealed[:58], sealed[58:]
        one, two, three, last = body[:chunk], body[chunk : 2 * chunk], body[2 * chunk : 3 * chunk], body[3 * chunk :]
        for wrong in (
            [two, one, three, last],
            [one, one, three, last],
            [one, three, last],
            [one, two, three],
            [one, two, three, last, last],
            [one, two, three, three, last],
            [last],
        ):
            with pytest.raises(TamperedSeal):
                self.reader(head + b"".join(wrong)).readall()

    def test_a_chunk_of_another_file_of_the_same_key_does_not_open_here(self) -> None:
        chunk = streams.CHUNK + 16
        one, other = (b"".join(streams.seal_stream([bytes(100_000)], key=key(), place=file_place())) for _ in range(2))
        with pytest.raises(TamperedSeal):
            self.reader(one[: 58 + chunk] + other[58 + chunk :]).readall()

    def test_a_file_does_not_open_as_that_of_another_person_or_clause_or_id(self) -> None:
        where = {"person": reference.PERSON, "row": reference.ROW, "clause": "problem_picture"}
        for change in ({"person": uuid.uuid4()}, {"row": uuid.uuid4()}, {"clause": "voice"}):
            place = sealing.place(table="privacy_sealedfile", column="content", **{**where, **change})
            with pytest.raises(TamperedSeal):
                self.reader(self.sealed(b"x"), place).check_end()

    def test_a_file_does_not_open_under_another_key(self) -> None:
        other = DataCipher(key().id, bytes(32))
        with pytest.raises(TamperedSeal):
            streams.SealedReader(io.BytesIO(self.sealed(b"x")), key=other, place=file_place()).check_end()
        with pytest.raises(TamperedSeal, match="another key"):
            streams.SealedReader(io.BytesIO(self.sealed(b"x")), key=DataCipher(uuid.uuid4(), bytes(32)), place=b"")
