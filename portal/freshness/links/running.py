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
# So many websites at once are not gone: then it is our own network.
SILENT = 3
# One run at a time, on this PostgreSQL advisory lock; the number only has to be our own.
LOCK = 20_261_162


class BusyError(Exception):
    """Another run is at work."""


def run(limit, minutes, say, checker=None):
    """Gathers the addresses, checks at most `limit` of them in about `minutes`, and tells `say` a line of each."""
    with alone():
        checker, until = checker or Checker(), monotonic() + minutes * 60
        say(f"{gather()} adressen in fiches en bronnen.")
        done = save_all(found_in(checker, waiting()[:limit], until, say), say)
        say(f"{done} nagekeken; {LinkCheck.objects.broken().count()} kapot in het geheel.")


def found_in(checker, links, until, say):
    """Checks links one by one as long as there is time; gives each with what was found."""
    for link in in_turns(links):
        if monotonic() > until:
            say("De tijd is om. De rest komt in een volgende keer.")
            return
        if link.host not in checker.resting:
            yield link, checker.check(link.url)


def save_all(results, say):
    """Saves what was found, at once from the first answer on; returns how much. Without a network it saves nothing."""
    unsure, done, is_online = [], 0, False
    for link, found in results:
        if not found.works:
            say(f"  {link.url}: {found.text}")
        is_online = is_online or found.answered
        unsure.append((link, found))
        if is_online:
            done += save(unsure)
    if len({link.host for link, _ in unsure}) >= SILENT:
        say("Geen enkele website antwoordde. Is er wel een netwerk? Er is niets bewaard.")
        return 0
    return done + save(unsure)


def save(results):
    """Saves these and empties the list; returns how many."""
    now, number = timezone.now(), len(results)
    while results:
        link, found = results.pop(0)
        link.note(found, now, timezone.localdate(now))
    return number


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
