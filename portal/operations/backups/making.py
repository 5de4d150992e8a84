"""Writing a backup, while the portal runs."""

import fcntl
import os
import subprocess
from contextlib import contextmanager

from django.db import connection, transaction

from portal.operations.backups import archive, contents
from portal.operations.backups.errors import BackupError, explain_os_error
from portal.operations.backups.programs import address, programs_for, running, script_of

KEPT_APART = [f"--exclude-table-data=public.{table}" for table in contents.LEFT_OUT]

EXISTS = "{} bestaat al. Kies een andere naam, of zet er --force bij."


def make(path, may_replace=False):
    """Writes the database to the file `path`; returns its Manifest. Raises BackupError.

    The file appears when it is whole and was read back, with rights for its owner alone. An existing one is only
    replaced when that is asked for.
    """
    if path.exists() and not may_replace:
        raise BackupError(EXISTS.format(path))
    try:
        with unfinished(path) as (file, beside):
            manifest, folder = dump_to(file)
            file.flush()
            os.fsync(file.fileno())
            check(beside, folder)
            if path.exists() and not may_replace:
                raise BackupError(EXISTS.format(path))
            beside.rename(path)
            keep_name(path.parent)
    except OSError as error:
        raise BackupError(explain_os_error(error, path)) from error
    return manifest


@contextmanager
def unfinished(path):
    """The file under another name, beside where it will be; gone afterwards, unless it got its own name.

    Who was killed leaves it behind, and the next takes it over. Only one at a time: raises BackupError.
    """
    beside = path.with_name(f".{path.name}.unfinished")
    with open(os.open(beside, os.O_RDWR | os.O_CREAT, 0o600), "w+b") as file:  # noqa: PTH123, for its rights
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(f"Er wordt al een reservekopie gemaakt in {path.parent}.") from None
        file.truncate(0)
        try:
            yield file, beside
        finally:
            beside.unlink(missing_ok=True)


def keep_name(folder):
    """Has the disk keep the names in a folder, also when the power fails."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@transaction.atomic
def dump_to(file):
    """Writes the database as it is at one moment, whatever is saved meanwhile; the Manifest, and the programs used."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), now(), current_setting('server_version_num')::int / 10000")
        snapshot, moment, server = cursor.fetchone()
    folder, program = programs_for(server)
    words = ["--format=custom", "--compress=6", "--schema=public", "--no-owner", "--no-privileges", *KEPT_APART]
    words += [f"--snapshot={snapshot}", f"--dbname={address()}"]
    about = {
        "made_at": moment,
        "server": server,
        "program": program,
        "migrations": contents.migrations(),
        "tables": contents.measured(),
    }
    with running(folder, "pg_dump", *words, stdout=subprocess.PIPE) as process:
        manifest = archive.write(file, process.stdout, about)
    return manifest, folder


def check(path, folder=None):
    """Reads a backup whole: every byte, and the rows of each table. Returns its Manifest; raises BackupError."""
    with archive.opened(path) as (manifest, dump):
        folder = folder or programs_for(manifest.program)[0]
        with script_of(folder, dump) as script:
            found = archive.rows_in(script)
    for table, told in manifest.tables.items():
        if found[table] != told.rows:
            raise BackupError(archive.BROKEN.format(f"{table} heeft {found[table]} rijen in plaats van {told.rows}"))
    return manifest
