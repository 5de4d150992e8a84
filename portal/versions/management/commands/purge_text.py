from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from portal.versions.admin import PurgeForm
from portal.versions.finding import Pattern, addresses_with, find, kind_of
from portal.versions.purging import MARK, purge


class Command(BaseCommand):
    help = f"Vervangt een tekst, zoals een naam, overal door “{MARK}”: in fiches, versies, voorstellen en prullenbak."

    def add_arguments(self, parser):
        parser.add_argument("text", help="De tekst, tussen aanhalingstekens.")
        parser.add_argument("--yes", action="store_true", help="Vraag niets meer.")

    def handle(self, *args, text, yes, **options):
        form = PurgeForm({"text": text})
        if not form.is_valid():
            raise CommandError(" ".join(form.errors["text"]))
        pattern = Pattern(form.cleaned_data["text"])
        found = find(pattern)
        for model, places in found.items():
            self.stdout.write(f"{kind_of(model)}: {len(places)}")
        for thing in addresses_with(pattern):
            self.stdout.write(f"Zelf te doen, het adres van: {thing} ({thing.slug})")
        if not found:
            self.stdout.write("De tekst staat nergens.")
        elif yes or input("Overal verwijderen? Dat kan niet ongedaan worden gemaakt. [ja/nee] ") == "ja":
            self.purge(pattern)
        else:
            self.stdout.write("Niets verwijderd.")

    def purge(self, pattern):
        try:
            record = purge(pattern, None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Vervangen in {sum(record.report.values())} rijen.")
