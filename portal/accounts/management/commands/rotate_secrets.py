from django.core.management import CommandError
from django.core.management.base import BaseCommand

from portal.accounts.secondstep import encrypt_anew


class Command(BaseCommand):
    help = (
        "Versleutelt de geheimen van de tweede stap opnieuw met SECRET_KEY. Zet de oude sleutel eerst in"
        " SECRET_KEY_FALLBACKS; na dit bevel mag ze daar weg."
    )

    def handle(self, *args, **options):
        done, lost = encrypt_anew()
        self.stdout.write(f"Opnieuw versleuteld: {done}.")
        if lost:
            raise CommandError(
                f"Niet te lezen: {lost}. De sleutel waarmee ze versleuteld zijn, staat niet in SECRET_KEY_FALLBACKS."
                " Wis de tweede stap van die personen in het beheer; daarna stellen ze hem opnieuw in."
            )
