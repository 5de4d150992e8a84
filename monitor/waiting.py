"""What files with figures held that the portal could not place."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from monitor.models import FigureImport
from portal import roles
from portal.desk.blocks import Block, Item

SHOWN = 5
DAYS = 90


def waiting(user):
    """Imports of the last DAYS with names of places or series that nobody knows, the newest first; a list of Block."""
    if not roles.may(user, "add", FigureImport):
        return []
    made = FigureImport.objects.filter(undone_at=None, imported_at__gt=timezone.now() - timedelta(days=DAYS))
    rows = made.values_list("pk", "name", "report__unknown_areas", "report__series")
    found = [(pk, name, missing) for pk, name, areas, series in rows if (missing := missed(areas, series))]
    items = [Item(name, reverse("admin:monitor_figureimport_change", args=[pk]), note) for pk, name, note in found]
    list_url = reverse("admin:monitor_figureimport_changelist")
    return [Block("Cijfers die niet pasten", position=30, items=items[:SHOWN], count=len(items), more_url=list_url)]


def missed(areas, series):
    """What an import left out, in Dutch; empty when nothing. Both come from its report, and can be None."""
    left_out = [each for each in series or [] if not each["indicator"]]
    parts = []
    if areas:
        parts.append(f"{len(areas)} {'gebied' if len(areas) == 1 else 'gebieden'} niet herkend")
    if left_out:
        parts.append(f"{len(left_out)} {'reeks' if len(left_out) == 1 else 'reeksen'} niet ingelezen")
    return ", ".join(parts)
