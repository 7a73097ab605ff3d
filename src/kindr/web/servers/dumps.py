"""A database into a file and back with PostgreSQL's own clients, whatever the server's version is (15 or newer)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from kindr.web.database_urls import Address
from kindr.web.servers.binaries import ProgramFailed, installed

VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
}  # fmt: skip
"""How libpq calls each part of an address in the environment; a password never stands among the arguments."""
UNKNOWN_TO_OLDER = b"SET transaction_timeout = 0;"
"""Written by pg_restore of today, refused by servers before 17."""


def login_of(address: Address) -> dict[str, Any]:
    """The address as psycopg takes it, without what is empty."""
    given = {
        **address.options,
        "host": address.host,
        "port": address.port,
        "user": address.user,
        "password": address.password,
        "dbname": address.database,
    }
    return {name: value for name, value in given.items() if value}


def dump(address: Address, target: Path, without_rows: Sequence[str]) -> None:
    """Writes the whole database to `target`; raises ProgramFailed."""
    left_out = [f"--exclude-table-data=public.{table}" for table in without_rows]
    wanted = ["--format=custom", "--no-owner", "--no-acl", "--no-comments", "--schema=public", *left_out]
    _run("pg_dump", address, [*wanted, f"--file={target}"])
    target.chmod(0o600)


def pour_back(address: Address, source: Path) -> None:
    """Fills an empty schema from a dump, all of it in one transaction or nothing; raises ProgramFailed."""
    # The schema itself stands already; its entry in the list would be an error.
    listing = source.with_suffix(".list")
    _run("pg_restore", None, ["--list", f"--file={listing}", str(source)])
    lines = [line for line in listing.read_text(encoding="utf-8").splitlines() if " SCHEMA - public " not in line]
    listing.write_text("\n".join(lines) + "\n", encoding="utf-8")
    reading = [_program("pg_restore"), "--no-owner", "--no-acl", f"--use-list={listing}", "--file=-", str(source)]
    try:
        with subprocess.Popen(reading, stdout=subprocess.PIPE, env=_environment(None)) as reader:  # noqa: S603
            _write(address, reader)
    finally:
        listing.unlink(missing_ok=True)


def copied_rows(source: Path, table: str) -> Iterator[Mapping[str, str]]:
    """The rows of one table in a dump, as COPY writes them, without putting anything back; raises ProgramFailed."""
    reading = [_program("pg_restore"), "--data-only", f"--table={table}", "--file=-", str(source)]
    with subprocess.Popen(reading, stdout=subprocess.PIPE, env=_environment(None), text=True) as reader:  # noqa: S603
        assert reader.stdout is not None
        names: list[str] = []
        for line in reader.stdout:
            if line.startswith(f"COPY public.{table} ("):
                names = line[line.index("(") + 1 : line.index(")")].split(", ")
            elif line.rstrip("\n") == "\\.":
                names = []
            elif names:
                yield dict(zip(names, line.rstrip("\n").split("\t"), strict=True))
        _refuse_failure("pg_restore", reader.wait(), b"the dump could not be read")


def _write(address: Address, reader: subprocess.Popen[bytes]) -> None:
    """Gives a script to psql; without a COMMIT at its end, which only a whole script gets, nothing stays."""
    writing = [_program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(writing, env=_environment(address), **pipes) as writer:  # noqa: S603
        assert reader.stdout is not None
        assert writer.stdin is not None
        assert writer.stderr is not None
        # psql ends at the first error; what is written afterwards finds nobody.
        with suppress(BrokenPipeError), writer.stdin as target:
            _copy(reader.stdout, target)
            if reader.wait() == 0:
                target.write(b"COMMIT;\n")
        said = writer.stderr.read()
    _refuse_failure("psql", writer.returncode, said)
    _refuse_failure("pg_restore", reader.wait(), b"nothing was put back")


def _copy(script: Iterable[bytes], target: IO[bytes]) -> None:
    target.write(b"BEGIN;\n")
    is_heading = True
    for line in script:
        is_heading = is_heading and not line.startswith(b"COPY ")
        if not (is_heading and line.strip() == UNKNOWN_TO_OLDER):
            target.write(line)


def _run(program: str, address: Address | None, arguments: Sequence[str]) -> None:
    command = [_program(program), *arguments]
    options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "capture_output": True, "check": False}
    ended = subprocess.run(command, env=_environment(address), **options)  # noqa: S603
    _refuse_failure(program, ended.returncode, ended.stderr)


def _refuse_failure(program: str, code: int, said: bytes) -> None:
    if code != 0:
        raise ProgramFailed(f"{program} failed: {said.decode(errors='replace').strip()[-400:]}")


def _program(name: str) -> str:
    return str(installed() / "bin" / name)


def _environment(address: Address | None) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    login = login_of(address) if address else {}
    given = {VARIABLES[name]: str(value) for name, value in login.items() if name in VARIABLES}
    return {**kept, "LC_ALL": "C", **given}
