"""What came in about an entry, on its page in the admin."""

from django import template

from portal.freshness.links.gathering import addresses_of
from portal.freshness.models import LinkCheck, Report

register = template.Library()


@register.inclusion_tag("admin/entry_notes.html")
def notes_about(entry):
    """Reports that wait, and links that are broken; for who may open this page."""
    return {
        "reports": Report.objects.about(entry).waiting(),
        "links": LinkCheck.objects.broken().filter(url__in=addresses_of(entry)),
    }
