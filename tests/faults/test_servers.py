"""The private servers come up, whatever happened to them before, and leave nothing behind when they stop."""

from __future__ import annotations

import os
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from kindr.web.servers import binaries
from kindr.web.servers.cluster import FolderNotOurs
from kindr.web.servers.places import (
    LONGEST_SOCKET_PATH,
    SUPERUSER,
    PrivateServer,
    PrivateServers,
    private_servers,
)
from kindr.web.servers.postgres import Answer, answer_of, start_both, stop_both
from kindr.web.servers.processes import postmaster_of, processes_of
from tests.faults.conftest import SETTINGS


def kill(server: PrivateServer) -> int:
    """Kill -9 the postmaster; returns its process id."""
    postmaster = postmaster_of(server)
    assert postmaster
    postmaster.kill()
    psutil.wait_procs([postmaster], timeout=60)
    return postmaster.pid


def names(servers: list[PrivateServer]) -> list[str]:
    return [server.name for server in servers]


def logins_work(servers: PrivateServers) -> bool:
    for server, login in (
        (servers.data, "app"),
        (servers.data, "owner"),
        (servers.keys, "keys"),
        (servers.keys, "owner"),
    ):
        with psycopg.connect(server.url(login)) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (login,)
    return True


def test_a_second_start_finds_the_servers_running(running: PrivateServers) -> None:
    assert start_both(running, SETTINGS) == []
    assert logins_work(running)


def test_what_was_committed_is_there_after_kill_9_of_a_postmaster(running: PrivateServers) -> None:
    with psycopg.connect(running.data.url("owner")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('here')")
    kill(running.data)
    assert answer_of(running.data) is Answer.SILENT
    assert names(start_both(running, SETTINGS)) == ["data"]
    with psycopg.connect(running.data.url("owner")) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("here",)


@pytest.mark.parametrize("left", ["", "4", "12345\n/some", "not a number\n\n\n\n\n\n"])
def test_a_half_written_pid_file_of_a_dead_server_does_not_hinder_a_start(running: PrivateServers, left: str) -> None:
    kill(running.data)
    (running.data.cluster / "postmaster.pid").write_text(left)
    assert names(start_both(running, SETTINGS)) == ["data"]
    assert logins_work(running)


def test_a_stale_pid_file_that_names_another_living_program_does_not_hinder_a_start(running: PrivateServers) -> None:
    number = kill(running.data)
    for note in (running.data.cluster / "postmaster.pid", running.data.sockets / ".s.PGSQL.5432.lock"):
        note.write_text(note.read_text().replace(str(number), str(os.getpid()), 1))
    assert names(start_both(running, SETTINGS)) == ["data"]
    assert logins_work(running)


def test_a_running_server_whose_pid_file_was_damaged_is_started_anew(running: PrivateServers) -> None:
    (running.data.cluster / "postmaster.pid").write_text("1")
    assert names(start_both(running, SETTINGS)) == ["data"]
    assert logins_work(running)


def test_two_starts_at_once_start_each_server_once(running: PrivateServers) -> None:
    stop_both(running)
    with ThreadPoolExecutor(2) as threads:
        started = list(threads.map(lambda _: names(start_both(running, SETTINGS)), range(2)))
    assert sorted(started[0] + started[1]) == ["data", "keys"]
    assert logins_work(running)


def test_a_stop_leaves_no_process_and_a_second_stop_finds_nothing(running: PrivateServers) -> None:
    assert names(stop_both(running)) == ["data", "keys"]
    assert [processes_of(server) for server in running.both] == [[], []]
    assert [answer_of(server) for server in running.both] == [Answer.SILENT, Answer.SILENT]
    assert stop_both(running) == []


def test_a_path_too_long_for_a_socket_gets_a_short_folder_and_an_unfinished_start_is_done_again(
    not_started: PrivateServers,
) -> None:
    assert len(os.fsencode(not_started.data.folder / ".s.PGSQL.5432")) > LONGEST_SOCKET_PATH or os.geteuid() == 0
    draft = not_started.data.folder / "cluster.draft"
    start_both(not_started, SETTINGS)
    stop_both(not_started)
    not_started.data.cluster.rename(draft)
    (not_started.data.folder / "logins-are-made").unlink()
    (draft / "PG_VERSION").unlink()
    assert names(start_both(not_started, SETTINGS)) == ["keys", "data"]
    assert len(os.fsencode(not_started.data.sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    assert logins_work(not_started)


def test_a_wrong_password_is_refused_even_on_the_socket(running: PrivateServers) -> None:
    for login in ("app", "owner", SUPERUSER):
        wrong = running.data.url(login).replace(running.data.passwords[login], "wrong")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
    assert "trust" not in (running.data.cluster / "pg_hba.conf").read_text()


def test_nobody_else_may_look_into_passwords_sockets_and_clusters(running: PrivateServers) -> None:
    secrets = [*(running.data_folder / "passwords").iterdir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}
    folders = [running.state, *(folder for server in running.both for folder in (server.cluster, server.sockets))]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}


def test_the_log_of_a_server_names_no_statement_and_no_value(running: PrivateServers) -> None:
    with psycopg.connect(running.data.url("owner"), autocommit=True) as connection:
        for statement in ("SELECT 1 / 0 AS marked_word", "SELECT 'marked_word'::int", "SELEC marked_word"):
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
    assert "marked_word" not in (running.data.folder / "log").read_text()


def test_a_state_folder_that_is_only_a_link_is_refused(tmp_path: Path) -> None:
    servers = private_servers(tmp_path / "folder")
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    servers.state.symlink_to(tmp_path / "elsewhere")
    try:
        with pytest.raises(FolderNotOurs, match="not a folder"):
            start_both(servers, SETTINGS)
    finally:
        servers.state.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers as someone else")
def test_programs_that_the_servers_account_cannot_reach_are_copied_for_it(
    not_started: PrivateServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = binaries.installed().parent
    out_of_reach = tmp_path / package.name / binaries.installed().name
    shutil.copytree(binaries.installed(), out_of_reach, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), tmp_path / f"{package.name}.libs")
    monkeypatch.setattr(binaries, "installed", lambda: out_of_reach)
    start_both(not_started, SETTINGS)
    assert logins_work(not_started)
    assert binaries.programs_for(not_started.state).is_relative_to(not_started.state)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")
def test_an_ordinary_user_runs_the_servers_as_itself() -> None:
    folder = Path("/tmp") / f"kindr-ordinary-{os.getpid()}"
    folder.mkdir(mode=0o755)
    os.chown(folder, 65534, 65534)
    before = stat.S_IMODE(folder.stat().st_mode)
    try:
        assert _as_ordinary_user(folder) == 0
        assert stat.S_IMODE(folder.stat().st_mode) == before
        assert {path.stat().st_uid for path in folder.rglob("*")} == {65534}
    finally:
        shutil.rmtree(folder)


def _as_ordinary_user(folder: Path) -> int:
    """Start and stop a pair in a child that has given root away; returns its exit code."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            servers = private_servers(folder / "data")
            start_both(servers, SETTINGS)
            code = 0 if logins_work(servers) and names(stop_both(servers)) == ["data", "keys"] else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
