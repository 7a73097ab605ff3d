"""Both servers restored to different moments, with a turn of the root between: refused, or done and told, never half.

What was erased never comes back, whichever of the two is the newer.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps

from kindr.base import clock
from kindr.privacy import gates
from kindr.privacy.access.declare import system_access
from kindr.privacy.people import Person, PersonKind
from kindr.privacy.vault import rotation
from kindr.web.commands.backup import source_here
from kindr.web.commands.restore import restore
from kindr.web.configuration import configuration
from kindr.web.servers.backups import PARTS
from kindr.web.servers.closed_keys import FLAG, KeysClosed
from kindr.web.servers.restore_mark import Restore, mark_of
from tests.cast import Player
from tests.faults.restoring import (
    backed_up,
    erased,
    kindr_says,
    let_go,
    name_of,
    nothing_has_come_back,
    put_back,
)

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keys", "owner", "keys_owner"]),
    pytest.mark.slow,
]
BETWEEN = "Came between"


@dataclass(frozen=True)
class Moments:
    """Two backups, and a folder in which a part of each lies beside the other."""

    first: Path
    second: Path
    mixed: Path

    def mix(self, *, data: Path, keys: Path) -> Path:
        shutil.copytree(data / "data", self.mixed / "data")
        shutil.copytree(keys / "keys", self.mixed / "keys")
        return self.mixed


@pytest.fixture
def moments(tmp_path: Path) -> Iterator[Moments]:
    yield Moments(tmp_path / "first", tmp_path / "second", tmp_path / "mixed")
    mark_of(configuration().data_folder).unlink(missing_ok=True)
    let_go()


def came_between() -> None:
    """Somebody whose only key is younger than the first backup."""
    gates.collect(
        apps.get_model("accounts.Profile"), person=Person.objects.create(kind=PersonKind.PARENT).pk, source="account",
        access=system_access("keep_account"), at=clock.now(), values={"name": BETWEEN, "phone": None},
    )  # fmt: skip


def names_that_open() -> list[str]:
    rows = list(apps.get_model("accounts.Profile")._default_manager.order_by("collected_at"))
    found = gates.read_many(rows, access=system_access("show_my_data"), at=clock.now())
    return [str(one.name) for one in found if not one.is_forgotten]


def is_untouched() -> bool:
    return not mark_of(configuration().data_folder).exists()


def test_keys_that_are_newer_than_the_data_open_it_and_the_forgotten_stays_away(
    mara: Player, ilse: Player, moments: Moments
) -> None:
    """Between the two: somebody is erased, somebody comes, and the root is turned."""
    name = name_of(ilse)
    backed_up(moments.first)
    erased(mara)
    came_between()
    rotation.turn(at=clock.now())
    backed_up(moments.second)
    replayed = put_back(moments.mix(data=moments.first, keys=moments.second))
    assert replayed.people == 1
    assert replayed.closed == 0
    nothing_has_come_back(mara)
    assert name_of(ilse) == name
    assert names_that_open() == [name]


def test_data_that_are_newer_than_keys_of_a_destroyed_root_are_refused_before_anything_is_touched(
    mara: Player, ilse: Player, moments: Moments
) -> None:
    backed_up(moments.first)
    erased(mara)
    came_between()
    rotation.turn(at=clock.now())
    backed_up(moments.second)
    before = names_that_open()
    mixed = moments.mix(data=moments.second, keys=moments.first)
    said = kindr_says("restore", FLAG, mixed, expect=1)
    assert "they open nothing, and would replace keys that do" in said
    assert is_untouched()
    assert names_that_open() == before
    nothing_has_come_back(mara)


def test_data_that_are_newer_than_the_keys_wait_for_a_word_and_then_are_told(
    mara: Player, ilse: Player, moments: Moments
) -> None:
    """The turn of the root was stopped in the middle: its old root still lives, and the older keys open."""
    name = name_of(ilse)
    backed_up(moments.first)
    erased(mara)
    came_between()
    rotation.roots().start_epoch()
    backed_up(moments.second)
    mixed = moments.mix(data=moments.second, keys=moments.first)
    with pytest.raises(KeysClosed, match="older than its data"):
        put_back(mixed)
    assert is_untouched()
    assert names_that_open() == [name, BETWEEN]
    said = kindr_says("restore", FLAG, mixed)
    assert "1 records open nothing" in said
    nothing_has_come_back(mara)
    assert names_that_open() == [name]
    rotation.turn(at=clock.now())
    assert names_that_open() == [name]


def test_older_keys_alone_do_not_replace_the_younger_ones_that_live(ilse: Player, moments: Moments) -> None:
    name = name_of(ilse)
    backed_up(moments.first, "keys")
    came_between()
    with pytest.raises(KeysClosed, match=r"has \d+ keys that were made after this backup"):
        put_back(moments.first, "keys")
    assert is_untouched()
    assert names_that_open() == [name, BETWEEN]
    wanted = Restore(moments.first, ("keys",))
    replayed = restore(wanted, source_here(), access=system_access("erase_my_data"), accepts_closed_keys=True)
    assert replayed.closed == 1
    assert names_that_open() == [name]


@pytest.mark.parametrize("newer", PARTS)
def test_a_part_that_is_put_back_alone_forgets_what_was_forgotten_since_with_a_turn_between(
    mara: Player, ilse: Player, moments: Moments, newer: str
) -> None:
    """One server stays as it is now; the other one is put back to before the erasure."""
    name, part = name_of(ilse), "keys" if newer == "data" else "data"
    if part == "keys":
        rotation.turn(at=clock.now())
    backed_up(moments.first, part)
    erased(mara)
    if part == "data":
        rotation.turn(at=clock.now())
    put_back(moments.first, part)
    nothing_has_come_back(mara)
    assert name_of(ilse) == name
