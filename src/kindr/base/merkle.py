"""Merkle trees as RFC 9162 hashes them (section 2.1): heads, proofs that a leaf is in, proofs that a tree only grew.

Pure functions over a `Node`: whoever keeps a tree says what the hash of a complete subtree is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

HASH_BYTES = 32
EMPTY = hashlib.sha256(b"").digest()
"""The head of a tree without leaves."""

Node = Callable[[int, int], bytes]
"""Level and index of a complete subtree of 2**level leaves -> its hash; level 0 are the leaves' own hashes."""


class OutsideTheTree(ValueError):
    """A proof was asked for that no tree of this size has."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: the hashes of its complete subtrees, largest first."""

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        self.size = size
        self._hashes = list(hashes)

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Adds a leaf's hash; gives the subtrees of two leaves and more that it completes: level, index, hash."""
        completed = []
        index, level, found = self.size, 0, leaf
        while index & 1:
            found, index, level = node_hash(self._hashes.pop(), found), index >> 1, level + 1
            completed.append((level, index, found))
        self._hashes.append(found)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The head of the tree as far as it has grown."""
        return _folded(self._hashes) if self._hashes else EMPTY


def frontier_of(size: int, node: Node) -> Frontier:
    """The right edge of a tree that is kept somewhere."""
    return Frontier(size, [node(level, index) for level, index in _complete_in(0, size)])


def root(size: int, node: Node) -> bytes:
    """The head of a tree's first `size` leaves."""
    return _range_hash(0, size, node) if size else EMPTY


def level_above(hashes: Sequence[bytes]) -> list[bytes]:
    """The hashes of the pairs of a row of subtrees; an odd one at the end has no pair yet."""
    return [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=False)]


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The head of a tree with these leaves' hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """The path from a leaf to the head of a tree (RFC 9162, 2.1.3.1); raises OutsideTheTree."""
    if not 0 <= index < size:
        raise OutsideTheTree(f"no leaf {index} in a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if index < middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(first: int, second: int, node: Node) -> list[bytes]:
    """The proof that a tree of `second` leaves began with the tree of `first` (2.1.4.1); raises OutsideTheTree."""
    if not 0 <= first <= second:
        raise OutsideTheTree(f"a tree of {second} did not grow from one of {first}")
    if first in (0, second):
        return []
    start, end, is_whole, path = 0, second, True, []
    while first != end:
        middle = start + _largest_power_below(end - start)
        if first <= middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start, is_whole = middle, False
    if not is_whole:
        path.append(_range_hash(start, end, node))
    return path[::-1]


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], head: bytes) -> bool:
    """Whether the path leads from the leaf at this index to the head (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(step, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == head


def grew_from(first: int, second: int, first_head: bytes, second_head: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the second tree began with the first (2.1.4.2)."""
    if first == second:
        return not path and first_head == second_head
    if first == 0:
        return not path and first_head == EMPTY
    if not 0 < first < second:
        return False
    steps = [first_head, *path] if first & (first - 1) == 0 else list(path)
    return bool(steps) and _leads_to_both(first - 1, second - 1, steps) == (first_head, second_head)


def _leads_to_both(at: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two heads that a consistency path leads to, or None when it has too many or too few steps."""
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, step)
        at, last = at >> 1, last >> 1
    return (before, after) if last == 0 else None


def _complete_in(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The largest complete subtrees of a range that begins where such a subtree may begin, from left to right."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _range_hash(start: int, end: int, node: Node) -> bytes:
    return _folded([node(level, index) for level, index in _complete_in(start, end)])


def _folded(hashes: Sequence[bytes]) -> bytes:
    found = hashes[-1]
    for left in reversed(hashes[:-1]):
        found = node_hash(left, found)
    return found


def _largest_power_below(number: int) -> int:
    """The largest power of two that is smaller than a number above one."""
    return 1 << ((number - 1).bit_length() - 1)
