"""A copy of everything is opened in bulk: it says what the gates say row by row, and refuses what they refuse."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from bench.histories import own_access, person_with
from django.db import connections

from kindr.base import clock
from kindr.privacy import gates, registry
from kindr.privacy.access import log
from kindr.privacy.consent import ledger
from kindr.privacy.rights import exports, labels, queries
from kindr.privacy.rights.statements import Entry
from kindr.privacy.rights.stores import records, written
from kindr.privacy.vault import in_bulk, keyrings, sealing
from kindr.privacy.vault.in_bulk import OpenedRow, OpenedTable
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.records import PersonalRecord, sealed_columns
from kindr.privacy.vault.sealing import TamperedSeal
from kindr.shop.accounts.personal import Passkey, SavedAddress, SecondFactor
from tests.buying import order_of, paid
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)


def _copy(person: uuid.UUID) -> dict[str, Any]:
    return exports.content_of(person, access=own_access(person, "show_my_data"), at=clock.now())


def _told(one: gates.Opened[PersonalRecord]) -> dict[str, Any]:
    """A record as the copy should tell it, reckoned from the record itself."""
    record, ends = one.record, records.until(one.record)
    shown = [name for name in sealed_columns(type(record)) if not records.is_never_shown(type(record), name)]
    return {
        "record": record._meta.label,
        "id": str(record.pk),
        "person": str(record.person_id),
        "clause": registry.clause(record.clause).number,
        "source": record.source,
        "collected_at": record.collected_at.isoformat(),
        "kept_until": ends.isoformat() if ends else None,
        "values": {name: labels.plain(one[name]) for name in shown},
    }


def test_a_copy_says_what_the_gates_say_record_by_record(mara: Player, noa: Player) -> None:
    paid(order_of(mara))
    assert mara.id is not None
    people = [mara.person.id, noa.person.id]
    rows, hidden = records.shown_and_hidden(people)
    access, at = own_access(mara.person.id, "show_my_data"), clock.now()
    unopened = [gates.Opened(row, {}) for row in hidden]
    expected = {row.record.pk.hex: _told(row) for row in [*gates.read_many(rows, access=access, at=at), *unopened]}
    content = _copy(mara.id)
    found = content["stores"]["records"]
    for row in found:
        row["values"] = {value["name"]: value["value"] for value in row["values"] if "never_shown" not in value}
    assert {uuid.UUID(row["id"]).hex: row for row in found} == expected
    assert content["others"][str(noa.id)] == "Noa"


def test_a_copy_says_of_the_log_what_its_lines_say(mara: Player, noa: Player) -> None:
    assert mara.id is not None
    _copy(mara.id)
    lines = log.lines_about_people([mara.person.id, noa.person.id])
    told = _copy(mara.id)["stores"]["access log"]
    said = [(line["at"], line["by"], line["purpose"], line["did"], line["opened"]) for line in told]
    expected = [(line.at.isoformat(), line.role, line.purpose, line.verb, dict(line.opened)) for line in lines]
    assert sorted(said, key=str) == sorted(expected, key=str)
    assert [line["at"] for line in told] == sorted((line["at"] for line in told), reverse=True)
    assert all(line["own"] for line in told if line["did"] == "read")
    assert not any("actor" in line for line in told)


def test_a_copy_leaves_one_line_however_many_rows_it_opens() -> None:
    person = person_with(40)
    _copy(person)
    [line] = [line for line in log.lines_about(person) if line.verb == "read"]
    assert {*line.opened} == {SavedAddress.clause, log.CLAUSE, ledger.CLAUSE}


def test_what_nobody_is_shown_is_neither_opened_nor_told(mara: Player) -> None:
    assert mara.id is not None
    content = _copy(mara.id)
    secret = [v for row in content["stores"]["records"] for v in row["values"] if v.get("never_shown")]
    assert all("value" not in value for value in secret)
    opened = [line.opened for line in log.lines_about(mara.id) if line.verb == "read"]
    assert not any(records.NEVER_SHOWN & set(names) for clauses in opened for names in clauses.values())


def test_a_row_whose_key_is_gone_says_that_it_is_forgotten() -> None:
    person = person_with(2)
    slot = Slot(person, SavedAddress.clause, "life")
    gates.erase([slot], access=own_access(person, "erase_my_data"), at=clock.now())
    rows = _copy(person)["stores"]["records"]
    assert [row["forgotten"] for row in rows] == [True, True]
    assert not any("values" in row for row in rows)
    assert slot not in keyrings.fetch(slots=[slot]).by_slot


def test_a_row_of_which_nothing_is_shown_says_that_it_is_forgotten() -> None:
    person = person_with(1)
    access, values = own_access(person, "keep_account"), {"secret": "JBSWY3DPEHPK3PXP"}
    gates.collect(SecondFactor, person=person, access=access, at=clock.now(), source="account", values=values)

    def told() -> dict[str, Any]:
        [row] = [row for row in _copy(person)["stores"]["records"] if row["record"] == SecondFactor._meta.label]
        return row

    def on_the_page() -> Entry:
        found = queries.my_data(person, access=own_access(person, "show_my_data"), at=clock.now())
        entries = [entry for section in found.sections for entry in section.entries]
        [entry] = [entry for entry in entries if entry.title == labels.record_label(SecondFactor)]
        return entry

    before = told()
    assert "forgotten" not in before
    assert not on_the_page().is_forgotten
    assert all(value.is_hidden for value in on_the_page().values)
    lines = [line.opened for line in log.lines_about(person) if line.verb == "read"]
    assert not any(records.NEVER_SHOWN & set(names) for clauses in lines for names in clauses.values())
    assert all(value["never_shown"] for value in before["values"])
    slot = Slot(person, SecondFactor.clause, "life")
    gates.erase([slot], access=own_access(person, "erase_my_data"), at=clock.now())
    assert told()["forgotten"] is True
    assert "values" not in told()
    assert (on_the_page().is_forgotten, on_the_page().values) == (True, [])


def test_a_row_is_judged_by_the_values_that_are_not_opened_too() -> None:
    person = person_with(2)
    table = in_bulk.sealed_table(SavedAddress, ["notes"], [person])
    ring = keyrings.fetch(ids=table.key_ids)
    assert [row.values for row in in_bulk.opened(table, ring).rows] == [(None,), (None,)]
    nothing = keyrings.fetch(ids=set())
    assert [row.values for row in in_bulk.opened(table, nothing).rows] == [None, None]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE accounts_savedaddress SET street = recipient",
        "UPDATE accounts_savedaddress SET street = substring(street for 60)",
        "UPDATE accounts_savedaddress SET street = set_byte(street, 40, get_byte(street, 40) # 1)",
    ],
)
def test_a_value_that_was_moved_cut_or_changed_is_refused(change: str) -> None:
    person = person_with(2)
    with connections["default"].cursor() as cursor:
        cursor.execute(f"{change} WHERE person_id = %s", [person])
    with pytest.raises(TamperedSeal):
        _copy(person)


def test_a_value_in_a_format_nobody_knows_is_refused() -> None:
    person = person_with(1)
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_savedaddress SET street = substring(street for 20) WHERE person_id = %s", [person]
        )
    with pytest.raises((TamperedSeal, sealing.UnknownFormat)):
        _copy(person)


def test_bytes_are_told_in_base64_and_what_is_not_given_as_nothing() -> None:
    row = OpenedRow("the id", bytes(16), "account", "2026-03-14T09:26:53.000000+00:00", "life", (b"\x00\xff", None))
    table = OpenedTable(Passkey, ("credential_id", "public_key"), [row])
    columns = [{"name": "100 %b", "never_shown": True}, {"name": "credential_id"}, {"name": "public_key"}]
    [text] = written.records(table, clause="2.1", columns=columns, kept_until=lambda _row: b"null")
    assert written.in_json(columns[0]) in text
    told = json.loads(text)
    assert told["collected_at"] == "2026-03-14T09:26:53+00:00"
    assert told["values"] == [columns[0], {**columns[1], "value": "AP8="}, {**columns[2], "value": None}]
