"""Saving a form of four personal fields with its log row beside saving it in clear; both wait for the disk."""

from __future__ import annotations

from collections.abc import Iterator

from bench import addresses
from bench.asking import asking, signed_in
from bench.measuring import Claim, by_turns
from kindr.privacy.people import PersonKind


def claims() -> Iterator[Claim]:
    """With a key that has to be made and committed first, and with one that is there."""
    addresses.make_tables()
    ask = asking(signed_in(PersonKind.PARENT))

    def save(how: str) -> None:
        ask(f"/bench/save/{how}/", addresses.VALUES)

    yield by_turns(
        "a sealed write under a new key, which is committed on the key server first, with its log row",
        lambda: save("new-key"),
        lambda: save("plain"),
        target=2.5,
    )
    yield by_turns(
        "a sealed write under a key that is there, with its log row",
        lambda: save("sealed"),
        lambda: save("plain"),
        target=1.8,
    )
