"""Pages of figures: the list, one indicator, and where figures are found."""

from monitor.charts import charts_of
from monitor.exports import FIGURE_COLUMNS, MONITOR_COLUMNS
from monitor.filters import FigureFilter, MonitorFilter
from monitor.models import Indicator, Monitor
from portal.lists.indexed import counts_of_all
from portal.lists.views import EntryList, RowList
from portal.search.kinds import Kind
from portal.views.entries import EntryDetail


class FigureList(RowList):
    """Figures of all indicators, together by indicator."""

    template_name = "monitor/list.html"
    filter_class = FigureFilter
    columns = FIGURE_COLUMNS
    url_name, name, title = "monitor:list", "cijfers", "Cijfers"
    page_size = 100

    def get_context_data(self, **kwargs):
        return super().get_context_data(monitor_count=counts_of_all(Kind.MONITOR)[None], **kwargs)


class IndicatorDetail(EntryDetail):
    model = Indicator
    template_name = "monitor/indicator.html"
    context_object_name = "indicator"

    def get_queryset(self):
        return super().get_queryset().with_figures()

    def get_context_data(self, **kwargs):
        return super().get_context_data(charts=charts_of(self.object.figures.all()), **kwargs)


class MonitorList(EntryList):
    """Where to find figures."""

    template_name = "monitor/sources.html"
    model = Monitor
    filter_class = MonitorFilter
    columns = MONITOR_COLUMNS
    url_name, name, title = "monitor:sources", "cijferbronnen", "Waar vindt u cijfers?"
    page_size = 100
