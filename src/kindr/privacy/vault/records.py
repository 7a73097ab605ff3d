"""Personal records: rows whose personal columns are sealed under one clause of the policy."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import connections, models
from django.db.models.deletion import Collector

from kindr.base.clock import jakarta_year
from kindr.base.ids import new_id
from kindr.privacy.people import Person
from kindr.privacy.terms import Period
from kindr.privacy.vault.fields import Sealed, SealedValueMisused
from kindr.privacy.vault.keyrings import Slot

M = TypeVar("M", bound=models.Model, covariant=True)


class SealedQuerySet(models.QuerySet[M]):
    """A queryset that refuses to go past the gates; in other querysets the columns themselves refuse to be named."""

    def values(self, *fields: Any, **expressions: Any) -> Any:
        self._refuse(fields or sealed_columns(self.model), "values()")
        return super().values(*fields, **expressions)

    def values_list(self, *fields: Any, flat: bool = False, named: bool = False) -> Any:
        self._refuse(fields or sealed_columns(self.model), "values_list()")
        return super().values_list(*fields, flat=flat, named=named)

    def update(self, **values: Any) -> int:
        self._refuse(values, "update()")
        return super().update(**values)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        named = list(fields)
        self._refuse(named, "bulk_update()")
        return super().bulk_update(objs, named, batch_size)

    def _refuse(self, names: Iterable[Any], verb: str) -> None:
        touched = sorted(sealed_columns(self.model).keys() & {name for name in names if isinstance(name, str)})
        if touched:
            raise SealedValueMisused(f"{verb} cannot touch the sealed columns {', '.join(touched)}; use the gates")


class PersonalRecord(models.Model):
    """A row about one person under one clause. Written by `gates.collect`, read by `gates.read`."""

    clause: ClassVar[str]
    """Key of the clause in the policy."""
    period: ClassVar[Period]
    """What one key covers; `kindr policy check` compares it with the clause's Keep."""
    counts_with: ClassVar[tuple[str, ...]] = ()
    """Rows that `counts_from` looks at, fetched along with the record (as for `select_related`)."""
    counts_from_column: ClassVar[str] = "collected_at"
    """The moment that `counts_from` gives, as a query names it."""
    excused: ClassVar[Mapping[str, str]] = {
        "id": "a random id",
        "person": "the random id of a person",
        "source": "one of the policy's sources",
        "collected_at": "a moment, which the keeping time counts from",
        "covers": "life, a year, or the row's own random id",
    }
    """Columns that are not sealed, each with the reason; see `kindr.privacy.totality`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20)
    collected_at = models.DateTimeField()
    covers = models.CharField(max_length=36, editable=False)
    """The period of the key: "life", a year such as "2026", or the row's own id."""

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.id}"

    def __reduce__(self) -> NoReturn:
        raise SealedValueMisused("a personal record is never pickled")

    @property
    def slot(self) -> Slot:
        """What the record's key covers."""
        return Slot(self.person_id, self.clause, self.covers)

    def counts_from(self) -> datetime | None:
        """The moment that the keeping time counts from; None while it has not come.

        It is the collection itself, unless a class says otherwise: the arrival of a parcel, the end of a report.
        """
        return self.collected_at

    @classmethod
    def period_label(cls, *, row: object, at: datetime) -> str:
        """The label of the period that a row collected at a moment belongs to."""
        if cls.period is Period.LIFE:
            return "life"
        return str(jakarta_year(at)) if cls.period is Period.CALENDAR_YEAR else str(row)


def take_away(model: type[PersonalRecord], rows: Collection[uuid.UUID]) -> int:
    """Deletes rows by id, in one statement where nothing points to them; counts them."""
    found = model._default_manager.filter(pk__in=rows)
    if Collector(using=found.db, origin=found).can_fast_delete(found):
        with connections[found.db].cursor() as cursor:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id = ANY(%s)', [list(rows)])  # noqa: S608  # a name
            return int(cursor.rowcount)
    return int(found.delete()[0])


@cache
def sealed_columns(model: type[models.Model]) -> Mapping[str, Sealed]:
    """The sealed columns of a record class by name."""
    return {field.name: field for field in model._meta.concrete_fields if isinstance(field, Sealed)}


def categories_of(model: type[models.Model], columns: Collection[str] | None = None) -> list[str]:
    """The categories that a record class holds, sorted."""
    fields = sealed_columns(model)
    return sorted({field.category for name, field in fields.items() if columns is None or name in columns})
