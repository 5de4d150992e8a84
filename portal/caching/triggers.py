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
# Tables that figures of municipalities are told from: they change less often than the rest, and much follows from them.
FIGURES = {
    "monitor.Figure",
    "monitor.Indicator",
    "monitor.Indicator_themes",
    "monitor.IndicatorName",
    "portal.Municipality",
    "portal.Province",
    "portal.Theme",
}

FUNCTION = "portal_content_changed"
EVENT = "INSERT OR UPDATE OR DELETE OR TRUNCATE"


def content_tables():
    """All tables with content, those of relations to many included: a dict of name to topic, "figures" or "content"."""
    ours = [config for config in apps.get_app_configs() if Path(config.path).resolve().parent == settings.BASE_DIR]
    models = [model for config in ours for model in config.get_models(include_auto_created=True)]
    labels = {model._meta.db_table: model._meta.label for model in models if model._meta.managed}
    return {
        table: "figures" if label in FIGURES else "content"
        for table, label in sorted(labels.items())
        if label not in NOT_CONTENT
    }


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
        make_missing(connection, [trigger_on(*each) for each in content_tables().items()])


def trigger_on(table, topic):
    """The Trigger by which `table` tells that its topic changed."""
    return Trigger(table, "content_changed", EVENT, f"{FUNCTION}('{topic}')")
