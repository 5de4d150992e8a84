"""What `make serve` says when it cannot start, and that it starts whatever the previous portal left."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager

import psutil
import pytest
from django.core.management import call_command

from portal.management.address import Address, AddressError, running_portals
from tests.embedded.conftest import PROJECT, is_gone, query


@pytest.fixture
def port():
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.fixture
def start_portal(local_dir, port):
    """Start `manage.py serve` on `port` with a server of its own; it is stopped afterwards."""
    (local_dir / "secret-key").write_text("only-for-this-test")
    started = []

    def start(**environment):
        inherited = {name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "DATABASE_URL")}
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{port}"],
            cwd=PROJECT,
            env={**inherited, "KAPSTOK_LOCAL_DIR": str(local_dir), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=20)


def test_serve_on_taken_port(settings, tmp_path, taken_port):
    settings.LOCAL_DIR = tmp_path

    with pytest.raises(SystemExit) as stopped:
        call_command("serve", bind=f"127.0.0.1:{taken_port}")

    assert stopped.value.code == (
        f"Niet gestart. Poort {taken_port} is bezet door een ander programma."
        f" Kies een andere poort: PORT={taken_port + 1} make serve"
    )


def test_serve_while_portal_runs(settings, monkeypatch, tmp_path, port):
    settings.LOCAL_DIR = tmp_path
    monkeypatch.setattr("portal.management.address.ORPHAN_SECONDS", 0.1)
    running = Address(f"127.0.0.1:{port}", tmp_path)
    running.claim()

    with pytest.raises(SystemExit) as stopped:
        call_command("serve", bind=f"127.0.0.1:{port}")

    assert stopped.value.code == f"Niet gestart. Dit portaal draait al op http://127.0.0.1:{port}/"
    assert running_portals(tmp_path) == [port]
    running.lock.close()
    assert running_portals(tmp_path) == []


@pytest.mark.parametrize("value", ["", "acht", "0", "70000"])
def test_address_that_is_none(tmp_path, value):
    with pytest.raises(AddressError, match=f"“{value}” is geen poort"):
        Address(f"127.0.0.1:{value}", tmp_path)


def test_serve_without_reachable_database(start_portal, port):
    portal = start_portal(DATABASE_URL=f"postgres://kapstok@127.0.0.1:{port}/kapstok")

    output, errors = portal.communicate(timeout=30)

    assert (portal.returncode, output) == (1, "")
    assert errors.startswith("Niet gestart. De databank van DATABASE_URL is onbereikbaar: ")
    assert errors.count("\n") == 1


def test_serve_again_after_kill(start_portal, port, server):
    """Killed at their worst, portal and database leave nothing that stops the next start."""
    first = start_portal(WEB_CONCURRENCY="2")
    assert lines_until_started(first)[1] != "Migraties: in orde."
    assert status_of(port, first) == 200
    # Two workers, and beside them what runs due tasks, at once; none outlives gunicorn.
    wait_for(lambda: len(psutil.Process(first.pid).children()) == 3)
    wait_for(lambda: query(server, "SELECT job, failures FROM operations_lastrun") == [("due", [])])
    children = psutil.Process(first.pid).children()
    before = query(server, "SELECT ended_at FROM operations_lastrun")
    first.kill()
    wait_for(lambda: all(is_gone(each.pid) for each in children))
    os.kill(server.status().pid, signal.SIGKILL)

    second = start_portal()
    assert lines_until_started(second) == [
        f"Databank: gestart, gegevens in {server.place.data}.",
        "Migraties: in orde.",
        "Statische bestanden: in orde.",
        f"Het portaal start op http://127.0.0.1:{port}/ (stoppen met Ctrl-C)",
    ]
    # Also under a running portal the database comes back by itself. Due tasks in the middle of their work would say
    # that it went: they have a minute's rest after the first time.
    assert status_of(port, second) == 200
    wait_for(lambda: query(server, "SELECT ended_at FROM operations_lastrun") != before)
    os.kill(server.status().pid, signal.SIGKILL)
    assert status_of(port, second) == 200
    with connections_that_say_nothing(port, 6):
        assert status_of(port, second) == 200

    second.send_signal(signal.SIGINT)
    assert (second.wait(timeout=20), second.stderr.read()) == (0, "")


@contextmanager
def connections_that_say_nothing(port, number):
    """More than there are workers; browsers open such, in case they need them later."""
    with ExitStack() as stack:
        for _ in range(number):
            stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        time.sleep(0.5)
        yield


def lines_until_started(process):
    """The lines that the portal writes until it listens, without what load_content says."""
    lines = []
    for line in process.stdout:
        if not line.startswith(("Inhoud", " ")):
            lines.append(line.strip())
        if line.startswith("Het portaal start"):
            break
    return lines


def status_of(port, process):
    """The status with which the portal answers: 200 as soon as it does, else the last within 20 seconds."""
    status = None
    deadline = time.monotonic() + 20
    while status != 200 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezond/", timeout=20) as response:
                status = response.status
        except urllib.error.HTTPError as error:
            with error:
                status = error.code
        except OSError:
            continue
    return status


def wait_for(condition):
    """Wait until `condition()` holds, at most 90 seconds: a busy machine is slow to start."""
    deadline = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
