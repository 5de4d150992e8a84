from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from portal.embedded.errors import explain_database_error
from portal.operations.backups.errors import BackupError
from portal.operations.backups.making import make
from portal.operations.backups.words import about
from portal.operations.models import Job, ran

PATTERN = "kapstok-{:%Y-%m-%d-%H%M%S}.zip"


class Command(BaseCommand):
    help = (
        "Schrijft de hele databank naar één bestand, ook terwijl het portaal draait, en leest het na."
        " Aangemelde sessies gaan niet mee. Het bestand bevat accounts: bewaar het als een geheim."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="bestand, of een map: dan krijgt het een naam met de tijd")
        parser.add_argument("--force", action="store_true", help="vervang een bestand dat er al staat")
        parser.add_argument("--keep", type=int, metavar="N", help="bewaar in die map alleen de N nieuwste")

    def handle(self, *args, file, force, keep, **options):
        folder = file if file.is_dir() else None
        if keep is not None and (folder is None or keep < 1):
            raise CommandError("--keep gaat met een bestaande map, en met 1 of meer.")
        path = folder / PATTERN.format(timezone.localtime()) if folder else file
        try:
            manifest = make(path.absolute(), may_replace=force)
        except BackupError as error:
            self.record_failure(str(error))
            raise CommandError(f"Geen reservekopie. {error}") from error
        except Error as error:
            raise CommandError(f"Geen reservekopie. {explain_database_error(error)}") from error
        ran(Job.BACKUP, timezone.now())
        self.stdout.write(f"Bewaard en nagelezen: {path} ({about(manifest)}).")
        if keep:
            self.remove_old(folder, keep)

    def record_failure(self, reason):
        """Tells the desk, when there still is a database to tell it to."""
        try:
            ran(Job.BACKUP, timezone.now(), [reason])
        except Error:
            self.stderr.write("Ook dat staat nergens genoteerd: de databank antwoordt niet.")

    def remove_old(self, folder, keep):
        """Leaves the newest of those that this command named itself."""
        number = "[0-9]"
        day = "-".join([number * 4, number * 2, number * 2])
        for old in sorted(folder.glob(f"kapstok-{day}-{number * 6}.zip"))[:-keep]:
            old.unlink(missing_ok=True)
            self.stdout.write(f"Verwijderd, want ouder dan de {keep} nieuwste: {old.name}.")
