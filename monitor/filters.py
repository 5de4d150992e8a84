"""Filters of figures, of the places where figures are found, and of the plan."""

from django.utils.functional import cached_property

from monitor.models import Figure, Indicator, PolicyItem
from portal.caching.remember import remembered, remembered_by_figures
from portal.lists.facets import ChoiceFacet, Facet, SourceFacet, Term, TermFacet, in_order
from portal.lists.filters import SortFilter
from portal.lists.indexed import IndexedFilter
from portal.lists.rows import (
    RowFacet,
    RowFilter,
    RowMunicipalityFacet,
    RowSourceFacet,
    RowTermFacet,
    RowYearFacet,
)
from portal.models import Domain, Province, Theme
from portal.search.engine import search
from portal.search.kinds import Axis, Kind
from portal.search.sql import RELEVANCE
from portal.search.statement import Wish
from portal.search.weights import RANKED

FIGURE_ORDERS = {
    "indicator": ("Indicator A–Z", ["indicator__sort_key", "-year"]),
    "jaar": ("Nieuwste jaar eerst", ["-year", "indicator__sort_key"]),
}


@remembered_by_figures
def public_indicators():
    found = Indicator.objects.published().values_list("slug", "pk", "title")
    return in_order(Term(slug, pk, title) for slug, pk, title in found)


class IndicatorFacet(RowFacet, Facet):
    """By indicator; one that visitors may not see is as unknown as one that does not exist."""

    def all_terms(self):
        return public_indicators()


class FigureFilter(RowFilter):
    """Figures of all indicators, together by indicator."""

    ties = ("pk",)

    sorteer = SortFilter(FIGURE_ORDERS, label="volgorde")
    thema = RowTermFacet("indicator__themes", model=Theme, label="thema")
    indicator = IndicatorFacet("indicator", show_as="select", label="indicator")
    gemeente = RowMunicipalityFacet("municipality")
    jaar = RowYearFacet("year", label="jaar")
    bron = RowSourceFacet("source")

    @classmethod
    def rows(cls):
        return Figure.objects.of_published().order_by("indicator__sort_key", "-year", "pk")

    @staticmethod
    def for_page(queryset):
        return queryset.for_rows()

    @cached_property
    def found(self):
        """The figures of the indicators that the words find, those of the most relevant one first."""
        if not self.words:
            return self.rows()
        self.result = search(Wish((Kind.INDICATOR,), order=RELEVANCE, limit=RANKED), self.words, self.literally)
        return self.rows().of_indicators([row["entry_id"] for row in self.result.found.rows])


class MonitorFilter(IndexedFilter):
    kind = Kind.MONITOR

    thema = TermFacet(Axis.THEME, model=Theme, label="thema")
    provincie = TermFacet(Axis.PROVINCE, model=Province, label="provincie")
    bron = SourceFacet()


@remembered
def public_goals():
    found = PolicyItem.objects.published().goals().values_list("slug", "pk", "title")
    return in_order(Term(slug, pk, title) for slug, pk, title in found)


class GoalFacet(Facet):
    """By goal: an action belongs to its operational goal and to the strategic goal above it.

    A goal that visitors may not see is as unknown as one that does not exist.
    """

    def all_terms(self):
        return public_goals()


class PolicyFilter(IndexedFilter):
    kind = Kind.POLICY

    sorteer = SortFilter({"titel": ("Titel A–Z", "title")}, label="volgorde")
    soort = ChoiceFacet(Axis.LEVEL, PolicyItem.Level, label="soort")
    toestand = ChoiceFacet(Axis.STATE, PolicyItem.State, label="toestand")
    stand = ChoiceFacet(Axis.STAND, PolicyItem.In2018, label="in 2018")
    doel = GoalFacet(Axis.GOAL, show_as="select", label="doelstelling")
    domein = TermFacet(Axis.DOMAIN, model=Domain, label="beleidsdomein")
    thema = TermFacet(Axis.THEME, model=Theme, label="thema")
    bron = SourceFacet()
