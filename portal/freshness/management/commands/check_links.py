from django.core.management.base import BaseCommand, CommandError

from portal.freshness.links.running import BusyError, run


class Command(BaseCommand):
    help = (
        "Kijkt of de websites in fiches en bronnen nog bestaan. Verbergt niets: wat op drie dagen faalt, komt in een"
        " lijst voor redacteurs. Een volgende keer gaat verder waar deze stopte."
    )

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, default=500, help="Hoogstens zoveel adressen, standaard %(default)s.")
        parser.add_argument("--minutes", type=int, default=30, help="Hoogstens zoveel minuten, standaard %(default)s.")

    def handle(self, *args, limit, minutes, **options):
        if limit < 1 or minutes < 1:
            raise CommandError("--limit en --minutes zijn minstens 1.")
        try:
            run(limit, minutes, self.say)
        except BusyError:
            raise CommandError("Er loopt al een controle van links.") from None

    def say(self, line):
        """Writes a line at once, also to a log."""
        self.stdout.write(line)
        self.stdout.flush()
