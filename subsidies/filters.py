"""Filters of the list of subsidies."""

from django.utils.functional import cached_property

from portal.lists.facets import AnyMunicipalityFacet, ChoiceFacet, SourceFacet, TermFacet
from portal.lists.filters import ORDERS, SortFilter
from portal.lists.indexed import IndexedFilter
from portal.models import Domain, Province, Theme
from portal.search.kinds import Axis, Kind
from subsidies.eligibility import fitting, verdicts_for_nis
from subsidies.models import Applicant, Level, State
from subsidies.states import addition


class SchemeFilter(IndexedFilter):
    kind = Kind.SCHEME

    sorteer = SortFilter({"sluit": ("Eerst sluitend", "closing"), **ORDERS}, label="volgorde")
    gemeente = AnyMunicipalityFacet()
    niveau = ChoiceFacet(Axis.LEVEL, Level, label="niveau")
    status = ChoiceFacet(Axis.STATE, State, label="status")
    thema = TermFacet(Axis.THEME, model=Theme, label="thema")
    aanvrager = TermFacet(Axis.APPLICANT, model=Applicant, label="aanvrager")
    domein = TermFacet(Axis.DOMAIN, model=Domain, label="beleidsdomein")
    provincie = TermFacet(Axis.PROVINCE, model=Province, label="provincie")
    bron = SourceFacet()

    @cached_property
    def verdicts(self):
        """What is computed for the chosen municipalities: a dict of name to verdicts_for() it."""
        chosen = self.chosen_labels.get("gemeente", {})
        return {label: verdicts_for_nis(nis) for nis, label in chosen.items()}

    @property
    def facets_by_axis(self):
        """Without the municipality: which schemes may be for it is computed, and not in the index."""
        return {axis: codes for axis, codes in super().facets_by_axis.items() if axis is not Axis.MUNICIPALITY}

    def addition(self):
        """With a municipality, only the schemes that may be for it: those without a "nee"."""
        return addition(fitting(self.verdicts.values()) if self.verdicts else None)

    def is_added(self, axis):
        return axis is Axis.STATE or bool(self.verdicts)


class OverviewFilter(SchemeFilter):
    """The same, by level first: for a table a level."""

    own_order = "level"
