"""The portal and the bare limit, served by gunicorn as in production."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil

from portal.embedded import PROJECT_DIR

WORKERS = "2"
# The portal as `make serve` and production serve it; the bare limit as sync workers too.
PORTAL = ("--config", "python:portal.gunicorn", "portal.wsgi")
LIMIT = ("--no-control-socket", "--log-level", "warning", "tests.bench.limit:application")
START_SECONDS = 60
MB = 1024 * 1024


class Site:
    """A running site: its port, and the process of gunicorn."""

    def __init__(self, port, process):
        self.port, self.process = port, process

    def workers(self):
        """gunicorn's workers; a list of psutil.Process."""
        return psutil.Process(self.process.pid).children()

    def memory(self):
        """What the largest worker takes of memory, in MB; pages that several share count for a part (PSS).

        Only Linux knows that; elsewhere shared pages do not count at all.
        """
        found = [worker.memory_full_info() for worker in self.workers()]
        return max(getattr(memory, "pss", memory.uss) for memory in found) / MB


@contextmanager
def serving(words, variables, log):
    """Serves PORTAL or LIMIT on a free port, and writes what it says to `log`; gives a Site, stopped afterwards."""
    port = free_port()
    with log.open("a") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", *words],
            cwd=PROJECT_DIR,
            env=variables | {"WEB_CONCURRENCY": WORKERS},
            stderr=output,
        )
    try:
        wait_until_served(port, process, log)
        yield Site(port, process)
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def free_port():
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_served(port, process, log):
    """Waits until the port answers; raises RuntimeError when that does not come."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as attempt:
            attempt.settimeout(START_SECONDS)
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                attempt.sendall(b"GET /gezond/ HTTP/1.0\r\n\r\n")
                attempt.recv(1)
                return
        time.sleep(0.1)
    raise RuntimeError(f"gunicorn does not start: see {log}")
