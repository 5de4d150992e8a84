"""Municipalities: the list, choosing one by any of its names, and everything for one."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.lists.indexed import counts_of_all
from portal.lists.municipalities import MUNICIPALITY_COLUMNS, MunicipalityFilter
from portal.lists.views import RowList
from portal.models import Municipality
from portal.search.kinds import Axis, Kind

NEARBY_SHOWN = 6
SCHEMES_SHOWN = 8
ALL = 200


class MunicipalityList(RowList):
    template_name = "portal/municipality_list.html"
    filter_class = MunicipalityFilter
    columns = MUNICIPALITY_COLUMNS
    url_name, name, title = "municipalities", "gemeenten", "Gemeenten"
    page_size = 400

    def page_of(self, filters, offset):
        """Names with their practices: the page shows all municipalities, and no more of them."""
        found = list(filters.qs.only("name", "slug"))
        return len(found), with_counts(found[offset : offset + self.page_size])

    @classmethod
    def exported(cls, filters):
        return with_counts(super().exported(filters))


def with_counts(municipalities):
    """A list of `municipalities`, each with its `practice_count`."""
    counts = counts_of_all(Kind.PRACTICE).get(Axis.MUNICIPALITY, {})
    found = list(municipalities)
    for municipality in found:
        municipality.practice_count = counts.get(municipality.pk, 0)
    return found


def municipality_choice(request):
    """Leads from any name of a municipality to its page, or to the list when the name is unknown or ambiguous."""
    name = request.GET.get("naam", "").replace("\0", "").strip()[:80]
    found = Municipality.objects.known_as(name)
    if len(found) == 1:
        return redirect(found[0])
    return redirect(f"{reverse('municipalities')}?{urlencode({'q': name})}" if name else "municipalities")
