from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from portal.reading import UnreadableFile
from portal.spreadsheets import words
from portal.spreadsheets.applying import TakeInError, take_in
from portal.spreadsheets.kinds import kinds
from portal.spreadsheets.plan import CHANGED, NEW, REFUSED
from portal.spreadsheets.planning import plan_of
from portal.spreadsheets.reading import sheet_in

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Leest een rekenblad in, in de vorm die Kapstok exporteert. Zonder --apply ziet u alleen wat er zou veranderen."
        " Afsluitcode 0: alles is in orde. 1: het bestand, of een deel ervan, is geweigerd."
    )

    def add_arguments(self, parser):
        parser.add_argument("kind", choices=sorted(kinds()), metavar="soort", help=", ".join(sorted(kinds())))
        parser.add_argument("file", metavar="bestand", type=Path, help="CSV, XLSX of ODS")
        parser.add_argument("--apply", action="store_true", help="Lees het echt in.")
        parser.add_argument(
            "--rest", action="store_true", help="Lees ook in als een deel geweigerd is: dat blijft zoals het is."
        )

    def handle(self, *args, kind, file, apply, rest, **options):
        kind = kinds()[kind]
        try:
            sheet = sheet_in(file, file.name, kind, kinds().values())
            plan = plan_of(kind, sheet)
            self.show(plan)
            if apply and plan.works:
                self.stdout.write(words.done(take_in(kind, sheet, None, plan.digest, file.name, rest)))
            elif plan.works:
                self.stdout.write("Er is nog niets veranderd. Voeg --apply toe om dit in te lezen.")
        except (UnreadableFile, TakeInError) as error:
            raise CommandError(str(error)) from error
        if plan.counts["faults"] and not (apply and rest):
            raise CommandError("Een deel van het bestand is geweigerd.")

    def show(self, plan):
        self.stdout.write(words.summary(plan))
        for line in plan.ignored:
            self.stdout.write(line)
        for state in (REFUSED, CHANGED, NEW):
            found = plan.of(state)
            for outcome in found[:SHOWN]:
                self.show_row(outcome)
            if len(found) > SHOWN:
                self.stdout.write(f"… en nog {len(found) - SHOWN}")

    def show_row(self, outcome):
        self.stdout.write(outcome.heading)
        for line in [*outcome.faults, *outcome.notes]:
            self.stdout.write(f"  {line}")
        for edit in outcome.edits:
            self.stdout.write(f"  {edit.label}: {edit.before or '(leeg)'} → {edit.after or '(leeg)'}")
