"""Keeping the directory of partners current."""

from django.contrib import admin

from partners.models import ContactPoint, Partner, PartnerCitation, Sector
from portal.admin.entries import PUBLICATION, EntryAdmin
from portal.admin.filters import OwnFilter
from portal.admin.parts import CitationInline, PartAdmin, PositionedInline
from portal.admin.vocabularies import TermAdmin
from portal.models import Municipality
from portal.spreadsheets.admin import SpreadsheetAdmin


@admin.register(Sector)
class SectorAdmin(TermAdmin):
    list_display = ("name", "position", "updated_at")
    fields = ("name", "slug", "summary", "position", "updated_at")


class ContactPointInline(PositionedInline, admin.StackedInline):
    model = ContactPoint
    after = "Waarvoor en waar"
    autocomplete_fields = ("provinces", "municipalities", "excepted")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", "area"),
                    ("phone", "email"),
                    ("website", "website_path"),
                    ("serves_flanders", "serves_brussels", "is_historical"),
                    ("provinces", "municipalities", "excepted"),
                    ("note", "position"),
                )
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*self.autocomplete_fields)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Municipality:
            kwargs["queryset"] = Municipality.objects.today()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(ContactPoint)
class ContactPointAdmin(PartAdmin):
    """For officers above all: the partner is not theirs, its contact points for their municipality are."""

    list_display = ("name", "area", "partner", "served", "is_historical")
    list_filter = (OwnFilter, "is_historical", "serves_flanders", "provinces")
    list_select_related = ("partner",)
    list_per_page = 50
    search_fields = ("name", "area", "partner__title", "municipalities__name")
    search_help_text = "Zoekt in naam, regio, partner en gemeente."
    autocomplete_fields = ("partner", *ContactPointInline.autocomplete_fields)
    fieldsets = (
        ("Van wie", {"fields": ("partner", ("name", "area"))}),
        ("Bereiken", {"fields": (("phone", "email"), ("website", "website_path"), "note")}),
        (
            "Voor wie",
            {
                "fields": (
                    ("serves_flanders", "serves_brussels", "is_historical"),
                    *ContactPointInline.autocomplete_fields,
                )
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*ContactPointInline.autocomplete_fields)

    @admin.display(description="voor")
    def served(self, contact):
        return ", ".join(contact.served_names)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Municipality:
            kwargs["queryset"] = Municipality.objects.today()
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PartnerCitationInline(CitationInline):
    model = PartnerCitation
    after = "Stand van zaken"


@admin.register(Partner)
class PartnerAdmin(SpreadsheetAdmin, EntryAdmin):
    inlines = (ContactPointInline, PartnerCitationInline)
    list_display = ("title", "status", "sector", "active_until", "facts_year", "checked", "saved")
    list_select_related = (*EntryAdmin.list_select_related, "sector")
    list_filter = ("status", "sector", "kind", *EntryAdmin.list_filter[1:])
    search_fields = (*EntryAdmin.search_fields, "contacts__name", "contacts__area")
    search_help_text = "Zoekt in titel, samenvatting en contactpunten."
    autocomplete_fields = ("themes", "sector", "domains", "successors")
    fieldsets = (
        (
            "Waarvoor en waar",
            {
                "fields": (
                    "title",
                    "kind",
                    "sector",
                    "summary",
                    "services",
                    "themes",
                    "domains",
                    "website",
                    "website_path",
                )
            },
        ),
        (
            "Stand van zaken",
            {"fields": ("active_until", "successors", "history", ("checked_on", "check_again_by"))},
        ),
        PUBLICATION,
    )
