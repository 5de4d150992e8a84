"""Recognising the server process of a data directory.

A number in a file proves nothing: after a crash it may belong to any other process. So nothing here or in
`server` signals, or waits for, a process that does not show that it is PostgreSQL on our data.
"""

import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil

# Where postmaster.pid says "ready"; see PostgreSQL's miscadmin.h.
STATUS_LINE = 7


class Postmaster:
    """The running server process of `place`."""

    def __init__(self, process, place):
        self.process = process
        self.place = place

    @property
    def pid(self):
        return self.process.pid

    @property
    def is_alive(self):
        with suppress(psutil.NoSuchProcess):
            return self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE
        return False

    @property
    def is_usable(self):
        """False for a server that nobody can reach any more: its data or its socket were removed."""
        lines = _lines(self.place.data / "postmaster.pid")
        if not lines or lines[0] != str(self.pid):
            return False
        is_ready = len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"
        return socket_of(self.place).exists() or not is_ready

    def stop(self):
        """Stop the server and wait for it; False when it does not stop."""
        # SIGINT ends the sessions, SIGQUIT also works without data directory; the data survive both.
        for number, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            with suppress(psutil.NoSuchProcess):
                self.process.send_signal(number)
            if self._wait_until_gone(seconds):
                return True
        return False

    def _wait_until_gone(self, seconds):
        deadline = time.monotonic() + seconds
        while self.is_alive:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True


def socket_of(place):
    return place.sockets / ".s.PGSQL.5432"


def find_postmaster(place):
    """The Postmaster of `place`, None when there is none."""
    for path in _pid_files(place):
        process = _process_in(path)
        if process and _is_ours(process, place):
            return Postmaster(process, place)
    return None


def remove_stale_pid_files(place):
    """Remove the files of a dead server whose number now belongs to another process.

    Call this when there is no Postmaster. PostgreSQL itself clears up after a number that no process has.
    """
    for path in _pid_files(place):
        if _process_in(path):
            path.unlink()


def _pid_files(place):
    lock = socket_of(place).with_name(f"{socket_of(place).name}.lock")
    return [place.data / "postmaster.pid", lock]


def _process_in(path):
    """The process whose number is on the first line of the file, None when there is none."""
    try:
        return psutil.Process(int(_lines(path)[0]))
    except (IndexError, ValueError, psutil.NoSuchProcess):
        return None


def _is_ours(process, place):
    """Whether this is PostgreSQL started on, or working in, the data directory of `place`."""
    try:
        command = process.cmdline()
        if not command or Path(command[0]).name != "postgres":
            return False
        return str(place.data) in command or Path(process.cwd()) == place.data
    except psutil.Error:
        # Another user's process, or one that just ended.
        return False


def _lines(path):
    try:
        return path.read_text().splitlines()
    except (FileNotFoundError, PermissionError):
        # Another user's server; what needs its files says so.
        return []
