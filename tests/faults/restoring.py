"""Backups and restores of the test's own shop, and what must be true of somebody who was erased."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db import connections

from kindr.base import clock
from kindr.privacy import gates, registry
from kindr.privacy.access import connection as log_connection
from kindr.privacy.access.declare import system_access
from kindr.privacy.rights import actions
from kindr.privacy.rights.models import Erasure, ErasureState
from kindr.privacy.rights.restoring import Replayed
from kindr.privacy.terms import AtErasure
from kindr.privacy.vault import keyrings
from kindr.privacy.vault.lookup import LookupEntry
from kindr.shop.accounts.models import Account
from kindr.web.commands.backup import source_here
from kindr.web.commands.restore import restore
from kindr.web.servers.backups import PARTS, back_up
from kindr.web.servers.restore_mark import Restore
from tests.cast import Player


def kindr_says(*arguments: str | Path, expect: int = 0) -> str:
    """Runs the program as an operator would, with this test's databases."""
    let_go()
    command = [sys.executable, "-m", "kindr.web.cli", *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=environment())
    assert ended.returncode == expect, ended.stderr + ended.stdout
    return ended.stdout + ended.stderr


def backed_up(folder: Path, *parts: str) -> None:
    """As `kindr backup` does it, without starting a program."""
    for part in parts or PARTS:
        back_up(part, folder, source_here(), at=clock.now())


def put_back(folder: Path, *parts: str) -> Replayed:
    """As `kindr restore` does it, without starting a program."""
    wanted = Restore(folder, parts or tuple(PARTS))
    return restore(wanted, source_here(), access=system_access("erase_my_data"))


def environment() -> dict[str, str]:
    """The databases and the data folder of this test run, with the shop's own settings."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "kindr.web.settings"}


def let_go() -> None:
    connections.close_all()
    log_connection.close()


def name_of(player: Player) -> str:
    profile = apps.get_model("accounts.Profile")._default_manager.get(person_id=player.id)
    return str(gates.read(profile, access=system_access("show_my_data"), at=clock.now()).name)


def erased(player: Player) -> None:
    assert player.id is not None
    actions.delete_account(player.id, language="id", access=player.access("erase_my_data"), at=clock.now())


def nothing_has_come_back(player: Player) -> None:
    assert player.id is not None
    kept = {key for key, clause in registry.policy().clauses.items() if clause.at_erasure is AtErasure.KEPT_LOCKED}
    assert {slot.clause for slot in keyrings.living_slots(player.id)} <= kept
    assert keyrings.is_closed(player.id)
    assert not Account.objects.filter(pk=player.id).exists()
    assert not LookupEntry.objects.filter(person_id=player.id).exists()
    for model in registry.personal_records():
        if model.clause not in kept:
            assert not model._default_manager.filter(person_id=player.id).exists()
    assert Erasure.objects.get(person_id=player.id).state == ErasureState.DONE
