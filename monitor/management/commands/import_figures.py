from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils.formats import date_format
from django.utils.timezone import localtime

from monitor.loading import LoadingError, load, opened, plan_for, undo, words
from monitor.models import FigureImport
from monitor.reading import UnreadableFile

SHOWN = 10


class Command(BaseCommand):
    help = (
        "Leest officiële cijfers uit bestanden in. Zonder --apply ziet u alleen wat er zou veranderen."
        " Afsluitcode 0: alles is in orde. 1: er ging iets mis, en van dat bestand is niets ingelezen."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="*", metavar="bestand", help="Een pad, of een adres met file:// of http(s)://"
        )
        parser.add_argument("--apply", action="store_true", help="Lees de cijfers echt in.")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Lees ook in als er cijfers verdwijnen of iets vreemd lijkt.",
        )
        parser.add_argument("--source", default="", metavar="slug", help="De bron, als het niet die van de vorm is.")
        parser.add_argument("--new", action="store_true", help="Maak een ontwerp van elke reeks die we niet kennen.")
        parser.add_argument("--undo", type=int, metavar="nummer", help="Maak een ingelezen bestand ongedaan.")
        parser.add_argument("--list", action="store_true", help="Toon wat er ingelezen is.")

    def handle(self, *args, files, undo, list, **options):
        if list:
            self.show_imports()
        elif undo is not None:
            self.undo(undo)
        elif not files:
            raise CommandError("Geef een bestand of een adres. Meer uitleg: manage.py import_figures --help")
        else:
            failed = [address for address in files if not self.take(address, **options)]
            if failed:
                raise CommandError(f"Niet in orde: {', '.join(failed)}.")

    def take(self, address, apply, source, new, replace, **_):
        """Shows the plan of one file and carries it out when asked; whether all went well."""
        self.stdout.write(f"\n{address}")
        try:
            with opened(address) as file:
                plan = plan_for(file, make_drafts=new)
                self.show(plan)
                if plan.faults:
                    return False
                if plan.is_done:
                    self.stdout.write(f"  Al ingelezen (nummer {plan.before.pk}), niets verandert.")
                elif apply and plan.doubts and not replace:
                    self.stderr.write("  Niet ingelezen. Klopt wat u moet nakijken? Voeg dan --replace toe.")
                    return False
                elif apply:
                    record = load(file, source=source, make_drafts=new, reading=plan.reading, is_confirmed=replace)
                    # None when somebody else took it in meanwhile.
                    self.stdout.write(f"  Ingelezen, met nummer {record.pk}." if record else "  Al ingelezen.")
                else:
                    self.stdout.write("  Er is nog niets veranderd. Voeg --apply toe om de cijfers in te lezen.")
        except (LoadingError, UnreadableFile) as error:
            self.stderr.write(f"  Dit lukt niet: {error}")
            return False
        return True

    def show(self, plan):
        for label, text in words.about(plan.reading):
            self.stdout.write(f"  {label}: {text}")
        for each in plan.loaded:
            draft = " (wordt een nieuw ontwerp)" if each.is_draft else ""
            title = each.indicator or each.series.name
            self.stdout.write(f"  {title}{draft}, {each.span}: {words.changes(each.counts)}")
        for heading, lines in words.notes(plan):
            self.show_lines(heading, lines)
        if unknown := [each.series.name for each in plan.unknown_series]:
            self.show_lines("Reeksen die we niet kennen, en die we dus niet inlezen", unknown)
            self.stdout.write(
                "    Zet de naam bij een indicator in het beheer („namen in bestanden”), lees het bestand daar in,"
                " of gebruik --new om er ontwerpen van te maken."
            )
        self.stdout.write(f"  Samen: {words.changes(plan.counts)}.")

    def show_lines(self, heading, lines):
        self.stdout.write(f"  {heading}:")
        for line in lines[:SHOWN]:
            self.stdout.write(f"    {line}")
        if len(lines) > SHOWN:
            self.stdout.write(f"    … en nog {len(lines) - SHOWN}")

    def show_imports(self):
        for record in FigureImport.objects.all():
            when = date_format(localtime(record.imported_at), "SHORT_DATETIME_FORMAT")
            gone = " (ongedaan gemaakt)" if record.undone_at else ""
            self.stdout.write(f"{record.pk}: {record.name}, {when}{gone}")

    def undo(self, number):
        record = FigureImport.objects.filter(pk=number).first()
        if record is None:
            raise CommandError(f"Er is geen ingelezen bestand met nummer {number}. Bekijk de lijst met --list.")
        try:
            undo(record)
        except LoadingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"“{record}” is ongedaan gemaakt: alle cijfers staan weer zoals ervoor.")
