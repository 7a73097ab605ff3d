"""The seed that signs turns alone: whoever starts meanwhile publishes no key without its end."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest

from kindr.adapters.keys.aws_kms import AwsKms, KmsSettings
from kindr.adapters.keys.key_file import KeyFile
from kindr.adapters.keys.root_file import RootFile
from kindr.base.key_history import KeyHistory, KnownKey
from kindr.privacy.signing_keys import SigningKeys
from tests.contracts.test_root_keys import kms

__all__ = ["kms"]
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)
Programs = Callable[[], "Program"]
SECONDS = 0.3
"""How long a turn may try; where it has to wait, it goes on afterwards."""


class Program(SigningKeys):
    """One program with these keys; after the n-th look at the seed something else may happen first."""

    def __init__(self, roots: RootFile) -> None:
        self.roots, self.path = roots, roots.path.with_name("roots.json.signers")
        super().__init__(roots, self.path)

    def after_look(self, number: int, deed: Callable[[], object]) -> None:
        looks, look = iter(range(1, 99)), self.roots.signing_seed

        def looking() -> bytes:
            seed = look()
            if next(looks) == number:
                deed()
            return seed

        self.roots.signing_seed = looking  # type: ignore[method-assign]


@pytest.fixture(params=["key file", "AWS KMS"])
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Programs:
    """Starts another program of one installation."""
    path = tmp_path / "keys" / "roots.json"
    settings: KmsSettings | None = request.getfixturevalue("kms") if request.param == "AWS KMS" else None
    return lambda: Program(AwsKms(path, settings) if settings else KeyFile(path))


def is_whole(known: list[KnownKey], program: SigningKeys) -> bool:
    """The key that signs stands at the head, no key stands twice, and each ends where the next begins."""
    keys = [one.public_key for one in known]
    ends = all(older.until == newer.since for newer, older in pairwise(known))
    return keys[0] == program.signer.public_key and len(set(keys)) == len(keys) and ends and known[0].until is None


@pytest.mark.parametrize("look", [1, 2])
@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("deed", ["note", "turn"])
def test_a_program_that_starts_or_turns_while_another_turns_leaves_every_key_with_its_end(
    program: Programs, look: int, is_first: bool, deed: str
) -> None:
    turning, starting = program(), program()
    if not is_first:
        turning.note(at=AT - A_DAY)
    turn = Thread(target=lambda: turning.turn(at=AT))
    starting.after_look(look, lambda: (turn.start(), turn.join(SECONDS)))
    {"note": starting.note, "turn": starting.turn}[deed](at=AT)
    if turn.ident is None:
        turn.start()
    turn.join()
    known = KeyHistory(starting.path, starting.signer).all()
    assert is_whole(known, turning)
    assert program().note(at=AT + A_DAY) == known
    assert len(known) == {"note": 2, "turn": 3}[deed]
    assert [one.until for one in starting.older()] == [one.until for one in known[1:]]


def test_a_turn_killed_before_its_key_was_noted_ends_the_old_key_all_the_same(program: Programs) -> None:
    running = program()
    old = running.note(at=AT)[0]
    program().roots.turn_signing()
    os.utime(running.roots.path, times=((AT + A_DAY).timestamp(),) * 2)
    assert [(one.public_key, one.until) for one in running.older()] == [(old.public_key, AT + A_DAY)]
    later = program()
    known = later.note(at=AT + 9 * A_DAY)
    assert is_whole(known, later)
    assert [one.since for one in known] == [AT + A_DAY, AT]


def test_a_key_that_nobody_noted_never_ends_before_it_began(program: Programs) -> None:
    running = program()
    running.note(at=AT)
    program().roots.turn_signing()
    os.utime(running.roots.path, times=((AT - A_DAY).timestamp(),) * 2)
    ends = [one.until for one in running.older()]
    assert [one.until for one in program().note(at=AT + A_DAY)[1:]] == ends == [AT]


def test_whoever_has_the_seed_alone_takes_it_again_and_everybody_else_waits(program: Programs) -> None:
    here, there = program().roots, program().roots
    turn = Thread(target=there.turn_signing)
    with here.alone():
        before = here.signing_seed()
        turn.start()
        turn.join(SECONDS)
        with here.alone():
            assert here.signing_seed() == before
        here.turn_signing()
        mine = here.signing_seed()
        assert mine != before
        assert turn.is_alive()
    turn.join()
    assert here.signing_seed() == there.signing_seed() != mine
