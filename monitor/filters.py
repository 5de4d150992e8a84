"""Filters of figures, of the places where figures are found, and of the plan."""

from monitor.models import Indicator, PolicyItem
from portal.lists.filters import ChoiceFacet, Facet, ListFilter, MunicipalityFacet, SortFilter, SourceFacet
from portal.models import Domain, Province, Source, Theme

FIGURE_ORDERS = {
    "indicator": ("Indicator A–Z", ["indicator__sort_key", "-year"]),
    "jaar": ("Nieuwste jaar eerst", ["-year", "indicator__sort_key"]),
}


class YearFacet(Facet):
    """By year of the figure."""

    def __init__(self):
        super().__init__("year", label="jaar")

    def filter(self, queryset, values):
        return queryset.filter(year__in=values) if values else queryset

    def known(self, values):
        return {value: value for value in values if value.isascii() and value.isdecimal() and len(value) == 4}

    def counted(self, queryset):
        counts = {}
        for year in queryset.order_by().values_list("year", flat=True):
            counts[str(year), str(year)] = counts.get((str(year), str(year)), 0) + 1
        return counts


class IndicatorFacet(Facet):
    """By indicator; one that visitors may not see is as unknown as one that does not exist."""

    def __init__(self):
        super().__init__("indicator", label_field="title", show_as="select", label="indicator")

    def known(self, values):
        return dict(Indicator.objects.published().filter(slug__in=values).values_list("slug", "title"))


class FigureFilter(ListFilter):
    sorteer = SortFilter(FIGURE_ORDERS, ties=["pk"], label="volgorde")
    thema = Facet("indicator__themes", model=Theme, label="thema")
    indicator = IndicatorFacet()
    gemeente = MunicipalityFacet("municipality")
    jaar = YearFacet()
    bron = Facet("source", label_field="title", model=Source, label="bron")


class MonitorFilter(ListFilter):
    thema = Facet("themes", model=Theme, label="thema")
    provincie = Facet("provinces", model=Province, label="provincie")
    bron = SourceFacet()


class GoalFacet(Facet):
    """By goal: an action belongs to its operational goal and to the strategic goal above it.

    A goal that visitors may not see is as unknown as one that does not exist.
    """

    def __init__(self):
        super().__init__(
            "parent", "parent__parent", label_field="title", model=PolicyItem, show_as="select", label="doelstelling"
        )

    def known(self, values):
        return dict(PolicyItem.objects.published().goals().filter(slug__in=values).values_list("slug", "title"))

    def counted(self, queryset):
        public = set(PolicyItem.objects.published().goals().values_list("slug", flat=True))
        return {goal: count for goal, count in super().counted(queryset).items() if goal[0] in public}


class PolicyFilter(ListFilter):
    sorteer = SortFilter({"titel": ("Titel A–Z", ["sort_key"])}, label="volgorde")
    soort = ChoiceFacet("level", PolicyItem.Level, label="soort")
    toestand = ChoiceFacet("state", PolicyItem.State, label="toestand")
    stand = ChoiceFacet("in_2018", PolicyItem.In2018, label="in 2018")
    doel = GoalFacet()
    domein = Facet("domains", model=Domain, label="beleidsdomein")
    thema = Facet("themes", model=Theme, label="thema")
    bron = SourceFacet()
