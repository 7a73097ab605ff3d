"""How many questions a right asks of the servers: as many for a long history as for a short one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from bench.histories import own_access, person_with
from django.db import connections

from kindr.base import clock
from kindr.privacy.rights import actions
from kindr.privacy.rights.models import ErasureState
from tests.cast import Player

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE_THE_KEYS_GO, FOR_A_DELETION = 20, 60
"""The most statements: until nothing of somebody opens any more, and in all."""
SHREDS = "DELETE FROM vault_datakey"


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that reach either server meanwhile, but for those of the access log's own connection."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with ExitStack() as stack:
        for alias in ("default", "keys"):
            stack.enter_context(connections[alias].execute_wrapper(note))
        yield asked


def _deleted(person: uuid.UUID) -> tuple[int, int]:
    """How many statements came before the keys went, and how many there were."""
    with counted() as asked:
        access = own_access(person, "erase_my_data")
        erasure = actions.delete_account(person, language="id", access=access, at=clock.now())
    assert erasure.state == ErasureState.DONE
    return next(number for number, sql in enumerate(asked) if SHREDS in sql), len(asked)


@pytest.mark.clause("6.3.3")
def test_a_deletion_asks_as_much_of_a_long_history_as_of_a_short_one() -> None:
    _deleted(person_with(1))
    before, all_asked = _deleted(person_with(1))
    assert _deleted(person_with(300)) == (before, all_asked)
    assert before <= BEFORE_THE_KEYS_GO
    assert all_asked <= FOR_A_DELETION


def test_a_whole_family_goes_with_as_few_questions(mara: Player, noa: Player) -> None:
    assert mara.id is not None
    before, all_asked = _deleted(mara.id)
    assert before <= BEFORE_THE_KEYS_GO
    assert all_asked <= FOR_A_DELETION + 40
