"""Pages of figures: the list, one indicator, and where figures are found."""

from django.shortcuts import get_object_or_404

from monitor.charts import charts_of
from monitor.choices import IndicatorChoices
from monitor.exports import FIGURE_COLUMNS, MONITOR_COLUMNS, value_columns
from monitor.filters import FigureFilter, MonitorFilter
from monitor.menu import menu
from monitor.models import Indicator, Monitor
from monitor.overview import overview_of, table_of
from portal.exports.table import Table, absolute
from portal.lists.files import file_of
from portal.lists.indexed import counts_of_all
from portal.lists.views import EntryList, RowList
from portal.search.kinds import Kind
from portal.views.entries import EntryDetail

# Of areas that the table of municipalities does not have, on the page of an indicator; the list has them all.
FIGURES_SHOWN = 200


class FigureList(RowList):
    """Figures of all indicators, together by indicator; a menu of indicators comes first until a visitor chose."""

    template_name = "monitor/list.html"
    filter_class = FigureFilter
    columns = FIGURE_COLUMNS
    url_name, name, title = "monitor:list", "cijfers", "Cijfers"
    page_size = 100

    def get_context_data(self, **kwargs):
        shown = None if self.request.GET else menu()
        return super().get_context_data(monitor_count=counts_of_all(Kind.MONITOR)[None], menu=shown, **kwargs)


class IndicatorDetail(EntryDetail):
    """One indicator: what it measures, all municipalities in one year, and a chosen one over the years."""

    model = Indicator
    template_name = "monitor/indicator.html"
    context_object_name = "indicator"

    def get_context_data(self, **kwargs):
        choices = IndicatorChoices(self.request.GET, self.object)
        figures = self.object.figures.for_rows().order_by("year", "pk")
        if choices.is_full:
            figures = figures.filter(municipality=None)
        figures = list(figures[:FIGURES_SHOWN])
        return super().get_context_data(
            choices=choices, figures=figures, charts=charts_of(figures), **overview_of(self.object, choices), **kwargs
        )


def export_values(request, slug, extension):
    """The table of an indicator as chosen, as a file; 404 for an unknown `extension`."""
    indicator = get_object_or_404(Indicator.objects.published(), slug=slug)
    choices = IndicatorChoices(request.GET, indicator)
    entries = [] if choices.year is None else table_of(indicator, choices)
    address = absolute(indicator.get_absolute_url())
    return file_of(
        Table(
            name=f"{indicator.slug}-{choices.year}" if choices.year else indicator.slug,
            title=f"{indicator.title}, {choices.year}" if choices.year else indicator.title,
            columns=value_columns(indicator),
            filters=choices.chosen(),
            address=f"{address}?{choices.query_string}" if choices.query_string else address,
            entries=lambda: entries,
        ),
        extension,
        request,
    )


class MonitorList(EntryList):
    """Where to find figures."""

    template_name = "monitor/sources.html"
    model = Monitor
    filter_class = MonitorFilter
    columns = MONITOR_COLUMNS
    url_name, name, title = "monitor:sources", "cijferbronnen", "Waar vindt u cijfers?"
    page_size = 100
