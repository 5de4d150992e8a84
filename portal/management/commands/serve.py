import hashlib
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from portal import embedded
from portal.embedded.errors import ServerError, explain_database_error, explain_os_error
from portal.management.address import Address, AddressError
from portal.operations import companion

# Any number, as long as it is always the same.
ADVISORY_LOCK = 7_015_720


class Command(BaseCommand):
    help = "Maakt alles klaar en start het portaal: databank, migraties, inhoud, statische bestanden, gunicorn."
    requires_system_checks = ()

    def add_arguments(self, parser):
        bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
        parser.add_argument("--bind", default=bind, help="adres:poort, standaard %(default)s")

    def handle(self, *args, bind, **options):
        try:
            address = self.prepare(bind)
        except (AddressError, CommandError, ServerError) as error:
            sys.exit(f"Niet gestart. {error}")
        except OperationalError as error:
            sys.exit(f"Niet gestart. {explain_database_error(error)}")
        except OSError as error:
            sys.exit(f"Niet gestart. {explain_os_error(error, settings.LOCAL_DIR)}")
        except KeyboardInterrupt:
            sys.exit("Gestopt.")
        self.say(f"Het portaal start op {address.url} (stoppen met Ctrl-C)")
        become_gunicorn(address)

    def prepare(self, bind):
        """Do, with a line each, all that a portal on that address needs; the result is its Address."""
        address = Address(bind, settings.LOCAL_DIR)
        address.claim()
        self.start_database()
        with advisory_lock():
            self.migrate()
            call_command("load_content", stdout=self.stdout, stderr=self.stderr)
            self.collect_static_files()
        connection.close()
        return address

    def say(self, line):
        """Write a line at once, also to a log."""
        self.stdout.write(line)
        self.stdout.flush()

    def start_database(self):
        if connection.settings_dict["ENGINE"] == embedded.ENGINE:
            self.start_embedded_server()
            return
        try:
            connection.ensure_connection()
        except OperationalError as error:
            reason = " ".join(str(error).split())
            raise CommandError(f"De databank van DATABASE_URL is onbereikbaar: {reason}") from error
        self.say("Databank: bereikbaar via DATABASE_URL.")

    def start_embedded_server(self):
        server = embedded.own_server()
        state = "gestart" if server.ensure_running() else "draait al"
        place = server.place
        self.say(f"Databank: {state}, gegevens in {place.data}.")
        if place.is_elsewhere:
            self.say(f"  Daar, want {place.account.name} (niet root) kan niet in {place.local_dir}.")

    def migrate(self):
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            call_command("migrate", interactive=False, verbosity=0)
        self.say(f"Migraties: {f'{len(plan)} uitgevoerd' if plan else 'in orde'}.")

    def collect_static_files(self):
        stamp = settings.STATIC_ROOT.with_suffix(".stamp")
        fingerprint = fingerprint_static_files()
        is_current = settings.STATIC_ROOT.is_dir() and stamp.exists() and stamp.read_text() == fingerprint
        if not is_current:
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(fingerprint)
        self.say(f"Statische bestanden: {'in orde' if is_current else 'verzameld'}.")


@contextmanager
def advisory_lock():
    """Let one process at a time migrate, load and collect."""
    with connection.cursor() as cursor:
        # Asking again and again, because a query that waits would hold up some migrations.
        while not ask(cursor, "SELECT pg_try_advisory_lock(%s)"):
            time.sleep(0.1)
        yield
        ask(cursor, "SELECT pg_advisory_unlock(%s)")


def ask(cursor, query):
    cursor.execute(query, [ADVISORY_LOCK])
    return cursor.fetchone()[0]


def fingerprint_static_files():
    """A text that changes with the names, sizes and times of the files that collectstatic would collect."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def become_gunicorn(address):
    """Replace this process: signals then reach gunicorn itself, and it keeps the claim on the address."""
    os.environ |= {"PORT": str(address.port), companion.WANTED: "1"}
    os.chdir(settings.BASE_DIR)
    words = ["gunicorn", "--config", "python:portal.gunicorn", "--bind", address.bind, "portal.wsgi"]
    os.execv(sys.executable, [sys.executable, "-m", *words])
