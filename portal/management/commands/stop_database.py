from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal import embedded
from portal.embedded.errors import ServerError
from portal.management.address import running_portals


class Command(BaseCommand):
    help = "Stopt de eigen databank van dit portaal."
    requires_system_checks = ()

    def handle(self, *args, **options):
        if connection.settings_dict["ENGINE"] != embedded.ENGINE:
            raise CommandError("DATABASE_URL is ingesteld: dit portaal heeft geen eigen databank om te stoppen.")
        try:
            stopped = embedded.own_server().stop()
        except ServerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Databank: gestopt." if stopped else "Databank: draaide niet.")
        for port in running_portals(settings.LOCAL_DIR):
            self.stdout.write(f"Op poort {port} draait nog een portaal; het volgende bezoek start ze opnieuw.")
