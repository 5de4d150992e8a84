"""Triggers by which an entry that visitors may no longer see leaves the search index at once, and its words with it.

Whoever hides or deletes it, and however: QuerySet.update() and SQL pass by the signals of portal.search.changes. A word
that only a hidden entry had is no suggestion for a typing error any more.
"""

from django.db import connections

from portal.search.index import entry_models

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
TRIGGER = """
CREATE TRIGGER {} AFTER {} ON {} REFERENCING {} TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION {}
"""
TABLES = "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind = 'r' AND pg_table_is_visible(oid)"
PRESENT = """
SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relname = ANY(%s) AND pg_table_is_visible(pg_class.oid)
"""
INDEX = "portal_indexedentry"


def make_triggers(using="default", **_):
    """Makes the triggers that are missing; called after every migrate, also one that stopped half-way."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = {name for (name,) in answers(cursor, TABLES)}
        if INDEX not in tables:
            return
        present = set(answers(cursor, PRESENT))
        cursor.execute(HIDE)
        cursor.execute(FORGET)
        for table, trigger, *rest in wanted():
            if table in tables and (table, trigger) not in present:
                event, rows, function = rest
                quoted = connection.ops.quote_name(table)
                cursor.execute(TRIGGER.format(trigger, event, quoted, rows, function))


def wanted():
    """All triggers: yields table, name, event, which rows it looks at, and what it calls."""
    yield INDEX, "forget_words", "DELETE", "OLD", "portal_forget_words()"
    for model in entry_models():
        hide = f"portal_hide_entries('{model.search_kind:d}')"
        yield model._meta.db_table, "hide_updated", "UPDATE", "NEW", hide
        yield model._meta.db_table, "hide_deleted", "DELETE", "OLD", hide


def answers(cursor, statement):
    """The rows that a statement about the tables gives."""
    cursor.execute(statement, [[INDEX, *(model._meta.db_table for model in entry_models())]])
    return cursor.fetchall()
