"""Filters beside the lists of the admin."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone

from portal import roles

YEAR = timedelta(days=365)


class OwnFilter(admin.SimpleListFilter):
    """What the signed-in person may change."""

    title = "wijzigbaar"
    parameter_name = "te-wijzigen"

    def lookups(self, request, model_admin):
        return [("ja", "kan ik wijzigen")]

    def queryset(self, request, queryset):
        return roles.changeable(request.user, queryset) if self.value() == "ja" else queryset


class OwnerFilter(admin.SimpleListFilter):
    """Entries by who keeps them fresh."""

    title = "verantwoordelijke"
    parameter_name = "van"

    def lookups(self, request, model_admin):
        return [("mij", "van mij"), ("niemand", "van niemand")]

    def queryset(self, request, queryset):
        wanted = {"mij": {"owner": request.user}, "niemand": {"owner": None}}
        return queryset.filter(**wanted.get(self.value(), {}))


class CheckedFilter(admin.SimpleListFilter):
    """Entries by how long ago somebody checked them."""

    title = "nazicht"
    parameter_name = "nazicht"

    def lookups(self, request, model_admin):
        return [
            ("nooit", "nooit nagekeken"),
            ("opnieuw", "opnieuw na te kijken"),
            ("oud", "langer dan een jaar geleden"),
            ("recent", "in het laatste jaar"),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "opnieuw":
            return queryset.due()
        conditions = {
            "nooit": {"checked_on": None},
            "oud": {"checked_on__lt": today - YEAR},
            "recent": {"checked_on__gte": today - YEAR},
        }
        return queryset.filter(**conditions.get(self.value(), {}))


class ExistsFilter(admin.SimpleListFilter):
    """Municipalities of today, or those that merged into another."""

    title = "bestaat"
    parameter_name = "bestaat"

    def lookups(self, request, model_admin):
        return [("ja", "vandaag"), ("nee", "opgegaan in een andere")]

    def queryset(self, request, queryset):
        if self.value() in ("ja", "nee"):
            return queryset.filter(successor__isnull=self.value() == "ja")
        return queryset
