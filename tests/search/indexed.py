"""What the index holds, to compare as a whole."""

from io import StringIO

from django.core.management import call_command
from django.db import connection

from portal.models import IndexedEntry, IndexedWord


def rows():
    """All that the index holds, in one order."""
    return list(IndexedEntry.objects.order_by("kind", "entry_id").values())


def words():
    """The list of words, with the number of entries that have each."""
    return dict(IndexedWord.objects.values_list("word", "entries"))


def words_in_rows():
    """The same, counted in the rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT substr(lexeme, 2), count(*) FROM portal_indexedentry, unnest(tsvector_to_array(vector)) AS lexeme"
            " WHERE lexeme LIKE '=%' GROUP BY 1"
        )
        return dict(cursor.fetchall())


def rebuild():
    call_command("rebuild_search", stdout=StringIO())


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
