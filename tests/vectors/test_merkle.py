"""RFC 9162: the vectors of Certificate Transparency's reference, and a naive tree that says the same of any other."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.base import merkle
from kindr.base.merkle import EMPTY, Frontier, OutsideTheTree

ENTRIES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Heads of the first 0, 1, … 8 entries."""
INCLUSIONS = [
    (0, 1, []),
    (0, 8, [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]),
    (5, 8, [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (1, 5, [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]),
]  # fmt: skip
CONSISTENCIES = [
    (1, 1, []),
    (1, 8, [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]),
    (6, 8, [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]),
    (2, 5, [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]),
]  # fmt: skip
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]
sizes = st.integers(1, 300)


def node_in(leaves: list[bytes]) -> merkle.Node:
    return lambda level, index: naive_root(leaves[index << level : (index + 1) << level])


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH as the RFC writes it."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return sha256(b"\x01" + naive_root(leaves[:middle]) + naive_root(leaves[middle:])).digest()


def many(count: int) -> list[bytes]:
    return [merkle.leaf_hash(number.to_bytes(4, "big")) for number in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_heads_are_those_of_the_reference(size: int) -> None:
    assert merkle.root_of(LEAVES[:size]).hex() == ROOTS[size]
    assert merkle.root(size, node_in(LEAVES)).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "path"), INCLUSIONS)
def test_paths_are_those_of_the_reference(index: int, size: int, path: list[str]) -> None:
    assert [step.hex() for step in merkle.inclusion_proof(index, size, node_in(LEAVES))] == path
    steps = [bytes.fromhex(step) for step in path]
    assert merkle.includes(LEAVES[index], index, size, steps, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("first", "second", "path"), CONSISTENCIES)
def test_proofs_of_growth_are_those_of_the_reference(first: int, second: int, path: list[str]) -> None:
    assert [step.hex() for step in merkle.consistency_proof(first, second, node_in(LEAVES))] == path
    steps = [bytes.fromhex(step) for step in path]
    assert merkle.grew_from(first, second, bytes.fromhex(ROOTS[first]), bytes.fromhex(ROOTS[second]), steps)


@given(sizes)
def test_a_growing_tree_has_the_head_of_a_naive_one(size: int) -> None:
    leaves, frontier = many(size), Frontier()
    completed = [node for leaf in leaves for node in frontier.append(leaf)]
    assert frontier.root() == naive_root(leaves)
    assert all(found == node_in(leaves)(level, index) for level, index, found in completed)
    assert merkle.frontier_of(size, node_in(leaves)).root() == frontier.root()


@given(sizes.flatmap(lambda size: st.tuples(st.integers(0, size - 1), st.just(size))), st.binary(min_size=1))
def test_a_path_leads_from_its_own_leaf_only(place: tuple[int, int], other: bytes) -> None:
    index, size = place
    leaves = many(size)
    path, head = merkle.inclusion_proof(index, size, node_in(leaves)), naive_root(leaves)
    assert merkle.includes(leaves[index], index, size, path, head)
    assert not merkle.includes(merkle.leaf_hash(b"other" + other), index, size, path, head)
    assert not merkle.includes(leaves[index], index, size, [*path, head], head)
    assert not merkle.includes(leaves[index], size, size, path, head)
    for step in range(len(path)):
        assert not merkle.includes(leaves[index], index, size, path[:step] + path[step + 1 :], head)


@given(sizes.flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size))))
def test_a_tree_grew_from_its_own_beginning_only(grown: tuple[int, int]) -> None:
    first, second = grown
    leaves = many(second)
    path = merkle.consistency_proof(first, second, node_in(leaves))
    before, after = naive_root(leaves[:first]), naive_root(leaves)
    assert merkle.grew_from(first, second, before, after, path)
    other = naive_root([*leaves[: first - 1], bytes(32)]) if first else bytes(32)
    assert not merkle.grew_from(first, second, other, after, path)
    assert not merkle.grew_from(first, second, before, bytes(32), path) or not first
    for step in range(len(path)):
        changed = [*path[:step], bytes(32), *path[step + 1 :]]
        assert not merkle.grew_from(first, second, before, after, changed)


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert EMPTY == Frontier().root() == sha256(b"").digest()


@pytest.mark.parametrize("place", [(0, 0), (-1, 3), (3, 3)])
def test_there_is_no_path_outside_the_tree(place: tuple[int, int]) -> None:
    with pytest.raises(OutsideTheTree):
        merkle.inclusion_proof(*place, node_in(LEAVES))


def test_a_tree_does_not_grow_backwards() -> None:
    with pytest.raises(OutsideTheTree):
        merkle.consistency_proof(3, 2, node_in(LEAVES))
