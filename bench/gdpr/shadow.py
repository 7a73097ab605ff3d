"""What every operation must answer, computed from dictionaries: denials, time and deletions included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bench.gdpr import records
from bench.gdpr.mixes import Kind, Operation

REFUSED = "refused"
Answer = Any
"""Values that compare: tuples of rows in the order of their keys, a count, a yes or no, or `REFUSED`."""


@dataclass
class Held:
    """A record as it stands."""

    key: int
    user: int
    purpose: int
    ends: float
    """Seconds after the start."""
    objects: bool
    decision: int
    acl: int
    shared: int
    source: int
    category: int
    data: str


class Shadow:
    """The plain model. `is_row_wise` says that a change for a purpose is written into each of its records."""

    def __init__(self, count: int, users: int, *, is_customer: bool, is_row_wise: bool) -> None:
        self.users, self.is_customer, self.is_row_wise = users, is_customer, is_row_wise
        self.held: dict[int, Held] = {}
        self.policy: dict[int, dict[str, int]] = {}
        self.opened: Counter[int] = Counter()
        """How often something of a user was opened for a purpose of the shop's."""
        for key in range(count):
            self._take_in(key, 0)

    def answer(self, op: Operation) -> Answer:
        """What the operation must answer; the model is changed as the operation says."""
        return _ANSWERS[op.kind](self, op)

    def _take_in(self, key: int, second: float) -> int:
        made = records.made(key, self.users)
        ends = second + made.lasts.total_seconds()
        own = {name: getattr(made, name) for name in Held.__annotations__ if name != "ends"}
        self.held[key] = Held(ends=ends, **own)
        return 1

    def _create(self, op: Operation) -> Answer:
        return self._take_in(op.key, op.second)

    def _live(self, op: Operation, wanted: Callable[[Held], bool]) -> list[Held]:
        return [one for _, one in sorted(self.held.items()) if one.ends > op.second and wanted(one)]

    def _read_by_key(self, op: Operation) -> Answer:
        found = self._live(op, lambda one: one.key == op.key)
        if self.is_customer:
            return REFUSED if found and found[0].user != op.user else _data(found)
        if found and (found[0].purpose != op.purpose or found[0].objects):
            return REFUSED
        return self._opened(found)

    def _read_by_user(self, op: Operation) -> Answer:
        return _data(self._live(op, lambda one: one.user == op.user))

    def _read_for_purpose(self, op: Operation) -> Answer:
        only = op.kind is Kind.READ_BY_DECISION
        return self._opened(
            self._live(op, lambda one: one.purpose == op.purpose and not one.objects and not (only and one.decision))
        )

    def _opened(self, found: Iterable[Held]) -> Answer:
        found = list(found)
        self.opened.update({one.user for one in found})
        return _data(found)

    def _meta(self, op: Operation) -> Answer:
        found = self._live(op, _chosen(op))
        return tuple((*_meta(one), *sorted(self.policy.get(one.purpose, {}).items())) for one in found)

    def _update(self, op: Operation) -> Answer:
        found = self._live(op, lambda one: one.key == op.key)
        for one in found:
            one.data = records.data(op.value)
        return len(found)

    def _update_meta(self, op: Operation) -> Answer:
        found = self._live(op, _chosen(op))
        for one in found:
            _change(one, op)
        return len(found)

    def _update_purpose(self, op: Operation) -> Answer:
        if self.is_row_wise:
            return self._update_meta(op)
        self.policy.setdefault(op.purpose, {})[op.field] = op.value
        return len(self._live(op, _chosen(op)))

    def _delete(self, op: Operation) -> Answer:
        gone = [one.key for one in self.held.values() if _chosen(op)(one)]
        for key in gone:
            del self.held[key]
        return len(gone)

    def _logs(self, op: Operation) -> Answer:
        return op.value

    def _is_gone(self, op: Operation) -> Answer:
        return op.key not in self.held


def _change(one: Held, op: Operation) -> None:
    """An objection to an interest stands; a consent that was taken back can be given again."""
    if op.field != "objects":
        setattr(one, op.field, op.value)
    else:
        stands = one.objects and not records.rests_on_consent(one.purpose)
        one.objects = stands or records.objects(op.value)


def _chosen(op: Operation) -> Callable[[Held], bool]:
    """Which records an operation is about."""
    name = op.kind.value.rpartition(" ")[2]
    return {
        "key": lambda one: one.key == op.key,
        "user": lambda one: one.user == op.user,
        "purpose": lambda one: one.purpose == op.purpose,
        "sharing": lambda one: one.shared == op.key % records.CHOICES,
        "time": lambda one: one.ends <= op.second,
    }[name]


def _data(found: Iterable[Held]) -> Answer:
    return tuple((one.key, one.data) for one in found)


def _meta(one: Held) -> tuple[object, ...]:
    return (
        one.key, one.user, one.purpose, round(one.ends, 3), one.objects, one.decision, one.acl, one.shared, one.source,
        one.category,
    )  # fmt: skip


_ANSWERS: dict[Kind, Callable[[Shadow, Operation], Answer]] = {
    Kind.CREATE: Shadow._create,
    Kind.READ_BY_KEY: Shadow._read_by_key,
    Kind.READ_BY_USER: Shadow._read_by_user,
    **dict.fromkeys((Kind.READ_BY_PURPOSE, Kind.READ_BY_OBJECTION, Kind.READ_BY_DECISION), Shadow._read_for_purpose),
    **dict.fromkeys((Kind.META_BY_KEY, Kind.META_BY_USER, Kind.META_BY_PURPOSE), Shadow._meta),
    Kind.UPDATE_BY_KEY: Shadow._update,
    **dict.fromkeys(
        (Kind.UPDATE_META_BY_KEY, Kind.UPDATE_META_BY_USER, Kind.UPDATE_META_BY_SHARING), Shadow._update_meta
    ),
    Kind.UPDATE_META_BY_PURPOSE: Shadow._update_purpose,
    **dict.fromkeys(
        (Kind.DELETE_BY_KEY, Kind.DELETE_BY_USER, Kind.DELETE_BY_PURPOSE, Kind.DELETE_BY_TIME), Shadow._delete
    ),
    Kind.LOGS: Shadow._logs,
    Kind.VERIFY_DELETION: Shadow._is_gone,
}
