"""Holds the books against the tree, leaf by leaf, and the tree against what was signed.

Rows are opened in memory to make their leaves again, and closed; nobody is shown anything, so nobody is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from kindr.base.merkle import Frontier
from kindr.privacy.evidence import books, notes, sequencing
from kindr.privacy.evidence.findings import Finding, Kind
from kindr.privacy.evidence.models import LogCheckpoint, LogLeaf, LogSubtree
from kindr.privacy.evidence.notes import Checkpoint, NoCheckpoint
from kindr.privacy.evidence.ports import this_log
from kindr.privacy.evidence.tree import STEP, KeptTree, TreeBroken
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.sealing import TamperedSeal, UnknownFormat

CHUNK = 2000


@dataclass
class Checked:
    """What a check looked at and found."""

    since: int
    size: int = 0
    forgotten: int = 0
    """Rows whose keys are gone; their leaves were held against the tree, their words nobody can read."""
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: Kind, place: object) -> None:
        self.findings.append(Finding(kind, str(place)))


@dataclass(frozen=True)
class Leaf:
    """A leaf as the tree keeps it."""

    index: int
    book: int
    row: UUID
    hash: bytes


def check(*, since: datetime | None = None) -> Checked:
    """Everything, or what was taken in since the last checkpoint before a moment."""
    start = _checkpoint_before(since) if since else None
    run = _Run(start)
    for leaves in _chunks(run.checked.since):
        run.hold_rows(leaves)
        run.grow(leaves)
    run.end()
    return run.checked


class _Run:
    """One pass over the leaves, from left to right."""

    def __init__(self, start: Checkpoint | None) -> None:
        self.checked = Checked(start.size if start else 0)
        self._met = start.number if start else 0
        self._coming = _checkpoints(after=start.number if start else 0)
        self._frontier = self._begun(start)
        self._next = self._signed()
        self._reach()

    def hold_rows(self, leaves: Sequence[Leaf]) -> None:
        """The rows of some leaves: they are there, and they say what they said."""
        for book in books.BOOKS:
            mine = {leaf.row: leaf for leaf in leaves if leaf.book == book.number}
            rows = books.rows_of(book, mine.keys()) if mine else {}
            for row in mine.keys() - rows.keys():
                self.checked.add(Kind.ROW_GONE, row)
            self._open([row for row in rows.values() if self._has_its_leaf(row, mine[row.id])])

    def grow(self, leaves: Sequence[Leaf]) -> None:
        """The tree over the leaves: no place is empty, kept hashes are right, and so are the heads that were signed."""
        kept = _subtrees(leaves)
        for leaf in leaves:
            while self._frontier.size < leaf.index:
                self.checked.add(Kind.LEAF_GONE, self._frontier.size)
                self._frontier.append(bytes(32))
            for level, index, found in self._frontier.append(leaf.hash):
                if level % STEP == 0 and kept.get((level // STEP, index)) != found:
                    self.checked.add(Kind.SUBTREE_CHANGED, f"{level // STEP}/{index}")
            self._reach()

    def end(self) -> None:
        """What is left when the last leaf was met: checkpoints of more leaves, and rows without a place."""
        self.checked.size = self._frontier.size
        while self._next is not None:
            self.checked.add(Kind.LEAF_GONE, f"{self._frontier.size}, of the {self._next.size} that were signed")
            self._pass()
        last = LogCheckpoint.objects.order_by("-number").first()
        if last is not None and (outside := sequencing.waiting(0, last.until)):
            self.checked.add(Kind.OUTSIDE, f"{outside} rows")

    def _begun(self, start: Checkpoint | None) -> Frontier:
        try:
            return KeptTree().frontier(start.size) if start else Frontier()
        except TreeBroken as broken:
            self.checked.add(Kind.LEAF_GONE, broken)
            return Frontier(start.size if start else 0, [bytes(32)])

    def _reach(self) -> None:
        """Holds the heads that were signed when the tree was as large as it is now."""
        while self._next is not None and self._next.size <= self._frontier.size:
            if self._next.size < self._frontier.size or self._frontier.root() != self._next.root:
                self.checked.add(Kind.HEAD_CHANGED, f"checkpoint {self._next.number}")
            self._pass()

    def _pass(self) -> None:
        self._next = self._signed()

    def _signed(self) -> Checkpoint | None:
        for number, signed in self._coming:
            before, self._met = self._met, number
            if number != before + 1 and (signed is None or signed.says.get("restored") != str(before)):
                self.checked.add(Kind.CHECKPOINT_GONE, f"between {before} and {number}")
            if signed is not None:
                self._hold_words(signed)
                return signed
            self.checked.add(Kind.NOT_SIGNED, f"checkpoint {number}")
        return None

    def _hold_words(self, signed: Checkpoint) -> None:
        if signed.count("past"):
            self.checked.add(Kind.PAST, f"{signed.count('past')} in checkpoint {signed.number}")
        if signed.count("found"):
            self.checked.add(Kind.FOUND, f"{signed.count('found')} in checkpoint {signed.number}")

    def _has_its_leaf(self, row: books.Row, leaf: Leaf) -> bool:
        if row.leaf != leaf.hash:
            self.checked.add(Kind.LEAF_CHANGED, row.id)
        return row.leaf == leaf.hash

    def _open(self, rows: Sequence[books.Row]) -> None:
        ring = keyrings.fetch(ids={row.key_id for row in rows}, slots={row.slot for row in rows}) if rows else None
        for row in rows:
            assert ring is not None
            try:
                payload = books.payload_of(row, ring)
            except (TamperedSeal, UnknownFormat, ValueError, KeyError):
                self.checked.add(Kind.ROW_CHANGED, row.id)
                continue
            if payload is None and ring.of(row.slot) is not None:
                self.checked.add(Kind.ROW_CHANGED, row.id)
            self.checked.forgotten += payload is None


def _checkpoint_before(moment: datetime) -> Checkpoint | None:
    """The newest checkpoint before a moment whose note is in order."""
    rows = LogCheckpoint.objects.filter(at__lt=moment).order_by("-number").values_list("note", flat=True)[:1]
    try:
        return notes.opened(rows[0], this_log().keys) if rows else None
    except NoCheckpoint:
        return None


def _checkpoints(*, after: int) -> Iterator[tuple[int, Checkpoint | None]]:
    """Every checkpoint in the order of its number, and None for a note that is not ours or not the row's."""
    rows = LogCheckpoint.objects.filter(number__gt=after).order_by("number")
    for row in rows.iterator(chunk_size=CHUNK):
        try:
            signed = notes.opened(row.note, this_log().keys)
        except NoCheckpoint:
            yield row.number, None
            continue
        is_same = (signed.number, signed.size, signed.at) == (row.number, row.size, row.at)
        yield row.number, signed if is_same else None


def _chunks(start: int) -> Iterator[list[Leaf]]:
    while True:
        found = LogLeaf.objects.filter(index__gte=start).order_by("index").values_list("index", "book", "row", "hash")
        leaves = [Leaf(index, book, row, bytes(found)) for index, book, row, found in found[:CHUNK]]
        if not leaves:
            return
        yield leaves
        start = leaves[-1].index + 1


def _subtrees(leaves: Sequence[Leaf]) -> dict[tuple[int, int], bytes]:
    """The kept hashes that some neighbouring leaves complete."""
    first, last, level = leaves[0].index, leaves[-1].index, 1
    found: dict[tuple[int, int], bytes] = {}
    while last >> (STEP * level) or level == 1:
        rows = LogSubtree.objects.filter(
            level=level, index__gte=first >> (STEP * level), index__lte=(last + 1) >> (STEP * level)
        )
        found |= {(level, row[0]): bytes(row[1]) for row in rows.values_list("index", "hash")}
        level += 1
    return found
