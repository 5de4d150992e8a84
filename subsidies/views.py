"""Pages of subsidies: the list, the printable overview, one scheme, and the calendar of deadlines."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.generic import DetailView

from portal.lists.views import EntryList
from subsidies.calendar import calendar_of
from subsidies.exports import SCHEME_COLUMNS
from subsidies.filters import SchemeFilter
from subsidies.models import Call, Scheme


class SchemeList(EntryList):
    template_name = "subsidies/list.html"
    filter_class = SchemeFilter
    columns = SCHEME_COLUMNS
    url_name, name, title = "subsidies:list", "subsidies", "Subsidies"
    has_feed = True

    @classmethod
    def entries(cls):
        return Scheme.objects.published().usable_first().for_cards()

    @classmethod
    def export_entries(cls, entries):
        return entries.prefetch_related("domains")


class SchemeOverview(SchemeList):
    """All schemes of the filtered list on one page, to print or to put in a file."""

    template_name = "subsidies/overview.html"
    page_size = 1000

    @classmethod
    def entries(cls):
        return super().entries().by_level()

    def get_context_data(self, **kwargs):
        return super().get_context_data(made_at=timezone.localtime(), **kwargs)


class SchemeDetail(DetailView):
    template_name = "subsidies/detail.html"
    context_object_name = "scheme"

    def get_queryset(self):
        return Scheme.objects.published().for_page()


def calendar(request):
    """The deadlines of the filtered list as iCalendar."""
    schemes = SchemeList.filtered(request).qs
    calls = Call.objects.filter(scheme__in=schemes.order_by().values("pk")).select_related("scheme__provider")
    body = calendar_of(calls.exclude(closes_on=None).order_by("closes_on", "pk"))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kapstok-subsidies.ics"'
    return response
