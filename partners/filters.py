"""Filters of the directory of partners."""

from django.db.models import Q

from partners.models import ContactPoint, Sector
from portal.lists.filters import Facet, ListFilter, MunicipalityFacet, SourceFacet
from portal.models import Domain, Municipality, Province, Theme


class ServedFacet(MunicipalityFacet):
    """Partners that help a municipality, whichever of their contact points does.

    Every municipality is helped by somebody, so all are offered and none is counted.
    """

    def filter(self, queryset, values):
        if not values:
            return queryset
        served = Q()
        for municipality in Municipality.objects.filter(nis__in=values):
            served |= Q(pk__in=ContactPoint.objects.serving(municipality).values("partner"))
        return queryset.filter(served)

    def counted(self, queryset):
        return dict.fromkeys(Municipality.objects.today().values_list("nis", "name"))


class PartnerFilter(ListFilter):
    gemeente = ServedFacet()
    sector = Facet("sector", model=Sector, label="sector")
    thema = Facet("themes", model=Theme, label="thema")
    domein = Facet("domains", model=Domain, label="beleidsdomein")
    provincie = Facet(
        "contacts__provinces",
        "contacts__municipalities__province",
        model=Province,
        label="aanspreekpunt in provincie",
    )
    bron = SourceFacet()
