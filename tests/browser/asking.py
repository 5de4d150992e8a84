"""An owner of the running portal who was mailed, and the links in that mail."""

import os
import subprocess
import sys

from tests.browser.server import PROJECT

# What `manage.py shell` does there: makes somebody responsible for two practices, and asks about them.
ASK = """
from datetime import date
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from portal.freshness.models import Asked, Reminder, Round
from portal.freshness.tokens import ALL, ONE, token_for
from practices.models import Practice

owner = User.objects.create_user("gevraagd-{name}", email="{name}@kapstok.example")
made, _ = Round.objects.get_or_create(month=date(2001, 1, 1))
reminder = Reminder.objects.create(round=made, owner=owner, tried_at=timezone.now(), sent_at=timezone.now())
practices = Practice.objects.due().filter(owner=None).order_by("-pk")[:{number}]
asked = [
    Asked.objects.create(
        reminder=reminder,
        entry_type=ContentType.objects.get_for_model(each),
        entry_id=each.pk,
        due_since=each.due_since,
    )
    for each in practices
]
Practice.objects.filter(pk__in=[each.pk for each in practices]).update(owner=owner)
print(f"/nazicht/alles/{{token_for(reminder, ALL)}}/")
print(*(f"/nazicht/{{token_for(each, ONE)}}/" for each in asked), sep="\\n")
"""


def ask(database, key, number=12):
    """Asks a new owner about so many practices; the addresses in the mail, that of all of them first.

    `key` is the SECRET_KEY of the portal, which signs its links.
    """
    environment = {**os.environ, "DATABASE_URL": database, "SECRET_KEY": key}
    environment |= {"ALLOWED_HOSTS": "localhost", "SITE_URL": "https://localhost", "DEBUG": "0"}
    code = ASK.format(name=os.urandom(4).hex(), number=number)
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", code]
    told = subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True)
    return told.stdout.split()
