"""Questions that are asked at every use, in words that stay the same: the ORM need not write them anew each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import psycopg
from django.db import connections, models

from kindr.privacy.vault.fields import Sealed, SealedValue

M = TypeVar("M", bound=models.Model)

DATA = "default"


def rows(question: str, values: Sequence[Any], *, server: str = DATA, is_binary: bool = False) -> list[tuple[Any, ...]]:
    """The rows that a server answers with. It prepares the question when it has heard it a few times.

    Many long bytes are asked for in binary: in hexadecimal letters they would travel twice as long.
    Only for questions that name their columns: a prepared one fails when `*` comes to mean something else.
    """
    connection = connections[server]
    if connection.execute_wrappers or connection.queries_logged:  # whoever watches sees these questions too
        with connection.cursor() as cursor:
            cursor.execute(question, values)
            return list(cursor.fetchall())
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        return psycopg.Cursor(connection.connection).execute(question, values, binary=is_binary).fetchall()


def whole(model: type[M], question: str, values: Sequence[Any]) -> list[M]:
    """Whole rows of a table, as the ORM would have them; whatever else is asked for stands beside the columns."""
    with connections[DATA].cursor() as cursor:
        cursor.execute(question, values)
        make = _maker(model, tuple(column.name for column in cursor.description))
        return [make(row) for row in cursor.fetchall()]


@lru_cache(maxsize=256)
def _maker(model: type[M], names: tuple[str, ...]) -> Callable[[tuple[Any, ...]], M]:
    """What turns a row with these columns into an object."""
    fields = model._meta.concrete_fields
    places = [(names.index(str(field.column)), _reading(field)) for field in fields]
    own = {str(field.column) for field in fields}
    beside = [(place, name) for place, name in enumerate(names) if name not in own]
    attributes = [field.attname for field in fields]

    def made(row: tuple[Any, ...]) -> M:
        values = [row[place] if read is None else read(row[place]) for place, read in places]
        found = model.from_db(DATA, attributes, values)
        for place, name in beside:
            setattr(found, name, row[place])
        return found

    return made


def _reading(field: Any) -> Callable[[Any], Any] | None:
    """How a column's value is made of what the server sends; None where it is that already."""
    if isinstance(field, Sealed):
        return _sealed
    converters = field.get_db_converters(connections[DATA]) + connections[DATA].ops.get_db_converters(
        field.get_col(field.model._meta.db_table)
    )
    if not converters:
        return None

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, None, connections[DATA])
        return value

    return read


def _sealed(value: bytes | None) -> SealedValue | None:
    return None if value is None else SealedValue(value)


def add(record: models.Model, *, unless: str) -> bool:
    """Adds a row, unless one with the same value in a unique column stands already; whether it was added."""
    connection, model = connections[DATA], type(record)
    values = [field.get_db_prep_save(field.pre_save(record, True), connection) for field in model._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"{adding(model)} ON CONFLICT ({unless}) DO NOTHING", values)
        record._state.adding, record._state.db = False, DATA
        return bool(cursor.rowcount)


@lru_cache(maxsize=256)
def setting(model: type[models.Model], names: tuple[str, ...]) -> str:
    """The statement that sets some columns of the rows with some ids."""
    columns = ", ".join(f'"{model._meta.get_field(name).column}" = %s' for name in names)  # type: ignore[union-attr]
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE id = ANY(%s)'  # noqa: S608  # names of columns


@lru_cache(maxsize=256)
def adding(model: type[models.Model]) -> str:
    """The statement that adds a row, its columns in the model's order."""
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({", ".join(["%s"] * len(fields))})'  # noqa: S608  # likewise
