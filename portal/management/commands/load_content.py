from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.content import files
from portal.content.check import Checked
from portal.content.load import load
from portal.models import LoadedRecord
from portal.search import index

FILES = {"kind": "files", "key": "all"}


class Command(BaseCommand):
    help = "Laadt de inhoudsbestanden; wat iemand in het portaal veranderde, blijft zoals het is."

    def add_arguments(self, parser):
        parser.add_argument("--folder", default=settings.CONTENT_DIR, help="De map met de bestanden.")
        parser.add_argument("--again", action="store_true", help="Ook als de bestanden niet veranderden.")

    def handle(self, *args, folder, again, **options):
        self.load(folder, again)
        # An older database gets its search index here; later ones keep theirs in step.
        if index.is_missing():
            call_command("rebuild_search", stdout=self.stdout)

    def load(self, folder, again):
        try:
            digest = files.digest(folder)
            if not again and LoadedRecord.objects.filter(**FILES, digest=digest).exists():
                self.stdout.write("Inhoud: de bestanden zijn niet veranderd.")
                return
            report = load(Checked(files.read(folder)))
        except files.ContentError as error:
            raise CommandError(str(error)) from error
        self.remember(digest)
        for line in report.kept:
            self.stdout.write(f"  met rust gelaten: {line}")
        self.stdout.write(f"Inhoud: {report.summary}.")

    @staticmethod
    def remember(digest):
        """Notes that files with this digest are loaded, so that the next start need not read them."""
        LoadedRecord.objects.update_or_create(**FILES, defaults={"digest": digest, "saved_at": timezone.now()})
