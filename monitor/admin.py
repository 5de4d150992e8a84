"""Indicators with their figures, and where figures are found."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from monitor import import_admin  # noqa: F401  importing registers its model
from monitor.models import (
    Figure,
    Indicator,
    IndicatorCitation,
    IndicatorName,
    Monitor,
    MonitorCitation,
    PolicyCitation,
    PolicyItem,
)
from portal.admin.entries import MARKDOWN, PUBLICATION, EntryAdmin
from portal.admin.parts import CitationInline, PartAdmin, PartInline

# A form with more rows than this is slow to open and to save; then figures have only their own list.
FIGURES_IN_FORM = 30

FIGURE_AREA = ("municipality", "province", "region")


class FigureInline(PartInline, admin.StackedInline):
    model = Figure
    after = "Wat wordt gemeten"
    autocomplete_fields = ("municipality", "province", "source")
    fields = (
        FIGURE_AREA,
        ("year", "period"),
        ("value", "mark", "is_approximate"),
        ("source", "reference"),
        "note",
    )

    def get_queryset(self, request):
        return super().get_queryset(request).for_rows()


class IndicatorNameInline(PartInline, admin.TabularInline):
    model = IndicatorName
    after = "Hoe het telt"
    fields = ("name", "format")


class IndicatorCitationInline(CitationInline):
    model = IndicatorCitation
    after = "Stand van zaken"


@admin.register(Indicator)
class IndicatorAdmin(EntryAdmin):
    inlines = (FigureInline, IndicatorNameInline, IndicatorCitationInline)
    autocomplete_fields = (*EntryAdmin.autocomplete_fields, "numerator", "denominator")
    list_display = ("title", "status", "unit", "theme_names", "facts_year", "checked", "saved")
    readonly_fields = (*EntryAdmin.readonly_fields, "figure_list")
    fieldsets = (
        (
            "Wat wordt gemeten",
            {
                "fields": ("title", "summary", "definition", ("unit", "decimals"), "themes", "figure_list"),
                "description": MARKDOWN,
            },
        ),
        (
            "Hoe het telt",
            {
                "fields": (
                    ("is_additive", "hides_small_groups"),
                    ("numerator", "denominator"),
                    ("position", "sentence"),
                )
            },
        ),
        ("Stand van zaken", {"fields": (("checked_on", "check_again_by"),)}),
        PUBLICATION,
    )

    @admin.display(description="cijfers")
    def figure_list(self, indicator):
        """A link to the list of its figures."""
        if not indicator.pk:
            return "–"
        address = reverse("admin:monitor_figure_changelist")
        return format_html(
            '<a href="{}?indicator__id__exact={}">Lijst met {} cijfer(s)</a>',
            address,
            indicator.pk,
            indicator.figures.count(),
        )

    def get_inlines(self, request, obj):
        if obj and obj.figures.count() > FIGURES_IN_FORM:
            return (IndicatorNameInline, IndicatorCitationInline)
        return self.inlines


@admin.register(Figure)
class FigureAdmin(PartAdmin):
    list_display = ("indicator", "area_name", "year", "period", "value", "mark", "source")
    list_filter = ("mark", "region", "province", "source")
    list_select_related = ("indicator", "municipality", "province", "source")
    search_fields = ("indicator__title", "municipality__name", "year")
    search_help_text = "Zoekt in indicator, gemeente en jaar."
    autocomplete_fields = ("indicator", "municipality", "province", "source")
    fieldsets = (
        (
            "Waarover",
            {
                "fields": ("indicator", FIGURE_AREA, ("year", "period")),
                "description": "Een cijfer gaat over één gebied: een gemeente, een provincie, of een gewest of land.",
            },
        ),
        ("Cijfer", {"fields": (("value", "mark", "is_approximate"), "note")}),
        ("Bron", {"fields": ("source", "reference")}),
    )

    @admin.display(description="gebied")
    def area_name(self, figure):
        return figure.area_name


class MonitorCitationInline(CitationInline):
    model = MonitorCitation
    after = "Stand van zaken"


@admin.register(Monitor)
class MonitorAdmin(EntryAdmin):
    inlines = (MonitorCitationInline,)
    list_display = ("title", "status", "publisher", "theme_names", "facts_year", "checked", "saved")
    search_fields = (*EntryAdmin.search_fields, "publisher")
    autocomplete_fields = ("themes", "provinces")
    fieldsets = (
        (
            "Wat en waar te vinden",
            {
                "fields": (
                    "title",
                    "publisher",
                    "summary",
                    "themes",
                    "provinces",
                    "frequency",
                    "website",
                    "website_path",
                )
            },
        ),
        (
            "Stand van zaken",
            {"fields": ("active_until", "successor_note", ("checked_on", "check_again_by"))},
        ),
        PUBLICATION,
    )


class PolicyCitationInline(CitationInline):
    model = PolicyCitation
    after = "Stand van zaken"


@admin.register(PolicyItem)
class PolicyItemAdmin(EntryAdmin):
    inlines = (PolicyCitationInline,)
    list_display = ("code", "title", "status", "level", "state", "theme_names", "checked", "saved")
    list_display_links = ("code", "title")
    list_filter = ("level", "state", "in_2018", *EntryAdmin.list_filter)
    search_fields = (*EntryAdmin.search_fields, "code")
    autocomplete_fields = ("parent", "themes", "domains", "practices", "monitors")
    ordering = ("position",)
    fieldsets = (
        (
            "Wat",
            {
                "fields": ("code", "level", "parent", "position", "title", "summary", "body", "themes", "domains"),
                "description": MARKDOWN,
            },
        ),
        ("Wie", {"fields": ("lead", "practices", "monitors")}),
        (
            "Stand van zaken",
            {"fields": (("state", "in_2018"), "state_note", "period", ("checked_on", "check_again_by"))},
        ),
        PUBLICATION,
    )
