"""The tree as it is kept: leaves one by one, and the hash of every 256 of them, of 256 of those, and so on."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import connections

from kindr.base import merkle
from kindr.base.merkle import Frontier
from kindr.privacy.evidence.models import LogLeaf, LogSubtree

STEP = 8
"""So many levels of two lie between one kept level and the next."""
WIDTH = 1 << STEP

_JOINED = "count(*), max(tree.index), string_agg(tree.hash, ''::bytea ORDER BY tree.index)"
BLOCKS = (
    f"SELECT 0, asked.number, {_JOINED} FROM unnest(%s::bigint[]) AS asked(number) JOIN privacy_logleaf AS tree"  # noqa: S608  # constants only
    f" ON tree.index >= asked.number * {WIDTH} AND tree.index < (asked.number + 1) * {WIDTH} GROUP BY asked.number"
    f" UNION ALL SELECT asked.kept, asked.number, {_JOINED} FROM unnest(%s::int[], %s::bigint[])"
    " AS asked(kept, number) JOIN privacy_logsubtree AS tree ON tree.level = asked.kept"
    f" AND tree.index >= asked.number * {WIDTH} AND tree.index < (asked.number + 1) * {WIDTH}"
    " GROUP BY asked.kept, asked.number"
)
"""Each block that is asked for in one row: a page of rows would cost more on its way than all of its hashes."""


class TreeBroken(Exception):
    """A leaf or a subtree that was written is not there any more."""


class KeptTree:
    """Reads the tree for proofs: one question for the at most two blocks of each kept level that some proofs need."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], list[list[bytes]]] = {}

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree; raises TreeBroken."""
        kept, above = divmod(level, STEP)
        number, place = divmod(index, WIDTH >> above)
        if (kept, number) not in self._read:
            self._ask({(kept, number)})
        levels = self._read[kept, number]
        while len(levels) <= above:
            levels.append(merkle.level_above(levels[-1]))
        if place >= len(levels[above]):
            raise TreeBroken(f"level {kept} is not whole at {index << above}")
        return levels[above][place]

    def root(self, size: int) -> bytes:
        """The head of the first `size` leaves; raises TreeBroken."""
        self._look_ahead([], size)
        return merkle.root(size, self.node)

    def frontier(self, size: int) -> Frontier:
        """The right edge, to go on from; raises TreeBroken."""
        self._look_ahead([], size)
        return merkle.frontier_of(size, self.node)

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """The path from a leaf to the head; raises OutsideTheTree, TreeBroken."""
        return self.inclusion_proofs([index], size)[index]

    def inclusion_proofs(self, indexes: Collection[int], size: int) -> dict[int, list[bytes]]:
        """The paths from some leaves to the head, all with one question; raises OutsideTheTree, TreeBroken."""
        self._look_ahead(indexes, size)
        return {index: merkle.inclusion_proof(index, size, self.node) for index in indexes}

    def consistency_proof(self, first: int, second: int) -> list[bytes]:
        """The proof that the larger tree began with the smaller; raises OutsideTheTree, TreeBroken."""
        self._look_ahead([max(0, first - 1)], second)
        return merkle.consistency_proof(first, second, self.node)

    def _look_ahead(self, indexes: Iterable[int], size: int) -> None:
        """Asks for the blocks on the way up from some leaves, and on the right edge, that were not read yet."""
        ways, blocks = {size, *indexes}, set()
        for kept in range(size.bit_length() // STEP + 1):
            ways = {way >> STEP for way in ways}
            blocks |= {(kept, way) for way in ways}
        if blocks := blocks - self._read.keys():
            self._ask(blocks)

    def _ask(self, blocks: Collection[tuple[int, int]]) -> None:
        leaves = [number for kept, number in blocks if not kept]
        above = [block for block in blocks if block[0]]
        with connections["default"].cursor() as cursor:
            cursor.execute(BLOCKS, [leaves, [kept for kept, _ in above], [number for _, number in above]])
            found = {(kept, number): (count, last, bytes(joined)) for kept, number, count, last, joined in cursor}
        for kept, number in blocks:
            count, last, joined = found.get((kept, number), (0, -1, b""))
            is_whole = last == number * WIDTH + count - 1 and len(joined) == count * merkle.HASH_BYTES
            self._read[kept, number] = [_cut(joined) if is_whole else _hashes(kept, number * WIDTH)]


def _cut(joined: bytes) -> list[bytes]:
    return [joined[at : at + merkle.HASH_BYTES] for at in range(0, len(joined), merkle.HASH_BYTES)]


def _hashes(kept: int, first: int) -> list[bytes]:
    """Up to 256 hashes of one level in a row, of a tree that has gaps; those behind a gap are left out."""
    rows = LogSubtree.objects.filter(level=kept) if kept else LogLeaf.objects
    found = rows.filter(index__gte=first, index__lt=first + WIDTH).order_by("index").values_list("index", "hash")
    return [bytes(each) for number, (index, each) in enumerate(found) if index == first + number]
