"""Where the embedded server keeps its files, and as whom it runs."""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

# PostgreSQL refuses to run as root; root borrows the first of these that the machine has.
UNPRIVILEGED = ("postgres", "nobody")
# For root, when the project is where that account cannot come (such as /root).
ELSEWHERE = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108, the directory in it is root's
# Not tempfile.gettempdir(): all processes must agree on it, whatever their TMPDIR, and the address of a Unix
# socket is at most 107 bytes (103 on macOS).
SOCKETS = Path("/tmp")  # noqa: S108, the directory in it is private and its owner is checked


@dataclass(frozen=True)
class Account:
    """A user of the operating system."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of(cls, uid):
        """The account with that number; its name is the number when the system has none for it."""
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:
            return cls(str(uid), uid, os.getegid())
        return cls(entry.pw_name, uid, entry.pw_gid)

    @classmethod
    def unprivileged(cls):
        """An account that root can run PostgreSQL as; the system's own, none is made."""
        for name in UNPRIVILEGED:
            try:
                return cls.of(pwd.getpwnam(name).pw_uid)
            except KeyError:
                continue
        raise LookupError(f"no account {' or '.join(UNPRIVILEGED)}")

    @property
    def groups(self):
        return os.getgrouplist(self.name, self.gid)

    def can_enter(self, directory):
        """Whether this account can reach what is in `directory`; what is not there yet does not count."""
        return all(self._can_search(each) for each in (directory, *directory.parents) if each.exists())

    def _can_search(self, directory):
        status = directory.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid in self.groups:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


@dataclass(frozen=True)
class Place:
    """The files of one server.

    `local_dir` is the portal's own directory, `home` the directory that holds the data: the same, unless
    `account` cannot enter it.
    """

    local_dir: Path
    home: Path
    account: Account

    @property
    def is_elsewhere(self):
        return self.home != self.local_dir

    @property
    def data(self):
        return self.home / "postgres"

    @property
    def log(self):
        return self.local_dir / "postgres.log"

    @property
    def lock(self):
        return self.local_dir / "postgres.lock"

    @property
    def sockets(self):
        """The private directory of the server's socket: short, whatever the path of the project."""
        return SOCKETS / f"kapstok-{self.account.uid}-{_digest(self.data)}"


def locate(local_dir):
    """The Place of the server that belongs to `local_dir`; nothing is made."""
    local_dir = Path(local_dir).resolve()
    if os.geteuid() != 0:
        return Place(local_dir, local_dir, Account.of(os.geteuid()))
    elsewhere = next(each for each in ELSEWHERE if each.is_dir()) / "kapstok" / _digest(local_dir)
    for home in (local_dir, elsewhere):
        if (home / "postgres").exists():
            return Place(local_dir, home, _owner(home / "postgres"))
    account = Account.unprivileged()
    return Place(local_dir, local_dir if account.can_enter(local_dir) else elsewhere, account)


def _owner(path):
    """Who runs the server on existing data: their owner, but not root (who restored a copy, say)."""
    uid = path.stat().st_uid
    return Account.of(uid) if uid else Account.unprivileged()


def _digest(path):
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
