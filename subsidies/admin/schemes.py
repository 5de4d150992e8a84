"""Subsidies by provider, and their calls by deadline."""

from django.contrib import admin

from portal import roles
from portal.admin.entries import MARKDOWN, PUBLICATION, EntryAdmin
from portal.admin.parts import CitationInline, PartAdmin, PartInline
from portal.admin.vocabularies import TermAdmin
from portal.spreadsheets.admin import SpreadsheetAdmin
from subsidies.admin.rules import HELP, RuleInline
from subsidies.models import Applicant, Call, CallStep, Provider, Scheme, SchemeCitation


@admin.register(Applicant)
class ApplicantAdmin(TermAdmin):
    fields = ("name", "slug", "updated_at")


@admin.register(Provider)
class ProviderAdmin(TermAdmin):
    list_display = ("name", "level", "province", "updated_at")
    list_filter = ("level", "province")
    list_select_related = ("province",)
    autocomplete_fields = ("province",)
    fields = ("name", "slug", "level", "province", "website", "updated_at")


class CallInline(PartInline, admin.TabularInline):
    model = Call
    after = "Wanneer"
    fields = ("title", "opens_on", "closes_on", "note")
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("scheme")


class SchemeCitationInline(CitationInline):
    model = SchemeCitation
    after = "Stand van zaken"


@admin.register(Scheme)
class SchemeAdmin(SpreadsheetAdmin, EntryAdmin):
    inlines = (RuleInline, CallInline, SchemeCitationInline)
    list_display = ("title", "status", "provider", "state", "facts_year", "checked", "saved")
    list_select_related = (*EntryAdmin.list_select_related, "provider")
    list_filter = ("status", "provider__level", *EntryAdmin.list_filter[1:], "applicants")
    search_fields = (*EntryAdmin.search_fields, "provider__name")
    search_help_text = "Zoekt in titel, samenvatting en subsidiegever."
    autocomplete_fields = ("themes", "provider", "domains", "applicants")
    fieldsets = (
        (
            "Wat en voor wie",
            {
                "fields": (
                    "title",
                    "provider",
                    "summary",
                    "themes",
                    "domains",
                    "applicants",
                    "applicants_note",
                )
            },
        ),
        (
            "Voorwaarden en bedragen",
            {"fields": ("conditions", "amounts", "share_percent"), "description": MARKDOWN},
        ),
        (
            "Wie komt in aanmerking?",
            {"fields": ("combination", "rules_note"), "description": HELP},
        ),
        (
            "Wanneer",
            {
                "fields": (("valid_from", "valid_until"),),
                "description": "Of een subsidie open is, volgt uit deze data en die van de oproepen.",
            },
        ),
        (
            "Stand van zaken",
            {"fields": ("state_note", "website", "website_path", ("checked_on", "check_again_by"))},
        ),
        PUBLICATION,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_state()

    def get_autocomplete_fields(self, request):
        """An agency has few providers: those stand in a plain list."""
        fields = super().get_autocomplete_fields(request)
        return fields if roles.sees_all(request.user, Scheme) else [name for name in fields if name != "provider"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """An agency makes schemes of its own providers, and gives none away."""
        if db_field.name == "provider" and not roles.sees_all(request.user, Scheme):
            kwargs["queryset"] = Provider.objects.filter(pk__in=roles.scope_of(request.user).provider_pks)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="vandaag")
    def state(self, scheme):
        return scheme.state_label


class CallStepInline(PartInline, admin.TabularInline):
    model = CallStep


@admin.register(Call)
class CallAdmin(PartAdmin):
    inlines = (CallStepInline,)
    list_display = ("title", "scheme", "opens_on", "closes_on", "state")
    list_filter = ("closes_on", "scheme__provider__level")
    list_select_related = ("scheme",)
    date_hierarchy = "closes_on"
    search_fields = ("title", "scheme__title")
    autocomplete_fields = ("scheme",)
    fields = ("scheme", "title", ("opens_on", "closes_on"), "note")

    @admin.display(description="vandaag")
    def state(self, call):
        return call.state.label
