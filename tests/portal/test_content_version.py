"""No change of content goes unnoticed, and noticing it holds nobody up."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.caching.triggers import FIGURES, content_tables, make_triggers, trigger_on
from portal.caching.version import QUERY, content_version
from portal.models import LoadedRecord, SearchCount, Theme
from practices.models import Practice
from tests import factories
from tests.test_consistency import OURS

NOT_CONTENT = {"portal_contentchange", "portal_loadedrecord", "portal_searchcount"}
SIXTY_ROWS = "FROM generate_series(1, 60)"
STATEMENTS = [
    "INSERT INTO {table} SELECT * FROM {table} WHERE false",
    "UPDATE {table} SET {column} = {column} WHERE false",
    "DELETE FROM {table} WHERE false",
    "TRUNCATE {table} CASCADE",
]


def tables():
    """Every table of ours, with one of its columns; a dict."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return {
        model._meta.db_table: next(field.column for field in model._meta.fields if field.column) for model in models
    }


def execute(statement, using=connection):
    with using.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def no_transaction(django_db_setup, django_db_blocker):
    """The database as visitors meet it; what is written stays, so a test only reads."""
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.fixture
def scratch(no_transaction):
    """Two themes and the count of their changes, apart from the other tests: what happens here is committed."""
    execute("CREATE SCHEMA scratch")
    execute("SET search_path = scratch, public")
    for table in ("portal_contentchange", "portal_theme"):
        execute(f"CREATE TABLE scratch.{table} (LIKE public.{table} INCLUDING ALL)")
    execute(
        "INSERT INTO portal_theme (id, slug, name, question, summary, position, updated_at)"
        " SELECT id, id, id, '', '', 0, now() FROM generate_series(1, 2) AS id"
    )
    execute(trigger_on("portal_theme", "figures").sql("portal_theme"))
    yield
    execute("DROP SCHEMA scratch CASCADE")


@contextmanager
def other_connection():
    """A connection of somebody else, who would rather fail than wait; in the scratch schema, if there is one."""
    other = connection.copy()
    try:
        execute("SET lock_timeout = '2s'", other)
        execute("SET search_path = scratch, public", other)
        yield other
    finally:
        other.close()


@pytest.mark.parametrize("statement", STATEMENTS, ids=["insert", "update", "delete", "truncate"])
def test_every_statement_on_content_counts(db, statement):
    factories.make_theme()
    silent = set()
    for table, column in tables().items():
        before = content_version()
        execute(statement.format(table=table, column=column))
        if content_version() == before:
            silent.add(table)

    assert silent == (NOT_CONTENT if "TRUNCATE" not in statement else NOT_CONTENT - {"portal_contentchange"})


@pytest.mark.parametrize(
    "change",
    [
        lambda theme, practice: theme.save(),
        lambda theme, practice: Theme.objects.filter(pk=theme.pk).update(name="Ander"),
        lambda theme, practice: Theme.objects.bulk_create([Theme(name="Nieuw", slug="nieuw")]),
        lambda theme, practice: practice.themes.add(theme),
        lambda theme, practice: practice.citations.all().delete(),
        lambda theme, practice: practice.delete(),
        lambda theme, practice: execute(f"UPDATE portal_theme SET position = 9 WHERE id = {theme.pk}"),
    ],
    ids=["save", "update", "bulk_create", "relation", "child", "delete", "sql"],
)
def test_every_way_of_changing_counts(db, change):
    things = factories.make_theme(), factories.make_practice()
    before = content_version()

    change(*things)

    assert content_version() != before


def test_reading_and_what_visitors_do_not_see_do_not_count(db):
    before = content_version()

    list(Practice.objects.all())
    now = timezone.now()
    LoadedRecord.objects.create(kind="thema", key="taal", digest="0", saved_at=now)
    SearchCount.objects.create(day=date(2026, 3, 1), words="taal", times=1, results=1)
    User.objects.create_user("iemand")

    assert content_version() == before


def test_version_of_figures_changes_with_their_tables_alone(db):
    labels = {model._meta.db_table: model._meta.label for model in apps.get_models(include_auto_created=True)}
    told = set()
    for table in content_tables():
        before = content_version()
        execute(f"DELETE FROM {table} WHERE false")
        if content_version().figures != before.figures:
            told.add(labels[table])

    assert told == FIGURES


def test_topics_count_apart_in_one_transaction(scratch):
    execute("CREATE TABLE scratch.practices_practice (id int)")
    execute(trigger_on("practices_practice", "content").sql("practices_practice"))
    before = content_version()
    with other_connection() as other:
        execute("BEGIN", other)
        execute("DELETE FROM practices_practice", other)
        execute("COMMIT", other)
        of_content = content_version()
        execute("BEGIN", other)
        execute("DELETE FROM practices_practice", other)
        execute("UPDATE portal_theme SET position = 1", other)
        execute("COMMIT", other)
    of_both = content_version()

    assert of_content.content != before.content
    assert of_content.figures == before.figures
    assert of_both.content != of_content.content
    assert of_both.figures != before.figures
    assert execute("SELECT topic, sum(number) FROM portal_contentchange GROUP BY 1 ORDER BY 1") == [
        ("content", 2),
        ("figures", 1),
    ]


def test_rollback_to_savepoint_does_not_count(db):
    factories.make_theme()
    before = content_version()
    with transaction.atomic():
        factories.make_theme()
        within = content_version()
        transaction.set_rollback(True)

    assert within != before
    assert content_version() == before


def test_version_changes_when_others_see_the_change(scratch):
    before = content_version()
    with other_connection() as other:
        execute("BEGIN", other)
        execute("UPDATE portal_theme SET position = 1", other)
        unseen = content_version()
        execute("COMMIT", other)
        after = content_version()
        execute("BEGIN", other)
        execute("DELETE FROM portal_theme", other)
        execute("ROLLBACK", other)

    assert unseen == before
    assert after != before
    assert content_version() == after


def test_all_connections_see_the_same_version(scratch):
    execute("UPDATE portal_theme SET position = 1")
    with other_connection() as other:
        execute("UPDATE portal_theme SET position = 2", other)
        seen = content_version()

        assert execute(QUERY.decode(), other) == [seen]


def test_writers_do_not_wait_for_each_other(scratch):
    versions = [content_version()]
    with other_connection() as other:
        execute("BEGIN", other)
        execute("UPDATE portal_theme SET position = 1 WHERE id = 1", other)
        for position in range(60):
            execute(f"UPDATE portal_theme SET position = {position} WHERE id = 2")
        versions.append(content_version())
        execute("COMMIT", other)
        versions.append(content_version())

    assert len(set(versions)) == 3


def test_writer_that_tidies_up_holds_nobody_up(scratch):
    """The rows that one transaction folds together are left alone by the next, and counted once."""
    execute(f"INSERT INTO portal_contentchange (number, changed_at, topic) SELECT 1, now(), 'figures' {SIXTY_ROWS}")
    with other_connection() as other:
        execute("BEGIN", other)
        execute("UPDATE portal_theme SET position = 1 WHERE id = 1", other)
        execute("UPDATE portal_theme SET position = 1 WHERE id = 2")
        execute("COMMIT", other)

    assert execute("SELECT number FROM portal_contentchange ORDER BY number") == [(1,), (61,)]


def test_table_stays_small(scratch):
    versions = set()
    for position in range(120):
        execute(f"UPDATE portal_theme SET position = {position} WHERE id = 1")
        versions.add(content_version())

    assert len(versions) == 120
    assert execute("SELECT count(*) < 52, sum(number) FROM portal_contentchange") == [(True, 120)]


def test_transaction_has_one_row_however_much_it_changes(scratch):
    with other_connection() as other:
        execute("BEGIN", other)
        for position in range(3):
            execute(f"UPDATE portal_theme SET position = {position}", other)
            execute(f"SAVEPOINT number_{position}", other)
        execute("ROLLBACK TO number_1", other)
        execute("COMMIT", other)

    assert execute("SELECT number FROM portal_contentchange") == [(1,)]


def test_change_after_rollback_to_savepoint_counts(scratch):
    before = content_version()
    with other_connection() as other:
        execute("BEGIN", other)
        execute("SAVEPOINT start", other)
        execute("UPDATE portal_theme SET position = 1", other)
        execute("ROLLBACK TO start", other)
        execute("UPDATE portal_theme SET position = 2", other)
        execute("COMMIT", other)

    assert content_version() != before


def test_stricter_transactions_count_too(scratch):
    execute(f"INSERT INTO portal_contentchange (number, changed_at, topic) SELECT 1, now(), 'figures' {SIXTY_ROWS}")
    before = content_version()
    with other_connection() as other:
        execute("BEGIN ISOLATION LEVEL SERIALIZABLE", other)
        execute("UPDATE portal_theme SET position = 1", other)
        execute("COMMIT", other)

    assert content_version() != before


def test_only_missing_triggers_are_made(db):
    with CaptureQueriesContext(connection) as none_missing:
        make_triggers()
    execute("DROP TRIGGER content_changed ON portal_theme")
    with CaptureQueriesContext(connection) as one_missing:
        make_triggers()
    before = content_version()
    factories.make_theme()

    assert [len(none_missing), len(one_missing)] == [2, 3]
    assert content_version() != before


def test_triggers_wait_for_their_function(db):
    """A migrate that goes back, or stops half-way, does not fail on it."""
    execute("DROP FUNCTION portal_content_changed CASCADE")

    make_triggers()

    assert execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'content_changed'") == [(0,)]


def test_broken_connection_is_made_anew(no_transaction):
    before = content_version()
    with other_connection() as other:
        execute(f"SELECT pg_terminate_backend({connection.connection.info.backend_pid})", other)

    assert content_version() == before


def test_no_version_without_database(no_transaction, monkeypatch):
    def unreachable(*_):
        raise OperationalError("nobody there")

    connection.close()
    monkeypatch.setattr(connection, "get_new_connection", unreachable)

    assert content_version() is None
