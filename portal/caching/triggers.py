"""A trigger on every table with content, so that no way of changing it can forget to tell.

The function that they call is in portal/migrations/0002_content_version.py; why it is so, in
docs/decisions/2026-11-22-content-version.md.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections

from portal.triggers import Trigger, make_missing

# Our tables that no page for visitors shows. All others have a trigger, also those that are still to come.
NOT_CONTENT = {"portal.ContentChange", "portal.LoadedRecord", "portal.SearchCount"}

FUNCTION = "portal_content_changed"
EVENT = "INSERT OR UPDATE OR DELETE OR TRUNCATE"


def content_tables():
    """The names of all tables with content, those of relations to many included; a list of str."""
    ours = [config for config in apps.get_app_configs() if Path(config.path).resolve().parent == settings.BASE_DIR]
    models = [model for config in ours for model in config.get_models(include_auto_created=True)]
    return sorted(
        {model._meta.db_table for model in models if model._meta.managed and model._meta.label not in NOT_CONTENT}
    )


def make_triggers(using="default", **_):
    """Makes the triggers that are missing.

    It can be called by post_migrate too, also after a migrate that stopped half-way: a table or the function may not
    be there yet.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc(%s) IS NOT NULL", [FUNCTION])
        (can_tell,) = cursor.fetchone()
    if can_tell:
        make_missing(connection, [trigger_on(table) for table in content_tables()])


def trigger_on(table):
    """The Trigger by which `table` tells of its changes."""
    return Trigger(table, "content_changed", EVENT, f"{FUNCTION}()")
