from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand

from monitor.loading import LoadingError, UnconfirmedError, load, opened, words
from monitor.loading.open_data import LIST, by_hand, open_data
from monitor.reading import UnreadableFile


class Command(BaseCommand):
    help = (
        "Haalt officiële open data op en leest ze in, bestand na bestand. Wat u zelf in de map met bestanden zet, gaat"
        " voor op wat op het net staat. Afsluitcode 1 als er een bestand ontbreekt of niet lukt."
    )

    def add_arguments(self, parser):
        parser.add_argument("--list", default=LIST, metavar="pad", help="De lijst met adressen.")
        parser.add_argument("--folder", metavar="pad", help="De map met bestanden die u zelf ophaalde.")

    def handle(self, *args, list, folder, **options):
        self.folder = Path(folder or settings.LOCAL_DIR / "figures")
        self.doubted = False
        try:
            wanted = open_data(list)
        except LoadingError as error:
            raise CommandError(str(error)) from error
        wrong = {
            each: self.doubted
            for number, each in enumerate(wanted, 1)
            if not self.take(each, f"[{number}/{len(wanted)}]")
        }
        if wrong:
            self.advise([each for each, is_doubted in wrong.items() if not is_doubted])
            raise CommandError(f"Niet in orde: {len(wrong)} van de {len(wanted)} bestanden. Wat wel lukte, staat erin.")
        self.stdout.write("Alle cijfers zijn ingelezen.")

    def take(self, each, place):
        """Takes in one of the list, from the folder or from its address; whether that went well."""
        self.stdout.write(f"{place} {each.what}")
        self.doubted = False
        own = by_hand(each, self.folder)
        if own:
            # Each of them, also after one that fails.
            return all(list(map(self.load, own)))
        if not each.address:
            self.stdout.write("  Dit bestand haalt u zelf op.")
            return False
        return self.load(each.address)

    def load(self, address):
        """Takes in one file; whether that went well."""
        try:
            with opened(address) as file:
                self.stdout.write(f"  {file.name} wordt gelezen …")
                self.stdout.flush()
                record = load(file)
        except UnconfirmedError as error:
            self.doubted = True
            self.stdout.write(f"  {error}\n  Dat doet u met: manage.py import_figures --apply --replace '{address}'")
            return False
        except (LoadingError, UnreadableFile) as error:
            self.stdout.write(f"  Dit lukt niet: {error}")
            return False
        if record:
            self.stdout.write(f"  Ingelezen, met nummer {record.pk}: {words.changes(record.report['counts'])}.")
        else:
            self.stdout.write("  Al ingelezen, niets verandert.")
        return True

    def advise(self, missing):
        """Says what to download by hand, and where to put it."""
        if not missing:
            return
        self.stdout.write(f"\nHaal deze bestanden zelf op, zet ze in {self.folder} en start opnieuw:")
        for each in missing:
            page = f", te vinden op {each.page}" if each.page else ""
            self.stdout.write(f"  {each.name}: {each.what}{page}")
