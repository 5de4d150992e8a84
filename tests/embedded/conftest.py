import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from portal.embedded import binaries
from portal.embedded.location import Account
from portal.embedded.server import Server

PROJECT = Path(__file__).parent.parent.parent
AS_ROOT = os.geteuid() == 0

# Imports all, then becomes the user: for root's Python another user may be unable to import.
SCRIPT = """
import os, sys
from pathlib import Path
from portal.embedded import binaries, errors, server
local_dir, uid, programs, code = sys.argv[1:]
binaries.package_directory = lambda: Path(programs)
if int(uid) != os.geteuid():
    os.setgroups([])
    os.setgid(int(uid))
    os.setuid(int(uid))
server = server.Server(local_dir)
exec(code)
"""


@pytest.fixture
def directory():
    """A directory that every user can enter, unlike tmp_path when pytest runs as root."""
    path = Path(tempfile.mkdtemp(prefix="kapstok-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def local_dir(directory):
    """Where a server of the test's own keeps its files; the server is stopped afterwards."""
    path = directory / "local"
    path.mkdir()
    yield path
    # Started once more, PostgreSQL clears up what a killed server left in shared memory.
    server = Server(path)
    if server.place.data.exists() and not server.status().is_running:
        try:
            server.ensure_running()
        except Exception:
            return
    server.stop()


@pytest.fixture
def server(local_dir):
    return Server(local_dir)


@pytest.fixture(scope="session")
def programs(tmp_path_factory):
    """The wheel's directory, or a copy when an ordinary user cannot come where it is installed."""
    package = binaries.package_directory()
    if Account.of(nobody()).can_enter(package):
        yield package
        return
    copy = Path(tempfile.mkdtemp(prefix="kapstok-test-"))
    copy.chmod(0o755)
    copy_package(copy)
    yield copy / package.name
    shutil.rmtree(copy)


@pytest.fixture
def start_script(local_dir, programs):
    """Start Python code that has a `server`, as another process and if need be as another user."""
    started = []

    def start(code, *, uid=None, **environment):
        arguments = [local_dir, os.geteuid() if uid is None else uid, programs, code]
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, *map(str, arguments)],
            cwd=PROJECT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def run_script(start_script):
    """Run such code to its end; the result is its exit code and what it printed."""

    def run(code, **options):
        process = start_script(code, **options)
        output, _ = process.communicate(timeout=60)
        return process.returncode, output.strip()

    return run


@pytest.fixture
def stranger(server):
    """A process of the server's own account that has nothing to do with it."""
    user = {"user": server.place.account.uid} if AS_ROOT else {}
    process = subprocess.Popen(["sleep", "60"], cwd="/", **user)
    yield process
    process.kill()
    process.wait()


def nobody():
    return Account.unprivileged().uid if AS_ROOT else os.geteuid()


def copy_package(directory):
    package = binaries.package_directory()
    shutil.copytree(package, directory / package.name, symlinks=True, ignore=binaries.LEFT_OUT)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, directory / libraries.name)


def kill_postmaster(server, *, wait=False):
    """kill -9 the server; return when it is dead, while its other processes may still run, or wait for those."""
    process = psutil.Process(server.status().pid)
    awaited = [process, *(process.children() if wait else [])]
    process.send_signal(signal.SIGKILL)
    while not all(is_gone(each.pid) for each in awaited):
        time.sleep(0.005)


def is_gone(pid):
    """Whether the process ended; in a container its number may stay, as a zombie, for want of a parent."""
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def query(server, statement, dbname="kapstok"):
    """The rows that the server answers."""
    with server.connect(dbname) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []
