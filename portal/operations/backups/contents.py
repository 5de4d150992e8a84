"""What is in a database: its tables with a count and a checksum each, its migrations, and when it last changed."""

from typing import NamedTuple

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# Of these only the table goes along. Who is signed in: a file that outlives a session, and may be copied, is no place
# for keys to somebody's desk. And who is locked out for a while.
LEFT_OUT = ("django_session", "accounts_counter")
# What changes while nobody works.
RESTLESS = (*LEFT_OUT, "operations_lastrun")

# Values are written alike everywhere: a checksum is of their text.
ALIKE = "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres';" + (
    " SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'"
)
# Of a table, whatever the order of its rows.
COUNT = "count(*)"
CHECKSUM = "coalesce(sum(('x' || left(md5(kapstok_row::text), 15))::bit(60)::bigint), 0)"
TABLES = """
SELECT relname::text FROM pg_class
WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p') ORDER BY 1
"""
MOMENTS = """
SELECT table_name::text, column_name::text FROM information_schema.columns
WHERE table_schema = 'public' AND data_type = 'timestamp with time zone' AND table_name = ANY(%s)
"""


class Table(NamedTuple):
    """How many rows a table has, and the checksum of their text: a whole number."""

    rows: int
    checksum: int


def quoted(table):
    """The table's name in SQL."""
    return f"public.{connection.ops.quote_name(table)}"


def tables():
    """The names of all tables in the database; a list."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def measured():
    """Each table but those that are left out; a dict of name to Table. Call it in a transaction."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(ALIKE)
        for table in tables():
            if table not in LEFT_OUT:
                cursor.execute(f"SELECT {COUNT}, {CHECKSUM} FROM {quoted(table)} AS kapstok_row")  # noqa: S608
                rows, checksum = cursor.fetchone()
                found[table] = Table(rows, int(checksum))
    return found


def last_change():
    """The last moment, up to now, that any row holds; None when no row holds any."""
    calm = [table for table in tables() if table not in RESTLESS]
    with connection.cursor() as cursor:
        cursor.execute(MOMENTS, [calm])
        moments = [
            f"(SELECT max({name}) FROM {quoted(table)} WHERE {name} <= now())"  # noqa: S608
            for table, column in cursor.fetchall()
            for name in [connection.ops.quote_name(column)]
        ]
        cursor.execute(f"SELECT greatest({', '.join(moments) or 'NULL'})")
        return cursor.fetchone()[0]


def migrations():
    """The migrations that the database went through; a sorted list of [app, name]."""
    return sorted(list(key) for key in MigrationRecorder(connection).applied_migrations())


def unknown_migrations(applied):
    """Those of `applied` that this code does not have: they come from a later Kapstok. A list of "app.name"."""
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    known = loader.disk_migrations.keys() | replaced
    return [f"{app}.{name}" for app, name in map(tuple, applied) if (app, name) not in known]


def name_of(table):
    """What a table holds, in Dutch; its own name for one that no model describes."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return str(models[table]._meta.verbose_name_plural) if table in models else table
