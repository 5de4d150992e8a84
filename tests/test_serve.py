"""What `make serve` says when it cannot start, and that it starts whatever the previous portal left."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.embedded.server import Server
from portal.management.address import Address, AddressError, running_portals

PROJECT = Path(__file__).parent.parent


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
def start_portal(tmp_path, port):
    """Start `manage.py serve` on `port` and a server of its own; both are stopped afterwards."""
    (tmp_path / "secret-key").write_text("only-for-this-test")
    started = []

    def start(**environment):
        environment = {**os.environ, "KAPSTOK_LOCAL_DIR": str(tmp_path), **environment}
        for name in ("SECRET_KEY", "DATABASE_URL", "DEBUG"):
            if name not in environment or environment[name] == os.environ.get(name):
                environment.pop(name, None)
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{port}"],
            cwd=PROJECT,
            env=environment,
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
    Server(tmp_path).stop()


def test_serve_on_taken_port(settings, tmp_path, taken_port):
    settings.LOCAL_DIR = tmp_path

    with pytest.raises(SystemExit) as stopped:
        call_command("serve", bind=f"127.0.0.1:{taken_port}")

    assert stopped.value.code == (
        f"Niet gestart. Poort {taken_port} is bezet door een ander programma."
        f" Kies een andere poort: PORT={taken_port + 1} make serve"
    )


def test_serve_while_portal_runs(settings, tmp_path, port):
    settings.LOCAL_DIR = tmp_path
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


def test_serve_again_after_kill(start_portal, port, tmp_path):
    """Killed at their worst, portal and database leave nothing that stops the next start."""
    first = start_portal()
    assert status_of(port) == 200
    first.kill()
    os.kill(Server(tmp_path).status().pid, signal.SIGKILL)

    second = start_portal()
    assert status_of(port, process=second) == 200
    # Also in the same portal, the database comes back by itself.
    os.kill(Server(tmp_path).status().pid, signal.SIGKILL)
    assert status_of(port) == 200

    second.send_signal(signal.SIGINT)
    output, errors = second.communicate(timeout=20)
    assert (second.returncode, errors) == (0, "")
    assert output.splitlines() == [
        f"Databank: gestart, gegevens in {Server(tmp_path).place.data}.",
        "Migraties: in orde.",
        "Inhoud: de bestanden zijn niet veranderd.",
        "Statische bestanden: in orde.",
        f"Het portaal start op http://127.0.0.1:{port}/ (stoppen met Ctrl-C)",
    ]


def status_of(port, process=None):
    """The status with which the portal answers within a minute."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezond/", timeout=30) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.05)
    return None
