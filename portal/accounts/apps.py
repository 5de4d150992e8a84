from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


def make_counters(using="default", **_):
    """Makes the table of the cache when it is not there."""
    call_command("createcachetable", database=using, verbosity=0)


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self):
        from portal.accounts import receivers

        post_migrate.connect(make_counters, sender=self)
        receivers.connect()
