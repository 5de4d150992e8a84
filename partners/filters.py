"""Filters of the directory of partners."""

from partners.models import Sector
from portal.lists.facets import Choice, MunicipalityFacet, SourceFacet, TermFacet
from portal.lists.indexed import IndexedFilter
from portal.models import Domain, Province, Theme
from portal.search.kinds import Axis, Kind


class ServedFacet(MunicipalityFacet):
    """Partners that help a municipality, whichever of their contact points does.

    Every municipality is helped by somebody, so all are offered and none is counted.
    """

    def choices(self, counts, chosen, is_least=False):
        return [Choice(term.value, term.label, None, term.value in chosen) for term in self.all_terms()]


class PartnerFilter(IndexedFilter):
    kind = Kind.PARTNER

    gemeente = ServedFacet(Axis.SERVED_MUNICIPALITY)
    sector = TermFacet(Axis.SECTOR, model=Sector, label="sector")
    thema = TermFacet(Axis.THEME, model=Theme, label="thema")
    domein = TermFacet(Axis.DOMAIN, model=Domain, label="beleidsdomein")
    provincie = TermFacet(Axis.PROVINCE, model=Province, label="aanspreekpunt in provincie")
    bron = SourceFacet()

    def is_counted(self, facet):
        return not isinstance(facet, ServedFacet)
