"""The other stores of the engine: tags of the blind indexes, sessions, queued tasks, the two books, the account row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections

from kindr.base.clock import JAKARTA
from kindr.privacy.access import log
from kindr.privacy.access.models import AccessEntry
from kindr.privacy.access.terms import Access
from kindr.privacy.consent import ledger
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.rights import books
from kindr.privacy.rights.stores import Evidence, Holding, Leftover, People, Plan, Quiet, written
from kindr.privacy.statement_gate import Everything
from kindr.privacy.vault import asking
from kindr.privacy.vault.keyrings import Slot
from kindr.privacy.vault.lookup import LookupEntry

ACCOUNT_CLAUSE = "account_facts"
BY_YEAR = (
    "SELECT person_id, extract(year FROM at AT TIME ZONE %s)::int, count(*) FROM {} WHERE person_id = ANY(%s)"
    " GROUP BY 1, 2 ORDER BY 1, 2"
)


class Lookups(Quiet):
    """Tags by which an address or a number is found; nobody is findable after an erasure."""

    name = "lookups"

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        return Evidence(self.name, {"tags": LookupEntry.objects.filter(person_id__in=plan.people).delete()[0]})

    def prove(self, plan: Plan) -> list[Leftover]:
        return _left(self.name, "tags", LookupEntry.objects.filter(person_id__in=plan.people).count())


class Sessions(Quiet):
    """Browsers in which the person is signed in."""

    name = "sessions"

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        return Evidence(self.name, {"sessions": _sessions().filter(person_id__in=plan.people).delete()[0]})

    def prove(self, plan: Plan) -> list[Leftover]:
        return _left(self.name, "sessions", _sessions().filter(person_id__in=plan.people).count())


class Tasks(Quiet):
    """Work in the queue that names the person by id."""

    name = "tasks"
    WHERE = "FROM procrastinate_jobs WHERE status <> 'doing' AND args::text ~ ANY(%s)"

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        with connections["default"].cursor() as cursor:
            cursor.execute(f"DELETE {self.WHERE}", [[str(person) for person in plan.people]])
            return Evidence(self.name, {"tasks": cursor.rowcount})

    def prove(self, plan: Plan) -> list[Leftover]:
        with connections["default"].cursor() as cursor:
            cursor.execute(f"SELECT count(*) {self.WHERE}", [[str(person) for person in plan.people]])
            return _left(self.name, "tasks", cursor.fetchone()[0])


class Accounts(Quiet):
    """The row that a person signs in with: a random id and a password hash."""

    name = "accounts"

    def discover(self, people: People) -> list[Holding]:
        account = get_user_model()._meta
        key = account.pk.column
        found = asking.rows(f"SELECT {key} FROM {account.db_table} WHERE {key} = ANY(%s)", [list(people)])  # noqa: S608  # names
        return [Holding(self.name, Slot(person, ACCOUNT_CLAUSE, "life"), 1) for (person,) in found]

    def erase(self, plan: Plan, *, access: Access, at: datetime) -> Evidence:  # part of the protocol
        get_user_model()._default_manager.filter(pk__in=plan.people).delete()
        return Evidence(self.name)

    def prove(self, plan: Plan) -> list[Leftover]:
        return _left(self.name, "accounts", get_user_model()._default_manager.filter(pk__in=plan.people).count())


class AccessLog(Quiet):
    """Who opened what: kept as evidence, under a key of its own that ends two years after the year."""

    name = "access log"

    def discover(self, people: People) -> list[Holding]:
        return _by_year(self.name, log.CLAUSE, AccessEntry, people)

    def export(
        self,
        people: People,
        *,
        opened: Everything,
        access: Access,
        at: datetime,
    ) -> Iterable[bytes]:
        return written.lines(opened.lines, people)


class ConsentLedger(Quiet):
    """What was agreed to and withdrawn: kept as proof for five years after the year."""

    name = "consent ledger"

    def discover(self, people: People) -> list[Holding]:
        return _by_year(self.name, ledger.CLAUSE, ConsentEvent, people)

    def export(
        self,
        people: People,
        *,
        opened: Everything,
        access: Access,
        at: datetime,
    ) -> Iterable[bytes]:
        return [written.in_json(books.event_as_json(event)) for event in opened.events]


def _sessions() -> Any:
    """The rows of the session engine in use; each carries the random id of its person."""
    engine = import_module(settings.SESSION_ENGINE)
    return engine.SessionStore.get_model_class()._default_manager


def _by_year(store: str, clause: str, model: Any, people: People) -> list[Holding]:
    with connections["default"].cursor() as cursor:
        cursor.execute(BY_YEAR.format(model._meta.db_table), [JAKARTA.key, list(people)])
        return [Holding(store, Slot(person, clause, str(year)), count) for person, year, count in cursor.fetchall()]


def _left(store: str, what: str, count: int) -> list[Leftover]:
    return [Leftover(store, what, count)] if count else []
