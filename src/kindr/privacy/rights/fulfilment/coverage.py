"""Proof that everything was looked at: each place is declared and visited, and there is no other (policy 5.4).

Without this proof nothing is ever called complete. Upper layers add what they know of with `register(census)`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps
from django.db import connections, models, router

from kindr.privacy.rights import stores

BOOKS_OF_DJANGO = frozenset({"django_migrations"})
"""Tables that Django makes without a model; they name migrations and nothing else."""

_PLACES = (
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
    " WHERE c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
)
LIVE_COLUMNS = f"SELECT n.nspname, c.relname, a.attname{_PLACES}"
"""Read from the catalogue itself: other views show a login only what it has rights on."""
MARK = (
    "SELECT count(*), sum(hashtextextended(concat_ws(chr(31), n.nspname, c.relname, a.attname), 0)::numeric),"  # noqa: S608  # constants
    f" EXISTS (SELECT 1 FROM pg_largeobject_metadata){_PLACES}"
)
"""One row that says whether any name in the catalogue is another than before: a server hashes faster than it tells."""


@dataclass(frozen=True)
class Gap:
    """A place that nobody declared, or that nobody visited."""

    kind: str
    """table, column, large objects, place, folder or store."""
    name: str


@dataclass(frozen=True)
class Proof:
    """What was looked at, and what is missing."""

    tables: int
    columns: int
    stores: tuple[str, ...]
    gaps: tuple[Gap, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps

    @property
    def counts(self) -> dict[str, int]:
        """Counts for the evidence of a step."""
        return {"tables": self.tables, "columns": self.columns, "stores": len(self.stores), "gaps": len(self.gaps)}


class NotCovered(Exception):
    """Something must not be called complete: a place is undeclared or was not visited."""

    def __init__(self, proof: Proof) -> None:
        super().__init__(f"{len(proof.gaps)} places are not covered")
        self.proof = proof


Tables = Mapping[str, set[str]]
"""Names of tables with those of their columns."""
Mark = tuple[int, int]
Census = Callable[[], Iterable[Gap]]

_censuses: list[Census] = []
_seen: dict[str, tuple[Mark, Tables]] = {}
"""What this process read of each server last, and the mark that the catalogue had then."""


def register(census: Census) -> None:
    """Adds a function that names undeclared places; called by the wiring."""
    if census not in _censuses:
        _censuses.append(census)


def proof(*, visited: Collection[str] | None = None) -> Proof:
    """What there is and whether all of it is known; with `visited`, also whether every store was asked in this run."""
    marks = {alias: _mark(alias) for alias in ("default", "keys")}
    live = {alias: _live(alias, mark) for alias, (mark, _has_large_objects) in marks.items()}
    known = _known(tuple(apps.get_models(include_auto_created=True)))
    gaps = [gap for alias, tables in live.items() for gap in _undeclared(tables, known[alias])]
    gaps += [Gap("large objects", alias) for alias, (_mark, has_large_objects) in marks.items() if has_large_objects]
    gaps += [gap for census in _censuses for gap in census()]
    names = tuple(store.name for store in stores.registered())
    if visited is not None:
        gaps += [Gap("store", name) for name in names if name not in visited]
    tables = [table for found in live.values() for table in found]
    columns = sum(len(found) for every in live.values() for found in every.values())
    return Proof(len(tables), columns, names, tuple(gaps))


def check(*, visited: Collection[str] | None = None) -> Proof:
    """The proof, when it is whole; raises NotCovered."""
    found = proof(visited=visited)
    if not found.is_whole:
        raise NotCovered(found)
    return found


def _mark(alias: str) -> tuple[Mark, bool]:
    """The mark of a server's catalogue as it is now, and whether there are large objects."""
    with connections[alias].cursor() as cursor:
        cursor.execute(MARK)
        count, hashed, has_large_objects = cursor.fetchone()
    return (int(count), int(hashed or 0)), bool(has_large_objects)


def _live(alias: str, mark: Mark) -> Tables:
    """Every table of a server with its columns; read again only when the mark is another than it was."""
    if alias not in _seen or _seen[alias][0] != mark:
        found = _read(alias)
        if _mark(alias)[0] != mark:  # it changed while it was read: what was found counts, and is not remembered
            return found
        _seen[alias] = mark, found
    return _seen[alias][1]


def _read(alias: str) -> Tables:
    """The catalogue itself; tables outside the common schema carry its name."""
    found: dict[str, set[str]] = {}
    with connections[alias].cursor() as cursor:
        cursor.execute(LIVE_COLUMNS)
        for schema, table, column in cursor.fetchall():
            columns = found.setdefault(table if schema == "public" else f"{schema}.{table}", set())
            columns.update([column] if column else [])
    return found


@lru_cache(maxsize=2)
def _known(every: tuple[type[models.Model], ...]) -> Mapping[str, Tables]:
    """The tables and columns that models declare, by server."""
    known: dict[str, dict[str, set[str]]] = {"default": {}, "keys": {}}
    for model in every:
        if not model._meta.proxy:
            tables = known[router.db_for_read(model)]
            tables.setdefault(model._meta.db_table, set()).update(_columns_of(model))
    return known


def _columns_of(model: type[models.Model]) -> set[str]:
    return {field.column for field in model._meta.local_concrete_fields if field.column}


def _undeclared(live: Tables, known: Tables) -> list[Gap]:
    gaps = []
    for table, columns in sorted(live.items()):
        if table in known:
            gaps += [Gap("column", f"{table}.{column}") for column in sorted(columns - known[table])]
        elif table not in BOOKS_OF_DJANGO:
            gaps.append(Gap("table", table))
    return gaps
