from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.content.check import Checked
from portal.content.files import ContentError, read


class Command(BaseCommand):
    help = "Kijkt de inhoudsbestanden na, zonder databank."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--folder", default=settings.CONTENT_DIR, help="De map met de bestanden.")
        parser.add_argument("--long-sentences", action="store_true", help="Toon ook zinnen van meer dan 25 woorden.")

    def handle(self, *args, folder, long_sentences, **options):
        try:
            checked = Checked(read(folder))
        except ContentError as error:
            raise CommandError(str(error)) from error
        if long_sentences:
            for warning in checked.warnings:
                self.stdout.write(warning)
        if checked.errors:
            raise CommandError("\n".join(checked.errors))
        counts = ", ".join(f"{len(records)} {name}" for name, records in sorted(checked.records.items()))
        self.stdout.write(f"De inhoud is in orde: {counts}. Lange zinnen: {len(checked.warnings)}.")
