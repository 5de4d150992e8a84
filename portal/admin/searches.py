"""What visitors search for: to read, so that editors see what is missing."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import F, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from portal.admin.reading import ReadOnly
from portal.models import SearchCount


class PeriodFilter(admin.SimpleListFilter):
    """Searches of the last so many days."""

    title = "periode"
    parameter_name = "dagen"

    def lookups(self, request, model_admin):
        return [("7", "laatste 7 dagen"), ("30", "laatste 30 dagen"), ("90", "laatste 90 dagen")]

    def queryset(self, request, queryset):
        days = dict(self.lookup_choices).keys() & {self.value()}
        since = [timezone.localdate() - timedelta(days=int(value)) for value in days]
        return queryset.filter(day__gt=since[0]) if since else queryset


class FoundFilter(admin.SimpleListFilter):
    """Searches that led nowhere, or somewhere."""

    title = "gevonden"
    parameter_name = "gevonden"

    def lookups(self, request, model_admin):
        return [("niets", "niets gevonden"), ("iets", "iets gevonden")]

    def queryset(self, request, queryset):
        if self.value() in ("niets", "iets"):
            return queryset.filter(results=0) if self.value() == "niets" else queryset.filter(results__gt=0)
        return queryset


@admin.register(SearchCount)
class SearchCountAdmin(ReadOnly, admin.ModelAdmin):
    """One line for the same words, whatever the day: the total of the period, and the results of the last time."""

    list_display = ("words", "total", "results", "day")
    list_display_links = None
    list_filter = (FoundFilter, PeriodFilter)
    search_fields = ("words",)
    list_per_page = 50

    def get_queryset(self, request):
        """The last day of each words, with their total. A filter on rows counts before that, in any order."""
        same = {"partition_by": "words"}
        newest_first = F("day").desc()
        totals = SearchCount.objects.annotate(
            total=Window(Sum("times"), **same),
            place=Window(RowNumber(), **same, order_by=newest_first),
        )
        return totals.filter(place=1).order_by(*self.get_ordering(request))

    def get_ordering(self, request):
        return ("-total", "words")

    @admin.display(description="keer gezocht", ordering="total")
    def total(self, search):
        return search.total
