"""pg_dump, pg_restore and psql: which ones fit, and how they reach the database."""

import os
import re
import shutil
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread

from django.db import connection
from psycopg import pq
from psycopg.conninfo import make_conninfo

from portal import embedded
from portal.operations.backups.errors import BackupError

NEEDED = ("pg_dump", "pg_restore", "psql")
# Where Debian and Ubuntu keep each version; what is on the PATH there is a script that picks one.
INSTALLED = Path("/usr/lib/postgresql")


def programs_for(major):
    """The folder with programs of PostgreSQL `major`, else of the first later version; and which one that is.

    Raises BackupError when there is none: an older pg_dump cannot read a newer server.
    """
    found = {version_of(folder): folder for folder in reversed(folders()) if is_complete(folder)}
    fitting = sorted(version for version in found if version >= major)
    if fitting:
        return found[fitting[0]], fitting[0]
    has = f"Hier staat versie {', '.join(map(str, sorted(found)))}." if any(found) else "Hier staan ze niet."
    raise BackupError(
        f"Nodig: {', '.join(NEEDED)} van PostgreSQL {major} of later. {has}"
        f" Op Debian: apt-get install postgresql-client-{major}."
    )


def folders():
    """Where programs may be, the preferred ones first; a list of Path."""
    found = sorted(INSTALLED.glob("*/bin"))
    on_path = shutil.which("pg_dump")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    if connection.settings_dict["ENGINE"] == embedded.ENGINE:
        from portal.embedded.binaries import package_directory  # production does not install it

        found = [*sorted(package_directory().glob("pginstall*/bin")), *found]
    return found


def is_complete(folder):
    return all(os.access(folder / name, os.X_OK) for name in NEEDED)


def version_of(folder):
    """The major version of the programs in a folder; 0 when they do not run."""
    try:
        output = subprocess.run([folder / "pg_dump", "--version"], check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(re.search(r"\) (\d+)", output)[1])


def environment():
    """The environment in which a program reaches the database, with the password: an argument everybody could read."""
    words = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "PGTZ": "UTC", "PGCONNECT_TIMEOUT": "10"}
    words |= {name: os.environ[name] for name in ("HOME", "PGPASSFILE", "PGSERVICEFILE") if name in os.environ}
    if password := connection.get_connection_params().get("password"):
        words["PGPASSWORD"] = password
    return words


def address():
    """The database as one argument, without the password."""
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()} - {"password"}
    given = connection.get_connection_params()
    return make_conninfo(**{name: value for name, value in given.items() if name in known})


@contextmanager
def running(folder, program, *arguments, **options):
    """A program that runs; afterwards its failure is a BackupError with what it said last."""
    with TemporaryFile() as said:
        words = [folder / program, *arguments]
        with subprocess.Popen(words, env=environment(), stderr=said, **options) as process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            raise BackupError(f"{program} mislukte: {last_words(said)}")


def last_words(said):
    """What a program that failed wrote last, without the lines in which PostgreSQL repeats values."""
    said.seek(0)
    lines = said.read().decode(errors="replace").splitlines()
    errors = [line for line in lines if "error" in line.lower() or "fatal" in line.lower()]
    return " ".join(errors[:3] or lines[-1:] or ["het zei niet waarom"])


@contextmanager
def script_of(folder, dump):
    """The SQL that a dump becomes, to read as lines of bytes; the dump is fed to pg_restore meanwhile."""
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with running(folder, "pg_restore", "--file=-", "--no-owner", "--no-privileges", **options) as process:
        feeding = Thread(target=feed, args=(dump, process.stdin), daemon=True)
        feeding.start()
        yield process.stdout
        # What is left unread would keep it waiting.
        process.stdout.read()
        feeding.join()


def feed(dump, program):
    with suppress(BrokenPipeError), program:
        shutil.copyfileobj(dump, program)
