"""Filters of the directory of partners."""

from partners.models import Sector
from portal.lists.facets import AnyMunicipalityFacet, SourceFacet, TermFacet
from portal.lists.indexed import IndexedFilter
from portal.models import Domain, Province, Theme
from portal.search.kinds import Axis, Kind


class PartnerFilter(IndexedFilter):
    kind = Kind.PARTNER

    gemeente = AnyMunicipalityFacet(Axis.SERVED_MUNICIPALITY)
    sector = TermFacet(Axis.SECTOR, model=Sector, label="sector")
    thema = TermFacet(Axis.THEME, model=Theme, label="thema")
    domein = TermFacet(Axis.DOMAIN, model=Domain, label="beleidsdomein")
    provincie = TermFacet(Axis.PROVINCE, model=Province, label="aanspreekpunt in provincie")
    bron = SourceFacet()
