"""Sealed columns: a value that prints `•••` and refuses everything but the gates."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NoReturn

import psycopg
from django.core import checks
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

MASK = "•••"
KINDS = (str, int, bool, date, bytes, list, dict)
TAKEN_NAMES = frozenset({"record", "is_forgotten", "values"})
"""What an opened record calls its own; a column of that name could not be read."""

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class SealedValueMisused(TypeError):
    """A sealed value was compared, formatted, serialised, pickled or queried instead of being opened by a gate."""


class WrongKind(TypeError):
    """A value is not of the kind that its sealed column says."""


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
    __hash__ = __reduce__ = __reduce_ex__ = __getstate__ = _refuse
    __copy__ = __bytes__ = __int__ = __float__ = __index__ = _refuse

    def __deepcopy__(self, memo: object) -> SealedValue:
        """Django copies model defaults; the copy is as sealed as the original."""
        return self


class Sealed(_Field):
    """A column of one category of personal data, stored as one sealed value (`bytea`).

    `kind` is the type of the opened value: str, int, bool, date, bytes, list or dict.
    """

    description = "A sealed personal value"
    empty_strings_allowed = False
    empty_values = ()

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

    def get_db_prep_value(
        self,
        value: Any,
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # Django's own terms
    ) -> Any:
        if value is None:
            return None
        if not isinstance(value, SealedValue):
            raise SealedValueMisused(f"{self.name} is sealed: write it with gates.collect or gates.correct")
        return psycopg.Binary(value.sealed)

    def value_to_string(self, obj: models.Model) -> str:  # part of Django's interface
        raise SealedValueMisused(f"{self.name} is sealed and is not serialised; exports go through the gates")

    @property
    def path_infos(self) -> NoReturn:
        """Refuses to be named in a query.

        Django asks every field for this when it resolves a name in filter, order_by, values, F, annotate, aggregate,
        distinct or dates, on this table or through a relation; never when it loads or saves whole rows.
        """
        raise SealedValueMisused(
            f"{self.model._meta.label}.{self.name} is sealed: no query can search, sort, compare or select it;"
            " open it with a gate, or find people with the vault's lookup"
        )

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        found = super().check(**options)
        if self.kind not in KINDS:
            found.append(checks.Error(f"a sealed column cannot hold {self.kind.__name__}", obj=self, id="vault.E001"))
        if self.name in TAKEN_NAMES:
            found.append(checks.Error(f"an opened record has its own {self.name!r}", obj=self, id="vault.E002"))
        return found


_canonical = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


def to_bytes(value: object, kind: type) -> bytes:
    """The plaintext of a value: bytes as they are, everything else as canonical JSON in UTF-8; raises WrongKind."""
    if kind is str and isinstance(value, str):
        return _encoded(encode_basestring(value))
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is int) or isinstance(value, datetime):
        raise WrongKind(f"a sealed column of {kind.__name__} was given {type(value).__name__}")
    if isinstance(value, bytes):
        return value
    if isinstance(value, date):
        return json.dumps(value.isoformat()).encode()
    return _encoded(_canonical.encode(value))


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise WrongKind("the text holds half of a surrogate pair, which is no character") from None


def from_bytes(plaintext: bytes, kind: type) -> Any:
    """The value that `to_bytes` wrote."""
    if kind is bytes:
        return plaintext
    if kind is str and b"\\" not in plaintext:
        return plaintext[1:-1].decode()
    value = json.loads(plaintext)
    return date.fromisoformat(value) if kind is date else value
