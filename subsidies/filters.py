"""Filters of the list of subsidies."""

from portal.lists.facets import ChoiceFacet, SourceFacet, TermFacet
from portal.lists.filters import ORDERS, SortFilter
from portal.lists.indexed import IndexedFilter
from portal.models import Domain, Province, Theme
from portal.search.kinds import Axis, Kind
from subsidies.models import Applicant, Level, State
from subsidies.states import addition


class SchemeFilter(IndexedFilter):
    kind = Kind.SCHEME

    sorteer = SortFilter({"sluit": ("Eerst sluitend", "closing"), **ORDERS}, label="volgorde")
    niveau = ChoiceFacet(Axis.LEVEL, Level, label="niveau")
    status = ChoiceFacet(Axis.STATE, State, label="status")
    thema = TermFacet(Axis.THEME, model=Theme, label="thema")
    aanvrager = TermFacet(Axis.APPLICANT, model=Applicant, label="aanvrager")
    domein = TermFacet(Axis.DOMAIN, model=Domain, label="beleidsdomein")
    provincie = TermFacet(Axis.PROVINCE, model=Province, label="provincie")
    bron = SourceFacet()

    def addition(self):
        return addition()

    def is_added(self, axis):
        return axis is Axis.STATE


class OverviewFilter(SchemeFilter):
    """The same, by level first: for a table a level."""

    own_order = "level"
