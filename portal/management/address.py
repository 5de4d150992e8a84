"""The address that a portal listens on, claimed before anything else is done and kept until it ends."""

import errno
import fcntl
import os
import socket
import time
from contextlib import suppress

# Workers whose master was killed notice within a second, and hold the port until then.
ORPHAN_SECONDS = 5


class AddressError(Exception):
    """The portal cannot listen there; the message says what to do."""


class Address:
    """A host and port of this machine, with a lock in `directory` that says which portal holds it."""

    def __init__(self, bind, directory):
        self.bind = bind
        self.host, _, port = bind.rpartition(":")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise AddressError(f"“{port}” is geen poort. Kies er zo een: PORT=8001 make serve")
        self.port = int(port)
        self.path = directory / f"serve-{port}.lock"

    @property
    def url(self):
        return f"http://{self.bind}/"

    def claim(self):
        """Hold the address for this process and for what it becomes (exec) or starts (fork).

        Raises AddressError when another program has it, or another portal of this project.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.lock = lock = self.path.open("a+")
        deadline = time.monotonic() + ORPHAN_SECONDS
        while not _try_lock(lock):
            if _is_alive(lock) or time.monotonic() > deadline:
                raise AddressError(f"Dit portaal draait al op {self.url}")
            time.sleep(0.1)
        self._check_free()
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        os.set_inheritable(lock.fileno(), True)

    def _check_free(self):
        family, *_, address = socket.getaddrinfo(self.host.strip("[]"), self.port)[0]
        with socket.socket(family, socket.SOCK_STREAM) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(address)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise AddressError(f"Kan niet luisteren op {self.bind}: {error.strerror}") from error
                raise AddressError(
                    f"Poort {self.port} is bezet door een ander programma."
                    f" Kies een andere poort: PORT={self.port + 1} make serve"
                ) from error


def running_portals(directory):
    """The ports on which portals of this project run."""
    ports = []
    for path in sorted(directory.glob("serve-*.lock")):
        with path.open("a+") as lock:
            if not _try_lock(lock):
                ports.append(int(path.stem.removeprefix("serve-")))
    return ports


def _try_lock(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_alive(lock):
    """Whether the process that wrote its number in `lock` still runs; its orphans do not count."""
    lock.seek(0)
    with suppress(ValueError, ProcessLookupError):
        with suppress(PermissionError):  # alive, and another user's
            os.kill(int(lock.read()), 0)
        return True
    return False
