"""Starting, finding and stopping the embedded PostgreSQL."""

import fcntl
import os
import shutil
import stat
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from portal.embedded import postmaster
from portal.embedded.binaries import give_to, reachable_binaries
from portal.embedded.errors import ServerError, explain_database_error, explain_os_error, explain_output
from portal.embedded.location import Place, locate

NAME = "kapstok"
PORT = 5432  # only part of the socket's name: nothing listens on TCP
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": 100,
    "log_checkpoints": "off",
}
# What initdb lays down for good. Letters sort by code point, and upper and lower case know accents: alike on
# every machine. Shared memory is in the data directory, not in /dev/shm: that is small in containers, and
# systemd empties it at log-out.
INITDB = (
    *("--username", NAME, "--auth", "trust", "--encoding", "UTF8"),
    *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
    *("--set", "dynamic_shared_memory_type=mmap"),
)
LARGEST_LOG = 10 * 1024 * 1024
LOCK_SECONDS = 120  # a first start on a slow machine, recovery after a crash
START_SECONDS = 60
# The processes of a killed server take a moment to notice, and hold its shared memory until then.
LINGER_SECONDS = 10


@dataclass(frozen=True)
class Status:
    """What `Server.status` found; `pid` is None when the server is down."""

    place: Place
    pid: int | None

    @property
    def is_running(self):
        return self.pid is not None


class Server:
    """The PostgreSQL of one directory `local_dir`, shared by all processes that name the same directory.

    Methods raise ServerError, with a message for the operator, when the machine does not let them.
    """

    def __init__(self, local_dir):
        self.place = locate(local_dir)

    def connection_parameters(self, dbname=NAME):
        """What psycopg.connect needs; the server may be down."""
        return {
            "host": str(self.place.sockets),
            "port": PORT,
            "user": NAME,
            "dbname": dbname,
            # Somebody else's server on that address gets no connection.
            "requirepeer": self.place.account.name,
        }

    def status(self):
        found = postmaster.find_postmaster(self.place)
        return Status(self.place, found.pid if found else None)

    def ensure_running(self):
        """Start the server unless it runs, making the data and the database the first time.

        False when there was nothing to start.
        """
        if self._answers():
            return False
        with self._locked():
            if self._answers():
                return False
            is_started = self._is_started()
            if not is_started:
                self._prepare()
                self._start()
            self._create_database()
            return not is_started

    def stop(self):
        """Stop the server; False when it was not running."""
        if not self.place.local_dir.exists():
            return False
        with self._locked():
            found = postmaster.find_postmaster(self.place)
            if found and not found.stop():
                raise ServerError(f"PostgreSQL (proces {found.pid}) stopt niet.")
            shutil.rmtree(self.place.sockets, ignore_errors=True)
            return found is not None

    @contextmanager
    def _locked(self):
        """Hold the lock that lets one process at a time start or stop the server; explain what goes wrong."""
        place = self.place
        try:
            _make_directory(place.local_dir)
            with place.lock.open("w") as self._lock:
                _wait_for(self._lock, place)
                yield
        except OSError as error:
            raise ServerError(explain_os_error(error, place.local_dir)) from error

    def connect(self, dbname=NAME):
        """A psycopg connection with autocommit; raises psycopg's own errors when the server is down."""
        return psycopg.connect(**self.connection_parameters(dbname), autocommit=True, connect_timeout=5)

    def _answers(self):
        """Whether the server gives connections, on the data that are there now."""
        try:
            with self.connect():
                return (self.place.data / "postmaster.pid").exists()
        except psycopg.OperationalError:
            return False

    def _is_started(self):
        """Whether a usable server runs, after waiting for one that is starting; any other is stopped."""
        found = postmaster.find_postmaster(self.place)
        if found is None:
            return False
        deadline = time.monotonic() + START_SECONDS
        while found.is_alive and found.is_usable:
            if self._is_ready():
                return True
            if time.monotonic() > deadline:
                raise ServerError(f"PostgreSQL (proces {found.pid}) antwoordt niet; zie {self.place.log}.")
            time.sleep(0.05)
        found.stop()
        return False

    def _is_ready(self):
        """Whether the server takes connections, even if it has none left to give."""
        parameters = make_conninfo(**self.connection_parameters("postgres"))
        return PGconn.ping(parameters.encode()) == Ping.OK

    def _prepare(self):
        """Make what a start needs: directories, programs that the account can run, and once the data."""
        place = self.place
        _make_directory(place.home)
        self._check_access()
        self._binaries = reachable_binaries(place, _version_of(place.data))
        if not place.data.exists():
            self._make_data()
        self._make_sockets()
        postmaster.remove_stale_pid_files(place)

    def _check_access(self):
        place = self.place
        if not place.account.can_enter(place.home):
            raise ServerError(f"{place.account.name}, eigenaar van {place.data}, kan niet in die map.")
        if not place.data.exists():
            return
        if place.data.stat().st_uid != place.account.uid:
            if os.geteuid() != 0:
                owner = place.data.owner()
                raise ServerError(f"{place.data} is van {owner}: start het portaal als {owner}.")
            give_to(place.account, place.data)
        place.data.chmod(0o700)
        if _version_of(place.data) is None:
            raise ServerError(f"{place.data} bevat geen databank: verplaats die map en probeer opnieuw.")

    def _make_data(self):
        """Make the data under another name first: what was interrupted is never taken for a database."""
        place = self.place
        unfinished = place.data.with_name("postgres.new")
        if unfinished.exists():
            shutil.rmtree(unfinished)
        unfinished.mkdir(mode=0o700)
        give_to(place.account, unfinished)
        # initdb holds the lock too: when this process is killed, the next waits until initdb has ended.
        result = self._binaries.run(
            *("initdb", "--pgdata", unfinished, *INITDB),
            pass_fds=(self._lock.fileno(),),
            capture_output=True,
            text=True,
        )
        if result.returncode:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise ServerError(explain_output(result.stdout + result.stderr, place))
        unfinished.rename(place.data)

    def _make_sockets(self):
        """Make the private directory of the socket, or refuse what somebody else put there."""
        place = self.place
        with suppress(FileExistsError):
            place.sockets.mkdir(mode=0o700)
            give_to(place.account, place.sockets)
        found = place.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != place.account.uid or found.st_mode & 0o077:
            raise ServerError(f"{place.sockets} is geen eigen map van {place.account.name}: verwijder ze.")

    def _start(self):
        """Start the server on existing data."""
        deadline = time.monotonic() + LINGER_SECONDS
        output = self._try_start()
        while "shared memory block" in output and time.monotonic() < deadline:
            time.sleep(0.1)
            output = self._try_start()
        if output:
            raise ServerError(explain_output(output, self.place))

    def _try_start(self):
        """Start the server; what it printed when that fails, else an empty text."""
        place = self.place
        settings = {**SETTINGS, "unix_socket_directories": place.sockets, "port": PORT}
        # We open the log and the server inherits it: its account need not have rights there.
        with _open_log(place.log) as log:
            before = log.tell()
            result = self._binaries.run(
                *("pg_ctl", "start", "--wait", "--timeout", START_SECONDS, "--silent"),
                *("--pgdata", place.data, "--options", self._binaries.start_command_options(settings)),
                stdout=log,
                stderr=log,
            )
            if result.returncode == 0:
                return ""
            log.seek(before)
            return log.read().decode(errors="replace") or f"pg_ctl: {result.returncode}"

    def _create_database(self):
        try:
            with self.connect("postgres") as connection:
                known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
                if not known:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        except psycopg.Error as error:
            raise ServerError(explain_database_error(error)) from error


def _make_directory(path):
    """Make the directory, and those above it, such that the server's account can enter it whatever the umask."""
    for missing in reversed([each for each in (path, *path.parents) if not each.exists()]):
        missing.mkdir(exist_ok=True)
        missing.chmod(0o755)


def _wait_for(lock, place):
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise ServerError(f"Een ander proces houdt {place.lock} te lang vast.") from None
            time.sleep(0.05)


def _open_log(path: Path):
    """The log, to add to; started afresh when it has grown large."""
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.unlink()
    log = path.open("a+b")
    path.chmod(0o600)
    return log


def _version_of(data):
    """The major version that the data are of, None when there are none."""
    try:
        return int((data / "PG_VERSION").read_text())
    except (FileNotFoundError, ValueError):
        return None
