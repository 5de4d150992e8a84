"""One run of the checks: those that were not checked for longest, within a number and a time."""

from collections import defaultdict
from contextlib import contextmanager
from datetime import timedelta
from itertools import chain, zip_longest
from time import monotonic

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from portal.freshness.links.checking import Checker
from portal.freshness.links.gathering import gather
from portal.freshness.models import LinkCheck

# What was checked in this time is not checked again: a run that was stopped goes on where it was.
ENOUGH = timedelta(hours=20)
# One run at a time, on this PostgreSQL advisory lock; the number only has to be our own.
LOCK = 20_261_162


class BusyError(Exception):
    """Another run is at work."""


def run(limit, minutes, say, checker=None):
    """Gathers the addresses, checks at most `limit` of them in about `minutes`, and tells `say` a line of each."""
    with alone():
        checker, until = checker or Checker(), monotonic() + minutes * 60
        say(f"{gather()} adressen in fiches en bronnen.")
        done = 0
        for link in in_turns(waiting()[:limit]):
            if monotonic() > until:
                say("De tijd is om. De rest komt in een volgende keer.")
                break
            if link.host in checker.resting:
                continue
            found = checker.check(link.url)
            now = timezone.now()
            link.note(found, now, timezone.localdate(now))
            done += 1
            if not found.works:
                say(f"  {link.url}: {found.text}")
        say(f"{done} nagekeken; {LinkCheck.objects.broken().count()} kapot in het geheel.")


def waiting():
    """The links to check now, those of longest ago first."""
    before = timezone.now() - ENOUGH
    return LinkCheck.objects.filter(Q(checked_at=None) | Q(checked_at__lt=before)).in_turn()


def in_turns(links):
    """The same links, so that two of one website do not follow each other if that can be; a list."""
    by_host = defaultdict(list)
    for link in links:
        by_host[link.host].append(link)
    return [link for link in chain.from_iterable(zip_longest(*by_host.values())) if link]


@contextmanager
def alone():
    """Makes sure that no other run is at work. Raises BusyError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise BusyError
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
