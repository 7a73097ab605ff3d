"""The tables of all sides with the same indexes, and the twenty-five clauses that Kindr's side is kept under."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import ClassVar

from django.db import connections, models, transaction

from bench.gdpr.records import PURPOSES, rests_on_consent
from kindr.privacy import registry
from kindr.privacy.access.terms import SYSTEM
from kindr.privacy.terms import Ask, Basis, Clause, Keep, Period, Policy, Purpose, Withdrawal
from kindr.privacy.vault.fields import Sealed
from kindr.privacy.vault.records import PersonalRecord

SEALED, CHANGES = "bench_gdpr", "bench_gdpr_purpose"
PLAIN, PLAIN_LOG = "bench_gdpr_plain", "bench_gdpr_plainlog"
LOGGED, LOGGED_LOG = "bench_gdpr_logged", "bench_gdpr_loggedlog"
EVERY = (SEALED, CHANGES, PLAIN, PLAIN_LOG, LOGGED, LOGGED_LOG)
RIGHTS = frozenset({"show_my_data", "erase_my_data", "answer_requests", "prove_compliance", "keep_systems_running"})
METADATA = (
    "key int NOT NULL UNIQUE, purpose int NOT NULL, ends_at timestamptz NOT NULL, decision int NOT NULL,"
    " acl int NOT NULL, shared int NOT NULL, category int NOT NULL, origin int NOT NULL"
)
DROP = f"DROP TABLE IF EXISTS {', '.join(EVERY)}"
INDEXED = ("purpose", "ends_at", "shared")


class Record(PersonalRecord):
    """A record of GDPRbench: metadata in columns, data sealed under the key of this one record."""

    clause = "gdpr_0"
    period = Period.RECORD
    excused: ClassVar[Mapping[str, str]] = {
        **PersonalRecord.excused,
        **dict.fromkeys(
            ("key", "purpose", "ends_at", "decision", "acl", "shared", "category", "origin"), "a number or a moment"
        ),
    }
    key = models.IntegerField()
    purpose = models.IntegerField()
    ends_at = models.DateTimeField()
    decision = models.IntegerField()
    acl = models.IntegerField()
    shared = models.IntegerField()
    category = models.IntegerField()
    origin = models.IntegerField()
    data = Sealed("name")
    has_objection: bool
    """Whether the owner objects to the purpose, where the query asks for it."""
    changed: Mapping[str, int] | None
    """What was changed for the whole purpose, where the query asks for it."""

    class Meta:
        app_label = "bench"
        db_table = SEALED
        managed = False


def _under(number: int) -> type[Record]:
    """The class of the records that one purpose is served with."""
    meta = type("Meta", (), {"app_label": "bench", "db_table": SEALED, "managed": False, "proxy": True})
    name = f"RecordOfPurpose{number}"
    return type(name, (Record,), {"__module__": __name__, "Meta": meta, "clause": f"gdpr_{number}"})


BY_PURPOSE = [_under(number) for number in range(PURPOSES)]


def key_of(purpose: int | str) -> str:
    """The name of a purpose in the policy."""
    return f"gdpr_purpose_{purpose}"


def policy_with_purposes() -> Policy:
    """The policy, with the twenty-five purposes of GDPRbench and a clause for each."""
    known = registry.policy()
    own = {key_of(number): _purpose(number) for number in range(PURPOSES)}
    system = known.recipients[SYSTEM.role]
    may = dataclasses.replace(system, purposes=system.purposes | own.keys())
    agreed = [key for number, key in enumerate(own) if rests_on_consent(number)]
    words = {"id": "Tolok ukur", "en": "Benchmark"}
    return dataclasses.replace(
        known,
        purposes={**known.purposes, **own},
        recipients={**known.recipients, SYSTEM.role: may},
        clauses={**known.clauses, **{f"gdpr_{number}": _clause(number) for number in range(PURPOSES)}},
        asks={**known.asks, **{key: Ask(key, "1", {"id": [words["id"]]}, words) for key in agreed}},
        withdrawals={**known.withdrawals, **{key: Withdrawal(key, words, words) for key in agreed}},
    )


def _purpose(number: int) -> Purpose:
    basis = Basis.CONSENT if rests_on_consent(number) else Basis.LEGITIMATE_INTEREST
    return Purpose(key_of(number), {"en": f"Purpose {number}"}, basis, "dpv:Purpose", f"B.{number}")


def _clause(number: int) -> Clause:
    keep = Keep(Period.RECORD, {"en": "As long as the record says"}, days=1)
    purposes = RIGHTS | {key_of(number)}
    key, about = f"gdpr_{number}", frozenset({"name"})
    return Clause(f"B.{number}", key, {"en": f"Records of {number}"}, about, frozenset({"account"}), purposes, keep)


def make_tables() -> None:
    """Makes all of them empty, as the owner, and lets the program write to them."""
    own = f"person_id uuid NOT NULL, source varchar(20) NOT NULL, collected_at timestamptz NOT NULL, {METADATA}"
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(DROP)
        cursor.execute(
            f"CREATE TABLE {SEALED} (id uuid PRIMARY KEY, covers varchar(36) NOT NULL, {own}, data bytea NOT NULL)"
        )
        for table, log in ((PLAIN, PLAIN_LOG), (LOGGED, LOGGED_LOG)):
            cursor.execute(
                f"CREATE TABLE {table} (id uuid PRIMARY KEY, usr int NOT NULL, objects bool NOT NULL, {METADATA},"
                " data text NOT NULL)"
            )
            cursor.execute(
                f"CREATE TABLE {log} (id uuid PRIMARY KEY, usr int NOT NULL, at timestamptz NOT NULL,"
                " said text NOT NULL)"
            )
            cursor.execute(f"CREATE INDEX ON {log} (usr, at DESC)")
            cursor.execute(f"CREATE INDEX ON {log} (at)")
        cursor.execute(
            f"CREATE TABLE {CHANGES} (purpose int, field text, value int NOT NULL, PRIMARY KEY (purpose, field))"
        )
        for table, owner in ((SEALED, "person_id"), (PLAIN, "usr"), (LOGGED, "usr")):
            for column in (owner, *INDEXED):
                cursor.execute(f"CREATE INDEX ON {table} ({column})")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {', '.join(EVERY)} TO app")


def drop_tables() -> None:
    """As if they had never been: no place that the policy does not know of is left behind."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(DROP)


def analyse() -> None:
    """Tells every side's planner what is there, as autovacuum does where rows come no quicker than in a shop."""
    for owner in ("owner", "keys_owner"):
        with connections[owner].cursor() as cursor:
            cursor.execute("ANALYZE")
