"""Fills the database of the settings with made-up practices, beside our own content.

Our own content gives the words, the vocabularies and the places. Its own practices are archived, so that a portal of
300 and one of 1,000,000 hold alike practices and a difference in speed is one of number. Every made-up practice is
drawn anew, none is a copy, so that words and their combinations are as frequent as they would be. Its row of the
search index is made by the portal's own code; what makes it quick is that nothing is read back from the database, and
that indexes are made once all rows are there.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context

from django.apps import apps
from django.db import connection, models

from portal.models import Entry, IndexedEntry, Status
from portal.search import index
from practices.models import Practice
from tests.bench.practices import make_up
from tests.bench.progress import number, say
from tests.bench.rows import FIRST_KEY, Choices, Rows
from tests.bench.words import Vocabulary, by_frequency

AT_ONCE = 2_000  # practices made and copied together


def own_texts():
    """All texts of our own entries of every kind, one at a time."""
    for model in apps.get_models():
        if issubclass(model, Entry):
            names = [field.name for field in model._meta.concrete_fields if type(field) is models.TextField]
            kept = model.objects.filter(pk__lt=FIRST_KEY).order_by("pk")
            for row in kept.values_list("title", *names):
                yield from row


def vocabulary():
    """The words of our own content."""
    return Vocabulary(by_frequency(own_texts()))


def fill(size):
    """Makes `size` practices, all processors at work."""
    Practice.objects.update(status=Status.ARCHIVED)
    index.remove_strays(Practice)
    with without_indexes():
        copy_all(size)
        say("  Indexen maken.")
    say("  Woorden tellen.")
    index.recount_words()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def copy_all(size):
    work = partial(copy_practices, vocabulary(), Choices())
    parts = [range(start, min(start + AT_ONCE, size + 1)) for start in range(1, size + 1, AT_ONCE)]
    connection.close()  # each process opens its own
    done = 0
    with ProcessPoolExecutor(min(os.cpu_count(), len(parts)), mp_context=get_context("fork")) as pool:
        for count in pool.map(work, parts):
            done += count
            say(f"  {number(done)} van {number(size)} praktijken geschreven.")


def copy_practices(words, choices, numbers):
    """Makes up and writes the practices with these numbers; how many those are."""
    rows = Rows(choices)
    for each in numbers:
        rows.add_practice(FIRST_KEY + each, *make_up(each, words, choices.keys))
    with connection.cursor() as cursor:
        # The keys come from the database itself: no need to look each of them up again.
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        rows.copy(cursor)
    return len(numbers)


@contextmanager
def without_indexes():
    """Drops the indexes of the tables that grow, but for those of keys, and makes them again afterwards."""
    tables = [model._meta.db_table for model in (Practice, IndexedEntry)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND NOT EXISTS "
            "(SELECT FROM pg_constraint WHERE conindid = indexname::regclass)",
            [tables],
        )
        found = dict(cursor.fetchall())
        cursor.execute(f"DROP INDEX {', '.join(found)}")
    yield
    with connection.cursor() as cursor:
        for statement in found.values():
            cursor.execute(statement)
