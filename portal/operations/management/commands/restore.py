from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection

from portal import audit
from portal.audit.models import Action
from portal.embedded.errors import explain_database_error
from portal.operations.backups.archive import opened
from portal.operations.backups.errors import BackupError
from portal.operations.backups.making import check
from portal.operations.backups.restoring import bring_up_to_date, restore, standing
from portal.operations.backups.words import about, replaced, when


class Command(BaseCommand):
    help = (
        "Zet een reservekopie terug: alles of niets. Stop eerst het portaal. Weigert als de databank nieuwer is,"
        " tenzij met --force. Met --check kijkt het alleen het bestand na. Daarna moet iedereen zich opnieuw aanmelden."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="kijk alleen het bestand na, elke byte en elke rij")
        parser.add_argument("--force", action="store_true", help="vervang ook een databank die nieuwer is")

    def handle(self, *args, file, force, **options):
        try:
            if options["check"]:
                self.stdout.write(f"Dit bestand is heel: {about(check(file))}.")
                return
            manifest = self.bring_back(file, force)
        except BackupError as error:
            raise CommandError(f"Niets teruggezet. {error}") from error
        except Error as error:
            raise CommandError(f"Niets teruggezet. {explain_database_error(error)}") from error
        self.stdout.write("Teruggezet en vergeleken: elke tabel is zoals in de reservekopie.")
        self.finish(file, manifest)

    def bring_back(self, file, force):
        """Says what a backup would replace, and replaces it unless that is refused; its Manifest."""
        with opened(file) as (manifest, dump):
            self.stdout.write(f"Reservekopie {about(manifest)}.")
            if found := standing(manifest):
                self.tell(found)
                reasons = found.reasons(manifest)
                if reasons and not force:
                    raise BackupError(f"{' '.join(reasons)} Zet er --force bij om ze toch te vervangen.")
            restore(manifest, dump)
            return manifest

    def tell(self, found):
        if not found.differing:
            self.stdout.write("De databank is al zoals deze reservekopie.")
            return
        self.stdout.write("Dit verandert in de databank:")
        for line in replaced(found):
            self.stdout.write(f"  {line}")

    def finish(self, file, manifest):
        """What follows once the tables are back; what fails here, `migrate` can do again."""
        try:
            bring_up_to_date()
        except Error as error:
            raise CommandError(
                f"De gegevens staan terug, maar bijwerken lukte niet: {explain_database_error(error)}"
                " Voer `manage.py migrate` en `manage.py rebuild_search` uit."
            ) from error
        audit.log(None, Action.RESTORE, file.name, gemaakt=when(manifest.made_at))
        connection.close()
        self.stdout.write("Migraties en zoekindex zijn in orde. Herstart het portaal.")
