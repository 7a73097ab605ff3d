"""Turning the key that signs, killed before each write: one key signs, it is known, and what was signed stays good."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from itertools import count, pairwise
from pathlib import Path

import pytest

from kindr.adapters.keys.key_file import KeyFile
from kindr.base import clock, statements
from kindr.base.key_history import KnownKey
from kindr.base.statements import Trusted
from kindr.privacy.signing_keys import SigningKeys
from tests.faults.killing import Work, killed_at_every_step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FILES = ((os, "fsync"), (os, "open"), (Path, "replace"), (Path, "open"))
"""What writes files here: a draft is opened, written and settled, and put in the old one's place."""


def keys_in(folder: Path) -> SigningKeys:
    return SigningKeys(KeyFile(folder / "roots.json"), folder / "roots.json.signers")


def trusted(keys: SigningKeys) -> list[Trusted]:
    older = [Trusted(known.public_key, known.since, known.until) for known in keys.older()]
    return [Trusted(keys.signer.public_key), *older]


def test_a_turn_can_be_killed_anywhere_and_every_key_that_signed_is_known(tmp_path: Path) -> None:
    folders = count()

    def prepare() -> tuple[Work, Callable[[], None]]:
        folder, at = tmp_path / str(next(folders)), clock.now()
        keys = keys_in(folder)
        keys.note(at=at - timedelta(days=1))
        before = statements.signed({"issued_at": at.isoformat()}, keys.signer)
        roots = KeyFile(folder / "roots.json")
        others = roots.root(1), roots.index_root()

        def turn_and_sign() -> None:
            keys.turn(at=at)
            (folder / "signed").write_text(keys.signer.public_key.hex())

        def go_on() -> None:
            again = keys_in(folder)
            statements.verify(before, trusted(again))
            assert all(one.until is not None for one in again.older()), "a key that is gone is published without end"
            now = statements.signed({"issued_at": clock.now().isoformat()}, again.signer)
            statements.verify(now, trusted(again))
            known: list[KnownKey] = again.note(at=clock.now())
            assert known[0].public_key == again.signer.public_key
            assert known[-1].public_key.hex() == _hex(before)
            assert all(one.until == newer.since for newer, one in pairwise(known))
            statements.verify(before, trusted(again))
            assert (KeyFile(folder / "roots.json").root(1), KeyFile(folder / "roots.json").index_root()) == others
            again.turn(at=clock.now())
            statements.verify(before, trusted(again))
            statements.verify(now, trusted(again))
            assert [path.name for path in folder.glob(".roots.json.*") if not path.name.endswith(".lock")] == []

        return turn_and_sign, go_on

    assert killed_at_every_step(prepare, also=FILES) > 8


def _hex(statement: dict[str, object]) -> str:
    return statements.verify(statement).public_key.hex()
