"""The municipalities of today, kept: pages name them, figures are of them, rules are about them."""

from portal.caching.remember import remembered_by_figures
from portal.models import Municipality


@remembered_by_figures
def municipalities_today():
    """All municipalities of today, with their provinces; a dict by primary key, in order of name."""
    return {each.pk: each for each in Municipality.objects.today().select_related("province")}
