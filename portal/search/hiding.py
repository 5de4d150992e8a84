"""Triggers by which an entry that visitors may no longer see leaves the search index at once, and its words with it.

Whoever hides or deletes it, and however: QuerySet.update() and SQL pass by the signals of portal.search.changes. A word
that only a hidden entry had is no suggestion for a typing error any more.
"""

from django.db import connections

from portal.search.index import entry_models
from portal.triggers import Trigger, make_missing

# For a whole statement at once: who archives a thousand entries waits for one removal.
HIDE = """
CREATE OR REPLACE FUNCTION portal_hide_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM portal_indexedentry AS row USING changed WHERE row.kind = TG_ARGV[0]::int
        AND row.entry_id = changed.id AND (TG_OP = 'DELETE' OR changed.status <> 'published');
    RETURN NULL;
END
$$
"""
# One by one in one order, as portal.search.index counts them: who waits for a word never holds one that comes later.
FORGET = """
CREATE OR REPLACE FUNCTION portal_forget_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lost record;
BEGIN
    FOR lost IN
        SELECT substr(lexeme, 2) COLLATE "C" AS word, count(*) AS number
        FROM changed, unnest(tsvector_to_array(changed.vector)) AS lexeme WHERE lexeme LIKE '=%' GROUP BY 1 ORDER BY 1
    LOOP
        UPDATE portal_indexedword SET entries = entries - lost.number WHERE word = lost.word;
        DELETE FROM portal_indexedword WHERE word = lost.word AND entries <= 0;
    END LOOP;
    RETURN NULL;
END
$$
"""
INDEX = "portal_indexedentry"


def make_triggers(using="default", **_):
    """Makes the triggers that are missing; called after every migrate, also one that stopped half-way."""
    connection = connections[using]
    if INDEX not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(HIDE)
        cursor.execute(FORGET)
    make_missing(connection, list(wanted()))


def wanted():
    """Yields all triggers."""
    yield Trigger(INDEX, "forget_words", "DELETE", "portal_forget_words()", "OLD")
    for model in entry_models():
        hide = f"portal_hide_entries('{model.search_kind:d}')"
        yield Trigger(model._meta.db_table, "hide_updated", "UPDATE", hide, "NEW")
        yield Trigger(model._meta.db_table, "hide_deleted", "DELETE", hide, "OLD")
