"""Each way in which the embedded server must start, restart and stop, with real processes on real data."""

import os
import shutil
import stat
import subprocess
import time
from contextlib import suppress

import psutil
import pytest

from portal.embedded import binaries, location, postmaster
from portal.embedded.errors import ServerError
from portal.embedded.server import Server
from tests.embedded.conftest import AS_ROOT, copy_package, is_gone, kill_postmaster, nobody, query

only_root = pytest.mark.skipif(not AS_ROOT, reason="only root can run as another user")
KNOWS_ACCENTS = "SELECT 'É' ILIKE 'é', upper('élan'), current_setting('server_encoding')"


def test_first_start_makes_database(server):
    assert server.ensure_running() is True

    assert query(server, KNOWS_ACCENTS) == [(True, "ÉLAN", "UTF8")]
    assert query(server, "SELECT x FROM unnest('{zoo,élan,Aap,aap}'::text[]) x ORDER BY x") == [
        ("Aap",),
        ("aap",),
        ("zoo",),
        ("élan",),
    ]


def test_started_server_is_private(server):
    server.ensure_running()

    process = psutil.Process(server.status().pid)
    sockets = server.place.sockets.lstat()
    assert process.net_connections("inet") == []
    assert process.uids().effective == server.place.account.uid != 0
    assert (stat.S_IMODE(sockets.st_mode), sockets.st_uid) == (0o700, server.place.account.uid)


def test_running_server_is_left_alone(server):
    server.ensure_running()
    before = server.status()

    assert server.ensure_running() is False
    assert server.status() == before


def test_second_start_is_quick_and_keeps_data(server):
    server.ensure_running()
    query(server, "CREATE TABLE kept AS SELECT 'ja' AS answer")
    server.stop()

    started = time.monotonic()
    assert server.ensure_running() is True

    assert time.monotonic() - started < 5
    assert query(server, "SELECT answer FROM kept") == [("ja",)]


def test_stop_twice(server):
    server.ensure_running()
    pid = server.status().pid

    assert [server.stop(), server.stop()] == [True, False]
    assert is_gone(pid)
    assert not server.place.sockets.exists()


def test_stop_before_first_start(server):
    assert server.stop() is False


def test_path_with_space_and_accents(local_dir):
    server = Server(local_dir / "mijn éigen map's")
    try:
        server.ensure_running()
        assert query(server, KNOWS_ACCENTS) == [(True, "ÉLAN", "UTF8")]
    finally:
        server.stop()


def test_path_longer_than_socket_addresses(local_dir):
    server = Server(local_dir / ("x" * 120))
    try:
        server.ensure_running()
        assert query(server, "SELECT 1") == [(1,)]
    finally:
        server.stop()


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "xx_XX.UTF-8", "LANG": "xx_XX.UTF-8"},
        {"TMPDIR": "/nergens"},
        {"PGDATA": "/nergens", "PGPORT": "1", "PGHOST": "nergens", "PGDATABASE": "geen"},
    ],
    ids=lambda environment: "-".join(environment),
)
def test_start_in_odd_environment(run_script, server, environment):
    assert run_script("print(server.ensure_running())", **environment) == (0, "True")
    assert query(server, KNOWS_ACCENTS) == [(True, "ÉLAN", "UTF8")]


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("state", ["new", "stopped", "killed"])
def test_processes_starting_at_once(start_script, server, state, count):
    if state != "new":
        server.ensure_running()
        kill_postmaster(server) if state == "killed" else server.stop()

    processes = [start_script("print(server.ensure_running(), server.status().pid)") for _ in range(count)]
    outputs = [process.communicate(timeout=60)[0].split() for process in processes]

    pid = str(server.status().pid)
    assert sorted(outputs) == [["False", pid]] * (count - 1) + [["True", pid]]


def test_restart_right_after_kill(server):
    server.ensure_running()
    query(server, "CREATE TABLE kept AS SELECT 'ja' AS answer")

    for _ in range(3):
        kill_postmaster(server)
        assert server.ensure_running() is True

    assert query(server, "SELECT answer FROM kept") == [("ja",)]


def test_killed_client_leaves_server_running(server, start_script):
    client = start_script(
        "server.ensure_running()\n"
        "connection = server.connect()\n"
        "connection.autocommit = False\n"
        "connection.execute('CREATE TABLE unfinished ()')\n"
        "print('busy', flush=True)\n"
        "connection.execute('SELECT pg_sleep(60)')\n"
    )
    assert client.stdout.readline() == "busy\n"
    before = server.status()

    client.kill()

    assert server.ensure_running() is False
    assert server.status() == before
    assert query(server, "SELECT to_regclass('unfinished')") == [(None,)]


def test_start_killed_halfway_does_not_stop_next(server, start_script):
    unfinished = server.place.data.with_name("postgres.new")
    first = start_script("server.ensure_running()")
    while not (unfinished / "base").exists():
        time.sleep(0.005)
    first.kill()

    assert server.ensure_running() is True
    assert query(server, "SELECT 1") == [(1,)]
    assert not unfinished.exists()


@pytest.mark.parametrize("name", ["postmaster.pid", "socket lock"])
def test_stale_number_of_living_process(server, stranger, name):
    server.ensure_running()
    lock = postmaster.socket_of(server.place).with_name(".s.PGSQL.5432.lock")
    path = lock if name == "socket lock" else server.place.data / name
    lines = path.read_text().splitlines()
    kill_postmaster(server)
    path.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")

    assert server.status().pid is None
    assert server.ensure_running() is True

    assert server.status().pid != stranger.pid
    assert stranger.poll() is None


def test_stop_spares_process_with_stale_number(server, stranger):
    server.ensure_running()
    pid_file = server.place.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    server.stop()
    pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
    shutil.chown(pid_file, server.place.account.uid, server.place.account.gid)

    assert server.stop() is False
    time.sleep(0.2)
    assert stranger.poll() is None


def test_stale_number_of_another_postgresql(server, directory):
    server.ensure_running()
    other = Server(directory / "other")
    try:
        other.ensure_running()
        kill_postmaster(other)
        (other.place.data / "postmaster.pid").write_text(f"{server.status().pid}\n")
        before = server.status()

        assert other.status().pid is None
        assert other.ensure_running() is True
        assert server.status() == before
    finally:
        other.stop()


def test_socket_directory_removed_by_cleaner(server):
    server.ensure_running()
    shutil.rmtree(server.place.sockets)

    assert server.ensure_running() is True
    assert query(server, "SELECT 1") == [(1,)]


def test_data_removed_under_running_server(server):
    server.ensure_running()
    old = server.status().pid
    shutil.rmtree(server.place.data)

    assert server.ensure_running() is True

    assert query(server, "SELECT 1") == [(1,)]
    assert is_gone(old)


def test_project_moved_under_running_server(server, directory):
    server.ensure_running()
    query(server, "CREATE TABLE kept AS SELECT 'ja' AS answer")
    old = server.status().pid
    moved = Server(server.place.local_dir.rename(directory / "moved"))
    try:
        moved.ensure_running()

        assert query(moved, "SELECT answer FROM kept") == [("ja",)]
        assert is_gone(old)
    finally:
        moved.stop()
        server.place.sockets.rmdir()


def test_dropped_database_is_made_again(server):
    server.ensure_running()
    query(server, "DROP DATABASE kapstok", dbname="postgres")

    assert server.ensure_running() is False
    assert query(server, "SELECT current_database()") == [("kapstok",)]


def test_server_without_free_connections_is_left_alone(server):
    server.ensure_running()
    before = server.status()
    connections = [server.connect() for _ in range(100)]

    with pytest.raises(ServerError, match="too many clients"):
        server.ensure_running()

    for connection in connections:
        connection.close()
    assert server.status() == before


def test_data_of_another_version(server):
    server.ensure_running()
    server.stop()
    version = server.place.data / "PG_VERSION"
    version.write_text("15\n")

    with pytest.raises(ServerError, match=r"van PostgreSQL 15, .* versie 18 mee. Er is niets gewijzigd"):
        server.ensure_running()

    version.write_text("18\n")
    assert server.ensure_running() is True


def test_directory_that_is_no_database(server):
    server.place.data.mkdir(parents=True)
    (server.place.data / "brief.txt").write_text("van mij")

    with pytest.raises(ServerError, match="bevat geen databank"):
        server.ensure_running()

    assert (server.place.data / "brief.txt").read_text() == "van mij"


def test_socket_directory_of_somebody_else(server):
    server.place.sockets.symlink_to("/nergens")
    try:
        with pytest.raises(ServerError, match="is geen eigen map van"):
            server.ensure_running()
    finally:
        server.place.sockets.unlink()


def test_ordinary_user(run_script, local_dir):
    if AS_ROOT:
        os.chown(local_dir, nobody(), nobody())
    script = "print(server.ensure_running(), server.place.data == server.place.local_dir / 'postgres')"

    assert run_script(script, uid=nobody()) == (0, "True True")
    assert (local_dir / "postgres").stat().st_uid == nobody()
    assert query(Server(local_dir), KNOWS_ACCENTS) == [(True, "ÉLAN", "UTF8")]


def test_directory_without_rights(run_script, local_dir):
    # Root may write everywhere; an ordinary user not where it took its own rights away.
    local_dir.chmod(0o555)
    script = "try: server.ensure_running()\nexcept errors.ServerError as error: print(error)"

    assert run_script(script, uid=nobody()) == (
        0,
        f"Geen schrijfrechten: {local_dir}/postgres.lock. Start het portaal als de eigenaar van die map,"
        " of kies met KAPSTOK_LOCAL_DIR een andere map.",
    )
    local_dir.chmod(0o755)


@only_root
def test_ordinary_user_after_root(run_script, server):
    server.ensure_running()
    script = "try: server.ensure_running()\nexcept errors.ServerError as error: print(error)"

    code, output = run_script(script, uid=65534 if nobody() != 65534 else 65533)

    assert (code, output.partition(":")[0]) == (0, "Geen schrijfrechten")


@only_root
@pytest.mark.parametrize("name", location.UNPRIVILEGED)
def test_root_borrows_account(monkeypatch, local_dir, name):
    monkeypatch.setattr(location, "UNPRIVILEGED", ("bestaat-niet", name))
    try:
        server = Server(local_dir)
    except LookupError:
        pytest.skip(f"this machine has no user {name}")

    server.ensure_running()

    assert psutil.Process(server.status().pid).username() == name


@only_root
def test_root_in_closed_directory(monkeypatch, directory):
    """As in /root: the server's account can come at neither the project's data nor its programs."""
    closed = directory / "closed"
    closed.mkdir(mode=0o700)
    copy_package(closed)
    package = closed / binaries.PACKAGE
    monkeypatch.setattr(binaries, "package_directory", lambda: package)
    monkeypatch.setattr(location, "ELSEWHERE", (directory,))
    server = Server(closed / "local")
    try:
        server.ensure_running()

        assert server.place.is_elsewhere
        assert server.place.data.is_relative_to(directory / "kapstok")
        assert query(server, KNOWS_ACCENTS) == [(True, "ÉLAN", "UTF8")]
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        # Found again, also when the account can come there by now.
        closed.chmod(0o755)
        assert Server(closed / "local").place == server.place
    finally:
        server.stop()


@only_root
def test_root_restored_data(server):
    server.ensure_running()
    query(server, "CREATE TABLE kept AS SELECT 'ja' AS answer")
    server.stop()
    for path in (server.place.data, *server.place.data.rglob("*")):
        os.chown(path, 0, 0)
    server.place.data.chmod(0o755)

    Server(server.place.local_dir).ensure_running()

    assert query(server, "SELECT answer FROM kept") == [("ja",)]


@only_root
@pytest.mark.parametrize("megabytes", [2, 60])
def test_full_disk(local_dir, megabytes):
    """2 MB is too little to make the data, 60 MB fills up later."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", local_dir]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    server = Server(local_dir)
    try:
        with pytest.raises(ServerError, match=r"^De schijf is vol\. Maak plaats vrij"):
            fill_and_restart(server)
        assert server.status().pid is None
    finally:
        server.stop()
        subprocess.run(["umount", "--lazy", local_dir], check=True)


def fill_and_restart(server):
    server.ensure_running()
    server.stop()
    with (server.place.local_dir / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
        while ballast.write(bytes(4096)):
            pass
    server.ensure_running()
