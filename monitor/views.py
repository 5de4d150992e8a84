"""Pages of figures: the list, one indicator, and where figures are found."""

from django.views.generic import DetailView

from monitor.charts import charts_of
from monitor.exports import FIGURE_COLUMNS, MONITOR_COLUMNS
from monitor.filters import FigureFilter, MonitorFilter
from monitor.models import Figure, Indicator, Monitor
from portal.lists.views import EntryList


class FigureList(EntryList):
    """Figures of all indicators, together by indicator."""

    template_name = "monitor/list.html"
    filter_class = FigureFilter
    columns = FIGURE_COLUMNS
    url_name, name, title = "monitor:list", "cijfers", "Cijfers"
    page_size = 100

    @classmethod
    def entries(cls):
        return Figure.objects.of_published().for_rows().order_by("indicator__sort_key", "-year", "pk")

    @classmethod
    def export_entries(cls, entries):
        return entries

    def get_context_data(self, **kwargs):
        return super().get_context_data(monitor_count=Monitor.objects.published().count(), **kwargs)


class IndicatorDetail(DetailView):
    template_name = "monitor/indicator.html"
    context_object_name = "indicator"

    def get_queryset(self):
        return Indicator.objects.published().for_page()

    def get_context_data(self, **kwargs):
        return super().get_context_data(charts=charts_of(self.object.figures.all()), **kwargs)


class MonitorList(EntryList):
    """Where to find figures."""

    template_name = "monitor/sources.html"
    filter_class = MonitorFilter
    columns = MONITOR_COLUMNS
    url_name, name, title = "monitor:sources", "cijferbronnen", "Waar vindt u cijfers?"
    page_size = 100

    @classmethod
    def entries(cls):
        return Monitor.objects.published().for_cards().prefetch_related("provinces")

    @classmethod
    def export_entries(cls, entries):
        return entries
