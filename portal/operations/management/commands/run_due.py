from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.operations.running import run_all


class Command(BaseCommand):
    help = "Doet wat nu gedaan moet worden: geplande publicaties, mails, opruimen. Voor elke minuut, door een timer."
    requires_system_checks = ()

    def handle(self, *args, **options):
        outcomes = run_all(timezone.now())
        if outcomes is None:
            self.stdout.write("Een ander proces is er al mee bezig.")
            return
        for outcome in outcomes:
            for line in outcome.lines:
                self.stdout.write(line)
        if failed := [f"{outcome.app} ({outcome.failure})" for outcome in outcomes if outcome.failure]:
            raise CommandError(f"Mislukt: {', '.join(failed)}. De rest is gedaan. Zie het logboek van het systeem.")
