"""Pages of subsidies: the list, the printable overview, one scheme, and the calendar of deadlines."""

from django.http import HttpResponse
from django.utils import timezone

from portal.exports.fetch import in_order
from portal.lists.views import EntryList
from portal.views.entries import EntryDetail
from subsidies.calendar import calendar_of
from subsidies.eligibility import with_verdicts
from subsidies.exports import SCHEME_COLUMNS
from subsidies.filters import OverviewFilter, SchemeFilter
from subsidies.models import Call, Scheme
from subsidies.qualifying import MunicipalityChoice, asked_of
from subsidies.states import with_standing


class SchemeList(EntryList):
    template_name = "subsidies/list.html"
    model = Scheme
    filter_class = SchemeFilter
    columns = SCHEME_COLUMNS
    url_name, name, title = "subsidies:list", "subsidies", "Subsidies"
    has_feed = True

    def page_of(self, filters, offset):
        total, cards = super().page_of(filters, offset)
        return total, with_verdicts(with_standing(cards), filters.verdicts)


class SchemeOverview(SchemeList):
    """All schemes of the filtered list on one page, to print or to put in a file."""

    template_name = "subsidies/overview.html"
    filter_class = OverviewFilter
    page_size = 1000

    def page_of(self, filters, offset):
        """Whole schemes, because the table shows their conditions and amounts."""
        total, cards = super().page_of(filters, offset)
        shown = self.model.objects.published().with_state().select_related("provider")
        shown = shown.prefetch_related("applicants", "calls")
        return total, list(in_order(shown, [card.pk for card in cards]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(made_at=timezone.localtime(), **kwargs)


class SchemeDetail(EntryDetail):
    model = Scheme
    rows = ("calls",)
    template_name = "subsidies/detail.html"
    context_object_name = "scheme"

    def get_queryset(self):
        return super().get_queryset().select_related("provider__province")

    def get_context_data(self, **kwargs):
        """A preview brings its scheme's state; that of a public one is known."""
        if not hasattr(self.object, "state"):
            with_standing([self.object])
        asked = asked_of(self.object, MunicipalityChoice(self.request.GET))
        return super().get_context_data(asked=asked, **kwargs)


def calendar(request):
    """The deadlines of the filtered list as iCalendar."""
    calls = Call.objects.filter(scheme__in=SchemeList.filtered(request).identifiers()).of_published()
    calls = calls.exclude(closes_on=None).select_related("scheme__provider").order_by("closes_on", "pk")
    response = HttpResponse(calendar_of(calls), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kapstok-subsidies.ics"'
    return response
