"""Holds a witness's copy of the checkpoints against those of this log, and its last one against the living tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from kindr.privacy.evidence import notes
from kindr.privacy.evidence.findings import Finding, Kind
from kindr.privacy.evidence.models import LogCheckpoint
from kindr.privacy.evidence.notes import Checkpoint, NoCheckpoint
from kindr.privacy.evidence.ports import this_log
from kindr.privacy.evidence.tree import KeptTree, TreeBroken

CHUNK = 1000


@dataclass
class Compared:
    """What a copy holds, and what does not agree."""

    checkpoints: int = 0
    lost: int = 0
    """Checkpoints that a restore lost and said so."""
    last: Checkpoint | None = None
    """The newest checkpoint that both have."""
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: Kind, place: object) -> None:
        self.findings.append(Finding(kind, str(place)))


def compare(copy: Iterable[str]) -> Compared:
    """Holds the notes of a copy, oldest first, against this log."""
    found, declared, newest = Compared(), _declared_losses(), _newest_number()
    for some in _in_chunks(iter(copy)):
        ours = _ours(some)
        for note in some:
            found.checkpoints += 1
            signed = _opened(note)
            if signed is None:
                found.add(Kind.NOT_SIGNED, f"note {found.checkpoints} of the copy")
            elif ours.get(signed.number) == note:
                found.last = signed
            elif any(first < signed.number <= last for first, last in declared):
                found.lost += 1
            else:
                is_gone = signed.number > newest
                found.add(Kind.ROLLED_BACK if is_gone else Kind.WITNESS_DIFFERS, f"checkpoint {signed.number}")
    _hold_against_the_tree(found)
    return found


def _hold_against_the_tree(found: Compared) -> None:
    if found.last is None:
        return
    try:
        is_same = KeptTree().root(found.last.size) == found.last.root
    except TreeBroken as broken:
        found.add(Kind.LEAF_GONE, broken)
        return
    if not is_same:
        found.add(Kind.HEAD_CHANGED, f"checkpoint {found.last.number}")


def _declared_losses() -> list[tuple[int, int]]:
    """The numbers that each restore lost: behind the first of a pair, up to the second."""
    rows = LogCheckpoint.objects.filter(note__contains="\nrestored ").values_list("note", flat=True)
    signed = [_opened(note) for note in rows]
    return [(int(each.says["restored"]), each.number - 1) for each in signed if each and "restored" in each.says]


def _newest_number() -> int:
    row = LogCheckpoint.objects.order_by("-number").values_list("number", flat=True).first()
    return row or 0


def _ours(copied: Sequence[str]) -> Mapping[int, str]:
    numbers = [signed.number for note in copied if (signed := _opened(note))]
    rows = LogCheckpoint.objects.filter(number__in=numbers).values_list("number", "note")
    return dict(rows)


def _opened(note: str) -> Checkpoint | None:
    try:
        return notes.opened(note, this_log().keys)
    except NoCheckpoint:
        return None


def _in_chunks(copy: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(copy, CHUNK)):
        yield some
