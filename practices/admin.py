"""Writing practices, resources and hete hangijzers."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path

from portal.admin.entries import MARKDOWN, PUBLICATION, EntryAdmin
from portal.admin.parts import CitationInline, PartInline, PositionedInline
from portal.models import Municipality
from portal.spreadsheets.admin import SpreadsheetAdmin
from practices import white_spots
from practices.models import (
    Argument,
    ChecklistItem,
    Practice,
    PracticeCitation,
    PracticeMunicipality,
    Question,
    QuestionCitation,
    Resource,
    ResourceCitation,
)


class LocalityInline(PartInline, admin.TabularInline):
    model = PracticeMunicipality
    after = "Wat en waar"
    autocomplete_fields = ("municipality",)
    verbose_name = "gemeente"
    verbose_name_plural = "gemeenten"

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("municipality")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "municipality":
            kwargs["queryset"] = Municipality.objects.today()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PracticeCitationInline(CitationInline):
    model = PracticeCitation
    after = "Stand van zaken"


@admin.register(Practice)
class PracticeAdmin(SpreadsheetAdmin, EntryAdmin):
    change_list_template = "admin/practice_list.html"
    inlines = (LocalityInline, PracticeCitationInline)
    list_display = ("title", "status", "places", "theme_names", "facts_year", "checked", "saved")
    list_filter = (*EntryAdmin.list_filter, "state", "domains")
    search_fields = (*EntryAdmin.search_fields, "localities__municipality__name", "localities__name_in_source")
    search_help_text = "Zoekt in titel, samenvatting en gemeente."
    autocomplete_fields = ("themes", "domains", "target_groups", "provinces", "supported_by")
    fieldsets = (
        (
            "Wat en waar",
            {"fields": ("title", "summary", "themes", "domains", "target_groups", "provinces", "area")},
        ),
        (
            "Hoe en met welk resultaat",
            {
                "fields": (
                    "occasion",
                    "approach",
                    "results",
                    "success_factors",
                    "obstacles",
                    "lessons",
                    "budget",
                    "staffing",
                    "period",
                ),
                "description": MARKDOWN,
            },
        ),
        (
            "Wie",
            {"fields": ("lead", "partners", "supported_by", "contact", "website", "website_path")},
        ),
        ("Stand van zaken", {"fields": ("state", "state_note", ("checked_on", "check_again_by"))}),
        PUBLICATION,
    )

    def get_urls(self):
        view = self.admin_site.admin_view(self.white_spots)
        return [path("witte-vlekken/", view, name="practices_practice_white_spots"), *super().get_urls()]

    def white_spots(self, request):
        """How many practices each theme has, by kind of municipality."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": "Witte vlekken",
            "types": Municipality.Type,
            "table": white_spots.table(),
            "few": white_spots.FEW,
        }
        return TemplateResponse(request, "admin/white_spots.html", context)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("localities__municipality", "provinces")

    @admin.display(description="waar")
    def places(self, practice):
        return ", ".join(practice.place_names)


class ChecklistItemInline(PositionedInline, admin.TabularInline):
    model = ChecklistItem
    after = "Wat en voor wie"
    fields = ("position", "title", "text")
    verbose_name_plural = "punten (voor een checklist)"


class ResourceCitationInline(CitationInline):
    model = ResourceCitation
    after = "Stand van zaken"


@admin.register(Resource)
class ResourceAdmin(EntryAdmin):
    inlines = (ChecklistItemInline, ResourceCitationInline)
    list_display = ("title", "kind", *EntryAdmin.list_display[1:])
    list_filter = ("status", "kind", *EntryAdmin.list_filter[1:], "domains")
    autocomplete_fields = ("themes", "domains", "target_groups")
    fieldsets = (
        (
            "Wat en voor wie",
            {
                "fields": ("title", "kind", "summary", "body", "themes", "domains", "target_groups"),
                "description": MARKDOWN,
            },
        ),
        ("Waar te vinden", {"fields": ("publisher", "year", "website", "website_path")}),
        ("Stand van zaken", {"fields": (("checked_on", "check_again_by"),)}),
        PUBLICATION,
    )


class ArgumentInline(PositionedInline, admin.TabularInline):
    model = Argument
    after = "De vraag"
    fields = ("position", "title", "text")


class QuestionCitationInline(CitationInline):
    model = QuestionCitation
    after = "Stand van zaken"


@admin.register(Question)
class QuestionAdmin(EntryAdmin):
    inlines = (ArgumentInline, QuestionCitationInline)
    fieldsets = (
        ("De vraag", {"fields": ("title", "summary", "themes")}),
        ("Stand van zaken", {"fields": (("checked_on", "check_again_by"),)}),
        PUBLICATION,
    )
