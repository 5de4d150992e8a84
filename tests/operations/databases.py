"""Databases of a test's own, beside that of the suite: what a backup is of must be committed."""

import itertools
import re
from contextlib import contextmanager

import psycopg
from django.db import connection

TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences"
# Columns, indexes, constraints, triggers and functions.
SHAPE = [
    "SELECT concat(table_name, column_name, data_type, is_nullable) FROM information_schema.columns"
    " WHERE table_schema = 'public'",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT concat(conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
]
# PostgreSQL writes conditions anew with other casts, that mean the same.
CASTS = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]")
numbers = itertools.count(1)


class Databases:
    """Makes databases, and lets Django work on one of them."""

    def __init__(self):
        self.first = connection.settings_dict["NAME"]
        self.made = []

    def make(self, like="template0"):
        """A new database, a copy of the one with that name; its name."""
        connection.close()
        name = f"{self.first}_{next(numbers)}"
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        self.made.append(name)
        return name

    def connect(self, name):
        """A connection past Django, with autocommit."""
        given = connection.get_connection_params()
        words = {key: given[key] for key in ("host", "port", "user", "password", "requirepeer") if key in given}
        return psycopg.connect(**words, dbname=name, autocommit=True)

    def ask(self, statement):
        with self.connect("postgres") as server:
            server.execute(statement)

    @contextmanager
    def on(self, name):
        """Django works on that database."""
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = self.first

    def drop(self):
        for name in self.made:
            self.ask(f'DROP DATABASE "{name}" WITH (FORCE)')

    def rows(self, name):
        """Every row of every table, as text; a dict of table to a sorted list. Sequences too, with their last value."""
        with self.connect(name) as database:
            tables = database.execute(TABLES)
            found = {
                table: sorted(row for (row,) in database.execute(f'SELECT t::text FROM public."{table}" AS t'))
                for (table,) in tables.fetchall()
            }
            found["sequences"] = sorted(
                database.execute("SELECT sequencename, last_value FROM pg_sequences").fetchall()
            )
            return found

    def shape(self, name):
        """Every column, index, constraint, trigger and function; a list of texts."""
        with self.connect(name) as database:
            texts = [text for part in SHAPE for (text,) in database.execute(part).fetchall()]
        return sorted(CASTS.sub("", text) for text in texts)
