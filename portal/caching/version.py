"""The content version: texts that differ as soon as any content does, or as soon as figures do."""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple
from weakref import WeakSet

import psycopg
from django.db import DEFAULT_DB_ALIAS, Error, OperationalError, connections
from psycopg.pq import ExecStatus

QUERY = b"""
SELECT concat(sum(number), ' ', max(changed_at), ' ', current_setting('kapstok.content', true), ' ',
        current_setting('kapstok.figures', true)),
    concat(sum(number) FILTER (WHERE topic = 'figures'), ' ', max(changed_at) FILTER (WHERE topic = 'figures'), ' ',
        current_setting('kapstok.figures', true))
FROM portal_contentchange
"""
NAME = b"content_version"

prepared = WeakSet()
# The version that the request in hand began with.
seen = ContextVar("seen", default=None)


class Version(NamedTuple):
    """`content` differs as soon as anything does; `figures` when a table of portal.caching.triggers.FIGURES does."""

    content: str
    figures: str


@contextmanager
def request_of(version):
    """Answers a request that began with `version`: what it remembers asks the database no second time."""
    token = seen.set(version)
    try:
        yield
    finally:
        seen.reset(token)


def version_of_request():
    """The version that the request in hand began with; outside of visitors' requests that of now."""
    return seen.get() or content_version()


def content_version():
    """The Version as the database has it now; None when the database does not answer.

    It is the first query of a request, and tells what Django's own health check of a kept connection would ask: one
    that broke since the last request is made anew.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.health_check_done = True
    try:
        return read_version(database)
    except (Error, psycopg.Error):
        if database.in_atomic_block:
            return None
    try:
        database.close()
        return read_version(database)
    except (Error, psycopg.Error):
        return None


def read_version(database):
    """The version; raises the database errors of Django and psycopg.

    Prepared, and past Django's and psycopg's cursors: every visit waits for this, and so it takes a tenth of the time.
    """
    database.ensure_connection()
    driver = database.connection
    if driver not in prepared:
        driver.pgconn.prepare(NAME, QUERY)
        prepared.add(driver)
    result = driver.pgconn.exec_prepared(NAME, [])
    if result.status != ExecStatus.TUPLES_OK:
        raise OperationalError(result.error_message.decode(errors="replace"))
    return Version(result.get_value(0, 0).decode(), result.get_value(0, 1).decode())
