"""Counting what visitors search for: the words, the number of results and the day, and nothing about who.

A view calls `note`; the middleware calls `count` for every visit that gets the page; gunicorn starts `keep_writing` in
each worker, because a visit itself writes nothing.
"""

import atexit
import logging
import re
from datetime import timedelta
from threading import Lock, Thread
from time import sleep

from django.db import Error, connection, transaction
from django.utils import timezone

from portal.models import SearchCount
from portal.text import fold

LONGEST = 80
MOST_AT_ONCE = 500  # different searches between two writes
MOST_A_DAY = 2_000
DAYS_KEPT = 400
WRITE_EVERY = 60  # seconds

# Somebody's mailbox; or five digits in a row, signs between them aside: a phone, file or national number.
PERSONAL = re.compile(r"@|(?:\d[\s()+./-]*){5}")

# Workers write one after the other, on this PostgreSQL advisory lock; the number only has to be our own.
LOCK = 20_261_123
UPSERT = """
INSERT INTO portal_searchcount (day, words, times, results)
SELECT * FROM unnest(%s::date[], %s::text[], %s::int[], %s::int[])
ON CONFLICT (day, words) DO UPDATE
SET times = portal_searchcount.times + excluded.times, results = excluded.results
"""

logger = logging.getLogger(__name__)


class Counts:
    """Searches of one process that are not written yet; its threads share them."""

    def __init__(self):
        self.lock = Lock()
        self.found = {}  # (day, words): [times, results]

    def add(self, words, results):
        key = timezone.localdate(), words
        with self.lock:
            if key in self.found or len(self.found) < MOST_AT_ONCE:
                times, _ = self.found.get(key, (0, 0))
                self.found[key] = times + 1, results

    def take(self):
        """What was counted since the last time; a dict of (day, words) to (times, results)."""
        with self.lock:
            taken, self.found = self.found, {}
        return taken


counts = Counts()


def note(response, words, results):
    """Says of the page `response` that it shows `results`, a number, for `words`; also for whoever gets it later."""
    folded = " ".join(fold(words.replace("\0", " ")).split())
    if folded and not PERSONAL.search(folded):
        response.noted_search = folded[:LONGEST].rstrip(), results


def noted(response):
    """What was noted of a page: words and results, or None."""
    return getattr(response, "noted_search", None)


def count(search):
    """Counts one visit to a page of which `search` was noted."""
    if search:
        counts.add(*search)


def keep_writing():
    """Writes what this process counts once a minute, and when it ends."""
    atexit.register(write)
    Thread(target=_write_forever, name="searches", daemon=True).start()


def _write_forever():
    while True:
        sleep(WRITE_EVERY)
        write()
        connection.close()


def write():
    """Writes what was counted, and removes what is too old. What cannot be written is given up, and logged."""
    if not (taken := counts.take()):
        return
    try:
        _write(taken)
    except Error as error:
        logger.warning("%s searches are not counted: %s", len(taken), error)


@transaction.atomic
def _write(taken):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if rows := _within_limit(taken):
            cursor.execute(UPSERT, [list(column) for column in zip(*rows, strict=True)])
    SearchCount.objects.filter(day__lt=timezone.localdate() - timedelta(days=DAYS_KEPT)).delete()


def _within_limit(taken):
    """The rows that fit in their day, those that it has already included; a list of (day, words, times, results)."""
    rows = []
    for day in sorted({day for day, _ in taken}):
        known = set(SearchCount.objects.filter(day=day).values_list("words", flat=True))
        for (other, words), (times, results) in taken.items():
            if other == day and (words in known or len(known) < MOST_A_DAY):
                known.add(words)
                rows.append((day, words, times, results))
    return rows
