from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portaal"

    def ready(self):
        from portal.caching import triggers
        from portal.roles import set_up_roles
        from portal.search import changes, hiding

        # Tables and permissions exist only after migrating; new ones then reach every database by themselves.
        post_migrate.connect(triggers.make_triggers, sender=self)
        post_migrate.connect(set_up_roles, sender=self)
        post_migrate.connect(hiding.make_triggers, sender=self)
        changes.watch()
