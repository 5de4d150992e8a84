from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portaal"

    def ready(self):
        from portal.roles import set_up_roles

        # Permissions exist only after migrating; a new role or right then reaches every database by itself.
        post_migrate.connect(set_up_roles, sender=self)
