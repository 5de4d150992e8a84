"""Bringing a backup back: all of it, or nothing."""

import io
import shutil
import subprocess
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from django.core.management import call_command
from django.db import connection, transaction

from portal.operations.backups import contents
from portal.operations.backups.errors import BackupError
from portal.operations.backups.programs import address, programs_for, running, script_of

# One transaction: when this process is killed, or the script stops anywhere, nothing has happened.
BEGIN = """
SET client_min_messages = warning;
BEGIN;
SET LOCAL lock_timeout = '60s';
DROP SCHEMA IF EXISTS public CASCADE;
"""
COMMIT = """
GRANT USAGE ON SCHEMA public TO PUBLIC;
COMMIT;
"""
# A change that began before a backup may be seen after it.
MARGIN = timedelta(minutes=10)


class Standing(NamedTuple):
    """What a database holds now that is not as in a backup.

    `differing` is a dict of table to its Tables now and in the backup (None where there is none); `later` are
    migrations of a later Kapstok; `changed_at` is when the last change was.
    """

    differing: dict
    later: list
    changed_at: object

    def reasons(self, manifest):
        """Why the database is newer than a backup; a list of Dutch sentences, empty when it is not."""
        found = []
        if self.later:
            found.append(f"De databank is van een nieuwere Kapstok ({', '.join(self.later[:3])}).")
        if self.differing and self.changed_at and self.changed_at > manifest.made_at - MARGIN:
            found.append("In de databank veranderde er iets na deze reservekopie.")
        return found


def standing(manifest):
    """The Standing of the database beside a backup; None for one without tables."""
    with transaction.atomic():
        now = contents.measured()
        if not now:
            return None
        then = manifest.tables
        calm = sorted((now.keys() | then.keys()) - set(contents.RESTLESS))
        differing = {name: (now.get(name), then.get(name)) for name in calm if now.get(name) != then.get(name)}
        applied = contents.migrations() if "django_migrations" in now else []
        return Standing(differing, contents.unknown_migrations(applied), contents.last_change())


def refuse_what_does_not_fit(manifest):
    """Raises BackupError for a backup that this Kapstok or this server cannot hold."""
    if unknown := contents.unknown_migrations(manifest.migrations):
        raise BackupError(
            f"Deze reservekopie is van een nieuwere Kapstok ({', '.join(unknown[:3])}). Werk Kapstok eerst bij."
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        (server,) = cursor.fetchone()
        cursor.execute("SELECT extname FROM pg_extension WHERE extnamespace = to_regnamespace('public')")
        extensions = [name for (name,) in cursor.fetchall()]
    if server < manifest.server:
        raise BackupError(
            f"Deze reservekopie is van PostgreSQL {manifest.server}, deze server is ouder: PostgreSQL {server}."
        )
    if extensions:
        raise BackupError(
            f"In het schema public staan uitbreidingen die verloren zouden gaan: {', '.join(extensions)}."
            " Zet ze in een ander schema."
        )
    return server


def restore(manifest, dump):
    """Replaces all that is in the database by what the dump brings. Raises BackupError; then nothing has changed."""
    server = refuse_what_does_not_fit(manifest)
    folder, _ = programs_for(max(server, manifest.program))
    connection.close()
    words = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={address()}", "--file=-"]
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    # A psql that ends before it has read all says why.
    with running(folder, "psql", *words, **options) as psql, suppress(BrokenPipeError), psql.stdin as script:
        script.write(BEGIN.encode())
        with script_of(folder, dump) as restored:
            shutil.copyfileobj(restored, script)
        script.write(f"{checks(manifest)}{COMMIT}".encode())


def checks(manifest):
    """SQL that fails, with its name, for a table whose rows are not those of the backup."""
    lines = [
        f"IF NOT (SELECT {contents.COUNT} = {table.rows} AND {contents.CHECKSUM} = {table.checksum}"  # noqa: S608
        f" FROM {contents.quoted(name)} AS kapstok_row) THEN"
        f" RAISE EXCEPTION 'not as in the backup: %', {literal(name)}; END IF;"
        for name, table in manifest.tables.items()
    ]
    return f"{contents.ALIKE};\nDO $check$ BEGIN\n{chr(10).join(lines)}\nEND $check$;\n"


def literal(text):
    """A text in SQL, as psql reads it."""
    return "'" + text.replace("'", "''") + "'"


def bring_up_to_date():
    """What follows after a restore: migrations since, triggers and roles, and the index of the search."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("rebuild_search", stdout=io.StringIO())
