"""What came in about an entry, on its page in the admin."""

from django import template

from portal.freshness import work
from portal.freshness.links.gathering import addresses_of
from portal.freshness.models import LinkCheck

register = template.Library()


@register.inclusion_tag("admin/entry_notes.html", takes_context=True)
def notes_about(context, entry):
    """Reports that wait, for whose work it is, and links that are broken."""
    return {
        "reports": work.reports_of(context["request"].user).of(entry).waiting(),
        "links": LinkCheck.objects.broken().filter(url__in=addresses_of(entry)),
    }
