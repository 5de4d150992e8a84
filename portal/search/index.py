"""Keeping the index in step with the entries. `portal.search.changes` calls this on every change of content."""

import json

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from portal.models.entry import Entry
from portal.models.search import IndexedEntry
from portal.search.vector import EXACT, all_lexemes, vector_of

BATCH = 200  # entries indexed together

SAVE = """
INSERT INTO portal_indexedentry (kind, entry_id, day, completeness, own_order, sort_key, facets, vector, card,
  relations, passage)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::tsvector, %s, %s, %s)
ON CONFLICT (kind, entry_id) DO UPDATE SET day = excluded.day, completeness = excluded.completeness,
  own_order = excluded.own_order, sort_key = excluded.sort_key, facets = excluded.facets, vector = excluded.vector,
  card = excluded.card, relations = excluded.relations, passage = excluded.passage
"""
REMOVE = "DELETE FROM portal_indexedentry WHERE kind = %s AND entry_id = ANY(%s)"
WORDS_OF = """
SELECT word, count(*) FROM portal_indexedentry, unnest(tsvector_to_array(vector)) AS word
WHERE kind = %s AND entry_id = ANY(%s) AND word LIKE '=%%' GROUP BY word
"""
COUNT_WORD = """
INSERT INTO portal_indexedword (word, lexemes, entries) VALUES (%s, %s, %s)
ON CONFLICT (word) DO UPDATE SET lexemes = excluded.lexemes, entries = portal_indexedword.entries + excluded.entries
"""
FORGET_WORDS = "DELETE FROM portal_indexedword WHERE entries <= 0 AND word = ANY(%s)"


def entry_models():
    """The models of all kinds of entry, by kind; a list."""
    return sorted(concrete_entries(Entry), key=lambda model: model.search_kind)


def concrete_entries(model):
    """The models below `model` that have a table."""
    for child in model.__subclasses__():
        if not child._meta.abstract:
            yield child
        yield from concrete_entries(child)


def is_missing():
    """Whether there are entries for visitors, but none in the index."""
    return not IndexedEntry.objects.exists() and any(model.objects.published().exists() for model in entry_models())


def refresh(model, keys, count_words=True):
    """Index the entries of `model` with primary keys `keys` anew; those that visitors may not see leave the index.

    `count_words=False` leaves the word list to a recount: see recount_words().
    """
    keys = sorted(set(keys))
    for start in range(0, len(keys), BATCH):
        refresh_batch(model, keys[start : start + BATCH], count_words)


@transaction.atomic
def refresh_batch(model, keys, count_words):
    # An editor who saves one of these entries waits, or has it indexed after us: an old text never comes last.
    list(model._base_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))
    entries = list(model.objects.published().filter(pk__in=keys).for_index())
    hidden = set(keys) - {entry.pk for entry in entries}
    with connection.cursor() as cursor:
        # A trigger takes their words from the list, as it does for rows that others remove.
        cursor.execute(REMOVE, [model.search_kind, list(hidden)])
        before = words_of(cursor, model, keys) if count_words else {}
        cursor.executemany(SAVE, [row_of(entry) for entry in entries])
        if count_words:
            count(cursor, before, words_of(cursor, model, keys))


def row_of(entry):
    """The row of a published entry, in the order of SAVE. Texts cannot hold NUL: PostgreSQL takes none."""
    texts = entry.search_texts()
    passage = "\n".join(filter(None, texts["C"]))
    return [
        *(entry.search_kind, entry.pk, entry.published_on, entry.completeness, entry.own_order, entry.sort_key),
        entry.facets,
        vector_of(texts, entry.searched_municipalities()),
        *(as_json(entry.card()), as_json(entry.relations())),
        passage,
    ]


def as_json(value):
    """For a column of JSON; a date becomes a text."""
    return Jsonb(value, dumps=lambda each: json.dumps(each, ensure_ascii=False, default=str))


def words_of(cursor, model, keys):
    """In how many of these rows each word stands; a dict of word to int."""
    cursor.execute(WORDS_OF, [model.search_kind, list(keys)])
    return {word.removeprefix(EXACT): entries for word, entries in cursor.fetchall()}


def count(cursor, before, after):
    """Bring the word list from what rows held `before` to what they hold `after`."""
    # In one order, so that two that index at once wait for each other instead of blocking each other.
    changed = sorted(word for word in before.keys() | after.keys() if before.get(word) != after.get(word))
    rows = [(word, lexemes_in_list(word), after.get(word, 0) - before.get(word, 0)) for word in changed]
    cursor.executemany(COUNT_WORD, rows)
    gone = [word for word in changed if word not in after]
    if gone:
        cursor.execute(FORGET_WORDS, [gone])


def lexemes_in_list(word):
    """The lexemes under which the word list knows `word`: all but the word itself."""
    return [lexeme for lexeme in all_lexemes(word) if not lexeme.startswith(EXACT)]


@transaction.atomic
def recount_words():
    """Make the word list anew from the index, in one piece: nobody sees half a list."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE portal_indexedword IN EXCLUSIVE MODE")
        cursor.execute("SELECT word, ndoc FROM ts_stat('SELECT vector FROM portal_indexedentry') WHERE word LIKE '=%'")
        found = [(word.removeprefix(EXACT), entries) for word, entries in cursor.fetchall()]
        cursor.execute("DELETE FROM portal_indexedword")
        with cursor.copy("COPY portal_indexedword (word, lexemes, entries) FROM STDIN") as copy:
            for word, entries in found:
                copy.write_row((word, lexemes_in_list(word), entries))


def remove_strays(model):
    """Remove rows of entries that no longer exist or that visitors may not see."""
    public = model.objects.published().values("pk")
    IndexedEntry.objects.filter(kind=model.search_kind).exclude(entry_id__in=public).delete()
