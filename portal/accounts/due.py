"""What of signing in is old enough to go."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from portal.accounts.models import SignIn


def run(now):
    """Removes ended sessions, counters that ran out, and sign-ins of long ago; a list of Dutch lines."""
    Session.objects.filter(expire_date__lt=now).delete()
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608  a name of our own
    number, _ = SignIn.objects.forgettable(now).delete()
    return [f"Accounts: {number} oude aanmeldingen vergeten."] if number else []
