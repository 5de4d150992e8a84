"""Municipalities, their provinces, and the names that lead to them."""

from django.contrib import admin
from django.db.models import Case, Q, Value, When

from portal.admin.filters import ExistsFilter
from portal.admin.parts import PartInline
from portal.admin.vocabularies import TermAdmin
from portal.keeping.admin import KeptForms
from portal.models import Municipality, Place, Province
from portal.text import fold

# A figure keeps the boundaries it was made for; everything else is about municipalities of today.
MODELS_WITH_FORMER = ("figure", "municipality")


@admin.register(Province)
class ProvinceAdmin(TermAdmin):
    list_display = ("name", "code", "updated_at")
    search_fields = ("name", "code")
    fields = ("name", "slug", "code", "updated_at")


class PlaceInline(PartInline, admin.TabularInline):
    model = Place
    fields = ("name",)


@admin.register(Municipality)
class MunicipalityAdmin(TermAdmin):
    list_display = ("name", "nis", "province", "type", "successor", "valid_until")
    list_filter = (ExistsFilter, "province", "type", "has_language_facilities")
    list_select_related = ("province", "successor")
    list_per_page = 50
    search_fields = ("name", "nis")
    search_help_text = "Zoekt ook op vroegere namen, deelgemeenten en NIS-code."
    autocomplete_fields = ("province", "successor")
    inlines = (PlaceInline,)
    fieldsets = (
        ("Gemeente", {"fields": ("name", "slug", "nis", "province", "type", "has_language_facilities")}),
        (
            "Fusie",
            {
                "fields": (("valid_from", "valid_until"), "successor", "updated_at"),
                "description": "Een gemeente die fuseerde, blijft staan met haar einddatum en haar opvolger.",
            },
        ),
    )

    def get_search_results(self, request, queryset, search_term):
        """By any name that leads to it, accents folded; names that begin with the words first."""
        asking = request.GET.get("model_name")
        if asking and asking not in MODELS_WITH_FORMER:
            queryset = queryset.today()
        key = fold(search_term.strip())
        if not key:
            return queryset, False
        named = Q(sort_key__contains=key) | Q(nis__startswith=key)
        if asking not in MODELS_WITH_FORMER:
            named |= Q(pk__in=Municipality.objects.matching(search_term).values("pk"))
        begins = Case(When(sort_key__startswith=key, then=Value(0)), default=Value(1))
        return queryset.filter(named).order_by(begins, "sort_key", "nis"), False


@admin.register(Place)
class PlaceAdmin(KeptForms, admin.ModelAdmin):
    list_display = ("name", "municipality", "updated_at")
    list_select_related = ("municipality",)
    search_fields = ("name", "sort_key", "municipality__name")
    autocomplete_fields = ("municipality",)
    fields = ("name", "municipality", "updated_at")
    readonly_fields = ("updated_at",)
