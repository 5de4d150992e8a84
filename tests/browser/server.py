"""The portal as visitors get it: `manage.py serve` on the content of fixtures/, in a database of its own.

Loading that content takes a while, so the workers of one test run share the database; each has its own server.
"""

import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

PROJECT = Path(__file__).parent.parent.parent
# Read here, at import: once the tests have a database, the settings name that one.
DATABASE = f"test_{settings.DATABASES['default']['NAME']}_content"
SECRET_KEY = "only-for-this-test"
START_SECONDS = 180  # with loading the content, on a slow machine


def join_database(folder, worker):
    """The address of the database that the workers share who share `folder`.

    The first to come makes it, empty: `serve` fills it, and the servers of other workers wait for that.
    """
    users = folder / "content-users"
    with locked(folder):
        users.mkdir(exist_ok=True)
        if not any(users.iterdir()):
            execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
            execute(f'CREATE DATABASE "{DATABASE}"')
        (users / worker).touch()
    return database_address()


def leave_database(folder, worker):
    """Says that a worker is done with the database; the last to leave drops it."""
    users = folder / "content-users"
    with locked(folder):
        (users / worker).unlink()
        if not any(users.iterdir()):
            execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')


@contextmanager
def locked(folder):
    """Holds a lock on `folder`: the workers take turns."""
    with (folder / "content.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def execute(statement):
    """Runs a statement that is about databases, outside all of them."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def database_address():
    """The database as DATABASE_URL has it, on the server that the tests use."""
    parameters = connection.settings_dict
    user, password, host = (quote(str(parameters[name] or ""), safe="") for name in ("USER", "PASSWORD", "HOST"))
    place = f"{host}:{parameters['PORT']}" if parameters["PORT"] else host
    options = urlencode(parameters["OPTIONS"])
    return f"postgresql://{user}:{password}@{place}/{DATABASE}{f'?{options}' if options else ''}"


@contextmanager
def running_portal(database, folder):
    """A portal on `database` with its files in `folder`; gives its address, without a slash at the end."""
    port = free_port()
    (folder / "secret-key").write_text(SECRET_KEY)
    environment = {**os.environ, "DATABASE_URL": database, "KAPSTOK_LOCAL_DIR": str(folder)}
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "STATIC_ROOT", "DEBUG"):
        environment.pop(name, None)
    output = folder / "output"
    with output.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{port}"],
            cwd=PROJECT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_well(address, process, output)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port():
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_well(address, process, output):
    """Waits until the portal answers; raises RuntimeError, with what it said, when it gives up or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/gezond/", timeout=10).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The portal does not start: {output.read_text()}")
