"""The files of one private server: its folder, the cluster that initdb makes, and its settings."""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Mapping
from pathlib import Path

from kindr.web.servers import CannotRun
from kindr.web.servers.binaries import Account, ProgramFailed, account_for, give_to, run_program
from kindr.web.servers.places import PORT_IN_SOCKET_NAME, SUPERUSER, PrivateServer, short_hash

LARGEST_LOG = 5_000_000

# A statement, a parameter or the detail of an error may hold something personal, so none of them reaches the log.
SETTINGS: Mapping[str, str | int] = {
    "listen_addresses": "",
    "port": PORT_IN_SOCKET_NAME,
    "unix_socket_permissions": "0700",
    "max_connections": 100,
    "password_encryption": "scram-sha-256",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "max_worker_processes": 4,
    "max_parallel_workers": 2,
    "io_method": "sync",
    "jit": "off",
    "timezone": "UTC",
    "lc_messages": "C",
    "idle_in_transaction_session_timeout": "5min",
    "log_timezone": "UTC",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": -1,
    "log_min_duration_sample": -1,
    "log_parameter_max_length": 0,
    "log_parameter_max_length_on_error": 0,
    "log_lock_waits": "off",
    "log_checkpoints": "off",
    "log_temp_files": -1,
    "log_autovacuum_min_duration": -1,
}

HOST_RULES = "# Every login gives its password; there is no other way in.\nlocal all all scram-sha-256\n"


class FolderNotOurs(CannotRun):
    """A folder that the servers would use belongs to another account, or is only a link."""


def cluster_name(server: PrivateServer) -> str:
    """The name that PostgreSQL writes into the titles of this server's processes."""
    return f"kindr-{server.name}-{short_hash(server.folder)}"


def log_of(server: PrivateServer) -> Path:
    """Where the server and its programs write what they have to say."""
    return server.folder / "log"


def prepare(server: PrivateServer, settings: Mapping[str, str | int]) -> None:
    """Make the folders and the cluster when they are missing, and write the settings."""
    account = account_for(server.folder.parent)
    for folder in (server.folder.parent, server.folder, server.sockets):
        _own_folder(folder, account)
    if log_of(server).exists() and log_of(server).stat().st_size > LARGEST_LOG:
        os.replace(log_of(server), log_of(server).with_suffix(".old"))
    _write(log_of(server), "", account, append=True)
    if not server.cluster.exists():
        _initialise(server, account, is_lasting=settings.get("fsync") != "off")
    _write_settings(server, settings, account)


def _own_folder(folder: Path, account: Account | None) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        if account:
            os.chown(folder, account.uid, account.gid)
    found = folder.lstat()
    uid = account.uid if account else os.geteuid()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or stat.S_IMODE(found.st_mode) & 0o077:
        raise FolderNotOurs(f"{folder} is not a folder that only account {uid} may enter; remove it or move KINDR_DATA")


def _initialise(server: PrivateServer, account: Account | None, *, is_lasting: bool) -> None:
    """Run initdb beside the final place, so that a cluster is either whole or absent."""
    draft, password = server.folder / "cluster.draft", server.folder / "first-password"
    shutil.rmtree(draft, ignore_errors=True)
    _write(password, server.passwords[SUPERUSER] + "\n", account)
    try:
        ended = run_program(server.folder.parent, _initdb(draft, password, is_lasting), log=log_of(server))
    finally:
        password.unlink()
    if ended != 0:
        raise ProgramFailed(f"initdb failed; {log_of(server)} says why")
    _write(draft / "pg_hba.conf", HOST_RULES, account)
    draft.rename(server.cluster)


def _initdb(draft: Path, password: Path, is_lasting: bool) -> list[str | Path]:
    return [
        "initdb",
        f"--pgdata={draft}",
        f"--pwfile={password}",
        f"--username={SUPERUSER}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
        "--sync-method=fsync" if is_lasting else "--no-sync",
    ]


def _write_settings(server: PrivateServer, settings: Mapping[str, str | int], account: Account | None) -> None:
    wanted = {
        **SETTINGS,
        "cluster_name": cluster_name(server),
        "unix_socket_directories": str(server.sockets),
        **settings,
    }
    lines = [f"{name} = '{str(value).replace(chr(39), chr(39) * 2)}'\n" for name, value in wanted.items()]
    heading = f"# Written by Kindr at each start ({time.strftime('%Y-%m-%d')}); a change here does not last.\n"
    _write(server.cluster / "postgresql.conf", heading + "".join(lines), account)
    _write(server.cluster / "pg_hba.conf", HOST_RULES, account)


def _write(path: Path, text: str, account: Account | None, *, append: bool = False) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_APPEND if append else os.O_TRUNC)
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
        file.write(text)
    give_to(account, path)
