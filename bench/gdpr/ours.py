"""The same answers from Kindr: every operation goes through the gates, the ledger, the objections and the log."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.db import connections

from bench.gdpr import books, choices, records
from bench.gdpr.mixes import Kind, Operation
from bench.gdpr.shadow import REFUSED, Answer
from bench.gdpr.tables import BY_PURPOSE, CHANGES, SEALED, Record, key_of
from kindr.privacy import gates, statement_gate
from kindr.privacy.access import log, notes
from kindr.privacy.access.terms import SYSTEM, Access, Actor, ActorKind, Refused
from kindr.privacy.consent import ledger
from kindr.privacy.moving_in import Arrival, collect_many
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault import asking, keyrings
from kindr.privacy.vault.opening import Opened

CHUNK = 2000
COLUMNS = {"source": "origin"}
KNOWN = (
    f"{SEALED}.*, EXISTS (SELECT 1 FROM privacy_objection AS said WHERE said.person_id = {SEALED}.person_id"
    f" AND said.purpose = '{key_of('')}' || {SEALED}.purpose) AS has_objection,"
    f" (SELECT json_object_agg(field, value) FROM {CHANGES} AS made WHERE made.purpose = {SEALED}.purpose) AS changed"
)
"""The columns of a record, whether its owner objects, and what was changed for its purpose, as plain has them."""
WHERE = {
    "key": "key = %s", "user": "person_id = %s", "purpose": "purpose = %s", "sharing": "shared = %s",
    "time": "ends_at <= %s",
}  # fmt: skip


class Ours:
    """Kindr, with one sealed value and one key for each record."""

    def __init__(self, count: int, users: int, *, is_customer: bool, is_row_wise: bool, start: datetime) -> None:
        self.users, self.is_customer, self.is_row_wise, self.start = users, is_customer, is_row_wise, start
        made = Person.objects.bulk_create([Person(kind=PersonKind.PARENT) for _ in range(users)])
        self.people = [person.pk for person in made]
        self.numbers = {person: number for number, person in enumerate(self.people)}
        self.slots: dict[int, keyrings.Slot] = {}
        """What the key of each record covered, for whoever wants to see that it is gone."""
        arrivals = [self._arrival(key) for key in sorted(range(count), key=lambda key: key % users)]
        whole = users // max(1, count // CHUNK) or users
        for first in range(0, users, whole):
            part = [one for one in arrivals if first <= self.numbers[one.person] < first + whole]
            collect_many(part, at=start)
        for key in range(count):
            self._begin(key, at=start)

    def answer(self, op: Operation) -> Answer:
        """Does one operation; a refusal is an answer."""
        try:
            return _ANSWERS[op.kind](self, op, self.start + timedelta(seconds=op.second))
        except Refused:
            return REFUSED

    def person_access(self, person: uuid.UUID, purpose: str) -> Access:
        """Somebody asking for what is theirs."""
        return Access(Actor(ActorKind.PERSON, person, "customer"), purpose)

    def _arrival(self, key: int) -> Arrival:
        made = records.made(key, self.users)
        person, plain = self.people[made.user], self._plain(made, self.start)
        access = self.person_access(person, "show_my_data")
        model = BY_PURPOSE[made.purpose]
        arrival = Arrival(model, person, access, self.start, "account", {"data": made.data}, plain)
        self.slots[key] = arrival.slot
        return arrival

    def _plain(self, made: records.Made, at: datetime) -> dict[str, object]:
        return {
            "key": made.key, "purpose": made.purpose, "ends_at": at + made.lasts, "decision": made.decision,
            "acl": made.acl, "shared": made.shared, "category": made.category, "origin": made.source,
        }  # fmt: skip

    def _begin(self, key: int, *, at: datetime) -> None:
        """The owner agrees to the purpose, or objects."""
        made = records.made(key, self.users)
        choices.choose(self.people[made.user], [made.purpose], objects=made.objects, known={}, at=at)

    def _create(self, op: Operation, at: datetime) -> Answer:
        made = records.made(op.key, self.users)
        person = self.people[made.user]
        self._begin(op.key, at=at)
        row = gates.collect(
            BY_PURPOSE[made.purpose],
            person=person,
            access=self.person_access(person, "show_my_data"),
            at=at,
            source="account",
            values={"data": made.data},
            plain=self._plain(made, at),
        )
        self.slots[op.key] = row.slot
        return 1

    def _read_by_key(self, op: Operation, at: datetime) -> Answer:
        return self._read(_found("key", op.key, at), op, at)

    def _read_by_user(self, op: Operation, at: datetime) -> Answer:
        return self._read(_found("user", self.people[op.user], at), op, at)

    def _read(self, found: Collection[Record], op: Operation, at: datetime) -> Answer:
        asking = self.person_access(self.people[op.user], "show_my_data")
        access = asking if self.is_customer else Access(SYSTEM, key_of(op.purpose))
        return _data(gates.read_many(list(found), access=access, at=at))

    def _read_for_purpose(self, op: Operation, at: datetime) -> Answer:
        found = _found("purpose", op.purpose, at)
        if op.kind is Kind.READ_BY_DECISION:
            found = [row for row in found if not row.decision]
        return _data(gates.read_usable(found, access=Access(SYSTEM, key_of(op.purpose)), at=at))

    def _meta(self, op: Operation, at: datetime) -> Answer:
        found = self._chosen(op, at, KNOWN)
        if not found:
            return ()
        people, clauses = {row.person_id for row in found}, {row.clause for row in found}
        access = Access(SYSTEM, "prove_compliance")
        said = statement_gate.read_ledger(
            people, clauses=clauses, entries_of=choices.agreed_to(found), access=access, at=at
        )
        stand = choices.standing(found, said, at=at)
        return tuple(
            (
                row.key, self.numbers[row.person_id], row.purpose, round((row.ends_at - self.start).total_seconds(), 3),
                stand[row.person_id, row.purpose], row.decision, row.acl, row.shared, row.origin, row.category,
                *sorted((row.changed or {}).items()),
            )
            for row in found
        )  # fmt: skip

    def _chosen(self, op: Operation, at: datetime, columns: str = "*") -> list[Record]:
        return _found(*self._by(op), at, columns)

    def _by(self, op: Operation) -> tuple[str, object]:
        name = op.kind.value.rpartition(" ")[2]
        return name, {
            "key": op.key,
            "user": self.people[op.user],
            "purpose": op.purpose,
            "sharing": op.key % records.CHOICES,
        }.get(name)

    def _update(self, op: Operation, at: datetime) -> Answer:
        found = _found("key", op.key, at)
        access = self.person_access(self.people[op.user], "show_my_data")
        for row in found:
            gates.correct(row, access=access, at=at, values={"data": records.data(op.value)})
        return len(found)

    def _update_meta(self, op: Operation, at: datetime) -> Answer:
        if op.field == "objects":
            found = self._chosen(op, at, KNOWN)
            said = ledger.events_of(choices.agreed_to(found)) if choices.agreed_to(found) else []
            stand, objects = choices.standing(found, said, at=at), records.objects(op.value)
            for person in {row.person_id for row in found}:
                purposes = [row.purpose for row in found if row.person_id == person]
                choices.choose(person, purposes, objects=objects, known=stand, at=at)
            return len(found)
        found = self._chosen(op, at)
        return self._change(found, op, at) if found else 0

    def _change(self, found: Collection[Record], op: Operation, at: datetime) -> int:
        """Columns and log lines in one statement and one commit, as `gates.correct` does it."""
        noted, access = notes.of_page(list(found), verb="correct"), Access(SYSTEM, "prove_compliance")
        people = {row.person_id for row in found}
        notes.check_claim(people, {row.clause for row in found}, access, at=at)
        ring = keyrings.fetch(slots=log.slots_of(people, at))
        ids, named = [row.pk for row in found], COLUMNS.get(op.field, op.field)
        return notes.update_beside(Record, ids, {named: op.value}, noted, access=access, at=at, ring=ring)

    def _update_purpose(self, op: Operation, at: datetime) -> Answer:
        """A change of policy is one row, whomever it concerns; the row-wise variant writes each record."""
        if self.is_row_wise:
            return self._update_meta(op, at)
        with connections["default"].cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {CHANGES} VALUES (%s, %s, %s)"
                " ON CONFLICT (purpose, field) DO UPDATE SET value = excluded.value",
                [op.purpose, op.field, op.value],
            )
            cursor.execute(f"SELECT count(*) FROM {SEALED} WHERE purpose = %s AND ends_at > %s", [op.purpose, at])
            return int(cursor.fetchone()[0])

    def _delete(self, op: Operation, at: datetime) -> Answer:
        name, value = self._by(op)
        found = _asked(f"SELECT * FROM {SEALED} WHERE {WHERE[name]}", [at if name == "time" else value])
        if not found:
            return 0
        own = self.person_access(self.people[op.user], "erase_my_data")
        access = own if self.is_customer else Access(SYSTEM, "keep_systems_running")
        return gates.expire_many(found, access=access, at=at)

    def _logs(self, op: Operation, at: datetime) -> Answer:
        return books.newest(op.value, at=at)

    def _is_gone(self, op: Operation, _at: datetime) -> Answer:
        return books.is_forgotten(op.key, self.slots.get(op.key))


def _found(name: str, value: object, at: datetime, columns: str = "*") -> list[Record]:
    """The records that still live, by the same statement as plain's."""
    return _asked(f"SELECT {columns} FROM {SEALED} WHERE {WHERE[name]} AND ends_at > %s ORDER BY key", [value, at])


def _asked(statement: str, values: list[object]) -> list[Record]:
    """Each row as a record of the clause that its purpose stands under."""
    rows = asking.whole(Record, statement, values)
    for row in rows:
        row.__class__ = BY_PURPOSE[row.purpose]
    return rows


def _data(opened: Collection[Opened[Record]]) -> Answer:
    return tuple((row.record.key, row.data) for row in opened)


_ANSWERS: dict[Kind, Callable[[Ours, Operation, datetime], Answer]] = {
    Kind.CREATE: Ours._create,
    Kind.READ_BY_KEY: Ours._read_by_key,
    Kind.READ_BY_USER: Ours._read_by_user,
    **dict.fromkeys((Kind.READ_BY_PURPOSE, Kind.READ_BY_OBJECTION, Kind.READ_BY_DECISION), Ours._read_for_purpose),
    **dict.fromkeys((Kind.META_BY_KEY, Kind.META_BY_USER, Kind.META_BY_PURPOSE), Ours._meta),
    Kind.UPDATE_BY_KEY: Ours._update,
    **dict.fromkeys(
        (Kind.UPDATE_META_BY_KEY, Kind.UPDATE_META_BY_USER, Kind.UPDATE_META_BY_SHARING), Ours._update_meta
    ),
    Kind.UPDATE_META_BY_PURPOSE: Ours._update_purpose,
    **dict.fromkeys(
        (Kind.DELETE_BY_KEY, Kind.DELETE_BY_USER, Kind.DELETE_BY_PURPOSE, Kind.DELETE_BY_TIME), Ours._delete
    ),
    Kind.LOGS: Ours._logs,
    Kind.VERIFY_DELETION: Ours._is_gone,
}
