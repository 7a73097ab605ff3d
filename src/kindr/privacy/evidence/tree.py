"""The tree as it is kept: leaves one by one, and the hash of every 256 of them, of 256 of those, and so on."""

from __future__ import annotations

from kindr.base import merkle
from kindr.base.merkle import Frontier
from kindr.privacy.evidence.models import LogLeaf, LogSubtree

STEP = 8
"""So many levels of two lie between one kept level and the next."""
WIDTH = 1 << STEP


class TreeBroken(Exception):
    """A leaf or a subtree that was written is not there any more."""


class KeptTree:
    """Reads the tree for proofs: a question of at most 256 hashes for each kept level, twice at the right edge."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], list[bytes]] = {}

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree; raises TreeBroken."""
        kept, above = divmod(level, STEP)
        first, count = index << above, 1 << above
        hashes = self._block(kept, first // WIDTH)[first % WIDTH :][:count]
        if len(hashes) != count:
            raise TreeBroken(f"level {kept} is not whole at {first}")
        return merkle.root_of(hashes)

    def root(self, size: int) -> bytes:
        """The head of the first `size` leaves; raises TreeBroken."""
        return merkle.root(size, self.node)

    def frontier(self, size: int) -> Frontier:
        """The right edge, to go on from; raises TreeBroken."""
        return merkle.frontier_of(size, self.node)

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """The path from a leaf to the head; raises OutsideTheTree, TreeBroken."""
        return merkle.inclusion_proof(index, size, self.node)

    def consistency_proof(self, first: int, second: int) -> list[bytes]:
        """The proof that the larger tree began with the smaller; raises OutsideTheTree, TreeBroken."""
        return merkle.consistency_proof(first, second, self.node)

    def _block(self, kept: int, number: int) -> list[bytes]:
        if (kept, number) not in self._read:
            self._read[kept, number] = _hashes(kept, number * WIDTH)
        return self._read[kept, number]


def _hashes(kept: int, first: int) -> list[bytes]:
    """Up to 256 hashes of one level in a row; those behind a gap are left out."""
    rows = LogSubtree.objects.filter(level=kept) if kept else LogLeaf.objects
    found = rows.filter(index__gte=first, index__lt=first + WIDTH).order_by("index").values_list("index", "hash")
    return [bytes(each) for number, (index, each) in enumerate(found) if index == first + number]
