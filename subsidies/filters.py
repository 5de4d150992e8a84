"""Filters of the list of subsidies."""

from portal.lists.filters import ORDERS, ChoiceFacet, Facet, ListFilter, SortFilter, SourceFacet
from portal.models import Domain, Province, Theme
from subsidies.models import Applicant, Level, State


class SchemeFilter(ListFilter):
    sorteer = SortFilter({"sluit": ("Eerst sluitend", ["next_closing"]), **ORDERS}, label="volgorde")
    niveau = ChoiceFacet("provider__level", Level, label="niveau")
    status = ChoiceFacet("state", State, label="status")
    thema = Facet("themes", model=Theme, label="thema")
    aanvrager = Facet("applicants", model=Applicant, label="aanvrager")
    domein = Facet("domains", model=Domain, label="beleidsdomein")
    provincie = Facet("provider__province", model=Province, label="provincie")
    bron = SourceFacet()
