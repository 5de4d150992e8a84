"""What of freshness waits on the desk of a user."""

from django.apps import apps
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import Truncator

from portal.addresses import admin_address
from portal.desk.blocks import Block, Item
from portal.freshness import work

SHOWN = 5


def waiting(user):
    """The blocks for `user`: entries to check, reports, and broken links. A list of Block."""
    lists = work.lists_of(user)
    headings = {work.MINE: "Na te kijken", work.SILENT: "Zonder antwoord", work.NOBODY: "Zonder verantwoordelijke"}
    blocks = [due_block(user, name, headings[name], 20 + place) for place, name in enumerate(headings) if name in lists]
    return [*blocks, report_block(user), link_block(user)]


def due_block(user, name, heading, position):
    """Entries to check: those of a list of portal.freshness.work."""
    rows = work.due(user, name)
    items = [Item(row["title"], form_of(row), f"sinds {date_format(row['due_since'])}") for row in rows[:SHOWN]]
    more = f"{reverse('admin:freshness_due')}?{urlencode({'van': name})}"
    return Block(heading, position, items, rows.count() if len(items) == SHOWN else len(items), more)


def report_block(user):
    """What visitors and owners reported."""
    reports = work.reports_of(user).waiting()
    items = [
        Item(
            str(report.entry or "(verwijderd)"),
            reverse("admin:freshness_report_change", args=[report.pk]),
            Truncator(report.wrong).chars(80),
        )
        for report in reports.prefetch_related("entry")[:SHOWN]
    ]
    return Block("Gemeld door bezoekers", 30, items, reports.count(), reverse("admin:freshness_report_changelist"))


def link_block(user):
    """Links that broke."""
    links = work.links_of(user).broken()
    more = reverse("admin:freshness_linkcheck_changelist")
    items = [Item(link.url, f"{more}?{urlencode({'q': link.url})}", link.result) for link in links[:SHOWN]]
    return Block("Kapotte links", 35, items, links.count(), more)


def form_of(row):
    """Where to look at an entry in the admin."""
    return admin_address(apps.get_model(row["label"]), "change", row["pk"])
