"""The log book of exports: what those who signed in took out. Visitors are not followed."""

from dataclasses import replace

from django.conf import settings

from portal.audit.models import Action
from portal.audit.writing import log

# What somebody typed may be a name.
TYPED = "woorden"


class Counted:
    """Entries of a Table, counted while they are sent."""

    def __init__(self, entries):
        self.entries = entries
        self.number = 0

    def __call__(self):
        for entry in self.entries():
            self.number += 1
            yield entry


def followed(table, extension, request):
    """The Table to send, and what to call once it was sent: a function, None for visitors."""
    user = who(request)
    if user is None:
        return table, None
    counted = Counted(table.entries)
    filters = [
        chip["label"] if chip["label"] == TYPED else f"{chip['label']}: {chip['text']}" for chip in table.filters
    ]
    details = {"vorm": extension} | ({"filters": filters} if filters else {})
    return replace(table, entries=counted), lambda: log(
        user, Action.EXPORT, table.title, **details, rijen=counted.number
    )


def who(request):
    """Who signed in, None for a visitor. One without the cookie is not asked: that would touch the session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.method == "HEAD":
        return None
    return request.user if request.user.is_authenticated else None
