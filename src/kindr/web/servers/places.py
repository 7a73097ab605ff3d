"""Where the two private PostgreSQL servers lie on this computer, worked out without starting anything."""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kindr.web.servers import CannotRun

# The shortest limit of the supported systems for a socket's path, the closing zero byte included, is 104 (macOS).
LONGEST_SOCKET_PATH = 103
PORT_IN_SOCKET_NAME = 5432
UNPRIVILEGED_ACCOUNTS = ("nobody", "daemon")
SUPERUSER = "kindr_superuser"
LOGINS: Mapping[str, tuple[str, str]] = {"data": ("owner", "app"), "keys": ("owner", "keys")}
DATABASE_NAMES: Mapping[str, str] = {"data": "kindr", "keys": "kindr_keys"}


class NoUnprivilegedAccount(CannotRun):
    """Root may not run PostgreSQL, and this computer has no other account to run it as."""


@dataclass(frozen=True)
class PrivateServer:
    """One private server: its folders, its database and its logins with their passwords."""

    name: str
    folder: Path
    sockets: Path
    database: str
    passwords: Mapping[str, str] = field(repr=False)

    @property
    def cluster(self) -> Path:
        """The folder that initdb makes."""
        return self.folder / "cluster"

    def url(self, login: str, database: str | None = None) -> str:
        """The connection URL of one login, over the unix socket."""
        return (
            f"postgresql://{login}:{self.passwords[login]}@/{database or self.database}"
            f"?host={self.sockets}&port={PORT_IN_SOCKET_NAME}"
        )


@dataclass(frozen=True)
class PrivateServers:
    """The pair of private servers of one data folder."""

    data_folder: Path
    state: Path
    data: PrivateServer
    keys: PrivateServer

    @property
    def both(self) -> tuple[PrivateServer, PrivateServer]:
        """Both servers, in the order in which they are started: a key is needed before data is."""
        return (self.keys, self.data)


def private_servers(data_folder: Path) -> PrivateServers:
    """The pair that belongs to `data_folder`. Makes passwords that do not exist yet; raises OSError when it cannot."""
    state = state_folder(make_data_folder(data_folder))
    return PrivateServers(data_folder, state, _server("data", data_folder, state), _server("keys", data_folder, state))


def _server(name: str, data_folder: Path, state: Path) -> PrivateServer:
    folder = state / name
    passwords = {
        login: remembered_secret(private_folder(data_folder, "passwords") / f"{name}-{login}")
        for login in (SUPERUSER, *LOGINS[name])
    }
    return PrivateServer(name, folder, _socket_folder(folder), DATABASE_NAMES[name], passwords)


def _socket_folder(folder: Path) -> Path:
    if len(os.fsencode(folder / f".s.PGSQL.{PORT_IN_SOCKET_NAME}")) <= LONGEST_SOCKET_PATH:
        return folder
    return Path("/tmp") / f"kindr-{short_hash(folder)}"  # noqa: S108 -- its owner is checked before it is used


def state_folder(data_folder: Path) -> Path:
    """The folder of the servers' files: in the data folder, or for root, where its unprivileged account can go."""
    if os.geteuid() != 0:
        return data_folder / "servers"
    note = data_folder / "servers-are-in"
    if not note.exists():
        near = data_folder / "servers"
        is_near = near.exists() or is_reachable(data_folder, unprivileged_account().pw_uid)
        write_private(note, "servers" if is_near else f"/var/tmp/kindr-{short_hash(data_folder)}")  # noqa: S108
    return data_folder / note.read_text(encoding="utf-8").strip()


def unprivileged_account() -> pwd.struct_passwd:
    """An account that exists already and owns nothing of value."""
    for name in UNPRIVILEGED_ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoUnprivilegedAccount(f"none of {', '.join(UNPRIVILEGED_ACCOUNTS)} exists; run Kindr as an ordinary user")


def is_reachable(folder: Path, uid: int) -> bool:
    """Whether the account `uid` may walk into `folder`, by the mode bits of every folder on the way."""
    for step in (folder, *folder.parents):
        found = step.stat()
        allowed = stat.S_IXUSR if found.st_uid == uid else stat.S_IXOTH
        if not found.st_mode & allowed:
            return False
    return True


def make_data_folder(path: Path) -> Path:
    """Make the data folder; root lets its unprivileged account walk through, and nobody may list it."""
    if not path.exists():
        path.mkdir(parents=True, mode=0o700)
        os.chmod(path, 0o711 if os.geteuid() == 0 else 0o700)
    return path


def private_folder(data_folder: Path, *names: str) -> Path:
    """A folder below the data folder that only this account may enter; made when it is missing."""
    make_data_folder(data_folder)
    folder = data_folder
    for name in names:
        folder = folder / name
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def remembered_secret(path: Path) -> str:
    """A random secret that is made once and kept in a file of mode 0600; two programs at once get the same one."""
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()


def write_private(path: Path, text: str) -> None:
    """Write a new file of mode 0600 in one step; a file that another program made first is left as it is."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def short_hash(path: Path) -> str:
    """Twelve hexadecimal digits that stand for a folder."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
