"""The words that entries share. An address that exists does not change: links and content files use it."""

from django.contrib import admin

from portal.admin.fields import FieldsOfKapstok
from portal.keeping.admin import KeptForms
from portal.models import Domain, Source, Synonyms, TargetGroup, Theme


class TermAdmin(KeptForms, admin.ModelAdmin):
    """Base for a list of words; `named_by` is the field that its address is made of."""

    named_by = "name"
    list_display = ("name", "slug", "updated_at")
    search_fields = ("name", "slug")
    readonly_fields = ("updated_at",)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "slug"] if obj else fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": (self.named_by,)}


@admin.register(Theme)
class ThemeAdmin(TermAdmin):
    list_display = ("name", "question", "position", "updated_at")
    fields = ("name", "slug", "question", "summary", "position", "updated_at")


@admin.register(Domain, TargetGroup)
class WordAdmin(TermAdmin):
    fields = ("name", "slug", "updated_at")


@admin.register(Source)
class SourceAdmin(TermAdmin):
    named_by = "title"
    list_display = ("title", "publisher", "year", "updated_at")
    list_filter = ("year",)
    search_fields = ("title", "publisher", "year")
    fields = ("title", "slug", "publisher", "year", "website", "note", "updated_at")


@admin.register(Synonyms)
class SynonymsAdmin(FieldsOfKapstok, KeptForms, admin.ModelAdmin):
    text_rows = 6
    list_display = ("__str__", "note", "updated_at")
    search_fields = ("words", "note")
    search_help_text = "Zoekt in de woorden en de toelichting."
    fields = ("words", "note", "updated_at")
    readonly_fields = ("updated_at",)
