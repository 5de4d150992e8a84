"""The address that a portal listens on, claimed before anything else is done and kept until it ends."""

import errno
import fcntl
import os
import socket
import time

# Workers whose master was killed notice within a second or two, and hold lock and port until then.
ORPHAN_SECONDS = 4


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
        self.lock = self.path.open("w")
        try:
            self._wait_for_lock()
            self._check_free()
        except BaseException:
            self.lock.close()
            raise
        os.set_inheritable(self.lock.fileno(), True)

    def _wait_for_lock(self):
        deadline = time.monotonic() + ORPHAN_SECONDS
        while not _try_lock(self.lock):
            if time.monotonic() > deadline:
                raise AddressError(f"Dit portaal draait al op {self.url}")
            time.sleep(0.1)

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
        with path.open() as lock:
            if not _try_lock(lock):
                ports.append(int(path.stem.removeprefix("serve-")))
    return ports


def _try_lock(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
