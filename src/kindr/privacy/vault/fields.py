"""Sealed columns: a value that prints `•••` and refuses everything but the gates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

MASK = "•••"

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class SealedValueMisused(TypeError):
    """A sealed value was compared, formatted, serialised or pickled instead of being opened by a gate."""


class SealedValue:
    """The sealed bytes of a column. It can be stored and opened by a gate; nothing else."""

    __slots__ = ("sealed",)

    def __init__(self, sealed: bytes) -> None:
        self.sealed = sealed

    def __str__(self) -> str:
        return MASK

    def __repr__(self) -> str:
        return MASK

    def __html__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        if spec:
            raise SealedValueMisused("a sealed value has no format; open it with a gate")
        return MASK

    def _refuse(self, *_: object) -> NoReturn:
        raise SealedValueMisused("a sealed value cannot be used directly; open it with a gate")

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __bool__ = __len__ = __iter__ = __getitem__ = __contains__ = _refuse
    __hash__ = __reduce__ = __reduce_ex__ = __getstate__ = _refuse  # type: ignore[assignment]  # refusing is the point
    __copy__ = __bytes__ = __int__ = __float__ = __index__ = _refuse

    def __deepcopy__(self, memo: object) -> SealedValue:
        """Django copies model defaults; the copy is as sealed as the original."""
        return self


class Sealed(_Field):
    """A column of one category of personal data, stored as one sealed value (`bytea`).

    `kind` is the type of the opened value: str, int, bool, date, bytes, list or dict.
    """

    description = "A sealed personal value"

    def __init__(self, category: str, *, kind: type = str, **options: Any) -> None:
        self.category = category
        self.kind = kind
        options.setdefault("editable", False)
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, [self.category, *args], options

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, _expression: object, _connection: BaseDatabaseWrapper) -> SealedValue | None:
        return None if value is None else SealedValue(bytes(value))

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, SealedValue):
            raise SealedValueMisused(f"{self.name} is sealed: write it with gates.collect or gates.correct")
        return connection.Database.Binary(value.sealed)

    def value_to_string(self, obj: models.Model) -> str:
        raise SealedValueMisused(f"{self.name} is sealed and is not serialised; exports go through the gates")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: it cannot be searched with {lookup_name!r}; use the vault's lookup")

    def get_transform(self, lookup_name: str) -> NoReturn:
        raise FieldError(f"{self.name} is sealed: it has no {lookup_name!r}")


def to_bytes(value: object, kind: type) -> bytes:
    """The plaintext of a value: bytes as they are, everything else as canonical JSON in UTF-8."""
    if kind is bytes:
        return value  # type: ignore[return-value]  # the caller's kind says so
    if isinstance(value, date):
        return json.dumps(value.isoformat()).encode()
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def from_bytes(plaintext: bytes, kind: type) -> Any:
    """The value that `to_bytes` wrote."""
    if kind is bytes:
        return plaintext
    value = json.loads(plaintext)
    return date.fromisoformat(value) if kind is date else value
